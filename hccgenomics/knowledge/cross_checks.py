"""The table of cross-checks, in the terms of curated rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import open_table, validate, without_blanks
from hccgenomics.model.event import parse_event

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.knowledge.tables import Table
    from hccgenomics.model.cross_check import CrossCheckRow

CROSS_CHECKS: Final = "cross_checks.tsv"
COLUMNS: Final = (
    *("code", "any_of", "all_of", "none_of", "specimens", "diseases", "question", "question_zh"),
    *("rates", "rows", "asks_for"),
)
_TERMS: Final = ("any_of", "all_of", "none_of")
_LISTS: Final = (*_TERMS, "specimens", "diseases", "rates", "rows")


def load_cross_checks(path: Path | None = None) -> tuple[tuple[CrossCheckRow, ...], str]:
    """Every check in the order of the table, and its digest; a wrong term refuses the table."""
    from pydantic import TypeAdapter

    from hccgenomics.model.cross_check import CrossCheckRow

    table = open_table(CROSS_CHECKS, COLUMNS, path)
    table.unique("code")
    rows = validate(
        table, TypeAdapter(list[CrossCheckRow]), lambda _, row: without_blanks(row, _LISTS)
    )
    for index, row in enumerate(rows):
        _check(table, index, row)
    return tuple(rows), table.sha256


def _check(table: Table, index: int, row: CrossCheckRow) -> None:
    if not (row.any_of or row.all_of):
        raise table.refuse(index, "any_of", "The check asks for no event.")
    for column in _TERMS:
        for term in getattr(row, column):
            try:
                parse_event(term)
            except ValueError as error:
                raise table.refuse(index, column, f"{error}.") from error
