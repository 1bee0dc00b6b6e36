"""The line of the mean: over the variants told at every time point, drawn over their own lines.

Where none of them was seen the mean is no zero that a log scale could hold: the line is dashed to
what it may be at most.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import monitor_labels as words
from hccgenomics.reports.figures.svg import INK, SOFT, at, group, tag
from hccgenomics.reports.figures.timeline_marks import limit_mark
from hccgenomics.reports.figures.timeline_names import Ending
from hccgenomics.reports.precision import percent

if TYPE_CHECKING:
    from hccgenomics.model.monitor import Mean, Monitor
    from hccgenomics.reports.figures.timeline import Plot

MARK: Final = 8.0
"""From the plot to the mark before the name."""
_THICK: Final = {
    "fill": "none", "stroke": INK, "stroke_width": "3.2", "stroke_opacity": "0.28",
    "stroke_linecap": "round",
}  # fmt: skip
"""How the mean is drawn."""


def mean_line(monitor: Monitor, plot: Plot) -> tuple[str, list[Ending]]:
    """The mean over the variants told at every time point, where there are several of either."""
    told = [
        (plot.x(place), mean)
        for place, point in enumerate(monitor.time_points)
        if (mean := point.mean_vaf) is not None and mean.variants > 1
    ]
    if len(told) <= 1:
        return "", []
    pieces = {True: "", False: ""}
    for (x, before), (x_after, after) in pairwise(told):
        is_seen = bool(before.value and after.value)
        pieces[is_seen] += (
            f"M{at(x)},{at(_mean_height(before, plot))}"
            f"L{at(x_after)},{at(_mean_height(after, plot))}"
        )
    drawn = group(tag("path", d=pieces[True]), **_THICK) if pieces[True] else ""
    if pieces[False]:
        drawn += group(tag("path", d=pieces[False], stroke_dasharray="6,6"), **_THICK)
    unseen = [(x, mean) for x, mean in told if not mean.value]
    drawn += "".join(limit_mark(x, _mean_height(mean, plot), SOFT) for x, mean in unseen)
    mark = group(tag("path", d=f"M{at(plot.days.right + MARK)},0h12"), **_THICK)
    x, mean = told[-1]
    ending = Ending(
        x, _mean_height(mean, plot), plot.say(words.MEAN_LINE), _mean_value(mean), mark, SOFT
    )
    return drawn, [ending]


def mean_at(mean: Mean) -> float:
    """Where the mean is drawn: as it is, and of nothing seen at what it may be at most."""
    return mean.value or max(mean.at_most, mean.high or 0.0)


def _mean_height(mean: Mean, plot: Plot) -> float:
    return plot.height.y(mean_at(mean))


def _mean_value(mean: Mean) -> str:
    if mean.value:
        return percent(mean.value)
    return words.LESS.format(limit=percent(mean_at(mean)))
