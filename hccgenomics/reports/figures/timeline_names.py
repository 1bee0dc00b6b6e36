"""Names beside a timeline, each where its line ends and none over another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.reports.figures.labels import apart, shortened_to
from hccgenomics.reports.figures.svg import INK, at, escaped, group, tag
from hccgenomics.reports.figures.timeline_marks import SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.reports.figures.timeline_scale import LogHeight

NAME_ROOM: Final = 27
"""Letters of a name that fit beside the plot."""
LINE_HEIGHT: Final = 15.0
HALF_LETTER: Final = 4.0


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a line ends, and what stands beside it.

    Attributes:
        x, y: Of its last symbol.
        name: In bold.
        value: As last told.
        mark: What stands before the name.
    """

    x: float
    y: float
    name: str
    value: str
    mark: str
    colour: str


def ending_names(endings: Iterable[Ending], height: LogHeight, right: float) -> str:
    """Names at the right, each at the height of its last value and none over another."""
    ordered = sorted(endings, key=lambda one: (one.y, one.name))
    low, high = height.top, height.bottom + LINE_HEIGHT
    middles = apart([one.y for one in ordered], [LINE_HEIGHT] * len(ordered), low, high)
    return "".join(_name(one, middle, right) for one, middle in zip(ordered, middles, strict=True))


def _name(one: Ending, middle: float, right: float) -> str:
    said = shortened_to(one.name, NAME_ROOM)
    leader = tag(
        "path", d=f"M{at(one.x + SIZE + 3)},{at(one.y)}L{at(right + 6)},{at(middle)}",
        stroke=one.colour, stroke_width=0.7, stroke_dasharray="1,3",
    )  # fmt: skip
    name = tag("tspan", escaped(said), font_weight=600)
    text = tag(
        "text", f"{name} {escaped(one.value)}", x=right + 24, y=middle + HALF_LETTER, fill=INK,
        font_size=11,
    )  # fmt: skip
    return leader + group(one.mark, transform=f"translate(0 {at(middle)})") + text
