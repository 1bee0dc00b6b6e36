"""From the bases that a g. or c. name speaks of to one normalised variant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.base_names import Operation
from hccgenomics.annotate.change import Strand
from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.annotate.effect import FLANK
from hccgenomics.annotate.haplotypes import joined_variant
from hccgenomics.annotate.normalise import normalise
from hccgenomics.model.codons import IUPAC
from hccgenomics.model.genome import UNKNOWN_BASE, Interval, reverse_complement
from hccgenomics.model.variant import Variant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hccgenomics.annotate.base_names import NamedBases
    from hccgenomics.annotate.coordinates import CodingPosition, TranscriptMap
    from hccgenomics.errors import VariantNameError
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript

    Refusal = Callable[[str, str], VariantNameError]
    """Makes the error of a name: what is wrong, and what to do."""

GIVE_SEQUENCE: Final = "Pass --fasta, or write the variant as VCF does (chr3-41224645-TC-T)."
BASES_NOT_CHECKED: Final = "the bases stated were not checked: the sequence there is not known"
CHECK_POSITION: Final = "Check the position, the transcript and the assembly."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a named change lies.

    Attributes:
        strand: Of the numbering: -1 where the name reads the other strand.
        start, end: Oriented gaps around the bases named.
    """

    contig: str
    strand: int
    start: int
    end: int
    change: NamedBases

    @property
    def interval(self) -> Interval:
        """On the plus strand."""
        if self.strand > 0:
            return Interval(self.contig, self.start, self.end)
        return Interval(self.contig, -self.end, -self.start)


@dataclass(frozen=True, slots=True)
class Found:
    """The variant, and what could not be checked."""

    variant: Variant
    notes: tuple[str, ...]


# --- c. positions ---------------------------------------------------------------------------------


def coding_place(change: NamedBases, transcript: Transcript, refuse: Refusal) -> Place:
    """Where a change in c. numbering lies; positions that do not exist are refused."""
    at = transcript_map(transcript)
    for position in (change.start, change.end):
        if (problem := _problem(position, at)) is not None:
            raise refuse(
                f"{transcript.refseq}:c.{position} does not exist: {problem}.", CHECK_POSITION
            )
    first, last = at.gap(change.start), at.gap(change.end)
    if first < at.start - FLANK or last >= at.end + FLANK:
        raise refuse(
            f"It lies more than {FLANK:,} bases outside {transcript.refseq}.", CHECK_POSITION
        )
    _refuse_impossible(change, transcript, refuse)
    return Place(transcript.contig, at.strand, first, last + 1, change)


def _refuse_impossible(change: NamedBases, transcript: Transcript, refuse: Refusal) -> None:
    """Where a base is not known, the residue it codes for may still rule one out."""
    told, first = transcript.degenerate, change.start
    if told is None or not change.ref or first.base < 1 or first.offset or first.after_stop:
        return
    codes = told.codes[first.base - 1 :]
    for at, (code, base) in enumerate(zip(codes, change.ref, strict=False), start=first.base):
        if base not in IUPAC[code]:
            raise refuse(
                f"{transcript.refseq}:c.{at} is {' or '.join(IUPAC[code])}, not {base}.",
                CHECK_POSITION,
            )


def _problem(position: CodingPosition, at: TranscriptMap) -> str | None:
    """Why there is no base with this number; ``None`` if there is one."""
    if not position.after_stop and position.base > at.coding_length:
        return f"the coding sequence ends at c.{at.coding_length}"
    if not position.offset:
        return None
    index = _spliced_index(position, at)
    exon = next((n for n, start in enumerate(at.spliced) if start == index), None)
    if position.offset < 0:
        if not exon:
            return "no intron ends before that base"
        return _beyond(-position.offset, at.starts[exon] - at.ends[exon - 1])
    behind = next((n for n, start in enumerate(at.spliced) if start == index + 1), None)
    if not behind:
        return "no intron begins behind that base"
    return _beyond(position.offset, at.starts[behind] - at.ends[behind - 1])


def _spliced_index(position: CodingPosition, at: TranscriptMap) -> int:
    """Index in the spliced transcript of the exonic base a position hangs on."""
    if position.after_stop:
        return at.leader + at.coding_length + position.base - 1
    return at.leader + position.base - (1 if position.base > 0 else 0)


def _beyond(offset: int, length: int) -> str | None:
    return f"the intron has {length} bases" if offset > length else None


