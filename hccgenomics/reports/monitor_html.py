"""A timeline as one self-contained page, in the style and under the policy of the report's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports import monitor_labels as labels
from hccgenomics.reports import monitor_rows as rows
from hccgenomics.reports.figures.timeline import timeline_figure
from hccgenomics.reports.precision import percent
from hccgenomics.reports.to_html import fitted
from hccgenomics.reports.translation.catalogue import ENGLISH
from hccgenomics.reports.translation.voice import voice_of
from hccgenomics.reports.wording import CHANGED
from hccgenomics.vocabulary import Lane, Movement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.monitor import FollowedVariant, Monitor, Moved

MOST_DRAWN: Final = 60
"""Variants with a line in the figure; the tables and the JSON have the others."""
LONG_TITLE: Final = 40
"""Letters of a name from which on it is written smaller."""


def monitor_html(monitor: Monitor, language: str = ENGLISH, *, is_changed: bool = False) -> str:
    """The page; the same timeline and language give the same bytes.

    Args:
        monitor: What the page is made of, and nothing else.
        language: Of the page.
        is_changed: Say in place of what it is that it is not as it was made.
    """
    return fitted(
        "monitor.html",
        title=monitor.label,
        status=CHANGED if is_changed else labels.STATUS,
        language=language,
        is_changed=is_changed,
        monitor=monitor,
        title_is_long=len(monitor.label) > LONG_TITLE,
        facts=tuple(facts_of(monitor)),
        lanes=lanes_of(monitor),
        figure=timeline_figure(_drawn(monitor), voice_of(language)),
        not_drawn=max(0, len(monitor.variants) - MOST_DRAWN),
        clones=clones_of(monitor),
        came=tuple(one for one in monitor.appeared if one.lane is Lane.TUMOUR),
        came_undecided=tuple(one for one in monitor.appeared if one.lane is not Lane.TUMOUR),
        went=tuple(one for one in monitor.no_longer_seen if one.lane is Lane.TUMOUR),
        went_undecided=tuple(one for one in monitor.no_longer_seen if one.lane is not Lane.TUMOUR),
        undecided=Lane.UNDECIDED,
        labels=labels,
        rows=rows,
    )


def _drawn(monitor: Monitor) -> Monitor:
    """The timeline with as many variants as lines can be told apart; those of the mean first."""
    if len(monitor.variants) <= MOST_DRAWN:
        return monitor
    first = sorted(monitor.variants, key=lambda one: not one.in_mean)[:MOST_DRAWN]
    kept = tuple(one for one in monitor.variants if one in first)[:MOST_DRAWN]
    return monitor.model_copy(update={"variants": kept})


def facts_of(monitor: Monitor) -> Iterator[tuple[str, str]]:
    """What stands under the title."""
    points = monitor.time_points
    first, last = points[0].collected, points[-1].collected
    span = first if first == last else labels.SPAN.format(first=first, last=last)
    tracked = [one.name for one in monitor.variants if one.in_mean]
    yield labels.FACTS["plasma"], str(len(points))
    yield labels.FACTS["span"], span
    yield labels.FACTS["tissue"], str(len(monitor.tissue_samples) or labels.NOTHING)
    yield labels.FACTS["followed"], str(len(monitor.variants))
    yield labels.FACTS["mean"], str(len(tracked) or labels.NOTHING)
    yield labels.FACTS["level"], percent(monitor.provenance.interval_level)


def lanes_of(monitor: Monitor) -> tuple[tuple[str, tuple[FollowedVariant, ...]], ...]:
    """Variants by lane, the tumour's first; lanes without any are left out."""
    found = (
        (labels.LANE[lane], tuple(one for one in monitor.variants if one.lane is lane))
        for lane in Lane
    )
    return tuple((name, members) for name, members in found if members)


def clones_of(monitor: Monitor) -> tuple[tuple[str, tuple[Moved, ...]], ...]:
    """Variants between the first and the last time point, by how they moved."""
    last = len(monitor.time_points)
    found = (
        (
            labels.MOVEMENT[movement],
            tuple(one for one in monitor.clones if one.after == last and one.movement is movement),
        )
        for movement in Movement
    )
    return tuple((name, members) for name, members in found if members)
