"""How likely counts of reads are: the binomial distribution and Fisher's exact test.

Written out here since they are the only statistics the reading of an allele needs, and a library
for them takes longer to import than a report takes to make.
"""

from __future__ import annotations

from math import exp, inf, lgamma, log
from typing import Final

_NEGLIGIBLE: Final = 1e-12
"""A term this small against the sum ends it."""
_MOST_STEPS: Final = 1000
_LONGEST_FALL: Final = 3.0
"""How far one step may lower the logarithm of a chance."""
_CLOSE: Final = 1e-9


def at_most(k: int, n: int, p: float) -> float:
    """Chance of at most ``k`` of ``n`` reads, each with probability ``p``.

    >>> at_most(0, 10, 0.5)
    0.0009765625
    >>> round(at_most(5, 10, 0.5), 6)
    0.623047
    """
    return _at_most(k, n, p, 1 - p)


def at_least(k: int, n: int, p: float) -> float:
    """Chance of at least ``k`` of ``n`` reads, each with probability ``p``.

    >>> at_least(10, 10, 0.5)
    0.0009765625
    """
    return _at_most(n - k, n, 1 - p, p)


def _at_most(k: int, n: int, p: float, q: float) -> float:
    """With what ``p`` lacks of one, which a difference would round away where it is tiny."""
    if k >= n or p <= 0:
        return 1.0
    if k < 0 or q <= 0:
        return 0.0
    if k > n * p:
        return max(0.0, 1.0 - _lower(n - k - 1, n, q, p))
    return _lower(k, n, p, q)


def _lower(k: int, n: int, p: float, q: float) -> float:
    """The tail below the mean, whose terms only fall."""
    term = total = exp(_log_binomial(n, k) + k * log(p) + (n - k) * log(q))
    if not total:
        return 0.0
    for count in range(k, 0, -1):
        term *= count / (n - count + 1) * q / p
        total += term
        if term < total * _NEGLIGIBLE:
            break
    return min(1.0, total)


def least_odds(k: int, n: int, chance: float) -> float:
    """The odds of one read at which at least ``k`` of ``n`` come about with this chance.

    The lower end of Clopper's and Pearson's interval (1934, doi:10.1093/biomet/26.4.404), as odds.
    By Newton's method on the logarithm of the chance over that of the odds, where it is concave.

    >>> f"{least_odds(5, 10, 0.025):.6f}"
    '0.230142'
    >>> least_odds(0, 10, 0.025)
    0.0
    """
    if k <= 0:
        return 0.0
    if k >= n:
        share: float = chance ** (1 / n)
        return share / (1 - share)
    odds = log(k / (n - k))
    for _ in range(_MOST_STEPS):
        p, q = 1 / (1 + exp(-odds)), 1 / (1 + exp(odds))
        reached = log(_at_most(n - k, n, q, p))
        rise = k * q * exp(_log_binomial(n, k) + k * log(p) + (n - k) * log(q) - reached)
        step = max(log(chance) - reached, -_LONGEST_FALL) / rise
        odds += step
        if abs(step) < _CLOSE:
            break
    return exp(odds)


def _log_binomial(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def more_in_first(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Fisher's exact test, one-sided: chance that two samples alike differ as much as these do.

    Args:
        first: Reads with the allele and reads in all of the sample that should have more.
        second: Likewise of the other.

    >>> round(more_in_first((5, 10), (0, 10)), 6)
    0.016254
    >>> round(more_in_first((0, 10), (5, 10)), 6)
    1.0
    """
    (k, n), (other, m) = first, second
    carrying = k + other
    whole = _log_binomial(n + m, carrying)
    total, term = 0.0, -inf
    for count in range(k, min(carrying, n) + 1):
        if carrying - count > m:
            continue
        term = exp(_log_binomial(n, count) + _log_binomial(m, carrying - count) - whole)
        total += term
        if total and term < total * _NEGLIGIBLE:
            break
    return min(1.0, total)
