"""What a report says of copies, junctions and viral sequence at a place, gene or marker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import AlterationKind

if TYPE_CHECKING:
    from hccgenomics.model.copy_number import (
        CopyAgreement,
        GeneCopies,
    )
    from hccgenomics.model.report import Alteration, Report
    from hccgenomics.model.structural import (
        Integration,
        StructuralEvent,
    )
    from hccgenomics.pipeline.locus import Locus

FUSED: Final = "::"


@dataclass(frozen=True, slots=True)
class Larger:
    """Everything that is no small variant, of what was asked for."""

    copies: tuple[GeneCopies, ...]
    agreements: tuple[CopyAgreement, ...]
    events: tuple[StructuralEvent, ...]
    events_left_out: tuple[StructuralEvent, ...]
    integrations: tuple[Integration, ...]
    alterations: tuple[Alteration, ...]


def larger_at(locus: Locus, report: Report) -> Larger:
    """What concerns the genes asked for, or a place without alleles of its own."""
    genes = _genes(locus, report)
    copies, junctions = report.copy_number, report.structural
    return Larger(
        copies=tuple(found for found in copies.genes if found.gene in genes),
        agreements=tuple(found for found in copies.agreements if found.gene in genes),
        events=tuple(found for found in junctions.events if genes & _named(found)),
        events_left_out=tuple(found for found in junctions.set_aside if genes & _named(found)),
        integrations=tuple(found for found in junctions.integrations if found.gene in genes),
        alterations=tuple(
            found
            for found in report.alterations
            if not is_of_record(found) and (genes & set(found.gene.split(FUSED)))
        ),
    )


def is_of_record(found: Alteration) -> bool:
    """Whether an alteration is told from the ledger's entries."""
    return found.kind is AlterationKind.SMALL


def _genes(locus: Locus, report: Report) -> frozenset[str]:
    if locus.marker:
        parts = next(m for m in report.markers if m.marker == locus.marker).components
        return frozenset(gene for part in parts for gene in part.gene.split(FUSED))
    if locus.gene:
        return frozenset(locus.gene.split(FUSED))
    if locus.variants:
        return frozenset()
    return frozenset(
        found.gene
        for found in report.copy_number.genes
        for at in locus.places
        if Interval(found.contig, found.start, found.end).overlaps(at)
    )


def _named(event: StructuralEvent) -> frozenset[str]:
    return frozenset((*event.genes, *(found.gene for found in event.breaks)))
