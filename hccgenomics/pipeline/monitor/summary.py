"""The first sentences of a timeline: who, when, what changed, what appeared or is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import monitor_wording as words
from hccgenomics.pipeline.monitor.measures import of_tumour
from hccgenomics.reports.precision import briefly, percent
from hccgenomics.vocabulary import Lane, TimePointState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.model.monitor import (
        Appeared,
        FollowedVariant,
        MolecularRatio,
        NoLongerSeen,
        TimePoint,
    )


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
    last = [one for one in ratios if one.against == "first" and one.after == len(points)]
    for ratio in last:
        yield _change(ratio)
    new, gone = changes
    for appearance, said in words.EMERGED.items():
        found = [one for one in new if one.appearance is appearance and one.lane is Lane.TUMOUR]
        if found:
            yield said.format(names=", ".join(map(_shown, found)))
    lost = [
        _below(one)
        for one in gone
        if one.state is TimePointState.NOT_DETECTED and one.lane is Lane.TUMOUR
    ]
    if lost:
        yield words.GONE_SUMMARY.format(names=", ".join(lost))


def _span(points: Sequence[TimePoint], tissue: int) -> str:
    with_tissue = words.WITH_TISSUE.format(count=tissue) if tissue else ""
    said = words.ONE_SAMPLE if len(points) == 1 else words.SPAN
    return said.format(
        count=len(points),
        days=points[-1].day,
        first=points[0].collected,
        last=points[-1].collected,
        tissue=with_tissue,
    )


def _change(ratio: MolecularRatio) -> str:
    if ratio.value is None or ratio.course is None:
        return ratio.why
    closed = ratio.low is not None and ratio.high is not None
    said = words.MEAN_CHANGE if closed else words.MEAN_CHANGE_OPEN
    low, high = (words.NO_END if end is None else briefly(end) for end in (ratio.low, ratio.high))
    return said.format(ratio=briefly(ratio.value), low=low, high=high, why=ratio.why)


def _shown(one: Appeared) -> str:
    return words.SHOWN_AT.format(name=one.name, at=one.at)


def _below(one: NoLongerSeen) -> str:
    if one.limit_vaf is None:
        return words.NO_LIMIT.format(name=one.name)
    return words.BELOW.format(name=one.name, limit=percent(one.limit_vaf))
