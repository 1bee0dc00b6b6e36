"""Which alteration stands nearest to what a curated term asks for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.along_protein import AlongProtein, span_of
from hccgenomics.interpret.facts import FACT_TERMS
from hccgenomics.interpret.large_events import genes_of
from hccgenomics.interpret.residues import is_of_class
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.vocabulary import EffectClass, EventKind, Origin, PromoterVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.curated import HotspotTable
    from hccgenomics.model.event import Event

    Distance = tuple[bool, bool, int, str]
    """Whether it is of another kind; no driver; residues between; its id."""

_FAR: Final = 1_000_000
"""Residues to what has no residue; more than any protein has."""
_LARGE: Final = frozenset({EventKind.COPY_NUMBER, EventKind.STRUCTURAL})
_BEYOND_SMALL: Final = _LARGE | FACT_TERMS
_NOWHERE: Final = (True, True, _FAR, "")


class Nearest:
    """Alterations that a board would hold against a row, by gene; drivers apart from others."""

    def __init__(self, alterations: Iterable[AnyAlteration], hotspots: HotspotTable) -> None:
        self._hotspots = hotspots
        told: dict[tuple[str, bool], list[AnyAlteration]] = defaultdict(list)
        for one in alterations:
            if is_told(one):
                for gene in genes_of(one):
                    told[gene, one.is_driver].append(one)
        self._lines = {key: AlongProtein(found, hotspots) for key, found in told.items()}
        self._genes = frozenset(gene for gene, _ in self._lines)
        self._found: dict[str, AnyAlteration | None] = {}

    def to(self, event: Event) -> AnyAlteration | None:
        """The alteration of the term's genes that stands nearest; ``None`` where there is none."""
        if event.text not in self._found:
            there = (one for one in self._candidates(event) if _may_show(event, one))
            nearest = min(there, key=lambda one: self._from(event, one), default=None)
            self._found[event.text] = nearest
        return self._found[event.text]

    def tells(self, events: Iterable[Event]) -> bool:
        """Whether any alteration that is worth a word is of the terms' genes."""
        return any(gene in self._genes for event in events for gene in event.genes)

    def distance(self, event: Event) -> Distance:
        """How far the nearest is."""
        one = self.to(event)
        return _NOWHERE if one is None else self._from(event, one)

    def _candidates(self, event: Event) -> Iterator[AnyAlteration]:
        """Of the genes, all; where residues are asked for, what touches or is nearest to them."""
        for gene in event.genes:
            for is_driver in (True, False):
                line = self._lines.get((gene, is_driver))
                if line is None:
                    continue
                if event.start is None or event.end is None:
                    yield from line.every
                else:
                    yield from line.touching(event.start, event.end)
                    yield from line.beside(event.start, event.end)

    def _from(self, event: Event, one: AnyAlteration) -> Distance:
        residues = self._residues(event, one)
        is_driver = one.is_driver or residues == 0
        return _is_other_kind(event, one), not is_driver, residues, one.id

    def _residues(self, event: Event, one: AnyAlteration) -> int:
        """Residues between a change and those a term names; 0 where it touches them."""
        if event.start is None or event.end is None:
            return _FAR
        span = span_of(one, self._hotspots)
        return _FAR if span is None else max(0, event.start - span[1], span[0] - event.end)


def is_told(one: AnyAlteration) -> bool:
    """Whether an alteration makes rows of its gene worth a word where they are not met."""
    if one.is_driver:
        return True
    if any(finding.drives is False for finding in one.findings):
        return False
    if not isinstance(one, SmallAlteration):
        return True
    if one.origin is Origin.LIKELY_GERMLINE:
        return False
    if one.promoter is not None:
        return one.promoter.verdict is not PromoterVerdict.BENIGN
    return is_of_class(one, EffectClass.ANY)


def _may_show(event: Event, one: AnyAlteration) -> bool:
    """Whether an alteration is held against a term.

    A small variant of unknown weight is only where a small variant is asked for.
    """
    is_unweighed = isinstance(one, SmallAlteration) and not one.is_driver
    return not (is_unweighed and event.kind in _BEYOND_SMALL)


def _is_other_kind(event: Event, one: AnyAlteration) -> bool:
    """Whether an alteration is of a kind that could not show the term at all."""
    if event.kind not in _LARGE:
        return not isinstance(one, SmallAlteration)
    is_of_copies = isinstance(one, CopyNumberAlteration)
    is_small = isinstance(one, SmallAlteration)
    return is_small or is_of_copies is not (event.kind is EventKind.COPY_NUMBER)
