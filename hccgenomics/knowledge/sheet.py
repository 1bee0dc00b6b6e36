"""A laboratory's own table, as a spreadsheet may have saved it.

Our tables have a fixed heading and no quoting. A laboratory's has any subset of their columns, in
any order; a byte order mark, Windows line ends, quoted cells, lines of ``#`` and empty lines are
taken as they come. It is still refused whole when one cell is wrong, by line and column.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError, TableError
from hccgenomics.knowledge.files import digest_of
from hccgenomics.knowledge.tables import BYTE_ORDER_MARK, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from hccgenomics.knowledge.tables import Row

TAB: Final = "\t"
COMMENT: Final = "#"
ID: Final = "id"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS: Final = "Save it as tab-separated text in UTF-8."
_OTHER_SEPARATORS: Final = {",": "commas", ";": "semicolons"}


class Sheet(Table):
    """The rows of a laboratory's table, with the line each came from.

    Attributes:
        lines: The line of the file by row.
        stated: The columns the file has, in its order.
    """

    def __init__(self, path: Path, columns: Collection[str]) -> None:
        self.where = path.name
        data = _bytes_of(path)
        self.sha256 = digest_of(data)
        self.rows: list[Row] = []
        self.lines: list[int] = []
        self.columns: tuple[str, ...] = ()
        self._read(_decoded(data, self.where), columns)

    def _read(self, text: str, columns: Collection[str]) -> None:
        for line, cells in self._lines_of(text):
            if not self.columns:
                self.columns = self._heading(line, cells, columns)
            elif not cells[0].startswith(COMMENT):
                self.rows.append(self._cells(line, cells))
                self.lines.append(line)
        if not self.columns:
            raise TableError("The table is empty.", where=self.where, hint=_heading_hint(columns))

    def _lines_of(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Lines that hold something, each with its number; a cell may be quoted."""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=TAB, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise TableError(
                    "A quoted cell does not end where it should.",
                    where=self.where,
                    line=line,
                    hint="Double a quotation mark inside a quoted cell, or leave out the quotes.",
                ) from error
            cells = [cell.strip() for cell in cells]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield line, cells

    def _heading(self, line: int, cells: list[str], columns: Collection[str]) -> tuple[str, ...]:
        found = (cells[0].removeprefix(COMMENT).strip(), *cells[1:])
        if ID not in found:
            if cells[0].startswith(COMMENT):
                return ()
            raise self._no_heading(line, cells, columns)
        unknown = [name for name in found if name not in columns]
        if unknown:
            raise TableError(
                f"There is no column {unknown[0]!r}.",
                where=self.where,
                line=line,
                hint=_nearest(unknown[0], columns),
            )
        twice = sorted({name for name in found if found.count(name) > 1})
        if twice:
            raise TableError(
                f"The column {twice[0]!r} is there twice.", where=self.where, line=line
            )
        return found

    def _no_heading(self, line: int, cells: list[str], columns: Collection[str]) -> TableError:
        for mark, word in _OTHER_SEPARATORS.items():
            if len(cells) == 1 and ID in [c.strip(' "') for c in cells[0].split(mark)]:
                return TableError(
                    f"The table is separated by {word}, not by tabs.",
                    where=self.where,
                    line=line,
                    hint=_SAVE_AS,
                )
        return TableError(
            "The first line does not name the columns: there is no column 'id'.",
            where=self.where,
            line=line,
            hint=_heading_hint(columns),
        )

    def _cells(self, line: int, cells: list[str]) -> Row:
        wanted = len(self.columns)
        if len(cells) > wanted:
            raise TableError(
                f"The row has {len(cells)} cells, the heading {wanted}.",
                where=self.where,
                line=line,
            )
        cells = [*cells, *[""] * (wanted - len(cells))]
        for column, cell in zip(self.columns, cells, strict=True):
            if len(cell.splitlines()) > 1 or TAB in cell:
                raise TableError(
                    "The cell holds a line break or a tab.",
                    where=self.where,
                    line=line,
                    column=column,
                )
        return dict(zip(self.columns, cells, strict=True))

    def refuse(self, index: int, column: str, detail: str) -> TableError:
        """The error that names row ``index`` and ``column``."""
        return TableError(detail, where=self.where, line=self.lines[index], column=column or None)

    def unique(self, column: str) -> None:
        """Refuse the table if two rows share a value of ``column``."""
        seen: dict[str, int] = {}
        for index, row in enumerate(self.rows):
            first = seen.setdefault(row[column], index)
            if first != index:
                line = self.lines[first]
                raise self.refuse(index, column, f"{row[column]!r} is used by line {line} too.")


def read_text(path: Path) -> str:
    """The text of a file that a spreadsheet may have saved.

    Raises:
        ResourceError: It cannot be read, or is no UTF-8 text; exit 5.
    """
    return _decoded(_bytes_of(path), path.name)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ResourceError(
            f"The table cannot be read ({error.strerror or type(error).__name__}).",
            where=path.name,
            hint="Name a file that is there.",
        ) from error


def _decoded(data: bytes, where: str) -> str:
    if data.startswith(_UTF_16):
        raise TableError("The table is UTF-16.", where=where, hint=_SAVE_AS)
    if data.startswith(b"PK\x03\x04"):
        raise TableError("The file is a workbook or an archive.", where=where, hint=_SAVE_AS)
    if (at := data.find(b"\0")) >= 0:
        line = data[:at].count(b"\n") + 1
        raise TableError("The file is not text.", where=where, line=line, hint=_SAVE_AS)
    try:
        return data.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableError(
            "The table is not UTF-8.", where=where, line=line, hint=_SAVE_AS
        ) from error


def _nearest(name: str, columns: Collection[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name.lower(), columns, n=1)
    return f"Did you mean {found[0]!r}?" if found else _heading_hint(columns)


def _heading_hint(columns: Collection[str]) -> str:
    return f"Columns are any of {', '.join(columns)}; 'id' is always one."
