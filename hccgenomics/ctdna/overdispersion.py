"""How alike rates are: the concentration of a beta distribution behind many counts.

By maximum likelihood over all counts at once, penalised so that few counts stay near what
everything together says. The numbers may be effective ones and need not be whole.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, Final

from hccgenomics.ctdna.roots import highest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

LEAST: Final = 10.0
MOST: Final = 1e9
"""Concentrations searched. At the upper end the rates are alike: the binomial distribution."""
ALIKE: Final = 0.5 * MOST
PENALTY_WIDTH: Final = 1.0
"""Natural logarithms that a fit may lie from the pooled one at the price of half a unit."""
CLOSE: Final = 0.02
"""In natural logarithms: two per cent."""
SHIFT: Final = 8
"""The gamma function's series wants arguments of eight or more."""


def fit_concentration(
    alts: Numbers, depths: Numbers, means: Numbers, *, pooled: float | None = None
) -> float | None:
    """The concentration under which these counts are most likely, given each rate's mean.

    ``None`` where they are no more unlike than binomial counts. ``pooled`` is what everything
    together says (``MOST`` for alike); few counts stay near it.

    >>> import numpy as np
    >>> depths, means = np.full(4, 1000.0), np.full(4, 0.01)
    >>> fit_concentration(np.full(4, 10.0), depths, means) is None
    True
    >>> round(fit_concentration(np.array([0.0, 0.0, 1.0, 39.0]), depths, means))
    16
    """
    if not len(alts):
        return pooled if pooled is not None and pooled < ALIKE else None

    def height(logarithm: float) -> float:
        value = log_likelihood(alts, depths, means, exp(logarithm))
        if pooled is not None:
            value -= ((logarithm - log(pooled)) / PENALTY_WIDTH) ** 2 / 2
        return value

    best = exp(highest(height, log(LEAST), log(MOST), near=CLOSE))
    return best if best < ALIKE else None


def log_likelihood(alts: Numbers, depths: Numbers, means: Numbers, concentration: float) -> float:
    """Of beta-binomial counts, without the part that does not depend on the rates."""
    a, b = means * concentration, (1 - means) * concentration
    carried = alts > 0
    rising = _rise_from_small(a[carried], alts[carried]).sum()
    rest = _rise(b, depths - alts) - _rise(a + b, depths)
    return float(rising + rest.sum())


def _rise(x: Numbers, by: Numbers) -> Numbers:
    """``log Γ(x + by) - log Γ(x)`` for x of eight or more, by Stirling's series."""
    import numpy as np

    top = x + by
    difference: Numbers = (
        by * np.log(top) + (x - 0.5) * np.log1p(by / x) - by + (1 / top - 1 / x) / 12
    )
    return difference


def _rise_from_small(x: Numbers, by: Numbers) -> Numbers:
    """The same for any x > 0: shifted up, and the product in between taken back."""
    import numpy as np

    between = sum(np.log1p(by / (x + step)) for step in range(SHIFT))
    shifted: Numbers = _rise(x + SHIFT, by) - between
    return shifted
