"""Hotspots under the coding sequence, known events under the promoter, and the ruler."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import gene_picture_wording as words
from hccgenomics.reports.figures.labels import Label, fitting, spread
from hccgenomics.reports.figures.lollipop_known import row_name
from hccgenomics.reports.figures.lollipop_paper import (
    GUTTER,
    HOTSPOT_HEIGHT,
    HOTSPOT_NAMES,
    LEFT,
    RIGHT,
    RULER_NAMES,
    width_of,
)
from hccgenomics.reports.figures.svg import INK, LINE, SOFT, at, group, tag, words_at
from hccgenomics.vocabulary import (
    INFRAME_CONSEQUENCES,
    SPLICE_CONSEQUENCES,
    Consequence,
    HotspotKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.gene_picture import (
        DrawnChange,
        DrawnHotspot,
        DrawnPromoterEvent,
        GenePicture,
    )
    from hccgenomics.reports.figures.lollipop_paper import Paper
    from hccgenomics.reports.translation.voice import Voice

SHORTEST: Final = 4.0
NAMED: Final = 7
"""Hotspots that are named, those with a change of this sample first."""
TICKS: Final = 6
PROMOTER_TICKS: Final = 3
STEPS: Final = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
TICK_GAP: Final = 4.0
PROMOTER_STEM: Final = 14.0
REACH: Final = 72.0
"""How far a name may stand from its hotspot."""
NAME_HEIGHT: Final = 10.0
HIT: Final = "hit"
KINDS: Final = {
    HotspotKind.MISSENSE: frozenset({Consequence.MISSENSE}),
    HotspotKind.HAEMATOPOIESIS: frozenset({Consequence.MISSENSE}),
    HotspotKind.ARTEFACT: frozenset({Consequence.MISSENSE}),
    HotspotKind.INFRAME: INFRAME_CONSEQUENCES,
    HotspotKind.SPLICE: SPLICE_CONSEQUENCES,
}
"""What a change must be to lie on a hotspot of a kind."""


def is_counted_in_table(picture: GenePicture) -> bool:
    """Whether lengths are tumours of the liver in the pan-cancer table; else those of TCGA."""
    return any(one.liver_tumours is not None for one in picture.hotspots)


def count_of(hotspot: DrawnHotspot, *, in_table: bool) -> int | None:
    """Tumours of the liver, by the one count that a picture uses for all."""
    return hotspot.liver_tumours if in_table else hotspot.tcga_tumours


def is_hit(hotspot: DrawnHotspot, changes: Iterable[DrawnChange]) -> bool:
    """Whether a change of this sample lies there, of the kind that recurs there."""
    kinds = KINDS[hotspot.kind]
    return any(
        one.first_codon is not None
        and one.last_codon is not None
        and one.first_codon <= hotspot.end
        and hotspot.start <= one.last_codon
        and one.kind in kinds
        for one in changes
    )


@dataclass(frozen=True, slots=True)
class _Stems:
    """The hotspots of one picture on paper."""

    paper: Paper
    top: float
    in_table: bool
    most: int

    @classmethod
    def of(cls, paper: Paper) -> _Stems:
        in_table = is_counted_in_table(paper.picture)
        counts = [count_of(one, in_table=in_table) or 0 for one in paper.picture.hotspots]
        return cls(paper, paper.hotspots_top, in_table, max(counts, default=0))

    def middle(self, one: DrawnHotspot) -> float:
        left, right = self.paper.codon_edges(one.start, one.end)
        return (left + right) / 2

    def length(self, one: DrawnHotspot) -> float:
        share = sqrt((count_of(one, in_table=self.in_table) or 0) / (self.most or 1))
        return SHORTEST + share * (HOTSPOT_HEIGHT - SHORTEST)

    def is_hit(self, one: DrawnHotspot) -> bool:
        return is_hit(one, self.paper.picture.changes)

    def line(self, one: DrawnHotspot) -> str:
        """Down from a residue; several residues are spanned."""
        down = f"M{at(self.middle(one))},{at(self.top)}v{at(self.length(one))}"
        if one.start == one.end:
            return down
        left, right = self.paper.codon_edges(one.start, one.end)
        return f"M{at(left)},{at(self.top)}H{at(right)}{down}"

    def label(self, one: DrawnHotspot, rank: int) -> Label:
        is_hit = self.is_hit(one)
        count = count_of(one, in_table=self.in_table)
        said = one.residues if count is None else f"{one.residues}: {count}"
        foot = self.top + self.length(one)
        return Label(self.middle(one), foot, said, "", HIT * is_hit, rank * (not is_hit))

    def named(self) -> Iterator[Label]:
        """Hotspots of this sample, then those with the most tumours of the liver."""
        ordered = sorted(self.paper.picture.hotspots, key=self._weight)
        for rank, one in enumerate(ordered[:NAMED]):
            yield self.label(one, rank + 1)

    def _weight(self, one: DrawnHotspot) -> tuple[bool, int, int]:
        count = count_of(one, in_table=self.in_table)
        return not self.is_hit(one), -(count or 0), one.start


def hotspot_row(paper: Paper, voice: Voice) -> str:
    """Stems downwards, the longer the more tumours of the liver; the best known by name."""
    picture = paper.picture
    if not picture.hotspots and picture.promoter is None:
        return ""
    stems = _Stems.of(paper)
    return (
        _drawn(stems)
        + _names(list(stems.named()), paper, paper.left, RIGHT)
        + _promoter(paper)
        + row_name(voice.plain(words.IN_HOTSPOTS), paper.hotspots_top + 12)
    )


def _drawn(stems: _Stems) -> str:
    lines, thick = "", ""
    for one in stems.paper.picture.hotspots:
        if stems.is_hit(one):
            thick += stems.line(one)
        else:
            lines += stems.line(one)
    drawn = tag("path", d=lines, fill="none", stroke=SOFT, stroke_width=1.5) if lines else ""
    if thick:
        drawn += tag("path", d=thick, fill="none", stroke=INK, stroke_width=3)
    return drawn


def _names(labels: Sequence[Label], paper: Paper, left: float, right: float) -> str:
    """Names in a row, each with a line to what it names."""
    kept = _within_reach(labels, left, right)
    y = paper.hotspots_top + HOTSPOT_NAMES
    bold, plain, leaders = "", "", ""
    for label, x in zip(kept, spread(kept, left, right), strict=True):
        said = words_at(x, y, label.words)
        bold, plain = (bold + said, plain) if label.kind else (bold, plain + said)
        leaders += f"M{at(label.x)},{at(label.y)}L{at(x)},{at(y - NAME_HEIGHT)}"
    lines = tag("path", d=leaders, fill="none", stroke=SOFT, stroke_width=0.5) if leaders else ""
    return (
        lines
        + group(bold, fill=INK, text_anchor="middle", font_size=11, font_weight=700)
        + group(plain, fill=SOFT, text_anchor="middle", font_size=11)
    )


def _within_reach(labels: Sequence[Label], left: float, right: float) -> list[Label]:
    """Without those that push others away from what they name; hotspots of the sample stay."""
    kept = fitting(labels, right - left)
    while True:
        moved = zip(kept, spread(kept, left, right), strict=True)
        last = max(kept, key=lambda one: one.rank, default=None)
        if last is None or last.kind or all(abs(x - one.x) <= REACH for one, x in moved):
            return kept
        kept.remove(last)


def _promoter(paper: Paper) -> str:
    """Known events of the promoter, by the bases they change."""
    stretch = paper.picture.promoter
    if stretch is None:
        return ""
    foot = paper.hotspots_top + PROMOTER_STEM
    stems, labels = "", {}
    for event in stretch.events:
        x = (paper.x(event.start) + paper.x(event.end)) / 2
        stems += f"M{at(x)},{at(paper.hotspots_top)}V{at(foot)}"
        met = any(_overlaps(event, change) for change in paper.picture.changes)
        if event.end not in labels or met:
            labels[event.end] = Label(x, foot, _base(event.end), "", HIT * met, int(not met))
    return tag("path", d=stems, fill="none", stroke=SOFT, stroke_width=1.5) + _names(
        list(labels.values()), paper, LEFT, paper.promoter_right
    )


def _overlaps(event: DrawnPromoterEvent, change: DrawnChange) -> bool:
    return change.start <= event.end and event.start <= change.end


def _base(base: int) -> str:
    """A base before the start codon as it is written on a ruler.

    >>> _base(-124) == "\N{MINUS SIGN}124"
    True
    """
    return str(base).replace("-", words.MINUS)


def ruler(paper: Paper, voice: Voice) -> str:
    """Numbers of codons, and of the bases before the start codon."""
    places = _with_room([*_codons(paper), *_bases(paper)])
    lines = f"M{at(paper.left)},{at(paper.ruler_top)}H{at(RIGHT)}"
    if paper.promoter_left is not None:
        lines += f"M{at(LEFT)},{at(paper.ruler_top)}H{at(paper.promoter_right)}"
    lines += "".join(f"M{at(x)},{at(paper.ruler_top)}v5" for x, _ in places)
    y = paper.ruler_top + RULER_NAMES
    said = "".join(words_at(x, y, number) for x, number in places)
    return (
        tag("path", d=lines, fill="none", stroke=LINE)
        + group(said, fill=SOFT, text_anchor="middle", font_size=11)
        + row_name(voice.plain(words.IN_CODONS), y)
    )


def _with_room(places: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """Those that touch none before them in this order, nor the name of the row."""
    kept: list[tuple[float, str]] = []
    for x, number in places:
        half = width_of(number) / 2 + TICK_GAP
        if x - half >= GUTTER - TICK_GAP and all(
            abs(x - other) >= half + width_of(one) / 2 for other, one in kept
        ):
            kept.append((x, number))
    return kept


def _codons(paper: Paper) -> Iterator[tuple[float, str]]:
    """The first and the last, then round numbers between them."""
    last = paper.picture.residues
    step = _step(last, TICKS)
    for codon in (1, last, *range(step, last, step)):
        yield sum(paper.codon_edges(codon, codon)) / 2, str(codon)


def _bases(paper: Paper) -> Iterator[tuple[float, str]]:
    if paper.picture.promoter is not None:
        first = paper.picture.promoter.start
        step = _step(-first, PROMOTER_TICKS)
        yield from ((paper.x(base), _base(base)) for base in range(-step, first, -step))


def _step(span: int, ticks: int) -> int:
    return next((step for step in STEPS if span / step <= ticks), STEPS[-1])
