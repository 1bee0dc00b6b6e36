"""What clones of blood cells leave in plasma: genes and changes, narrow rows before wide ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import open_table, validate, without_blanks

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.knowledge.tables import Table
    from hccgenomics.model.curated import BloodGene

BLOOD: Final = "blood_genes.tsv"
COLUMNS: Final = ("gene", "term", "share", "note", "source", "verification")


def load_blood_genes(path: Path | None = None) -> tuple[dict[str, tuple[BloodGene, ...]], str]:
    """Rows by gene symbol in the order of the table, and the table's digest.

    Raises:
        TableError: If a row is wrong; the table is refused whole.
    """
    from pydantic import TypeAdapter

    from hccgenomics.model.curated import BloodGene

    table = open_table(BLOOD, COLUMNS, path)
    table.unique("term")
    rows = validate(table, TypeAdapter(list[BloodGene]), lambda _, row: without_blanks(row))
    _check_terms(table, rows)
    by_gene: dict[str, tuple[BloodGene, ...]] = {}
    for row in rows:
        by_gene[row.gene] = (*by_gene.get(row.gene, ()), row)
    return by_gene, table.sha256


def _check_terms(table: Table, rows: list[BloodGene]) -> None:
    """Refuse a term that is none, or that speaks of another gene than its row."""
    from hccgenomics.model.event import parse_event

    for index, row in enumerate(rows):
        try:
            event = parse_event(row.term)
        except ValueError as error:
            raise table.refuse(index, "term", f"{error}.") from None
        if event.genes != (row.gene,):
            raise table.refuse(index, "term", f"{row.term!r} does not speak of {row.gene}.")
