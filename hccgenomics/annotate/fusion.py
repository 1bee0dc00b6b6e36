"""Fused transcripts: the 5′ part of one gene joined to the 3′ part of another.

In DNA a break usually lies in an intron, and splicing joins the exons on either side of it; an
exon that is cut has lost a splice site, so that the whole exon next to it is taken. In RNA the
junction is read base by base. Exons are those of MANE Select.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.annotate import structural_wording as wording
from hccgenomics.annotate.frames import CodingSide, frame_of
from hccgenomics.annotate.junctions import (
    described,
    inserted_length,
    joined_text,
    published_breaks,
)
from hccgenomics.vocabulary import Frame, GenePart, StructuralEventKind

if TYPE_CHECKING:
    from hccgenomics.annotate.breakends import Atlas, GeneBreak, Spot
    from hccgenomics.model.structural import StructuralEvent
    from hccgenomics.model.structural_files import Adjacency

    Breaks = tuple[GeneBreak, ...]
    Exons = tuple[int | None, int | None]
    Joint = tuple[Exons, Frame, str, tuple[str, ...]]


def fusions_of(
    adjacency: Adjacency, first: Breaks, second: Breaks, atlas: Atlas
) -> tuple[StructuralEvent, ...]:
    """Every fusion that an adjacency makes and a report speaks of."""
    pairs = [_pair(one, other) for one in first for other in second if one.gene != other.gene]
    return tuple(
        _fusion(adjacency, five, three, joined_text(adjacency, first, second))
        for five, three in filter(None, pairs)
        if five.gene in atlas.reported or three.gene in atlas.reported
    )


def _pair(one: GeneBreak, other: GeneBreak) -> tuple[GeneBreak, GeneBreak] | None:
    """The two, 5′ part first; ``None`` unless one gives the 5′ part and the other the 3′ part."""
    if not (one.is_inside and other.is_inside):
        return None
    match one.part, other.part:
        case GenePart.FIVE_PRIME, GenePart.THREE_PRIME:
            return one, other
        case GenePart.THREE_PRIME, GenePart.FIVE_PRIME:
            return other, one
        case _:
            return None


def _fusion(adjacency: Adjacency, five: GeneBreak, three: GeneBreak, why: str) -> StructuralEvent:
    exons, frame, frame_why, notes = joint(
        five, three, inserted_length(adjacency), is_imprecise=adjacency.is_imprecise
    )
    name = fusion_name(five.gene, three.gene, exons)
    event = described(adjacency, StructuralEventKind.FUSION, name)
    return replace(
        event,
        genes=(five.gene, three.gene),
        why=why,
        exons=exons,
        frame=frame,
        frame_why=frame_why,
        breaks=tuple(one.published for one in published_breaks((five,), (three,))),
        notes=(*event.notes, *notes),
    )


def fusion_name(five: str, three: str, exons: Exons) -> str:
    """As a board would say it.

    >>> fusion_name("DNAJB1", "PRKACA", (1, 2)), fusion_name("FGFR2", "BICC1", (17, None))
    ('DNAJB1::PRKACA (exon 1 :: exon 2)', 'FGFR2::BICC1 (exon 17 :: exon not known)')
    """
    if exons == (None, None):
        joined = wording.EXON_UNKNOWN
    else:
        last, first = (_exon(number) for number in exons)
        joined = wording.FUSION_EXONS.format(last=last, first=first)
    return wording.FUSION.format(five=five, three=three, exons=joined)


def _exon(number: int | None) -> str:
    return wording.EXON_UNKNOWN if number is None else wording.EXON.format(number=number)


def joint(five: GeneBreak, three: GeneBreak, inserted: int, *, is_imprecise: bool) -> Joint:
    """Exons, frame, why, and remarks of a junction in DNA."""
    before, after = five.spot, three.spot
    if before is None or after is None:
        return _half_known(five, three)
    if before.exon is not None and after.exon is not None:
        return _base_to_base(five, three, inserted, is_imprecise=is_imprecise)
    exons = kept_exons(before, after)
    notes = _cut_notes(five, three, exons)
    if None in exons:
        return exons, Frame.UNKNOWN, wording.NO_EXON_LEFT, notes
    sides = _whole(five, before, start=False), _whole(three, after, start=True)
    return exons, *frame_of(*sides), notes


def kept_exons(before: Spot, after: Spot) -> Exons:
    """The last whole exon before one cut and the first whole one behind another."""
    return _last_kept(before), _first_kept(after)


def _last_kept(spot: Spot) -> int | None:
    return spot.before or None


def _first_kept(spot: Spot) -> int | None:
    return spot.after if spot.after <= spot.exons else None


def _whole(found: GeneBreak, spot: Spot, *, start: bool) -> CodingSide:
    """A partner whose cut exon, if one is cut, is left out."""
    coding = spot.coding
    if spot.exon is not None:
        coding = spot.exon_end if start else spot.exon_start
    return CodingSide(found.gene, coding, spot.coding_length)


def _base_to_base(five: GeneBreak, three: GeneBreak, inserted: int, *, is_imprecise: bool) -> Joint:
    exons = _touched(five, three)
    if is_imprecise:
        return exons, Frame.UNKNOWN, wording.IMPRECISE_IN_EXON, ()
    frame, why = frame_of(_counted(five), _counted(three), inserted)
    return exons, frame, why, (wording.CUT_BOTH,)


def _touched(five: GeneBreak, three: GeneBreak) -> Exons:
    before, after = five.spot, three.spot
    last = None if before is None else before.exon or before.before or None
    first = None if after is None else after.exon or after.after
    return last, first


def _counted(found: GeneBreak) -> CodingSide:
    spot = found.spot
    if spot is None:
        raise ValueError(f"{found.gene} has no transcript here")
    return CodingSide(found.gene, spot.coding, spot.coding_length)


def _half_known(five: GeneBreak, three: GeneBreak) -> Joint:
    unknown = [found.gene for found in (five, three) if found.spot is None]
    last = None if five.spot is None else _last_kept(five.spot)
    first = None if three.spot is None else _first_kept(three.spot)
    why = wording.ONLY_PLACE.format(genes=" and ".join(unknown))
    exons = (last, first)
    return exons, Frame.UNKNOWN, why, _cut_notes(five, three, exons)


def _cut_notes(five: GeneBreak, three: GeneBreak, exons: Exons) -> tuple[str, ...]:
    last, first = exons
    notes = []
    if five.spot is not None and five.spot.exon is not None and last is not None:
        notes.append(wording.CUT_DONOR.format(exon=five.spot.exon, gene=five.gene, kept=last))
    if three.spot is not None and three.spot.exon is not None and first is not None:
        notes.append(wording.CUT_ACCEPTOR.format(exon=three.spot.exon, gene=three.gene, kept=first))
    return tuple(notes)
