"""The bases that may decide a marker, and of which assembly a list of places therefore is."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import promoter
from hccgenomics.model.genome import Interval, merged
from hccgenomics.readers.panel import Stretches

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from hccgenomics.pipeline.models import Models
    from hccgenomics.vocabulary import Assembly

    Held = Mapping[str, Sequence[Interval]]
    """Places, sorted and apart, by contig."""

FLANK: Final = 50
"""Bases beside each coding stretch whose depth is kept: splice sites, codons across a border."""
FEWEST: Final = 2
"""Genes that must lie on another assembly alone before a list of places is refused."""
_TIMES: Final = 4
"""How many times as many they must be as those that lie on the run's alone; and, of one gene, how
many times as many bases: TERT moved by 115 bases, and lies on both."""
_LEAST: Final = 30
"""Bases of a gene that must be held; fewer may be those of a neighbour."""
_END: Final = attrgetter("end")


def gene_places(models: Models) -> dict[str, tuple[Interval, ...]]:
    """Of every gene its coding stretches with what is beside them, of TERT the promoter too."""
    return {symbol: _places(symbol, models) for symbol in models.symbols}


def _places(symbol: str, models: Models) -> tuple[Interval, ...]:
    gene = models.gene(symbol)
    found = [
        Interval(part.contig, max(0, part.start - FLANK), part.end + FLANK)
        for transcript in gene.transcripts
        for part in transcript.coding_segments
    ]
    if symbol == promoter.GENE:
        found.append(promoter.window(gene.select))
    return merged(found)


def deciding_places(genes: Mapping[str, Sequence[Interval]]) -> dict[str, Stretches]:
    """The places of all genes, by contig."""
    found: dict[str, list[Interval]] = {}
    for places in genes.values():
        for place in places:
            found.setdefault(place.contig, []).append(place)
    return {contig: Stretches.of(places) for contig, places in found.items()}


def bases_within(regions: Sequence[Interval], place: Interval) -> int:
    """Bases of a place that sorted regions of its contig hold.

    >>> regions = (Interval("chr5", 0, 10), Interval("chr5", 20, 30))
    >>> bases_within(regions, Interval("chr5", 5, 22))
    7
    """
    bases = 0
    for index in range(bisect_right(regions, place.start, key=_END), len(regions)):
        region = regions[index]
        if region.start >= place.end:
            break
        bases += min(place.end, region.end) - max(place.start, region.start)
    return bases


def held_of(genes: Mapping[str, Sequence[Interval]], held: Held) -> dict[str, int]:
    """How many bases of each gene are held."""
    return {
        gene: sum(bases_within(held.get(place.contig, ()), place) for place in places)
        for gene, places in genes.items()
    }


def lying_elsewhere(
    held: Mapping[Assembly, Mapping[str, int]], mine: Assembly, named: Collection[str] = ()
) -> tuple[Assembly, tuple[str, ...]] | None:
    """Another assembly where far more genes are held, and which.

    Args:
        held: By assembly, how many bases of each gene are held.
        mine: The assembly of the run.
        named: Genes that the rows name and hold there; one of them is enough.
    """
    for other in held.keys() - {mine}:
        there = [gene for gene in held[other] if _only(held[other], held[mine], gene)]
        here = [gene for gene in held[mine] if _only(held[mine], held[other], gene)]
        weight = len(there) + sum(gene in named for gene in there)
        if weight >= FEWEST and weight >= _TIMES * len(here):
            return other, tuple(there)
    return None


def _only(one: Mapping[str, int], other: Mapping[str, int], gene: str) -> bool:
    return one[gene] >= _LEAST and one[gene] >= _TIMES * other.get(gene, 0)
