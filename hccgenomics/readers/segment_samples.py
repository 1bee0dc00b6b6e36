"""Which sample of a copy-number file is meant; samples are never named in messages.

In a table of many samples, rows of others are counted, and neither split nor held: there may be
millions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.readers.sample_choice import check_lone_sample, sample_of_rows
from hccgenomics.readers.segment_table import MOST_SEGMENTS
from hccgenomics.readers.table_cells import TAB
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_table import Row, Table


class OneSample:
    """The rows of one sample of a table whose rows name their samples.

    All rows are read at once and counted, those of other samples as dropped. Rows of the first
    sample are held until a second one turns up, for a file of one sample is read whatever its name.

    Attributes:
        name: The sample, as the file names it; ``None`` for a table without rows.
        notes: A sentence for the report, where it was asked for by another name.

    Raises:
        SampleError: The rows are of several samples, and none or none of them is asked for.
    """

    def __init__(self, table: Table, asked: Asked, column: str) -> None:
        scan = _Scan(table, column, asked.wanted)
        scan.run()
        self.name = sample_of_rows(list(scan.counts), asked, where=table.where)
        self.notes = check_lone_sample(self.name, asked, where=table.where)
        self._table = table
        self._held = scan.held
        table.records = sum(scan.counts.values())
        foreign = table.records - scan.counts.get(self.name or "", 0)
        if foreign:
            table.tally.drop(DropReason.OTHER_SAMPLE, foreign)

    def rows(self) -> Iterator[Row]:
        """Its rows, in the order of the file."""
        return (self._table.row(*held) for held in self._held)


class _Scan:
    """One pass over the lines.

    Attributes:
        counts: Rows by sample.
        held: Lines of the sample that is asked for, or of the only one, with their numbers and
            those of their rows.
    """

    def __init__(self, table: Table, column: str, wanted: str | None) -> None:
        self.counts: dict[str, int] = {}
        self.held: list[tuple[bytes, int, int]] = []
        self._table = table
        self._at = table.at(column) or 0
        self._wanted = wanted
        self._known: dict[bytes, str] = {}
        self._column = column

    def run(self) -> None:
        """Neighbouring rows mostly share their sample: then its name is only compared."""
        separator = self._separator()
        start, name, is_held, record, counted = b"", "", False, 0, 0
        for number, line in enumerate(self._table.lines, start=self._table.line + 1):
            if not (start and line.startswith(start)):
                if not line.strip() or line.startswith(b"#"):
                    continue
                self._count(name, record - counted)
                counted = record
                start = line[: line.find(separator) + 1] if separator else b""
                name = self._known.get(start) or self._name(line, start)
                if name == self._column and self._is_heading(line):
                    start = b""
                    continue
                is_held = self._is_held(name)
            record += 1
            if is_held:
                self.held.append((line, number, record))
                if len(self.held) > MOST_SEGMENTS:
                    raise self._table.too_many(MOST_SEGMENTS)
        self._count(name, record - counted)

    def _is_heading(self, line: bytes) -> bool:
        """Whether the heading stands here once more, of the next of several files put together."""
        cells = [cell.strip() for cell in self._table.cells(line)]
        return cells == list(self._table.head.columns)

    def _separator(self) -> bytes:
        """Behind the name where it stands first, so that names can be compared unsplit; or b"".

        A comma or a blank may stand within a name.
        """
        separator = self._table.head.separator
        return b"" if self._at or separator != TAB else separator.encode()

    def _count(self, name: str, rows: int) -> None:
        """Count the run of rows that ends here."""
        if rows:
            self.counts[name] = self.counts.get(name, 0) + rows

    def _name(self, line: bytes, start: bytes) -> str:
        """The sample of a row, remembered by the bytes with which its rows begin."""
        cells = self._table.cells(line)
        name = cells[self._at].strip() if len(cells) > self._at else ""
        if start:
            self._known[start] = name
        return name

    def _is_held(self, name: str) -> bool:
        """Whether rows of this sample are wanted; a second sample ends the waiting of the first."""
        if self._wanted in self.counts:
            return name == self._wanted
        is_first = not self.counts or (len(self.counts) == 1 and name in self.counts)
        if not is_first:
            self.held.clear()
        return is_first or name == self._wanted
