"""Copies, junctions and viral sequence, as ``explain`` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports.precision import number
from hccgenomics.reports.wording import label, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.copy_number import (
        CopyAgreement,
        GeneCopies,
    )
    from hccgenomics.model.explanation import Explanation
    from hccgenomics.model.structural import (
        Integration,
        StructuralEvent,
    )

_WIDTH: Final = 14


def large_lines(explanation: Explanation) -> Iterator[str]:
    """Everything of the answer that is no small variant."""
    agreements = {found.gene: found for found in explanation.agreements}
    for copies in explanation.copies:
        yield ""
        yield from _copies(copies, agreements.get(copies.gene))
    for event in explanation.events:
        yield ""
        yield from _event(event)
    for event in explanation.events_left_out:
        yield ""
        yield f"Left out: {event.name}"
        yield from _rows_of(event)
    for found in explanation.integrations:
        yield ""
        yield from _integration(found)


def _row(name: str, text: str) -> str:
    return f"  {name.ljust(_WIDTH)}  {text}"


def _copies(found: GeneCopies, agreement: CopyAgreement | None) -> Iterator[str]:
    yield f"Copies of {found.gene}: {label(found.copy_class)}"
    yield _row("why", found.why)
    if found.threshold:
        yield _row("cut-offs", found.threshold)
    for other in found.neighbours:
        yield _row("elsewhere", f"{other.cut_off}: {label(other.reads)}")
    if found.event is not None:
        event = found.event
        width = f"{number(event.end - event.start)} bases of {event.arm}"
        yield _row("event", f"{label(event.extent)}, {width}; peak {', '.join(event.peak)}")
    if agreement is not None:
        yield _row("several files", agreement.why)
        for said in agreement.statements:
            used = ", used" if said.is_used else ""
            yield _row(
                "file", f"{said.file} ({label(said.source)}): {label(said.copy_class)}{used}"
            )
    for note in found.notes:
        yield _row("note", note)


def _event(event: StructuralEvent) -> Iterator[str]:
    yield f"{event.name} ({label(event.kind)})"
    yield from _rows_of(event)


def _rows_of(event: StructuralEvent) -> Iterator[str]:
    yield _row("why", event.why)
    yield _row("places", ", ".join(event.places) or "not stated")
    if event.frame_why:
        yield _row("frame", f"{label(event.frame)}: {event.frame_why}")
    yield _row("records", ", ".join(event.ids) or "without a name")
    if event.filter:
        yield _row("filter", ", ".join(event.filter))
    for note in event.notes:
        yield _row("note", note)


def _integration(found: Integration) -> Iterator[str]:
    yield f"{found.virus} in or near {found.gene or 'no gene of the panel'}"
    yield _row("place", f"{found.contig}:{found.pos} ({plain(found.region)})")
    yield _row("why", found.why)
    yield _row("seen as", label(found.evidence))
    for note in found.notes:
        yield _row("note", note)
