"""The sum of counts over places that each err at their own rate: Poisson-binomial, exactly.

Each fragment at each place is one trial; where a place's rate differs from sample to sample, its
count is beta-binomial. The distribution of the sum is a product of transforms (exact to 1e-14 of
one); tails smaller than that are convolved term by term, all of them positive, or, where that is
too much work, told by the saddle point (Lugannani and Rice 1980, doi:10.2307/1426607, with Daniels'
correction for whole numbers of 1987, unverified; tests hold it against exact tails).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, erfc, exp, expm1, log, log1p, pi, sinh, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.ctdna import beta_binomial
from hccgenomics.ctdna.roots import crossing
from hccgenomics.model.densities import log_density

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

KEPT: Final = 8192
NEGLIGIBLE: Final = 1e-18
"""Probabilities of single counts below it are left out of a transform."""
TRANSFORM_HOLDS: Final = 1e-6
"""A tail above it keeps eight digits in a transform."""
ENOUGH: Final = 1e-13
MOST_WORK: Final = 300_000_000
"""Products of a convolution: about a second."""
WIDE: Final = 10.0
FARTHEST: Final = 60.0
MOST_OF_ONE: Final = 1000
"""Standard deviations, and counts, that one place is followed to where all are tilted together."""
MARGIN: Final = 30
HALF: Final = 0.5
STEEPEST: Final = 60.0
SMALL_SLOPE: Final = 1e-5


class Part(NamedTuple):
    """Counts at one place: fragments, mean rate, concentration (``None``: plain binomial)."""

    depth: int
    mean: float
    concentration: float | None

    @property
    def variance(self) -> float:
        """Of the count."""
        plain = self.depth * self.mean * (1 - self.mean)
        if self.concentration is None:
            return plain
        return plain * (self.concentration + self.depth) / (self.concentration + 1)


class Tail(NamedTuple):
    """A probability and how it was found: ``exact`` or ``saddle-point``."""

    probability: float
    method: str


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Probabilities of ``first``, ``first + 1``, … counts."""

    first: int
    values: Numbers

    def at_least(self, k: int) -> float:
        """Probability of ``k`` or more, from whichever side of it is smaller."""
        index = k - self.first
        if index <= 0:
            return 1.0
        above = float(self.values[index:].sum())
        return min(1.0, above if above < HALF else 1.0 - float(self.values[:index].sum()))


def upper_tail(k: int, parts: Sequence[Part]) -> Tail:
    """P(sum ≥ k).

    >>> upper_tail(2, [Part(100, 0.001, None), Part(200, 0.002, None)])[1]
    'exact'
    >>> from hccgenomics.model.binomial import upper_tail as binomial
    >>> tail = upper_tail(9, [Part(100, 0.001, None), Part(900, 0.001, None)]).probability
    >>> abs(tail / binomial(9, 1000, 0.001) - 1) < 1e-9
    True
    """
    if k <= 0:
        return Tail(1.0, "exact")
    if k > sum(part.depth for part in parts):
        return Tail(0.0, "exact")
    merged = merge(parts)
    found = spectrum(merged).at_least(k)
    if found > TRANSFORM_HOLDS:
        return Tail(found, "exact")
    highest = k + _margin(merged)
    if sum(min(part.depth, highest) for part in merged.elements()) * highest <= MOST_WORK:
        return Tail(_convolved(k, highest, merged), "exact")
    return Tail(_saddle_point(k, merged), "saddle-point")


def merge(parts: Sequence[Part]) -> Counter[Part]:
    """Equal places counted; binomial counts of one rate are one binomial count.

    >>> plain, unlike = [Part(10, 0.1, None), Part(20, 0.1, None)], [Part(5, 0.1, 9.0)] * 2
    >>> [(part.depth, times) for part, times in merge(plain + unlike).items()]
    [(5, 2), (30, 1)]
    """
    plain: Counter[float] = Counter()
    merged: Counter[Part] = Counter()
    for part in parts:
        if part.concentration is None:
            plain[part.mean] += part.depth
        elif part.depth:
            merged[part] += 1
    merged.update(Part(depth, mean, None) for mean, depth in plain.items() if depth)
    return merged


