"""Small alterations of one gene by the residues they touch, so that a term asks few of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.residues import select_protein
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.vocabulary import EffectClass, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.curated import HotspotTable
    from hccgenomics.model.event import Event

_LONG: Final = 100
"""Residues beyond which a change is kept apart and asked of by every term."""
_PLACED: Final = frozenset({EventKind.PROTEIN, EventKind.CODONS})


def names_residues(event: Event) -> bool:
    """Whether only a change of these residues can meet a term.

    A splice site has a codon beside it, and no residue.
    """
    return event.kind in _PLACED and event.effect is not EffectClass.SPLICE


class AlongProtein:
    """The alterations of one gene; those without residues, and long ones, stand apart."""

    def __init__(self, alterations: Iterable[AnyAlteration], hotspots: HotspotTable) -> None:
        self.every: list[AnyAlteration] = []
        self._apart: list[AnyAlteration] = []
        self._at: dict[int, list[AnyAlteration]] = defaultdict(list)
        self._ending: dict[int, AnyAlteration] = {}
        self._starting: dict[int, AnyAlteration] = {}
        for one in alterations:
            self.every.append(one)
            self._place(one, span_of(one, hotspots))
        self._ends = sorted(self._ending)
        self._starts = sorted(self._starting)

    def _place(self, one: AnyAlteration, span: tuple[int, int] | None) -> None:
        if span is None or span[1] - span[0] > _LONG:
            self._apart.append(one)
        else:
            for residue in range(span[0], span[1] + 1):
                self._at[residue].append(one)
        if span is not None:
            self._ending[span[1]] = _first(one, self._ending.get(span[1]))
            self._starting[span[0]] = _first(one, self._starting.get(span[0]))

    def touching(self, start: int, end: int) -> Sequence[AnyAlteration]:
        """Those that touch these residues, and all that stand apart."""
        if end == start:
            return [*self._at.get(start, ()), *self._apart]
        there = [one for residue in range(start, end + 1) for one in self._at.get(residue, ())]
        return [*{id(one): one for one in there}.values(), *self._apart]

    def beside(self, start: int, end: int) -> Sequence[AnyAlteration]:
        """The nearest before and behind these residues."""
        before = bisect_left(self._ends, start) - 1
        behind = bisect_right(self._starts, end)
        found = []
        if before >= 0:
            found.append(self._ending[self._ends[before]])
        if behind < len(self._starts):
            found.append(self._starting[self._starts[behind]])
        return found


def span_of(one: AnyAlteration, hotspots: HotspotTable) -> tuple[int, int] | None:
    """First and last residue that an alteration touches, counted on MANE Select."""
    protein = select_protein(one, hotspots) if isinstance(one, SmallAlteration) else None
    return None if protein is None else (protein.start, protein.end)


def _first(one: AnyAlteration, other: AnyAlteration | None) -> AnyAlteration:
    return one if other is None or one.id < other.id else other
