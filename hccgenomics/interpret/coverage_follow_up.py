"""What would close the parts of markers that panel, depth or purity leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import callability_wording, wording
from hccgenomics.interpret.callability import Lack
from hccgenomics.interpret.requests import Request
from hccgenomics.vocabulary import ComponentClass, MarkerState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.interpret.markers import ComponentResult, MarkerResult


def coverage_requests(markers: Sequence[MarkerResult]) -> Iterator[Request]:
    """The TERT promoter first, then depth that was not given, not enough, or not aimed at."""
    yield from _for_promoter(markers)
    if lacking := _with(markers, Lack.COVERAGE):
        why = wording.FOLLOW_UP_COVERAGE_WHY.format(markers=_have(lacking))
        is_told = any(part.measured is not None for one in lacking for part in one.components)
        test = callability_wording.FOLLOW_UP_DEPTH if is_told else wording.FOLLOW_UP_COVERAGE
        yield Request(test, why, _names(lacking))
    if shallow := _with(markers, Lack.DEPTH):
        parts = [part for marker in shallow for part in _open(marker, Lack.DEPTH)]
        why = callability_wording.FOLLOW_UP_DEEPER_WHY.format(
            markers=_have(shallow), needed=_needed(parts)
        )
        test = callability_wording.FOLLOW_UP_DEEPER.format(genes=_genes(parts))
        yield Request(test, why, _names(shallow))
    for lack, test, why in (
        (
            Lack.PANEL,
            callability_wording.FOLLOW_UP_PANEL,
            callability_wording.FOLLOW_UP_PANEL_WHY,
        ),
        (
            Lack.PURITY,
            callability_wording.FOLLOW_UP_PURITY,
            callability_wording.FOLLOW_UP_PURITY_WHY,
        ),
    ):
        if found := _with(markers, lack):
            genes = _genes(part for marker in found for part in _open(marker, lack))
            yield Request(test.format(genes=genes), why.format(markers=_have(found)), _names(found))


def _for_promoter(markers: Sequence[MarkerResult]) -> Iterator[Request]:
    """A request of its own for the promoter: many assays do not cover it, or thinly."""
    promoters = [marker for marker in markers if any(map(_is_promoter, marker.components))]
    lacks = {
        part.lack
        for marker in promoters
        if marker.state is not MarkerState.PRESENT
        for part in marker.components
        if _is_promoter(part)
    }
    if Lack.COVERAGE in lacks:
        test, why = wording.FOLLOW_UP_TERT, wording.FOLLOW_UP_TERT_WHY
    elif Lack.DEPTH in lacks:
        test = callability_wording.FOLLOW_UP_TERT
        why = callability_wording.FOLLOW_UP_TERT_SHALLOW_WHY
    elif Lack.PANEL in lacks:
        test = callability_wording.FOLLOW_UP_TERT
        why = callability_wording.FOLLOW_UP_TERT_OFF_WHY
    else:
        return
    yield Request(test, why, _names(promoters))


def _is_promoter(part: ComponentResult) -> bool:
    return part.component.promoter


def _with(markers: Iterable[MarkerResult], lack: Lack) -> list[MarkerResult]:
    """Markers that are open, or not assayed, for one want."""
    is_open = {MarkerState.NO_CALL, MarkerState.NOT_ASSAYED}
    return [one for one in markers if one.state in is_open and any(True for _ in _open(one, lack))]


def _open(marker: MarkerResult, lack: Lack) -> Iterator[ComponentResult]:
    small = ComponentClass.SMALL
    return (
        part
        for part in marker.components
        if part.lack is lack and part.component.component_class is small
    )


def _needed(parts: Iterable[ComponentResult]) -> str:
    """The depth that would do for all of them; "" where none would for some."""
    depths = [None if part.measured is None else part.measured.needed_depth for part in parts]
    told = [depth for depth in depths if depth is not None]
    if len(told) < len(depths):
        return ""
    return callability_wording.FOLLOW_UP_NEEDED.format(depth=f"{max(told):,}")


def _genes(parts: Iterable[ComponentResult]) -> str:
    return wording.listed(dict.fromkeys(map(_called, parts)))


def _called(part: ComponentResult) -> str:
    component = part.component
    if component.promoter:
        return callability_wording.PROMOTER_OF.format(gene=component.gene)
    return component.gene


def _names(markers: Iterable[MarkerResult]) -> tuple[str, ...]:
    return tuple(marker.marker for marker in markers)


def _have(markers: Sequence[MarkerResult]) -> str:
    return wording.counted(len(markers), *wording.MARKERS_HAVE)
