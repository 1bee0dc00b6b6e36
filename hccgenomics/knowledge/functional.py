"""What functional studies say of variants: criteria OS1, OS2, OM4 and SBS2 of the oncogenicity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import by_gene, open_table, validate, without_blanks

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.knowledge.tables import Table
    from hccgenomics.model.functional import FunctionalEvidence

FUNCTIONAL: Final = "functional_evidence.tsv"
COLUMNS: Final = (
    "gene",
    "event",
    "effect",
    "basis",
    "strength",
    "assay",
    "finding",
    "citation",
    "doi",
    "pmid",
    "pmc",
    "verification",
    "note",
)


def load_functional_evidence(
    path: Path | None = None,
) -> tuple[dict[str, tuple[FunctionalEvidence, ...]], str]:
    """Rows by gene symbol, and the table's digest.

    Raises:
        TableError: If a row is wrong; the table is refused whole.
    """
    from pydantic import TypeAdapter

    from hccgenomics.model.functional import FunctionalEvidence

    table = open_table(FUNCTIONAL, COLUMNS, path)
    adapter = TypeAdapter(list[FunctionalEvidence])
    rows = validate(table, adapter, lambda _, row: without_blanks(row))
    for index, row in enumerate(rows):
        _check_event(table, index, row)
    return by_gene(rows), table.sha256


def _check_event(table: Table, index: int, row: FunctionalEvidence) -> None:
    try:
        term = row.term
    except ValueError as error:
        raise table.refuse(index, "event", f"{str(error).capitalize()}.") from error
    if term.genes != (row.gene,) or term.below_vaf is not None or term.both_alleles:
        raise table.refuse(index, "event", f"{row.event!r} is no change of {row.gene} alone.")
