"""Files of copy number, as they were read: what each says of stretches, genes and bins.

Ratios are log2 of tumour over normal. ``copies`` are those of a tumour cell, of both parental
alleles together; ``minor_copies`` are those of the rarer one. Places are interbase (``start``,
``end``) on our own contig names. Unknown is ``None``.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hccgenomics.model.ledger import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.copy_number import Solution
    from hccgenomics.model.genome import Interval
    from hccgenomics.vocabulary import CopyClass, CopySource, DialectTier


@dataclass(frozen=True, slots=True)
class Observation:
    """What a file says of one stretch, gene or probe; only what it states, nothing computed.

    Attributes:
        log2_ratio: Tumour over normal, not corrected for purity.
        log2_low, log2_high: The tool's own interval of it.
        log2_error: Its standard error, where the tool gives that (or a spread and a count).
        copies: Absolute, of tumour cells, as the tool computed them.
        copies_low, copies_high: The tool's interval, or the least and most within a gene.
        minor_copies: Of the rarer parental allele, in tumour cells.
        minor_allele_fraction: Of heterozygous sites, 0 to 0.5, not corrected for purity.
        cell_fraction: Share of tumour cells that have this copy number, where the tool says it.
        support: Bins, probes or sites it rests on.
        level: The class, where the file says nothing finer (GISTIC, cBioPortal).
        call: The tool's own word for it ("+", "DEL", "amp"), or "".
    """

    log2_ratio: float | None = None
    log2_low: float | None = None
    log2_high: float | None = None
    log2_error: float | None = None
    copies: float | None = None
    copies_low: float | None = None
    copies_high: float | None = None
    minor_copies: float | None = None
    minor_allele_fraction: float | None = None
    cell_fraction: float | None = None
    support: int | None = None
    level: CopyClass | None = None
    call: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of constant copy number, as one row of a file gives it."""

    contig: str
    start: int
    end: int
    seen: Observation
    row: int


@dataclass(frozen=True, slots=True)
class GeneRow:
    """One gene of a gene table; ``place`` where the table gives one."""

    gene: str
    place: Interval | None
    seen: Observation
    row: int


@dataclass(slots=True)
class Bins:
    """Bins of one contig in columns, sorted by ``start``: there may be millions."""

    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    log2: array[float] = field(default_factory=lambda: array("d"))
    weights: array[float] = field(default_factory=lambda: array("d"))


@dataclass(frozen=True, slots=True)
class BuildSigns:
    """What a file shows of its assembly; judged once for all files of a run.

    Attributes:
        texts: Header lines and cells that may name an assembly.
        lengths: Contigs with the lengths the file declares, by the file's own names.
        furthest: By our contig names, the furthest base that a row reaches.
        genes: Named genes with the places that the file gives them (a sample of them will do).
    """

    texts: tuple[str, ...] = ()
    lengths: Mapping[str, int] = field(default_factory=dict)
    furthest: Mapping[str, int] = field(default_factory=dict)
    genes: Mapping[str, Interval] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InputFacts:
    """One input as it was found, for the report's provenance.

    Attributes:
        format: The name of the format's module: ``cnvkit``, ``manta``, ``bedpe``.
        tool: The program, as its authors write it, with its version where the file states it.
        tier: Whether the module was held against real output.
        records: Rows or records of the file, headings and comments apart.
        number: From one, in the order given on the command line.
    """

    name: str
    sha256: str
    size: int
    container: str
    format: str
    tool: str
    tier: DialectTier
    records: int
    number: int = 1


@dataclass(frozen=True, slots=True)
class CopyNumberFile:
    """One copy-number file, read for one sample.

    Attributes:
        source: What kind of statement its rows are.
        segments: In genome order.
        genes: Rows of a gene table.
        bins: By contig; empty unless the file is one of bins or probes.
        solutions: Purity and ploidy it states.
        x_is_diploid: Of ratios on X and Y: whether 0 stands for two copies whatever the sex (a
            reference of either sex, CNVkit's default); else for what normal cells of this sex have.
        x_is_certain: Whether that follows from the format; files of ratios (CNVkit, GATK, SEG, VCF)
            do not tell whether their reference was of men (``--haploid-x-reference``).
        y_is_haploid: Whether 0 stands for one copy of Y whatever is said of X (CNVkit's reference:
            https://github.com/etal/cnvkit/blob/master/cnvlib/call.py).
        copies_are_corrected: Whether absolute copies rest on a purity; else they merely follow from
            the ratio as if every cell were the tumour's (CNVkit's ``cn`` without ``--purity``),
            and say no more than it.
        sample: The sample it was read for, as the file names it; never shown in messages.
        tally: Rows kept and rows dropped, by reason: kept + dropped = ``facts.records``.
        notes: Sentences for the report.
    """

    facts: InputFacts
    source: CopySource
    segments: tuple[Segment, ...] = ()
    genes: tuple[GeneRow, ...] = ()
    bins: Mapping[str, Bins] = field(default_factory=dict)
    solutions: tuple[Solution, ...] = ()
    x_is_diploid: bool = True
    x_is_certain: bool = True
    y_is_haploid: bool = False
    copies_are_corrected: bool = True
    sample: str | None = None
    build: BuildSigns = field(default_factory=BuildSigns)
    tally: Tally = field(default_factory=Tally)
    notes: tuple[str, ...] = ()
