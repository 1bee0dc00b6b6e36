"""What was looked at and how deeply: sources of coverage, and what they come to for one place.

Readers make ``CoverageSource`` and ``Panel``; nobody beyond them knows a format. ``Target`` is a
set of bases that decide a component of a marker; ``MeasuredTarget`` is what the sources say there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hccgenomics.vocabulary import CoverageKind, DepthUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.genome import Interval
    from hccgenomics.vocabulary import Assembly


@dataclass(frozen=True, slots=True)
class DepthRun:
    """Adjacent bases of which a source says the same.

    Attributes:
        interval: Gaps between bases.
        depth: The least depth in it; ``None`` where the source tells none.
        refused: Why the source itself holds it unfit, in its own words (``low_depth``); empty
            where it does not.
    """

    interval: Interval
    depth: int | None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageSource:
    """One file, and what it says of depth.

    Attributes:
        number: Among all files of the run, as ``provenance.inputs`` counts them; ``None`` for the
            small variants' own files, which are counted there already.
        name: The file's name, without its folder.
        kind: What its statement is worth: ``MEAN_DEPTH`` hides dips, ``QUANTIZED`` and
            ``THRESHOLDS`` give the lower bound of a class.
        unit: What one unit of its depth is.
        runs: By contig in our spelling, sorted by start, without overlap; only what touches the
            panel's regions. A base of ``covers`` that no run holds was not seen at all (depth 0);
            one outside ``covers`` is unknown to this source.
        is_exhaustive: Whether silence means depth 0 (per-base, BAM); else it means unknown.
        notes: Sentences for the report's limits.
    """

    number: int | None
    name: str
    kind: CoverageKind
    unit: DepthUnit
    runs: Mapping[str, tuple[DepthRun, ...]]
    is_exhaustive: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """What a laboratory aims at: regions of a BED, or the genes of a published list.

    Attributes:
        number: As in ``CoverageSource``; ``None`` for a named panel.
        name: The file's name, or the panel's as published.
        version: Of a named panel, as its list tells; else "".
        kind: ``PANEL`` or ``NAMED_PANEL``.
        regions: Merged, by contig, sorted; empty for a named panel.
        genes: Of a named panel; empty for a BED.
        tert_promoter: Of a named panel whether the promoter is targeted; ``None`` where the
            source does not tell, which is neither yes nor no.
        copy_genes: Genes whose copies a named panel reports; ``None`` where not told.
        fusion_genes: Likewise for fusions.
        lacks: What a named panel is known not to assess, one sentence each.
        notes: Sentences for the report's limits.
        source: Of a named panel, where its list stands.
    """

    number: int | None
    name: str
    kind: CoverageKind
    version: str = ""
    regions: Mapping[str, tuple[Interval, ...]] = field(default_factory=dict)
    genes: frozenset[str] = frozenset()
    tert_promoter: bool | None = None
    copy_genes: frozenset[str] | None = None
    fusion_genes: frozenset[str] | None = None
    lacks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything a run was told about what was looked at.

    Attributes:
        assembly: All regions are on it.
        panel: What was aimed at.
        sources: What was measured, in the order of trust: alignments, per base, blocks, thresholds,
            quantized, mean; a base is judged by the first that knows it.
        input_equivalents: Haploid genome equivalents that went into the library, which cap the
            molecules that can be seen; ``None`` where no mass of cfDNA was stated.
    """

    assembly: Assembly
    panel: Panel | None = None
    sources: tuple[CoverageSource, ...] = ()
    input_equivalents: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether anything was given at all."""
        return self.panel is not None or bool(self.sources)


@dataclass(frozen=True, slots=True)
class Target:
    """The bases that decide one component of a marker.

    Attributes:
        component: The row of the markers table.
        places: Sorted, without overlap.
        what: In words: ``codon 132``, ``the nine promoter positions``, ``10 coding exons``.
        is_whole: Whether every base must be callable (positions of hotspots), or the setting
            ``min_callable_fraction`` decides (a coding sequence).
        parts: Names of the places for sentences: ``exon 5``; one for each place.
    """

    component: MarkerComponent
    places: tuple[Interval, ...]
    what: str
    is_whole: bool
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasuredTarget:
    """What panel and sources say of one component.

    Attributes:
        assayed: Whether the panel holds it: ``None`` without a panel, ``False`` where none of it
            is on the panel.
        bases: How many bases decide it.
        on_panel: How many of them are; ``None`` without a panel BED.
        measured: How many bases a source tells the depth of, 0 included.
        callable_bases: Of those, how many reach the limit the settings ask for.
        depth: The least depth over the measured bases.
        median_depth: The median over them.
        effective_depth: ``depth`` capped by the genome equivalents that went in.
        limit_vaf: The computed detection limit of the worst callable base.
        expected_vaf: Where a clonal heterozygous variant would lie at the sample's purity.
        unit: Of the depths.
        sources: Names of the files they come from.
        kinds: Their kinds.
        gaps: Names of the places with bases that cannot be called: ``exon 5 (12 of 187 bases)``.
        why: The panel's or source's own reason, where there is one.
    """

    assayed: bool | None
    bases: int
    on_panel: int | None = None
    measured: int = 0
    callable_bases: int = 0
    depth: int | None = None
    median_depth: int | None = None
    effective_depth: int | None = None
    limit_vaf: float | None = None
    expected_vaf: float | None = None
    unit: DepthUnit = DepthUnit.READS
    sources: tuple[str, ...] = ()
    kinds: tuple[CoverageKind, ...] = ()
    gaps: tuple[str, ...] = ()
    why: str = ""

    @property
    def callable_fraction(self) -> float | None:
        """Share of the deciding bases that can be called; ``None`` where nothing was measured."""
        return self.callable_bases / self.bases if self.measured and self.bases else None
