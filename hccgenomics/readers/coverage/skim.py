"""Pieces of a long table that need no look at each of their lines.

A table of every base of a genome has a hundred million rows and more, of which some thousands
matter. Where the first and last row of a piece tell that nothing between them lies in the places
asked for, its rows are counted and not looked into; else those that do are found by halving. That
needs the order of the genome, which is asked of every piece.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import FormatError
from hccgenomics.readers.coverage.text import is_comment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.readers.coverage.rows import Rows
    from hccgenomics.readers.coverage.text import Piece
    from hccgenomics.readers.panel import Stretches

_SORT: Final = "Sort it by contig and start (sort -k1,1 -k2,2n)."


class _Ends(NamedTuple):
    """The first and the last row of a piece."""

    contig: bytes
    start: int
    last_contig: bytes
    last_start: int
    end: int


class Skimmer:
    """Reads pieces through ``rows``, and no more of them than is needed."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._at = (b"", 0)
        self._left: set[bytes] = set()

    def read(self, piece: Piece) -> None:
        """One piece.

        Raises:
            FormatError: The rows are not in order, or one that was looked at is wrong.
        """
        head, _, _ = piece.text.partition(b"\n")
        tail = piece.text.rstrip(b"\r\n").rpartition(b"\n")[2]
        ends = self._ends(head.rstrip(b"\r"), tail, piece.first)
        if ends is None:
            self._rows.read(piece)
            return
        self._check_order(ends, piece.first)
        if ends.contig == ends.last_contig:
            self._skim(piece, ends)
        else:
            self._left.add(ends.contig)
            self._rows.read(piece)
        self._at = ends.last_contig, ends.last_start

    def _ends(self, head: bytes, tail: bytes, number: int) -> _Ends | None:
        """``None`` where the piece begins or ends with something else than a row."""
        if not (head and tail) or is_comment(head) or is_comment(tail):
            return None
        contig, first = self._rows.row(head, number)
        last_contig, last = self._rows.row(tail, number)
        return _Ends(contig, first.start, last_contig, last.start, last.end)

    def _check_order(self, ends: _Ends, number: int) -> None:
        """Raise where a piece goes back, within its contig or to one that was left."""
        contig, start = self._at
        is_back = ends.contig == contig and ends.start < start
        is_back |= ends.contig == ends.last_contig and ends.last_start < ends.start
        if is_back or ends.contig in self._left:
            raise FormatError(
                "The rows are not in order.", where=self._rows.where, line=number, hint=_SORT
            )
        if contig and contig != ends.contig:
            self._left.add(contig)

    def _skim(self, piece: Piece, ends: _Ends) -> None:
        """Take up what touches the places; all is counted."""
        rows = self._rows
        count = len(piece)
        rows.records += count
        contig = rows.contig(ends.contig)
        if contig is None:
            rows.pass_by(ends.contig, count)
            return
        places = [by[contig] for by in rows.request.places.values() if contig in by]
        if any(place.touch(ends.start, ends.end) for place in places):
            self._take(piece, places, ends)
        if ends.end > rows.furthest.get(contig, 0):
            rows.furthest[contig] = ends.end

    def _take(self, piece: Piece, places: Sequence[Stretches], ends: _Ends) -> None:
        lines = piece.lines()
        wanted = {index for place in places for index in self._near(lines, place, ends)}
        for index in sorted(wanted):
            self._rows.take(lines[index].rstrip(b"\r"), piece.first + index)

    def _near(self, lines: Sequence[bytes], places: Stretches, ends: _Ends) -> Iterator[int]:
        """The lines that may touch a place, and the one before."""
        for index in range(bisect_right(places.ends, ends.start), len(places.ends)):
            if places.starts[index] >= ends.end:
                return
            low = bisect_left(lines, places.starts[index], key=self._start)
            high = bisect_left(lines, places.ends[index], key=self._start)
            yield from range(max(0, low - 1), high)

    def _start(self, line: bytes) -> int:
        known = self._rows.known
        return known.place(known.split(line.rstrip(b"\r")))[0]