def spectrum(parts: Counter[Part]) -> Spectrum:
    """Of the sum, to 1e-14 of one."""
    import numpy as np

    size = transform_size(parts)
    product = np.ones(size // 2 + 1, dtype=np.complex128)
    for part, times in parts.items():
        product *= transform(part, size) ** times
    return turned_back(product, size, parts)


def transform_size(parts: Counter[Part]) -> int:
    """Counts that hold all but a negligible part of the sum: all of them, or so many near it."""
    widths = {part: len(trimmed(part).values) for part in parts}
    length = 1 + sum((widths[part] - 1) * times for part, times in parts.items())
    spread = sqrt(sum(part.variance * times for part, times in parts.items()))
    near = 2 * (ceil(2 * WIDE * spread) + max(widths.values(), default=1) + MARGIN)
    return _even(min(length, near))


def transform(part: Part, size: int) -> NDArray[np.complex128]:
    """Of one place, from its own first count on."""
    import numpy as np

    return np.fft.rfft(trimmed(part).values, size)


def turned_back(product: NDArray[np.complex128], size: int, parts: Counter[Part]) -> Spectrum:
    """The distribution whose transform it is, its mean in the middle of what wrapped around."""
    import numpy as np

    values = np.maximum(np.fft.irfft(product, size), 0.0)
    singles = [(trimmed(part), times) for part, times in parts.items()]
    first = sum(one.first * times for one, times in singles)
    if sum((len(one.values) - 1) * times for one, times in singles) < size:
        return Spectrum(first, values)
    mean = sum(part.depth * part.mean * times for part, times in parts.items())
    start = max(first, int(mean) - size // 2)
    turned: Numbers = np.roll(values, -((start - first) % size))
    return Spectrum(start, turned)


@lru_cache(maxsize=KEPT)
def trimmed(part: Part) -> Spectrum:
    """Of one place, without what is negligible at either end."""
    import numpy as np

    middle = round(part.depth * part.mean)
    reach = ceil(WIDE * sqrt(part.variance)) + MARGIN
    while True:
        low, high = max(0, middle - reach), min(part.depth, middle + reach)
        values = np.exp(log_probabilities(part, low, high))
        is_low = low == 0 or values[0] < NEGLIGIBLE
        if is_low and (high == part.depth or values[-1] < NEGLIGIBLE):
            break
        reach *= 2
    held = np.flatnonzero(values >= NEGLIGIBLE)
    return Spectrum(low + int(held[0]), values[held[0] : held[-1] + 1])


def log_probabilities(part: Part, low: int, high: int) -> Numbers:
    """Logarithms of the probabilities of ``low`` to ``high`` counts at one place."""
    import numpy as np

    n, mean = part.depth, part.mean
    k = np.arange(low, high, dtype=np.float64)
    if part.concentration is None:
        start = log_density(low, n, mean, 1 - mean)
        odds = np.log((n - k) / (k + 1)) + (log(mean) - log(1 - mean))
    else:
        a = mean * part.concentration
        b = part.concentration - a
        start = beta_binomial.log_probability(low, n, a, b)
        odds = np.log((n - k) * (k + a) / ((k + 1) * (n - k - 1 + b)))
    values: Numbers = start + np.concatenate(([0.0], np.cumsum(odds)))
    return values


def _margin(parts: Counter[Part]) -> int:
    return ceil(WIDE * sqrt(sum(part.variance * n for part, n in parts.items()))) + MARGIN


def _convolved(k: int, highest: int, parts: Counter[Part]) -> float:
    """All terms positive: the sum keeps its digits however small it is."""
    import numpy as np

    total: Numbers = np.ones(1)
    for part in parts.elements():
        one = np.exp(log_probabilities(part, 0, min(part.depth, highest)))
        total = np.convolve(total, one)[: highest + 1]
    tail = total[k:]
    if len(tail) > 1 and len(total) > highest and tail[-1] * len(tail) > ENOUGH * tail.sum():
        return _convolved(k, 2 * highest, parts)
    return float(tail.sum())


def _saddle_point(k: int, parts: Counter[Part]) -> float:
    """The tail by the exponential family through the distribution, at the half before ``k``."""
    at = k - HALF
    tables = [_Table.of(part, k, times) for part, times in parts.items()]

    def slope(t: float) -> float:
        return sum(table.cumulants(t)[1] for table in tables) - at

    t = crossing(slope, SMALL_SLOPE, STEEPEST)
    found = [table.cumulants(t) for table in tables]
    height, _, spread = (sum(values) for values in zip(*found, strict=True))
    w = sqrt(2 * (t * at - height))
    u = 2 * sinh(t * HALF) * sqrt(spread)
    density = exp(-w * w * HALF) / sqrt(2 * pi)
    return HALF * erfc(w / sqrt(2)) + density * (1 / u - 1 / w)


@dataclass(frozen=True, slots=True)
class _Table:
    """Places of one kind: their counts and log probabilities, to be tilted."""

    part: Part
    times: int
    counts: Numbers
    logs: Numbers

    @classmethod
    def of(cls, part: Part, k: int, times: int) -> _Table:
        import numpy as np

        far = ceil(part.depth * part.mean + FARTHEST * sqrt(part.variance)) + MOST_OF_ONE
        highest = 0 if part.concentration is None else min(part.depth, 2 * k + MARGIN, far)
        counts = np.arange(highest + 1, dtype=np.float64)
        return cls(part, times, counts, log_probabilities(part, 0, highest))

    def cumulants(self, t: float) -> tuple[float, float, float]:
        """Cumulant function, mean and variance of them together after tilting by ``t``."""
        found = self._plain(t) if self.part.concentration is None else self._summed(t)
        return found[0] * self.times, found[1] * self.times, found[2] * self.times

    def _plain(self, t: float) -> tuple[float, float, float]:
        n, p, _ = self.part
        grown = p * exp(t)
        tilted = grown / (1 - p + grown)
        return n * log1p(p * expm1(t)), n * tilted, n * tilted * (1 - tilted)

    def _summed(self, t: float) -> tuple[float, float, float]:
        import numpy as np

        logs = self.logs + t * self.counts
        top = float(logs.max())
        weights = np.exp(logs - top)
        whole = float(weights.sum())
        mean = float((weights * self.counts).sum()) / whole
        spread = float((weights * (self.counts - mean) ** 2).sum()) / whole
        return top + log(whole), mean, spread


def _even(length: int) -> int:
    """The next power of two."""
    return 1 << max(1, (length - 1).bit_length())
