"""Steps as paths: one path a kind, however many steps there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.reports.figures.svg import BAND, SOFT, at, group, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

COLOURS: Final = {
    "same": SOFT,
    "gain": "#d55e00",
    "loss": "#0072b2",
    "amplified": "#a63a00",
    "lost": "#00446b",
}
"""Vermilion and blue of Okabe and Ito; the extremes are darker, and drawn thicker."""
EXTREME: Final = frozenset({"amplified", "lost"})
NARROW: Final = 0.6
"""Units of paper under which a step is no longer drawn by itself but in its column."""
STROKE: Final = 2.2
THICK: Final = 3.0
FAINT: Final = 0.22


@dataclass(frozen=True, slots=True)
class Stroke:
    """One step on paper; a tiny one is a dot, whatever its value."""

    x1: float
    x2: float
    y: float
    kind: str
    is_tiny: bool = False


def painted(strokes: Iterable[Stroke], base: float) -> str:
    """All steps; what departs from ``base`` is filled down or up to it."""
    wide: dict[str, list[Stroke]] = {kind: [] for kind in COLOURS}
    columns: dict[str, dict[float, list[float]]] = {kind: {} for kind in COLOURS}
    dots: dict[str, dict[float, list[float]]] = {kind: {} for kind in COLOURS}
    for stroke in strokes:
        if stroke.x2 - stroke.x1 >= NARROW:
            wide[stroke.kind].append(stroke)
        else:
            column = round(stroke.x1 / NARROW) * NARROW
            gathered = dots if stroke.is_tiny else columns
            gathered[stroke.kind].setdefault(column, []).append(stroke.y)
    return "".join(
        _kind(
            kind, wide[kind], "".join((*_bars(kind, columns[kind], base), *_dots(dots[kind]))), base
        )
        for kind in COLOURS
    )


def _kind(kind: str, wide: Sequence[Stroke], narrow: str, base: float) -> str:
    areas = "" if kind == "same" else "".join(_area(stroke, base) for stroke in wide)
    lines = "".join(f"M{at(one.x1)},{at(one.y)}H{at(one.x2)}" for one in wide) + narrow
    thick = THICK if kind in EXTREME else STROKE
    colour = COLOURS[kind]
    drawn = tag("path", d=areas, fill=colour, fill_opacity=str(FAINT)) if areas else ""
    if lines:
        drawn += tag("path", d=lines, fill="none", stroke=colour, stroke_width=thick)
    return drawn


def _area(stroke: Stroke, base: float) -> str:
    return f"M{at(stroke.x1)},{at(base)}V{at(stroke.y)}H{at(stroke.x2)}V{at(base)}Z"


def _bars(kind: str, columns: Mapping[float, Sequence[float]], base: float) -> Iterator[str]:
    """Of many narrow steps in one column the range; of an extreme one its way from the base."""
    for x, heights in sorted(columns.items()):
        low, high = min(heights), max(heights)
        if kind in EXTREME:
            low, high = min(low, base), max(high, base)
        if high - low < NARROW:
            yield f"M{at(x - NARROW)},{at(low)}H{at(x + NARROW)}"
        else:
            yield f"M{at(x)},{at(low)}V{at(high)}"


def _dots(columns: Mapping[float, Sequence[float]]) -> Iterator[str]:
    """Of tiny steps in one column the lowest and the highest."""
    for x, heights in sorted(columns.items()):
        for y in sorted({round(min(heights)), round(max(heights))}):
            yield f"M{at(x - NARROW)},{y}h{at(2 * NARROW)}"


def bands(rectangles: Iterable[tuple[float, float]], top: float, height: float) -> str:
    """Every other chromosome, shaded."""
    shaded = "".join(
        tag("rect", x=x1, y=top, width=x2 - x1, height=height) for x1, x2 in rectangles
    )
    return group(shaded, fill=BAND)


def uncovered(gaps: Iterable[tuple[float, float]], top: float, height: float, pattern: str) -> str:
    """What no data covers, hatched: it must not look like two copies."""
    drawn = "".join(tag("rect", x=x1, y=top, width=x2 - x1, height=height) for x1, x2 in gaps)
    return group(drawn, fill=f"url(#{pattern})")
