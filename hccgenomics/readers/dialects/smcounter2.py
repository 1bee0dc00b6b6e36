"""smCounter and smCounter2: amplicons with molecular barcodes (QIAGEN QIAseq).

``VMT`` molecules of ``UMT`` carry the alternate allele; they stand in INFO, and in FORMAT in some
versions. ``AD`` counts molecules, not reads; ``DP`` and ``VDP`` count reads and are not mixed with
them (https://github.com/qiaseq/qiaseq-smcounter-v2; header after its source).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import (
    Dialect,
    alternate_count,
    count,
    counts_molecules,
    per_allele,
    stated_fraction,
)
from hccgenomics.vocabulary import CallerScope

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_SIGNATURE: Final = frozenset({"VMT", "VMF"})


def _recognises(header: VcfHeader) -> bool:
    return header.ids("INFO") >= _SIGNATURE or header.ids("FORMAT") >= _SIGNATURE


def _support(written: Written) -> Support:
    fields, info = written.fields, written.info
    place = fields if "VMT" in fields else info
    reads = per_allele(fields.get("AD"), alleles=len(written.alleles))
    alt = alternate_count(place, "VMT", written)
    return Support(
        ref_depth=count(reads[0]),
        alt_depth=count(reads[written.alt_index]) if alt is None else alt,
        depth=count(place.get("UMT")),
        stated_vaf=stated_fraction(written, "VF"),
    )


DIALECT = Dialect(
    name="smcounter2",
    recognises=_recognises,
    support=_support,
    title="smCounter, smCounter2 (QIAseq)",
    documentation="https://github.com/qiaseq/qiaseq-smcounter-v2",
    scope=CallerScope.SOMATIC,
    needs=_SIGNATURE,
    marks=(_SIGNATURE,),
    info=frozenset({"UMT", "VMT"}),
    unit=counts_molecules,
    quirk="Counts are molecules (VMT of UMT), in INFO or in FORMAT.",
)
