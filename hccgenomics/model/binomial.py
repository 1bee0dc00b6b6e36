"""Exact binomial tails and intervals.

The tail is the incomplete beta function (https://dlmf.nist.gov/8.17#E5), so that one evaluation
does for any depth; a small tail is computed directly, never as one minus the other.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, expm1, log, log1p
from typing import Final

from hccgenomics.model.densities import log_density
from hccgenomics.model.incomplete_beta import incomplete_beta, log_incomplete_beta

KEPT: Final = 65_536
"""Results remembered: places of one panel share their depths."""
MOST_STEPS: Final = 200
LONGEST_STEP: Final = 8.0
CLOSE: Final = 1e-14
HALF: Final = 0.5


def upper_tail(k: int, n: int, p: float) -> float:
    """P(X ≥ k) for X binomial: how often ``n`` reads bring ``k`` or more of rate ``p``.

    >>> round(upper_tail(1, 2, 0.5), 12), upper_tail(0, 5, 0.1), upper_tail(6, 5, 0.1)
    (0.75, 1.0, 0.0)
    >>> f"{upper_tail(3, 1000, 0.0001):.6e}"
    '1.542235e-04'
    """
    _check(n, p)
    return _tail(k, n, p, 1.0 - p)


def lower_tail(k: int, n: int, p: float) -> float:
    """P(X ≤ k) for X binomial: how often ``n`` reads bring ``k`` or fewer of rate ``p``.

    >>> round(lower_tail(0, 10, 0.5), 12), lower_tail(10, 10, 0.5), lower_tail(-1, 10, 0.5)
    (0.0009765625, 1.0, 0.0)
    """
    _check(n, p)
    return _tail(n - k, n, 1.0 - p, p)


def least_odds(k: int, n: int, chance: float) -> float:
    """The odds of one read at which ``k`` or more of ``n`` come about with this chance.

    The lower end of Clopper's and Pearson's interval, as odds: for the ratio of two counts.

    >>> f"{least_odds(5, 10, 0.025):.6f}", least_odds(0, 10, 0.025)
    ('0.230142', 0.0)
    """
    if k <= 0:
        return 0.0
    if k >= n:
        return exp(log(chance) / n) / -expm1(log(chance) / n)
    return exp(_log_odds(k, n - k + 1, chance))


def clopper_pearson(k: int, n: int, level: float) -> tuple[float, float]:
    """The exact interval of a fraction (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404).

    Either end leaves at most half of what ``level`` lacks on its side. Without reads it is the
    whole of 0 to 1.

    >>> low, high = clopper_pearson(3, 1000, 0.95)
    >>> f"{low:.6f} {high:.6f}"
    '0.000619 0.008742'
    >>> clopper_pearson(0, 0, 0.95)
    (0.0, 1.0)
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} reads is no count.")
    return proportion_interval(float(k), float(n), level)


@lru_cache(maxsize=KEPT)
def proportion_interval(k: float, n: float, level: float) -> tuple[float, float]:
    """The same for effective counts, which need not be whole (Korn and Graubard 1998).

    >>> proportion_interval(0.0, 100.0, 0.95)[0]
    0.0
    """
    if not 0 < level < 1:
        raise ValueError(f"An interval's level lies between 0 and 1, not at {level}.")
    outside = HALF * (1 - level)
    if n <= 0:
        return 0.0, 1.0
    return _low_end(k, n, outside), 1.0 - _low_end(n - k, n, outside)


def _low_end(k: float, n: float, outside: float) -> float:
    """The rate at which ``k`` or more of ``n`` come about with probability ``outside``."""
    if k <= 0:
        return 0.0
    if k >= n:
        return exp(log(outside) / n)
    return quantile(k, n - k + 1, outside)


def quantile(a: float, b: float, share: float) -> float:
    """Where the incomplete beta function of ``a`` and ``b`` reaches ``share``.

    >>> round(quantile(2.0, 3.0, 0.6875), 12)
    0.5
    """
    return _of_odds(_log_odds(a, b, share))[0]


def _log_odds(a: float, b: float, share: float) -> float:
    """The same as the logarithm of its odds.

    By Newton's method on the logarithm of the function, which is concave over the log odds: from
    the left it never oversteps.
    """
    target, odds = log(share), log(a / b)
    for _ in range(MOST_STEPS):
        p, q = _of_odds(odds)
        reached = log_incomplete_beta(a, b, p, q)
        rise = exp(log_density(a, a + b, p, q) - reached) * a * b / (a + b)
        step = (target - reached) / rise
        odds += min(max(step, -LONGEST_STEP), LONGEST_STEP)
        if abs(step) <= CLOSE * max(1.0, abs(odds)):
            break
    return odds


def _of_odds(odds: float) -> tuple[float, float]:
    """A probability and what is left of one, from log odds.

    >>> _of_odds(0.0)
    (0.5, 0.5)
    """
    small = exp(-abs(odds))
    far, near = small / (1 + small), 1 / (1 + small)
    return (near, far) if odds > 0 else (far, near)


@lru_cache(maxsize=KEPT)
def _tail(k: int, n: int, p: float, q: float) -> float:
    if k <= 0:
        return 1.0
    if k > n:
        return 0.0
    if k == 1:
        return -expm1(n * log1p(-p)) if p < 1 else 1.0
    return incomplete_beta(k, n - k + 1, p, q)


def _check(n: int, p: float) -> None:
    if n < 0 or not 0 <= p <= 1:
        raise ValueError(f"No binomial distribution has {n} reads and a rate of {p}.")
