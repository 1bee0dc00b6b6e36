"""Tests that copies, junctions and viral sequence ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import large_wording as wording
from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.interpret.card_checks import is_lost
from hccgenomics.interpret.card_plans import AMPLIFIED, DELETED, is_asked_for, is_found
from hccgenomics.interpret.copy_wording import NO_SEX
from hccgenomics.interpret.large_events import named_with_amount
from hccgenomics.interpret.requests import Request
from hccgenomics.interpret.wording import listed
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.structural import StructuralAlteration
from hccgenomics.vocabulary import (
    ComponentClass,
    Disease,
    MarkerState,
    StructuralEventKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from hccgenomics.interpret.markers import ComponentResult, MarkerResult
    from hccgenomics.model.altered import AnyAlteration

CHROMOSOME_X: Final = "chrX"
FLC: Final = "DNAJB1::PRKACA"
_RB1: Final = "RB1"
_FLC_GENES: Final = frozenset(FLC.split("::"))
STAININGS: Final = (
    (
        frozenset({"FGF19", "CCND1"}),
        AMPLIFIED,
        wording.FGF19_STAINING,
        wording.FGF19_STAINING_WHY,
        ("FGF19 amplification",),
    ),
    (frozenset({"MET"}), AMPLIFIED, wording.MET_STAINING, wording.MET_STAINING_WHY, ("MET",)),
    (
        frozenset({"ERBB2"}),
        AMPLIFIED,
        wording.HER2_STAINING,
        wording.HER2_STAINING_WHY,
        ("tumour-agnostic set",),
    ),
    (
        frozenset({"CDKN2A", "CCND1"}),
        AMPLIFIED | DELETED,
        wording.RB1_STAINING,
        wording.RB1_STAINING_WHY,
        ("CDKN2A/RB1",),
    ),
)
"""Genes, the classes of copies that ask, the staining, why, and the markers it bears on."""


def large_requests(
    markers: Sequence[MarkerResult],
    alterations: Sequence[AnyAlteration],
    disease: Disease | None = None,
) -> Iterator[Request]:
    """What copies and junctions ask for, the most telling first."""
    copies = [one for one in alterations if isinstance(one, CopyNumberAlteration)]
    needless = needless_tests(alterations)
    yield from (request for request in _stainings(copies) if request.test not in needless)
    yield from _for_fusions(markers, alterations, disease)
    confirmed = [one for one in copies if _counts(one)]
    yield from _confirmation(confirmed)
    yield from _open_copies(markers, {one.gene for one in confirmed})


def needless_tests(alterations: Sequence[AnyAlteration]) -> frozenset[str]:
    """Tests of which the answer is known: whether RB1 is intact, where it is lost."""
    is_known = any(one.gene == _RB1 and is_lost(one) for one in alterations)
    return frozenset({wording.RB1_STAINING}) if is_known else frozenset()


def _counts(alteration: CopyNumberAlteration) -> bool:
    """A finding, or on the border of one."""
    return is_found(alteration) or is_asked_for(alteration)


def _stainings(copies: Sequence[CopyNumberAlteration]) -> Iterator[Request]:
    for genes, classes, test, why, markers in STAININGS:
        asking = [one for one in copies if one.gene in genes and one.copies.copy_class in classes]
        if asking:
            yield Request(test, why.format(names=_names(asking)), markers)


def _confirmation(copies: Sequence[CopyNumberAlteration]) -> Iterator[Request]:
    if copies:
        genes = listed(one.gene for one in copies)
        yield Request(
            wording.FISH.format(genes=genes), wording.FISH_WHY.format(names=_names(copies)), ()
        )


def _open_copies(markers: Sequence[MarkerResult], named: AbstractSet[str]) -> Iterator[Request]:
    """Copies that the files speak of and do not decide, with why; of others than those named."""
    open_parts = [
        (marker.marker, part)
        for marker in markers
        if marker.state is MarkerState.NO_CALL
        for part in marker.components
        if _is_open(part) and part.component.gene not in named
    ]
    for_sex = [found for found in open_parts if _lacks_sex(found[1])]
    others = [found for found in open_parts if found not in for_sex]
    if others:
        yield _for_copies(others)
    if for_sex:
        genes = listed(part.component.gene for _, part in for_sex)
        yield Request(wording.SEX.format(genes=genes), wording.SEX_WHY, _markers(for_sex))


def _for_copies(found: Sequence[tuple[str, ComponentResult]]) -> Request:
    by_reason: dict[str, list[str]] = {}
    for _, part in found:
        by_reason.setdefault(part.why, []).append(part.component.gene)
    said = " ".join(
        wording.COPIES_OPEN_GENES.format(genes=listed(genes), why=why)
        for why, genes in by_reason.items()
    )
    names = listed(part.component.gene for _, part in found)
    why = f"{wording.COPIES_OPEN_WHY} {said}"
    return Request(wording.COPIES_OPEN.format(genes=names), why, _markers(found))


def _markers(found: Sequence[tuple[str, ComponentResult]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(marker for marker, _ in found))


def _lacks_sex(part: ComponentResult) -> bool:
    return part.why == NO_SEX.format(contig=CHROMOSOME_X)


def _is_open(part: ComponentResult) -> bool:
    is_copies = part.component.component_class is ComponentClass.COPY_NUMBER
    return is_copies and part.state is MarkerState.NO_CALL


def _for_fusions(
    markers: Sequence[MarkerResult],
    alterations: Sequence[AnyAlteration],
    disease: Disease | None,
) -> Iterator[Request]:
    """RNA for what only DNA shows; PRKACA where the entity asks for it."""
    fusions = [
        one
        for one in alterations
        if isinstance(one, StructuralAlteration) and one.is_driver and _is_dna_fusion(one)
    ]
    prkaca = [one for one in fusions if set(one.event.genes) >= _FLC_GENES]
    others = [altered_name(one) for one in fusions if one not in prkaca]
    if prkaca:
        yield Request(
            wording.PRKACA, wording.PRKACA_SEEN_WHY.format(names=altered_name(prkaca[0])), (FLC,)
        )
    elif disease is Disease.FIBROLAMELLAR and not _is_present(FLC, markers):
        yield Request(wording.PRKACA, wording.PRKACA_ASKED_WHY, (FLC,))
    if others:
        yield Request(wording.RNA.format(names=listed(others)), wording.RNA_WHY, ())


def _is_dna_fusion(alteration: StructuralAlteration) -> bool:
    event = alteration.event
    return event.kind is StructuralEventKind.FUSION and not event.is_rna


def _is_present(name: str, markers: Sequence[MarkerResult]) -> bool:
    return any(one.marker == name and one.state is MarkerState.PRESENT for one in markers)


def _names(copies: Sequence[CopyNumberAlteration]) -> str:
    return "; ".join(map(named_with_amount, copies))
