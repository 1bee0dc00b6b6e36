"""Cut points of published scores and trials that more than one part goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CHILD_PUGH_POINTS: Final[Mapping[str, tuple[int, int]]] = {"A": (5, 6), "B": (7, 9), "C": (10, 15)}
"""Fewest and most points of each class: Pugh 1973, doi:10.1002/bjs.1800600817."""
RAMUCIRUMAB_AFP: Final = 400.0
"""ng/mL or more, though reviews print "> 400": REACH-2, doi:10.1016/S1470-2045(18)30937-9."""


def child_pugh_class(points: int) -> str:
    """A, B or C, of 5 to 15 points.

    >>> [child_pugh_class(points) for points in (5, 6, 7, 9, 10, 15)]
    ['A', 'A', 'B', 'B', 'C', 'C']
    """
    return next(name for name, (_, most) in CHILD_PUGH_POINTS.items() if points <= most)
