"""What a variant does to one transcript: consequence, names, and what limits them.

The consequence is judged where a normalised VCF puts the variant, at the left end of a repeat, as
Ensembl VEP does; the names follow the HGVS 3′ rule. Where the two ends of a repeat tell different
stories, a note says so.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import effect_wording as wording
from hccgenomics.annotate.change import Change, Strand, oriented_change, shifted_3prime
from hccgenomics.annotate.coding import border_terms, coding_terms
from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.annotate.hgvs import coding_name, substitution
from hccgenomics.annotate.place import Place, place_of
from hccgenomics.annotate.possible import agreed, contradicts_protein, rests_on_protein
from hccgenomics.annotate.protein import protein_effect
from hccgenomics.annotate.sequence import transcript_sequence
from hccgenomics.annotate.splicing import splice_terms
from hccgenomics.model.alteration import SPLICE_SITE_KEPT, Effect
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.model.transcript import INTRON_FLANK
from hccgenomics.vocabulary import (
    SPLICE_NULL_CONSEQUENCES,
    Consequence,
    ProteinChangeKind,
    SequenceGrade,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


_TOLD_BY_RESIDUES: Final = frozenset(
    {
        Consequence.MISSENSE,
        Consequence.SYNONYMOUS,
        Consequence.STOP_GAINED,
        Consequence.STOP_LOST,
        Consequence.STOP_RETAINED,
        Consequence.PROTEIN_ALTERING,
    }
)
_WITHIN_LENGTH: Final = frozenset({ProteinChangeKind.SUBSTITUTION, ProteinChangeKind.DELINS})


def annotate(variant: Variant, transcript: Transcript, reference: Reference) -> Effect:
    """The effect of a normalised variant on a transcript.

    REF is taken to agree with the reference wherever that is known.
    """
    at = transcript_map(transcript)
    change = oriented_change(variant, at.strand)
    if _is_outside(change, at):
        return Effect(transcript, (_flanking_term(change, at),))
    if variant.is_snv:
        intron = at.deep_intron(change.start, change.end, INTRON_FLANK)
        if intron is not None:
            return _deep_intronic(change, at, intron)
    return _Annotation(variant, change, at, reference).effect()


def _deep_intronic(change: Change, at: TranscriptMap, intron: int) -> Effect:
    """The effect of a substitution that no splice term reaches: half of all there are in a gene."""
    name = substitution(str(at.coding_position(change.start)), change.ref, change.alt)
    return Effect(
        at.transcript,
        (Consequence.INTRON,),
        hgvs_c=f"{at.transcript.refseq}:c.{name}",
        intron=(intron + 1, at.exons - 1),
    )


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

    __slots__ = ("at", "change", "coding", "place", "reference", "shifted", "strand", "variant")

    def __init__(
        self, variant: Variant, change: Change, at: TranscriptMap, reference: Reference
    ) -> None:
        self.variant = variant
        self.change = change
        self.at = at
        self.reference = reference
        self.strand = _strand(variant, at, reference)
        self.shifted = shifted_3prime(change, self.strand)
        self.place = place_of(self.shifted.change, at)
        self.coding = self._coding(self.place)

    def effect(self) -> Effect:
        """Everything that can be said of it."""
        transcript = self.at.transcript
        terms = self._terms(self.change)
        coding = self.coding
        protein = agreed(coding, protein_effect) if coding else None
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
        if place.first is None or not place.whole:
            return None
        return place.coding_change(transcript_sequence(self.at.transcript, self.reference))

    def _terms(self, change: Change) -> set[Consequence]:
        """Terms for the change at one of its places."""
        if change.start <= self.at.start and change.end >= self.at.end and not change.alt:
            return {Consequence.TRANSCRIPT_ABLATION}
        place = self.place if change is self.place.change else place_of(change, self.at)
        terms = splice_terms(
            self.at,
            (change.start, change.end),
            differing_spans(change, self.at.strand),
            exonic=place.first is not None,
        )
        if place.in_leader:
            terms.add(Consequence.FIVE_PRIME_UTR)
        if place.in_trailer:
            terms.add(Consequence.THREE_PRIME_UTR)
        return (terms | self._coding_terms(place)) or {Consequence.INTRON}

    def _coding_terms(self, place: Place) -> set[Consequence]:
        if place.coding_span is None:
            return set()
        coding = self.coding if place is self.place else self._coding(place)
        if coding is None:
            return {Consequence.CODING_SEQUENCE}
        if not coding.is_coding:
            return border_terms(coding)
        judge = partial(coding_terms, slides_out=self.place.coding_span is None)
        return agreed(coding, judge) or judge(coding)

    # --- what a reader must know -----------------------------------------------------------

    def _notes(
        self,
        terms: set[Consequence],
        coding: CodingChange | None,
        protein: ProteinEffect | None,
    ) -> tuple[str, ...]:
        notes: list[str] = []
        if self._keeps_splice_site(terms):
            notes.append(SPLICE_SITE_KEPT)
        if self.change.can_shift:
            notes += (*self._shift_notes(terms), *self._border_notes())
        if coding:
            notes += _sequence_notes(terms, coding, protein)
        return (*notes, *_contradictions(terms, protein))

    def _keeps_splice_site(self, terms: set[Consequence]) -> bool:
        """Whether a splice site is named whose bases are not among those replaced."""
        change = self.change
        if len(change.alt) <= len(change.ref) or SPLICE_NULL_CONSEQUENCES.isdisjoint(terms):
            return False
        own = (change.start, change.end)
        replaced = splice_terms(self.at, own, (own,), exonic=False)
        return SPLICE_NULL_CONSEQUENCES.isdisjoint(replaced)

    def _shift_notes(self, terms: set[Consequence]) -> list[str]:
        """Where the name had to stop, and where consequence and name disagree."""
        notes = [wording.SHIFT_BLOCKED] if self.shifted.blocked else []
        change = self.shifted.change
        if self._may_repeat(change):
            notes.append(wording.MAY_REPEAT)
        if change is self.change or _is_outside(change, self.at):
            return notes
        named, stated = _ranked(self._terms(change))[0], _ranked(terms)[0]
        if named is not stated:
            notes.append(wording.LEFT_AND_RIGHT.format(stated=stated, named=named))
        return notes

    def _may_repeat(self, change: Change) -> bool:
        """Whether unknown bases before an insertion may be the same, which would make it a dup."""
        if change.ref:
            return False
        before = self.strand.bases(change.start - len(change.alt), change.start)
        return UNKNOWN_BASE in before and all(
            base in (UNKNOWN_BASE, new) for base, new in zip(before, change.alt, strict=True)
        )

    def _border_notes(self) -> list[str]:
        change = self.shifted.change
        if change.start != change.end:
            return []
        if change.start in self.at.starts[1:] or change.start in self.at.ends[:-1]:
            return [wording.AT_SPLICE_SITE]
        return []


def _strand(variant: Variant, at: TranscriptMap, reference: Reference) -> Strand:
    """The strand the transcript is read from, with all that is known of its bases."""
    if at.transcript.degenerate is None:
        return Strand(reference, variant.contig, at.strand, own=variant)
    told = transcript_sequence(at.transcript, reference).base_behind
    return Strand(reference, variant.contig, at.strand, own=variant, told=told)


def _sequence_notes(
    terms: set[Consequence], coding: CodingChange, protein: ProteinEffect | None
) -> list[str]:
    """What is not known of the sequence that the change meets."""
    grade = coding.sequence.map.transcript.grade
    notes = [wording.PROVISIONAL] if grade is SequenceGrade.PROVISIONAL else []
    told = protein is not None or not terms.isdisjoint(_TOLD_BY_RESIDUES)
    if told and rests_on_protein(coding):
        notes.append(wording.THROUGH_PROTEIN)
    if protein is None:
        notes.append(_why_unnamed(coding, told=told))
    return notes


def _why_unnamed(coding: CodingChange, *, told: bool) -> str:
    """Why a change within the exons has no p. name."""
    codon = coding.first_codon + 1
    if not coding.is_coding:
        return wording.NO_RULE
    if contradicts_protein(coding):
        return wording.REF_DIFFERS.format(codon=codon)
    if told:
        return wording.RESIDUE_OPEN.format(codon=codon)
    return wording.CODON_UNKNOWN.format(codon=codon)


def _contradictions(terms: set[Consequence], protein: ProteinEffect | None) -> list[str]:
    """What to make of terms of VEP that contradict each other, or the name."""
    notes = []
    if terms == {Consequence.STOP_RETAINED} and protein and not protein.name.endswith("="):
        notes.append(wording.STOP_KEPT)
    if {Consequence.START_LOST, Consequence.START_RETAINED} <= terms:
        notes.append(wording.START_REBUILT)
    if Consequence.STOP_LOST in terms and protein and protein.change.kind in _WITHIN_LENGTH:
        notes.append(wording.SAME_LENGTH)
    if {Consequence.STOP_LOST, Consequence.STOP_RETAINED} <= terms:
        notes.append(wording.STOP_REBUILT)
    return notes


def differing_spans(change: Change, strand: int) -> tuple[Span, ...]:
    """The stretches of bases that differ, by oriented gaps.

    Two alleles of several bases are laid side by side from their lowest position on and compared
    base by base, as VEP does: equal bases within them are not changed, and bases of an alternate
    allele that reaches beyond REF stand for those of the reference behind it. Everything else
    differs throughout.

    >>> differing_spans(Change(10, 13, "ACG", "TCT"), 1)
    ((10, 11), (12, 13))
    >>> differing_spans(Change(10, 12, "GT", "CCGA"), 1)
    ((10, 14),)
    """
    if len(change.ref) <= 1 or len(change.alt) <= 1:
        return ((change.start, change.end),)
    ref, alt = (change.ref, change.alt) if strand > 0 else (change.ref[::-1], change.alt[::-1])
    longest = max(len(ref), len(alt))
    differ = [ref[at : at + 1] != alt[at : at + 1] for at in range(longest)]
    if strand < 0:
        differ.reverse()
    first = change.start if strand > 0 else change.end - longest
    return tuple(_runs(differ, first))


def _runs(marks: Sequence[bool], first: int) -> Iterator[Span]:
    """The stretches of marks that are set, the first mark at gap ``first``."""
    for is_set, run in groupby(enumerate(marks, first), key=itemgetter(1)):
        if is_set:
            gaps = [gap for gap, _ in run]
            yield gaps[0], gaps[-1] + 1


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
