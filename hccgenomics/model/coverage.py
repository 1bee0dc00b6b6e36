"""What was looked at and how deeply: sources of coverage, and what they come to for one place.

Readers make ``CoverageSource`` and ``Panel``; nobody beyond them knows a format. ``Target`` is a
set of bases that decide a component of a marker; ``MeasuredTarget`` is what the sources say there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import CoverageKind, DepthUnit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.model.copy_number_files import InputFacts
    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.genome import Interval
    from hccgenomics.vocabulary import Assembly

_END: Final = attrgetter("interval.end")


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
            ``THRESHOLDS`` give the lower bound of a class, ``LEAST_DEPTH`` that of a region.
        unit: What one unit of its depth is.
        runs: By contig in our spelling, sorted by start, without overlap; only what lies in the
            places that may decide a marker.
        is_exhaustive: Whether silence means depth 0 (BAM); else it means unknown, as in any file
            of depths: mosdepth writes its zeros, and a file may be of one contig or of targets.
        notes: Sentences for the report's limits.
        facts: The file as it was found, for provenance; ``None`` where ``number`` is.
    """

    number: int | None
    name: str
    kind: CoverageKind
    unit: DepthUnit
    runs: Mapping[str, tuple[DepthRun, ...]]
    is_exhaustive: bool
    notes: tuple[str, ...] = ()
    facts: InputFacts | None = None

    def within(self, place: Interval) -> Iterator[DepthRun]:
        """The runs that touch a place, in order and as long as they are."""
        runs = self.runs.get(place.contig, ())
        for index in range(bisect_right(runs, place.start, key=_END), len(runs)):
            if runs[index].interval.start >= place.end:
                return
            yield runs[index]


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
        facts: Of a BED as it was found, for provenance.
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
    facts: InputFacts | None = None

    @property
    def called(self) -> str:
        """As sentences name it: ``MSK-ACCESS (129 genes)``."""
        is_told = self.version and self.version not in self.name
        return f"{self.name} ({self.version})" if is_told else self.name


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything a run was told about what was looked at.

    Attributes:
        assembly: All regions are on it.
        panel: What was aimed at.
        sources: What was measured, in the order of trust: alignments, per base, blocks, least
            depth, thresholds, quantized, mean; a base is judged by the first that knows it.
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
        what: In words: ``codon 132``, ``6 promoter positions``, ``10 coding exons``.
        is_whole: Whether every base must be callable (positions of hotspots), or the setting
            ``min_callable_fraction`` decides (a coding sequence).
        parts: Names of the places for sentences: ``exon 5``; one for each place.
        hotspots: Of a coding sequence, the bases that must be callable whatever the fraction:
            codons of known hotspots; sorted, without overlap.
        hotspot_names: ``codon 249``; one for each of them.
    """

    component: MarkerComponent
    places: tuple[Interval, ...]
    what: str
    is_whole: bool
    parts: tuple[str, ...] = ()
    hotspots: tuple[Interval, ...] = ()
    hotspot_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasuredTarget:
    """What panel and sources say of one component.

    Attributes:
        assayed: Whether the panel holds it: ``None`` without a panel, ``False`` where none of it
            is on the panel.
        bases: How many bases decide it.
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
        what: The bases in words, as ``Target.what`` has them.
        unassayed: Bases off the panel.
        untold: Bases of which no file tells a depth.
        unnumbered: Of those, bases that a file looked at with a depth that it does not tell.
        failing: Measured bases of the panel that are too shallow, or refused by their source.
        refused: Of the failing ones, those that their source holds unfit.
        callable_depth: The least depth over the callable bases.
        limit_at_least: The computed detection limit at the least depth, callable or not; ``None``
            where nothing would be seen often enough.
        validated_limit: The laboratory's own, by its settings.
        is_callable: Whether enough of it can be called for silence to mean something.
        is_failure: Whether it could not even if every base that is off the panel or not told of
            were callable: measured, and insufficient.
        needed_depth: Depth at which a base would be callable.
        is_single_copy: Whether a diploid cell has one copy of it (X of a man).
        contradicted_by: Files by which alone it would be too shallow, where it can be called.
    """

    assayed: bool | None
    bases: int
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
    what: str = ""
    unassayed: int = 0
    untold: int = 0
    unnumbered: int = 0
    failing: int = 0
    refused: int = 0
    callable_depth: int | None = None
    limit_at_least: float | None = None
    validated_limit: float | None = None
    is_callable: bool = False
    is_failure: bool = False
    needed_depth: int | None = None
    is_single_copy: bool = False
    contradicted_by: tuple[str, ...] = ()

    @property
    def limit(self) -> float | None:
        """From where on a variant would be seen: the computed limit, or the laboratory's if larger.

        Of the worst callable base where the part can be called, else at the least depth; ``None``
        where nothing was measured, or nothing would be seen often enough.
        """
        computed = self.limit_vaf if self.is_callable else self.limit_at_least
        if computed is None or self.validated_limit is None:
            return computed
        return max(computed, self.validated_limit)

    @property
    def telling_depth(self) -> int | None:
        """The depth that its state stands on: of the callable bases, where these are enough."""
        return self.callable_depth if self.is_callable else self.depth

    @property
    def is_visible(self) -> bool | None:
        """Whether a clonal heterozygous variant would be seen; ``None`` where that is unknown."""
        if self.expected_vaf is None or self.depth is None:
            return None
        return self.limit is not None and self.expected_vaf >= self.limit

    @property
    def callable_fraction(self) -> float | None:
        """Share of the deciding bases that can be called; ``None`` where nothing was measured."""
        return self.callable_bases / self.bases if self.measured and self.bases else None
