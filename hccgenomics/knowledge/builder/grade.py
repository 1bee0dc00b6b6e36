"""How far the sequence of a transcript can be trusted, read off the sequence itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.builder.coding import coding_bases
from hccgenomics.model.codons import CODON
from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.model.transcript import INTRON_FLANK
from hccgenomics.vocabulary import SequenceGrade

if TYPE_CHECKING:
    from hccgenomics.knowledge.sequence import PackedSequence
    from hccgenomics.model.transcript import Gene, Transcript

START_CODON: Final = "ATG"
OTHER_START_CODONS: Final = {"MYC": "CTG"}
"""NM_002467.6 begins with the CUG from which the longer MYC protein is translated."""

MAX_FILLED: Final = 0.2
"""Fraction of a reference-grade coding sequence that a cloned open reading frame may have filled
before the whole is called provisional. Our own choice: the gaps filled so far (NFE2L2, ATR, GNAS)
are 1 to 16 %, and their hotspots lie outside."""

_FEW: Final = 3
_PROVISIONAL_RUN: Final = re.compile("p+(?:r{1,30}p+)*")
"""A filled gap, with the odd base inside it that a reference-grade source confirms."""


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What is known of a coding sequence, base by base in its own direction."""

    bases: str
    trust: str

    @property
    def unknown(self) -> int:
        return self.bases.count(UNKNOWN_BASE)

    @property
    def provisional(self) -> int:
        return self.trust.count("p")


def graded(gene: Gene, sequence: PackedSequence) -> Gene:
    """The gene, each transcript with its grade, note and start codon."""
    return replace(gene, transcripts=tuple(_graded(t, sequence) for t in gene.transcripts))


def _graded(transcript: Transcript, sequence: PackedSequence) -> Transcript:
    known = _knowledge(transcript, sequence)
    first = known.bases[:CODON]
    usual = OTHER_START_CODONS.get(transcript.gene, START_CODON)
    grade = _grade(transcript, known, sequence)
    return replace(
        transcript,
        start_codon=usual if UNKNOWN_BASE in first else first,
        grade=grade,
        grade_note=_note(grade, known),
    )


def _grade(transcript: Transcript, known: _Knowledge, sequence: PackedSequence) -> SequenceGrade:
    total = len(known.bases)
    if known.unknown == total:
        return SequenceGrade.NONE
    if known.provisional > MAX_FILLED * total:
        return SequenceGrade.PROVISIONAL
    if known.unknown:
        return SequenceGrade.PARTIAL
    if not known.provisional and _flanks_known(transcript, sequence):
        return SequenceGrade.GENOMIC
    return SequenceGrade.CDS


def _knowledge(transcript: Transcript, sequence: PackedSequence) -> _Knowledge:
    trust = (_trust(part, sequence)[:: transcript.strand] for part in transcript.coding_segments)
    return _Knowledge(coding_bases(transcript, sequence), "".join(trust))


def _trust(part: Interval, sequence: PackedSequence) -> str:
    marks = ["?"] * len(part)
    for block in sequence.blocks(part):
        start, end = max(block.start, part.start), min(block.end, part.end)
        mark = "r" if block.trusted else "p"
        marks[start - part.start : end - part.start] = mark * (end - start)
    return "".join(marks)


def _flanks_known(transcript: Transcript, sequence: PackedSequence) -> bool:
    flanks = [flank for part in transcript.coding_segments for flank in _flanks(part)]
    trusts = {mark for flank in flanks for mark in _trust(flank, sequence)}
    return trusts == {"r"}


def _flanks(part: Interval) -> tuple[Interval, Interval]:
    before = Interval(part.contig, part.start - INTRON_FLANK, part.start)
    return before, Interval(part.contig, part.end, part.end + INTRON_FLANK)


def _note(grade: SequenceGrade, known: _Knowledge) -> str:
    total = f"{len(known.bases):,} coding bases"
    lacks = f"{known.unknown:,} of {total} are not embedded"
    match grade:
        case SequenceGrade.GENOMIC:
            return ""
        case SequenceGrade.CDS if not known.provisional:
            return ""
        case SequenceGrade.CDS:
            return f"Provisional sequence at {_places(known)}: from a cloned open reading frame."
        case SequenceGrade.PROVISIONAL:
            gap = f"; {lacks}" if known.unknown else ""
            return (
                "Provisional sequence, from cloned open reading frames: silent differences from "
                f"the assembly may remain{gap}."
            )
        case SequenceGrade.PARTIAL:
            return f"Partial sequence: {lacks}{_also_provisional(known)}."
        case SequenceGrade.NONE:
            return "The coding sequence is not embedded; only its coordinates are."


def _also_provisional(known: _Knowledge) -> str:
    return f"; provisional at {_places(known)}" if known.provisional else ""


def _places(known: _Knowledge) -> str:
    runs = [(run.start() + 1, run.end()) for run in _PROVISIONAL_RUN.finditer(known.trust)]
    if len(runs) > _FEW:
        return f"{known.provisional:,} coding bases"
    return ", ".join(f"c.{start}_{end}" if start < end else f"c.{start}" for start, end in runs)
