"""The curated rows: what is claimed of a biomarker, by whom, how strongly, against what.

A citation is its short form followed by tags in square brackets, the last of which says whether
anybody saw it: ``Harding 2019 Clin Cancer Res [pmid:30373752] [verified]``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import open_table, split_list, validate, without_blanks
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import Implication, Verification

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.knowledge.tables import Fields, Row, Table
    from hccgenomics.model.evidence import Biomarker

BIOMARKERS: Final = "biomarkers.tsv"
COLUMNS: Final = (
    "id",
    "genes",
    "any_of",
    "all_of",
    "none_of",
    "specimens",
    "diseases",
    "evidence_from",
    "disease_context",
    "implication",
    "direction",
    "therapy",
    "regimen_status",
    "line_of_therapy",
    "statement",
    "figures",
    "caveats",
    "conflicts",
    "qualifies",
    "regulatory_status",
    "regulatory_as_of",
    "trial_selected_on",
    "study_design",
    "n_patients",
    "citations",
    "verification",
    "review_status",
    "curated_on",
)
TERMS: Final = ("any_of", "all_of", "none_of")
_LISTS: Final = (
    *TERMS,
    "genes",
    "specimens",
    "diseases",
    "evidence_from",
    "therapy",
    "caveats",
    "qualifies",
)
_TAG: Final = re.compile(r"\[(?:(doi|pmid|trial):)?([^\[\]]+)\]")
_STATES: Final = frozenset(Verification)


def load_biomarkers(path: Path | None = None) -> tuple[tuple[Biomarker, ...], str]:
    """Every row and the table's digest; a table with one bad cell is refused whole."""
    from pydantic import TypeAdapter

    from hccgenomics.model.evidence import Biomarker

    table = open_table(BIOMARKERS, COLUMNS, path)
    table.unique("id")
    rows = validate(table, TypeAdapter(list[Biomarker]), lambda i, row: _fields(table, i, row))
    known = {row.id for row in rows}
    for index, row in enumerate(rows):
        _check(table, index, row)
        if unknown := set(row.qualifies) - known:
            raise table.refuse(index, "qualifies", f"There is no row {min(unknown)}.")
    return tuple(rows), table.sha256


def _fields(table: Table, index: int, row: Row) -> Fields:
    fields = without_blanks(row)
    for column in _LISTS:
        if row[column]:
            fields[column] = split_list(row[column])
    fields["citations"] = [
        _citation(table, index, citation) for citation in split_list(row["citations"])
    ]
    return fields


def _citation(table: Table, index: int, citation: str) -> Fields:
    """One reference: its text, its identifiers, its verification status."""
    tags = _TAG.findall(citation)
    states = [value for name, value in tags if not name]
    if len(states) != 1 or states[0] not in _STATES or not citation.endswith(f"[{states[0]}]"):
        raise table.refuse(
            index,
            "citations",
            f"{citation!r} does not end in one of {', '.join(f'[{s}]' for s in Verification)}.",
        )
    text = _TAG.sub("", citation).strip()
    identifiers = {name: value for name, value in tags if name}
    return {"text": text, "verification": states[0], **identifiers}


def _check(table: Table, index: int, row: Biomarker) -> None:
    """What one cell asks of another: terms, genes, and a status for regimens alone."""
    genes = set(row.genes)
    for column in TERMS:
        for term in getattr(row, column):
            _check_term(table, index, column, term, genes)
    is_regimen = row.implication is Implication.REGIMEN
    if is_regimen is not (row.regimen_status is not None):
        raise table.refuse(index, "regimen_status", "Regimens have a status, other rows have none.")
    if is_regimen is bool(row.any_of or row.all_of):
        raise table.refuse(index, "any_of", "Regimens ask for no event, other rows ask for one.")


def _check_term(table: Table, index: int, column: str, term: str, genes: set[str]) -> None:
    try:
        event = parse_event(term)
    except ValueError as error:
        raise table.refuse(index, column, f"{error}.") from error
    if not genes.issuperset(event.genes):
        missing = ", ".join(sorted(set(event.genes) - genes))
        raise table.refuse(index, column, f"{term!r} speaks of {missing}, not among the genes.")
