"""What is asked of alignments: fragments with an allele, and depth at every base of places."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import UnreadableError
from hccgenomics.model.coverage import CoverageSource, DepthRun
from hccgenomics.model.genome import Interval, merged
from hccgenomics.readers.alignments.tallies import Tally
from hccgenomics.vocabulary import CoverageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.forced import AlleleCount
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.variant import Variant
    from hccgenomics.readers.alignments.loci import Locus
    from hccgenomics.readers.alignments.opening import Alignments
    from hccgenomics.vocabulary import DepthUnit

TELLING: Final = 1000
"""Bases without any read that speak against the whole file, and not for a gap of the assay."""
PROCESSES: Final = 4
"""Processes unless told otherwise."""


def count_alleles(
    alignments: Alignments,
    variants: Sequence[Variant],
    *,
    min_base_quality: int,
    min_mapping_quality: int,
    reference: Reference | None = None,
    processes: int = PROCESSES,
) -> tuple[AlleleCount, ...]:
    """Fragments with and without each variant, in the order asked.

    Args:
        alignments: A BAM or CRAM, open.
        variants: Of any kind; equal ones are counted once.
        min_base_quality: Bases below it do not count.
        min_mapping_quality: Reads below it do not count.
        reference: For the repeats that indels lie in; by default the FASTA, where there is one.
        processes: How many may count at the same time.

    Raises:
        InputError: The file cannot be used.
    """
    distinct = [v for v in dict.fromkeys(variants) if v.contig in alignments.targets]
    unit, tallies = _tallies(
        alignments,
        list(zip(distinct, _loci(alignments, distinct, reference), strict=True)),
        (min_base_quality, min_mapping_quality),
        processes=processes,
    )
    return tuple(tallies.get(variant, Tally()).counted(unit) for variant in variants)


def _loci(
    alignments: Alignments, variants: Sequence[Variant], reference: Reference | None
) -> list[Locus]:
    """Where to look for each variant."""
    from hccgenomics.readers.alignments.loci import locus_of

    if reference is not None or alignments.fasta is None:
        return [locus_of(variant, reference) for variant in variants]
    from hccgenomics.readers.reference import FastaReference

    with FastaReference(alignments.fasta, contigs=alignments.contigs) as bases:
        return [locus_of(variant, bases) for variant in variants]


def _tallies(
    alignments: Alignments,
    asked: Sequence[tuple[Variant, Locus]],
    least: tuple[int, int],
    *,
    processes: int,
) -> tuple[DepthUnit, dict[Variant, Tally]]:
    """What one unit is, and the counts of each variant."""
    from hccgenomics.readers.alignments.counting import Qualities, count_stints, stints
    from hccgenomics.readers.alignments.units import SeenUnit

    work = stints(
        [(alignments.targets[variant.contig], locus) for variant, locus in asked],
        processes=processes,
    )
    tallies: dict[Variant, Tally] = {}
    seen = SeenUnit()
    results = count_stints(alignments, work, Qualities(*least), processes=processes)
    for stint, counted in zip(work, results, strict=True):
        seen.merge(counted.unit)
        for number, tally in zip(stint.numbers, counted.tallies, strict=True):
            tallies[asked[number][0]] = tally
    return seen.told(alignments.programs), tallies


def depth_at(
    alignments: Alignments,
    places: Iterable[Interval],
    *,
    min_base_quality: int,
    min_mapping_quality: int,
    number: int | None = None,
    processes: int = PROCESSES,
) -> CoverageSource:
    """Fragments over every base of these places; a base without any has depth 0.

    Args:
        alignments: A BAM or CRAM, open.
        places: On our contigs, in any order, overlapping or not.
        min_base_quality: Bases below it do not count.
        min_mapping_quality: Reads below it do not count.
        number: Of the file, among all of the run.
        processes: How many may count at the same time.

    Raises:
        UnreadableError: The file is damaged, or none of its reads lies over so many places.
    """
    apart = merged(place for place in places if len(place))
    unit, depths = _depths(
        alignments, apart, (min_base_quality, min_mapping_quality), processes=processes
    )
    _refuse_silence(alignments, depths)
    runs: dict[str, list[DepthRun]] = {}
    for place, found in zip(apart, depths, strict=True):
        runs.setdefault(place.contig, []).extend(_runs(place, found))
    return CoverageSource(
        number=number,
        name=alignments.name,
        kind=CoverageKind.ALIGNMENTS,
        unit=unit,
        runs={contig: tuple(found) for contig, found in runs.items()},
        is_exhaustive=True,
        notes=alignments.notes,
    )


def _refuse_silence(alignments: Alignments, depths: Sequence[Sequence[int]]) -> None:
    """Raise where not one fragment lies over all the places of a panel."""
    bases = sum(map(len, depths))
    if bases >= TELLING and not any(map(any, depths)):
        raise UnreadableError(
            f"None of its reads counts over any of the {bases:,} bases that decide a marker.",
            where=str(alignments.path),
            hint="Pass the alignments of an assay that looks at genes of the panel.",
        )


def _depths(
    alignments: Alignments, places: Sequence[Interval], least: tuple[int, int], *, processes: int
) -> tuple[DepthUnit, list[list[int]]]:
    """What one unit is, and the depth of every base of each place."""
    from hccgenomics.readers.alignments.counting import (
        Qualities,
        count_stints,
        depth_loci,
        stints,
    )
    from hccgenomics.readers.alignments.units import SeenUnit

    pieces = [
        (at, locus)
        for at, place in enumerate(places)
        if place.contig in alignments.targets
        for locus in depth_loci(place)
    ]
    work = stints(
        [(alignments.targets[places[at].contig], locus) for at, locus in pieces],
        processes=processes,
    )
    seen = SeenUnit()
    depths = [[0] * len(place) for place in places]
    results = count_stints(alignments, work, Qualities(*least), processes=processes)
    for stint, counted in zip(work, results, strict=True):
        seen.merge(counted.unit)
        for number, found in zip(stint.numbers, counted.depths, strict=True):
            at, locus = pieces[number]
            begin = locus.start - places[at].start
            depths[at][begin : begin + len(found)] = found
    return seen.told(alignments.programs), depths


def _runs(place: Interval, depths: Sequence[int]) -> Iterator[DepthRun]:
    """Adjacent bases of one depth, as one run.

    >>> [len(run.interval) for run in _runs(Interval("chr5", 10, 13), [7, 7, 0])]
    [2, 1]
    """
    start = place.start
    for depth, bases in groupby(depths):
        end = start + sum(1 for _ in bases)
        yield DepthRun(Interval(place.contig, start, end), depth)
        start = end
