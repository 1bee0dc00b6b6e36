"""Symbols of a timeline: a shape for each variant, and the mark of a detection limit."""

from __future__ import annotations

from typing import Final

from hccgenomics.reports.figures.svg import at, tag

SIZE: Final = 4.2
"""Half the width of a symbol."""
ARROW: Final = 11.0
"""From a limit downwards."""


def limit_mark(x: float, y: float, colour: str, told: str = "") -> str:
    """A line at the limit, and an arrow down from it."""
    path = (
        f"M{at(x - SIZE - 1)},{at(y)}H{at(x + SIZE + 1)}M{at(x)},{at(y)}V{at(y + ARROW)}"
        f"M{at(x - 3)},{at(y + ARROW - 4)}L{at(x)},{at(y + ARROW)}L{at(x + 3)},{at(y + ARROW - 4)}"
    )
    return tag("path", told, d=path, fill="none", stroke=colour, stroke_width=1.6)


def outline(shape: str, x: float, y: float) -> str:
    """The path of a shape around a place; a dot is a small circle."""
    r = SIZE
    corners = {
        "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "triangle": ((0.0, -r - 1), (r + 1, r), (-r - 1, r)),
        "diamond": ((0.0, -r - 1.5), (r + 1.5, 0.0), (0.0, r + 1.5), (-r - 1.5, 0.0)),
        "hexagon": ((-r, 0.0), (-r / 2, -r), (r / 2, -r), (r, 0.0), (r / 2, r), (-r / 2, r)),
        "kite": ((0.0, r + 1.5), (r, -r / 2), (0.0, -r), (-r, -r / 2)),
        "cross": ((-r, -r), (0.0, -r / 3), (r, -r), (r / 3, 0.0), (r, r), (0.0, r / 3), (-r, r),
                  (-r / 3, 0.0)),
    }.get(shape)  # fmt: skip
    if corners is None:
        r = r if shape == "circle" else r / 2
        half = f"a{at(r)},{at(r)} 0 1 0"
        return f"M{at(x - r)},{at(y)}{half} {at(2 * r)},0{half} {at(-2 * r)},0Z"
    return "M" + "L".join(f"{at(x + dx)},{at(y + dy)}" for dx, dy in corners) + "Z"
