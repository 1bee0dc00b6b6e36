"""The first sentences of a timeline: who, when, what changed, what appeared or is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import monitor_wording as words
from hccgenomics.interpret.wording import listed
from hccgenomics.pipeline.monitor.measures import of_tumour
from hccgenomics.reports.precision import briefly, percent
from hccgenomics.vocabulary import Lane, ResidualState, TimePointState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.model.monitor import (
        Appeared,
        FollowedVariant,
        MolecularRatio,
        NoLongerSeen,
        TimePoint,
    )
    from hccgenomics.model.plasma import ResidualDisease

MOST_NAMED: Final = 8
"""Variants that one of the first sentences names."""


def summary_of(
    points: Sequence[TimePoint],
    tissue: int,
    variants: Sequence[FollowedVariant],
    ratios: Sequence[MolecularRatio],
    changes: tuple[Sequence[Appeared], Sequence[NoLongerSeen]],
) -> Iterator[str]:
    """What a board reads first."""
    yield _span(points, tissue)
    if variants:
        tumour = len(of_tumour(variants))
        yield words.FOLLOWED.format(count=len(variants), tumour=tumour)
    if not any(point.is_evaluable for point in points):
        yield words.CANNOT_TELL.format(why=points[0].why)
    yield from _tumour_dna(points)
    for ratio in ratios:
        if ratio.after == len(points):
            yield _change(ratio)
    new, gone = changes
    for appearance, said in words.EMERGED.items():
        found = [one for one in new if one.appearance is appearance and one.lane is Lane.TUMOUR]
        if found:
            yield said.format(names=_some(list(map(_shown, found))))
    lost = [
        _below(one)
        for one in gone
        if one.state is TimePointState.NOT_DETECTED and one.lane is Lane.TUMOUR
    ]
    if lost:
        yield words.GONE_SUMMARY.format(names=_some(lost))


def _some(names: Sequence[str]) -> str:
    """The first of them by name; the others stand in the tables."""
    more = len(names) - MOST_NAMED
    return ", ".join([*names[:MOST_NAMED], *([words.MORE.format(count=more)] if more > 0 else [])])


def _span(points: Sequence[TimePoint], tissue: int) -> str:
    last = points[-1].collected
    if tissue:
        last = words.WITH_TISSUE.format(day=last, count=tissue)
    if len(points) == 1:
        return words.ONE_SAMPLE.format(first=last)
    days, first = points[-1].day, points[0].collected
    return words.SPAN.format(count=len(points), days=days, first=first, last=last)


def _tumour_dna(points: Sequence[TimePoint]) -> Iterator[str]:
    """Where tumour DNA was detected, by each report's own test; nothing without one that could."""
    told: dict[ResidualState, list[str]] = {}
    for point in points:
        if (found := point.residual_disease) is not None:
            told.setdefault(found.state, []).append(_number(point.number, found))
    if told.keys() <= {ResidualState.NOT_EVALUABLE}:
        return
    said = (
        template.format(points=f"{words.POINTS_NAMED[len(told[state]) > 1]} {listed(told[state])}")
        for state, template in words.RESIDUAL_AT.items()
        if state in told
    )
    yield words.TUMOUR_DNA.format(said="; ".join(said))


def _number(number: int, found: ResidualDisease) -> str:
    """A time point; what was not detected there with what it lies below."""
    below = found.limit if found.below is None else found.below
    if found.state is not ResidualState.NOT_DETECTED or below is None:
        return str(number)
    return words.POINT_BELOW.format(number=number, limit=percent(below))


def _change(ratio: MolecularRatio) -> str:
    over = words.OVER[ratio.against]
    if ratio.course is None:
        return words.NO_MEAN_CHANGE.format(over=over, why=ratio.why)
    ends = (ratio.value, ratio.low, ratio.high)
    value, low, high = (words.NO_END if end is None else briefly(end) for end in ends)
    said = words.MEAN_CHANGE_OPEN if words.NO_END in {low, high} else words.MEAN_CHANGE
    if ratio.value is None and ratio.low is not None:
        said = words.MEAN_CHANGE_FROM_NONE
    return said.format(over=over, ratio=value, low=low, high=high, why=ratio.why)


def _shown(one: Appeared) -> str:
    return words.SHOWN_AT.format(name=one.name, at=one.at)


def _below(one: NoLongerSeen) -> str:
    if one.limit_vaf is None:
        return words.NO_LIMIT.format(name=one.name)
    return words.BELOW.format(name=one.name, limit=percent(one.limit_vaf))
