"""Bins of CNVkit, of which a genome has millions: the usual row is read without looking twice.

A row is usual where it lies on the contig of the row before and behind it, and its cells are plain
numbers. Every other row is read as those of other tables are; both come to the same.
"""

from __future__ import annotations

from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import Interval
from hccgenomics.readers.segment_bins import BinCollector
from hccgenomics.readers.segment_table import LARGEST_LOG2, LARGEST_PLACE, MOST_KEPT
from hccgenomics.readers.table_cells import TAB
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from hccgenomics.readers.segment_table import Places, Table

    _Pick = Callable[[list[bytes]], tuple[bytes, ...]]

MOST_GENES: Final = 20_000
_LARGEST_WEIGHT: Final = 1e9
_USUAL: Final = ("chromosome", "start", "end", "gene", "log2", "weight")


class Named:
    """Where genes lie, by the bins that bear their names."""

    def __init__(self, not_genes: Collection[str]) -> None:
        self.places: dict[str, Interval] = {}
        self._not_genes = not_genes

    def add(self, gene: str, place: Interval) -> None:
        """One more bin, or several in a row; of two contigs with one name the first counts."""
        known = self.places.get(gene)
        if known is None:
            if gene not in self._not_genes and len(self.places) < MOST_GENES:
                self.places[gene] = place
        elif known.contig == place.contig and not known.contains(place):
            start, end = min(known.start, place.start), max(known.end, place.end)
            self.places[gene] = Interval(place.contig, start, end)


class CnvkitBins:
    """Takes the rows of a table of bins.

    Attributes:
        bins: What was kept.
        named: Genes that the bins name.
        uncovered: Bins without coverage, which are dropped.
    """

    def __init__(
        self, table: Table, places: Places, *, least: float, not_genes: Collection[str]
    ) -> None:
        self.bins = BinCollector()
        self.named = Named(not_genes)
        self.uncovered = 0
        self._table = table
        self._places = places
        self._least = least
        self._on: tuple[bytes, str] | None = None
        """The contig of the last row, as the file and as we name it."""

    def read(self, *, is_quick: bool = True) -> None:
        """Take every row, usual ones the quick way unless that is told otherwise."""
        pick = self._usual_columns() if is_quick else None
        for line in self._table.lines:
            unusual: bytes | None = line
            if pick is not None and self._on is not None:
                unusual = self._take_usual(line, self._on, pick)
            if unusual is not None:
                self._take(unusual)

    def _usual_columns(self) -> _Pick | None:
        """Picks the cells of a usual row; ``None`` where the table does not have them all."""
        table = self._table
        at = [table.at(name) for name in _USUAL]
        if table.head.separator != TAB or None in at:
            return None
        return itemgetter(*(index for index in at if index is not None))

    def _take(self, line: bytes) -> None:
        table = self._table
        self._on = None
        row = table.next_row(line)
        place = None if row is None else table.interval(row, self._places)
        if row is None or place is None:
            return
        log2 = row.number("log2")
        if log2 is None or log2 < self._least:
            self.uncovered += log2 is not None
            table.drop(DropReason.NO_VALUE)
            return
        table.keep(MOST_KEPT)
        self.bins.add(place, log2, row.number("weight"))
        self.named.add(row.raw("gene"), place)
        self._on = row.raw(self._places.contig).encode(), place.contig

    def _take_usual(self, first: bytes, on: tuple[bytes, str], pick: _Pick) -> bytes | None:
        """Take rows as long as they are usual; the first that is not, ``None`` at the end."""
        table, (name, contig) = self._table, on
        room = MOST_KEPT - table.tally.kept
        if room <= 0:
            return first
        bins = self.bins.of(contig)
        add_start, add_end = bins.starts.append, bins.ends.append
        add_log2, add_weight = bins.log2.append, bins.weights.append
        before = len(bins.starts)
        rows = _Usual(name, self._least, bins.starts[-1], room)
        bears, low, high = b"", 0, 0
        for gene, start, end, log2, weight in rows.of(chain((first,), table.lines), pick, table):
            add_start(start)
            add_end(end)
            add_log2(log2)
            add_weight(weight)
            if gene != bears:
                self._name(bears, contig, low, high)
                bears, low, high = gene, start, end
            elif end > high:
                high = end
        self._name(bears, contig, low, high)
        table.count_kept(len(bins.starts) - before)
        return rows.unusual

    def _name(self, gene: bytes, contig: str, low: int, high: int) -> None:
        if high > low:
            furthest = self._table.furthest
            furthest[contig] = max(high, furthest.get(contig, 0))
            name = gene.decode("utf-8", errors="replace").strip()
            self.named.add(name, Interval(contig, low, high))


class _Usual:
    """Usual rows of one contig in order of their start.

    Attributes:
        unusual: The row at which they end.
    """

    def __init__(self, name: bytes, least: float, last: int, room: int) -> None:
        self.unusual: bytes | None = None
        self._name = name
        self._least = least
        self._last = last
        self._room = room

    def of(
        self, lines: Iterable[bytes], pick: _Pick, table: Table
    ) -> Iterator[tuple[bytes, int, int, float, float]]:
        """Gene, start, end, log2 and weight of each."""
        name, least, last, width = self._name, self._least, self._last, table.width
        for line in islice(lines, self._room):
            cells = line.split(b"\t")
            try:
                contig, start_cell, end_cell, gene, log2_cell, weight_cell = pick(cells)
                start, end = int(start_cell), int(end_cell)
                log2, weight = float(log2_cell), float(weight_cell)
            except (ValueError, IndexError):
                break
            is_usual = contig == name and start_cell.isdigit() and end_cell.isdigit()
            is_sound = last <= start < end <= LARGEST_PLACE and least <= log2 <= LARGEST_LOG2
            is_plain = b'"' not in line and b"_" not in log2_cell and b"_" not in weight_cell
            is_whole = len(cells) >= width and 0 <= weight <= _LARGEST_WEIGHT
            if not (is_usual and is_sound and is_plain and is_whole):
                break
            last = start
            yield gene, start, end, log2, weight
        else:
            return
        self.unusual = line
