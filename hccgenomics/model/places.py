"""Where all genes and chromosome arms lie on one assembly: coordinates alone, no sequence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.model.genome import Interval


@dataclass(frozen=True, slots=True)
class GenePlace:
    """A gene's span: interbase, plus strand; ``strand`` is +1 or -1."""

    symbol: str
    contig: str
    start: int
    end: int
    strand: int

    def upstream_of(self, pos: int) -> int:
        """How far base ``pos`` lies before the gene's first base, by its own strand.

        >>> GenePlace("A", "chr1", 100, 200, 1).upstream_of(91)
        10
        >>> GenePlace("B", "chr1", 100, 200, -1).upstream_of(203)
        3
        """
        return self.start + 1 - pos if self.strand > 0 else pos - self.end


@dataclass(frozen=True, slots=True)
class GenePlaces:
    """Genes by place and by symbol."""

    _by_contig: Mapping[str, Sequence[GenePlace]]
    _starts: Mapping[str, Sequence[int]]
    _longest: Mapping[str, int]
    _by_symbol: Mapping[str, GenePlace] = field(repr=False)

    @classmethod
    def of(cls, genes: Iterable[GenePlace]) -> GenePlaces:
        """From genes in any order."""
        ordered = sorted(genes, key=attrgetter("contig", "start", "end", "symbol"))
        by_contig = {
            contig: tuple(members) for contig, members in groupby(ordered, key=attrgetter("contig"))
        }
        return cls(
            by_contig,
            {contig: [gene.start for gene in genes] for contig, genes in by_contig.items()},
            {
                contig: max(gene.end - gene.start for gene in genes)
                for contig, genes in by_contig.items()
            },
            {gene.symbol: gene for gene in ordered},
        )

    def within(self, contig: str, start: int, end: int) -> tuple[GenePlace, ...]:
        """Genes that share a base with the interval, in genome order.

        >>> places = GenePlaces.of([GenePlace("A", "chr1", 5, 9, 1)])
        >>> [gene.symbol for gene in places.within("chr1", 8, 20)]
        ['A']
        >>> places.within("chr1", 9, 20)
        ()
        """
        genes = self._by_contig.get(contig, ())
        starts = self._starts.get(contig, ())
        first = bisect_left(starts, start - self._longest.get(contig, 0))
        last = bisect_right(starts, end - 1)
        return tuple(gene for gene in genes[first:last] if gene.end > start)

    def named(self, symbol: str) -> GenePlace | None:
        """The gene of this symbol."""
        return self._by_symbol.get(symbol)


@dataclass(frozen=True, slots=True)
class Arm:
    """One chromosome arm, interbase; without the centromere, which is not sequenced."""

    name: str
    contig: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Arms:
    """The arms of one assembly in genome order: 1p, 1q, … Xq, Yp, Yq.

    Short arms without sequence (13p, 14p, 15p, 21p, 22p) are there all the same.
    """

    arms: tuple[Arm, ...]

    def at(self, contig: str, pos: int) -> Arm | None:
        """The arm of a base; ``None`` within the centromere and beyond the chromosomes."""
        return next(
            (arm for arm in self.arms if arm.contig == contig and arm.start < pos <= arm.end),
            None,
        )

    def of(self, contig: str) -> tuple[Arm, ...]:
        """Both arms of a chromosome."""
        return tuple(arm for arm in self.arms if arm.contig == contig)

    def touched(self, place: Interval) -> tuple[Arm, ...]:
        """Arms that share a base with the interval."""
        return tuple(
            arm for arm in self.of(place.contig) if arm.start < place.end and place.start < arm.end
        )
