"""REF bases against the embedded sequence of an assembly.

One agreeing base proves little: any base agrees with any place one time in four, and many genes lie
at coordinates that both assemblies share for a stretch. So the two assemblies are compared by their
likelihood, and the odds must be long.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import UNKNOWN_BASE, Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.readers.panel import Panel
    from hccgenomics.readers.records import Probe

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
    expected = panel.bases(place)
    pairs = [
        (mine, theirs)
        for mine, theirs in zip(ref.upper(), expected, strict=False)
        if UNKNOWN_BASE not in {mine, theirs}
    ]
    if not pairs or panel.is_provisional(place):
        return None
    return len(pairs), all(mine == theirs for mine, theirs in pairs)


def decisive(found: Sequence[Checked], rival: Sequence[Checked]) -> bool:
    """Whether the first assembly is likelier than its rival by long odds.

    >>> decisive([(1, True)] * 5, [(1, False)] * 3)
    True
    >>> decisive([(1, True)], [(1, True)])          # TERT C250T: REF is G on both assemblies
    False
    """
    return _evidence(found) - _evidence(rival) >= log(ODDS)


def _evidence(found: Sequence[Checked]) -> float:
    """Log-likelihood ratio of "these records are on this assembly" over "they are elsewhere"."""
    total = 0.0
    for known, agrees in found:
        chance = CHANCE ** min(known, MOST_BASES)
        total += log((1 - ERROR_RATE) / chance) if agrees else log(ERROR_RATE / (1 - chance))
    return total
