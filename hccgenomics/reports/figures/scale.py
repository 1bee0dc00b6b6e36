"""From places and values to the paper, and back to words."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import figure_wording as words
from hccgenomics.reports.precision import number
from hccgenomics.vocabulary import Sex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.copy_number import (
        GeneCopies,
        ProfileSegment,
    )
    from hccgenomics.model.copy_picture import Chromosome, CopyPicture

X: Final = "chrX"
SEX: Final = frozenset({X, "chrY"})
DIPLOID: Final = 2
HAPLOID: Final = 1
FEW_TICKS: Final = 8
STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
ROOM: Final = 1.0  # on the scale, above and below the cut-offs
TENTHS: Final = 10


@dataclass(frozen=True, slots=True)
class Height:
    """Values on paper: ``low`` at ``bottom``, ``high`` at ``top``."""

    low: float
    high: float
    top: float
    bottom: float

    def of(self, value: float) -> float:
        """The place of a value, at the edge where it lies beyond.

        >>> Height(0, 8, 100, 20).of(2), Height(0, 8, 20, 100).of(12)
        (40.0, 20.0)
        """
        inside = min(self.high, max(self.low, value))
        share = (inside - self.low) / (self.high - self.low)
        return self.bottom + share * (self.top - self.bottom)

    @property
    def ticks(self) -> tuple[int, ...]:
        """Round values of it, a few.

        >>> Height(0, 7, 0, 1).ticks, Height(-2.2, 2, 0, 1).ticks
        ((0, 1, 2, 3, 4, 5, 6, 7), (-2, -1, 0, 1, 2))
        """
        span = self.high - self.low
        step = next((one for one in STEPS if span / one <= FEW_TICKS + 1), STEPS[-1])
        first = -floor(-self.low / step)
        last = floor(self.high / step)
        return tuple(number_of * step for number_of in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Genome:
    """Chromosomes side by side."""

    left: float
    per_base: float
    offsets: Mapping[str, int]

    @classmethod
    def of(cls, chromosomes: Sequence[Chromosome], left: float, right: float) -> Genome:
        """All chromosomes between two edges."""
        offsets, total = {}, 0
        for one in chromosomes:
            offsets[one.contig] = total
            total += one.length
        return cls(left, (right - left) / max(1, total), offsets)

    def x(self, contig: str, position: float) -> float:
        """Where a base lies on paper."""
        return self.left + (self.offsets[contig] + position) * self.per_base


def value_of(step: ProfileSegment | GeneCopies, picture: CopyPicture) -> float | None:
    """On the scale of the picture."""
    return step.copies if picture.in_copies else step.log2_ratio


def kind_of(value: float, contig: str, picture: CopyPicture, sex: str | None) -> str:
    """How a step is drawn: on X and Y against what normal cells of the sex have.

    Where that is not known (no sex; ratios of a man, whose reference the picture does not hold)
    only the extremes are coloured.
    """
    if value >= picture.amplification:
        return "amplified"
    if _is_lost(value, picture):
        return "lost"
    base = round(picture.base)
    normal = base if contig not in SEX else _normal_of(contig, picture, sex)
    if normal is None:
        return "same"
    if value >= picture.gain + normal - base:
        return "gain"
    return "loss" if value <= picture.loss + normal - base else "same"


def _normal_of(contig: str, picture: CopyPicture, sex: str | None) -> int | None:
    """What is no change on X and Y; ``None`` where it is not known."""
    if sex == Sex.FEMALE and contig == X:
        return DIPLOID if picture.in_copies else 0
    return HAPLOID if sex == Sex.MALE and picture.in_copies else None


def is_callable(contig: str, sex: str | None) -> bool:
    """Whether steps may be drawn: on X and Y nothing is called without the sex."""
    return sex is not None or contig not in SEX


def _is_lost(value: float, picture: CopyPicture) -> bool:
    bar = picture.homozygous_deletion
    return value < bar if picture.in_copies else value <= bar


def genome_height(picture: CopyPicture, top: float, bottom: float) -> Height:
    """From nothing to somewhat above the cut-off for amplification; peaks beyond are cut off.

    Ratios reach as far below zero as the cut-off for homozygous deletion, and somewhat further.
    """
    high = picture.amplification + ROOM
    low = 0.0 if picture.in_copies else picture.homozygous_deletion - ROOM
    return Height(low, max(high, picture.base + ROOM), top, bottom)


def short(value: float, picture: CopyPicture) -> str:
    """A value as a label has it."""
    tenth = round(value * TENTHS) / TENTHS
    if picture.in_copies or not tenth:
        return number(abs(tenth))
    return f"{tenth:+.1f}".replace("-", words.MINUS)


def megabases(position: float) -> str:
    """A place or width in millions of bases.

    >>> megabases(69_650_000), megabases(41_000)
    ('69.65', '0.041')
    """
    exact = position / words.MEGABASE
    digits = 2 if abs(exact) >= 1 else 3
    return f"{exact:.{digits}f}".rstrip("0").rstrip(".")
