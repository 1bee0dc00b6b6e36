"""What the counted reads are by their own tags; a file is what its weakest read is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.readers.alignments.consensus import (
    ProgramUnit,
    numbers_of_tags,
    unit_of_tags,
    weakest,
)
from hccgenomics.vocabulary import DepthUnit

if TYPE_CHECKING:
    from hccgenomics.readers.alignments.columns import ReadBatch


@dataclass(slots=True)
class SeenUnit:
    """What reads are so far; ``None`` before the first."""

    unit: DepthUnit | None = None

    def add(self, batch: ReadBatch) -> None:
        """Ask the counted reads of a batch, until one is no consensus."""
        for read in batch.counted.nonzero()[0].tolist():
            if self.unit is DepthUnit.FRAGMENTS:
                return
            self._see(_unit_of(batch, read))

    def merge(self, other: SeenUnit) -> None:
        """Those of another stint too."""
        if other.unit is not None:
            self._see(other.unit)

    def _see(self, unit: DepthUnit) -> None:
        self.unit = unit if self.unit is None else weakest((self.unit, unit))

    def told(self, programs: ProgramUnit) -> DepthUnit:
        """The unit of the file: by tags, or else by what its programs did with barcodes."""
        if self.unit is None or self.unit is DepthUnit.FRAGMENTS:
            return programs.unit
        return self.unit


def _unit_of(batch: ReadBatch, read: int) -> DepthUnit:
    reads = batch.reads
    begin = int(reads.quality[read] + reads.length[read])
    return unit_of_tags(numbers_of_tags(reads.data[begin : int(reads.behind[read])].tobytes()))
