"""What a laboratory's own tables did to one row of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import path_wording as wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.report import Report


def overlaid_ids(report: Report) -> Iterator[str]:
    """Ids of every row that a table laid over the base speaks of."""
    for overlay in report.provenance.knowledge_overlays:
        yield from (*overlay.added, *overlay.overridden, *overlay.withdrawn)


def told_by_overlay(report: Report, id_: str) -> str:
    """Which table added, replaced or withdrew the row, the last one; "" where none did."""
    told = ""
    for overlay in report.provenance.knowledge_overlays:
        for ids, said in (
            (overlay.added, wording.ROW_ADDED),
            (overlay.overridden, wording.ROW_REPLACED),
            (overlay.withdrawn, wording.ROW_WITHDRAWN),
        ):
            if id_ in ids:
                told = said.format(row=id_, table=overlay.name)
    return told


def is_withdrawn(report: Report, id_: str) -> bool:
    """Whether the last table that speaks of the row switches it off."""
    of_row = [
        id_ in overlay.withdrawn
        for overlay in report.provenance.knowledge_overlays
        if id_ in (*overlay.added, *overlay.overridden, *overlay.withdrawn)
    ]
    return bool(of_row) and of_row[-1]


def why_unmet(report: Report, id_: str) -> str:
    """Why a row of a laboratory that is not met has no more to say; "" where a base tells more."""
    if is_withdrawn(report, id_):
        return wording.WITHDRAWN_UNMET
    overlays = report.provenance.knowledge_overlays
    if any(id_ in overlay.unverified for overlay in overlays):
        return wording.UNVERIFIED_UNMET
    if any(id_ in (*overlay.added, *overlay.overridden) for overlay in overlays):
        return wording.OVERLAY_UNMET
    return ""
