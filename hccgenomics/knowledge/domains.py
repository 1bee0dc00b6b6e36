"""Critical parts of proteins: criterion OM1 of the oncogenicity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import by_gene, open_table, validate, without_blanks

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.functional import CriticalDomain

DOMAINS: Final = "domains.tsv"
COLUMNS: Final = (
    "gene",
    "start_ref",
    "start",
    "end_ref",
    "end",
    "name",
    "why",
    "source",
    "verification",
)


def load_domains(path: Path | None = None) -> tuple[dict[str, tuple[CriticalDomain, ...]], str]:
    """Rows by gene symbol, and the table's digest.

    Raises:
        TableError: If a row is wrong; the table is refused whole.
    """
    from pydantic import TypeAdapter

    from hccgenomics.model.functional import CriticalDomain

    table = open_table(DOMAINS, COLUMNS, path)
    rows = validate(table, TypeAdapter(list[CriticalDomain]), lambda _, row: without_blanks(row))
    for index, row in enumerate(rows):
        if row.end < row.start:
            raise table.refuse(index, "end", f"{row.residues} ends before it starts.")
    return by_gene(rows), table.sha256
