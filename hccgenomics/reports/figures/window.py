"""A window around altered genes, with all genes in it drawn to scale: 11q13 and others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import figure_wording as words
from hccgenomics.reports.figures.altered import marked, told
from hccgenomics.reports.figures.arrows import gene_lanes
from hccgenomics.reports.figures.frame import axis, cut_offs
from hccgenomics.reports.figures.labels import letters
from hccgenomics.reports.figures.paint import COLOURS, Stroke, painted, uncovered
from hccgenomics.reports.figures.scale import Height, kind_of, megabases, short, value_of
from hccgenomics.reports.figures.svg import (
    INK,
    LINE,
    PAPER,
    SOFT,
    at,
    captioned,
    figure,
    group,
    hatch,
    readable,
    sentence,
    tag,
    words_at,
)
from hccgenomics.reports.translation.voice import voice_of
from hccgenomics.reports.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from hccgenomics.model.copy_number import (
        CopyEvent,
        ProfileSegment,
    )
    from hccgenomics.model.copy_picture import CloseUp, CopyPicture
    from hccgenomics.model.report import Report
    from hccgenomics.reports.translation.voice import Say, Voice

WIDTH: Final = 1000
LEFT: Final = 52.0
RIGHT: Final = 896.0
TOP: Final = 26.0
BOTTOM: Final = 176.0
EVENTS_AT: Final = 190.0
EVENT_LINE: Final = 18.0
BELOW: Final = 30.0
HEADROOM: Final = 1.15
FOOTROOM: Final = 1.35
GAP: Final = 8.0
LETTER: Final = 7.0
LEAST_RATIO: Final = -4.0
"""Under which a ratio says nothing more: no copy is left, and the rest is noise."""
VALUE_ROOM: Final = 30.0
"""Units of paper that a step must be wide to carry its value."""
TICKS: Final = 8
TICK_STEPS: Final = (10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000)


@dataclass(frozen=True, slots=True)
class _Window:
    """What everything on this paper is placed by."""

    shown: CloseUp
    picture: CopyPicture
    height: Height
    say: Say

    def x(self, position: float) -> float:
        share = (position - self.shown.start) / (self.shown.end - self.shown.start)
        return LEFT + min(1.0, max(0.0, share)) * (RIGHT - LEFT)


def close_up(report: Report, gene: str, voice: Voice | None = None) -> Markup:
    """The window around an altered gene with its caption, or a sentence where there is none."""
    say = (voice or voice_of()).plain
    picture = report.copy_number.picture
    if picture is None:
        return sentence(say(words.NO_PROFILE))
    shown = next((one for one in picture.close_ups if gene in one.altered), None)
    if shown is None:
        return sentence(say(words.NO_WINDOW).format(gene=gene))
    steps = list(_within(shown, picture, report.copy_number.profile))
    window = _Window(shown, picture, _height(picture, steps), say)
    place = words.CHROMOSOME_PLACE.format(
        contig=shown.contig, start=megabases(shown.start), end=megabases(shown.end)
    )
    content, height = _content(window, steps, report, f"cn-{_bare(gene)}")
    genes = tuple(one for one in marked(report, say) if one.gene in shown.altered)
    drawn = figure(
        content,
        name=f"cn-{_bare(gene)}",
        title=say(words.WINDOW_TITLE).format(genes=", ".join(shown.altered), place=place),
        description=told(genes, picture, say),
        size=(WIDTH, round(height)),
    )
    unit = say(words.IN_COPIES if picture.in_copies else words.IN_RATIOS)
    assembly = report.sample.assembly
    caption = say(words.WINDOW_CAPTION).format(place=place, assembly=assembly, unit=unit)
    return captioned(drawn, caption)


def _bare(gene: str) -> str:
    """A symbol as a part of an element's name."""
    return re.sub(r"\W", "-", gene)


def _within(
    shown: CloseUp, picture: CopyPicture, profile: Sequence[ProfileSegment]
) -> Iterator[tuple[int, int, float]]:
    for step in profile:
        value = value_of(step, picture)
        inside = step.contig == shown.contig and step.start < shown.end and shown.start < step.end
        if inside and value is not None:
            yield max(step.start, shown.start), min(step.end, shown.end), value


def _height(picture: CopyPicture, steps: Sequence[tuple[int, int, float]]) -> Height:
    """All steps on the paper: a close-up cuts no peak off, only ratios of no copy."""
    values = [value for _, _, value in steps]
    high = max([picture.amplification, *values]) * HEADROOM
    if picture.in_copies:
        return Height(0.0, high, TOP, BOTTOM)
    low = min([picture.homozygous_deletion, *values]) * FOOTROOM
    return Height(max(LEAST_RATIO, low), high, TOP, BOTTOM)


def _content(
    window: _Window, steps: Sequence[tuple[int, int, float]], report: Report, name: str
) -> tuple[str, float]:
    """Everything on the paper, and how tall it came out."""
    height = window.height
    events = list(_events(window, report))
    strokes = [
        Stroke(
            window.x(start),
            window.x(end),
            height.of(value),
            kind_of(value, window.shown.contig, window.picture, report.sample.sex),
        )
        for start, end, value in steps
    ]
    genes_at = EVENTS_AT + EVENT_LINE * len(events)
    genes, genes_end = gene_lanes(
        window.shown, window.x, (LEFT, RIGHT), genes_at, _strengths(report)
    )
    content = (
        hatch(f"{name}-h")
        + uncovered(_gaps(window, steps), TOP, BOTTOM - TOP, f"{name}-h")
        + _peaks(window, events)
        + axis(height, window.picture, LEFT, RIGHT, window.say)
        + cut_offs(height, window.picture, LEFT, RIGHT, window.say)
        + painted(strokes, height.of(window.picture.base))
        + _values(window, steps)
        + _brackets(window, events)
        + genes
        + _ruler(window, genes_end)
    )
    return content, genes_end + BELOW


