"""REF bases against the embedded sequence of an assembly.

One agreeing base proves little: any base agrees with any place one time in four, and many genes lie
at coordinates that both assemblies share for a stretch. So the two assemblies are compared by their
likelihood, and the odds must be long.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import UNKNOWN_BASE, Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.readers.held import Probe
    from hccgenomics.readers.panel import Panel

ODDS: Final = 1000.0
"""How much likelier one assembly must be than the other."""
ERROR_RATE: Final = 0.001
"""Chance that a REF allele disagrees with its own assembly: an edited or damaged record."""
CHANCE: Final = 0.25
"""Chance that a base agrees with a place it does not come from."""
MOST_BASES: Final = 8
"""Known bases of one REF allele that count: within a repeat, further bases prove no more."""

Checked = tuple[int, bool]
"""How many bases of a REF allele are known, and whether all of them agree."""


def agreement(probes: Iterable[Probe], panel: Panel) -> Iterator[Checked]:
    """Each REF allele of bases at a place where bases are known; others are left out."""
    for probe in probes:
        checked = check_ref(probe.contig, probe.pos, probe.ref, panel)
        if checked is not None:
            yield checked


def check_ref(contig: str, pos: int, ref: str, panel: Panel) -> Checked | None:
    """One REF allele against the panel's bases; ``None`` where it cannot be checked.

    Provisional bases come from clones, not from the assembly, and check nothing.
    """
    place = Interval.at(contig, pos=pos, length=len(ref))
    stated, expected = ref.upper(), panel.bases(place)
    known = len(ref)
    agrees = stated == expected
    if UNKNOWN_BASE in expected or UNKNOWN_BASE in stated:
        pairs = list(zip(stated, expected, strict=False))
        known = sum(UNKNOWN_BASE not in pair for pair in pairs)
        agrees = all(mine == theirs or UNKNOWN_BASE in {mine, theirs} for mine, theirs in pairs)
    if not known or panel.is_provisional(place):
        return None
    return known, agrees


def decisive(found: Iterable[Checked], rival: Iterable[Checked]) -> bool:
    """Whether the first assembly is likelier than its rival by long odds.

    A ``Counter`` of what was found says the same as the list it was counted from.

    >>> decisive([(1, True)] * 5, [(1, False)] * 3)
    True
    >>> decisive([(1, True)], [(1, True)])          # TERT C250T: REF is G on both assemblies
    False
    """
    return _evidence(found) - _evidence(rival) >= log(ODDS)


def _evidence(found: Iterable[Checked]) -> float:
    """Log-likelihood ratio of "these records are on this assembly" over "they are elsewhere"."""
    total = 0.0
    for (known, agrees), times in Counter(found).items():
        chance = CHANCE ** min(known, MOST_BASES)
        odds = (1 - ERROR_RATE) / chance if agrees else ERROR_RATE / (1 - chance)
        total += times * log(odds)
    return total
