"""What one cell of a timeline comes to in numbers: reads of all reads, and a fraction.

A caller and a pileup count differently (reads or fragments, realigned or not), so that one must not
be held against the other: a variant that every plasma sample counts at its place enters means and
ratios by those counts, called or not; any other by what its cells state.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from hccgenomics.ctdna.response import Count
from hccgenomics.vocabulary import TimePointState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.monitor import Cell

TOLD: Final = frozenset(
    {TimePointState.CALLED, TimePointState.GENOTYPED, TimePointState.NOT_DETECTED}
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one variant in one sample.

    Attributes:
        least: As counted; no read where it was not seen and nothing was counted.
        most: The same, or in that case as many as the limit leaves room for.
    """

    least: Count
    most: Count

    @property
    def is_counted(self) -> bool:
        """Whether reads were counted, seen or not."""
        return self.least == self.most


def is_told(state: TimePointState) -> bool:
    """Whether a sample says something of a variant."""
    return state in TOLD


def are_counted(cells: Iterable[Cell]) -> bool:
    """Whether each cell that tells something has a forced count."""
    told = [cell for cell in cells if is_told(cell.state)]
    return bool(told) and all(cell.counted_depth for cell in told)


def counts_of(cell: Cell, *, by_counts: bool) -> Counts | None:
    """Reads of a variant in a sample; ``None`` where they are not told."""
    if not is_told(cell.state):
        return None
    alt, depth = (cell.counted_alt, cell.counted_depth) if by_counts else (cell.alt, cell.depth)
    if not depth:
        return None
    if alt is not None:
        count = Count(alt, depth)
        return Counts(count, count) if alt <= depth else None
    if cell.state is TimePointState.NOT_DETECTED and cell.limit_vaf is not None:
        most = min(depth, ceil(cell.limit_vaf * depth))
        return Counts(Count(0, depth), Count(most, depth))
    return None


def fractions_of(cell: Cell, *, by_counts: bool) -> tuple[float, float] | None:
    """The fraction as counted, and what it may be at most; ``None`` where neither is known.

    What was called without counts has the caller's own fraction.
    """
    counts = counts_of(cell, by_counts=by_counts)
    stated = None if by_counts else cell.vaf
    if stated is not None and cell.state is not TimePointState.NOT_DETECTED:
        return stated, stated
    if cell.state is TimePointState.NOT_DETECTED and cell.limit_vaf is not None and counts is None:
        return 0.0, cell.limit_vaf
    if counts is None:
        return None
    if counts.is_counted:
        return counts.least.alt / counts.least.depth, counts.least.alt / counts.least.depth
    return 0.0, cell.limit_vaf or 0.0
