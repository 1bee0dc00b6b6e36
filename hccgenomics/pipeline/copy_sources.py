"""Copy-number files made ready: their segments found by place, their bins, what they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.bins import bin_noise, segments_of
from hccgenomics.annotate.overlap import NORMAL_95, Track
from hccgenomics.interpret.copy_solution import has_failed
from hccgenomics.vocabulary import AUTOSOMES, CopySource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.model.copy_number import Solution
    from hccgenomics.model.copy_number_files import (
        Bins,
        CopyNumberFile,
        GeneRow,
        Observation,
    )
    from hccgenomics.model.settings import Settings

TWO_ALLELES: Final = 1.5
"""Copies of one parental allele from which it is nearer to two than to one."""
HALF: Final = 0.5
PLOIDY_DECIMALS: Final = 1
"""Of a ploidy that nobody states: the copies it is the mean of hold the event itself, which must
not move its own cut-off."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is asked about a gene: one file, or a file of segments with the bins of its tool.

    Attributes:
        file: The file with the segments, the gene table, or the bins where they stand alone.
        numbers: Of the files it is made of.
        track: Its segments, those that its bins make where it has no others.
        bins: Of the same tool; empty without.
        noise: Of one bin's log2 ratio, as well as it is known; ``None`` if it is not.
        own: The solution its absolute copies rest on, as far as the files tell.
    """

    file: CopyNumberFile
    numbers: tuple[int, ...]
    track: Track
    rows: Mapping[str, Sequence[GeneRow]]
    bins: Mapping[str, Bins] = field(repr=False)
    noise: float | None
    own: Solution | None

    def noise_or(self, settings: Settings) -> float:
        """The noise, or what the settings take where it is not known."""
        return settings.default_noise_log2 if self.noise is None else self.noise

    @property
    def states_copies(self) -> bool:
        """Whether the tool's own absolute copies are used, where it states them."""
        seen = chain((s.seen for s in self.file.segments), (g.seen for g in self.file.genes))
        is_usable = self.file.copies_are_corrected and not self.has_failed
        return is_usable and any(one.copies is not None for one in seen)

    @property
    def has_failed(self) -> bool:
        """Whether the tool calls the fit its copies rest on a failure."""
        return self.own is not None and has_failed(self.own)


def sources_of(files: Sequence[CopyNumberFile]) -> tuple[Source, ...]:
    """The files that speak of places or genes; bins join the segments of the same tool."""
    bins = [file for file in files if file.source is CopySource.BINS]
    rest = [f for f in files if f.source not in {CopySource.BINS, CopySource.SOLUTION}]
    segmented = {file.facts.format for file in rest if file.source is CopySource.SEGMENTS}
    alone = [file for file in bins if file.facts.format not in segmented]
    found = [_source(file, _bins_for(file, bins), files) for file in rest]
    found += [_source(file, file, files) for file in alone]
    return tuple(sorted(found, key=lambda source: source.numbers))


def with_solutions(files: Sequence[CopyNumberFile]) -> tuple[CopyNumberFile, ...]:
    """The files with their solutions numbered, and what a tool's file of quality says of its fit.

    PURPLE states purity in one file and in another that it found no tumour.
    """
    return tuple(
        replace(file, solutions=tuple(_solution(one, file, files) for one in file.solutions))
        for file in files
    )


def _solution(
    solution: Solution, file: CopyNumberFile, files: Sequence[CopyNumberFile]
) -> Solution:
    numbered = replace(solution, file=file.facts.number)
    if solution.purity is None or has_failed(solution):
        return numbered
    failed = [
        other.status
        for beside in files
        if beside is not file and beside.facts.format == file.facts.format
        for other in beside.solutions
        if other.purity is None and has_failed(other)
    ]
    return replace(numbered, status="; ".join(filter(None, (solution.status, *failed))))


def noise_of(sources: Iterable[Source]) -> float | None:
    """The noise of the best that tells it: bins before the intervals of segments."""
    known = [source for source in sources if source.noise is not None]
    known.sort(key=lambda source: not source.bins)
    return known[0].noise if known else None


