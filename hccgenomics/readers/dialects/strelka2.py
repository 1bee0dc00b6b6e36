"""Strelka2 (and Strelka 1) somatic calls: no genotype; counts come in two tiers of mapping quality.

The user guide defines the allele fraction by tier-1 counts: for an SNV the alternate base's
``AU``/``CU``/``GU``/``TU`` over the reference base's plus the alternate's, for an indel ``TIR``
over ``TAR`` plus ``TIR`` (https://github.com/Illumina/strelka, docs/userGuide, "Somatic variant
allele frequencies"). ``DP`` counts other reads besides and is not used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import Dialect, Written, count, spec_support

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.readers.header import VcfHeader

_TIERS = 2
_BI_ALLELIC = 2


def _recognises(header: VcfHeader) -> bool:
    written = any(source.lower().startswith("strelka") for source in header.values("source"))
    return written and bool(header.ids("FORMAT") & {"AU", "TIR"})


def _support(written: Written) -> Support:
    fields, alleles = written.fields, written.alleles
    ref, alt = alleles[0].upper(), alleles[written.alt_index].upper()
    if f"{ref}U" in fields and f"{alt}U" in fields:
        return Support(_tier1(fields, f"{ref}U"), _tier1(fields, f"{alt}U"))
    if "TIR" in fields:
        if len(alleles) > _BI_ALLELIC:  # one count for several indels belongs to none of them
            return Support()
        return Support(_tier1(fields, "TAR"), _tier1(fields, "TIR"))
    return spec_support(written)


def _tier1(fields: Mapping[str, str], key: str) -> int | None:
    tiers = fields.get(key, ".").split(",")
    return count(tiers[0]) if len(tiers) == _TIERS else None


DIALECT = Dialect(
    name="strelka2",
    recognises=_recognises,
    support=_support,
    needs=frozenset({"AU", "CU", "GU", "TU", "TIR"}),
)
