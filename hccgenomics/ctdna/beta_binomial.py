"""Counts whose rate differs from sample to sample: the beta-binomial distribution.

Of two negative binomial counts whose sum is known, one is beta-binomial, whatever their common
rate. At the rate that makes the known sum most likely each factor is a binomial density that keeps
its digits (``densities``), so nothing cancels.
"""

from __future__ import annotations

from math import exp, inf, log
from typing import Final

from hccgenomics.model.densities import log_density

NEGLIGIBLE: Final = 1e-17
MOSTLY: Final = 0.9
"""A lower sum above it is not subtracted from one: the upper sum is added up instead."""


def log_probability(k: int, n: int, a: float, b: float) -> float:
    """Logarithm of the probability of ``k`` of ``n`` at a rate from a beta distribution.

    >>> round(exp(log_probability(1, 2, 1.0, 1.0)), 12)
    0.333333333333
    """
    if not 0 <= k <= n:
        return -inf
    both = a + b
    p, q = both / (both + n), n / (both + n)
    return _shared(a, k, p, q) + _shared(b, n - k, p, q) - _shared(both, n, p, q)


def _shared(shape: float, count: int, p: float, q: float) -> float:
    """Log density of a negative binomial count."""
    if count == 0:
        return log_density(shape, shape, p, q)
    share = log(shape / (shape + count))
    return share + log_density(shape, shape + count, p, q)


def upper_tail(k: int, n: int, a: float, b: float) -> float:
    """P(X ≥ k): every term is added, none taken from one where that would lose digits.

    >>> [round(upper_tail(k, 2, 1.0, 1.0), 12) for k in (0, 1, 3)]
    [1.0, 0.666666666667, 0.0]
    """
    if k <= 0:
        return 1.0
    if k > n:
        return 0.0
    if k * (a + b) <= n * a:
        below = _sum_down(k - 1, n, a, b)
        if below < MOSTLY:
            return 1.0 - below
    return min(1.0, _sum_up(k, n, a, b))


def _sum_up(k: int, n: int, a: float, b: float) -> float:
    term = total = 1.0
    for j in range(k, n):
        ratio = (n - j) * (j + a) / ((j + 1) * (n - j - 1 + b))
        term *= ratio
        total += term
        if ratio < 1 and term * ratio < NEGLIGIBLE * total * (1 - ratio):
            break
    return exp(log_probability(k, n, a, b) + log(total))


def _sum_down(k: int, n: int, a: float, b: float) -> float:
    term = total = 1.0
    for j in range(k, 0, -1):
        ratio = j * (n - j + b) / ((n - j + 1) * (j - 1 + a))
        term *= ratio
        total += term
        if ratio < 1 and term * ratio < NEGLIGIBLE * total * (1 - ratio):
            break
    return exp(log_probability(k, n, a, b) + log(total))
