"""Residual disease: level and sensitivity of the test over tracked places.

The places of a cell are alike, so the test says detected where the sum without the largest count
reaches one number. Given their sum, the counts of very many places are drawn without replacement
from all fragments, and only where the sum is large enough to matter: the same distribution, sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from calibration.cells import (
    DEPTHS,
    DRAWS,
    ERRORS,
    POWER_DRAWS,
    PROBABILITY,
    SITES,
    generator,
    monte_carlo_error,
    number,
)
from hccgenomics.ctdna.residual import (
    TrackedSite,
    chance_of_detection,
    limit_of_detection,
)
from hccgenomics.ctdna.without_one import attained_level, needed_without_each
from hccgenomics.model.background import SiteNoise

if TYPE_CHECKING:
    import numpy as np

    from calibration.cells import Row

ALPHA: Final = 0.01
MANY: Final = 50
AT_ONCE: Final = 2_000_000

UNLIKE: Final = (3, 5, 10, 16, 30, 50)
CELLS: Final = [(s, d, e) for s in SITES for d in DEPTHS for e in (*ERRORS, 1e-2)]


def tracked(index: int) -> Row:
    sites, depth, error = CELLS[index]
    places = [TrackedSite(0, depth, SiteNoise(error, None, "global"))] * sites
    parts = tuple(place.part() for place in places)
    needed = needed_without_each(parts, ALPHA)[parts[0]]
    attained = chance_of_detection(places, 0.0, alpha=ALPHA)
    limit = limit_of_detection(places, alpha=ALPHA, probability=PROBABILITY)
    draw = generator(3, index)
    false = _detected(draw, (sites, depth, error), needed, DRAWS)
    row = {
        "sites": str(sites),
        "depth": str(depth),
        "error": number(error),
        "needed": str(needed),
        "alpha": number(ALPHA),
        "attained": number(attained),
        "false_positives": number(false),
        "monte_carlo_error": number(monte_carlo_error(attained, DRAWS)),
        "one_place_misleads": number(_misled(draw, (sites, depth, error), needed)),
    }
    if limit is None:
        return row | {"limit": "", "theory": "", "detected": ""}
    rate = places[0].part(limit).mean
    return row | {
        "limit": number(limit),
        "theory": number(chance_of_detection(places, limit, alpha=ALPHA)),
        "detected": number(_detected(draw, (sites, depth, rate), needed, POWER_DRAWS)),
    }


def _detected(
    draw: np.random.Generator, cell: tuple[int, int, float], needed: int, draws: int
) -> float:
    sites, depth, rate = cell
    if sites >= MANY and draws == DRAWS:
        return _detected_from_sums(draw, cell, needed, draws)
    found, left = 0, draws
    while left:
        some = min(left, max(1, AT_ONCE // sites))
        counts = draw.binomial(depth, rate, (some, sites))
        found += int((counts.sum(axis=1) - counts.max(axis=1) >= needed).sum())
        left -= some
    return found / draws


def _detected_from_sums(
    draw: np.random.Generator, cell: tuple[int, int, float], needed: int, draws: int
) -> float:
    sites, depth, rate = cell
    sums = draw.binomial(sites * depth, rate, draws)
    found = 0
    for total in sums[sums > needed]:
        counts = draw.multivariate_hypergeometric([depth] * sites, int(total), method="marginals")
        found += int(total - counts.max() >= needed)
    return found / draws


def unlike(index: int) -> Row:
    """Places of all depths and error rates together, half of them differing among samples."""
    sites = UNLIKE[index]
    draw = generator(7, index)
    places = [
        TrackedSite(
            0,
            int(10 ** draw.uniform(2, 4.3)),
            SiteNoise(float(10 ** draw.uniform(-6, -3)), 2000.0 if i % 2 else None, "site"),
        )
        for i in range(sites)
    ]
    attained, method = attained_level(tuple(place.part() for place in places), ALPHA)
    limit = limit_of_detection(places, alpha=ALPHA, probability=PROBABILITY)
    false = _found(draw, places, 0.0, DRAWS)
    row = {
        "sites": str(sites),
        "fragments": str(sum(place.depth for place in places)),
        "alpha": number(ALPHA),
        "attained": number(attained),
        "by": method,
        "false_positives": number(false),
        "monte_carlo_error": number(monte_carlo_error(attained, DRAWS)),
    }
    if limit is None:
        return row | {"limit": "", "theory": "", "detected": ""}
    return row | {
        "limit": number(limit),
        "theory": number(chance_of_detection(places, limit, alpha=ALPHA)),
        "detected": number(_found(draw, places, limit, POWER_DRAWS)),
    }


def _found(
    draw: np.random.Generator, places: list[TrackedSite], fraction: float, draws: int
) -> float:
    """How often every place may be left out, tumour fragments and errors drawn apart."""
    counts = [_drawn(draw, place, fraction, draws) for place in places]
    parts = tuple(place.part() for place in places)
    needed = needed_without_each(parts, ALPHA)
    total = sum(counts[1:], start=counts[0])
    held = total >= 0
    for own, part in zip(counts, parts, strict=True):
        held &= total - own >= needed[part]
    return float(held.mean())


def _drawn(
    draw: np.random.Generator, place: TrackedSite, fraction: float, draws: int
) -> np.ndarray:
    error, alike = place.noise.mean, place.noise.concentration
    rates: float | np.ndarray = error
    if alike is not None:
        rates = draw.beta(error * alike, (1 - error) * alike, draws)
    return draw.binomial(place.depth, fraction + rates * (1 - 2 * fraction), draws)


def _misled(draw: np.random.Generator, cell: tuple[int, int, float], needed: int) -> float | None:
    """How often the others reach the number, whatever one place carries: never above alpha."""
    sites, depth, rate = cell
    if sites == 1:
        return None
    others = draw.binomial((sites - 1) * depth, rate, DRAWS)
    return float((others >= needed).mean())
