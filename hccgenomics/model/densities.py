"""Binomial probabilities without loss of digits, for counts to a million and beyond.

Logarithms of factorials of a million are some 10 million, so their differences keep seven decimals
at best. Splitting off Stirling's formula leaves two small numbers, what it misses and the deviance
(Loader 2000, "Fast and accurate computation of binomial probabilities", as R's ``dbinom`` does:
https://github.com/wch/r-source/blob/trunk/src/nmath/dbinom.c).
"""

from __future__ import annotations

from math import inf, lgamma, log, log1p, pi
from typing import Final

DIRECT: Final = 15.0
"""Up to here what Stirling misses is told by the logarithm of the factorial itself."""
CLOSE: Final = 0.1
"""Relative distance below which the deviance is summed as a series, for it would cancel."""
HALF: Final = 0.5
HALF_LOG_TWO_PI: Final = HALF * log(2 * pi)
STIRLING: Final = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680)
"""Of the series in 1/x, 1/x³, 1/x⁵, 1/x⁷ (https://dlmf.nist.gov/5.11#E1)."""
SMALLEST_TERM: Final = 1e-18


def stirling_error(x: float) -> float:
    """What Stirling's formula misses of log x!, for x > 0.

    >>> round(stirling_error(1.0), 12), round(stirling_error(1e6) * 12e6, 9)
    (0.081061466795, 1.0)
    """
    if x <= DIRECT:
        return lgamma(x + 1) - (x + HALF) * log(x) + x - HALF_LOG_TWO_PI
    square = x * x
    a, b, c, d = STIRLING
    return (a + (b + (c + d / square) / square) / square) / x


def deviance(x: float, mean: float) -> float:
    """``x log(x / mean) + mean - x``, by its series where the two are close.

    >>> deviance(5.0, 5.0), round(deviance(1000001.0, 1000000.0), 12)
    (0.0, 5e-07)
    """
    apart = (x - mean) / mean
    if abs(apart) < CLOSE:
        return mean * _deviance_series(apart)
    return x * log(x / mean) + mean - x


def _deviance_series(apart: float) -> float:
    total, power, k = 0.0, apart * apart, 2
    while abs(power) > SMALLEST_TERM * abs(total):
        total += power / (k * (k - 1))
        power *= -apart
        k += 1
    return total


def log_density(x: float, n: float, p: float, q: float) -> float:
    """Logarithm of the binomial probability of ``x`` of ``n``; both may be fractional.

    ``q`` is ``1 - p``, given apart so that neither loses its digits.

    >>> from math import exp
    >>> round(exp(log_density(2, 4, 0.5, 0.5)), 15)
    0.375
    """
    if p <= 0 or q <= 0:
        return 0.0 if x == (0 if p <= 0 else n) else -inf
    if x <= 0:
        return n * log_of_rest(p, q)
    if x >= n:
        return n * log_of_rest(q, p)
    rest = n - x
    missed = stirling_error(n) - stirling_error(x) - stirling_error(rest)
    apart = deviance(x, n * p) + deviance(rest, n * q)
    return missed - apart + HALF * log(n / (2 * pi * x * rest))


def log_of_rest(p: float, q: float) -> float:
    """``log q``, from whichever of the two is small."""
    return log1p(-p) if p < HALF else log(q)
