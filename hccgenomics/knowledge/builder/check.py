"""What must hold of every transcript model, whoever built it.

Each check returns what it looked at and, if it does not hold, what is wrong in one phrase. The
length of the coding sequence, its first and last codon, the absence of other stops, the protein
and the known hotspot codons together make a shifted coordinate or a wrong base hard to miss.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.knowledge.builder.coding import coding_bases, codons, protein_of, refget
from hccgenomics.knowledge.builder.grade import OTHER_START_CODONS, START_CODON, name_of
from hccgenomics.knowledge.builder.residues import contradictions
from hccgenomics.knowledge.files import resource
from hccgenomics.model.codons import CODON, STOP, UNKNOWN_RESIDUE
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.vocabulary import SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.knowledge.transcripts import PanelModels, TranscriptDigests
    from hccgenomics.model.transcript import DegenerateCoding, Transcript

HOTSPOT_CODONS: Final = "transcripts/hotspot_codons.tsv"
COMPLETE: Final = frozenset({SequenceGrade.GENOMIC, SequenceGrade.CDS})


class Outcome(NamedTuple):
    """What was looked at, what was found there, and what is wrong with it, if anything is."""

    subject: str
    found: str
    problem: str | None


def check_models(models: PanelModels) -> list[Outcome]:
    """Every check on every transcript of one assembly, and the hotspot codons."""
    outcomes: list[Outcome] = []
    for symbol in models.symbols:
        transcripts = models.gene(symbol).transcripts
        for transcript, digests in zip(transcripts, models.digests(symbol), strict=True):
            outcomes.append(_checked(transcript, digests, models))
    return [*outcomes, *_hotspots(models)]


def _checked(transcript: Transcript, digests: TranscriptDigests, models: PanelModels) -> Outcome:
    problems, coding = [*_structure(transcript, models)], ""
    if not problems:
        coding = coding_bases(transcript, models)
        problems = [*_reading_frame(transcript, coding), *_digests(coding, digests)]
        problems += _degenerate(transcript, coding, models)
    name = name_of(transcript)
    found = _found(coding, transcript.degenerate)
    return Outcome(name, found, f"{name}: {problems[0]}" if problems else None)


def _degenerate(transcript: Transcript, coding: str, models: PanelModels) -> Iterator[str]:
    if transcript.degenerate is not None:
        protein = models.proteins[transcript.transcript]
        yield from contradictions(transcript.degenerate, protein, coding)


def _found(coding: str, told: DegenerateCoding | None) -> str:
    if unknown := coding.count(UNKNOWN_BASE):
        lacks = f"{len(coding):,} coding bases, {unknown:,} of them unknown; no stop where known"
        if told is None:
            return lacks
        residues = len(told.protein) - told.protein.count(UNKNOWN_RESIDUE)
        return f"{lacks}; {residues:,} residues known from the protein, no code contradicts a base"
    residues = len(coding) // CODON - 1
    return f"{coding[:CODON]} … {coding[-CODON:]}, {residues:,} residues, digests equal"


def _structure(transcript: Transcript, models: PanelModels) -> Iterator[str]:
    ordered = transcript.exons[:: transcript.strand]
    if any(one.end >= other.start for one, other in pairwise(ordered)):
        yield "exons overlap or are out of order"
    if [exon.number for exon in transcript.exons] != list(range(1, len(transcript.exons) + 1)):
        yield "exons are not numbered from one"
    if transcript.interval.end > models.contigs.contigs[transcript.contig].length:
        yield f"it ends beyond {transcript.contig}"
    for edge in (transcript.cds_start, transcript.cds_end):
        if not any(exon.start <= edge <= exon.end for exon in transcript.exons):
            yield f"the coding sequence ends outside the exons, at {edge}"
    if transcript.cds_length % CODON:
        yield f"{transcript.cds_length} coding bases are no whole number of codons"


def _reading_frame(transcript: Transcript, coding: str) -> Iterator[str]:
    residues = protein_of(coding)
    known = UNKNOWN_BASE not in coding
    if (transcript.grade in COMPLETE) and not known:
        yield f"graded {transcript.grade}, but {coding.count(UNKNOWN_BASE)} bases are unknown"
    usual = OTHER_START_CODONS.get(transcript.gene, START_CODON)
    first = coding[:CODON]
    if UNKNOWN_BASE not in first and not first == usual == transcript.start_codon:
        yield f"the start codon is {first}, not {usual}"
    if STOP in residues[:-1]:
        yield f"a stop at codon {residues.index(STOP) + 1} of {len(residues)}"
    if UNKNOWN_BASE not in coding[-CODON:] and not residues.endswith(STOP):
        yield f"no stop at the end, but {coding[-CODON:]}"


def _digests(coding: str, digests: TranscriptDigests) -> Iterator[str]:
    if UNKNOWN_BASE in coding:
        return
    if digests.cds is None or refget(coding) != digests.cds:
        yield f"the coding sequence hashes to {refget(coding)}, not to {digests.cds}"
    protein = protein_of(coding).removesuffix(STOP)
    if digests.protein is not None and refget(protein) != digests.protein:
        yield "the protein is not the expected one"


def _hotspots(models: PanelModels) -> Iterator[Outcome]:
    _, *rows = resource(HOTSPOT_CODONS).read_text(encoding="utf-8").splitlines()
    for row in rows:
        gene, residue, expected = row.split("\t")
        if gene in models.symbols:
            name = f"{gene} codon {residue}"
            coding = coding_bases(models.gene(gene).select, models)
            found = codons(coding)[int(residue) - 1]
            fits = all(a in (UNKNOWN_BASE, b) for a, b in zip(found, expected, strict=True))
            yield Outcome(name, found, None if fits else f"{name} is {found}, not {expected}")
