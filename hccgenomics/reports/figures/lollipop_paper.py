"""Where everything of a gene's picture stands: codons and bases to places on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.codons import CODON
from hccgenomics.reports.figures.labels import PLAIN_LETTER, letters

if TYPE_CHECKING:
    from hccgenomics.model.gene_picture import GenePicture

WIDTH: Final = 720
LEFT: Final = 76.0
RIGHT: Final = 700.0
GUTTER: Final = LEFT - 10.0
"""Where the name of a row ends."""
NAMES: Final = 14.0
VAFS: Final = 28.0
LEADERS: Final = 33.0
HEADS: Final = 54.0
KNEE: Final = 76.0
SPANS: Final = 85.0
"""Of bars over codons, and of the way to a new stop."""
EXONS: Final = 92.0
EXON_HEIGHT: Final = 18.0
MIDDLE: Final = EXONS + EXON_HEIGHT / 2
PARTS: Final = 116.0
PART_HEIGHT: Final = 12.0
PART_NAMES: Final = 142.0
PART_ROW: Final = 34.0
HOTSPOT_HEIGHT: Final = 26.0
HOTSPOT_NAMES: Final = 40.0
HOTSPOT_ROW: Final = 50.0
RULER_NAMES: Final = 17.0
BELOW: Final = 24.0
PROMOTER_SHARE: Final = 0.45
BESIDE_CODING: Final = 0.3
"""Of the paper that the promoter takes, alone and beside changes of the coding sequence."""
BREAK: Final = 18.0
"""Between promoter and start codon, where the scale changes."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The scales of one picture.

    Attributes:
        left: Where the coding sequence begins.
        per_base: Width of a coding base.
        promoter_left: Where the promoter begins; ``None`` where none is drawn.
        promoter_base: Width of a base of the promoter, whose outermost base is ``outermost``.
    """

    picture: GenePicture
    left: float
    per_base: float
    promoter_left: float | None = None
    promoter_base: float = 0.0
    outermost: int = 0

    @classmethod
    def of(cls, picture: GenePicture) -> Paper:
        """The coding sequence on the whole width, or beside the promoter."""
        if picture.promoter is None:
            return cls(picture, LEFT, (RIGHT - LEFT) / picture.coding_bases)
        is_alone = all(change.start < 0 for change in picture.changes)
        share = PROMOTER_SHARE if is_alone else BESIDE_CODING
        end = LEFT + share * (RIGHT - LEFT)
        left = end + BREAK
        outermost = picture.promoter.start
        per_base = (RIGHT - left) / picture.coding_bases
        return cls(picture, left, per_base, LEFT, (end - LEFT) / -outermost, outermost)

    @property
    def promoter_right(self) -> float:
        """The right edge of base -1."""
        return (self.promoter_left or 0.0) - self.outermost * self.promoter_base

    def x(self, base: float) -> float:
        """The middle of a base, inside the paper whatever a document says.

        >>> from types import SimpleNamespace
        >>> Paper(SimpleNamespace(), 100.0, 2.0).x(1)
        101.0
        """
        if base < 0 and self.promoter_left is not None:
            x = self.promoter_left + (base - self.outermost + 0.5) * self.promoter_base
        else:
            x = self.left + (base - 0.5) * self.per_base
        return min(RIGHT, max(LEFT, x))

    @property
    def hotspots_top(self) -> float:
        """Where hotspots begin; a row without content takes no room."""
        return PARTS + (PART_ROW if self.picture.domains else 0.0)

    @property
    def ruler_top(self) -> float:
        """Where the ruler lies."""
        has_hotspots = self.picture.hotspots or self.picture.promoter
        return self.hotspots_top + (HOTSPOT_ROW if has_hotspots else 0.0)

    @property
    def height(self) -> int:
        """Of the whole picture."""
        return round(self.ruler_top + BELOW)

    def codon_edges(self, first: int, last: int) -> tuple[float, float]:
        """The left edge of one codon and the right edge of another."""
        start = self.left + CODON * (first - 1) * self.per_base
        end = self.left + CODON * last * self.per_base
        return min(RIGHT, max(LEFT, start)), min(RIGHT, max(LEFT, end))


def width_of(words: str) -> float:
    """How wide a line of text is at most."""
    return PLAIN_LETTER * letters(words)
