"""The regularised incomplete beta function, to twelve digits also where it is tiny.

By its continued fraction (https://dlmf.nist.gov/8.17#E22), evaluated forwards by the modified Lentz
method (https://dlmf.nist.gov/3.10#iii), in front of it a binomial density that loses no digits.
"""

from __future__ import annotations

from math import exp, log, log1p
from typing import Final

from hccgenomics.model.densities import log_density

ENOUGH: Final = 1e-15
TINY: Final = 1e-300
MOST_STEPS: Final = 100_000


def incomplete_beta(a: float, b: float, p: float, q: float) -> float:
    """``I_p(a, b)`` for a, b > 0; ``q`` is ``1 - p``, given apart to keep its digits.

    >>> round(incomplete_beta(2.0, 3.0, 0.5, 0.5), 12)
    0.6875
    """
    if p <= 0:
        return 0.0
    if q <= 0:
        return 1.0
    if p * (a + b + 2) > a + 1:
        return 1.0 - exp(_log_lower(b, a, q, p))
    return exp(_log_lower(a, b, p, q))


def log_incomplete_beta(a: float, b: float, p: float, q: float) -> float:
    """Its logarithm, which also tells apart what is too small for a number; 0 < p < 1.

    >>> round(log_incomplete_beta(1000.0, 1.0, 1e-9, 1.0 - 1e-9), 6)
    -20723.265837
    """
    if p * (a + b + 2) > a + 1:
        return log1p(-exp(_log_lower(b, a, q, p)))
    return _log_lower(a, b, p, q)


def _log_lower(a: float, b: float, p: float, q: float) -> float:
    front = log_density(a, a + b, p, q) + log(b / (a + b))
    return front + log(_fraction(a, b, p))


def _fraction(a: float, b: float, p: float) -> float:
    """The continued fraction, two of its steps at a time."""
    value = 1.0
    up, down = 1.0, 1.0 / _not_nothing(1.0 - (a + b) * p / (a + 1))
    value *= down
    for m in range(1, MOST_STEPS):
        even = m * (b - m) * p / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * p / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            down = 1.0 / _not_nothing(1.0 + step * down)
            up = _not_nothing(1.0 + step / up)
            value *= up * down
        if abs(up * down - 1.0) < ENOUGH:
            return value
    raise ArithmeticError(f"The continued fraction of I({a}, {b}) at {p} does not settle.")


def _not_nothing(x: float) -> float:
    return x if abs(x) > TINY else TINY
