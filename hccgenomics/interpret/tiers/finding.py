"""What kind of thing met a row: an amplification, a mutation, a protein, a serum value.

A trial that chose its patients by a protein says little of an amplification of the gene. So the
kind of finding is held against what the trial chose by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.tiers import wording
from hccgenomics.vocabulary import EventKind, SelectedOn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hccgenomics.model.event import Event

_MUTATION: Final = frozenset({SelectedOn.MUTATION})
_AMPLIFICATION: Final = frozenset({SelectedOn.AMPLIFICATION})
_FUSION: Final = frozenset({SelectedOn.FUSION})
_PROTEIN: Final = frozenset({SelectedOn.PROTEIN})
_NOTHING: Final[frozenset[SelectedOn]] = frozenset()

_BY_KIND: Final[Mapping[EventKind, frozenset[SelectedOn]]] = {
    EventKind.PROTEIN: _MUTATION,
    EventKind.CODING: _MUTATION,
    EventKind.PROMOTER: _MUTATION,
    EventKind.CODONS: _MUTATION,
    EventKind.EXON: _MUTATION,
    EventKind.CLASS: _MUTATION,
    EventKind.HOTSPOT: _MUTATION,
    EventKind.STRUCTURAL: _FUSION,
    EventKind.SIGNATURE: frozenset({SelectedOn.SIGNATURE}),
    EventKind.LABORATORY: frozenset({SelectedOn.LABORATORY}),
}
_BY_COPIES: Final[Mapping[str, frozenset[SelectedOn]]] = {
    "amplification": _AMPLIFICATION,
    "focal_amplification": _AMPLIFICATION,
    "homozygous_deletion": _MUTATION,  # a loss of function, as a truncation is
}
_BY_METHOD: Final[Mapping[str, frozenset[SelectedOn]]] = {
    "ihc": _PROTEIN,
    "rna": frozenset({SelectedOn.EXPRESSION}),
    "fish": _AMPLIFICATION,
}
_STAINED_SIGNATURE: Final = "MMR"
"""Mismatch repair is told by staining four proteins: a signature and a protein in one."""
NOT_GENOMIC: Final = frozenset({EventKind.LABORATORY, EventKind.CLINICAL})
"""What no scale of genomic findings ranks."""


def genomic(events: Iterable[Event]) -> tuple[Event, ...]:
    """The terms that speak of the tumour's genome, RNA or protein."""
    return tuple(event for event in events if event.kind not in NOT_GENOMIC)


def kinds_of(events: Iterable[Event]) -> frozenset[SelectedOn]:
    """What a trial would have to choose by, to speak of these findings.

    >>> from hccgenomics.model.event import parse_event
    >>> [kind.value for kind in kinds_of([parse_event("FGF19 amplification")])]
    ['amplification']
    >>> kinds_of([parse_event("FGF19 gain")])
    frozenset()
    """
    return frozenset(kind for event in events for kind in _kinds(event))


def _kinds(event: Event) -> frozenset[SelectedOn]:
    if event.kind is EventKind.COPY_NUMBER:
        return _BY_COPIES.get(event.detail, _NOTHING)
    if event.kind is EventKind.EXPRESSION:
        return _BY_METHOD.get(event.subject, _NOTHING)
    if event.subject == _STAINED_SIGNATURE:
        return frozenset({SelectedOn.SIGNATURE, SelectedOn.PROTEIN})
    return _BY_KIND.get(event.kind, _NOTHING)


def name_of(events: Iterable[Event]) -> str:
    """The kinds of finding in words, each once.

    >>> from hccgenomics.model.event import parse_event
    >>> name_of([parse_event("CDKN2A homozygous_deletion"), parse_event("CDKN2A loss_of_function")])
    'a deletion and a mutation'
    """
    return " and ".join(dict.fromkeys(map(_name, events)))


def _name(event: Event) -> str:
    if event.kind is EventKind.COPY_NUMBER:
        return wording.COPY_FINDINGS[event.detail]
    if event.kind is EventKind.EXPRESSION:
        return wording.EXPRESSION_FINDINGS[event.subject]
    return wording.FINDINGS[event.kind]
