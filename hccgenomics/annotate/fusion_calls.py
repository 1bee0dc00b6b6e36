"""Rows of fusion tables: RNA joined base by base, or what a tool made of DNA.

Where the table gives places, exons and frame are ours, on MANE Select, and the tool's own frame is
held against ours; without places they are the tool's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hccgenomics.annotate import structural_wording as wording
from hccgenomics.annotate.breakends import INSIDE, break_of_gene
from hccgenomics.annotate.frames import CodingSide, frame_of, frame_without
from hccgenomics.annotate.fusion import fusion_name, joint
from hccgenomics.annotate.junctions import exons_text, place_of, where
from hccgenomics.annotate.within import residues_of
from hccgenomics.model.genome import Interval
from hccgenomics.model.structural import StructuralEvent
from hccgenomics.vocabulary import Frame, StructuralEventKind

if TYPE_CHECKING:
    from hccgenomics.annotate.breakends import Atlas, GeneBreak
    from hccgenomics.model.structural_files import (
        Breakend,
        FusionCall,
        Side,
    )

    Exons = tuple[int | None, int | None]
    Joint = tuple[Exons, Frame, str, tuple[str, ...]]

FIVE, THREE = -1, 1
"""The side of a gene that a partner gives, as ``GeneBreak.side``."""


@dataclass(frozen=True, slots=True)
class ReadCall:
    """What a row comes to; ``objection`` says why it is no fusion."""

    event: StructuralEvent
    objection: str = ""


def event_of_call(call: FusionCall, atlas: Atlas) -> ReadCall | None:
    """The event of one row; ``None`` where it concerns no gene a report speaks of."""
    if not {call.five_prime, call.three_prime} & atlas.reported:
        return None
    if _is_turned(call, atlas):
        read = event_of_call(_turned(call), atlas)
        return None if read is None else _with_note(read, wording.TURNED_ROW)
    five, against = _partner(call.first, call.five_prime, FIVE, atlas)
    three, against_too = _partner(call.second, call.three_prime, THREE, atlas)
    objection = against or against_too
    if objection:
        return ReadCall(_refused(call, five, three, objection), objection)
    found = _joint(call, five, three)
    if call.five_prime == call.three_prime:
        event = _within(call, five, three, found)
    else:
        event = _event(call, five, three, found)
    return ReadCall(event)


def _is_turned(call: FusionCall, atlas: Atlas) -> bool:
    """Whether the sides that are told make the second gene the 5′ partner."""
    if call.five_prime == call.three_prime or None in (call.first, call.second):
        return False
    told = (
        _side_of(call.first, call.five_prime, atlas),
        _side_of(call.second, call.three_prime, atlas),
    )
    return told == (THREE, FIVE)


def _side_of(end: Breakend | None, gene: str, atlas: Atlas) -> int | None:
    found = None if end is None else break_of_gene(end, gene, atlas)
    return None if found is None else found.side


def _turned(call: FusionCall) -> FusionCall:
    return replace(
        call,
        five_prime=call.three_prime,
        three_prime=call.five_prime,
        first=call.second,
        second=call.first,
        exons=call.exons[::-1],
    )


def _with_note(read: ReadCall, note: str) -> ReadCall:
    return replace(read, event=replace(read.event, notes=(*read.event.notes, note)))


def _refused(
    call: FusionCall, five: GeneBreak | None, three: GeneBreak | None, why: str
) -> StructuralEvent:
    """A row that states no fusion of these genes: no exons, no frame."""
    return _event(call, five, three, ((None, None), Frame.UNKNOWN, why, ()))


def _partner(
    end: Breakend | None, gene: str, side: int, atlas: Atlas
) -> tuple[GeneBreak | None, str]:
    """A partner at its place, and what speaks against it."""
    span = atlas.span(gene)
    if end is None or span is None:
        return None, ""
    forward: Side = 1 if span[1] * side < 0 else -1
    placed = end if end.keeps else replace(end, keeps=forward)
    found = break_of_gene(placed, gene, atlas)
    if found is None or _is_far(found, atlas):
        return None, wording.NOT_AT_GENE.format(gene=gene)
    if found.side != side:
        return found, wording.READ_AGAINST.format(gene=gene)
    return found, ""


def _is_far(found: GeneBreak, atlas: Atlas) -> bool:
    """Whether a place is none of the gene's; another transcript may begin or end beside MANE's."""
    if found.published.region in INSIDE or found.gene not in atlas.models.symbols:
        return False
    place = Interval.at(found.end.contig, pos=found.end.pos)
    return found.gene not in atlas.models.genes_at(place)


def _joint(call: FusionCall, five: GeneBreak | None, three: GeneBreak | None) -> Joint:
    if five is None or three is None:
        return _of_tool(call, five, three)
    if not call.is_rna:
        exons, frame, why, notes = joint(five, three, 0, is_imprecise=False)
    else:
        exons, frame, why, notes = _read(five, three)
    exons, own = _filled(exons, call.exons)
    return exons, *_agreed(frame, why, call.frame), (*notes, *own)


def _of_tool(call: FusionCall, five: GeneBreak | None, three: GeneBreak | None) -> Joint:
    ours = (_read_exon(five, FIVE), _read_exon(three, THREE))
    exons, own = _filled(ours, call.exons)
    if call.frame is not Frame.UNKNOWN:
        return exons, call.frame, wording.BY_TOOL, own
    missing = [
        gene
        for gene, found in ((call.five_prime, five), (call.three_prime, three))
        if found is None or found.spot is None
    ]
    has_place = call.first is not None or call.second is not None
    text = wording.ONLY_PLACE if has_place else wording.NO_PLACES
    return exons, Frame.UNKNOWN, text.format(genes=" and ".join(missing)), own


def _filled(ours: Exons, theirs: Exons) -> tuple[Exons, tuple[str, ...]]:
    """Our numbers, and the tool's where we have none."""
    exons = (ours[0] or theirs[0], ours[1] or theirs[1])
    return exons, (wording.TOOL_EXONS,) if exons != ours else ()


