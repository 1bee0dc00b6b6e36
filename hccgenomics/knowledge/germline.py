"""The genes of hereditary disease in which a tumour's variant may ask for a test in germline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import open_table, validate, without_blanks

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.curated import GermlineGene

GERMLINE: Final = "germline_genes.tsv"
COLUMNS: Final = ("gene", "ask", "note", "source", "verification")


def load_germline_genes(path: Path | None = None) -> tuple[dict[str, GermlineGene], str]:
    """Rows by gene symbol, and the table's digest.

    Raises:
        TableError: If a row is wrong; the table is refused whole.
    """
    from pydantic import TypeAdapter

    from hccgenomics.model.curated import GermlineGene

    table = open_table(GERMLINE, COLUMNS, path)
    table.unique("gene")
    rows = validate(table, TypeAdapter(list[GermlineGene]), lambda _, row: without_blanks(row))
    return {row.gene: row for row in rows}, table.sha256
