"""References that rows cite by id, each with its own verification status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import open_table, without_blanks

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.knowledge.tables import Fields

REFERENCES: Final = "references.tsv"
COLUMNS: Final = ("id", "text", "doi", "pmid", "pmc", "verification", "note")
_OWN: Final = frozenset({"id", "note"})
"""Columns for curators, which no report prints."""


def load_references(path: Path | None = None) -> tuple[dict[str, Fields], str]:
    """The fields of a ``Citation`` by id, and the table's digest."""
    table = open_table(REFERENCES, COLUMNS, path)
    table.unique("id")
    found = {
        row["id"]: {k: v for k, v in without_blanks(row).items() if k not in _OWN}
        for row in table.rows
    }
    return found, table.sha256
