"""Curated tables: tab-separated, checked cell by cell, and refused whole when one cell is wrong.

Lists inside a cell are separated by `` | ``. There is no quoting: a cell holds neither tabs nor
line breaks. A row ends where its line ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from hccgenomics.errors import TableError
from hccgenomics.knowledge.files import digest_of, resource

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from pydantic import TypeAdapter, ValidationError

    from hccgenomics.model.base import Document

    Row = dict[str, str]
    Fields = dict[str, object]


class OfOneGene(Protocol):
    """A row that speaks of one gene."""

    @property
    def gene(self) -> str:
        """Its symbol."""


D = TypeVar("D", bound="Document")
G = TypeVar("G", bound=OfOneGene)

SEPARATOR: Final = " | "
HEADER_LINES: Final = 1
BYTE_ORDER_MARK: Final = "\ufeff"


class Table:
    """The rows of one table, with the line each came from.

    Attributes:
        where: The table, as error messages name it.
        columns: In file order.
        rows: Cells by column; the first row is line 2.
        sha256: Digest of the file's bytes.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        data = path.read_bytes()
        self.where = path.name
        self.sha256 = digest_of(data)
        self.columns = tuple(columns)
        self.rows = self._rows(_decoded(data, self.where))

    def _rows(self, text: str) -> list[Row]:
        header, *lines = text.splitlines() or [""]
        found = tuple(header.split("\t"))
        if found != self.columns:
            wrong = sorted(set(found) ^ set(self.columns)) or ["order"]
            raise TableError(
                f"The columns differ from what is expected: {', '.join(wrong)}.",
                where=self.where,
                line=1,
                hint=f"Expected {', '.join(self.columns)}.",
            )
        return [self._row(line, number) for number, line in enumerate(lines, HEADER_LINES + 1)]

    def _row(self, line: str, number: int) -> Row:
        cells = line.split("\t")
        if len(cells) != len(self.columns):
            raise TableError(
                f"The row has {len(cells)} cells, the header {len(self.columns)}.",
                where=self.where,
                line=number,
            )
        return dict(zip(self.columns, map(str.strip, cells), strict=True))

    def refuse(self, index: int, column: str, detail: str) -> TableError:
        """The error that names row ``index`` and ``column``."""
        line = index + HEADER_LINES + 1
        return TableError(detail, where=self.where, line=line, column=column)

    def unique(self, column: str) -> None:
        """Refuse the table if two rows share a value of ``column``."""
        seen: dict[str, int] = {}
        for index, row in enumerate(self.rows):
            first = seen.setdefault(row[column], index)
            if first != index:
                line = first + HEADER_LINES + 1
                raise self.refuse(index, column, f"{row[column]!r} is used by line {line} too.")


def text_of(path: Path) -> str:
    """The text of a packaged table."""
    return _decoded(path.read_bytes(), path.name)


def _decoded(data: bytes, where: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableError("The table is not UTF-8.", where=where, line=line) from error
    if text.startswith(BYTE_ORDER_MARK):
        raise TableError("The table begins with a byte order mark.", where=where, line=1)
    return text


def open_table(name: str, columns: Sequence[str], path: Path | None = None) -> Table:
    """One packaged table, or the file given in its place."""
    return Table(path or resource(name), columns)


def split_list(cell: str) -> tuple[str, ...]:
    """The items of a list cell.

    >>> split_list("KRAS | NRAS"), split_list("")
    (('KRAS', 'NRAS'), ())
    """
    return tuple(item.strip() for item in cell.split(SEPARATOR)) if cell else ()


def without_blanks(row: Mapping[str, str], lists: Collection[str] = ()) -> Fields:
    """The cells that hold something; the document's defaults stand for the others.

    Args:
        row: The cells by column.
        lists: Columns of several items.
    """
    return {
        column: split_list(cell) if column in lists else cell
        for column, cell in row.items()
        if cell
    }


def validate(
    table: Table, adapter: TypeAdapter[list[D]], fields_of: Callable[[int, Row], Fields]
) -> list[D]:
    """Every row as a document; the first wrong cell refuses the table."""
    from pydantic import ValidationError

    fields = [fields_of(index, row) for index, row in enumerate(table.rows)]
    try:
        return adapter.validate_python(fields)
    except ValidationError as error:
        raise _refusal(table, error) from error


def _refusal(table: Table, error: ValidationError) -> TableError:
    problem = error.errors()[0]
    index, *place = problem["loc"]
    column = str(place[0]) if place else ""
    cell = problem.get("input")
    shown = f" (found {cell!r})" if isinstance(cell, str) else ""
    return table.refuse(int(index), column, f"{problem['msg']}{shown}.")


def by_gene(rows: Iterable[G]) -> dict[str, tuple[G, ...]]:
    """Rows grouped by their ``gene``."""
    grouped: dict[str, list[G]] = {}
    for row in rows:
        grouped.setdefault(row.gene, []).append(row)
    return {gene: tuple(found) for gene, found in grouped.items()}
