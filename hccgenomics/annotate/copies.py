"""From a ratio of tumour over normal to the copies of a tumour cell, and back.

A sample of purity ``p`` and ploidy ``psi`` shows, where a tumour cell has ``C`` copies and a normal
cell ``N``, ``p * C + (1 - p) * N`` copies per cell, over ``p * psi + (1 - p) * 2`` on average
(ABSOLUTE, Carter 2012, doi:10.1038/nbt.2203; PureCN, Riester 2016, doi:10.1186/s13029-016-0060-z,
with ``N`` = 2: verified in its code, ``plotAbs.R``). Ratios here are not logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import log2
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.copy_number import Solution
    from hccgenomics.model.settings import Settings

DIPLOID: Final = 2
LEAST_SHARE: Final = 0.5
"""Of a purity without a range: it is never taken to be less than half of what was stated."""
COPY_DECIMALS: Final = 2
"""Copies are stated, and held against cut-offs, to hundredths: four decimals of a log2 ratio, as
files give them, carry no more at low purity."""
LOG2_DECIMALS: Final = 4
MOST_LOG2: Final = 30.0
LEAST_RATIO: Final = 2.0**-MOST_LOG2
"""Stands for a ratio of nothing, whose logarithm no number can hold."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A value and the interval it lies in."""

    at: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.at <= self.high:
            raise ValueError(f"{self.at} is not between {self.low} and {self.high}.")

    @classmethod
    def holding(cls, at: float, ends: Iterable[float | None]) -> Spread:
        """The interval between the outermost of ``ends``, widened to hold the value.

        >>> Spread.holding(2.0, (1.5, None, 1.8))
        Spread(at=2.0, low=1.5, high=2.0)
        """
        known = [at, *(end for end in ends if end is not None)]
        return cls(at, min(known), max(known))


@dataclass(frozen=True, slots=True)
class Mixture:
    """Tumour cells among normal ones: their share, and their mean copies."""

    purity: float
    ploidy: float

    @property
    def mean_copies(self) -> float:
        """Of a cell of the sample, tumour or not.

        >>> Mixture(0.5, 4.0).mean_copies
        3.0
        """
        return self.purity * self.ploidy + (1 - self.purity) * DIPLOID


@dataclass(frozen=True, slots=True)
class Mixtures:
    """A mixture as well as it is known: the one used, and the corners of its range."""

    at: Mixture
    corners: tuple[Mixture, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What normal cells have at a place, and how many copies a ratio of one stands for there.

    The two differ on X and Y of a man: one copy, of which a diploid reference shows a ratio of one
    half and a reference of men a ratio of one.
    """

    normal: int = DIPLOID
    of_one: int = DIPLOID


AUTOSOME: Final = Baseline()


def ratio_of(copies: float, mixture: Mixture, base: Baseline = AUTOSOME) -> float:
    """The ratio that tumour cells with this many copies show.

    >>> round(ratio_of(6, Mixture(0.5, 2.0)), 3)
    2.0
    >>> ratio_of(1, Mixture(0.6, 2.0), Baseline(normal=1, of_one=1))    # X of a man
    1.0
    """
    seen = mixture.purity * copies + (1 - mixture.purity) * base.normal
    return seen / base.of_one / (mixture.mean_copies / DIPLOID)


def unclipped_copies(ratio: float, mixture: Mixture, base: Baseline = AUTOSOME) -> float:
    """The copies of a tumour cell; below zero where the ratio is lower than the purity allows.

    >>> round(unclipped_copies(2.0, Mixture(0.5, 2.0)), 3)
    6.0
    """
    seen = ratio * base.of_one * mixture.mean_copies / DIPLOID
    return (seen - (1 - mixture.purity) * base.normal) / mixture.purity


def copies_within(ratio: Spread, mixtures: Mixtures, base: Baseline = AUTOSOME) -> Spread:
    """Copies with their interval, from that of the ratio and that of purity and ploidy.

    Copies rise with the ratio and the ploidy and go one way with the purity, whichever it is, so
    the extremes lie at the corners.

    >>> at, wide = Mixture(0.5, 2.0), (Mixture(0.25, 2.0), Mixture(1.0, 2.0))
    >>> copies_within(Spread(2.0, 2.0, 2.0), Mixtures(at, wide))
    Spread(at=6.0, low=4.0, high=10.0)
    """
    at = unclipped_copies(ratio.at, mixtures.at, base)
    corners = product((ratio.low, ratio.high), (mixtures.at, *mixtures.corners))
    ends = [unclipped_copies(end, mixture, base) for end, mixture in corners]
    found = Spread.holding(at, ends)
    return Spread(max(0.0, found.at), max(0.0, found.low), max(0.0, found.high))


def minor_copies_of(
    fraction: float, copies: float, mixture: Mixture, base: Baseline = AUTOSOME
) -> float:
    """Copies of the rarer parental allele, from its fraction at heterozygous sites.

    As in ASCAT (Van Loo 2010, doi:10.1073/pnas.1009843107): of the alleles of the sample,
    ``p * m + (1 - p)`` are of that parent.

    >>> round(minor_copies_of(0.5, 2, Mixture(0.7, 2.0)), 3)
    1.0
    >>> round(minor_copies_of(0.25, 1, Mixture(2 / 3, 2.0)), 3)
    0.0
    """
    rest = 1 - mixture.purity
    alleles = mixture.purity * copies + rest * base.normal
    minor = (fraction * alleles - rest) / mixture.purity
    return min(max(0.0, minor), copies / DIPLOID)


def mixtures_of(solution: Solution, settings: Settings) -> Mixtures | None:
    """The mixture that a solution states, with its range; ``None`` without a purity.

    Without a range of its own the purity may be off by the tolerance of the settings; a ploidy
    without a range is taken as it stands.
    """
    purity = solution.purity
    if not purity:
        return None
    ploidy = settings.assumed_ploidy if solution.ploidy is None else solution.ploidy
    purities = _purities(solution, purity, settings.purity_tolerance)
    ploidies = {solution.ploidy_low or ploidy, ploidy, solution.ploidy_high or ploidy}
    corners = tuple(Mixture(p, psi) for p, psi in product(sorted(purities), sorted(ploidies)))
    return Mixtures(Mixture(purity, ploidy), corners)


def ratio_at(log2_ratio: float) -> float:
    """The ratio of a logarithm; beyond what any instrument tells, the least or the most there is.

    >>> ratio_at(1.0), ratio_at(1e6) == ratio_at(1e9)
    (2.0, True)
    """
    return float(2.0 ** min(max(log2_ratio, -MOST_LOG2), MOST_LOG2))


def logarithm(ratio: float) -> float:
    """The log2 of a ratio; of nothing, that of the smallest ratio there is.

    >>> logarithm(2.0), logarithm(0.0)
    (1.0, -30.0)
    """
    return log2(max(ratio, LEAST_RATIO))


def _purities(solution: Solution, purity: float, tolerance: float) -> set[float]:
    low = purity - tolerance if solution.purity_low is None else solution.purity_low
    high = purity + tolerance if solution.purity_high is None else solution.purity_high
    return {max(low, purity * LEAST_SHARE), min(1.0, high)}
