"""Many places at once, a background that is itself fitted, and intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from calibration.cells import generator, monte_carlo_error, number
from hccgenomics.ctdna.fraction import ClonalVariant, tumour_fraction
from hccgenomics.ctdna.multiplicity import benjamini_hochberg
from hccgenomics.ctdna.noise import fit_background, p_value
from hccgenomics.ctdna.residual import TrackedSite, allele_fraction
from hccgenomics.ctdna.response import Count, response_ratio
from hccgenomics.model.background import SiteCounts, SiteNoise
from hccgenomics.model.binomial import clopper_pearson

if TYPE_CHECKING:
    from calibration.cells import Row

LEVEL: Final = 0.95
RATE: Final = 0.05
RUNS: Final = 2000
PLACES: Final = 300
DISCOVERIES: Final = [
    (d, e, share) for d in (1000, 10_000) for e in (1e-4, 1e-3) for share in (0.0, 0.1)
]
CONTEXTS: Final = [(n, c) for n in (5, 20, 50) for c in (None, 3000.0)]
BACKGROUND_PLACES: Final = 3000
FOLLOWED: Final = 10
INTERVALS: Final = (
    "fraction of one place",
    "tumour fraction",
    "ratio of two time points",
    "tumour allele fraction of residual disease",
)


def discoveries(index: int) -> Row:
    """Share of false ones among the places called at a q-value, on average over runs."""
    depth, error, share = DISCOVERIES[index]
    noise = SiteNoise(error, None, "global")
    draw = generator(4, index)
    real = int(PLACES * share)
    proportions = []
    for _ in range(RUNS):
        rates = np.full(PLACES, error)
        rates[:real] = error + 10 / depth
        counts = draw.binomial(depth, rates)
        q_values = benjamini_hochberg([p_value(int(alt), depth, noise) for alt in counts])
        called = np.array(q_values) <= RATE
        proportions.append(called[real:].sum() / max(1, called.sum()))
    observed = float(np.mean(proportions))
    spread = float(np.std(proportions) / RUNS**0.5)
    return {
        "depth": str(depth),
        "error": number(error),
        "real": number(share),
        "rate": number(RATE),
        "false_discoveries": number(observed),
        "monte_carlo_error": number(spread),
    }


def background(index: int) -> Row:
    """False positives against a background fitted to so many normals, with the tests' own levels.

    Places differ around their context's mean, and normals at one place where a concentration is
    given; new samples are drawn as the normals are.
    """
    normals, between = CONTEXTS[index]
    draw = generator(5, index)
    rates = draw.beta(2.0, 2.0 / 5e-5, BACKGROUND_PLACES)
    depths = draw.integers(500, 3000, (BACKGROUND_PLACES, normals))
    alts = _counts(draw, rates[:, None], depths, between)
    fitted = fit_background(
        (
            SiteCounts("chr1", pos, "C", "T", "A[C>T]G", alts[pos].tolist(), depths[pos].tolist())
            for pos in range(BACKGROUND_PLACES)
        ),
        assembly=None,
        normals=normals,
    )
    found = {0.05: 0, 0.01: 0, 0.001: 0}
    for pos in range(BACKGROUND_PLACES):
        noise = fitted.noise("chr1", pos, "C", "T", "A[C>T]G")
        new = _counts(draw, np.full(FOLLOWED, rates[pos]), np.full(FOLLOWED, 3000), between)
        for alt in new:
            p = p_value(int(alt), 3000, noise)
            for alpha in found:
                found[alpha] += p <= alpha
    tests = BACKGROUND_PLACES * FOLLOWED
    row = {"normals": str(normals), "between_normals": number(between), "tests": str(tests)}
    for alpha, false in found.items():
        row[f"at_{alpha:g}"] = number(false / tests)
    return row


def _counts(
    draw: np.random.Generator, rates: np.ndarray, depths: np.ndarray, between: float | None
) -> np.ndarray:
    if between is not None:
        means = np.broadcast_to(rates, depths.shape)
        rates = draw.beta(means * between, (1 - means) * between)
    return draw.binomial(depths, rates)


def interval(index: int) -> Row:
    """How often an interval of 95 % holds the truth."""
    draw = generator(6, index)
    held = sum(HELD[index](draw) for _ in range(RUNS))
    return {
        "interval": INTERVALS[index],
        "level": number(LEVEL),
        "runs": str(RUNS),
        "holds": number(held / RUNS),
        "monte_carlo_error": number(monte_carlo_error(LEVEL, RUNS)),
    }


def _of_one(draw: np.random.Generator) -> bool:
    depth, rate = int(draw.integers(100, 20_000)), 10 ** draw.uniform(-4, -0.5)
    low, high = clopper_pearson(int(draw.binomial(depth, rate)), depth, LEVEL)
    return bool(low <= rate <= high)


def _of_tumour(draw: np.random.Generator) -> bool:
    share = 10 ** draw.uniform(-2.5, -0.1)
    kinds = [
        ClonalVariant(0, int(draw.integers(500, 5000)), m, c)
        for m, c in ((1, 2), (1, 2), (2, 2), (1, 1), (2, 3), (1, 4))
    ]
    read = [
        ClonalVariant(
            int(draw.binomial(one.depth, one.expected(share))),
            one.depth,
            one.mutated_copies,
            one.tumour_copies,
        )
        for one in kinds
    ]
    found = tumour_fraction(read, level=LEVEL)
    return bool(found.low <= share <= found.high)


def _of_ratio(draw: np.random.Generator) -> bool:
    before = 10 ** draw.uniform(-3, -0.7, 6)
    ratio = 10 ** draw.uniform(-1.5, 0.3)
    depths = draw.integers(1000, 8000, (2, 6))
    first = [
        Count(int(a), int(n))
        for a, n in zip(draw.binomial(depths[0], before), depths[0], strict=True)
    ]
    later = draw.binomial(depths[1], np.minimum(before * ratio, 1.0))
    second = [Count(int(a), int(n)) for a, n in zip(later, depths[1], strict=True)]
    found = response_ratio(first, second, level=LEVEL)
    return found.low <= ratio and (found.high is None or ratio <= found.high)


def _of_residual(draw: np.random.Generator) -> bool:
    fraction = 10 ** draw.uniform(-4, -2)
    noise = SiteNoise(1e-5, None, "global")
    depths = draw.integers(1000, 8000, 16)
    empty = [TrackedSite(0, int(depth), noise) for depth in depths]
    read = [
        TrackedSite(int(draw.binomial(one.depth, one.part(fraction).mean)), one.depth, noise)
        for one in empty
    ]
    found = allele_fraction(read, level=LEVEL)
    return bool(found.low <= fraction <= found.high)


HELD: Final = (_of_one, _of_tumour, _of_ratio, _of_residual)
