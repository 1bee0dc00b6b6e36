"""The gene itself: its exons, its promoter, and the parts of its protein that a source names."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import gene_picture_wording as words
from hccgenomics.reports.figures.labels import apart
from hccgenomics.reports.figures.lollipop_paper import (
    BREAK,
    EXON_HEIGHT,
    EXONS,
    GUTTER,
    LEFT,
    MIDDLE,
    PART_HEIGHT,
    PART_NAMES,
    PARTS,
    RIGHT,
    width_of,
)
from hccgenomics.reports.figures.svg import INK, LINE, SOFT, at, group, tag, words_at
from hccgenomics.vocabulary import Verification

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.gene_picture import DrawnDomain
    from hccgenomics.reports.figures.lollipop_paper import Paper
    from hccgenomics.reports.translation.voice import Voice

EVEN: Final = "#e3e8ec"
PART: Final = "#0072b2"
PART_FILL: Final = "#d3e6f3"
"""Blue of Okabe and Ito, and a tint of it that letters can be read on."""
EXON_ROOM: Final = 18.0
"""Width from which an exon carries its number."""
LEAST: Final = 2.5
PART_GAP: Final = 10.0
REACH: Final = 24.0
"""How far a name may stand from its part."""
ARTICLE: Final = "the "


def row_name(words_of_row: str, y: float) -> str:
    """What a row is called, at the left."""
    return words_at(GUTTER, y, words_of_row, text_anchor="end", font_size=11, fill=SOFT)


def exon_boxes(paper: Paper, voice: Voice) -> str:
    """Exons in two shades in turn, with their number where there is room."""
    shades: tuple[list[str], list[str]] = ([], [])
    numbers = ""
    for index, exon in enumerate(paper.picture.exons):
        left = paper.left + (exon.start - 1) * paper.per_base
        right = paper.left + exon.end * paper.per_base
        shades[index % 2].append(
            f"M{at(left)},{at(EXONS)}H{at(right)}v{at(EXON_HEIGHT)}H{at(left)}z"
        )
        if right - left >= EXON_ROOM:
            numbers += words_at((left + right) / 2, MIDDLE + 4, str(exon.number))
    return (
        tag("path", d="".join(shades[0]), fill=LINE)
        + (tag("path", d="".join(shades[1]), fill=EVEN) if shades[1] else "")
        + group(numbers, fill=INK, text_anchor="middle", font_size=11)
        + row_name(voice.plain(words.IN_EXONS), MIDDLE + 4)
    )


def promoter_line(paper: Paper, voice: Voice) -> str:
    """The bases before the start codon, and the break where the scale changes."""
    if paper.promoter_left is None:
        return ""
    right = paper.promoter_right
    line = f"M{at(paper.promoter_left)},{at(MIDDLE)}H{at(right)}"
    slants = "".join(
        f"M{at(right + BREAK / 2 + shift)},{at(MIDDLE + 7)}l4,-14" for shift in (-5.0, 0.0)
    )
    name = words_at(
        paper.promoter_left, MIDDLE + 18, voice.plain(words.IN_PROMOTER), font_size=11, fill=SOFT
    )
    return tag("path", d=line + slants, fill="none", stroke=SOFT, stroke_width=2) + name


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part of the protein and what stands under it: its name, or a letter of the caption."""

    key: str
    name: str
    domain: DrawnDomain


def parts_of(paper: Paper, voice: Voice) -> tuple[NamedPart, ...]:
    """Parts by name where every name finds room beside its part, else by letters."""
    domains = paper.picture.domains
    names = [voice.plain(one.name).removeprefix(ARTICLE) for one in domains]
    letters = [""] * len(names) if _find_room(paper, names) else map(_letter, range(len(names)))
    return tuple(
        NamedPart(letter, name, domain)
        for letter, name, domain in zip(letters, names, domains, strict=True)
    )


def _letter(number: int) -> str:
    """The n-th letter, and after the alphabet the letters again.

    >>> _letter(0), _letter(25), _letter(26)
    ('a', 'z', 'a2')
    """
    again, index = divmod(number, len(ascii_lowercase))
    return f"{ascii_lowercase[index]}{again + 1}" if again else ascii_lowercase[index]


def _find_room(paper: Paper, names: Sequence[str]) -> bool:
    moved = zip(_middles(paper), _beside(paper, names), strict=True)
    return _fit(names) and all(abs(wanted - x) <= REACH for wanted, x in moved)


def _fit(names: Sequence[str]) -> bool:
    return sum(map(_width, names)) <= RIGHT - LEFT


def _width(name: str) -> float:
    return width_of(name) + PART_GAP


def _middles(paper: Paper) -> list[float]:
    """Of the parts themselves."""
    edges = (paper.codon_edges(one.start, one.end) for one in paper.picture.domains)
    return [sum(edge) / 2 for edge in edges]


def _beside(paper: Paper, names: Sequence[str]) -> list[float]:
    """Where the names stand, in one row."""
    return apart(_middles(paper), list(map(_width, names)), LEFT, RIGHT)


def part_boxes(paper: Paper, parts: Sequence[NamedPart], voice: Voice) -> str:
    """Parts to scale; a dashed edge where nobody verified the source."""
    if not parts:
        return ""
    boxes = "".join(
        _box(part, *paper.codon_edges(part.domain.start, part.domain.end)) for part in parts
    )
    said = [part.key or part.name for part in parts]
    places = zip(_beside(paper, said), said, strict=True) if _fit(said) else ()
    names = "".join(words_at(x, PART_NAMES, one) for x, one in places)
    return (
        group(boxes, fill=PART_FILL, stroke=PART)
        + group(names, fill=INK, text_anchor="middle", font_size=11)
        + row_name(voice.plain(words.IN_PARTS), PARTS + PART_HEIGHT - 2)
    )


def _box(part: NamedPart, left: float, right: float) -> str:
    width = max(LEAST, right - left)
    if part.domain.verification is Verification.VERIFIED:
        return tag("rect", x=left, y=PARTS, width=width, height=PART_HEIGHT)
    return tag("rect", x=left, y=PARTS, width=width, height=PART_HEIGHT, stroke_dasharray="3,2")
