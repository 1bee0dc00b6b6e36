"""One place: the calling rule, its computed detection limit, and the test of a forced call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from calibration.cells import (
    DEPTHS,
    DRAWS,
    ERRORS,
    POWER_DRAWS,
    PROBABILITY,
    generator,
    monte_carlo_error,
    number,
)
from hccgenomics.ctdna.detection import (
    CallingRule,
    chance_of_seeing,
    detection_limit,
    least_alt,
    seen_as_alt,
)
from hccgenomics.ctdna.noise import critical_alt, p_value
from hccgenomics.model.background import SiteNoise

if TYPE_CHECKING:
    import numpy as np

    from calibration.cells import Row

CALLING_ALPHA: Final = 0.001
FORCED_ALPHA: Final = 0.01
LEAST: Final = (1, 3)
CONCENTRATIONS: Final = (None, 1000.0)

RULES: Final = [(d, e, least) for d in DEPTHS for e in ERRORS for least in LEAST]
TESTS: Final = [(d, e, c) for d in DEPTHS for e in ERRORS for c in CONCENTRATIONS]


def rule(index: int) -> Row:
    """False positives of the calling rule, and how often an allele at its limit is seen."""
    depth, error, least = RULES[index]
    asked = CallingRule(least, 0.0, error, CALLING_ALPHA, PROBABILITY)
    draw = generator(1, index)
    needed = least_alt(depth, asked)
    attained = chance_of_seeing(0.0, depth, asked)
    false = float((draw.binomial(depth, error, DRAWS) >= needed).mean())
    limit = detection_limit(depth, asked)
    row = {
        "depth": str(depth),
        "error": number(error),
        "min_alt": str(least),
        "needed": str(needed),
        "alpha": number(CALLING_ALPHA),
        "attained": number(attained),
        "false_positives": number(false),
        "monte_carlo_error": number(monte_carlo_error(attained, DRAWS)),
    }
    return row | _seen(depth, limit, asked, draw)


def _seen(depth: int, limit: float | None, asked: CallingRule, draw: np.random.Generator) -> Row:
    if limit is None:
        return {"limit": "", "theory": "", "seen": ""}
    rate = seen_as_alt(limit, asked.error_rate)
    seen = float((draw.binomial(depth, rate, POWER_DRAWS) >= least_alt(depth, asked)).mean())
    theory = chance_of_seeing(limit, depth, asked)
    return {"limit": number(limit), "theory": number(theory), "seen": number(seen)}


def forced(index: int) -> Row:
    """False positives of the test of a forced call, with rates alike and unlike among samples."""
    depth, error, concentration = TESTS[index]
    noise = SiteNoise(error, concentration, "global")
    draw = generator(2, index)
    needed = critical_alt(depth, noise, FORCED_ALPHA)
    attained = p_value(needed, depth, noise) if needed <= depth else 0.0
    rates: float | np.ndarray = error
    if concentration is not None:
        rates = draw.beta(error * concentration, (1 - error) * concentration, DRAWS)
    false = float((draw.binomial(depth, rates, DRAWS) >= needed).mean())
    return {
        "depth": str(depth),
        "error": number(error),
        "concentration": number(concentration),
        "needed": str(needed),
        "alpha": number(FORCED_ALPHA),
        "attained": number(attained),
        "false_positives": number(false),
        "monte_carlo_error": number(monte_carlo_error(attained, DRAWS)),
    }
