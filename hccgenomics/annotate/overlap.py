"""What one file says of one place: its segments that lie there, weighed by how much they cover."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.copies import LOG2_DECIMALS, Spread, logarithm, ratio_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hccgenomics.model.copy_number_files import (
        GeneRow,
        Observation,
        Segment,
    )
    from hccgenomics.model.genome import Interval

NORMAL_95: Final = 1.96
"""Standard errors on both sides of a value that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Track:
    """The segments of one file, found by place; they may overlap."""

    by_contig: Mapping[str, Sequence[Segment]] = field(repr=False)
    _starts: Mapping[str, Sequence[int]] = field(repr=False)
    _reach: Mapping[str, Sequence[int]] = field(repr=False)

    @classmethod
    def of(cls, segments: Iterable[Segment]) -> Track:
        """From segments in any order."""
        ordered = sorted(segments, key=attrgetter("contig", "start", "end"))
        by_contig = {
            contig: tuple(members) for contig, members in groupby(ordered, attrgetter("contig"))
        }
        return cls(
            by_contig,
            {contig: [part.start for part in parts] for contig, parts in by_contig.items()},
            {
                contig: list(accumulate((part.end for part in parts), max))
                for contig, parts in by_contig.items()
            },
        )

    def over(self, place: Interval) -> tuple[Segment, ...]:
        """Segments that share a base with the place, in order."""
        parts = self.by_contig.get(place.contig, ())
        if not parts:
            return ()
        first = bisect_right(self._reach[place.contig], place.start)
        last = bisect_left(self._starts[place.contig], place.end)
        return tuple(part for part in parts[first:last] if part.end > place.start)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says of one gene.

    Attributes:
        seen: Over the gene as a whole; the interval holds that of each part.
        parts: Segments that overlap it, each with its share of what they cover.
        covered: Share of the gene that they cover.
    """

    seen: Observation
    parts: tuple[tuple[Observation, float], ...]
    covered: float

    @property
    def is_whole(self) -> bool:
        """Whether one segment alone speaks of it."""
        return len(self.parts) == 1


def read_gene(track: Track, place: Interval, noise: float) -> Reading | None:
    """A gene by overlap; ``None`` where no segment shares a base with it."""
    over = track.over(place)
    if not over:
        return None
    lengths = [min(part.end, place.end) - max(part.start, place.start) for part in over]
    covered = _union(over, place) / len(place)
    return _joined([with_error(part.seen, noise) for part in over], lengths, covered)


def read_rows(rows: Sequence[GeneRow], noise: float) -> Reading | None:
    """A gene by the rows that a gene table has for it, weighed by length where they give it."""
    if not rows:
        return None
    lengths = [len(row.place) if row.place is not None else 0 for row in rows]
    weights = lengths if all(lengths) else [1] * len(rows)
    return _joined([with_error(row.seen, noise) for row in rows], weights, 1.0)


def with_error(seen: Observation, noise: float) -> Observation:
    """An observation with an interval of its ratio, the tool's own where it gives one.

    Else from the standard error; else from the noise of one bin, over the bins it rests on; else
    the noise itself.

    >>> from hccgenomics.model.copy_number_files import Observation
    >>> found = with_error(Observation(log2_ratio=1.0, support=4), 0.2)
    >>> round(found.log2_low, 3), round(found.log2_high, 3)
    (0.804, 1.196)
    """
    at = seen.log2_ratio
    if at is None:
        return seen
    low, high = seen.log2_low, seen.log2_high
    if low is None or high is None:
        half = _half_width(seen, noise)
        low, high = at - half, at + half
    found = Spread.holding(at, (low, high))
    return replace(seen, log2_low=found.low, log2_high=found.high)


def _half_width(seen: Observation, noise: float) -> float:
    if seen.log2_error is not None:
        return NORMAL_95 * seen.log2_error
    return NORMAL_95 * noise / float(seen.support) ** 0.5 if seen.support else noise


def _union(parts: Sequence[Segment], place: Interval) -> int:
    """Bases of the place that any of the parts covers; parts are in order of their starts."""
    covered, reached = 0, place.start
    for part in parts:
        end = min(part.end, place.end)
        covered += max(0, end - max(part.start, reached))
        reached = max(reached, end)
    return covered


def _joined(seen: Sequence[Observation], weights: Sequence[float], covered: float) -> Reading:
    total = sum(weights)
    shares = [weight / total for weight in weights]
    parts = tuple(zip(seen, shares, strict=True))
    if len(seen) == 1:
        return Reading(seen[0], parts, covered)
    largest = max(parts, key=lambda part: part[1])[0]
    supports = [part.support for part in seen if part.support is not None]
    joined = replace(
        largest,
        log2_ratio=_mean_log2(parts),
        log2_low=_least(seen, "log2_low", "log2_ratio"),
        log2_high=_most(seen, "log2_high", "log2_ratio"),
        log2_error=None,
        copies=_mean(parts, attrgetter("copies")),
        copies_low=_least(seen, "copies_low", "copies"),
        copies_high=_most(seen, "copies_high", "copies"),
        minor_copies=_mean(parts, attrgetter("minor_copies")),
        minor_allele_fraction=_mean(parts, attrgetter("minor_allele_fraction")),
        support=sum(supports) if supports else None,
    )
    return Reading(joined, parts, covered)


def _mean(
    parts: Sequence[tuple[Observation, float]], value: Callable[[Observation], float | None]
) -> float | None:
    """Weighed over the parts that have the value."""
    known = [(found, share) for seen, share in parts if (found := value(seen)) is not None]
    total = sum(share for _, share in known)
    return sum(found * share for found, share in known) / total if total else None


def _mean_log2(parts: Sequence[tuple[Observation, float]]) -> float | None:
    """Of ratios, not of their logarithms: copies follow the former."""

    def ratio(seen: Observation) -> float | None:
        return None if seen.log2_ratio is None else ratio_at(seen.log2_ratio)

    mean = _mean(parts, ratio)
    return None if mean is None else round(logarithm(mean), 2 * LOG2_DECIMALS)


def _ends(seen: Sequence[Observation], bound: str, at: str) -> list[float]:
    """The bound of each part, or its value where it has no bound."""
    found = []
    for part in seen:
        end = getattr(part, bound)
        value = getattr(part, at) if end is None else end
        if value is not None:
            found.append(value)
    return found


def _least(seen: Sequence[Observation], bound: str, at: str) -> float | None:
    return min(_ends(seen, bound, at), default=None)


def _most(seen: Sequence[Observation], bound: str, at: str) -> float | None:
    return max(_ends(seen, bound, at), default=None)
