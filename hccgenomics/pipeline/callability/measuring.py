"""The deciding bases of one part of a marker, each with what panel and depth make of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from hccgenomics.interpret.callability import is_lower_bound
from hccgenomics.model.genome import Interval
from hccgenomics.pipeline.callability.callable_depths import deep_enough
from hccgenomics.pipeline.callability.depths import depths_at
from hccgenomics.vocabulary import CoverageKind, DepthUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from hccgenomics.model.coverage import CoverageSource, Target
    from hccgenomics.model.settings import RegionThresholds
    from hccgenomics.pipeline.callability.callable_depths import Asked
    from hccgenomics.pipeline.callability.depths import Stretch


class Base(Enum):
    """What one base comes to."""

    CALLABLE = auto()
    SHALLOW = auto()  # measured
    REFUSED = auto()  # by its own source
    OFF_PANEL = auto()
    UNTOLD = auto()  # no file tells of it
    UNNUMBERED = auto()  # looked at, with a depth that is not told
    BOUND = auto()  # at least so deep, and a class that goes further
    MEAN = auto()  # of which only a mean is known, and the settings do not trust it


FAILING = frozenset({Base.SHALLOW, Base.REFUSED})
MEASURED = frozenset({Base.CALLABLE, Base.SHALLOW, Base.REFUSED, Base.BOUND, Base.MEAN})
UNTOLD = frozenset({Base.UNTOLD, Base.UNNUMBERED})


@dataclass(frozen=True, slots=True)
class Piece:
    """Adjacent bases of one place, of which the same is known.

    Attributes:
        part: The name of the place.
        asked: What is asked of them; ``None`` where no source tells of them.
    """

    part: str
    start: int
    end: int
    stretch: Stretch
    is_on_panel: bool
    asked: Asked | None

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def unit(self) -> DepthUnit:
        """Of its depth."""
        source = self.stretch.source
        return DepthUnit.READS if source is None else source.unit


@dataclass(frozen=True, slots=True)
class Read:
    """One piece and what its bases come to."""

    piece: Piece
    base: Base


@dataclass(frozen=True, slots=True)
class Reading:
    """All pieces of a target, along the genome.

    Attributes:
        limit: The computed detection limit of the worst callable base.
    """

    pieces: tuple[Read, ...]
    limit: float | None

    def counts(self) -> Counter[Base]:
        """Bases by what they come to."""
        found: Counter[Base] = Counter()
        for one in self.pieces:
            found[one.base] += len(one.piece)
        return found

    def within(self, place: Interval) -> Counter[Base]:
        """The same of one stretch alone."""
        found: Counter[Base] = Counter()
        for one in self.pieces:
            shared = min(one.piece.end, place.end) - max(one.piece.start, place.start)
            if shared > 0:
                found[one.base] += shared
        return found

    def sources(self) -> list[CoverageSource]:
        """Who tells of its bases, each once."""
        told = (one.piece.stretch.source for one in self.pieces if one.base in MEASURED)
        return list({id(source): source for source in told if source is not None}.values())

    def least(self, of: frozenset[Base] = MEASURED) -> Least | None:
        """The base with the least depth, of those that come to one of these."""
        return min(self._depths(of), key=lambda one: one.depth, default=None)

    def median(self) -> int | None:
        """The depth that half of the measured bases reach."""
        ordered = sorted((one.depth, len(one.piece)) for one in self._depths(MEASURED))
        half = sum(bases for _, bases in ordered) / 2
        passed = 0
        for depth, bases in ordered:
            passed += bases
            if passed >= half:
                return depth
        return None

    def _depths(self, of: frozenset[Base]) -> Iterator[Least]:
        for one in self.pieces:
            depth, asked = one.piece.stretch.depth, one.piece.asked
            if one.base in of and depth is not None and asked is not None:
                yield Least(depth, one.piece, asked)


@dataclass(frozen=True, slots=True)
class Least:
    """The depth of a piece, and what it is worth."""

    depth: int
    piece: Piece
    asked: Asked

    @property
    def effective(self) -> int:
        """Capped by what went in."""
        return self.asked.effective(self.depth)

    @property
    def limit(self) -> float | None:
        """The computed detection limit there."""
        return self.asked.limit_at(self.depth)

    @property
    def needed(self) -> int | None:
        """The depth that would do."""
        return self.asked.needed()

    @property
    def unit(self) -> DepthUnit:
        """What one of it is."""
        return self.piece.unit


@dataclass(frozen=True, slots=True)
class Meter:
    """What every base of a run is measured by.

    Attributes:
        sources: What was measured, in the order of trust.
        asked: What is asked where a source's unit and a region's thresholds hold.
        regions: Where a laboratory has thresholds of its own.
        panel: The regions aimed at that touch a place, in order; ``None`` without a BED.
        trusts_means: Whether the mean of a region stands for its bases.
        tops: By source that tells lower bounds alone, its highest: beyond it nothing is known.
    """

    sources: Sequence[CoverageSource]
    asked: Callable[[DepthUnit, RegionThresholds | None], Asked]
    regions: Sequence[tuple[Interval, RegionThresholds]] = ()
    panel: Callable[[Interval], Sequence[Interval]] | None = None
    trusts_means: bool = True
    tops: Mapping[int, int] = field(default_factory=dict)

    def read(self, target: Target) -> Reading:
        """Every base of a target."""
        pieces = [
            piece
            for part, place in zip(target.parts, target.places, strict=True)
            for piece in self._pieces(part, place)
        ]
        deep: dict[Asked, frozenset[int]] = {}
        limits: list[float] = []
        for asked, depths in _by_asked(pieces).items():
            enough = deep_enough(depths, asked)
            deep[asked] = enough.depths
            limits.extend(() if enough.limit is None else (enough.limit,))
        read = tuple(Read(piece, self._base(piece, deep)) for piece in pieces)
        return Reading(read, max(limits, default=None))

    def _base(self, piece: Piece, deep: dict[Asked, frozenset[int]]) -> Base:
        stretch, asked = piece.stretch, piece.asked
        if not piece.is_on_panel:
            return Base.OFF_PANEL
        if not stretch.is_told:
            return Base.UNTOLD if stretch.source is None else Base.UNNUMBERED
        if stretch.refused:
            return Base.REFUSED
        if _is_mean(stretch.source) and not self.trusts_means:
            return Base.MEAN
        if asked is not None and stretch.depth in deep[asked]:
            return Base.CALLABLE
        top = self.tops.get(id(stretch.source))
        return Base.BOUND if stretch.depth and stretch.depth == top else Base.SHALLOW

    def _pieces(self, part: str, place: Interval) -> Iterator[Piece]:
        for own, is_on in self._by_panel(place):
            for within, thresholds in self._by_region(own):
                for stretch in depths_at(within, self.sources):
                    asked = self._asked(stretch.source, thresholds)
                    yield Piece(part, stretch.start, stretch.end, stretch, is_on, asked)

    def _asked(
        self, source: CoverageSource | None, thresholds: RegionThresholds | None
    ) -> Asked | None:
        return None if source is None else self.asked(source.unit, thresholds)

    def _by_panel(self, place: Interval) -> Iterator[tuple[Interval, bool]]:
        """A place, cut where the panel begins and ends."""
        if self.panel is None:
            yield place, True
            return
        yield from _cut(place, self.panel(place))

    def _by_region(self, place: Interval) -> Iterator[tuple[Interval, RegionThresholds | None]]:
        """A place, cut where thresholds change; the first region that holds a base counts."""
        rest = [place]
        for region, thresholds in self.regions:
            parts = [cut for one in rest for cut in _cut(one, (region,))]
            yield from ((one, thresholds) for one, is_in in parts if is_in)
            rest = [one for one, is_in in parts if not is_in]
        yield from ((one, None) for one in rest)


def _cut(place: Interval, regions: Iterable[Interval]) -> Iterator[tuple[Interval, bool]]:
    """The parts of a place inside and outside of regions that are sorted and do not overlap."""
    reached = place.start
    for region in regions:
        if not region.overlaps(place):
            continue
        start, end = max(region.start, place.start), min(region.end, place.end)
        if reached < start:
            yield Interval(place.contig, reached, start), False
        yield Interval(place.contig, start, end), True
        reached = end
    if reached < place.end:
        yield Interval(place.contig, reached, place.end), False


def _by_asked(pieces: Iterable[Piece]) -> dict[Asked, set[int]]:
    """The depths of callable candidates, by what is asked of them."""
    found: dict[Asked, set[int]] = {}
    for piece in pieces:
        depth, asked = piece.stretch.depth, piece.asked
        is_open = piece.is_on_panel and not piece.stretch.refused
        if is_open and depth is not None and asked is not None:
            found.setdefault(asked, set()).add(depth)
    return found


def tops_of(sources: Iterable[CoverageSource]) -> dict[int, int]:
    """The highest class of each source that tells lower bounds, by the source's identity."""
    return {
        id(source): max(
            (run.depth or 0 for runs in source.runs.values() for run in runs), default=0
        )
        for source in sources
        if is_lower_bound(source.kind)
    }


def _is_mean(source: CoverageSource | None) -> bool:
    return source is not None and source.kind is CoverageKind.MEAN_DEPTH
