"""What an adjacency does to the genes a report speaks of.

Both ends in one gene: exons deleted, duplicated or turned round, or nothing but an intron changed.
One end in a gene: the gene is broken, or joined to another. No end in it: the gene may be deleted
whole, or have something new brought before its promoter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.annotate import structural_wording as wording
from hccgenomics.annotate.breakends import PROMOTER, beside, breaks_at, cut_gap, is_unsure
from hccgenomics.annotate.frames import frame_without
from hccgenomics.annotate.fusion import fusions_of
from hccgenomics.annotate.junctions import (
    described,
    ends_of,
    exons_text,
    joined_text,
    lost_bases,
    where,
)
from hccgenomics.annotate.remarks import remarks_of
from hccgenomics.annotate.within import within_gene
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import AdjacencyKind, Frame, GenePart, StructuralEventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.annotate.breakends import Atlas, GeneBreak
    from hccgenomics.model.structural import StructuralEvent
    from hccgenomics.model.structural_files import Adjacency

    Breaks = tuple[GeneBreak, ...]


def events_of(adjacency: Adjacency, atlas: Atlas) -> tuple[StructuralEvent, ...]:
    """Every event of an adjacency that concerns a gene a report speaks of."""
    first = breaks_at(adjacency.first, atlas)
    second = () if adjacency.second is None else breaks_at(adjacency.second, atlas)
    if not first and not second and adjacency.kind is not AdjacencyKind.DELETION:
        return ()
    fusions = fusions_of(adjacency, first, second, atlas)
    others = (
        *_of_broken(adjacency, first, second, atlas),
        *_of_promoters(adjacency, first, second, atlas),
        *_of_deleted(adjacency, atlas),
    )
    if not fusions and not others:
        return ()
    remarks = (*remarks_of(first, second, atlas), *_unsure(adjacency, first, second, atlas))
    return tuple(replace(one, notes=(*one.notes, *remarks)) for one in (*fusions, *others))


def _unsure(adjacency: Adjacency, first: Breaks, second: Breaks, atlas: Atlas) -> tuple[str, ...]:
    """Exons that may be others, for the caller's interval reaches into them."""
    pairs = [(adjacency.first, one) for one in first]
    if adjacency.second is not None:
        pairs += [(adjacency.second, one) for one in second]
    return tuple(
        wording.UNSURE.format(gene=one.gene, place=where(one))
        for end, one in pairs
        if one.gene in atlas.reported and is_unsure(end, one, atlas)
    )


# --- genes that are cut ---------------------------------------------------------------


def _of_broken(
    adjacency: Adjacency, first: Breaks, second: Breaks, atlas: Atlas
) -> Iterator[StructuralEvent]:
    cut = {one.gene: one for one in first if one.is_inside}
    cut_too = {one.gene: one for one in second if one.is_inside}
    for gene in sorted({**cut, **cut_too}.keys() & atlas.reported):
        one, other = cut.get(gene), cut_too.get(gene)
        if not lost_bases(adjacency) and adjacency.kind is AdjacencyKind.INSERTION:
            one, other = one or other, other or one
        if one is not None and other is not None:
            yield within_gene(adjacency, one, other)
        elif (found := one or other) is not None and not _stays_whole(found):
            yield _broken(adjacency, found, joined_text(adjacency, first, second))


def _stays_whole(found: GeneBreak) -> bool:
    """Whether the break is that of a promoter: all of the coding sequence is kept behind it."""
    return _is_in_leader(found)


def _is_in_leader(found: GeneBreak) -> bool:
    spot = found.spot
    is_first = spot is not None and spot.exon == 1 and spot.coding <= 0
    return is_first and found.part is GenePart.THREE_PRIME


def _broken(adjacency: Adjacency, found: GeneBreak, why: str) -> StructuralEvent:
    """One end in the gene, the other elsewhere."""
    match adjacency.kind:
        case AdjacencyKind.DELETION | AdjacencyKind.INSERTION if found.spot is not None:
            return _end_deleted(adjacency, found, why)
        case AdjacencyKind.DUPLICATION:
            return _end_duplicated(adjacency, found, why)
        case _:
            return _disrupted(adjacency, found, why)


def _disrupted(adjacency: Adjacency, found: GeneBreak, why: str) -> StructuralEvent:
    name = wording.BROKEN.format(gene=found.gene, place=where(found))
    if found.spot is None:
        name = wording.BROKEN_BESIDE.format(gene=found.gene)
    event = described(adjacency, StructuralEventKind.DISRUPTION, name)
    frame, frame_why = _behind_stop(found)
    return _with(event, found, why, frame, frame_why)


def _behind_stop(found: GeneBreak) -> tuple[Frame, str]:
    spot = found.spot
    if spot is None or spot.coding < spot.coding_length:
        return Frame.UNKNOWN, ""
    return Frame.NOT_CODING, wording.BEHIND_STOP


