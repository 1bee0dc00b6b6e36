"""In what the reports of a timeline were made unlike, and what of them does not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import monitor_wording as words
from hccgenomics.pipeline.monitor.measures import of_tumour, panel_of
from hccgenomics.pipeline.monitor.variants import disagreements, listed
from hccgenomics.reports.precision import percent
from hccgenomics.vocabulary import Confidence, Lane, TimePointState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.monitor import FollowedVariant, TimePoint
    from hccgenomics.pipeline.monitor.inputs import ReadReport, Series


def differences(series: Series) -> Iterator[str]:
    """Panel, caller, settings, coverage and versions, where the plasma reports differ in them."""
    told = (
        (words.PANELS, panel_of),
        (words.CALLERS, lambda one: ", ".join(one.report.sample.callers)),
        (words.COVERAGE, _coverage),
        (words.SOFTWARE, lambda one: one.report.provenance.software_version),
        (words.KNOWLEDGE, lambda one: one.report.provenance.knowledge_as_of),
    )
    for sentence, value in told:
        by_value: dict[str, list[int]] = {}
        for one in series.plasma:
            by_value.setdefault(value(one) or words.NO_PANEL, []).append(one.number)
        if len(by_value) > 1:
            yield sentence.format(values=_values(by_value.items()))
    unlike = sorted(_settings(series.plasma))
    if unlike:
        yield words.SETTINGS.format(values=", ".join(unlike))


def _coverage(one: ReadReport) -> str:
    told = is_coverage_told(one)
    return words.WITH_COVERAGE if told else words.WITHOUT_COVERAGE


def is_coverage_told(one: ReadReport) -> bool:
    """Whether a report was told what was looked at, by whatever kind of file."""
    report = one.report
    measured = any(
        part.measured is not None and part.measured.measured_bases
        for marker in report.markers
        for part in marker.components
    )
    return bool(report.coverage.files or report.forced_calls or report.ledger.blocks or measured)


def _values(values: Iterable[tuple[str, list[int]]]) -> str:
    return "; ".join(
        words.VALUE_AT.format(value=value, who=words.TIME_POINT.format(numbers=listed(numbers)))
        for value, numbers in values
    )


def _settings(every: Sequence[ReadReport]) -> Iterator[str]:
    first = every[0].report.provenance.settings
    for name in type(first).model_fields:
        if any(
            getattr(one.report.provenance.settings, name) != getattr(first, name) for one in every
        ):
            yield name


def remarks(series: Series, variants: Sequence[FollowedVariant]) -> Iterator[str]:
    """What does not fit together, and what cannot be relied on."""
    yield from _insufficient(series)
    first = series.plasma[0].day
    for one in series.tissue:
        for failure in one.report.quality.failures[:1]:
            yield words.TISSUE_CARRIES_NONE.format(number=one.number, reason=failure.why)
        if one.day > first:
            yield words.TISSUE_LATER.format(number=one.number)
    yield from _not_told(variants)
    yield from _missing_germline(variants)
    yield from disagreements(series, variants)


def _insufficient(series: Series) -> Iterator[str]:
    """Reports that call their own quality insufficient, by the first of their reasons."""
    by_reason: dict[str, list[int]] = {}
    for one in series.plasma:
        quality = one.report.quality
        if quality.verdict is Confidence.INSUFFICIENT:
            reason = next(iter(quality.reasons), "")
            by_reason.setdefault(reason, []).append(one.number)
    for reason, numbers in by_reason.items():
        yield words.REPORT_INSUFFICIENT.format(numbers=listed(numbers), reason=reason)


def _not_told(variants: Sequence[FollowedVariant]) -> Iterator[str]:
    states = [cell.state for one in of_tumour(variants) for cell in one.plasma]
    untold = states.count(TimePointState.NOT_TOLD)
    if untold:
        yield words.CELLS_NOT_TOLD.format(count=untold, every=len(states))


def _missing_germline(variants: Sequence[FollowedVariant]) -> Iterator[str]:
    """A germline variant does not leave: where it does, the samples may not be one person's."""
    for one in variants:
        cells = (*one.plasma, *one.tissue)
        seen = [cell.vaf for cell in cells if cell.vaf is not None]
        states = {cell.state for cell in cells}
        if one.lane is Lane.GERMLINE and seen and TimePointState.NOT_DETECTED in states:
            yield words.GERMLINE_MISSING.format(name=one.name, vaf=percent(max(seen)))


def may_not_be_concluded(
    series: Series,
    points: Sequence[TimePoint],
    variants: Sequence[FollowedVariant],
    unlike: Sequence[str],
) -> Iterator[str]:
    """What a reader may be tempted to read out of the timeline, and must not."""
    yield from words.MAY_NOT
    silent = [one.number for one in series.plasma if not is_coverage_told(one)]
    if silent:
        yield words.MAY_NOT_WITHOUT_COVERAGE.format(numbers=listed(silent))
    if unlike:
        yield words.MAY_NOT_UNLIKE
    if any(point.mean_vaf is not None and point.mean_vaf.variants == 1 for point in points):
        yield words.MAY_NOT_ONE_VARIANT
    if any(one.lane is Lane.BLOOD for one in variants):
        yield words.MAY_NOT_BLOOD
    if not series.tissue:
        yield words.MAY_NOT_WITHOUT_TISSUE
