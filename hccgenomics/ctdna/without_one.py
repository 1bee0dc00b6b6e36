"""The sum of counts without any one of them: what is left when one place is not believed.

A verdict that holds without each place in turn holds whichever of them misleads: the largest of the
p-values without one is valid whatever that one carries (an intersection-union test, Berger 1996,
North Carolina State University, Mimeo Series 2288). How often it is reached is told exactly, count
by count of the sum; over very many unlike places by a bound that never overstates.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.ctdna.totals import (
    Part,
    Spectrum,
    spectrum,
    transform,
    transform_size,
    trimmed,
    turned_back,
    upper_tail,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

KEPT: Final = 8
NEGLIGIBLE: Final = 1e-12
TRANSFORM_HOLDS: Final = 1e-6
MOST_WORK: Final = 8_000_000
"""Numbers transformed in an exact answer: a fraction of a second."""


class Doubted(NamedTuple):
    """The place without which least is left.

    Attributes:
        place: Its number among those given.
        p_value: Of what the others carry.
        method: How it was found: ``exact`` or ``saddle-point``.
    """

    place: int
    p_value: float
    method: str


def most_doubtful(alts: Sequence[int], parts: Sequence[Part]) -> Doubted:
    """The place without which the others prove least, and what they prove.

    >>> parts = [Part(1000, 1e-5, None)] * 3
    >>> most_doubtful([0, 9, 0], parts)[:2]
    (1, 1.0)
    """
    total = sum(alts)
    others = without_each(tuple(parts))
    tails = [others[part].at_least(total - alt) for alt, part in zip(alts, parts, strict=True)]
    index = max(range(len(parts)), key=lambda i: (tails[i], alts[i], -i))
    if tails[index] > TRANSFORM_HOLDS:
        return Doubted(index, tails[index], "exact")
    index = max(range(len(parts)), key=lambda i: (alts[i] - parts[i].depth * parts[i].mean, -i))
    rest = [part for i, part in enumerate(parts) if i != index]
    return Doubted(index, *upper_tail(total - alts[index], rest))


@lru_cache(maxsize=KEPT)
def without_each(parts: tuple[Part, ...]) -> Mapping[Part, Spectrum]:
    """The sum of all other places, for each place (equal ones once).

    >>> coins = (Part(1, 0.5, None), Part(1, 0.25, None))
    >>> [round(float(one.at_least(1)), 12) for one in without_each(coins).values()]
    [0.5, 0.25]
    """
    import numpy as np

    counted = Counter(parts)
    size = transform_size(counted)
    kinds = list(counted.items())
    powers = [transform(part, size) for part, _ in kinds]
    before = [np.ones(size // 2 + 1, dtype=np.complex128)]
    for one, (_, times) in zip(powers, kinds, strict=True):
        before.append(before[-1] * one**times)
    after = np.ones(size // 2 + 1, dtype=np.complex128)
    found: dict[Part, Spectrum] = {}
    for index in range(len(kinds) - 1, -1, -1):
        (part, times), one = kinds[index], powers[index]
        others = before[index] * after * one ** (times - 1)
        found[part] = turned_back(others, size, counted - Counter([part]))
        after = after * one**times
    return found


@lru_cache(maxsize=KEPT)
def needed_without_each(parts: tuple[Part, ...], alpha: float) -> Mapping[Part, int]:
    """For each place the smallest sum of the others that errors reach with ``alpha`` at most.

    >>> needed_without_each((Part(5000, 1e-5, None),) * 16, 0.01)
    {Part(depth=5000, mean=1e-05, concentration=None): 4}
    """
    return {part: _needed(one, alpha) for part, one in without_each(parts).items()}


def _needed(others: Spectrum, alpha: float) -> int:
    """The smallest number that so many counts or more reach no more often."""
    import numpy as np

    at_least = np.cumsum(others.values[::-1])[::-1]
    return max(1, others.first + int((at_least > alpha).sum()))


def chance_without_each(parts: Sequence[Part], needed: Sequence[int]) -> float:
    """How often the sum without each place reaches the number asked for without it.

    >>> coins = [Part(1, 0.5, None)] * 2                    # both must show heads
    >>> round(chance_without_each(coins, [1, 1]), 12)
    0.25
    >>> chance_without_each(coins, [2, 2])
    0.0
    """
    joint = _Joint(Counter(zip(parts, needed, strict=True)))
    low, high = joint.range_of_doubt()
    if joint.is_too_much(low, high):
        return joint.bound(low, high)
    return joint.chance(low, high)


class Attained(NamedTuple):
    """A false-positive rate, and whether it is ``exact`` or a ``bound`` that is never too low."""

    level: float
    method: str


@lru_cache(maxsize=KEPT)
def attained_level(parts: tuple[Part, ...], alpha: float) -> Attained:
    """How often errors alone reach what is asked for without each place.

    Where very many unlike places make that too much work, the smallest level attained without any
    one of them, which is at most ``alpha``.

    >>> attained_level((Part(5000, 1e-5, None),) * 16, 0.01).method
    'exact'
    """
    needed = needed_without_each(parts, alpha)
    joint = _Joint(Counter((part, needed[part]) for part in parts))
    low, high = joint.range_of_doubt()
    if not joint.is_too_much(low, high):
        return Attained(joint.chance(low, high), "exact")
    others = without_each(parts)
    return Attained(min(others[part].at_least(needed[part]) for part in others), "bound")


class _Joint:
    """Kinds of places as rows of probabilities, each from its own first count on."""

    def __init__(self, kinds: Counter[tuple[Part, int]]) -> None:
        import numpy as np

        rows = [trimmed(part) for part, _ in kinds]
        self.times = np.array(list(kinds.values()))
        self.first = np.array([row.first for row in rows])
        self.needed = np.array([needed for _, needed in kinds])
        self.values = np.zeros((len(rows), max(len(row.values) for row in rows)))
        for index, row in enumerate(rows):
            self.values[index, : len(row.values)] = row.values
        self.below = np.concatenate(
            (np.zeros((len(rows), 1)), np.minimum(np.cumsum(self.values, axis=1), 1.0)), axis=1
        )
        parts: Counter[Part] = Counter()
        for (part, _), times in kinds.items():
            parts[part] += times
        self.whole = spectrum(parts)
        self.size = max(len(self.whole.values), _even(self.values.shape[1]))

    def is_too_much(self, low: int, high: int) -> bool:
        """Whether more numbers would be transformed than a fraction of a second allows."""
        return len(self.times) * self.size * (high - low) > MOST_WORK

    def chance(self, low: int, high: int) -> float:
        """Exactly, sum by sum in between, and whatever the sum is beyond."""
        exactly = sum(self.exactly(total) for total in range(low, high))
        return min(1.0, max(0.0, exactly + self.whole.at_least(high)))

    def none_exceeds(self, total: int) -> float:
        """Probability that no place carries more than may be left out of ``total``."""
        import numpy as np

        width = self.values.shape[1]
        columns = np.clip(total - self.needed - self.first + 1, 0, width)
        held = self.below[np.arange(len(columns)), columns]
        return float(np.prod(held**self.times))

    def range_of_doubt(self) -> tuple[int, int]:
        """Sums below which nothing is reached, and from which on everything is."""
        low = int((self.needed + self.first).min())
        high = int((self.needed + self.first).max()) + self.values.shape[1]
        least = _first_over(NEGLIGIBLE, self.none_exceeds, low, high)
        return least, _first_over(1 - NEGLIGIBLE, self.none_exceeds, least, high)

    def exactly(self, total: int) -> float:
        """P(sum = total, no place carries more than may be left out of it)."""
        import numpy as np

        start = self.whole.first
        if not start <= total < start + len(self.whole.values):
            return 0.0
        columns = np.arange(self.values.shape[1])
        kept = self.values * (columns <= (total - self.needed - self.first)[:, None])
        product = np.prod(np.fft.rfft(kept, self.size) ** self.times[:, None], axis=0)
        index = (total - int((self.first * self.times).sum())) % self.size
        return max(0.0, float(np.fft.irfft(product, self.size)[index]))

    def bound(self, low: int, high: int) -> float:
        """The sum reaches a number from which no place's count can take it: never too much."""
        chances = (self.whole.at_least(s) + self.none_exceeds(s) - 1 for s in range(low, high + 1))
        return max(0.0, *chances)


def _first_over(share: float, rising: Callable[[int], float], low: int, high: int) -> int:
    """The smallest number at which a rising function reaches ``share``; else ``high``."""
    while low < high:
        middle = (low + high) // 2
        if rising(middle) >= share:
            high = middle
        else:
            low = middle + 1
    return low


def _even(length: int) -> int:
    return 1 << max(1, (length - 1).bit_length())
