"""How likely it is that two samples alike differ as much: Fisher's exact test.

Written out here since a library for it takes longer to import than a report takes to make.
"""

from __future__ import annotations

from math import exp, inf, lgamma
from typing import Final

_NEGLIGIBLE: Final = 1e-12
"""A term this small against the sum ends it."""


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
