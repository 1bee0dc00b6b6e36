"""What each driver gene does in hepatocellular carcinoma."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import open_table, validate, without_blanks

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.curated import GeneRow

GENES: Final = "genes.tsv"
COLUMNS: Final = (
    "gene",
    "role",
    "mechanism",
    "pathway",
    "tcga_tumours",
    "tcga_truncating",
    "note",
    "source",
    "verification",
)


def load_genes(path: Path | None = None) -> tuple[dict[str, GeneRow], str]:
    """Rows by gene symbol, and the table's digest."""
    from pydantic import TypeAdapter

    from hccgenomics.model.curated import GeneRow

    table = open_table(GENES, COLUMNS, path)
    table.unique("gene")
    rows = validate(table, TypeAdapter(list[GeneRow]), lambda _, row: without_blanks(row))
    return {row.gene: row for row in rows}, table.sha256
