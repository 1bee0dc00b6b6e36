"""The counts of one locus: whole numbers that add up over batches of reads and over files."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from hccgenomics.model.forced import AlleleCount

if TYPE_CHECKING:
    from hccgenomics.vocabulary import DepthUnit


@dataclass(slots=True)
class Tally:
    """Fragments at one locus so far; as in ``AlleleCount``."""

    ref: int = 0
    other: int = 0
    alt_forward: int = 0
    alt_reverse: int = 0
    low_quality: int = 0

    def add(self, more: Tally) -> None:
        """Count those of another tally too."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(more, field.name))

    def counted(self, unit: DepthUnit) -> AlleleCount:
        """The counts as they are told.

        >>> from hccgenomics.vocabulary import DepthUnit
        >>> Tally(ref=7, alt_forward=2, alt_reverse=1).counted(DepthUnit.FRAGMENTS).depth
        10
        """
        alt = self.alt_forward + self.alt_reverse
        return AlleleCount(
            depth=self.ref + alt + self.other,
            ref=self.ref,
            alt=alt,
            other=self.other,
            alt_forward=self.alt_forward,
            alt_reverse=self.alt_reverse,
            low_quality=self.low_quality,
            unit=unit,
        )
