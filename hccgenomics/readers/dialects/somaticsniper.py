"""SomaticSniper: ``DP4`` counts reference and alternate reads per strand, and ``DP`` is their sum.

Where a record has several alternate alleles ``DP4`` cannot tell them apart; then ``BCOUNT``, the
number of A, C, G and T at the place, is read for all alleles. It counts reads of lower quality too
and is not mixed with ``DP4`` (https://gmt.genome.wustl.edu/packages/somatic-sniper/).

Compared with real output of 1.0.5 (test data of mskcc/vcf2maf).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import (
    Dialect,
    count,
    declares,
    first_match,
    four_way,
    is_named,
    status_tag,
)
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_BASES: Final = "ACGT"
_BI_ALLELIC: Final = 2
_NAMES: Final = ("somaticsniper", "bam-somaticsniper", "sniper")


def _recognises(header: VcfHeader) -> bool:
    """By its fields; its files state their origin in ``##vcfProcessLog`` or not at all."""
    logged = any("bam-somaticsniper" in line for line in header.values("vcfProcessLog"))
    return logged or is_named(header, *_NAMES) or declares(header, "BCOUNT", "JGQ", "AMQ")


def _support(written: Written) -> Support:
    if len(written.alleles) > _BI_ALLELIC:
        return _by_base(written)
    ref_depth, alt_depth = four_way(written.fields.get("DP4"))
    return Support(ref_depth, alt_depth)


def _by_base(written: Written) -> Support:
    values = written.fields.get("BCOUNT", "").split(",")
    if len(values) != len(_BASES):
        return Support()
    bases = {base: count(value) for base, value in zip(_BASES, values, strict=True)}
    ref_depth, *alternates = (bases.get(allele.upper()) for allele in written.alleles)
    known = [depth for depth in (ref_depth, *alternates) if depth is not None]
    depth = sum(known) if len(known) == len(written.alleles) else None
    return Support(ref_depth, alternates[written.alt_index - 1], depth)


def _tag(written: Written) -> CallerTag | None:
    return status_tag(written.fields.get("SS"), "SS")


def _version(header: VcfHeader) -> str | None:
    pattern = r"bam-somaticsniper.*?InputVCFVer=\W*([0-9][\w.]*)"
    return first_match(pattern, header.values("vcfProcessLog"))


DIALECT = Dialect(
    name="somaticsniper",
    recognises=_recognises,
    support=_support,
    title="SomaticSniper",
    documentation="https://gmt.genome.wustl.edu/packages/somatic-sniper/",
    tier=DialectTier.EXACT,
    needs=frozenset({"DP4", "BCOUNT"}),
    marks=(frozenset({"DP4", "BCOUNT"}),),
    tag=_tag,
    version=_version,
    quirk="DP4 gives reference and alternate reads; BCOUNT, which also counts reads of lower "
    "quality, is read only where there are several alternate alleles.",
)
