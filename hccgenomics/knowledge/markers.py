"""The markers a report states, and what each is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import open_table, validate, without_blanks

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.curated import MarkerComponent

MARKERS: Final = "markers.tsv"
COLUMNS: Final = (
    *("marker", "gene", "component_class", "promoter", "exon", "codon", "change"),
    *("copy_class", "only_if_found"),
)


def load_markers(path: Path | None = None) -> tuple[tuple[MarkerComponent, ...], str]:
    """The components in the order of the table, and its digest.

    Raises:
        TableError: If a row is wrong; the table is refused whole.
    """
    from pydantic import TypeAdapter

    from hccgenomics.model.curated import MarkerComponent

    table = open_table(MARKERS, COLUMNS, path)
    rows = validate(table, TypeAdapter(list[MarkerComponent]), lambda _, row: without_blanks(row))
    return tuple(rows), table.sha256
