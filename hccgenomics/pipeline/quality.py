"""What can be said of a run's quality: its depths, and whether the files carry a report at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.interpret import callability_wording, wording
from hccgenomics.interpret.callability import NOTHING_TOLD, Lack
from hccgenomics.interpret.failure_wording import NEXT
from hccgenomics.interpret.failures import Answers, failures_of
from hccgenomics.interpret.origin_wording import percent
from hccgenomics.interpret.sample_check import check_sample
from hccgenomics.model import quality as doc
from hccgenomics.pipeline.forced.told import both_checks
from hccgenomics.vocabulary import ComponentClass, Confidence, ForcedState, MarkerState, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.interpret.callability import Coverage
    from hccgenomics.interpret.markers import ComponentResult, MarkerResult
    from hccgenomics.interpret.sample_check import Measure, SampleCheck
    from hccgenomics.model.coverage import MeasuredTarget
    from hccgenomics.pipeline.alterations import Interpreted
    from hccgenomics.pipeline.forced.told import ForcedTold
    from hccgenomics.pipeline.looking import Case, Looking

_Measured = tuple["ComponentResult", "MeasuredTarget"]


def check_of(
    case: Case, looking: Looking, markers: Sequence[MarkerResult], forced: ForcedTold
) -> SampleCheck:
    """Everything that speaks against there being a report: the one place where it is decided.

    The files themselves come first: whose reads they hold, and how they were called. Only where
    these are in order is it asked whether the run answers anything.
    """
    settings, small = case.request.settings, case.inputs.small
    check = both_checks(check_sample(small.calls, small.signs, settings), forced.check)
    if check.failures:
        return check
    return replace(check, failures=failures_of(_answers(case, looking, markers)))


def _answers(case: Case, looking: Looking, markers: Sequence[MarkerResult]) -> Answers:
    judged, sample, settings = case.judged, case.sample, case.request.settings
    told = (one for one in looking.forced if one.state is not ForcedState.NOT_COVERED)
    found = (*judged.alterations, *judged.small.set_aside, *told)
    by_region = (one.min_vaf for one in settings.by_region if one.min_vaf is not None)
    return Answers(
        markers=markers,
        coverage=looking.coverage,
        is_found=bool(found),
        is_small_alone=judged.assayed == {ComponentClass.SMALL},
        purity=None if sample.specimen is Specimen.PLASMA else sample.purity,
        least_vaf=min((settings.min_vaf_tissue, *by_region)),
    )


def quality_of(
    found: Interpreted,
    check: SampleCheck,
    markers: Sequence[MarkerResult] = (),
    coverage: Coverage = NOTHING_TOLD,
) -> doc.Quality:
    """The metrics and the verdict; a doubt about the files themselves comes before all else.

    A marker that was measured and is too shallow makes a run insufficient; what was found stands,
    and the run carries a report. Bases off the panel, or of which no file tells, were not measured,
    and are no failure.
    """
    failed = [marker for marker in markers if marker.is_failure]
    measured = list(_measured(markers))
    reasons = (*check.doubts, *_failures(failed, coverage), *_of_coverage(markers, coverage))
    return doc.Quality(
        verdict=_verdict(is_doubtful=bool(check.failures or failed), markers=markers),
        metrics=(
            _depth(found),
            *_of_parts(measured, coverage),
            *map(_metric, check.measures),
        ),
        reasons=reasons,
        carries_report=not check.failures,
        failures=tuple(doc.QualityFailure(**one._asdict()) for one in check.failures),
        next_steps=tuple(dict.fromkeys(NEXT[one.code] for one in check.failures)),
    )


def _verdict(*, is_doubtful: bool, markers: Sequence[MarkerResult]) -> Confidence:
    if is_doubtful:
        return Confidence.INSUFFICIENT
    is_measured = any(True for _ in _measured(markers))
    if is_measured and not _unmeasured(markers):
        return Confidence.SUFFICIENT
    return Confidence.NOT_ASSESSED


def _measured(markers: Sequence[MarkerResult]) -> Iterator[_Measured]:
    """Small-variant parts of which a depth was told."""
    for marker in markers:
        for part in marker.small:
            if part.measured is not None and part.measured.measured:
                yield part, part.measured


def _unmeasured(markers: Sequence[MarkerResult]) -> int:
    """Parts on the panel that are open because not all of their bases were measured."""
    return sum(
        part.measured is not None
        and part.measured.assayed is not False
        and not part.measured.is_callable
        and not part.measured.is_failure
        and part.state is not MarkerState.PRESENT
        for marker in markers
        for part in marker.small
    )


def _failures(failed: Sequence[MarkerResult], coverage: Coverage) -> Iterator[str]:
    """One reason for each marker that was measured and is too shallow."""
    for marker in failed:
        genes = dict.fromkeys(part.component.gene for part in marker.failed)
        yield callability_wording.QUALITY_FAILED.format(
            marker=marker.marker,
            genes=wording.listed(genes),
            asked=percent(coverage.max_limit),
        )


def _of_coverage(markers: Sequence[MarkerResult], coverage: Coverage) -> Iterator[str]:
    """What is to be said beside the failures: what was measured at all."""
    if not coverage.is_told:
        yield wording.QUALITY_WHY
    elif not coverage.has_depth:
        yield callability_wording.QUALITY_PANEL_ONLY
    elif not any(True for _ in _measured(markers)):
        yield callability_wording.QUALITY_UNTOLD
    elif any(marker.is_failure for marker in markers):
        return
    elif unmeasured := _unmeasured(markers):
        parts = wording.counted(unmeasured, *callability_wording.PARTS)
        yield callability_wording.QUALITY_PARTLY.format(count=parts)
    else:
        yield callability_wording.QUALITY_MET
    yield from _of_purity(markers, coverage)


def _of_purity(markers: Sequence[MarkerResult], coverage: Coverage) -> Iterator[str]:
    """That depth alone does not make up for too few tumour cells; no failure of the run."""
    hidden = sum(part.lack is Lack.PURITY for marker in markers for part in marker.small)
    if hidden and coverage.purity is not None:
        parts = wording.counted(hidden, *callability_wording.PARTS)
        yield callability_wording.QUALITY_PURITY.format(
            purity=percent(coverage.purity), count=parts
        )


def _of_parts(measured: Sequence[_Measured], coverage: Coverage) -> Iterator[doc.QualityMetric]:
    """How many parts are deep enough, and the least depth of all."""
    if not measured:
        return
    share = percent(coverage.probability)
    yield doc.QualityMetric(
        name=callability_wording.CALLABLE_PARTS,
        value=sum(one.is_callable for _, one in measured),
        unit=callability_wording.PARTS[1],
        threshold=None,
        why=callability_wording.CALLABLE_PARTS_WHY.format(
            measured=len(measured),
            asked=percent(coverage.max_limit),
            probability=callability_wording.PROBABILITY.format(share=share),
        ),
    )
    depths = [(one.depth, part, one) for part, one in measured if one.depth is not None]
    if depths:
        depth, part, least = min(depths, key=lambda told: told[0])
        yield doc.QualityMetric(
            name=callability_wording.LEAST_DEPTH,
            value=depth,
            unit=callability_wording.UNITS[least.unit],
            threshold=None,
            why=callability_wording.LEAST_DEPTH_WHY.format(gene=part.component.gene),
        )


def _metric(measure: Measure) -> doc.QualityMetric:
    return doc.QualityMetric(
        name=measure.name,
        value=measure.value,
        unit=measure.unit,
        threshold=measure.threshold,
        why=measure.why,
    )


def _depth(found: Interpreted) -> doc.QualityMetric:
    depths = sorted(
        depth
        for alteration in found.alterations
        if (depth := alteration.support.total_depth) is not None
    )
    median = depths[len(depths) // 2] if depths else None
    return doc.QualityMetric(
        name=wording.MEDIAN_DEPTH,
        value=median,
        unit="reads",
        threshold=None,
        why=_why_depth(found, median),
    )


def _why_depth(found: Interpreted, median: int | None) -> str:
    if median is not None:
        return wording.DEPTH_WHY
    return wording.NO_DEPTH_WHY if found.alterations else wording.NONE_KEPT_WHY
