"""Bins: their noise, what those of one gene say, and the segments they make where none are given.

Bins are cut into segments as HaarSeg does (Ben-Yaacov and Eldar 2008,
doi:10.1093/bioinformatics/btn272): means on both sides of each place are compared over windows of
several widths, and a place is a break where their difference is a peak and far outside the noise.
One bin alone makes no segment.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log, sqrt
from statistics import fmean, median
from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number_files import (
    Observation,
    Segment,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.model.copy_number_files import Bins
    from hccgenomics.model.genome import Interval

MAD_TO_SD: Final = 1.4826
"""Of a normal distribution: its standard deviation over its median absolute deviation."""
MEDIAN_ERROR: Final = 1.2533
"""Of a normal distribution: the standard error of its median over that of its mean."""
FLOOR_LOG2: Final = -5.0
"""A bin with no reads has no logarithm, and tools write -20 or so: one such bin must not outweigh
all others in a mean. A homozygous deletion in a sample of 97 % tumour cells is here."""
WIDTHS: Final = (1, 2, 4, 8, 16, 32)
"""Bins on either side that are compared."""
MOST_POINTS: Final = 4_000
"""Points of one contig that are looked at; more bins than that are averaged in groups."""
LEAST_NOISE: Final = 0.01
"""Bins without any noise are made, not measured; this keeps a rounding error from being a break."""


@dataclass(frozen=True, slots=True)
class GeneBins:
    """The bins of one gene.

    Attributes:
        log2: Their weighted median.
        error: Its standard error, from the noise of bins.
        start, end: From the first base of the first bin to the last of the last.
    """

    count: int
    log2: float
    error: float
    start: int
    end: int


def bin_noise(bins: Mapping[str, Bins]) -> float | None:
    """Spread of the bins that is no signal: from the differences between neighbours.

    Real changes are few and so leave the median untouched. ``None`` where nothing neighbours.
    """
    steps = [abs(after - before) for part in bins.values() for before, after in pairwise(part.log2)]
    return MAD_TO_SD * median(steps) / sqrt(2) if steps else None


def bins_of_gene(bins: Bins | None, place: Interval, noise: float) -> GeneBins | None:
    """The bins that share a base with the gene; ``None`` where there are none."""
    if bins is None:
        return None
    within = _indices(bins, place)
    if not within:
        return None
    values = [bins.log2[i] for i in within]
    weights = [bins.weights[i] for i in within] if bins.weights else [1.0] * len(values)
    found = weighted_median(values, weights)
    error = MEDIAN_ERROR * noise / sqrt(len(within))
    start, end = bins.starts[within[0]], max(bins.ends[i] for i in within)
    return GeneBins(len(within), found, error, start, end)


def weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    """The value with half the weight on either side; without weight, the median.

    >>> weighted_median([0.0, 1.0, 5.0], [1.0, 1.0, 4.0])
    5.0
    >>> weighted_median([0.0, 1.0], [1.0, 1.0])
    0.5
    """
    total = sum(weights)
    if total <= 0:
        return median(values)
    passed = 0.0
    ordered = sorted(zip(values, weights, strict=True))
    for at, (value, weight) in enumerate(ordered):
        passed += weight
        if passed * 2 == total:
            return (value + ordered[at + 1][0]) / 2
        if passed * 2 > total:
            return value
    return ordered[-1][0]


def segments_of(bins: Mapping[str, Bins], noise: float) -> tuple[Segment, ...]:
    """The segments that the bins make; ``row`` numbers them."""
    found = [
        (contig, start, end, seen)
        for contig, part in bins.items()
        for start, end, seen in _segments_of_contig(part, max(noise, LEAST_NOISE))
    ]
    return tuple(Segment(*stretch, row) for row, stretch in enumerate(found, start=1))


def without_spikes(values: Sequence[float]) -> list[float]:
    """Each value as the median of itself and its neighbours: one bad bin is no event.

    >>> without_spikes([0.0, 0.0, 5.0, 0.0, 1.0, 1.0])
    [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
    """
    inner = (median(three) for three in zip(values, values[1:], values[2:], strict=False))
    return [*values[:1], *inner, *values[max(1, len(values) - 1) :]]


def breaks_in(values: Sequence[float], noise: float) -> list[int]:
    """Where a series of evenly good values changes its level: indices of first values.

    >>> breaks_in([0.0] * 20 + [1.5] * 6 + [0.0] * 20, 0.1)
    [20, 26]
    """
    sums = [0.0, *accumulate(values)]
    threshold = noise * sqrt(2 * log(max(2, len(values)))) if values else 0.0
    found: list[int] = []
    for width in WIDTHS:
        # A mean of `width` values on each side differs by noise * sqrt(2 / width).
        floor = threshold * sqrt(2 / width)
        found += [at for at in _peaks(sums, width, floor) if _is_clear(at, found, width)]
    return sorted(_kept(sums, sorted(found), threshold))


def _peaks(sums: Sequence[float], width: int, floor: float) -> Iterator[int]:
    """Places where the means on both sides differ by at least the floor, and most around there.

    A step up and a step down are different breaks, however near.
    """
    steps = [
        (sums[at + width] - 2 * sums[at] + sums[at - width]) / width
        for at in range(width, len(sums) - width)
    ]
    for at, step in enumerate(steps):
        if abs(step) < floor:
            continue
        sign = 1 if step > 0 else -1
        before = max((sign * other for other in steps[max(0, at - width) : at]), default=0.0)
        after = max((sign * other for other in steps[at + 1 : at + width + 1]), default=0.0)
        if before < abs(step) >= after:
            yield at + width


def _is_clear(at: int, found: Iterable[int], width: int) -> bool:
    """Whether no break found with narrower windows lies so near that this may be the same."""
    return all(abs(at - other) > width for other in found)


def _kept(sums: Sequence[float], breaks: list[int], threshold: float) -> list[int]:
    """The breaks that still part two different levels once all others are there."""
    kept = list(breaks)
    while kept:
        edges = [0, *kept, len(sums) - 1]
        scores = [_difference(sums, before, at, after) for before, at, after in _triples(edges)]
        least = min(range(len(scores)), key=scores.__getitem__)
        if scores[least] >= threshold:
            return kept
        del kept[least]
    return kept


def _triples(edges: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    return zip(edges, edges[1:], edges[2:], strict=False)


def _difference(sums: Sequence[float], before: int, at: int, after: int) -> float:
    """How far the levels on both sides differ, in units that the noise of one value is measured."""
    left, right = at - before, after - at
    step = (sums[at] - sums[before]) / left - (sums[after] - sums[at]) / right
    return abs(step) / sqrt(1 / left + 1 / right)


def _segments_of_contig(bins: Bins, noise: float) -> Iterator[tuple[int, int, Observation]]:
    count = len(bins.starts)
    if not count:
        return
    group = -(-count // MOST_POINTS)
    values = [max(FLOOR_LOG2, value) for value in bins.log2]
    points = [fmean(values[at : at + group]) for at in range(0, count, group)]
    inner = [at * group for at in breaks_in(without_spikes(points), noise / sqrt(group))]
    for first, beyond in pairwise([0, *inner, count]):
        level = median(values[first:beyond])
        error = MEDIAN_ERROR * noise / sqrt(beyond - first)
        seen = Observation(log2_ratio=level, log2_error=error, support=beyond - first)
        yield bins.starts[first], max(bins.ends[first:beyond]), seen


def _indices(bins: Bins, place: Interval) -> list[int]:
    """Bins that share a base with the place; bins of one file do not reach over many others."""
    last = bisect_left(bins.starts, place.end)
    first = bisect_right(bins.starts, place.start)
    while first > 0 and bins.ends[first - 1] > place.start:
        first -= 1
    return [i for i in range(first, last) if bins.ends[i] > place.start]
