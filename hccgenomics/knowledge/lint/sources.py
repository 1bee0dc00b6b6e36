"""Where tables were taken from, with the terms: ``resources/sources.tsv``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import Field

from hccgenomics.knowledge.tables import open_table, split_list
from hccgenomics.model.base import Document

if TYPE_CHECKING:
    from pathlib import Path

SOURCES: Final = "sources.tsv"
COLUMNS: Final = ("source", "title", "obtained_from", "terms", "used_for", "tables")


class Source(Document):
    """One row of ``resources/sources.tsv``."""

    source: str = Field(min_length=1)
    title: str
    obtained_from: str
    terms: str
    used_for: str
    tables: tuple[str, ...]


def load_sources(path: Path | None = None) -> dict[str, Source]:
    """By id."""
    table = open_table(SOURCES, COLUMNS, path)
    table.unique("source")
    found = ({**row, "tables": split_list(row["tables"])} for row in table.rows)
    return {str(row["source"]): Source.model_validate(row) for row in found}
