"""VarDict: ``VD`` alternate reads of ``DP`` reads in all; ``AF`` is their ratio, rounded.

``DP`` includes reads with other alleles, so it may exceed the sum of ``AD``
(https://github.com/AstraZeneca-NGS/VarDictJava, README, "Output columns"). Its VCF converters do
not always name themselves: the FORMAT fields ``VD`` and ``ALD`` together are VarDict's alone. INFO
``STATUS`` compares tumour and normal (same place, "Paired variant calling").

Compared with real output of VarDict 1.8.2 and of its Perl converters (test data of
Clinical-Genomics/BALSAMIC; duplex panel calls of msk-access).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import (
    Dialect,
    count,
    first_match,
    is_named,
    per_allele,
    source_of,
    spec_support,
    stated_fraction,
)
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_BI_ALLELIC: Final = 2
_SIGNATURE: Final = frozenset({"VD", "ALD"})
_STATUS: Final = {
    "StrongSomatic": CallerSays.SOMATIC,
    "LikelySomatic": CallerSays.SOMATIC,
    "Germline": CallerSays.GERMLINE,
    "StrongLOH": CallerSays.LOSS_OF_HETEROZYGOSITY,
    "LikelyLOH": CallerSays.LOSS_OF_HETEROZYGOSITY,
    "AFDiff": CallerSays.NOT_SOMATIC,
    "Deletion": CallerSays.NOT_SOMATIC,
}
"""``SampleSpecific`` is a variant where the normal has no reads: nothing is said of its origin."""


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, "vardict", "vardictjava") or header.ids("FORMAT") >= _SIGNATURE


def _support(written: Written) -> Support:
    fields, alleles = written.fields, written.alleles
    if "VD" not in fields or len(alleles) > _BI_ALLELIC:
        return spec_support(written)
    return Support(
        ref_depth=count(per_allele(fields.get("AD"), alleles=len(alleles))[0]),
        alt_depth=count(fields["VD"]),
        depth=count(fields.get("DP")),
        stated_vaf=stated_fraction(written),
    )


def _tag(written: Written) -> CallerTag | None:
    status = written.info.get("STATUS", "")
    says = _STATUS.get(status)
    return None if says is None else CallerTag(says, f"STATUS={status}")


def _version(header: VcfHeader) -> str | None:
    return first_match(r"[vV]([0-9][\w.]*)", [source_of(header, "vardict", "vardictjava") or ""])


DIALECT = Dialect(
    name="vardict",
    recognises=_recognises,
    support=_support,
    title="VarDict",
    documentation="https://github.com/AstraZeneca-NGS/VarDictJava",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    needs=frozenset({"VD"}),
    marks=(frozenset({"VD", "AD", "AF"}), frozenset({"VD", "ALD"})),
    info=frozenset({"STATUS"}),
    tag=_tag,
    version=_version,
    quirk="DP is the depth, and exceeds the sum of AD where other alleles are seen; older "
    "converters write neither ##source nor contig lines.",
)
