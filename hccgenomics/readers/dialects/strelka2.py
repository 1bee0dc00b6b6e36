"""Strelka2 (and Strelka 1) somatic calls: no genotype; counts come in two tiers of mapping quality.

The user guide defines the allele fraction by tier-1 counts: for an SNV the alternate base's
``AU``/``CU``/``GU``/``TU`` over the reference base's plus the alternate's, for an indel ``TIR``
over ``TAR`` plus ``TIR`` (https://github.com/Illumina/strelka, docs/userGuide, "Somatic variant
allele frequencies"). ``DP`` counts other reads besides and is not used.

Compared with real output of Strelka 1.0.7, 2.0.8, 2.0.17, 2.7.1 and 2.9.9 (test data of
broadinstitute/gatk, openvax/varcode, mskcc/vcf2maf, imgag/ngs-bits, griffithlab/VAtools).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import Dialect, Written, count, spec_support
from hccgenomics.vocabulary import CallerSays, DialectTier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.readers.header import VcfHeader

_TIERS = 2
_BI_ALLELIC = 2
_BASES: Final = frozenset({"AU", "CU", "GU", "TU"})
_INDEL: Final = frozenset({"TAR", "TIR"})
_NORMAL_GENOTYPES: Final = {
    "het": CallerSays.LOSS_OF_HETEROZYGOSITY,
    "hom": CallerSays.GERMLINE,
    "conflict": CallerSays.NOT_SOMATIC,
}
"""``NT``, the normal's genotype by which a variant was classified, where it is not ``ref``."""


def _recognises(header: VcfHeader) -> bool:
    """By its counts, in two tiers; its germline calls have none, ClairS's ``AU`` is one number."""
    declared = header.ids("FORMAT")
    untiered = any(line.startswith("<ID=AU,Number=1,") for line in header.values("FORMAT"))
    return (declared >= _BASES and not untiered) or declared >= _INDEL


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


def _tag(written: Written) -> CallerTag | None:
    normal = written.info.get("NT", "")
    if normal in _NORMAL_GENOTYPES:
        return CallerTag(_NORMAL_GENOTYPES[normal], f"NT={normal}")
    return CallerTag(CallerSays.SOMATIC, "SOMATIC") if "SOMATIC" in written.info else None


def _version(header: VcfHeader) -> str | None:
    """``##source_version``, which Strelka alone writes."""
    stated = header.values("source_version")
    return stated[0].strip() if stated else None


DIALECT = Dialect(
    name="strelka2",
    recognises=_recognises,
    support=_support,
    title="Strelka2 (somatic)",
    documentation="https://github.com/Illumina/strelka/blob/v2.9.x/docs/userGuide/README.md",
    tier=DialectTier.EXACT,
    needs=_BASES | {"TIR"},
    marks=(_BASES, _INDEL),
    info=frozenset({"SOMATIC", "NT"}),
    tag=_tag,
    version=_version,
    quirk="No genotype; tier-1 counts of AU, CU, GU, TU or TAR, TIR are read; DP counts other "
    "reads besides; one TIR for several indels belongs to none of them.",
)
