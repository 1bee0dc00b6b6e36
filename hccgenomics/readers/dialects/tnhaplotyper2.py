"""Sentieon TNhaplotyper2 and TNhaplotyper: Sentieon's counterparts of GATK's Mutect2 and MuTect2.

Fields and filters are Mutect2's, so ``AF`` is an estimate and not ``AD`` over its sum; TNfilter,
which sets the filters, signs with a line of its own. Only the key of the command line tells them
from GATK's (https://support.sentieon.com/manual/usages/general/, "TNhaplotyper2 algorithm").

Compared with real output: ``input.protein_coding`` of griffithlab/VAtools (202112.05).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialect import Dialect, filter_tag, is_named, spec_support
from hccgenomics.readers.signature import has_run, number_in, version_of_run
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_RUN: Final = frozenset({"TNhaplotyper2", "TNhaplotyper", "TNsnv"})
_LINE: Final = "SentieonCommandLine"

_FILTERS: Final = {
    "germline": CallerSays.GERMLINE,
    "germline_risk": CallerSays.GERMLINE,
    "normal_artifact": CallerSays.NOT_SOMATIC,
    "alt_allele_in_normal": CallerSays.NOT_SOMATIC,
    "panel_of_normals": CallerSays.NOT_SOMATIC,
}


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, *_RUN) or has_run(header, _LINE, _RUN)


def _version(header: VcfHeader) -> str | None:
    return number_in(version_of_run(header, _LINE, _RUN))


def _tag(written: Written) -> CallerTag | None:
    return filter_tag(written, _FILTERS)


DIALECT = Dialect(
    name="tnhaplotyper2",
    recognises=_recognises,
    support=spec_support,
    title="Sentieon TNhaplotyper2",
    documentation="https://support.sentieon.com/manual/usages/general/#tnhaplotyper2-algorithm",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    needs=frozenset({"AD"}),
    tag=_tag,
    version=_version,
    quirk="Mutect2's fields and filters under Sentieon's command line.",
)