def major_share(sources: Iterable[Source], least: float) -> float | None:
    """Share of the autosomes with two or more copies of one parental allele.

    ``None`` where both alleles are not known of enough of them.

    Args:
        sources: The first that tells is used.
        least: Bases of autosomes of which both alleles must be known.
    """
    for source in sources:
        covered = known = doubled = 0
        for length, seen in _autosomal(source):
            covered += length
            if seen.copies is not None and seen.minor_copies is not None:
                known += length
                doubled += length * (seen.copies - seen.minor_copies >= TWO_ALLELES)
        if known >= least and known > HALF * covered and not source.has_failed:
            return doubled / known
    return None


def mean_copies(source: Source, least: float) -> float | None:
    """The ploidy that the tool's copies come to, where they are known of enough of the autosomes.

    Args:
        source: Of absolute copies; others have none.
        least: Bases of autosomes of which they must be known.
    """
    if not source.states_copies:
        return None
    stated = [(n, seen.copies) for n, seen in _autosomal(source) if seen.copies is not None]
    total = sum(length for length, _ in stated)
    if not total or total < least:
        return None
    return round(sum(length * copies for length, copies in stated) / total, PLOIDY_DECIMALS)


def typical_ratio(source: Source, contig: str) -> float | None:
    """The log2 ratio that half of what segments cover of a contig lies at or above."""
    parts = sorted(
        (part.seen.log2_ratio, part.end - part.start)
        for part in source.track.by_contig.get(contig, ())
        if part.seen.log2_ratio is not None
    )
    half = sum(length for _, length in parts) * HALF
    for ratio, length in parts:
        half -= length
        if half <= 0:
            return ratio
    return None


def _autosomal(source: Source) -> list[tuple[int, Observation]]:
    if source.file.source is CopySource.CALLS:
        return []
    return [
        (part.end - part.start, part.seen)
        for contig, parts in source.track.by_contig.items()
        if contig in AUTOSOMES
        for part in parts
    ]


def _bins_for(file: CopyNumberFile, bins: Sequence[CopyNumberFile]) -> CopyNumberFile | None:
    if file.source is not CopySource.SEGMENTS:
        return None
    return next((other for other in bins if other.facts.format == file.facts.format), None)


def _source(
    file: CopyNumberFile, with_bins: CopyNumberFile | None, files: Sequence[CopyNumberFile]
) -> Source:
    bins = {} if with_bins is None else with_bins.bins
    noise = bin_noise(bins) if bins else _noise_of_segments(file)
    segments = file.segments
    if with_bins is file:
        segments = segments_of(bins, noise or 0.0)
    others = () if with_bins is None or with_bins is file else (with_bins.facts.number,)
    rows = sorted(file.genes, key=attrgetter("gene"))
    return Source(
        file=file,
        numbers=(file.facts.number, *others),
        track=Track.of(segments),
        rows={gene: tuple(found) for gene, found in groupby(rows, attrgetter("gene"))},
        bins=bins,
        noise=noise,
        own=_own_solution(file, files),
    )


def _own_solution(file: CopyNumberFile, files: Sequence[CopyNumberFile]) -> Solution | None:
    """What the file states itself, else what another file of the same tool states."""
    tool = [other for other in files if other.facts.format == file.facts.format]
    stated = [solution for other in (file, *tool) for solution in other.solutions]
    return next((s for s in stated if s.purity is not None), next(iter(stated), None))


def _noise_of_segments(file: CopyNumberFile) -> float | None:
    """What the tool's own errors come to for one bin; ``None`` where it gives none."""
    found = [
        error * float(seen.support) ** HALF
        for seen in (part.seen for part in file.segments)
        if seen.support and (error := _error(seen)) is not None
    ]
    return median(found) if found else None


def _error(seen: Observation) -> float | None:
    if seen.log2_error is not None:
        return seen.log2_error
    if seen.log2_low is None or seen.log2_high is None:
        return None
    return (seen.log2_high - seen.log2_low) / (2 * NORMAL_95)
