"""Sentieon TNscope: somatic small variants, and breakends in the same file.

``AD`` counts the reads of every allele. ``AF`` is one value for the record, so it belongs to none
of several alternate alleles; it is ``AD`` over its sum, and where the version writes ``DP``, over
that. ``AFDP`` of older versions fits ``AF`` less often than the sum does, and is not read. What it
objects to is spelled as MuTect2 of GATK 3 spelled it
(https://support.sentieon.com/manual/usages/general/, "TNscope algorithm").

Compared with real output: the demo run of Clinical-Genomics/BALSAMIC (201911, 202308.03).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialect import Dialect, filter_tag, is_named, support_within_depth
from hccgenomics.readers.signature import has_run, number_in, version_of_run
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_RUN: Final = frozenset({"TNscope"})
_LINE: Final = "SentieonCommandLine"
_SIGNATURE: Final = frozenset({"AFDP", "ALTHC", "DPHC", "NBQPS"})

_FILTERS: Final = {
    "germline_risk": CallerSays.GERMLINE,
    "alt_allele_in_normal": CallerSays.NOT_SOMATIC,
    "multi_event_alt_allele_in_normal": CallerSays.NOT_SOMATIC,
    "panel_of_normals": CallerSays.NOT_SOMATIC,
}


def _recognises(header: VcfHeader) -> bool:
    signed = is_named(header, *_RUN) or has_run(header, _LINE, _RUN)
    return signed or header.ids("FORMAT") >= _SIGNATURE


def _version(header: VcfHeader) -> str | None:
    return number_in(version_of_run(header, _LINE, _RUN))


def _tag(written: Written) -> CallerTag | None:
    return filter_tag(written, _FILTERS)


DIALECT = Dialect(
    name="tnscope",
    recognises=_recognises,
    support=support_within_depth,
    title="Sentieon TNscope",
    documentation="https://support.sentieon.com/manual/usages/general/#tnscope-algorithm",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    needs=frozenset({"AD", "AFDP"}),
    marks=(frozenset({"AFDP"}),),
    tag=_tag,
    version=_version,
    quirk="AF is one value per record; AD is read, within DP where the version writes one.",
)