# --- bases ----------------------------------------------------------------------------------------


def variant_of(
    places: Sequence[Place], reference: Reference, label: Callable[[int], str], refuse: Refusal
) -> Found:
    """All the changes of a name as one normalised variant.

    Args:
        places: One for each change.
        reference: Holds the bases that the name states against those there are.
        label: Names the base at a position of the contig, for messages.
        refuse: Makes the error.
    """
    notes: list[str] = []
    variants = [_variant(place, reference, label, refuse, notes) for place in places]
    joined = joined_variant(variants, reference) if len(variants) > 1 else variants[0]
    if joined is None:
        raise refuse("Its changes overlap, or the bases between them are not known.", GIVE_SEQUENCE)
    normal = normalise(joined, reference)
    return Found(normal.variant, (*notes, normal.note) if normal.note else tuple(notes))


def _variant(
    place: Place,
    reference: Reference,
    label: Callable[[int], str],
    refuse: Refusal,
    notes: list[str],
) -> Variant:
    change = place.change
    if place.end <= place.start or (change.operation is Operation.INSERT and not _adjacent(place)):
        what = "are no neighbours" if place.end > place.start else "are in the wrong order"
        raise refuse(f"{change.start} and {change.end} {what}.", CHECK_POSITION)
    ref = _reference_bases(place, reference, label, refuse, notes)
    return _spelt(place, ref, reference, refuse)


def _adjacent(place: Place) -> bool:
    return place.end - place.start == len("NN")


def _reference_bases(
    place: Place,
    reference: Reference,
    label: Callable[[int], str],
    refuse: Refusal,
    notes: list[str],
) -> str:
    """Bases of the name's strand: those there are, else those it states."""
    change, span = place.change, place.end - place.start
    if change.length not in {None, span}:
        raise refuse(
            f"It states {change.length} bases, and its positions span {span}.", CHECK_POSITION
        )
    there = Strand(reference, place.contig, place.strand).bases(place.start, place.end)
    stated = change.ref or there
    for at, (base, named) in enumerate(zip(there, stated, strict=True)):
        if UNKNOWN_BASE not in base + named and base != named:
            gap = place.start + at
            pos = gap + 1 if place.strand > 0 else -gap
            raise refuse(f"{label(pos)} is {base}, not {named}.", CHECK_POSITION)
    if change.ref and UNKNOWN_BASE in there:
        notes.append(BASES_NOT_CHECKED)
    return stated


def _spelt(place: Place, ref: str, reference: Reference, refuse: Refusal) -> Variant:
    """As VCF spells it, with a base beside where one side would be empty."""
    change = place.change
    start, end = place.start, place.end
    alt = change.alt
    match change.operation:
        case Operation.INSERT:
            start, end, ref = start + 1, start + 1, ""
        case Operation.DUPLICATE:
            start, alt, ref = end, ref, ""
        case Operation.INVERT:
            alt = reverse_complement(ref)
        case Operation.REPLACE | Operation.DELETE:
            pass
    if UNKNOWN_BASE in ref + alt:
        raise refuse("The bases it changes are not known here.", GIVE_SEQUENCE)
    if ref == alt:
        raise refuse("It changes nothing: the bases there are the same.", CHECK_POSITION)
    gaps = Place(place.contig, place.strand, start, end, change).interval
    if place.strand < 0:
        ref, alt = reverse_complement(ref), reverse_complement(alt)
    return _anchored(gaps, ref, alt, reference, refuse)


def _anchored(gaps: Interval, ref: str, alt: str, reference: Reference, refuse: Refusal) -> Variant:
    if ref and alt:
        return Variant(gaps.contig, gaps.start + 1, ref, alt)
    if gaps.start:
        before = reference.bases(Interval(gaps.contig, gaps.start - 1, gaps.start))
        if before != UNKNOWN_BASE:
            return Variant(gaps.contig, gaps.start, before + ref, before + alt)
    behind = reference.bases(Interval(gaps.contig, gaps.end, gaps.end + 1))
    if behind == UNKNOWN_BASE:
        raise refuse("The bases beside it are not known here.", GIVE_SEQUENCE)
    return Variant(gaps.contig, gaps.start + 1, ref + behind, alt + behind)


def at_position(transcript: Transcript) -> Callable[[int], str]:
    """Names a base of the contig by its c. number."""
    at = transcript_map(transcript)
    return lambda pos: f"{transcript.refseq}:c.{at.coding_position_at(pos)}"
