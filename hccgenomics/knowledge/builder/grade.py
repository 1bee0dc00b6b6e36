"""How far the sequence of a transcript can be trusted, read off the sequence itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.builder.coding import coding_bases
from hccgenomics.knowledge.builder.residues import tells_more
from hccgenomics.model.codons import CODON
from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.model.transcript import INTRON_FLANK
from hccgenomics.vocabulary import SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.knowledge.builder.draft import Residues
    from hccgenomics.knowledge.sequence import PackedSequence
    from hccgenomics.model.transcript import Gene, Transcript

START_CODON: Final = "ATG"
OTHER_START_CODONS: Final = {"MYC": "CTG"}
"""NM_002467.6 begins with the CUG from which the longer MYC protein is translated."""

MAX_FILLED: Final = 0.2
"""Fraction of a reference-grade coding sequence that a cloned open reading frame may have filled
before the whole is called provisional. Our own choice: the gaps filled so far (NFE2L2, ATR, GNAS)
are 1 to 16 %, and their hotspots lie outside."""

THROUGH_PROTEIN: Final = "; where the protein decides, their codons are read off it"
DOUBTFUL: Final = "With the bases of the FASTA it does not hold: {}."
ONLY_COORDINATES: Final = "; only its coordinates are"

_FEW: Final = 3
_PROVISIONAL_RUN: Final = re.compile("p+(?:r{1,30}p+)*")
"""A filled gap, with the odd base inside it that a reference-grade source confirms."""


def doubted(gene: Gene, doubts: Mapping[str, str]) -> Gene:
    """The gene, with every transcript that does not hold graded provisional, and why."""
    return replace(gene, transcripts=tuple(_doubted(t, doubts) for t in gene.transcripts))


def _doubted(transcript: Transcript, doubts: Mapping[str, str]) -> Transcript:
    problem = doubts.get(name_of(transcript))
    if problem is None:
        return transcript
    note = DOUBTFUL.format(problem)
    return replace(transcript, grade=SequenceGrade.PROVISIONAL, grade_note=note)


def name_of(transcript: Transcript) -> str:
    """Gene and accession, as sentences about a build name it."""
    return f"{transcript.gene} {transcript.refseq}"


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


def graded(gene: Gene, sequence: PackedSequence, proteins: Mapping[str, Residues]) -> Gene:
    """The gene, each transcript with its grade, note and start codon."""
    by_accession = ((t, proteins.get(t.transcript)) for t in gene.transcripts)
    return replace(gene, transcripts=tuple(_graded(t, sequence, p) for t, p in by_accession))


def _graded(
    transcript: Transcript, sequence: PackedSequence, protein: Residues | None
) -> Transcript:
    known = _knowledge(transcript, sequence)
    through = protein is not None and tells_more(known.bases, protein.residues)
    first = known.bases[:CODON]
    usual = OTHER_START_CODONS.get(transcript.gene, START_CODON)
    grade = _grade(transcript, known, sequence)
    return replace(
        transcript,
        start_codon=usual if UNKNOWN_BASE in first else first,
        grade=grade,
        grade_note=_note(grade, known, THROUGH_PROTEIN if through else ""),
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


def _note(grade: SequenceGrade, known: _Knowledge, through: str) -> str:
    total = f"{len(known.bases):,} coding bases"
    lacks = f"{known.unknown:,} of {total} are not embedded{through}"
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
            return f"The coding sequence is not embedded{through or ONLY_COORDINATES}."


def _also_provisional(known: _Knowledge) -> str:
    return f"; provisional at {_places(known)}" if known.provisional else ""


def _places(known: _Knowledge) -> str:
    runs = [(run.start() + 1, run.end()) for run in _PROVISIONAL_RUN.finditer(known.trust)]
    if len(runs) > _FEW:
        return f"{known.provisional:,} coding bases"
    return ", ".join(f"c.{start}_{end}" if start < end else f"c.{start}" for start, end in runs)
