"""The genes whose fusions are read as drivers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import open_table, validate, without_blanks

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.fusion_gene import FusionGene

FUSIONS: Final = "fusion_genes.tsv"
COLUMNS: Final = (
    "fusion",
    "kinase",
    "transcript",
    "domain_start",
    "domain_end",
    "three_prime_from",
    "five_prime_to",
    "five_exon",
    "three_exon",
    "note",
    "source",
    "verification",
)


def load_fusion_genes(path: Path | None = None) -> tuple[dict[str, FusionGene], str]:
    """Rows by the fusion they name, and the table's digest.

    Raises:
        TableError: If a row is wrong; the table is refused whole.
    """
    from pydantic import TypeAdapter

    from hccgenomics.model.fusion_gene import FusionGene

    table = open_table(FUSIONS, COLUMNS, path)
    table.unique("fusion")
    rows = validate(table, TypeAdapter(list[FusionGene]), lambda _, row: without_blanks(row))
    return {row.fusion: row for row in rows}, table.sha256
