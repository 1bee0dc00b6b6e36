"""How likely errors alone bring about what was counted at a place.

A place whose rate differs from sample to sample has beta-binomial counts (as in shearwater,
https://bioconductor.org/packages/deepSNV); one whose rate is taken as known has binomial ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.ctdna.background_fit import fit_background
from hccgenomics.ctdna.beta_binomial import upper_tail as beta_binomial_tail
from hccgenomics.model.binomial import upper_tail

if TYPE_CHECKING:
    from hccgenomics.model.background import SiteNoise

__all__ = ["critical_alt", "fit_background", "p_value"]


def p_value(alt: int, depth: int, noise: SiteNoise) -> float:
    """Chance of ``alt`` or more fragments of ``depth`` by error alone; 1 for none.

    >>> from hccgenomics.model.background import SiteNoise
    >>> f"{p_value(5, 1000, SiteNoise(0.001, None, 'global')):.4g}"
    '0.003637'
    >>> f"{p_value(5, 1000, SiteNoise(0.001, 1000.0, 'site')):.4g}"
    '0.03117'
    """
    if not 0 <= alt <= depth:
        raise ValueError(f"{alt} of {depth} fragments is no count.")
    if noise.concentration is None:
        return upper_tail(alt, depth, noise.mean)
    a = noise.mean * noise.concentration
    return beta_binomial_tail(alt, depth, a, noise.concentration - a)


def critical_alt(depth: int, noise: SiteNoise, alpha: float) -> int:
    """The smallest count that errors alone reach with probability ``alpha`` at most.

    It may be more than there are fragments, where even all of them would prove nothing.

    >>> from hccgenomics.model.background import SiteNoise
    >>> critical_alt(1000, SiteNoise(0.001, None, 'global'), 0.01)
    5
    """
    low, high = 0, 1
    while high <= depth and p_value(high, depth, noise) > alpha:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        is_too_few = middle <= depth and p_value(middle, depth, noise) > alpha
        low, high = (middle, high) if is_too_few else (low, middle)
    return min(high, depth + 1)
