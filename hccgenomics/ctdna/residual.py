"""Tumour DNA by all tracked places together, where the tumour's variants are known.

One place alone carries a few fragments, many together carry enough (INVAR, Wan 2020,
doi:10.1126/scitranslmed.aaz8084). The test asks how often errors alone bring that many alternate
fragments to all places, by the exact distribution of their sum.

*No place alone decides.* A blood clone, a germline allele that tissue hid or an artefact puts any
number of fragments on one place. The test is therefore made without each place in turn, and only
what holds without every one of them is *detected* (``without_one``): the false-positive rate stays
at most ``alpha`` whatever one place carries. The price is paid openly, as part of the limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Final

from hccgenomics.ctdna.calibrated import LEAST_DEPTH, LEAST_SITES, MOST_ERROR
from hccgenomics.ctdna.detection import concentration_at, seen_as_alt
from hccgenomics.ctdna.likelihood import Interval, likely_interval, log_likelihood
from hccgenomics.ctdna.roots import crossing
from hccgenomics.ctdna.totals import Part, upper_tail
from hccgenomics.ctdna.without_one import (
    attained_level,
    chance_without_each,
    most_doubtful,
    needed_without_each,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.background import SiteNoise

KEPT: Final = 256
LEAST_FRACTION: Final = 1e-9
CLOSE: Final = 1e-4
"""Relative exactness of a limit; it is rounded up."""
ENOUGH: Final = 3.0
"""Fragments that prove something where nothing errs: what ``informative`` counts on."""
DEVIATIONS: Final = 3.0


@dataclass(frozen=True, slots=True)
class TrackedSite:
    """Fragments at the place of one variant of the tumour, and what errors do there."""

    alt: int
    depth: int
    noise: SiteNoise

    def __post_init__(self) -> None:
        if not 0 <= self.alt <= self.depth:
            raise ValueError(f"{self.alt} of {self.depth} fragments is no count.")

    def part(self, fraction: float = 0.0) -> Part:
        """The distribution of its alternate fragments at a tumour allele fraction.

        A fragment is the tumour's with that fraction and read wrongly at the place's rate, whose
        spread among samples is kept (mean and variance are exact, the shape is taken as beta).
        """
        error = self.noise.mean
        alike = concentration_at(fraction, error, self.noise.concentration)
        return Part(self.depth, seen_as_alt(fraction, error), alike)


@dataclass(frozen=True, slots=True)
class Supported:
    """Which places a verdict may rest on, by what the calibration has shown.

    Attributes:
        usable: Deep enough, quiet enough, and telling.
        too_shallow: Places with fewer fragments than ``least_depth``.
        too_noisy: Places that err more than ``most_error``, or so much more than the others that
            the sum shows more without them; decided without looking at what they carry.
        least_sites: Usable places without which nothing is said.
    """

    usable: tuple[TrackedSite, ...]
    too_shallow: int
    too_noisy: int
    least_sites: int
    least_depth: int
    most_error: float

    @property
    def is_evaluable(self) -> bool:
        """Whether enough places are left."""
        return len(self.usable) >= self.least_sites


@dataclass(frozen=True, slots=True)
class Residual:
    """What all places together say.

    Attributes:
        sites: Places.
        carrying: Places with at least one alternate fragment.
        alt, depth: Fragments over all of them.
        doubted: Alternate fragments at the place without which least is left; they do not count.
        expected: Alternate fragments by error alone.
        needed: Alternate fragments, without those of the doubted place, that the test asks for.
        p_value: Chance of so many without the doubted place, by error alone: what decides.
        p_all: The same with it.
        alpha: The level of the test.
        attained: The test's false-positive rate, at most ``alpha``: exact, or over very many
            unlike places a bound that is never too low.
        fraction: Tumour allele fraction by maximum likelihood over all places.
        low, high: Its interval by the likelihood ratio.
        limit: The smallest fraction detected with the probability asked for; ``None`` where none
            is.
        method: Of the p-value: ``exact`` or ``saddle-point``.
    """

    sites: int
    carrying: int
    alt: int
    depth: int
    doubted: int
    expected: float
    needed: int
    p_value: float
    p_all: float
    alpha: float
    attained: float
    fraction: float
    low: float
    high: float
    limit: float | None
    method: str

    @property
    def is_detected(self) -> bool:
        """Whether errors, and any one place, are ruled out as the reason."""
        return self.p_value <= self.alpha

    @property
    def below(self) -> float | None:
        """Where nothing was detected: the fraction above which it would not lie.

        The larger of the limit and the interval's upper end; ``None`` without a limit.
        """
        return None if self.limit is None else max(self.limit, self.high)


def residual_disease(
    sites: Sequence[TrackedSite], *, alpha: float, probability: float, level: float
) -> Residual:
    """Test, estimate and limit over all places given; ``supported`` says which may be.

    >>> from hccgenomics.model.background import SiteNoise
    >>> noise = SiteNoise(1e-5, None, "global")
    >>> carrying = [TrackedSite(2, 5000, noise)] * 4 + [TrackedSite(0, 5000, noise)] * 12
    >>> found = residual_disease(carrying, alpha=0.01, probability=0.95, level=0.95)
    >>> found.is_detected, found.alt, found.doubted, found.needed, f"{found.fraction:.5f}"
    (True, 8, 2, 4, '0.00009')
    >>> one = [TrackedSite(30, 5000, noise)] + [TrackedSite(0, 5000, noise)] * 15
    >>> residual_disease(one, alpha=0.01, probability=0.95, level=0.95).is_detected
    False
    """
    if not sites:
        raise ValueError("No place is tracked.")
    sites = sorted(sites, key=_order)
    parts = tuple(site.part() for site in sites)
    alts = [site.alt for site in sites]
    doubted = most_doubtful(alts, parts)
    fraction, low, high = allele_fraction(sites, level=level)
    return Residual(
        sites=len(sites),
        carrying=sum(alt > 0 for alt in alts),
        alt=sum(alts),
        depth=sum(site.depth for site in sites),
        doubted=alts[doubted.place],
        expected=sum(part.depth * part.mean for part in parts),
        needed=needed_without_each(parts, alpha)[parts[doubted.place]],
        p_value=doubted.p_value,
        p_all=upper_tail(sum(alts), parts).probability,
        alpha=alpha,
        attained=attained_level(parts, alpha).level,
        fraction=fraction,
        low=low,
        high=high,
        limit=limit_of_detection(sites, alpha=alpha, probability=probability),
        method=doubted.method,
    )


def allele_fraction(sites: Sequence[TrackedSite], *, level: float) -> Interval:
    """The tumour allele fraction under which all counts together are most likely."""

    def height(fraction: float) -> float:
        return sum(log_likelihood(site.alt, site.part(fraction)) for site in sites)

    return likely_interval(height, level)


def limit_of_detection(
    sites: Sequence[TrackedSite], *, alpha: float, probability: float
) -> float | None:
    """The smallest tumour allele fraction detected with ``probability``; ``None`` where none is.

    A function of places, depths and errors alone: what was counted plays no part.

    >>> from hccgenomics.model.background import SiteNoise
    >>> sites = [TrackedSite(0, 5000, SiteNoise(1e-5, None, "global"))] * 16
    >>> f"{limit_of_detection(sites, alpha=0.01, probability=0.95):.5f}"
    '0.00012'
    """
    order = sorted(sites, key=_order)
    quiet = tuple((one.depth, one.noise.mean, one.noise.concentration) for one in order)
    return _limit(quiet, alpha, probability) if len(quiet) > 1 else None


def chance_of_detection(sites: Sequence[TrackedSite], fraction: float, *, alpha: float) -> float:
    """Probability that tumour DNA at this fraction is detected.

    Over very many unlike places a bound that is never too high.
    """
    order = sorted(sites, key=_order)
    parts = tuple(site.part() for site in order)
    needed = needed_without_each(parts, alpha)
    each = [needed[part] for part in parts]
    return chance_without_each([site.part(fraction) for site in order], each)


def supported(
    sites: Sequence[TrackedSite], *, min_sites: int = LEAST_SITES, min_depth: int = LEAST_DEPTH
) -> Supported:
    """The places that a verdict may rest on; a laboratory can ask for more, never for less.

    The least number of places and depth, and the highest error rate, are those at which the
    committed simulations (docs/calibration.md) found level and sensitivity as computed.

    >>> from hccgenomics.model.background import SiteNoise
    >>> quiet, loud = SiteNoise(1e-5, None, "global"), SiteNoise(0.05, None, "site")
    >>> shallow, noisy = TrackedSite(0, 20, quiet), TrackedSite(9, 500, loud)
    >>> found = supported([TrackedSite(0, 500, quiet)] * 2 + [shallow, noisy])
    >>> found.is_evaluable, len(found.usable), found.too_shallow, found.too_noisy
    (False, 2, 1, 1)
    """
    least_sites, least_depth = max(min_sites, LEAST_SITES), max(min_depth, LEAST_DEPTH)
    deep = [site for site in sites if site.depth >= least_depth]
    quiet = [site for site in deep if site.noise.mean <= MOST_ERROR]
    usable = informative(quiet, least_sites)
    shallow, noisy = len(sites) - len(deep), len(deep) - len(usable)
    return Supported(usable, shallow, noisy, least_sites, least_depth, MOST_ERROR)


def informative(sites: Sequence[TrackedSite], least_sites: int) -> tuple[TrackedSite, ...]:
    """The places, quietest first, as far as another one still lowers the limit.

    By depth and error alone: the limit goes with what must be exceeded, some fragments and some
    standard deviations of the errors, over the depth.
    """
    order = sorted(sites, key=lambda site: (site.noise.mean, -site.depth))
    best, taken, depth, variance = float("inf"), 0, 0, 0.0
    for count, site in enumerate(order, start=1):
        depth, variance = depth + site.depth, variance + site.part().variance
        hidden = (ENOUGH + DEVIATIONS * sqrt(variance)) / max(1, depth)
        if hidden <= best or count <= least_sites:
            best, taken = hidden, count
    return tuple(order[:taken])


@lru_cache(maxsize=KEPT)
def _limit(
    quiet: tuple[tuple[int, float, float | None], ...], alpha: float, probability: float
) -> float | None:
    from hccgenomics.model.background import SiteNoise

    sites = [TrackedSite(0, n, SiteNoise(mean, c, "global")) for n, mean, c in quiet]

    def height(logarithm: float) -> float:
        return chance_of_detection(sites, exp(logarithm), alpha=alpha) - probability

    if height(0.0) < 0:
        return None
    found = crossing(height, log(LEAST_FRACTION), 0.0, near=CLOSE)
    return min(1.0, exp(found + CLOSE))


def _order(site: TrackedSite) -> tuple[int, float, float, int]:
    return site.depth, site.noise.mean, site.noise.concentration or 0.0, site.alt
