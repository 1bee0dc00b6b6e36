"""Both ends of an adjacency in one gene: which exons are lost, doubled or turned round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.annotate import structural_wording as wording
from hccgenomics.annotate.frames import frame_without
from hccgenomics.annotate.junctions import described, exons_text, inserted_length, where
from hccgenomics.model.codons import CODON
from hccgenomics.vocabulary import AdjacencyKind, Frame, GenePart, StructuralEventKind

if TYPE_CHECKING:
    from hccgenomics.annotate.breakends import GeneBreak, Spot
    from hccgenomics.model.structural import StructuralEvent
    from hccgenomics.model.structural_files import Adjacency

    Spots = tuple[Spot, Spot]

DELETED = (GenePart.FIVE_PRIME, GenePart.THREE_PRIME)
"""The parts that a deletion keeps, in the direction of the gene."""
DUPLICATED = (GenePart.THREE_PRIME, GenePart.FIVE_PRIME)


def within_gene(adjacency: Adjacency, one: GeneBreak, other: GeneBreak) -> StructuralEvent:
    """The event of a gene that holds both break ends."""
    before, after = sorted((one, other), key=lambda found: found.along)
    event = _of_spots(adjacency, before, after)
    ends = {found.published: None for found in (before, after)}
    return replace(event, genes=(before.gene,), breaks=tuple(ends))


def _of_spots(adjacency: Adjacency, before: GeneBreak, after: GeneBreak) -> StructuralEvent:
    if before.spot is None or after.spot is None:
        return _unknown_exons(adjacency, before, after)
    spots = (before.spot, after.spot)
    if is_intronic(*spots):
        return _intronic(adjacency, before, after)
    if adjacency.kind is AdjacencyKind.INSERTION and before.along == after.along:
        return _inserted(adjacency, before)
    match before.part, after.part:
        case parts if parts == DELETED:
            return _deleted(adjacency, before.gene, spots, _between(before, after))
        case parts if parts == DUPLICATED:
            return _duplicated(adjacency, before.gene, spots, _between(before, after))
        case _:
            return _turned(adjacency, before, after)


def is_intronic(before: Spot, after: Spot) -> bool:
    """Whether both cuts lie in one intron, so that no exon is touched."""
    return before.exon is None and after.exon is None and before.before == after.before


def _between(before: GeneBreak, after: GeneBreak) -> int:
    return after.along - before.along


def _unknown_exons(adjacency: Adjacency, before: GeneBreak, after: GeneBreak) -> StructuralEvent:
    name = wording.BROKEN_BESIDE.format(gene=before.gene)
    event = described(adjacency, StructuralEventKind.DISRUPTION, name)
    why = wording.ONLY_PLACE.format(genes=before.gene)
    return replace(event, why=_seen(before, after), frame_why=why)


def _seen(before: GeneBreak, after: GeneBreak) -> str:
    one, other = (f"{found.gene} {where(found)}" for found in (before, after))
    return wording.JOINED.format(first=one, second=other)


def _intronic(adjacency: Adjacency, before: GeneBreak, after: GeneBreak) -> StructuralEvent:
    number = before.spot.before if before.spot is not None else 0
    name = wording.INTRONIC.format(gene=before.gene, number=number)
    event = described(adjacency, StructuralEventKind.INTRONIC, name)
    why = wording.NO_EXON_TOUCHED.format(gene=before.gene, number=number)
    return replace(event, why=why, frame=Frame.NOT_CODING)


def _inserted(adjacency: Adjacency, found: GeneBreak) -> StructuralEvent:
    name = wording.BROKEN.format(gene=found.gene, place=where(found))
    event = described(adjacency, StructuralEventKind.DISRUPTION, name)
    bases = inserted_length(adjacency)
    said = wording.INSERTED_BASES.format(bases=bases) if bases else wording.INSERTED_UNKNOWN
    place = f"{found.gene} {where(found)}"
    frame, frame_why = _frame_of_insertion(found.spot, bases)
    why = wording.INSERTED_AT.format(bases=said, first=place)
    return replace(event, why=why, frame=frame, frame_why=frame_why)


def _frame_of_insertion(spot: Spot | None, bases: int) -> tuple[Frame, str]:
    if spot is None or not 0 < spot.coding < spot.coding_length:
        return Frame.NOT_CODING, wording.OUTSIDE_CODING
    if not bases:
        return Frame.UNKNOWN, wording.LENGTH_UNKNOWN
    if bases % CODON:
        return Frame.OUT_OF_FRAME, wording.LOST_OUT_OF_FRAME.format(bases=bases, what=wording.ADDED)
    return Frame.UNKNOWN, wording.STOPS_UNKNOWN.format(bases=bases)


def _deleted(adjacency: Adjacency, gene: str, spots: Spots, bases: int) -> StructuralEvent:
    before, after = spots
    first, last = before.exon or before.before + 1, after.exon or after.before
    name = wording.EXONS_DELETED.format(gene=gene, exons=_lost_text(spots, first, last))
    event = described(adjacency, StructuralEventKind.EXONS_DELETED, name)
    start, end = _lost_coding(spots)
    frame, frame_why = frame_without(start, end, before.coding_length, wording.DELETED)
    return replace(
        event,
        why=wording.EXONS_LOST.format(bases=bases, gene=gene, exons=exons_text(first, last)),
        exons=_kept(spots),
        frame=Frame.UNKNOWN if _is_rough(adjacency, spots) else frame,
        frame_why=wording.IMPRECISE_IN_EXON if _is_rough(adjacency, spots) else frame_why,
        residues=residues_of(start, end, before.coding_length),
        notes=(*event.notes, *_cut_notes(spots)),
    )


def _is_rough(adjacency: Adjacency, spots: Spots) -> bool:
    """Whether bases would have to be counted and cannot be."""
    return adjacency.is_imprecise and _is_base_to_base(spots)


def _is_base_to_base(spots: Spots) -> bool:
    return all(spot.exon is not None for spot in spots)


def _lost_text(spots: Spots, first: int, last: int) -> str:
    before, after = spots
    if before.exon is not None and before.exon == after.exon:
        return wording.PART_OF_EXON.format(number=first)
    return exons_text(first, last)


def _lost_coding(spots: Spots) -> tuple[int, int]:
    """Coding bases that the transcript lacks; an exon that lost a splice site is left out."""
    before, after = spots
    if _is_base_to_base(spots):
        return before.coding, after.coding
    return before.exon_start, after.exon_end


def _kept(spots: Spots) -> tuple[int | None, int | None]:
    before, after = spots
    if _is_base_to_base(spots):
        return before.exon, after.exon
    return before.before or None, after.after if after.after <= after.exons else None


def residues_of(start: int, end: int, coding_length: int) -> tuple[int, int] | None:
    """Of the coding bases ``start`` to ``end``; the stop codon is no residue.

    >>> residues_of(13, 241, 2346)
    (5, 81)
    """
    first, last = max(start, 0), min(end, coding_length - CODON)
    if last <= first:
        return None
    return first // CODON + 1, (last - 1) // CODON + 1


def _cut_notes(spots: Spots) -> tuple[str, ...]:
    if _is_base_to_base(spots):
        return ()
    cut = (spot.exon for spot in spots if spot.exon is not None)
    return tuple(wording.CUT_SPLICE_SITE.format(exon=exon) for exon in cut)


def _duplicated(adjacency: Adjacency, gene: str, spots: Spots, bases: int) -> StructuralEvent:
    before, after = spots
    first, last = before.after, after.before
    is_part = first > last
    text = _lost_text(spots, before.exon or first, after.exon or last)
    if not is_part:
        text = exons_text(first, last)
    name = wording.EXONS_DUPLICATED.format(gene=gene, exons=text)
    event = described(adjacency, StructuralEventKind.EXONS_DUPLICATED, name)
    start, end = _doubled_coding(spots)
    frame, frame_why = frame_without(start, end, before.coding_length, wording.TWICE)
    return replace(
        event,
        why=wording.EXONS_TWICE.format(bases=bases, gene=gene, exons=text),
        exons=_doubled_exons(spots),
        frame=Frame.UNKNOWN if _is_rough(adjacency, spots) else frame,
        frame_why=wording.IMPRECISE_IN_EXON if _is_rough(adjacency, spots) else frame_why,
    )


def _doubled_exons(spots: Spots) -> tuple[int | None, int | None]:
    """The last exon of the first copy and the first of the second."""
    before, after = spots
    if _is_base_to_base(spots):
        return after.exon, before.exon
    return after.before or None, before.after


def _doubled_coding(spots: Spots) -> tuple[int, int]:
    before, after = spots
    if _is_base_to_base(spots):
        return before.coding, after.coding
    return before.exon_end, max(before.exon_end, after.exon_start)


def _turned(adjacency: Adjacency, before: GeneBreak, after: GeneBreak) -> StructuralEvent:
    """An inversion within the gene, or ends of which the sides are not known."""
    place = where(before) if where(before) == where(after) else _two(before, after)
    name = wording.BROKEN.format(gene=before.gene, place=place)
    event = described(adjacency, StructuralEventKind.DISRUPTION, name)
    unknown = GenePart.UNKNOWN in {before.part, after.part}
    notes = (wording.ORIENTATION_UNKNOWN_WITHIN,) if unknown else ()
    why = _seen(before, after) if unknown else _turned_text(before, after)
    return replace(event, why=why, notes=(*event.notes, *notes))


def _two(before: GeneBreak, after: GeneBreak) -> str:
    return f"{where(before)} and {where(after)}"


def _turned_text(before: GeneBreak, after: GeneBreak) -> str:
    return wording.TURNED.format(gene=before.gene, place=_two(before, after))
