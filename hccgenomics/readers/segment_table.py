"""Rows of a copy-number table: cells to numbers and places, each row kept or dropped for a reason.

Missing and non-finite numbers are unknown; text where a number must stand is an error that names
its line.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number_files import (
    GeneRow,
    Observation,
    Segment,
)
from hccgenomics.model.genome import Interval
from hccgenomics.model.ledger import Tally
from hccgenomics.readers.header import SHOWN
from hccgenomics.readers.table_cells import TAB, UNSTATED, split_row, stated
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hccgenomics.readers.contig_names import ContigNames
    from hccgenomics.readers.segment_head import Head

MOST_KEPT: Final = 5_000_000
"""Rows: whole-genome bins of 600 bases."""
MOST_SEGMENTS: Final = 1_000_000
"""Segments or genes of one sample: far more than any caller finds."""
LARGEST_PLACE: Final = 2**31 - 1
LARGEST_LOG2: Final = 100.0
"""No ratio of depths comes near; what is larger is another number, and its power overflows."""
_MOST_DIGITS: Final = len(str(LARGEST_PLACE))
_LIKE_A_NUMBER: Final = frozenset("0123456789+-.eE")


class Places(NamedTuple):
    """The columns that say where a row lies.

    Attributes:
        first: What the first base of a contig is called by ``start``: 0 as in BED, with ``end``
            the base after the last; or 1, with ``end`` the last base.
    """

    contig: str
    start: str
    end: str
    first: int


class Row:
    """One row; cells are asked for by the name of their column."""

    __slots__ = ("_table", "cells", "line", "number_in_file")

    def __init__(self, table: Table, cells: list[str], line: int, number_in_file: int) -> None:
        self._table = table
        self.cells = cells
        self.line = line
        self.number_in_file = number_in_file

    def text(self, column: str) -> str:
        """The cell; "" where it is missing or the table has no such column."""
        at = self._table.at(column)
        return stated(self.cells[at]) if at is not None else ""

    def raw(self, column: str) -> str:
        """The cell as it stands, for columns in which ``-`` is a word; "" without the column."""
        at = self._table.at(column)
        return "" if at is None else self.cells[at].strip()

    def number(self, column: str) -> float | None:
        """A finite number; ``None`` where it is missing, not finite, or there is no column."""
        at = self._table.at(column)
        if at is None:
            return None
        try:
            return finite(self.cells[at])
        except ValueError:
            raise self._no_number(column, self.cells[at]) from None

    def whole(self, column: str) -> int | None:
        """A whole number, also as R writes large ones (``1e+05``)."""
        at = self._table.at(column)
        if at is not None and self.cells[at].isdecimal() and len(self.cells[at]) <= _MOST_DIGITS:
            return int(self.cells[at])
        number = self.number(column)
        if number is None:
            return None
        if not number.is_integer() or abs(number) > LARGEST_PLACE:
            raise self.wrong(f"column {column} holds {number:g}, which is no count or place")
        return int(number)

    def wrong(self, what: str, hint: str = "Correct it, or write the file again.") -> FormatError:
        """The error for this row; ``what`` is a clause that names no sample."""
        return FormatError(
            f"{what[:1].upper()}{what[1:]}.", where=self._table.where, line=self.line, hint=hint
        )

    def _no_number(self, column: str, text: str) -> FormatError:
        shown = repr(text[:SHOWN]) if _LIKE_A_NUMBER.issuperset(text) else "text"
        return self.wrong(f"column {column} holds {shown}, where a number must stand")


def finite(text: str) -> float | None:
    """The number in a cell; ``None`` where it is missing or not finite.

    >>> finite("1e+05"), finite("NaN"), finite("-Inf"), finite("")
    (100000.0, None, None, None)

    Raises:
        ValueError: It is neither.
    """
    try:
        number = float(text)
    except ValueError:
        if text.strip() in UNSTATED:
            return None
        raise
    if "_" in text:
        raise ValueError(text)
    return number if math.isfinite(number) else None


class Table:
    """The rows of one file, counted as they are read.

    Attributes:
        head: What stands before them.
        where: The file, as messages name it.
        contigs: Our contigs by the file's names.
        tally: Rows kept and dropped; what is not dropped must be kept by whoever reads the rows.
        records: Rows read so far.
        furthest: The furthest base that a row reaches, by our contigs.
        backward: Lines of rows that end before they start, which are dropped.
    """

    def __init__(
        self, head: Head, lines: Iterator[bytes], *, contigs: ContigNames, where: str
    ) -> None:
        self.head = head
        self.lines = lines
        self.where = where
        self.contigs = contigs
        self.tally = Tally()
        self.records = 0
        self.line = head.lines
        self.furthest: dict[str, int] = {}
        self.backward: list[int] = []
        self._at: dict[str, int] = {}
        self._repeated: set[str] = set()
        for index, name in enumerate(head.columns if head.has_heading else ()):
            if name in self._at:
                self._repeated.add(name)
            self._at.setdefault(name, index + head.shift)
        self._width = max(self._at.values(), default=0) + 1

    def at(self, column: str) -> int | None:
        """Where a column stands; ``None`` without it.

        Raises:
            FormatError: Several columns have this name.
        """
        if self._repeated and column in self._repeated:
            raise FormatError(
                f"Several columns are named {column}.",
                where=self.where,
                line=self.head.lines,
                hint="Rename or remove all but one.",
            )
        return self._at.get(column)

    def name_columns(self, *columns: str) -> None:
        """Say what the columns of a table without a heading are."""
        self._at = {name: index for index, name in enumerate(columns)}
        self._width = len(columns)

    def rows(self) -> Iterator[Row]:
        """Each row, counted; blank lines and comments between rows are none."""
        for line in self.lines:
            row = self.next_row(line)
            if row is not None:
                yield row

    def next_row(self, line: bytes) -> Row | None:
        """The next line as a row, counted; ``None`` of blank lines and comments."""
        self.line += 1
        if not line.strip() or line.startswith(b"#"):
            return None
        self.records += 1
        return self.row(line, self.line, self.records)

    def row(self, line: bytes, number: int, record: int) -> Row:
        """One line as a row; ``number`` is the line's, ``record`` the row's.

        Raises:
            FormatError: It has fewer cells than the heading names.
        """
        cells = self.cells(line)
        if len(cells) < self._width:
            raise FormatError(
                f"The row has {len(cells)} of {self._width} cells.",
                where=self.where,
                line=number,
                hint="The file may be cut short; write it again.",
            )
        return Row(self, cells, number, record)

    def cells(self, line: bytes) -> list[str]:
        """The cells of a line."""
        text = line.decode("utf-8", errors="replace").rstrip("\r")
        if self.head.separator == TAB and '"' not in text:
            return text.split("\t")
        return split_row(text, self.head.separator)

    @property
    def width(self) -> int:
        """Cells that a row has at least."""
        return self._width

    def count_kept(self, count: int) -> None:
        """Count so many rows that were read elsewhere, each a line, as kept."""
        self.line += count
        self.records += count
        self.tally.kept += count

    def keep(self, most: int = MOST_SEGMENTS) -> None:
        """Count a row as kept.

        Raises:
            FormatError: There are more rows than are held.
        """
        self.tally.kept += 1
        if self.tally.kept > most:
            raise self.too_many(most)

    def too_many(self, most: int) -> FormatError:
        """The error for a file of more rows than are held."""
        return FormatError(
            f"The file has more than {most:,} rows of one sample.",
            where=self.where,
            line=self.line,
            hint="Pass segments, or larger bins.",
        )

    def drop(self, reason: DropReason) -> None:
        """Count a row as dropped."""
        self.tally.drop(reason)

    def drop_backward(self, line: int) -> None:
        """Count a row that ends before it starts as dropped."""
        self.backward.append(line)
        self.drop(DropReason.MALFORMED)

    def interval(self, row: Row, places: Places) -> Interval | None:
        """Where a row lies; ``None``, and dropped, on no chromosome and where it ends too early.

        Raises:
            FormatError: The place is missing, or beyond what any chromosome has.
        """
        start, end = row.whole(places.start), row.whole(places.end)
        name = row.raw(places.contig)
        if not name or start is None or end is None:
            raise row.wrong("the row has no contig, start or end")
        first = start - places.first if start else 0
        if first < 0 or end < 0 or max(first, end) > LARGEST_PLACE:
            raise row.wrong(f"the row reaches from {start} to {end}")
        if end <= first:
            self.drop_backward(row.line)
            return None
        contig = self.contigs[name]
        if contig is None:
            self.drop(DropReason.NOT_ON_CHROMOSOME)
            return None
        if end > self.furthest.get(contig, 0):
            self.furthest[contig] = end
        return Interval(contig, first, end)

    def segments(
        self,
        places: Places,
        seen: Callable[[Row], Observation],
        rows: Iterable[Row] | None = None,
    ) -> list[Segment]:
        """A segment of each row (or of these) that lies on a chromosome and has a value."""
        found: list[Segment] = []
        for row in self.rows() if rows is None else rows:
            place = self.interval(row, places)
            if place is None:
                continue
            observed = seen(row)
            if is_empty(observed):
                self.drop(DropReason.NO_VALUE)
                continue
            self.keep()
            found.append(
                Segment(place.contig, place.start, place.end, observed, row.number_in_file)
            )
        return found

    def genes(
        self,
        gene: str,
        places: Places | None,
        seen: Callable[[Row], Observation],
        rows: Iterable[Row] | None = None,
    ) -> list[GeneRow]:
        """A gene of each row (or of these) that has a value, with its place if the table has it."""
        found: list[GeneRow] = []
        for row in self.rows() if rows is None else rows:
            place = self.interval(row, places) if places else None
            if places and place is None:
                continue
            name, observed = row.text(gene), seen(row)
            if not name or is_empty(observed):
                self.drop(DropReason.NO_VALUE)
                continue
            self.keep()
            found.append(GeneRow(name, place, observed, row.number_in_file))
        return found


def is_empty(seen: Observation) -> bool:
    """Whether a row has neither a ratio nor copies nor a class."""
    return seen.log2_ratio is None and seen.copies is None and seen.level is None
