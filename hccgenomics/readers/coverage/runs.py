"""Rows of depth become runs: sorted, apart from each other, alike neighbours as one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from heapq import heappop, heappush
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.coverage import DepthRun
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import CONTIGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hccgenomics.readers.panel import Stretches

_START: Final = itemgetter(0)
_END: Final = itemgetter(1)
_UNTOLD: Final = float("inf")
_SEPARATOR: Final = ";"


class DepthRow(NamedTuple):
    """What one row says; ``start`` and ``end`` are gaps between bases.

    Attributes:
        depth: ``None`` where it tells none.
        refused: The file's own words for why it is unfit, joined by ``;``.
    """

    start: int
    end: int
    depth: int | None
    refused: str = ""


def clipped(row: DepthRow, places: Stretches) -> Iterator[DepthRow]:
    """The parts of a row that lie in the places asked for.

    >>> from hccgenomics.readers.panel import Stretches
    >>> list(clipped(DepthRow(5, 40, 9), Stretches((0, 30), (10, 33))))[1]
    DepthRow(start=30, end=33, depth=9, refused='')
    """
    start, end, depth, refused = row
    for index in range(bisect_right(places.ends, start), len(places.ends)):
        begin = places.starts[index]
        if begin >= end:
            return
        yield DepthRow(max(start, begin), min(end, places.ends[index]), depth, refused)


def runs_by_contig(
    rows: Mapping[str, list[DepthRow]],
) -> dict[str, tuple[DepthRun, ...]]:
    """The runs of every contig, in the order of the genome."""
    return {
        contig: tuple(_runs(contig, merged(rows[contig]))) for contig in CONTIGS if rows.get(contig)
    }


def _runs(contig: str, rows: Iterable[DepthRow]) -> Iterator[DepthRun]:
    for start, end, depth, refused in rows:
        words = tuple(refused.split(_SEPARATOR)) if refused else ()
        yield DepthRun(Interval(contig, start, end), depth, words)


def merged(rows: list[DepthRow]) -> list[DepthRow]:
    """Rows in order and apart: where several speak of a base, the least depth and all objections.

    >>> merged([DepthRow(0, 9, 50), DepthRow(9, 12, 50), DepthRow(4, 6, 20)])[1]
    DepthRow(start=4, end=6, depth=20, refused='')
    """
    ordered = sorted(rows, key=_START)
    if any(after.start < before.end for before, after in pairwise(ordered)):
        ordered = list(_swept(ordered))
    return _joined(ordered)


def _joined(rows: Iterable[DepthRow]) -> list[DepthRow]:
    found: list[DepthRow] = []
    for row in rows:
        if found and found[-1].end == row.start and found[-1][2:] == row[2:]:
            found[-1] = DepthRow(found[-1].start, row.end, row.depth, row.refused)
        else:
            found.append(row)
    return found


def _swept(ordered: list[DepthRow]) -> Iterator[DepthRow]:
    """The stretches between any two ends of rows, each with what all rows there say together."""
    open_rows = _Open()
    bounds = sorted({bound for row in ordered for bound in row[:2]})
    coming = iter(ordered)
    row = next(coming, None)
    for start, end in pairwise(bounds):
        open_rows.close(start)
        while row is not None and row.start == start:
            open_rows.take(row)
            row = next(coming, None)
        if open_rows:
            yield DepthRow(start, end, open_rows.depth, open_rows.refused)


class _Open:
    """The rows that hold the base where a sweep stands."""

    def __init__(self) -> None:
        self._by_end: list[tuple[int, str]] = []
        self._by_depth: list[tuple[float, int]] = []
        self._refused: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._by_end)

    def take(self, row: DepthRow) -> None:
        """One more row begins."""
        heappush(self._by_end, (row.end, row.refused))
        heappush(self._by_depth, (_UNTOLD if row.depth is None else row.depth, row.end))
        self._refused[row.refused] += 1

    def close(self, at: int) -> None:
        """Let go of the rows that end here or before."""
        while self._by_end and self._by_end[0][0] <= at:
            self._refused[heappop(self._by_end)[1]] -= 1
        while self._by_depth and self._by_depth[0][1] <= at:
            heappop(self._by_depth)

    @property
    def depth(self) -> int | None:
        """The least of those that tell one."""
        least = self._by_depth[0][0]
        return None if least == _UNTOLD else int(least)

    @property
    def refused(self) -> str:
        """All objections, in alphabetical order."""
        cells = (cell for cell, times in self._refused.items() if times and cell)
        return _SEPARATOR.join(sorted({word for cell in cells for word in cell.split(_SEPARATOR)}))


def filled(rows: list[DepthRow], others: list[DepthRow]) -> list[DepthRow]:
    """Rows, and the others only where no row speaks.

    >>> filled([DepthRow(0, 4, 9)], [DepthRow(2, 7, 30)])[1]
    DepthRow(start=4, end=7, depth=30, refused='')
    """
    told = merged(rows)
    return merged([*told, *(part for row in merged(others) for part in _beside(row, told))])


def _beside(row: DepthRow, told: list[DepthRow]) -> Iterator[DepthRow]:
    """The parts of a row of which the others, in order, do not speak."""
    start = row.start
    for index in range(bisect_right(told, row.start, key=_END), len(told)):
        other = told[index]
        if other.start >= row.end:
            break
        if start < other.start:
            yield DepthRow(start, other.start, row.depth, row.refused)
        start = other.end
    if start < row.end:
        yield DepthRow(start, row.end, row.depth, row.refused)
