"""The curated rows: what is claimed of a biomarker, by whom, how strongly, against what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.sourced import SOURCED_LISTS, sourced_fields
from hccgenomics.knowledge.tables import open_table, validate, without_blanks
from hccgenomics.model.event import parse_event
from hccgenomics.model.own_tables import BIOMARKERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hccgenomics.knowledge.tables import Fields, Row, Table
    from hccgenomics.model.evidence import Biomarker

COLUMNS: Final = (
    *("id", "genes", "any_of", "all_of", "none_of", "specimens", "diseases", "evidence_from"),
    *("disease_context", "implication", "direction", "therapy", "lines", "line_note", "statement"),
    *("statement_zh", "figures", "effects", "caveats", "conflicts", "qualifies", "approvals"),
    *("regulatory_note", "regulatory_as_of", "trials", "trial_selected_on", "outcome_by_marker"),
    *("study_design", "n_patients", "n_patients_note", "asks_for", "citations", "verification"),
    *("review_status", "curated_on", "sources"),
)
TERMS: Final = ("any_of", "all_of", "none_of")
_LISTS: Final = (
    *SOURCED_LISTS,
    *TERMS,
    *("genes", "specimens", "diseases", "evidence_from", "therapy", "qualifies"),
)


def load_biomarkers(
    path: Path | None = None, *, references: Mapping[str, Fields] | None = None
) -> tuple[tuple[Biomarker, ...], str]:
    """Every row and the table's digest; a table with one bad cell is refused whole."""
    from pydantic import TypeAdapter

    from hccgenomics.knowledge.references import load_references
    from hccgenomics.model.evidence import Biomarker

    known = load_references()[0] if references is None else references
    table = open_table(BIOMARKERS, COLUMNS, path)
    table.unique("id")
    rows = validate(
        table,
        TypeAdapter(list[Biomarker]),
        lambda i, row: biomarker_fields(table, i, row, known),
    )
    ids = {row.id for row in rows}
    for index, row in enumerate(rows):
        check_biomarker(table, index, row)
        if row.curated_on is None:
            raise table.refuse(index, "curated_on", "The row has no date of curation.")
        if unknown := set(row.qualifies) - ids:
            raise table.refuse(index, "qualifies", f"There is no row {min(unknown)}.")
    return tuple(rows), table.sha256


def biomarker_fields(
    table: Table, index: int, row: Row, references: Mapping[str, Fields]
) -> Fields:
    """The fields of one row, for the document to check."""
    fields = without_blanks(row, _LISTS)
    fields.update(sourced_fields(table, index, row, references))
    return fields


def check_biomarker(table: Table, index: int, row: Biomarker) -> None:
    """What one cell asks of another: terms name genes of the row, and a row asks for an event."""
    genes = set(row.genes)
    for column in TERMS:
        for term in getattr(row, column):
            _check_term(table, index, column, term, genes)
    if not (row.any_of or row.all_of):
        raise table.refuse(index, "any_of", "The row asks for no event.")


def _check_term(table: Table, index: int, column: str, term: str, genes: set[str]) -> None:
    try:
        event = parse_event(term)
    except ValueError as error:
        raise table.refuse(index, column, f"{error}.") from error
    if not genes.issuperset(event.genes):
        missing = ", ".join(sorted(set(event.genes) - genes))
        raise table.refuse(index, column, f"{term!r} speaks of {missing}, not among the genes.")
