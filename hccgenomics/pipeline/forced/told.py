"""What follows from forced calls elsewhere in the report: the check, the summary, what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.interpret.sample_check import SampleCheck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.interpret.requests import Request
    from hccgenomics.model.forced import ForcedCall
    from hccgenomics.pipeline.looking import Case

NOTHING: SampleCheck = SampleCheck((), (), ())


@dataclass(frozen=True, slots=True)
class ForcedTold:
    """Of a run without alignments nothing.

    Attributes:
        check: Whether the alignments are those that were called.
        summary: Key findings: what is not called and not clean either.
        requests: Reviews of reads.
        limits: What the error rates rest on.
    """

    check: SampleCheck = NOTHING
    summary: tuple[str, ...] = ()
    requests: tuple[Request, ...] = ()
    limits: tuple[str, ...] = ()


def forced_told(
    case: Case, calls: Sequence[ForcedCall], markers: Sequence[MarkerResult]
) -> ForcedTold:
    """What the counts at known places say beside themselves."""
    if not calls:
        return ForcedTold()
    from hccgenomics.interpret.forced import (
        check_alignments,
        forced_requests,
        forced_summary,
        rates_used,
    )

    settings = case.request.settings
    origins = {one.id: one.origin for one in case.judged.small.alterations}
    has_background = case.request.background is not None
    return ForcedTold(
        check=check_alignments(calls, origins, settings),
        summary=forced_summary(calls, settings),
        requests=forced_requests(calls, markers, settings),
        limits=(rates_used(calls, settings, has_background=has_background),),
    )


def both_checks(first: SampleCheck, second: SampleCheck) -> SampleCheck:
    """Two checks of one sample: a doubt of either is one of both."""
    return SampleCheck(
        (*first.failures, *second.failures),
        (*first.remarks, *second.remarks),
        (*first.measures, *second.measures),
    )
