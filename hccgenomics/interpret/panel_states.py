"""What a panel means for parts of markers that are copies or fusions.

A copy-number file may speak of genes that the panel does not hold: its segments run on between the
places that were measured. Such a statement is read off the neighbours, and excludes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.interpret import callability_wording as wording
from hccgenomics.interpret.large_wording import NO_JUNCTION
from hccgenomics.vocabulary import ComponentClass, MarkerState

if TYPE_CHECKING:
    from hccgenomics.interpret.callability import Coverage
    from hccgenomics.interpret.large_parts import PartState
    from hccgenomics.model.curated import MarkerComponent


def by_panel(component: MarkerComponent, part: PartState, coverage: Coverage) -> PartState:
    """The state of a part that files speak of, on a panel that may not hold its genes.

    What was found stays present. Copies off the panel are open; a fusion off the panel was not
    assayed, unless something of it was seen.
    """
    measured = coverage.measured.get(component)
    if measured is None or not measured.why:
        return part
    if component.component_class is ComponentClass.COPY_NUMBER:
        if measured.assayed is not False:
            return part
        off = wording.COPIES_OFF_PANEL.format(gene=component.gene, panel=coverage.panel_name)
        return _open(part, off)
    if measured.assayed is False and part.why == NO_JUNCTION:
        return replace(part, state=MarkerState.NOT_ASSAYED, why=measured.why)
    return _open(part, measured.why)


def _open(part: PartState, why: str) -> PartState:
    """A part that is no longer absent; what makes it present keeps its names."""
    if part.state is MarkerState.PRESENT:
        return replace(part, why=f"{part.why}. {why}")
    return replace(part, state=MarkerState.NO_CALL, why=f"{why} {part.why}", limit=None)


def without_file(component: MarkerComponent, why: str, coverage: Coverage) -> str:
    """Why a part is not assayed whose files were not given, with what the panel adds to it."""
    if component.component_class is ComponentClass.SMALL:
        return why
    measured = coverage.measured.get(component)
    return f"{why} {measured.why}" if measured is not None and measured.why else why
