"""The genes that pictures name: the altered ones, and those that a card or a marker asks about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import figure_wording as words
from hccgenomics.reports.figures.scale import short, value_of
from hccgenomics.reports.wording import label
from hccgenomics.vocabulary import ComponentClass, CopyClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.copy_number import GeneCopies
    from hccgenomics.model.copy_picture import CopyPicture
    from hccgenomics.model.report import Report
    from hccgenomics.reports.translation.voice import Say

KINDS: Final = {
    CopyClass.AMPLIFICATION: "amplified",
    CopyClass.BORDERLINE_AMPLIFICATION: "gain",
    CopyClass.BORDERLINE_HOMOZYGOUS_DELETION: "loss",
    CopyClass.HOMOZYGOUS_DELETION: "lost",
}
"""Classes that count as altered, and how they are drawn."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A gene on a picture.

    Attributes:
        value: On the scale of the picture.
        shown: The value as a label has it; of a gene that several segments share, from which to
            which value they go.
        kind: How it is drawn; ``same`` for one that is not altered.
        rank: Of several under one label the lowest is named: in the order of the cards, then
            those without, the most changed first.
    """

    gene: str
    contig: str
    start: int
    end: int
    value: float | None
    shown: str
    copy_class: CopyClass
    kind: str
    rank: tuple[int, float]

    @property
    def is_altered(self) -> bool:
        """Whether it is amplified, lost, or on the border of either."""
        return self.copy_class in KINDS


def marked(report: Report, say: Say) -> tuple[Marked, ...]:
    """Altered genes of the panel, and those whose copies are asked about, in genome order."""
    section = report.copy_number
    asked = {gene: number for number, gene in enumerate(_asked(report))}
    if section.picture is None:
        return ()
    drawn = {one.contig for one in section.picture.chromosomes}
    return tuple(
        _marked(gene, section.picture, asked.get(gene.gene, len(asked)), say)
        for gene in section.genes
        if gene.contig in drawn and (gene.gene in asked or gene.copy_class in KINDS)
    )


def _asked(report: Report) -> list[str]:
    """Genes with a card, then those whose number of copies a marker is made of."""
    of_markers = (
        part.gene
        for marker in report.markers
        for part in marker.components
        if part.component_class is ComponentClass.COPY_NUMBER
    )
    return list(dict.fromkeys([*(card.gene for card in report.cards), *of_markers]))


def _marked(gene: GeneCopies, picture: CopyPicture, asked: int, say: Say) -> Marked:
    value = value_of(gene, picture)
    if gene.copy_class is CopyClass.NO_CALL:
        value = None
    change = 0.0 if value is None else abs(value - picture.base)
    return Marked(
        gene.gene,
        gene.contig,
        gene.start,
        gene.end,
        value,
        say(words.NO_CALL) if value is None else _shown(gene, value, picture),
        gene.copy_class,
        KINDS.get(gene.copy_class, "same"),
        (asked, -change),
    )


def _shown(gene: GeneCopies, value: float, picture: CopyPicture) -> str:
    ends = (gene.copies_low, gene.copies_high) if picture.in_copies else (
        gene.log2_low, gene.log2_high
    )  # fmt: skip
    low, high = (value if end is None else end for end in ends)
    if gene.parts <= 1 or short(low, picture) == short(high, picture):
        return short(value, picture)
    return words.FROM_TO.format(low=short(low, picture), high=short(high, picture))


def told(genes: Sequence[Marked], picture: CopyPicture, say: Say) -> str:
    """The altered ones in words."""
    altered = say(", ").join(
        say(words.TOLD_GENE).format(
            gene=gene.gene,
            value=in_words(gene, picture, say),
            copy_class=say(label(gene.copy_class)),
        )
        for gene in genes
        if gene.is_altered
    )
    return say(words.TOLD_ALTERED).format(genes=altered) if altered else say(words.TOLD_NONE)


def in_words(gene: Marked, picture: CopyPicture, say: Say) -> str:
    """Its value with the unit."""
    if gene.value is None:
        return say(words.NO_CALL)
    if picture.in_copies:
        return say(words.COPIES_OF).format(value=gene.shown)
    return say(words.RATIO_OF).format(value=gene.shown)
