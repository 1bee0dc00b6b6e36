"""Tiers of a row before there is a patient: one for each kind of finding that can meet it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hccgenomics.interpret.events import specificity
from hccgenomics.interpret.tiers import tiers_of
from hccgenomics.model.event import parse_event
from hccgenomics.model.evidence import Match

if TYPE_CHECKING:
    from hccgenomics.model.event import Event
    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.vocabulary import Disease


def tiers_by_kind(row: Biomarker) -> list[dict[str, Any]]:
    """For every disease of the row and every kind of its terms, the tiers with their trace."""
    kinds: dict[str, list[Event]] = {}
    for term in row.any_of or row.all_of:
        event = parse_event(term)
        kinds.setdefault(event.kind.value, []).append(event)
    needed = tuple(parse_event(term) for term in row.all_of) if row.any_of else ()
    return [
        {
            "disease": disease.value,
            "event": kind,
            "met_by": [event.text for event in events],
            **asdict(tiers_of(_match(row, (events[0], *needed), disease), disease)),
        }
        for disease in row.diseases
        for kind, events in kinds.items()
    ]


def _match(row: Biomarker, events: tuple[Event, ...], disease: Disease) -> Match:
    return Match(
        biomarker=row,
        alterations=(),
        specificity=specificity(events[0]),
        why="",
        disease_match=row.disease_match(disease),
        events=events,
    )
