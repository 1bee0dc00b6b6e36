"""The cells that biomarkers and regimens share: citations, effects, approvals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from hccgenomics.knowledge.cells import approval, citation, effect, yes_no
from hccgenomics.knowledge.tables import split_list

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.knowledge.tables import Fields, Row, Table

SOURCED_LISTS: Final = ("caveats", "trials", "lines", "sources")
OUTCOME: Final = "outcome_by_marker"

T = TypeVar("T")


def sourced_fields(table: Table, index: int, row: Row, references: Mapping[str, Fields]) -> Fields:
    """Typed cells of one row; a cell that is not of its form is refused by line and column."""
    fields: Fields = {
        "citations": read_cells(table, index, row, "citations", lambda c: citation(c, references)),
        "effects": read_cells(table, index, row, "effects", effect),
        "approvals": read_cells(table, index, row, "approvals", approval),
    }
    if row.get(OUTCOME):
        fields[OUTCOME] = read_cell(table, index, row, OUTCOME, yes_no)
    return fields


def read_cells(
    table: Table, index: int, row: Row, column: str, reader: Callable[[str], Fields]
) -> list[Fields]:
    """Every item of a list cell, read by its own grammar."""
    return [_one(table, index, column, item, reader) for item in split_list(row[column])]


def read_cell(table: Table, index: int, row: Row, column: str, reader: Callable[[str], T]) -> T:
    """A cell of one item, read by its own grammar."""
    return _one(table, index, column, row[column], reader)


def _one(table: Table, index: int, column: str, item: str, reader: Callable[[str], T]) -> T:
    try:
        return reader(item)
    except ValueError as error:
        raise table.refuse(index, column, f"{error}.") from error