def _end_deleted(adjacency: Adjacency, found: GeneBreak, why: str) -> StructuralEvent:
    """A deletion that takes one end of the gene with it."""
    spot = found.spot
    if spot is None or found.side is None:
        return _disrupted(adjacency, found, why)
    is_start = found.part is GenePart.THREE_PRIME
    first = 1 if is_start else spot.exon or spot.before + 1
    last = (spot.exon or spot.before) if is_start else spot.exons
    exons = (None, _within(spot.after, spot.exons)) if is_start else (spot.before or None, None)
    lost = (-1, spot.coding) if is_start else (spot.coding, spot.coding_length)
    name = wording.EXONS_DELETED.format(gene=found.gene, exons=exons_text(first, last))
    event = described(adjacency, StructuralEventKind.EXONS_DELETED, name)
    frame, frame_why = frame_without(*lost, spot.coding_length, wording.DELETED)
    return replace(_with(event, found, why, frame, frame_why), exons=exons)


def _within(number: int, exons: int) -> int | None:
    return number if number <= exons else None


def _end_duplicated(adjacency: Adjacency, found: GeneBreak, why: str) -> StructuralEvent:
    """A tandem duplication that ends in the gene: one whole copy of it remains."""
    event = _disrupted(adjacency, found, why)
    spot = found.spot
    name, exons = event.name, None
    if spot is not None and found.side is not None:
        is_end = found.part is GenePart.THREE_PRIME
        first, last = (spot.after, spot.exons) if is_end else (1, spot.before)
        exons = (None, first) if is_end else (last or None, None)
        text = exons_text(first, last) if first <= last else where(found)
        name = wording.EXONS_DUPLICATED.format(gene=found.gene, exons=text)
    return replace(
        event,
        kind=StructuralEventKind.EXONS_DUPLICATED,
        name=name,
        exons=exons,
        frame=Frame.UNKNOWN,
        frame_why="",
        notes=(*event.notes, wording.WHOLE_COPY),
    )


def _with(
    event: StructuralEvent, found: GeneBreak, why: str, frame: Frame, frame_why: str
) -> StructuralEvent:
    return replace(
        event,
        genes=(found.gene,),
        why=why,
        frame=frame,
        frame_why=frame_why,
        breaks=(found.published,),
    )


# --- promoters ------------------------------------------------------------------------


def _of_promoters(
    adjacency: Adjacency, first: Breaks, second: Breaks, atlas: Atlas
) -> Iterator[StructuralEvent]:
    """Break ends before a gene that is switched on so, where the side with the gene is kept."""
    for gene in atlas.reaches:
        ends = [one for one in (*first, *second) if one.gene == gene and _is_promoter(one)]
        kept = [one for one in ends if one.side != -1]
        if not kept or _cuts(gene, (*first, *second)):
            continue
        near = min(kept, key=lambda one: one.published.distance or 0)
        notes = [wording.BOTH_IN_PROMOTER.format(gene=gene)] if _stays(ends, adjacency) else []
        if near.side is None:
            notes.append(wording.ORIENTATION_UNKNOWN)
        event = _rearranged(adjacency, near, joined_text(adjacency, first, second))
        yield replace(
            event,
            breaks=tuple(one.published for one in ends),
            notes=(*event.notes, *notes),
        )


def _is_promoter(found: GeneBreak) -> bool:
    return found.published.region == PROMOTER or _is_in_leader(found)


def _cuts(gene: str, breaks: Breaks) -> bool:
    return any(one.gene == gene and one.is_inside and not _is_in_leader(one) for one in breaks)


def _stays(ends: list[GeneBreak], adjacency: Adjacency) -> bool:
    return len(ends) > 1 or adjacency.kind is AdjacencyKind.INSERTION


def _rearranged(adjacency: Adjacency, near: GeneBreak, joined: str) -> StructuralEvent:
    name = wording.PROMOTER.format(gene=near.gene)
    event = described(adjacency, StructuralEventKind.PROMOTER_REARRANGEMENT, name)
    distance = near.published.distance
    text = wording.PROMOTER_IN_LEADER if distance is None else wording.PROMOTER_SEEN
    why = text.format(distance=f"{distance or 0:,}", gene=near.gene, joined=joined)
    return _with(event, near, why, Frame.NOT_CODING, "")


# --- genes that are lost whole --------------------------------------------------------


def _of_deleted(adjacency: Adjacency, atlas: Atlas) -> Iterator[StructuralEvent]:
    if adjacency.kind is not AdjacencyKind.DELETION or adjacency.second is None:
        return
    start, end = sorted((cut_gap(adjacency.first), cut_gap(adjacency.second)))
    gone = Interval(adjacency.first.contig, start, end)
    for gene in _spanned(gone, atlas):
        event = described(
            adjacency,
            StructuralEventKind.GENE_DELETED,
            wording.GENE_DELETED.format(gene=gene),
        )
        why = wording.GENE_DELETED_SEEN.format(gene=gene, bases=len(gone))
        around = (beside(end, gene, atlas) for end in ends_of(adjacency))
        yield replace(
            event,
            genes=(gene,),
            why=why,
            frame=Frame.NOT_CODING,
            breaks=tuple(one for one in around if one is not None),
        )


def _spanned(gone: Interval, atlas: Atlas) -> list[str]:
    modelled = set(atlas.models.genes_at(gone))
    placed = atlas.reported - set(atlas.models.symbols)
    near = modelled | {one for one in placed if one in _names_within(gone, atlas)}
    spans = ((gene, atlas.span(gene)) for gene in sorted(near))
    return [gene for gene, span in spans if span is not None and gone.contains(span[0])]


def _names_within(gone: Interval, atlas: Atlas) -> set[str]:
    return {place.symbol for place in atlas.places.within(gone.contig, gone.start, gone.end)}
