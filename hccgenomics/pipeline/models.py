"""The embedded models, completed by a reference FASTA where the user gives one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from hccgenomics.errors import AssemblyError
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.model.transcript import INTRON_FLANK
from hccgenomics.vocabulary import Assembly, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hccgenomics.knowledge.transcripts import GradedTranscript, PanelModels
    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.model.transcript import Gene, Transcript
    from hccgenomics.readers.reference import FastaReference, ReferenceFacts


class Models(Protocol):
    """Genes, regions and bases of one assembly, from whatever source."""

    @property
    def assembly(self) -> Assembly:
        """The assembly all coordinates are on."""

    @property
    def contigs(self) -> AssemblyContigs:
        """Its contigs."""

    @property
    def regions(self) -> tuple[Interval, ...]:
        """Where the panel is."""

    @property
    def symbols(self) -> tuple[str, ...]:
        """The panel's genes."""

    @property
    def version(self) -> str:
        """Of the embedded resource."""

    @property
    def sha256(self) -> str:
        """Of the embedded resource."""

    def gene(self, symbol: str) -> Gene:
        """The gene with its transcripts, MANE Select first."""

    def genes_at(self, interval: Interval) -> tuple[str, ...]:
        """Genes whose span and flank overlap."""

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases, ``N`` where unknown."""

    def is_provisional(self, interval: Interval) -> bool:
        """Whether any base there comes from a clone and not from the assembly."""

    def grades(self) -> tuple[GradedTranscript, ...]:
        """How far each transcript's sequence can be trusted."""


class CompletedModels:
    """Embedded models whose bases come from a FASTA first.

    A base the FASTA does not know is taken from the embedded sequence; a transcript whose coding
    sequence the FASTA knows whole is of genomic grade if its splice regions are known too.
    """

    def __init__(self, embedded: PanelModels, fasta: FastaReference) -> None:
        self._embedded = embedded
        self._fasta = fasta
        self.fasta_facts = fasta.facts()
        self._genes: dict[str, Gene] = {}
        self.assembly = embedded.assembly
        self.contigs = embedded.contigs
        self.regions = embedded.regions
        self.symbols = embedded.symbols
        self.version = embedded.version
        self.sha256 = embedded.sha256
        self.genes_at = embedded.genes_at

    def bases(self, interval: Interval) -> str:
        """Of the FASTA; of the embedded sequence where it has ``N``."""
        found = self._fasta.bases(interval)
        if UNKNOWN_BASE not in found:
            return found
        known = self._embedded.bases(interval)
        return "".join(
            ours if base == UNKNOWN_BASE else base for base, ours in zip(found, known, strict=True)
        )

    def is_provisional(self, interval: Interval) -> bool:
        """Only where the FASTA leaves a base to the embedded sequence."""
        return UNKNOWN_BASE in self._fasta.bases(interval) and self._embedded.is_provisional(
            interval
        )

    def gene(self, symbol: str) -> Gene:
        """With the grade that the FASTA earns it."""
        if symbol not in self._genes:
            gene = self._embedded.gene(symbol)
            self._genes[symbol] = replace(
                gene, transcripts=tuple(map(self._regraded, gene.transcripts))
            )
        return self._genes[symbol]

    def grades(self) -> tuple[GradedTranscript, ...]:
        """Of every transcript, as the FASTA leaves it."""
        earned = {
            transcript.transcript: transcript.grade
            for symbol in self.symbols
            for transcript in self.gene(symbol).transcripts
        }
        return tuple(
            replace(graded, grade=earned[graded.transcript]) for graded in self._embedded.grades()
        )

    def _regraded(self, transcript: Transcript) -> Transcript:
        """Genomic with its splice regions, else whole; as it was where a coding base is unknown."""
        coding = transcript.coding_segments
        if any(UNKNOWN_BASE in self._fasta.bases(part) for part in coding):
            return transcript
        flanked = (
            Interval(part.contig, max(0, part.start - INTRON_FLANK), part.end + INTRON_FLANK)
            for part in coding
        )
        has_flanks = not any(UNKNOWN_BASE in self._fasta.bases(part) for part in flanked)
        grade = SequenceGrade.GENOMIC if has_flanks else SequenceGrade.CDS
        return replace(transcript, grade=grade, grade_note="")


def open_models(fasta: Path | None) -> Mapping[Assembly, Models]:
    """The models of both assemblies; the one that the FASTA holds is completed by it.

    Raises:
        AssemblyError: If the FASTA's contig lengths fit neither assembly.
        UnreadableError: If it or its index cannot be read.
    """
    embedded = {assembly: load_models(assembly) for assembly in Assembly}
    if fasta is None:
        return embedded
    completed = _completed(fasta, embedded)
    return {**embedded, completed.assembly: completed}


def fasta_of(models: Models) -> ReferenceFacts | None:
    """The FASTA that completes the models, if one does."""
    return models.fasta_facts if isinstance(models, CompletedModels) else None


def refuse_other_assembly(fasta: Path | None, models: Models) -> None:
    """Refuse a FASTA that is not of the assembly the variants are on."""
    if fasta is not None and not isinstance(models, CompletedModels):
        raise AssemblyError(
            f"The variants are on {models.assembly}, the FASTA is of the other assembly.",
            where=fasta,
            hint=f"Pass a FASTA of {models.assembly}, or none.",
        )


def _completed(fasta: Path, embedded: Mapping[Assembly, PanelModels]) -> CompletedModels:
    """The models of the assembly whose contig lengths the FASTA has, completed by it."""
    from hccgenomics.readers.reference import FastaReference

    for models in embedded.values():
        contigs = models.contigs.contigs.values()
        reference = FastaReference(fasta, contigs=models.contigs)
        lengths = [(reference.length(contig.name), contig.length) for contig in contigs]
        known = [(found, expected) for found, expected in lengths if found is not None]
        if known and sum(found == expected for found, expected in known) * 2 > len(known):
            return CompletedModels(models, reference)
        reference.close()
    raise AssemblyError(
        "The FASTA's contig lengths fit neither GRCh37 nor GRCh38.",
        where=fasta,
        hint="Pass the reference the variants were called on.",
    )
