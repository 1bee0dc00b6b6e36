"""Two time points compared: mean allele fractions and their ratio.

The interval of a mean is the exact one at its effective number of fragments (Korn and Graubard
1998); that of a ratio recovers the variance of each mean from its own interval (MOVER, Donner and
Zou 2012, Stat Methods Med Res 21:347, as in R's pairwiseCI::MOVERR). Neither needs a count above
zero: where the second time point carries nothing, the ratio is 0 with an upper end.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from hccgenomics.model.binomial import proportion_interval

if TYPE_CHECKING:
    from collections.abc import Sequence


class Count(NamedTuple):
    """Fragments of one variant at one time point."""

    alt: int
    depth: int


@dataclass(frozen=True, slots=True)
class MeanVaf:
    """The mean of the variants' fractions, each counting alike.

    Attributes:
        value, low, high: With its interval.
        variants: How many it is over.
        alt: Alternate fragments of them all.
    """

    value: float
    low: float
    high: float
    variants: int
    alt: int


@dataclass(frozen=True, slots=True)
class ResponseRatio:
    """The later mean fraction over the earlier one, of the same variants.

    Attributes:
        value: ``None`` where nothing was seen before.
        low, high: Its interval; ``None`` for an upper end that the counts leave open.
        before, after: The means.
    """

    value: float | None
    low: float
    high: float | None
    before: MeanVaf
    after: MeanVaf


def mean_vaf(counts: Sequence[Count], *, level: float) -> MeanVaf:
    """The mean fraction of variants that were all read.

    >>> found = mean_vaf([Count(10, 1000), Count(30, 1000)], level=0.95)
    >>> [round(end, 4) for end in (found.low, found.value, found.high)]
    [0.0143, 0.02, 0.0271]
    >>> [round(end, 4) for end in _ends(mean_vaf([Count(0, 500)], level=0.95))]
    [0.0, 0.0074]
    """
    if not counts or not all(0 <= one.alt <= one.depth and one.depth for one in counts):
        raise ValueError("A mean fraction is over variants that were read.")
    fractions = [one.alt / one.depth for one in counts]
    mean = sum(fractions) / len(counts)
    fragments = _effective(counts, fractions, mean)
    low, high = proportion_interval(mean * fragments, fragments, level)
    return MeanVaf(mean, min(low, mean), max(high, mean), len(counts), sum(c.alt for c in counts))


def _effective(counts: Sequence[Count], fractions: Sequence[float], mean: float) -> float:
    """Fragments of one variant that would tell the mean as exactly, but never more than there are.

    Where all fractions are 0 or 1 the one that equal fractions would have.
    """
    squared = len(counts) ** 2
    alike = squared / sum(1 / one.depth for one in counts)
    pairs = zip(counts, fractions, strict=True)
    variance = sum(vaf * (1 - vaf) / one.depth for one, vaf in pairs) / squared
    if not variance:
        return alike
    return min(mean * (1 - mean) / variance, float(sum(one.depth for one in counts)))


def response_ratio(
    before: Sequence[Count], after: Sequence[Count], *, level: float
) -> ResponseRatio:
    """How the mean fraction of the same variants went from one time point to the next.

    >>> found = response_ratio([Count(100, 1000)], [Count(20, 1000)], level=0.95)
    >>> [round(end, 3) for end in (found.low, found.value, found.high)]
    [0.119, 0.2, 0.322]
    >>> gone = response_ratio([Count(100, 1000)], [Count(0, 1000)], level=0.95)
    >>> gone.value, gone.low, round(gone.high, 3)
    (0.0, 0.0, 0.037)
    """
    if len(before) != len(after):
        raise ValueError("Both time points are over the same variants.")
    first, second = mean_vaf(before, level=level), mean_vaf(after, level=level)
    value = second.value / first.value if first.value else None
    return ResponseRatio(value, _low(first, second), _high(first, second), first, second)


def _low(first: MeanVaf, second: MeanVaf) -> float:
    """The ratio at which the later mean is as far above as its lower end leaves open."""
    least = second.low * (2 * second.value - second.low)
    if least <= 0:
        return 0.0
    spread = first.high * (2 * first.value - first.high)
    product = first.value * second.value
    return least / (product + sqrt(max(0.0, product * product - spread * least)))


def _high(first: MeanVaf, second: MeanVaf) -> float | None:
    """The same above; ``None`` where the earlier mean may have been nothing."""
    spread = first.low * (2 * first.value - first.low)
    if spread <= 0:
        return None
    most = second.high * (2 * second.value - second.high)
    product = first.value * second.value
    return (product + sqrt(max(0.0, product * product - spread * most))) / spread


def _ends(mean: MeanVaf) -> tuple[float, float]:
    return mean.low, mean.high
