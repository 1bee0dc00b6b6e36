"""Genes and their transcripts on one assembly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import Interval

if TYPE_CHECKING:
    from hccgenomics.vocabulary import Mane, SequenceGrade

INTRON_FLANK: Final = 17
"""Intron bases that the splice terms of the Sequence Ontology reach into, to the far end of the
polypyrimidine tract (Ensembl VEP 115)."""


@dataclass(frozen=True, slots=True)
class Exon:
    """One exon: gaps ``start``..``end`` on the plus strand, numbered 5′ to 3′ from 1."""

    number: int
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class DegenerateCoding:
    """What is known of a coding sequence of which not every base is known.

    Attributes:
        codes: One IUPAC code per coding base from c.1 on, stop codon included; ``N`` where nothing
            is known.
        protein: One residue per codon, ``*`` for the stop, ``X`` where it is not known. It says
            more than the codes: leucine is ``YTN``, but so is half of phenylalanine.
    """

    codes: str
    protein: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """One coding transcript on one assembly.

    Attributes:
        transcript: Versioned Ensembl accession (ENST).
        refseq: Versioned RefSeq accession (NM_).
        protein: Versioned Ensembl protein accession (ENSP).
        refseq_protein: Versioned RefSeq protein accession (NP_).
        mane: Which MANE set it is of.
        strand: +1 or -1.
        exons: In transcript order (5′ to 3′ of the transcript); interbase, plus strand.
        cds_start: Lowest gap of the coding sequence on the plus strand, with start and stop codon.
        cds_end: Highest gap of it.
        start_codon: ``ATG``, or ``CTG`` for MYC.
        grade: How far the embedded coding sequence can be trusted.
        grade_note: One sentence for the report where the grade limits what can be said, else "".
        degenerate: What the protein tells of a coding sequence that is not embedded whole.
        residues: Length of the protein, where no coding sequence tells it.
    """

    gene: str
    transcript: str
    refseq: str
    protein: str
    refseq_protein: str
    mane: Mane
    contig: str
    strand: int
    exons: tuple[Exon, ...]
    cds_start: int
    cds_end: int
    start_codon: str
    grade: SequenceGrade
    grade_note: str = ""
    degenerate: DegenerateCoding | None = None
    residues: int | None = None

    @property
    def interval(self) -> Interval:
        """From the first to the last base of the transcript."""
        return Interval(
            self.contig,
            min(exon.start for exon in self.exons),
            max(exon.end for exon in self.exons),
        )

    @property
    def coding_segments(self) -> tuple[Interval, ...]:
        """The coding parts of the exons, 5′ to 3′ of the transcript."""
        clipped = (
            (max(exon.start, self.cds_start), min(exon.end, self.cds_end)) for exon in self.exons
        )
        return tuple(Interval(self.contig, start, end) for start, end in clipped if start < end)

    @property
    def cds_length(self) -> int:
        """Coding bases, stop codon included."""
        return sum(map(len, self.coding_segments))


@dataclass(frozen=True, slots=True)
class Gene:
    """A panel gene on one assembly; the first transcript is MANE Select.

    Attributes:
        ensembl: Versioned ENSG accession.
        ncbi: NCBI Gene identifier.
    """

    symbol: str
    ensembl: str
    ncbi: str
    transcripts: tuple[Transcript, ...]

    @property
    def select(self) -> Transcript:
        """The MANE Select transcript."""
        return self.transcripts[0]

    @property
    def interval(self) -> Interval:
        """The span of all its transcripts."""
        spans = [transcript.interval for transcript in self.transcripts]
        return Interval(spans[0].contig, min(s.start for s in spans), max(s.end for s in spans))