def _agreed(frame: Frame, why: str, theirs: Frame) -> tuple[Frame, str]:
    if theirs is Frame.UNKNOWN:
        return frame, why
    if frame is Frame.UNKNOWN:
        return theirs, wording.BY_TOOL
    if frame is theirs:
        return frame, wording.BY_TOOL_TOO.format(ours=why)
    stated = theirs.value.replace("_", " ")
    return Frame.UNKNOWN, wording.TOOL_DIFFERS.format(ours=why, theirs=stated)


def _read(five: GeneBreak, three: GeneBreak) -> Joint:
    """Base by base, as RNA is read."""
    exons = (_read_exon(five, FIVE), _read_exon(three, THREE))
    notes = tuple(
        wording.OFF_EXON.format(gene=found.gene, transcript=found.published.transcript)
        for found, exon in zip((five, three), exons, strict=True)
        if found.published.transcript and exon is None
    )
    before, after = five.spot, three.spot
    if before is None or after is None:
        unknown = [found.gene for found in (five, three) if found.spot is None]
        return exons, Frame.UNKNOWN, wording.ONLY_PLACE.format(genes=" and ".join(unknown)), notes
    if None in exons:
        return exons, Frame.UNKNOWN, wording.NOT_IN_EXONS, notes
    sides = (
        CodingSide(five.gene, before.coding, before.coding_length),
        CodingSide(three.gene, after.coding, after.coding_length),
    )
    return exons, *frame_of(*sides), notes


def _read_exon(found: GeneBreak | None, side: int) -> int | None:
    """The exon at whose end, start or middle RNA is joined; ``None`` within an intron."""
    spot = None if found is None else found.spot
    if spot is None:
        return None
    if spot.exon is not None:
        return spot.exon
    if side == FIVE:
        return spot.before if spot.is_end else None
    return spot.after if spot.is_start else None


def _event(
    call: FusionCall, five: GeneBreak | None, three: GeneBreak | None, found: Joint
) -> StructuralEvent:
    exons, frame, frame_why, notes = found
    text = wording.RNA_JOINED if call.is_rna else wording.TABLE_JOINED
    why = text.format(
        first=_side(call.five_prime, call.first, five),
        second=_side(call.three_prime, call.second, three),
    )
    return StructuralEvent(
        kind=StructuralEventKind.FUSION,
        name=fusion_name(call.five_prime, call.three_prime, exons),
        genes=(call.five_prime, call.three_prime),
        places=tuple("" if end is None else place_of(end) for end in (call.first, call.second)),
        why=why,
        exons=exons,
        frame=frame,
        frame_why=frame_why,
        breaks=tuple(one.published for one in (five, three) if one is not None),
        split_reads=call.reads.across,
        read_pairs=call.reads.pairs,
        filter=call.filters,
        files=(call.file,),
        is_rna=call.is_rna,
        notes=(*notes, *_confidence(call)),
    )


def _confidence(call: FusionCall) -> tuple[str, ...]:
    return (wording.CONFIDENCE.format(word=call.confidence),) if call.confidence else ()


def _side(gene: str, end: Breakend | None, found: GeneBreak | None) -> str:
    if found is not None and found.spot is not None:
        return f"{gene} {where(found)} ({found.end.contig}:{found.end.pos})"
    return gene if end is None else f"{gene} ({end.contig}:{end.pos})"


def _within(
    call: FusionCall, five: GeneBreak | None, three: GeneBreak | None, found: Joint
) -> StructuralEvent:
    """RNA that leaves out exons of one gene, or holds them twice."""
    event = _event(call, five, three, found)
    last, first = found[0]
    if last is None or first is None:
        return replace(event, kind=StructuralEventKind.DISRUPTION, genes=(call.five_prime,))
    lost = first > last
    text = exons_text(last + 1, first - 1) if first - last > 1 else exons_text(first, last)
    template = wording.EXONS_DELETED if lost else wording.EXONS_DUPLICATED
    kind = StructuralEventKind.EXONS_DELETED if lost else StructuralEventKind.EXONS_DUPLICATED
    frame, why, residues = _frame_within(five, three, found, lost=lost)
    return replace(
        event,
        residues=residues if lost else None,
        kind=kind,
        name=template.format(gene=call.five_prime, exons=text),
        genes=(call.five_prime,),
        frame=frame,
        frame_why=why,
    )


def _frame_within(
    five: GeneBreak | None, three: GeneBreak | None, found: Joint, *, lost: bool
) -> tuple[Frame, str, tuple[int, int] | None]:
    if five is None or three is None or five.spot is None or three.spot is None:
        return found[1], found[2], None
    start, end = sorted((five.spot.coding, three.spot.coding))
    length = five.spot.coding_length
    what = wording.DELETED if lost else wording.DUPLICATED
    return *frame_without(start, end, length, what), residues_of(start, end, length)
