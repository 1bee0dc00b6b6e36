"""What ``hccgenomics annotate`` says of one allele on one transcript."""

from __future__ import annotations

from typing import NamedTuple


class TranscriptRow(NamedTuple):
    """Text for a table or an INFO field, "" where it is not known.

    A tuple with names: a genome has tens of thousands.

    Attributes:
        consequence: Sequence Ontology terms joined with ``&``, most severe first.
        exon: ``3/15``.
    """

    gene: str
    transcript: str
    refseq: str
    consequence: str = ""
    hgvs_g: str = ""
    hgvs_c: str = ""
    hgvs_p: str = ""
    exon: str = ""
