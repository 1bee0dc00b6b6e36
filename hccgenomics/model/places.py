"""Where all genes and chromosome arms lie on one assembly: coordinates alone, no sequence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter, sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
class PlaceColumns:
    """Genes column by column, by contig, start, end and symbol: how a table of them is read fast.

    >>> len(PlaceColumns(["A"], ["chr1"], [5], [9], [1]))
    1
    """

    symbols: Sequence[str]
    contigs: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    strands: Sequence[int]

    def __len__(self) -> int:
        return len(self.symbols)

    def gene(self, index: int) -> GenePlace:
        """One of them."""
        return GenePlace(
            self.symbols[index],
            self.contigs[index],
            self.starts[index],
            self.ends[index],
            self.strands[index],
        )


class _Genes(dict[int, GenePlace]):
    """Genes by their number, each made when it is first asked for."""

    def __init__(self, columns: PlaceColumns) -> None:
        super().__init__()
        self._columns = columns

    def __missing__(self, index: int) -> GenePlace:
        made = self[index] = self._columns.gene(index)
        return made


class GenePlaces:
    """Genes by place and by symbol."""

    __slots__ = ("_columns", "_genes", "_index", "_longest", "_spans")

    def __init__(self, columns: PlaceColumns) -> None:
        self._columns = columns
        self._genes = _Genes(columns)
        self._index = {symbol: index for index, symbol in enumerate(columns.symbols)}
        self._spans = {
            contig: range(
                bisect_left(columns.contigs, contig), bisect_right(columns.contigs, contig)
            )
            for contig in dict.fromkeys(columns.contigs)
        }
        self._longest = {
            contig: max(
                map(sub, columns.ends[span.start : span.stop], columns.starts[span.start :])
            )
            for contig, span in self._spans.items()
        }

    @classmethod
    def of(cls, genes: Iterable[GenePlace]) -> GenePlaces:
        """From genes in any order."""
        ordered = sorted(genes, key=attrgetter("contig", "start", "end", "symbol"))
        return cls(
            PlaceColumns(
                [gene.symbol for gene in ordered],
                [gene.contig for gene in ordered],
                [gene.start for gene in ordered],
                [gene.end for gene in ordered],
                [gene.strand for gene in ordered],
            )
        )

    def within(self, contig: str, start: int, end: int) -> tuple[GenePlace, ...]:
        """Genes that share a base with the interval, in genome order.

        >>> places = GenePlaces.of([GenePlace("A", "chr1", 5, 9, 1)])
        >>> [gene.symbol for gene in places.within("chr1", 8, 20)]
        ['A']
        >>> places.within("chr1", 9, 20)
        ()
        """
        span = self._spans.get(contig)
        if span is None:
            return ()
        starts, ends = self._columns.starts, self._columns.ends
        first = bisect_left(starts, start - self._longest[contig], span.start, span.stop)
        last = bisect_right(starts, end - 1, span.start, span.stop)
        return tuple(self._genes[index] for index in range(first, last) if ends[index] > start)

    def named(self, symbol: str) -> GenePlace | None:
        """The gene of this symbol."""
        index = self._index.get(symbol)
        return None if index is None else self._genes[index]


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
