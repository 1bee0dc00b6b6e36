"""What the sources of coverage say of a place: each base by the first source that tells of it.

What a caller's own reference blocks hold unfit stays so, whatever others tell of its depth: no call
was made there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import CoverageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.model.coverage import CoverageSource


@dataclass(frozen=True, slots=True)
class Stretch:
    """Adjacent bases of which the same is known.

    Attributes:
        start, end: Gaps between bases.
        depth: ``None`` where no source tells one.
        refused: The source's own reasons to hold it unfit.
        source: Who tells; of bases without a depth, who looked at them. ``None`` for nobody.
    """

    start: int
    end: int
    depth: int | None = None
    refused: tuple[str, ...] = ()
    source: CoverageSource | None = None

    @property
    def is_told(self) -> bool:
        """Whether a source says how deep it is, or that it is unfit."""
        return self.depth is not None or bool(self.refused)


def depths_at(place: Interval, sources: Sequence[CoverageSource]) -> tuple[Stretch, ...]:
    """What is known of a place, in order and without a gap.

    Args:
        place: Any stretch of one contig.
        sources: In the order of trust.
    """
    told, open_ = _refused(place, sources)
    for source in sources:
        found = [new for gap in open_ for new in _of_source(place.contig, gap, source)]
        told.extend(one for one in found if one.is_told)
        open_ = [one for one in found if not one.is_told]
        if not open_:
            break
    return tuple(sorted((*told, *open_), key=lambda one: one.start))


def _refused(
    place: Interval, sources: Sequence[CoverageSource]
) -> tuple[list[Stretch], list[Stretch]]:
    """What reference blocks hold unfit, and the rest."""
    told: list[Stretch] = []
    open_ = [Stretch(place.start, place.end)]
    for source in sources:
        if source.kind is CoverageKind.BLOCKS:
            found = [new for gap in open_ for new in _of_source(place.contig, gap, source)]
            told.extend(one for one in found if one.refused)
            open_ = [Stretch(one.start, one.end) for one in found if not one.refused]
    return told, open_


def _of_source(contig: str, gap: Stretch, source: CoverageSource) -> Iterator[Stretch]:
    """A stretch that no source before told of, as one source has it."""
    reached = gap.start
    for run in source.within(Interval(contig, gap.start, gap.end)):
        start, end = max(run.interval.start, reached), min(run.interval.end, gap.end)
        if reached < start:
            yield _silent(reached, start, gap, source)
        if start < end:
            yield Stretch(start, end, run.depth, run.refused, source)
        reached = max(reached, end)
    if reached < gap.end:
        yield _silent(reached, gap.end, gap, source)


def _silent(start: int, end: int, gap: Stretch, source: CoverageSource) -> Stretch:
    """Bases that no run holds: not seen at all, where the source would have told."""
    if source.is_exhaustive:
        return Stretch(start, end, 0, (), source)
    return Stretch(start, end, None, (), gap.source)