def _strengths(report: Report) -> dict[str, str]:
    """How a gene is drawn: altered ones in their colour; absent are those of no panel."""
    drawn = {gene.gene: "panel" for gene in report.copy_number.genes}
    return drawn | {gene.gene: gene.kind for gene in marked(report, str) if gene.is_altered}


def _gaps(
    window: _Window, steps: Sequence[tuple[int, int, float]]
) -> Iterator[tuple[float, float]]:
    reached = window.shown.start
    for start, end in [*((start, end) for start, end, _ in steps), (window.shown.end,) * 2]:
        if window.x(start) - window.x(reached) >= 1:
            yield window.x(reached), window.x(start)
        reached = max(reached, end)


def _values(window: _Window, steps: Sequence[tuple[int, int, float]]) -> str:
    """The value above each step that is wide enough to carry it."""
    said = "".join(
        readable(
            (window.x(start) + window.x(end)) / 2,
            _beyond(window, value),
            short(value, window.picture),
        )
        for start, end, value in steps
        if window.x(end) - window.x(start) >= VALUE_ROOM
    )
    return group(said, fill=INK, text_anchor="middle", font_size=12, font_weight=600)


def _beyond(window: _Window, value: float) -> float:
    """The line for a value: under a loss, over all else, and inside the paper."""
    y = window.height.of(value)
    below = y + 16
    return below if value <= window.picture.loss and below < BOTTOM else y - 5


def _events(window: _Window, report: Report) -> Iterator[tuple[CopyEvent, str]]:
    """Each event once, with how it is drawn, in genome order."""
    kinds = _strengths(report)
    seen = set()
    for gene in report.copy_number.genes:
        event = gene.event
        if gene.gene not in window.shown.altered or event is None:
            continue
        if (event.start, event.end) not in seen:
            seen.add((event.start, event.end))
            kind = kinds.get(gene.gene)
            yield event, kind if kind in COLOURS else "same"


def _peaks(window: _Window, events: Sequence[tuple[CopyEvent, str]]) -> str:
    """The part with the most copies, or the fewest, shaded from top to bottom."""
    return "".join(
        tag(
            "rect",
            x=window.x(event.peak_start),
            y=TOP,
            width=max(1.0, window.x(event.peak_end) - window.x(event.peak_start)),
            height=BOTTOM - TOP,
            fill=COLOURS[kind],
            fill_opacity="0.07",
        )
        for event, kind in events
    )


def _brackets(window: _Window, events: Sequence[tuple[CopyEvent, str]]) -> str:
    """Under the steps, from where to where each event reaches; arrow heads where it goes on."""
    return "".join(
        _bracket(window, event, kind, EVENTS_AT + EVENT_LINE * line)
        for line, (event, kind) in enumerate(events)
    )


def _bracket(window: _Window, event: CopyEvent, kind: str, y: float) -> str:
    x1, x2 = window.x(event.start), window.x(event.end)
    left = (
        f"M{at(x1)},{at(y - 4)}v8"
        if event.start >= window.shown.start
        else (f"M{at(x1 + 6)},{at(y - 4)}l-6,4l6,4")
    )
    right = (
        f"M{at(x2)},{at(y - 4)}v8"
        if event.end <= window.shown.end
        else (f"M{at(x2 - 6)},{at(y - 4)}l6,4l-6,4")
    )
    line = tag(
        "path", d=f"M{at(x1)},{at(y)}H{at(x2)}{left}{right}", fill="none",
        stroke=COLOURS[kind], stroke_width=1.4,
    )  # fmt: skip
    said = window.say(words.TOLD_EVENT).format(
        extent=window.say(label(event.extent)), width=megabases(event.end - event.start)
    )
    width = LETTER * letters(said)
    at_x, anchor = _beside(x1, x2, width)
    text = words_at(at_x, y + 4, said, text_anchor=anchor, fill=INK, font_size=11)
    if anchor == "middle":
        box = tag("rect", x=at_x - width / 2, y=y - 7, width=width, height=14, fill=PAPER)
        text = box + text
    return line + text


def _beside(x1: float, x2: float, width: float) -> tuple[float, str]:
    """Where words stand: behind a bracket, before it, or upon it."""
    if x2 + 2 * GAP + width < RIGHT:
        return x2 + GAP, "start"
    if x1 - 2 * GAP - width > LEFT:
        return x1 - GAP, "end"
    return (x1 + x2) / 2, "middle"


def _ruler(window: _Window, y: float) -> str:
    """Places in millions of bases."""
    span = window.shown.end - window.shown.start
    step = next((one for one in TICK_STEPS if span / one <= TICKS), TICK_STEPS[-1])
    first = -(-window.shown.start // step) * step
    ticks = range(first, window.shown.end + 1, step)
    line = f"M{at(LEFT)},{at(y)}H{at(RIGHT)}" + "".join(
        f"M{at(window.x(tick))},{at(y)}v5" for tick in ticks
    )
    said = "".join(words_at(window.x(tick), y + 18, megabases(tick)) for tick in ticks)
    unit = words_at(RIGHT + 6, y + 18, "Mb", text_anchor="start")
    return tag("path", d=line, stroke=LINE, fill="none") + group(
        said + unit, fill=SOFT, text_anchor="middle", font_size=11
    )
