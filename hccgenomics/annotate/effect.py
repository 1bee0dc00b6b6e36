"""What a variant does to one transcript: consequence, names, and what limits them.

The consequence is judged where a normalised VCF puts the variant, at the left end of a repeat, as
Ensembl VEP does; the names follow the HGVS 3′ rule. Where the two ends of a repeat tell different
stories, a note says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.change import Change, Strand, oriented_change, shifted_3prime
from hccgenomics.annotate.coding import border_terms, coding_terms
from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.annotate.hgvs import coding_name
from hccgenomics.annotate.place import Place, place_of
from hccgenomics.annotate.protein import protein_effect
from hccgenomics.annotate.sequence import transcript_sequence
from hccgenomics.annotate.splicing import splice_terms
from hccgenomics.model.alteration import Effect
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.vocabulary import Consequence, ProteinChangeKind, SequenceGrade

if TYPE_CHECKING:
    from hccgenomics.annotate.coding import CodingChange
    from hccgenomics.annotate.coordinates import TranscriptMap
    from hccgenomics.annotate.protein import ProteinEffect
    from hccgenomics.annotate.splicing import Span
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.model.variant import Variant

FLANK: Final = 5_000
"""Bases beyond a transcript that still count as upstream or downstream (VEP's default)."""

DECAY_WINDOW: Final = 50
"""A stop no further than this before the last exon junction escapes nonsense-mediated decay
(Nagy and Maquat 1998, doi:10.1016/S0968-0004(98)01208-0; Lindeboom et al. 2016,
doi:10.1038/ng.3664)."""


PROVISIONAL: Final = "provisional sequence"
SHIFT_BLOCKED: Final = "the 3′ shift of the name stopped at unknown sequence"
AT_SPLICE_SITE: Final = "inserted exactly at the splice site, between exon and intron"


def annotate(variant: Variant, transcript: Transcript, reference: Reference) -> Effect:
    """The effect of a normalised variant on a transcript.

    REF is taken to agree with the reference wherever that is known.
    """
    at = transcript_map(transcript)
    change = oriented_change(variant, at.strand)
    if _is_outside(change, at):
        return Effect(transcript, (_flanking_term(change, at),))
    return _Annotation(variant, change, at, reference).effect()


def _is_outside(change: Change, at: TranscriptMap) -> bool:
    if change.start == change.end:
        return not at.start < change.start < at.end
    return change.end <= at.start or change.start >= at.end


def _flanking_term(change: Change, at: TranscriptMap) -> Consequence:
    if change.end <= at.start:
        near = at.start - change.end < FLANK
        return Consequence.UPSTREAM if near else Consequence.INTERGENIC
    near = change.start - at.end < FLANK
    return Consequence.DOWNSTREAM if near else Consequence.INTERGENIC


class _Annotation:
    """One variant on one transcript, on the way to its effect."""

    __slots__ = ("at", "change", "place", "reference", "shifted", "strand", "variant")

    def __init__(
        self, variant: Variant, change: Change, at: TranscriptMap, reference: Reference
    ) -> None:
        self.variant = variant
        self.change = change
        self.at = at
        self.reference = reference
        self.strand = Strand(reference, variant.contig, at.strand, own=variant)
        self.shifted = shifted_3prime(change, self.strand)
        self.place = place_of(self.shifted.change, at)

    def effect(self) -> Effect:
        """Everything that can be said of it."""
        transcript = self.at.transcript
        terms = self._terms(self.change)
        coding = self._coding(self.place)
        protein = protein_effect(coding) if coding else None
        span = self.place.coding_span
        return Effect(
            transcript=transcript,
            consequences=_ranked(terms),
            hgvs_c=f"{transcript.refseq}:{coding_name(self.shifted.change, self.strand, self.at)}",
            hgvs_p=f"{transcript.refseq_protein}:p.{protein.name}" if protein else None,
            protein=protein.change if protein else None,
            exon=_counted(self.place.exon, self.at.exons),
            intron=_counted(self.place.intron, self.at.exons - 1),
            cds_start=_first_touched(span),
            cds_end=_last_touched(span),
            escapes_nmd=escapes_decay(coding, protein),
            notes=self._notes(terms, coding, protein),
        )

    def _coding(self, place: Place) -> CodingChange | None:
        if place.coding_span is None or not place.whole:
            return None
        return place.coding_change(transcript_sequence(self.at.transcript, self.reference))

    def _terms(self, change: Change) -> set[Consequence]:
        """Terms for the change at one of its places."""
        if change.start <= self.at.start and change.end >= self.at.end and not change.alt:
            return {Consequence.TRANSCRIPT_ABLATION}
        place = place_of(change, self.at)
        terms = splice_terms(
            self.at, differing_spans(change, self.at.strand), exonic=place.first is not None
        )
        if place.in_leader:
            terms.add(Consequence.FIVE_PRIME_UTR)
        if place.in_trailer:
            terms.add(Consequence.THREE_PRIME_UTR)
        return (terms | self._coding_terms(place)) or {Consequence.INTRON}

    def _coding_terms(self, place: Place) -> set[Consequence]:
        if place.coding_span is None:
            return set()
        coding = self._coding(place)
        if coding is None:
            return {Consequence.CODING_SEQUENCE}
        if not coding.is_coding:
            return border_terms(coding)
        return coding_terms(coding, slides_out=self.place.coding_span is None)

    # --- what a reader must know -----------------------------------------------------------

    def _notes(
        self,
        terms: set[Consequence],
        coding: CodingChange | None,
        protein: ProteinEffect | None,
    ) -> tuple[str, ...]:
        notes: list[str] = []
        if self.change.can_shift:
            notes += (*self._shift_notes(terms), *self._border_notes())
        if coding:
            notes += _sequence_notes(self.at.transcript, coding, protein)
        return (*notes, *_contradictions(terms, protein))

    def _shift_notes(self, terms: set[Consequence]) -> list[str]:
        """Where the name had to stop, and where consequence and name disagree."""
        notes = [SHIFT_BLOCKED] if self.shifted.blocked else []
        change = self.shifted.change
        if change is self.change or _is_outside(change, self.at):
            return notes
        named, stated = _ranked(self._terms(change))[0], _ranked(terms)[0]
        if named is not stated:
            notes.append(
                f"{stated} at the left end of the repeat, where VCF puts it; {named} at the "
                "right end, where HGVS names it"
            )
        return notes

    def _border_notes(self) -> list[str]:
        change = self.shifted.change
        if change.start != change.end:
            return []
        if change.start in self.at.starts[1:] or change.start in self.at.ends[:-1]:
            return [AT_SPLICE_SITE]
        return []


def _sequence_notes(
    transcript: Transcript, coding: CodingChange, protein: ProteinEffect | None
) -> list[str]:
    """What is not known of the sequence that the change meets."""
    notes = [PROVISIONAL] if transcript.grade is SequenceGrade.PROVISIONAL else []
    if protein is None and coding.is_coding:
        codon = coding.first_codon + 1
        notes.append(
            f"the reference sequence at or behind codon {codon} is unknown, so the change of "
            "protein cannot be told"
        )
    elif protein is None:
        notes.append("HGVS has no rule to name a protein that loses residues and its stop codon")
    return notes


def _contradictions(terms: set[Consequence], protein: ProteinEffect | None) -> list[str]:
    """What to make of terms of VEP that contradict each other, or the name."""
    notes = []
    if terms == {Consequence.STOP_RETAINED} and protein and not protein.name.endswith("="):
        notes.append("the stop codon is kept, but residues before it change")
    if {Consequence.START_LOST, Consequence.START_RETAINED} <= terms:
        notes.append("the start codon is rebuilt in place: a loss of start is not expected")
    if {Consequence.STOP_LOST, Consequence.STOP_RETAINED} <= terms:
        notes.append("the stop codon is rebuilt in place: the protein is not expected to change")
    return notes


def differing_spans(change: Change, strand: int) -> tuple[Span, ...]:
    """The stretches of replaced bases that differ, by oriented gaps.

    Two alleles of several bases are compared base by base from their lowest position on, as VEP
    does; everything else differs throughout.

    >>> differing_spans(Change(10, 13, "ACG", "TCT"), 1)
    ((10, 11), (12, 13))
    """
    if len(change.ref) <= 1 or len(change.alt) <= 1:
        return ((change.start, change.end),)
    alt = change.alt if strand > 0 else change.alt[::-1]
    ref = change.ref if strand > 0 else change.ref[::-1]
    differs = [base != alt[index : index + 1] for index, base in enumerate(ref)]
    if strand < 0:
        differs.reverse()
    first = change.start
    return tuple((first + at, first + at + 1) for at, differ in enumerate(differs) if differ)


def escapes_decay(coding: CodingChange | None, protein: ProteinEffect | None) -> bool | None:
    """Whether a premature stop is out of reach of nonsense-mediated decay; else ``None``."""
    if coding is None or protein is None:
        return None
    if protein.stop is None and protein.change.kind is not ProteinChangeKind.FRAMESHIFT:
        return None
    at = coding.sequence.map
    if at.exons == 1:
        return True
    last_junction = at.spliced[-1] - at.leader
    if protein.stop is not None:
        moved = 0 if protein.stop < coding.start else coding.growth
        return protein.stop - moved >= last_junction - DECAY_WINDOW
    read_to_the_end = UNKNOWN_BASE not in coding.sequence.reading[coding.end : at.coding_length]
    return True if read_to_the_end and last_junction < at.coding_length else None


def _ranked(terms: set[Consequence]) -> tuple[Consequence, ...]:
    if len(terms) == 1:
        return tuple(terms)
    return tuple(sorted(terms, key=lambda term: term.severity))


def _counted(index: int | None, total: int) -> tuple[int, int] | None:
    return None if index is None else (index + 1, total)


def _first_touched(span: Span | None) -> int | None:
    if span is None:
        return None
    return span[0] if span[0] == span[1] else span[0] + 1


def _last_touched(span: Span | None) -> int | None:
    if span is None:
        return None
    return span[1] + 1 if span[0] == span[1] else span[1]
