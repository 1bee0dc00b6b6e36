"""The rules on tumour suppressors: what breaks the gene, and what only seems to.

The loss of one exon or several counts as a null change of a tumour suppressor, as a truncation
does (criterion OVS1 of Horak 2022, doi:10.1016/j.gim.2022.01.001).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import structural_reasons as reasons
from hccgenomics.interpret.reasons import BOTH_ROLES
from hccgenomics.model.alteration import Finding
from hccgenomics.vocabulary import Frame, GeneRole, StructuralEventKind

if TYPE_CHECKING:
    from hccgenomics.interpret.structural_tables import StructuralTables
    from hccgenomics.model.structural import StructuralEvent

BROKEN: Final = "suppressor_broken"
DELETED: Final = "suppressor_deleted"
EXONS_DELETED: Final = "suppressor_exons_deleted"
EXONS_DUPLICATED: Final = "suppressor_exons_duplicated"
BROAD: Final = "broad_deletion"
WHOLE: Final = "suppressor_coding_sequence_whole"
UNCLEAR: Final = "suppressor_effect_unknown"

_LOST: Final = {
    StructuralEventKind.DISRUPTION: (BROKEN, reasons.BROKEN),
    StructuralEventKind.GENE_DELETED: (DELETED, reasons.GENE_GONE),
    StructuralEventKind.EXONS_DELETED: (EXONS_DELETED, reasons.EXONS_GONE),
    StructuralEventKind.EXONS_DUPLICATED: (EXONS_DUPLICATED, reasons.EXONS_TWICE),
}


def suppressor(event: StructuralEvent, tables: StructuralTables) -> Finding | None:
    """The loss of a tumour suppressor, by whatever the rearrangement does to it."""
    if event.kind is StructuralEventKind.FUSION or not tables.is_suppressor(event.genes[0]):
        return None
    match event.kind:
        case StructuralEventKind.GENE_DELETED:
            return _of_deletion(event, tables)
        case StructuralEventKind.DISRUPTION:
            return _of_break(event, tables)
        case StructuralEventKind.EXONS_DELETED:
            return _of_exons(event, tables)
        case StructuralEventKind.EXONS_DUPLICATED:
            return _of_duplication(event, tables)
        case _:
            return None


def _of_deletion(event: StructuralEvent, tables: StructuralTables) -> Finding:
    bases, limit = event.deleted_bases, tables.settings.focal_width
    if bases is not None and bases > limit:
        why = reasons.BROAD.format(bases=bases, limit=limit, gene=event.genes[0])
        return Finding(BROAD, drives=False, why=why)
    return _loss(event, tables)


def _of_break(event: StructuralEvent, tables: StructuralTables) -> Finding:
    if event.frame is Frame.NOT_CODING:
        return _whole(event)
    return _loss(event, tables)


def _of_exons(event: StructuralEvent, tables: StructuralTables) -> Finding:
    if event.frame is Frame.NOT_CODING:
        return _start_lost(event) or _whole(event)
    return _loss(event, tables)


def _of_duplication(event: StructuralEvent, tables: StructuralTables) -> Finding:
    gene = event.genes[0]
    if None in (event.exons or (None, None)):
        return Finding(WHOLE, drives=False, why=reasons.WHOLE_COPY.format(gene=gene))
    if event.frame is Frame.OUT_OF_FRAME:
        return _loss(event, tables)
    return Finding(UNCLEAR, drives=None, why=reasons.DUPLICATED.format(gene=gene))


def _start_lost(event: StructuralEvent) -> Finding | None:
    """The promoter and untranslated exons are gone, and all of the coding sequence is there."""
    last, first = event.exons or (None, None)
    if last is not None or first is None:
        return None
    why = reasons.PROMOTER_LOST.format(gene=event.genes[0])
    return Finding(UNCLEAR, drives=None, why=why)


def _whole(event: StructuralEvent) -> Finding:
    why = reasons.NOT_CODING_LOSS.format(gene=event.genes[0], why=event.frame_why)
    return Finding(WHOLE, drives=False, why=why)


def _loss(event: StructuralEvent, tables: StructuralTables) -> Finding:
    gene = event.genes[0]
    code, what = _LOST[event.kind]
    both = BOTH_ROLES if tables.role(gene) is GeneRole.BOTH else ""
    lost = reasons.SUPPRESSOR_LOST.format(what=what, gene=gene, both=both)
    why = f"{lost} {reasons.OTHER_ALLELE_OPEN}"
    return Finding(code, drives=True, why=why)
