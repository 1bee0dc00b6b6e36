"""Where rows of two tables contradict each other: one event, one therapy, opposite claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.event import parse_event
from hccgenomics.model.evidence import KnowledgeConflict
from hccgenomics.model.own_tables import BIOMARKERS
from hccgenomics.vocabulary import Direction, EventKind, Implication

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hccgenomics.model.event import Event
    from hccgenomics.model.evidence import Biomarker

    EventKey = frozenset[str] | str

_EFFECT: Final = {
    Implication.SENSITIVITY: 1,
    Implication.REDUCED_SENSITIVITY: -1,
    Implication.NO_PROVEN_EFFECT: -1,
}
"""Whether a claim speaks for an effect of the therapy or against it."""
_EVIDENCE: Final = {Direction.SUPPORTS: 1, Direction.DOES_NOT_SUPPORT: -1, Direction.MIXED: 0}


def contradictions(rows: Sequence[Biomarker]) -> tuple[KnowledgeConflict, ...]:
    """Rows of a laboratory's table against those of every other table; both rows stand."""
    there = _by_table(rows)
    return tuple(
        _conflict(row, rows[before])
        for at, row in enumerate(rows)
        if row.table != BIOMARKERS
        for before in _of_other_tables(row, there)
        if (rows[before].table == BIOMARKERS or before < at) and contradict(row, rows[before])
    )


def _by_table(rows: Sequence[Biomarker]) -> dict[str, dict[EventKey, list[int]]]:
    """The places of rows by table and by what their events speak of.

    A table of a laboratory may hold thousands of rows, which are never held against each other.
    """
    there: dict[str, dict[EventKey, list[int]]] = {}
    for at, row in enumerate(rows):
        for key in _keys(row):
            there.setdefault(row.table, {}).setdefault(key, []).append(at)
    return there


def _of_other_tables(
    row: Biomarker, there: Mapping[str, Mapping[EventKey, Sequence[int]]]
) -> list[int]:
    """Places of rows of other tables that speak of the same genes, in order."""
    others = [places for table, places in there.items() if table != row.table]
    keys = _keys(row)
    return sorted({at for places in others for key in keys for at in places.get(key, ())})


def _keys(row: Biomarker) -> set[EventKey]:
    """What two events share that may be the same: their genes, or the words of a stated fact."""
    return {frozenset(event.genes) or _plain(event) for event in _events(row)}


def contradict(one: Biomarker, other: Biomarker) -> bool:
    """Whether two rows claim opposite things of one event, one therapy and one disease."""
    return (
        _opposed(one, other)
        and bool(set(one.diseases) & set(other.diseases))
        and bool(set(one.specimens) & set(other.specimens))
        and _same_therapy(one, other)
        and any(_same_event(a, b) for a in _events(one) for b in _events(other))
    )


def _opposed(one: Biomarker, other: Biomarker) -> bool:
    if one.implication in _EFFECT and other.implication in _EFFECT:
        return _stance(one) * _stance(other) < 0
    same = one.implication is other.implication
    return same and _EVIDENCE[one.direction] * _EVIDENCE[other.direction] < 0


def _stance(row: Biomarker) -> int:
    return _EFFECT[row.implication] * _EVIDENCE[row.direction]


def _same_therapy(one: Biomarker, other: Biomarker) -> bool:
    if not one.therapy and not other.therapy:
        return True
    return bool({t.casefold() for t in one.therapy} & {t.casefold() for t in other.therapy})


def _events(row: Biomarker) -> Iterator[Event]:
    return (parse_event(term) for term in (*row.any_of, *row.all_of))


def _same_event(one: Event, other: Event) -> bool:
    if set(one.genes) != set(other.genes):
        return False
    both_changes = one.kind is other.kind is EventKind.PROTEIN
    if both_changes and (one.start, one.end) == (other.start, other.end):
        return bool(set(one.changes) & set(other.changes))
    return _plain(one) == _plain(other)


def _plain(event: Event) -> str:
    return event.text.removeprefix("pathway ")


def _conflict(row: Biomarker, other: Biomarker) -> KnowledgeConflict:
    columns = tuple(
        (name, str(getattr(row, name)), str(getattr(other, name)))
        for name in ("implication", "direction")
        if getattr(row, name) != getattr(other, name)
    )
    why = (
        f"{row.id} of {row.table} and {other.id} of {other.table} claim opposite things of one "
        "event; both rows stand."
    )
    return KnowledgeConflict(row.id, row.table, other.table, columns, why, other=other.id)
