"""Figures of the calibration, as plain SVG: no colour carries meaning alone."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, Final, NamedTuple

from calibration.cells import DEPTHS, ERRORS, FIGURES, read
from hccgenomics.ctdna.detection import CallingRule, detection_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH: Final = 640
HEIGHT: Final = 420
LEFT, RIGHT, TOP, BOTTOM = 78, 20, 40, 56
INK: Final = ("#000000", "#0072b2", "#d55e00", "#009e73")
SHAPES: Final = (
    (),
    ((-3, -3), (3, -3), (3, 3), (-3, 3)),
    ((0, -4), (4, 3), (-4, 3)),
    ((0, -4), (4, 0), (0, 4), (-4, 0)),
)
DASHES: Final = ("", "7 3", "2 3", "9 3 2 3")


class Axis(NamedTuple):
    low: float
    high: float
    label: str
    ticks: Sequence[float]
    is_log: bool = True

    def share(self, value: float) -> float:
        if self.is_log:
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value - self.low) / (self.high - self.low)


class Frame(NamedTuple):
    x: Axis
    y: Axis

    def at(self, x: float, y: float) -> tuple[float, float]:
        across = LEFT + self.x.share(x) * (WIDTH - LEFT - RIGHT)
        down = HEIGHT - BOTTOM - self.y.share(y) * (HEIGHT - TOP - BOTTOM)
        return round(across, 1), round(down, 1)

    def line(self, points: Iterable[tuple[float, float]], ink: int, *, width: float = 1.4) -> str:
        path = " ".join("{},{}".format(*self.at(*point)) for point in points)
        dash = f' stroke-dasharray="{DASHES[ink]}"' if DASHES[ink] else ""
        return (
            f'<polyline points="{path}" fill="none" stroke="{INK[ink]}" '
            f'stroke-width="{width}"{dash}/>'
        )

    def dot(self, x: float, y: float, ink: int) -> str:
        return _mark(*self.at(x, y), ink)

    def whisker(self, x: float, low: float, high: float) -> str:
        (across, bottom), (_, top) = self.at(x, low), self.at(x, high)
        return (
            f'<line x1="{across}" y1="{bottom}" x2="{across}" y2="{top}" stroke="#888888" '
            'stroke-width="1"/>'
        )

    def axes(self) -> list[str]:
        left, bottom = self.at(self.x.low, self.y.low)
        right, top = self.at(self.x.high, self.y.high)
        parts = [
            f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" '
            'fill="none" stroke="#000000" stroke-width="1"/>'
        ]
        for tick in self.x.ticks:
            across, _ = self.at(tick, self.y.low)
            parts.append(_text(across, bottom + 18, f"{tick:,g}", "middle"))
        for tick in self.y.ticks:
            _, down = self.at(self.x.low, tick)
            parts.append(_text(left - 6, down + 4, f"{tick:g}", "end"))
        parts.append(_text((left + right) / 2, HEIGHT - 14, self.x.label, "middle"))
        middle = (top + bottom) / 2
        parts.append(
            f'<text x="16" y="{middle}" text-anchor="middle" '
            f'transform="rotate(-90 16 {middle})">{self.y.label}</text>'
        )
        return parts


def draw_figures() -> None:
    FIGURES.mkdir(exist_ok=True)
    for name, drawn in (("level", level()), ("sensitivity", sensitivity()), ("limit", limit())):
        (FIGURES / f"{name}.svg").write_text(drawn, encoding="utf-8")


def level() -> str:
    """False-positive rates as simulated over those computed."""
    ticks = (1e-5, 1e-4, 1e-3, 1e-2)
    frame = Frame(
        Axis(8e-6, 2e-2, "exact level attained by the discrete test", ticks),
        Axis(8e-6, 2e-2, "false positives among 100,000 draws", ticks),
    )
    parts = [*frame.axes(), frame.line([(8e-6, 8e-6), (2e-2, 2e-2)], 0)]
    for ink, (name, words) in enumerate(
        (("calling", "calling rule"), ("forced", "forced call"), ("residual", "residual disease")),
        start=1,
    ):
        parts += _key(words, TOP + 4 + 16 * ink, ink)
        parts += _levels(frame, name, ink)
    return _svg("False-positive rates", LEVEL_WORDS, parts)


def _levels(frame: Frame, name: str, ink: int) -> list[str]:
    parts: list[str] = []
    for row in read(name):
        attained, false = float(row["attained"]), float(row["false_positives"])
        error = 2 * float(row["monte_carlo_error"])
        if attained >= frame.x.low:
            low, high = (max(attained - error, frame.y.low), attained + error)
            parts.append(frame.whisker(attained, low, high))
            if false >= frame.y.low:
                parts.append(frame.dot(attained, false, ink))
    return parts


def sensitivity() -> str:
    """How often what lies at the limit is seen, over what is computed."""
    frame = Frame(
        Axis(90, 24_000, "depth", DEPTHS),
        Axis(0.92, 1.0, "seen at the computed limit", (0.93, 0.95, 0.97, 0.99), is_log=False),
    )
    parts = [*frame.axes(), frame.line([(90, 0.95), (24_000, 0.95)], 0)]
    parts += [frame.line([(90, edge), (24_000, edge)], 2, width=0.8) for edge in (0.93, 0.97)]
    parts += [*_key("calling rule", TOP + 20, 1), *_key("residual disease", TOP + 36, 3)]
    for row in read("calling"):
        if row["seen"]:
            parts.append(frame.dot(float(row["depth"]) * 0.96, float(row["seen"]), 1))
    for row in read("residual"):
        if row["detected"]:
            parts.append(frame.dot(float(row["depth"]) * 1.04, float(row["detected"]), 3))
    return _svg("Sensitivity at the limit", SENSITIVITY_WORDS, parts)


def limit() -> str:
    """The computed detection limit over depth: a saw-tooth."""
    frame = Frame(
        Axis(100, 20_000, "depth", DEPTHS),
        Axis(1e-4, 0.1, "computed detection limit (VAF)", (1e-4, 1e-3, 1e-2, 1e-1)),
    )
    depths = [round(100 * 200 ** (step / 900)) for step in range(901)]
    parts = frame.axes()
    for ink, error in enumerate(ERRORS):
        rule = CallingRule(3, 0.0, error, 0.001, 0.95)
        points = [(depth, found) for depth in depths if (found := detection_limit(depth, rule))]
        parts.append(frame.line([(d, min(v, 0.1)) for d, v in points], ink))
        y = TOP + 18 + 16 * ink
        parts.append(_sample(WIDTH - 190, y - 4, ink))
        parts.append(_text(WIDTH - 140, y, f"error rate {error:g}", "start"))
    return _svg("Computed detection limit", LIMIT_WORDS, parts)


def _key(words: str, y: float, ink: int) -> list[str]:
    return [_mark(LEFT + 16, y - 4, ink), _text(LEFT + 28, y, words, "start", INK[ink])]


def _mark(x: float, y: float, ink: int) -> str:
    """A shape of its own for each kind."""
    d = " ".join(f"{x + dx:g},{y + dy:g}" for dx, dy in SHAPES[ink])
    return f'<polygon points="{d}" fill="none" stroke="{INK[ink]}" stroke-width="1.2"/>'


def _sample(x: float, y: float, ink: int) -> str:
    dash = f' stroke-dasharray="{DASHES[ink]}"' if DASHES[ink] else ""
    return (
        f'<line x1="{x}" y1="{y}" x2="{x + 42}" y2="{y}" stroke="{INK[ink]}" '
        f'stroke-width="1.4"{dash}/>'
    )


LEVEL_WORDS: Final = (
    "Each mark is one depth and error rate; the line is equality, grey whiskers are two standard "
    "errors of the simulation."
)
SENSITIVITY_WORDS: Final = (
    "Each mark is one depth and error rate, 20,000 draws; the line is the 95 % asked for, dotted "
    "lines are two points off."
)
LIMIT_WORDS: Final = (
    "For three reads, alpha 0.001 and 95 %: the limit falls with depth and rises by a step where "
    "one more read becomes necessary."
)


def _text(x: float, y: float, words: str, anchor: str, ink: str = "#000000") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{ink}">{words}</text>'


def _svg(title: str, words: str, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">'
    )
    lines = [
        head,
        f"<title>{title}</title>",
        f"<desc>{words}</desc>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(WIDTH / 2, 22, title, "middle"),
    ]
    return "\n".join([*lines, *parts, "</svg>", ""])
