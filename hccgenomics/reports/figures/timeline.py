"""Allele fractions over time: log scale, limits drawn where nothing was seen, blood apart.

Colours are of Okabe and Ito; each line has a shape of its own beside its colour and its name at
the right, so that none of it is told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import monitor_labels as words
from hccgenomics.reports.figures.labels import apart
from hccgenomics.reports.figures.svg import (
    BAND,
    INK,
    LINE,
    PAPER,
    SOFT,
    at,
    captioned,
    escaped,
    figure,
    group,
    sentence,
    tag,
    words_at,
)
from hccgenomics.reports.figures.timeline_marks import limit_mark, outline
from hccgenomics.reports.figures.timeline_mean import mean_at, mean_line
from hccgenomics.reports.figures.timeline_names import Ending, ending_names
from hccgenomics.reports.figures.timeline_scale import Days, LogHeight
from hccgenomics.reports.figures.timeline_treatments import BAR, is_in_view, treatment_bars
from hccgenomics.reports.monitor_rows import span_of, value_of
from hccgenomics.reports.precision import percent
from hccgenomics.reports.translation.voice import voice_of
from hccgenomics.vocabulary import Lane, TimePointState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markupsafe import Markup

    from hccgenomics.model.monitor import Cell, FollowedVariant, Monitor
    from hccgenomics.reports.translation.voice import Say, Voice

WIDTH: Final = 960
LEFT: Final = 74.0
RIGHT: Final = 668.0
TISSUE_STEP: Final = 22.0
TOP: Final = 14.0
PLOT: Final = 300.0
BLOOD_PLOT: Final = 110.0
UNDER: Final = 62.0
GAP: Final = 26.0
LINE_HEIGHT: Final = 15.0
HALF_LETTER: Final = 4.0
DODGE: Final = 5.0
SHARE_OF_GAP: Final = 0.6
"""Of the way from a sample to the next, what the symbols of one sample take at most."""
DATE_WIDTH: Final = 78.0
NUMBER_WIDTH: Final = 17.0
MOST_DATES: Final = 8
COLOURS: Final = (
    "#0072b2", "#d55e00", "#009e73", "#aa4499", "#7a5c00", "#3a86c8", "#5b5b5b",
)  # fmt: skip
"""Okabe and Ito, the yellow and the sky blue darkened so that they show on paper."""
GREY: Final = "#b8c0c8"
SHAPES: Final = ("circle", "square", "triangle", "diamond", "hexagon", "kite", "cross")


@dataclass(frozen=True, slots=True)
class Series:
    """One variant as it is drawn."""

    variant: FollowedVariant
    colour: str
    shape: str
    shift: float


@dataclass(frozen=True, slots=True)
class Plot:
    """One panel of the picture."""

    days: Days
    height: LogHeight
    left: float
    dates: tuple[date, ...]
    say: Say = str

    def x(self, place: int, shift: float = 0.0) -> float:
        """The place of a time point."""
        return self.days.x(self.dates[place]) + shift


def timeline_figure(monitor: Monitor, voice: Voice | None = None) -> Markup:
    """The picture with its caption; a sentence where there is nothing to draw."""
    say = (voice or voice_of()).plain
    tumour = _ranked(monitor, Lane.TUMOUR)
    blood = _ranked(monitor, Lane.BLOOD)
    values = list(_values([*tumour, *blood]))
    if not any(values):
        return sentence(say(words.NO_FIGURE))
    treated = [one for one in monitor.treatments if is_in_view(one, monitor)]
    top = TOP + BAR * len(treated) + (GAP if treated else 0)
    plot = _plot(monitor, values, top, say)
    bottom = plot.height.bottom + UNDER
    drawn = treatment_bars(treated, plot.days, plot.height.bottom, say)
    mean, endings = mean_line(monitor, plot)
    drawn += _panel(plot, tumour, monitor, words.TUMOUR_LANE, endings) + mean
    drawn += _dates(monitor, plot)
    if blood:
        lower = replace(
            plot,
            height=replace(plot.height, top=bottom + GAP, bottom=bottom + GAP + BLOOD_PLOT),
        )
        drawn += _panel(lower, blood, monitor, words.BLOOD_LANE, ())
        bottom = lower.height.bottom + GAP
    made = figure(
        drawn,
        name="timeline",
        title=say(words.FIGURE_TITLE).format(label=monitor.label),
        description=description_of(monitor, [*tumour, *blood], say),
        size=(WIDTH, round(bottom)),
    )
    rest = max(0, len(tumour) - len(COLOURS)) + max(0, len(blood) - len(COLOURS))
    said = say(words.CAPTION_REST).format(count=rest) if rest else ""
    return captioned(made, say(words.CAPTION).format(rest=said))


def _ranked(monitor: Monitor, lane: Lane) -> list[FollowedVariant]:
    """Variants of a lane that have something to draw: drivers first, then by their fraction."""
    found = [one for one in monitor.variants if one.lane is lane and any(_values([one]))]
    return sorted(found, key=lambda one: (not one.driver, -max(_values([one])), one.id))


def _values(variants: Iterable[FollowedVariant]) -> Iterator[float]:
    for one in variants:
        for cell in (*one.plasma, *one.tissue):
            if (value := drawn_at(cell)) is not None:
                yield value


def drawn_at(cell: Cell) -> float | None:
    """The fraction at which a cell is drawn: as seen, else its limit; ``None`` for neither."""
    seen = cell.state in {TimePointState.CALLED, TimePointState.GENOTYPED}
    if seen:
        return cell.vaf or None
    return cell.limit_vaf if cell.state is TimePointState.NOT_DETECTED else None


def _plot(monitor: Monitor, values: Sequence[float], top: float, say: Say) -> Plot:
    columns = len(monitor.tissue_samples)
    left = LEFT + (TISSUE_STEP * columns + GAP if columns else 0)
    means = [mean_at(one.mean_vaf) for one in monitor.time_points if one.mean_vaf is not None]
    samples = [one.collected for one in monitor.time_points]
    near = [stated for one in monitor.treatments for stated in (one.start, one.end) if stated]
    return Plot(
        days=Days.of_samples(samples, near, left, RIGHT),
        height=LogHeight.of_values([*values, *means], top, top + PLOT),
        left=left,
        dates=tuple(date.fromisoformat(one) for one in samples),
        say=say,
    )


def _panel(
    plot: Plot,
    variants: Sequence[FollowedVariant],
    monitor: Monitor,
    name: str,
    endings: Iterable[Ending],
) -> str:
    """One lane: axis, lines, symbols, names."""
    named = variants[: len(COLOURS)]
    step = _dodge(plot, len(named))
    series = [
        Series(one, COLOURS[place], SHAPES[place], step * (place - (len(named) - 1) / 2))
        for place, one in enumerate(named)
    ]
    rest = [Series(one, GREY, "dot", 0.0) for one in variants[len(COLOURS) :]]
    drawn = _axis(plot, name, monitor)
    drawn += "".join(_line(one, plot) + _symbols(one, plot) for one in [*rest, *series])
    drawn += "".join(_in_tissue(one, plot) for one in series)
    return drawn + ending_names([*_endings(series, plot), *endings], plot.height, RIGHT)


def _dodge(plot: Plot, count: int) -> float:
    """From symbol to symbol at one sample; all of them stay nearer to it than to the next one."""
    samples = [plot.x(place) for place in range(len(plot.dates))]
    apart_by = min((after - before for before, after in pairwise(samples)), default=RIGHT)
    return min(DODGE, SHARE_OF_GAP * apart_by / max(1, count))


def _axis(plot: Plot, name: str, monitor: Monitor) -> str:
    height, ticks = plot.height, plot.height.ticks
    lines = "".join(f"M{at(LEFT)},{at(height.y(one))}H{at(RIGHT)}" for one in ticks)
    columns = "".join(
        f"M{at(plot.x(place))},{at(height.top)}V{at(height.bottom)}"
        for place in range(len(plot.dates))
    )
    numbers = "".join(
        words_at(LEFT - 8, height.y(one) + HALF_LETTER, percent(one)) for one in ticks
    )
    middle = (height.top + height.bottom) / 2
    turned = {"text_anchor": "middle", "transform": f"rotate(-90 13 {at(middle)})"}
    side = words_at(13.0, middle, plot.say(name), **turned)
    shaded = _tissue_column(plot, monitor) if monitor.tissue_samples else ""
    return (
        shaded
        + tag("path", d=lines, stroke=LINE, stroke_width=0.6)
        + tag("path", d=columns, stroke=LINE, stroke_width=0.6, stroke_dasharray="1,3")
        + group(numbers, fill=SOFT, text_anchor="end", font_size=11)
        + group(side, fill=SOFT, font_size=11)
    )


def _tissue_column(plot: Plot, monitor: Monitor) -> str:
    width = TISSUE_STEP * len(monitor.tissue_samples)
    height = plot.height
    band = tag(
        "rect", x=LEFT, y=height.top, width=width, height=height.bottom - height.top, fill=BAND
    )
    name = words_at(
        LEFT + width / 2, height.bottom + LINE_HEIGHT, plot.say(words.TISSUE_COLUMN),
        text_anchor="middle", fill=SOFT, font_size=11,
    )  # fmt: skip
    return band + name


def _line(one: Series, plot: Plot) -> str:
    """From sample to sample; dashed where it leads to or from a limit, broken at silence."""
    whole, dashed = "", ""
    for place, (before, after) in enumerate(pairwise(one.variant.plasma)):
        ends = drawn_at(before), drawn_at(after)
        if ends[0] is None or ends[1] is None:
            continue
        piece = (
            f"M{at(plot.x(place, one.shift))},{at(plot.height.y(ends[0]))}"
            f"L{at(plot.x(place + 1, one.shift))},{at(plot.height.y(ends[1]))}"
        )
        if TimePointState.NOT_DETECTED in {before.state, after.state}:
            dashed += piece
        else:
            whole += piece
    drawn = tag("path", d=whole) if whole else ""
    drawn += tag("path", d=dashed, stroke_dasharray="4,3") if dashed else ""
    return group(drawn, fill="none", stroke=one.colour, stroke_width=1.6)


def _symbols(one: Series, plot: Plot) -> str:
    return "".join(
        _symbol(one, cell, plot.x(place, one.shift), plot)
        for place, cell in enumerate(one.variant.plasma)
    )


def _symbol(one: Series, cell: Cell, x: float, plot: Plot) -> str:
    value = drawn_at(cell)
    if value is None:
        return ""
    y = plot.height.y(value)
    told = f"<title>{escaped(_told(one.variant.name, cell, plot))}</title>"
    if cell.state is TimePointState.NOT_DETECTED:
        return limit_mark(x, y, one.colour, told)
    is_called = cell.state is TimePointState.CALLED
    fill = one.colour if is_called else PAPER
    whisker = _whisker(cell, x, plot, one.colour) if one.shape != "dot" else ""
    return whisker + tag(
        "path", told, d=outline(one.shape, x, y), fill=fill, stroke=one.colour, stroke_width=1.5
    )


def _told(name: str, cell: Cell, plot: Plot) -> str:
    return f"{plot.say(name)}{plot.say(': ')}{plot.say(value_of(cell))}"


def _whisker(cell: Cell, x: float, plot: Plot, colour: str) -> str:
    if cell.low is None or cell.high is None:
        return ""
    path = f"M{at(x)},{at(plot.height.y(cell.low))}V{at(plot.height.y(cell.high))}"
    return tag("path", d=path, stroke=colour, stroke_width=1.0, stroke_opacity="0.6")


def _in_tissue(one: Series, plot: Plot) -> str:
    return "".join(
        _symbol(one, cell, LEFT + TISSUE_STEP * (place + 0.5) + one.shift / 2, plot)
        for place, cell in enumerate(one.variant.tissue)
    )


def _endings(series: Sequence[Series], plot: Plot) -> Iterator[Ending]:
    for one in series:
        told = [
            (place, value)
            for place, cell in enumerate(one.variant.plasma)
            if (value := drawn_at(cell)) is not None
        ]
        if told:
            place, value = told[-1]
            yield Ending(
                plot.x(place, one.shift),
                plot.height.y(value),
                plot.say(one.variant.name),
                _last_value(one.variant, place, plot.say),
                tag("path", d=outline(one.shape, RIGHT + 14, 0.0), fill=one.colour),
                one.colour,
            )


def _last_value(variant: FollowedVariant, place: int, say: Say) -> str:
    """As last told, with the time point where that is not the last one."""
    cell = variant.plasma[place]
    less = cell.state is TimePointState.NOT_DETECTED
    value = words.LESS.format(limit=percent(drawn_at(cell) or 0.0)) if less else say(value_of(cell))
    is_last = place == len(variant.plasma) - 1
    return value if is_last else say(words.EARLIER).format(value=value, number=place + 1)


def _dates(monitor: Monitor, plot: Plot) -> str:
    """Number and day of each sample, and how much it tells nothing of."""
    points = monitor.time_points
    wanted = [plot.x(place) for place in range(len(points))]
    wide = DATE_WIDTH if len(points) <= MOST_DATES else NUMBER_WIDTH
    middles = apart(wanted, [wide] * len(points), plot.left - wide / 2, RIGHT + wide / 2)
    y = plot.height.bottom
    drawn = ""
    for point, x, middle in zip(points, wanted, middles, strict=True):
        lines = [f"{point.number}"]
        if len(points) <= MOST_DATES:
            lines.append(point.collected)
            lines += [
                plot.say(said).format(count=count)
                for said, count in (
                    (words.UNCOVERED, point.not_covered), (words.UNTOLD, point.not_told),
                )
                if count
            ]  # fmt: skip
        drawn += tag("path", d=f"M{at(x)},{at(y)}L{at(middle)},{at(y + 8)}", stroke=SOFT)
        drawn += "".join(
            words_at(
                middle, y + 20 + 13 * row, line, text_anchor="middle",
                font_weight=600 if row == 0 else 400, fill=INK if row == 0 else SOFT,
                font_size=11,
            )
            for row, line in enumerate(lines)
        )  # fmt: skip
    return drawn


def description_of(monitor: Monitor, variants: Sequence[FollowedVariant], say: Say) -> str:
    """The picture in words."""
    days = [point.collected for point in monitor.time_points]
    told = " ".join(
        say(words.DESCRIBED).format(
            name=say(one.name),
            cells=say(", ").join(
                say(words.DESCRIBED_CELL).format(
                    value=say(value_of(cell) or words.STATE[cell.state]), day=day
                )
                for cell, day in zip(one.plasma, days, strict=True)
            ),
        )
        for one in variants[: len(COLOURS)]
    )
    given = " ".join(
        say(words.DESCRIBED_TREATMENT).format(name=one.name, when=say(span_of(one)))
        for one in monitor.treatments
    )
    treatments = given or say(words.NO_TREATMENT)
    return words.DESCRIPTION.format(variants=told, treatments=treatments)
