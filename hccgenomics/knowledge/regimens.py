"""Regimens of unselected disease: context for a board, never a ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.sourced import SOURCED_LISTS, sourced_fields
from hccgenomics.knowledge.tables import open_table, validate, without_blanks
from hccgenomics.model.own_tables import REGIMENS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hccgenomics.knowledge.tables import Fields, Row, Table
    from hccgenomics.model.evidence import RegimenRow

COLUMNS: Final = (
    *("id", "diseases", "therapy", "status", "lines", "setting", "child_pugh", "aetiology"),
    *("excluded", "statement", "statement_zh", "figures", "effects", "caveats", "approvals"),
    *("regulatory_note", "regulatory_as_of", "trials", "study_design", "n_patients"),
    *("n_patients_note", "citations", "verification", "review_status", "curated_on", "sources"),
)
_LISTS: Final = (*SOURCED_LISTS, "diseases", "therapy", "excluded")


def load_regimens(
    path: Path | None = None, *, references: Mapping[str, Fields]
) -> tuple[tuple[RegimenRow, ...], str]:
    """Every row and the table's digest."""
    from pydantic import TypeAdapter

    from hccgenomics.model.evidence import RegimenRow

    table = open_table(REGIMENS, COLUMNS, path)
    table.unique("id")
    rows = validate(
        table,
        TypeAdapter(list[RegimenRow]),
        lambda i, row: regimen_fields(table, i, row, references),
    )
    for index, row in enumerate(rows):
        if row.curated_on is None:
            raise table.refuse(index, "curated_on", "The row has no date of curation.")
    return tuple(rows), table.sha256


def regimen_fields(table: Table, index: int, row: Row, references: Mapping[str, Fields]) -> Fields:
    """The fields of one row, for the document to check."""
    fields = without_blanks(row, _LISTS)
    fields.update(sourced_fields(table, index, row, references))
    return fields
