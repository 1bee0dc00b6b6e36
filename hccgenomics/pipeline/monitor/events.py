"""Alterations larger than a small variant at each time point: called, looked for, or not told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import monitor_wording as words
from hccgenomics.model.monitor import EventCell, FollowedEvent
from hccgenomics.reports.precision import number
from hccgenomics.vocabulary import AlterationKind, ComponentClass, MarkerState, TimePointState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.report import Alteration, Component, Report
    from hccgenomics.pipeline.monitor.inputs import Series

Named = tuple[str, str, AlterationKind]
"""Gene, name and kind: two callers place one event's ends differently."""
_CLASSES: Final = {
    AlterationKind.COPY_NUMBER: frozenset({ComponentClass.COPY_NUMBER}),
    AlterationKind.STRUCTURAL: frozenset({ComponentClass.FUSION, ComponentClass.REARRANGEMENT}),
    AlterationKind.INTEGRATION: frozenset({ComponentClass.INTEGRATION}),
}


def followed_events(series: Series) -> tuple[FollowedEvent, ...]:
    """Those that any sample calls, drivers first as its report has them."""
    found: dict[Named, set[tuple[str, ComponentClass]]] = {}
    for one in series.every:
        for event in one.report.alterations:
            if event.kind is not AlterationKind.SMALL:
                known = found.setdefault((event.gene, event.short_name, event.kind), set())
                known.update(_markers_of(event, one.report))
    return tuple(_followed(named, frozenset(parts), series) for named, parts in found.items())


def _markers_of(event: Alteration, report: Report) -> Iterator[tuple[str, ComponentClass]]:
    for marker in report.markers:
        if event.id in marker.alterations:
            for class_ in _CLASSES.get(event.kind, ()):
                yield marker.marker, class_


def _followed(
    named: Named, parts: frozenset[tuple[str, ComponentClass]], series: Series
) -> FollowedEvent:
    gene, name, kind = named
    return FollowedEvent(
        name=name,
        gene=gene,
        kind=kind,
        tissue=tuple(_cell(named, parts, one.report) for one in series.tissue),
        plasma=tuple(_cell(named, parts, one.report) for one in series.plasma),
    )


def _cell(named: Named, parts: frozenset[tuple[str, ComponentClass]], report: Report) -> EventCell:
    for found in report.alterations:
        if (found.gene, found.short_name, found.kind) == named:
            return EventCell(
                state=TimePointState.CALLED, value=_value(found), why=words.EVENT_CALLED
            )
    looked = [
        (marker.marker, component)
        for marker in report.markers
        for component in marker.components
        if component.gene == named[0] and (marker.marker, component.component_class) in parts
    ]
    states = {component.state for _, component in looked}
    if states == {MarkerState.ABSENT}:
        marker, component = looked[0]
        why = words.EVENT_ABSENT.format(marker=marker, gene=named[0], limit=_cut_off(component))
        return EventCell(state=TimePointState.NOT_DETECTED, value="", why=why)
    if MarkerState.NOT_ASSAYED in states:
        why = words.NOT_ASSAYED.format(marker=looked[0][0], gene=named[0])
        return EventCell(state=TimePointState.NOT_TOLD, value="", why=why)
    return EventCell(state=TimePointState.NOT_TOLD, value="", why=words.EVENT_NOT_TOLD)


def _cut_off(component: Component) -> str:
    limit = component.limit
    if limit is None:
        return ""
    return words.EVENT_LIMIT.format(value=number(limit.value), unit=limit.unit)


def _value(found: Alteration) -> str:
    if found.copies is not None:
        return words.COPIES.format(value=number(found.copies))
    if found.log2_ratio is not None:
        return words.LOG2.format(value=number(found.log2_ratio))
    return "" if found.alt_depth is None else words.JUNCTION.format(reads=number(found.alt_depth))
