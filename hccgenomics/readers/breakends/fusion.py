"""A plain table of fusions, as laboratories write it by hand: two genes, and what else is known.

The 5' partner comes first. Columns by any of their usual names; only the genes are needed, or one
column ``fusion`` with ``DNAJB1::PRKACA`` (HGNC's notation, Bruford 2021,
doi:10.1038/s41375-021-01436-6), ``DNAJB1--PRKACA`` or ``DNAJB1-PRKACA``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.breakends.fusions import fusion_table, kept_side, made_fusion, side_at
from hccgenomics.readers.breakends.table import SvTable
from hccgenomics.readers.vcf_fields import filters_of

if TYPE_CHECKING:
    from hccgenomics.model.structural_files import (
        Breakend,
        FusionCall,
    )
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Heading, Row

_GENES: Final = (
    ("gene1", "gene_1", "gene_a", "genea", "gene5", "gene_5", "five_prime_gene", "5_prime_gene",
     "5p_gene", "5'_gene", "left_gene", "leftgene", "upstream_gene", "gene_5_prime", "donor_gene"),
    ("gene2", "gene_2", "gene_b", "geneb", "gene3", "gene_3", "three_prime_gene", "3_prime_gene",
     "3p_gene", "3'_gene", "right_gene", "rightgene", "downstream_gene", "gene_3_prime",
     "acceptor_gene"),
)  # fmt: skip
_NAMED: Final = ("fusion", "fusion_name", "fusionname", "name")
_BETWEEN: Final = re.compile(r"::|--|/|(?<=\w)-(?=[A-Z])")
_PAIR: Final = 2
_NUMBER: Final = re.compile(r"\d+")
_READS: Final = (
    ("junction_reads", "split_reads", "junctionreads", "split", "junctionreadcount", "reads"),
    ("spanning_reads", "spanning_fragments", "spanning_pairs", "pairs", "spanningfragcount",
     "discordant_mates", "discordant_pairs"),
)  # fmt: skip
_DNA: Final = frozenset({"dna", "wgs", "wes", "genome", "panel"})


def _recognises(heading: Heading) -> bool:
    both = all(set(names) & set(heading.columns) for names in _GENES)
    return both or bool(set(_NAMED[:3]) & set(heading.columns))


def _call(row: Row, asked: Asked) -> FusionCall | None:
    genes = _genes(row)
    if genes is None:
        return None
    made = made_fusion(
        row,
        genes,
        (_side(row, "1", asked), _side(row, "2", asked)),
        reads=(row.count(*_READS[0]), row.count(*_READS[1])),
        frame=row.text("frame", "reading_frame", "in_frame", "prot_fusion_type"),
        confidence=row.text("confidence", "evidence"),
    )
    kind = (row.text("assay", "source", "molecule", "analyte") or "").lower()
    return replace(
        made,
        exons=(_exon(row, "1"), _exon(row, "2")),
        filters=filters_of(row.text("filter", "filters") or "."),
        is_rna=kind not in _DNA,
    )


def _genes(row: Row) -> tuple[str, str] | None:
    first, second = row.text(*_GENES[0]), row.text(*_GENES[1])
    if first is not None and second is not None:
        return first, second
    parts = _BETWEEN.split(row.text(*_NAMED) or "")
    named = [part.strip() for part in parts if part.strip()]
    return (named[0], named[1]) if len(named) == _PAIR else None


def _exon(row: Row, number: str) -> int | None:
    text = row.text(f"exon{number}", f"exon_{number}", f"gene{number}_exon", f"last_exon{number}")
    found = _NUMBER.search(text or "")
    return int(found[0]) if found else None


def _side(row: Row, number: str, asked: Asked) -> Breakend | None:
    """``breakpoint1`` as ``chr19:14518630``, with the gene's strand behind it or beside it."""
    point = row.text(f"breakpoint{number}", f"breakpoint_{number}", f"position{number}") or ""
    parts = point.split(":")
    contig = row.text(f"chrom{number}", f"chr{number}", f"contig{number}")
    pos = row.text(f"pos{number}", f"position{number}", f"pos_{number}")
    strand = row.cells.get(f"strand{number}", row.cells.get(f"strand_{number}", ""))
    if len(parts) >= _PAIR:
        contig, pos = parts[0], parts[1]
        strand = parts[2] if len(parts) > _PAIR else strand
    return side_at(contig, pos, kept_side(strand, is_five_prime=number == "1"), asked)


TABLE = SvTable(
    name="fusion",
    title="table of fusions",
    documentation="docs/structural-formats.md",
    recognises=_recognises,
    read=fusion_table(_call),
    quirk="gene1 is the 5′ partner; strands are the genes'. A column assay with DNA says so.",
)
