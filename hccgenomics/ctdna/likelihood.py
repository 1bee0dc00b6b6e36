"""One unknown fraction behind many counts: most likely value and likelihood-ratio interval."""

from __future__ import annotations

from math import exp, inf, log, log1p
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.ctdna.beta_binomial import log_probability
from hccgenomics.ctdna.roots import crossing, highest

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.ctdna.totals import Part

HALF: Final = 0.5
COARSE: Final = 45
LEAST: Final = 1e-9
CLOSE: Final = 1e-6


class Interval(NamedTuple):
    """A fraction and the interval it lies in."""

    at: float
    low: float
    high: float


def log_likelihood(alt: int, part: Part) -> float:
    """Of one count, without what does not depend on the rate."""
    depth, mean, concentration = part
    if concentration is not None:
        a = mean * concentration
        return log_probability(alt, depth, a, concentration - a)
    if mean <= 0 or mean >= 1:
        return 0.0 if alt == (0 if mean <= 0 else depth) else -inf
    return alt * log(mean) + (depth - alt) * log1p(-mean)


def likely_interval(
    height: Callable[[float], float], level: float, *, dispersion: float = 1.0
) -> Interval:
    """The fraction at which a log likelihood is highest, and those it hardly falls short at.

    An end lies where twice the shortfall reaches the quantile of chi-squared with one degree of
    freedom (Wilks 1938, doi:10.1214/aoms/1177732360), times ``dispersion``. An end beyond which
    there are no fractions is 0 or 1.

    >>> def height(f): return 10 * log(f) + 990 * log1p(-f) if 0 < f < 1 else -inf
    >>> found = likely_interval(height, 0.95)
    >>> [round(end, 4) for end in found]
    [0.01, 0.005, 0.0175]
    """
    at = _highest(height)
    top = height(at)
    allowed = HALF * dispersion * squared_deviations(level)

    def shortfall(fraction: float) -> float:
        return max(height(fraction), -1e300) - top + allowed

    low = 0.0 if shortfall(0.0) >= 0 else crossing(shortfall, 0.0, at, near=CLOSE * at)
    high = 1.0 if shortfall(1.0) >= 0 else crossing(shortfall, at, 1.0, near=CLOSE * max(at, LEAST))
    return Interval(at, low, high)


def squared_deviations(level: float) -> float:
    """Quantile of chi-squared with one degree of freedom.

    >>> round(squared_deviations(0.95), 4)
    3.8415
    """
    from statistics import NormalDist

    deviations: float = NormalDist().inv_cdf(HALF * (1 + level))
    return deviations * deviations


def _highest(height: Callable[[float], float]) -> float:
    """By a grid of fractions even in their logarithms, then the golden section around the best."""
    grid = [0.0, *(exp(log(LEAST) * (1 - index / COARSE)) for index in range(COARSE)), 1.0]
    best = max(range(len(grid)), key=lambda index: height(grid[index]))
    low, high = grid[max(0, best - 1)], grid[min(len(grid) - 1, best + 1)]
    found = highest(height, low, high, relative=CLOSE)
    return max((grid[best], found if found > LEAST else 0.0), key=height)
