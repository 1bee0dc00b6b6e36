"""What a report cannot say: of the files given, of the panel, and of how old the evidence is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hccgenomics.interpret import large_wording, wording
from hccgenomics.vocabulary import ComponentClass, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.sample import Sample


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the run could not know, for the limits.

    Attributes:
        panel_genes: How many genes are annotated.
        genes_without_models: Driver genes of the table that have no embedded transcript.
        incomplete_genes: How many panel genes lack a complete reference-grade coding sequence.
        has_fasta: Whether a reference FASTA was given.
        hotspot_counts: Whether the pan-cancer counts are installed.
        unjudged_genes: Panel genes of which no table of the drivers speaks.
        structural: Symbolic alleles and breakends in the panel, which nothing here interprets.
        likely_germline: Names of flagged alterations that are likely germline.
        has_population: Whether a population file was given.
        normal_is_counted: Whether alignments of a matched normal, or of white cells, were given.
        has_blocks: Whether the files hold reference blocks in the panel.
        coverage: Sentences on what panel and depth leave unsaid; none where nothing was told.
        annotations: Annotators whose statements in the files were read.
        remarks: Sentences that arose on the way (alleles that might share a haplotype, …).
    """

    panel_genes: int
    genes_without_models: tuple[str, ...]
    incomplete_genes: int
    has_fasta: bool
    hotspot_counts: bool
    remarks: tuple[str, ...]
    unjudged_genes: tuple[str, ...] = ()
    likely_germline: tuple[str, ...] = ()
    structural: int = 0
    has_population: bool = False
    has_blocks: bool = False
    normal_is_counted: bool = False
    coverage: tuple[str, ...] = ()
    annotations: tuple[str, ...] = ()


def limits_of(sample: Sample, assayed: frozenset[ComponentClass], gaps: Gaps) -> tuple[str, ...]:
    """What this report cannot say, in the order a reader should worry."""
    limits = [*_limits_of_files(sample, assayed, gaps)]
    if gaps.likely_germline:
        limits.append(wording.LIMIT_GERMLINE.format(names=wording.listed(gaps.likely_germline)))
    if gaps.structural:
        alleles = wording.counted(gaps.structural, *wording.ALLELES)
        were = "was" if gaps.structural == 1 else "were"
        limits.append(wording.LIMIT_STRUCTURAL.format(alleles=alleles, were=were))
    known = wording.LIMIT_ABSENT_FROM_POPULATION
    limits.append(known if gaps.has_population else wording.LIMIT_POPULATION)
    if ComponentClass.SIGNATURE not in assayed:
        limits.append(wording.LIMIT_GENOME_WIDE)
    return (*limits, *_limits_of_panel(gaps), wording.LIMIT_ONCOGENICITY, *gaps.remarks)


def _limits_of_files(
    sample: Sample, assayed: frozenset[ComponentClass], gaps: Gaps
) -> Iterator[str]:
    """What the files given cannot show."""
    has_small = ComponentClass.SMALL in assayed
    if gaps.coverage and has_small:
        yield from gaps.coverage
    else:
        yield _limit_of_coverage(assayed)
    if gaps.has_blocks and not gaps.coverage:
        yield wording.LIMIT_BLOCKS
    if ComponentClass.COPY_NUMBER not in assayed:
        yield wording.LIMIT_COPY_NUMBER
    has_junctions = ComponentClass.FUSION in assayed
    yield large_wording.LIMIT_JUNCTIONS if has_junctions else wording.LIMIT_FUSION
    if has_small:
        yield from _limits_of_small(sample, gaps)


def _limit_of_coverage(assayed: frozenset[ComponentClass]) -> str:
    """What is never absent; where copies were looked at some markers may be."""
    if ComponentClass.SMALL not in assayed:
        return large_wording.LIMIT_SMALL
    has_copies = ComponentClass.COPY_NUMBER in assayed
    return large_wording.LIMIT_COVERAGE if has_copies else wording.LIMIT_COVERAGE


def _limits_of_small(sample: Sample, gaps: Gaps) -> Iterator[str]:
    """What a file of small variants cannot show of where they come from."""
    has_normal = sample.normal_sample is not None or gaps.normal_is_counted
    if sample.specimen is Specimen.PLASMA:
        yield wording.LIMIT_PLASMA_WITH_CELLS if has_normal else wording.LIMIT_PLASMA
    if not has_normal:
        yield wording.LIMIT_NO_NORMAL_TOLD if gaps.has_population else wording.LIMIT_NO_NORMAL
    if sample.tumour_sample is None:
        yield wording.LIMIT_SITES_ONLY


def _limits_of_panel(gaps: Gaps) -> Iterator[str]:
    """What the embedded genes and tables do not hold."""
    yield wording.LIMIT_PANEL.format(count=gaps.panel_genes)
    if missing := gaps.genes_without_models:
        read = wording.LIMIT_ANNOTATED_GENES if gaps.annotations else wording.LIMIT_NO_MODEL
        yield read.format(
            missing=wording.counted(
                len(missing),
                wording.DRIVER_GENE_HAS,
                wording.DRIVER_GENES_HAVE,
            ),
            names=", ".join(missing),
            sources=wording.listed(gaps.annotations),
        )
    if genes := gaps.unjudged_genes:
        have = wording.counted(len(genes), *wording.PANEL_GENES_HAVE)
        yield wording.LIMIT_UNJUDGED.format(genes=have, names=", ".join(genes))
    if gaps.incomplete_genes:
        limit = wording.LIMIT_FASTA if gaps.has_fasta else wording.LIMIT_SEQUENCE
        yield limit.format(
            have=wording.counted(gaps.incomplete_genes, *wording.PANEL_GENES_HAVE),
            genes=wording.counted(gaps.incomplete_genes, *wording.PANEL_GENES),
        )
    if not gaps.hotspot_counts:
        yield wording.LIMIT_HOTSPOT_COUNTS


def staleness(as_of: str, reported: str | None, after_days: int) -> str | None:
    """A warning once the evidence base is older than the setting at the report's own date.

    >>> staleness("2026-01-01", "2026-03-01", 180) is None
    True
    >>> staleness("2026-01-01", "2026-12-01", 180)[:41]
    'The evidence base is as of 2026-01-01, 33'
    """
    if reported is None:
        return None
    days = (date.fromisoformat(reported) - date.fromisoformat(as_of)).days
    return wording.STALE.format(as_of=as_of, days=days) if days > after_days else None
