"""How far two amino acids differ: the distance of Grantham 1974, doi:10.1126/science.185.4154.862.

The standard asks OM4 for a difference at least about as great as that of the established change;
calculators of it name this distance. It is computed from three properties of each residue; the
printed matrix is met within rounding for all pairs but one, which is given as printed.
"""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHTS: Final = (1.833, 0.1018, 0.000399)
SCALE: Final = 50.723
PROPERTIES: Final[Mapping[str, tuple[float, float, float]]] = {
    "S": (1.42, 9.2, 32.0),
    "R": (0.65, 10.5, 124.0),
    "L": (0.0, 4.9, 111.0),
    "P": (0.39, 8.0, 32.5),
    "T": (0.71, 8.6, 61.0),
    "A": (0.0, 8.1, 31.0),
    "V": (0.0, 5.9, 84.0),
    "G": (0.74, 9.0, 3.0),
    "I": (0.0, 5.2, 111.0),
    "F": (0.0, 5.2, 132.0),
    "Y": (0.20, 6.2, 136.0),
    "C": (2.75, 5.5, 55.0),
    "H": (0.58, 10.4, 96.0),
    "Q": (0.89, 10.5, 85.0),
    "N": (1.33, 11.6, 56.0),
    "K": (0.33, 11.3, 119.0),
    "D": (1.38, 13.0, 54.0),
    "E": (0.92, 12.3, 83.0),
    "M": (0.0, 5.7, 105.0),
    "W": (0.13, 5.4, 170.0),
}
"""Composition, polarity and volume."""
AS_PRINTED: Final = {frozenset("DW"): 181}


@cache
def grantham(one: str, other: str) -> int:
    """The distance of two amino acids; 5 (L to I) to 215 (C to W).

    >>> grantham("R", "S"), grantham("L", "I"), grantham("W", "C"), grantham("D", "W")
    (109, 5, 214, 181)
    """
    printed = AS_PRINTED.get(frozenset((one, other)))
    if printed is not None:
        return printed
    pairs = zip(WEIGHTS, PROPERTIES[one], PROPERTIES[other], strict=True)
    return round(SCALE * sqrt(sum(weight * (a - b) ** 2 for weight, a, b in pairs)))
