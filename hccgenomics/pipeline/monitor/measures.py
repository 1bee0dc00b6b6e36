"""What is summed over variants at one time point: counts by state, mean fraction, molecules.

Molecules per millilitre are the mean allele fraction times the haploid genome equivalents of a
millilitre of plasma, at 3.3 pg a genome (as tabulated in doi:10.3390/ph14070617).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hccgenomics.ctdna.response import mean_vaf
from hccgenomics.interpret import monitor_wording as words
from hccgenomics.model.monitor import Mean, Molecules, TimePoint
from hccgenomics.pipeline.monitor.counts import counts_of, fractions_of, is_told
from hccgenomics.vocabulary import Confidence, Lane, TimePointState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.monitor import Cell, FollowedVariant
    from hccgenomics.pipeline.monitor.inputs import ReadReport, Series


def of_tumour(variants: Sequence[FollowedVariant]) -> list[FollowedVariant]:
    """Those of the tumour lane."""
    return [one for one in variants if one.lane is Lane.TUMOUR]


def evaluable(series: Series, variants: Sequence[FollowedVariant]) -> list[bool]:
    """Of each time point, whether anything is told there of any variant of the tumour lane.

    Variants of blood, of the germline or of unknown origin count only where there are no others.
    """
    counted = of_tumour(variants) or list(variants)
    return [
        any(is_told(one.plasma[place].state) for one in counted)
        for place in range(len(series.plasma))
    ]


def behind_mean(variants: Sequence[FollowedVariant], told: Sequence[bool]) -> list[FollowedVariant]:
    """Variants of the tumour lane of which every evaluable time point tells a fraction."""
    places = [place for place, is_evaluable in enumerate(told) if is_evaluable]
    return [
        one
        for one in of_tumour(variants)
        if places
        and all(fractions_of(one.plasma[place], by_counts=one.by_counts) for place in places)
    ]


def mean_rests_on(tracked: Sequence[FollowedVariant]) -> str:
    """Which variants are behind the mean, in words."""
    if not tracked:
        return words.NO_MEAN
    said = words.MEAN_RESTS_ON_ONE if len(tracked) == 1 else words.MEAN_RESTS_ON
    return said.format(count=len(tracked), names=", ".join(one.name for one in tracked))


def time_points(
    series: Series,
    variants: Sequence[FollowedVariant],
    tracked: Sequence[FollowedVariant],
    told: Sequence[bool],
) -> tuple[TimePoint, ...]:
    """All plasma samples with what is summed over their variants."""
    first = series.plasma[0]
    return tuple(
        _time_point(
            one, first, variants, tracked if is_evaluable else (), is_evaluable=is_evaluable
        )
        for one, is_evaluable in zip(series.plasma, told, strict=True)
    )


def _time_point(
    one: ReadReport,
    first: ReadReport,
    variants: Sequence[FollowedVariant],
    tracked: Sequence[FollowedVariant],
    *,
    is_evaluable: bool,
) -> TimePoint:
    report, place = one.report, one.number - 1
    states = [variant.plasma[place].state for variant in of_tumour(variants)]
    level = first.report.provenance.settings.interval_level
    mean = _mean([(one_of, one_of.plasma[place]) for one_of in tracked], level)
    molecules, why = _molecules(one, mean)
    plasma = report.plasma
    return TimePoint(
        number=one.number,
        report=one.number,
        sample_id=report.sample.id,
        collected=one.day,
        day=days_between(first.day, one.day),
        quality=report.quality.verdict,
        is_evaluable=is_evaluable,
        why=_why(one, variants, is_evaluable=is_evaluable),
        callers=report.sample.callers,
        panel=panel_of(one),
        **{state.value: states.count(state) for state in TimePointState},
        mean_vaf=mean,
        molecules=molecules,
        molecules_why=why,
        residual_disease=None if plasma is None else plasma.residual_disease,
        tumour_fraction=() if plasma is None else plasma.tumour_fraction,
    )


def days_between(before: str, after: str) -> int:
    """Days from one ISO date to another.

    >>> days_between("2026-01-30", "2026-03-01")
    30
    """
    return (date.fromisoformat(after) - date.fromisoformat(before)).days


def panel_of(one: ReadReport) -> str:
    """Name and version of the panel that a report states; "" for none."""
    panel = one.report.coverage.panel
    return "" if panel is None else " ".join(filter(None, (panel.name, panel.version)))


def _why(one: ReadReport, variants: Sequence[FollowedVariant], *, is_evaluable: bool) -> str:
    said = []
    if not is_evaluable:
        said.append(words.NOT_EVALUABLE if variants else words.NOTHING_FOLLOWED)
    if one.report.quality.verdict is Confidence.INSUFFICIENT:
        said.append(words.NOT_RELIABLE)
    return " ".join(said)


def _mean(tracked: Sequence[tuple[FollowedVariant, Cell]], level: float) -> Mean | None:
    known = [both for one, cell in tracked if (both := fractions_of(cell, by_counts=one.by_counts))]
    if not known:
        return None
    least, most = (sum(ends) / len(known) for ends in zip(*known, strict=True))
    counted = [
        counts for one, cell in tracked if (counts := counts_of(cell, by_counts=one.by_counts))
    ]
    low = high = None
    if len(counted) == len(known):
        low = mean_vaf([one.least for one in counted], level=level).low
        high = mean_vaf([one.most for one in counted], level=level).high
    return Mean(value=least, at_most=most, low=low, high=high, variants=len(known))


def _molecules(one: ReadReport, mean: Mean | None) -> tuple[Molecules | None, str]:
    plasma = one.report.plasma
    stated = None if plasma is None else plasma.cfdna
    if stated is None or stated.equivalents_per_ml is None or stated.ng_per_ml is None:
        return None, words.NO_MOLECULES
    if mean is None:
        return None, words.NO_MOLECULES_WITHOUT_MEAN
    equivalents = stated.equivalents_per_ml
    why = words.MOLECULES.format(equivalents=f"{equivalents:,.0f}")
    molecules = Molecules(
        value=mean.value * equivalents,
        at_most=mean.at_most * equivalents,
        low=None if mean.low is None else mean.low * equivalents,
        high=None if mean.high is None else mean.high * equivalents,
        cfdna_ng_per_ml=stated.ng_per_ml,
        why=why,
    )
    return molecules, ""
