"""Treatments as bars above a timeline, as they were stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports import monitor_labels as words
from hccgenomics.reports.figures.labels import letters
from hccgenomics.reports.figures.svg import BAND, INK, SOFT, at, escaped, tag, words_at
from hccgenomics.reports.figures.timeline_scale import Days, first_of, last_of
from hccgenomics.reports.monitor_rows import span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.monitor import Monitor, Treatment
    from hccgenomics.reports.translation.voice import Say

TOP: Final = 14.0
BAR: Final = 22.0
BAR_HEIGHT: Final = 15.0
LETTER: Final = 6.0
"""Width of a letter, generously."""
LEAST: Final = 4.0
"""Of a bar, so that a single day is seen, and between a bar and its name."""
MOST_LETTERS: Final = 60
PAPER_WIDTH: Final = 960.0


def is_in_view(one: Treatment, monitor: Monitor) -> bool:
    """Whether a treatment reaches into the days that are drawn."""
    samples = [point.collected for point in monitor.time_points]
    near = [stated for each in monitor.treatments for stated in (each.start, each.end) if stated]
    days = Days.of_samples(samples, near, 0.0, 1.0)
    ended = one.end is not None and last_of(one.end) < days.first
    return not ended and first_of(one.start) <= days.last


def treatment_bars(treated: Sequence[Treatment], days: Days, bottom: float, say: Say) -> str:
    """A bar each, above the plot, with faint lines where it starts and ends."""
    drawn = ""
    for place, one in enumerate(treated):
        y = TOP + BAR * place
        start, end = first_of(one.start), None if one.end is None else last_of(one.end)
        x1 = days.x(start)
        x2 = days.right if end is None else max(days.x(end), x1 + LEAST)
        bar = tag(
            "rect", f"<title>{escaped(_told(one, say))}</title>",
            x=x1, y=y, width=x2 - x1, height=BAR_HEIGHT, fill=BAND, stroke=SOFT, stroke_width=0.8,
            rx=2,
        )  # fmt: skip
        before = words.BEFORE if start < days.first else ""
        after = words.AFTER if end is None or end > days.last else ""
        said = f"{before}{one.name[:MOST_LETTERS]}{after}"
        name = words_at(_name_at(said, x1, x2), y + 11.5, said, fill=INK, font_size=11)
        edges = "".join(
            f"M{at(x)},{at(y + BAR_HEIGHT)}V{at(bottom)}"
            for x, is_told in ((x1, not before), (x2, not after))
            if is_told
        )
        marks = tag("path", d=edges, stroke=SOFT, stroke_width=0.8, stroke_dasharray="2,4")
        drawn += bar + name + (marks if edges else "")
    return drawn


def _told(one: Treatment, say: Say) -> str:
    return f"{one.name}{say(', ')}{say(span_of(one))}"


def _name_at(said: str, x1: float, x2: float) -> float:
    """In the bar where it fits, else behind it, else before it."""
    width = LETTER * letters(said)
    if width <= x2 - x1:
        return x1 + LEAST
    if x2 + LEAST + width <= PAPER_WIDTH:
        return x2 + LEAST
    return max(LEAST, x1 - LEAST - width)
