"""What is changed: a stem to its place, a head by its kind, a name with its fraction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports.figures.labels import Label, apart, fitting, shortened_to, spread
from hccgenomics.reports.figures.lollipop_paper import (
    EXONS,
    HEADS,
    KNEE,
    LEADERS,
    LEFT,
    NAMES,
    RIGHT,
    SPANS,
    VAFS,
)
from hccgenomics.reports.figures.svg import INK, PAPER, SOFT, at, group, tag, words_at
from hccgenomics.reports.precision import percent
from hccgenomics.vocabulary import SPLICE_CONSEQUENCES, Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.gene_picture import DrawnChange, GenePicture
    from hccgenomics.reports.figures.lollipop_paper import Paper

DRIVER: Final = "#c04f00"
"""Vermilion of Okabe and Ito, somewhat darker, so that a head stands out on white by 4.5 to 1."""
RADIUS: Final = 5.0
SIDE: Final = 4.6
HEAD_ROOM: Final = 12.0
LEAST: Final = 3.0
"""Width of a bar over few codons of a long protein."""
BAR: Final = 5.0
WAY: Final = 1.4
"""Thickness of a bar over codons, and of the way to a new stop."""
LONGEST_NAME: Final = 24
ENDS_EARLY: Final = frozenset(
    {Consequence.STOP_GAINED, Consequence.FRAMESHIFT, Consequence.START_LOST}
)
CIRCLE: Final = "circle"
SQUARE: Final = "square"
TRIANGLE: Final = "triangle"


def shape_of(change: DrawnChange) -> str:
    """A square ends or shifts the protein, a triangle is a splice site, a circle all else."""
    if change.kind in ENDS_EARLY:
        return SQUARE
    return TRIANGLE if change.kind in SPLICE_CONSEQUENCES else CIRCLE


def has_bar(change: DrawnChange) -> bool:
    """Whether several codons are lost or replaced, and the frame is kept."""
    if change.first_codon is None or change.last_codon is None or shape_of(change) != CIRCLE:
        return False
    is_inserted = change.kind is Consequence.INFRAME_INSERTION
    return change.last_codon > change.first_codon and not is_inserted


def labels_of(picture: GenePicture, heads: Sequence[float]) -> list[Label]:
    """The names there is room for: drivers first, then from left to right."""
    wanted = [
        Label(x, HEADS, name, _vaf(change), str(number), int(not change.driver))
        for number, (change, x) in enumerate(zip(picture.changes, heads, strict=True))
        for name in (shortened_to(change.label, LONGEST_NAME),)
    ]
    return fitting(wanted, RIGHT - LEFT)


def unnamed(paper: Paper) -> tuple[DrawnChange, ...]:
    """Changes that are drawn without their name."""
    named = {label.kind for label in labels_of(paper.picture, heads_of(paper))}
    numbered = enumerate(paper.picture.changes)
    return tuple(change for number, change in numbered if str(number) not in named)


def heads_of(paper: Paper) -> list[float]:
    """Where the heads stand: over their places, and apart from one another."""
    changes = paper.picture.changes
    wanted = [place_of(change, paper) for change in changes]
    room = min(HEAD_ROOM, (RIGHT - LEFT) / max(1, len(changes)))
    return apart(wanted, [room] * len(changes), LEFT, RIGHT)


def place_of(change: DrawnChange, paper: Paper) -> float:
    """The middle of what is changed."""
    return (paper.x(change.start) + paper.x(change.end)) / 2


def drawn_changes(paper: Paper) -> str:
    """All changes with their stems, bars, heads and names."""
    heads = heads_of(paper)
    labels = labels_of(paper.picture, heads)
    return _stems(paper, heads) + _spans(paper) + _heads(paper, heads) + _names(labels)


def _stems(paper: Paper, heads: Sequence[float]) -> str:
    lines = ""
    for change, head in zip(paper.picture.changes, heads, strict=True):
        x = place_of(change, paper)
        foot = SPANS if has_bar(change) else EXONS
        lines += f"M{at(head)},{at(HEADS)}L{at(x)},{at(KNEE)}V{at(foot)}"
    return tag("path", d=lines, fill="none", stroke=SOFT, stroke_width=1.2)


def _spans(paper: Paper) -> str:
    """Bars over the codons of changes in frame, and the way of a shifted frame to its stop."""
    bars: dict[bool, str] = {True: "", False: ""}
    ways = ""
    for change in paper.picture.changes:
        if change.first_codon is None or change.last_codon is None:
            continue
        if has_bar(change):
            left, right = paper.codon_edges(change.first_codon, change.last_codon)
            bars[change.driver] += f"M{at(left)},{at(SPANS)}H{at(max(right, left + LEAST))}"
        elif change.new_stop is not None:
            left, right = paper.codon_edges(change.first_codon, change.new_stop)
            ways += f"M{at(left)},{at(SPANS)}H{at(right)}m0,-3v6"
    return "".join(
        tag("path", d=lines, fill="none", stroke=colour, stroke_width=width)
        for lines, colour, width in (
            (bars[False], INK, BAR),
            (bars[True], DRIVER, BAR),
            (ways, INK, WAY),
        )
        if lines
    )


def _heads(paper: Paper, heads: Sequence[float]) -> str:
    """Filled for drivers, rings for others; the shape tells the kind."""
    filled, rings = "", ""
    for change, x in zip(paper.picture.changes, heads, strict=True):
        outline = _outline(shape_of(change), x)
        if change.driver:
            filled += outline
        else:
            rings += outline
    drawn = tag("path", d=rings, fill=PAPER, stroke=INK, stroke_width=1.6) if rings else ""
    if filled:
        drawn += tag("path", d=filled, fill=DRIVER, stroke=PAPER, stroke_width=0.8)
    return drawn


def _outline(shape: str, x: float) -> str:
    if shape == SQUARE:
        return f"M{at(x - SIDE)},{at(HEADS - SIDE)}h{at(2 * SIDE)}v{at(2 * SIDE)}h{at(-2 * SIDE)}z"
    if shape == TRIANGLE:
        return f"M{at(x)},{at(HEADS - RADIUS)}l{at(RADIUS)},{at(2 * SIDE)}h{at(-2 * RADIUS)}z"
    arc = f"a{at(RADIUS)},{at(RADIUS)} 0 1 0"
    return f"M{at(x - RADIUS)},{at(HEADS)}{arc} {at(2 * RADIUS)},0{arc} {at(-2 * RADIUS)},0z"


def _names(labels: Sequence[Label]) -> str:
    """Names in a row, each with a line to its head."""
    bold, plain, under, leaders = "", "", "", ""
    for label, x in zip(labels, spread(labels, LEFT, RIGHT), strict=True):
        said = words_at(x, NAMES, label.words)
        bold, plain = (bold, plain + said) if label.rank else (bold + said, plain)
        under += words_at(x, VAFS, label.under) if label.under else ""
        top = LEADERS if label.under else LEADERS - (VAFS - NAMES)
        leaders += f"M{at(x)},{at(top)}L{at(label.x)},{at(HEADS - RADIUS - 1)}"
    lines = tag("path", d=leaders, fill="none", stroke=SOFT, stroke_width=0.8) if leaders else ""
    return (
        lines
        + group(bold, fill=INK, text_anchor="middle", font_size=12, font_weight=700)
        + group(plain, fill=INK, text_anchor="middle", font_size=12)
        + group(under, fill=SOFT, text_anchor="middle", font_size=11)
    )


def _vaf(change: DrawnChange) -> str:
    return "" if change.vaf is None else percent(change.vaf)
