"""Whether an insertion or deletion lies in a repeat, where polymerases slip.

Runs of one base, and of short units, lose and gain units by themselves; there a rate of misread
bases says too little of how often errors make the change (for runs of one base see Fazekas 2010,
doi:10.2144/000113369; unverified).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import Interval

if TYPE_CHECKING:
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.variant import Variant

LONGEST_UNIT: Final = 4
"""Bases of a repeated unit that is looked for."""
LEAST_BASES: Final = 6
"""Bases of a repeat that counts: six of one, three of two; our own bound."""
LEAST_UNITS: Final = 3
_REACH: Final = 24


def is_in_repeat(variant: Variant, reference: Reference) -> bool:
    """Whether the bases inserted or deleted are a unit of a repeat that begins behind the anchor.

    >>> from hccgenomics.model.variant import Variant
    >>> class Reference:
    ...     def bases(self, interval):
    ...         return ("CAAAAAAAGTCA" * 3)[interval.start : interval.end]
    >>> is_in_repeat(Variant("chr1", 1, "CA", "C"), Reference())
    True
    >>> is_in_repeat(Variant("chr1", 9, "GT", "G"), Reference())
    False
    """
    changed = _changed(variant)
    unit = next(
        (changed[:size] for size in range(1, LONGEST_UNIT + 1) if _made_of(changed, size)), ""
    )
    if not unit:
        return False
    start = variant.pos  # the gap behind the anchor
    behind = reference.bases(Interval(variant.contig, start, start + _REACH))
    units = 0
    while behind.startswith(unit, units * len(unit)):
        units += 1
    return units >= LEAST_UNITS and units * len(unit) >= LEAST_BASES


def _changed(variant: Variant) -> str:
    """The bases gained or lost behind a common first base; "" for anything else."""
    longer, shorter = sorted((variant.ref, variant.alt), key=len, reverse=True)
    is_plain = len(shorter) == 1 < len(longer) and longer[0] == shorter
    return longer[1:] if is_plain else ""


def _made_of(bases: str, size: int) -> bool:
    """Whether bases are one unit of this size again and again."""
    count, rest = divmod(len(bases), size)
    return bool(bases) and not rest and bases == bases[:size] * count
