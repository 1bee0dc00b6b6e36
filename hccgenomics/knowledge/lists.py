"""Lists that rows refer to by id or by name: trials, therapies, facts, prevalence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from hccgenomics.knowledge.cells import citation, yes_no
from hccgenomics.knowledge.references import load_references
from hccgenomics.knowledge.sourced import read_cell, read_cells
from hccgenomics.knowledge.tables import open_table, validate, without_blanks
from hccgenomics.model.lists import FactRow, FurtherTest, Prevalence, Therapy, Trial

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hccgenomics.knowledge.tables import Fields, Row, Table
    from hccgenomics.model.base import Document

TRIALS: Final = "trials.tsv"
THERAPIES: Final = "therapies.tsv"
FACTS: Final = "facts.tsv"
PREVALENCE: Final = "prevalence.tsv"
TESTS: Final = "tests.tsv"
TRIAL_COLUMNS: Final = (
    *("id", "name", "phase", "design", "population", "child_pugh", "selected_on"),
    *("n_patients", "verification", "source"),
)
THERAPY_COLUMNS: Final = (
    *("name", "kind", "classes", "targets", "synonyms", "name_zh", "verification", "source"),
)
FACT_COLUMNS: Final = ("subject", "kind", "unit", "words", "open_words", "description", "source")
TEST_COLUMNS: Final = ("test", "answered_by", "all_of", "dated", "says")
PREVALENCE_COLUMNS: Final = (
    *("id", "section", "genes", "event", "percent", "stated", "n_altered", "n_total", "expected"),
    *("cohort", "citations", "verification", "note"),
)
_YES_NO: Final = ("open_words", "dated")
_LISTS: Final = ("classes", "targets", "synonyms", "words", "genes", "all_of")

D = TypeVar("D", bound="Document")


def load_trials(path: Path | None = None) -> tuple[dict[str, Trial], str]:
    """By registry number."""
    rows, sha256 = _load(TRIALS, TRIAL_COLUMNS, "id", Trial, path)
    return {row.id: row for row in rows}, sha256


def load_therapies(path: Path | None = None) -> tuple[dict[str, Therapy], str]:
    """By generic name."""
    rows, sha256 = _load(THERAPIES, THERAPY_COLUMNS, "name", Therapy, path)
    return {row.name: row for row in rows}, sha256


def load_facts(path: Path | None = None) -> tuple[dict[str, FactRow], str]:
    """By subject."""
    rows, sha256 = _load(FACTS, FACT_COLUMNS, "subject", FactRow, path)
    return {row.subject: row for row in rows}, sha256


def load_tests(path: Path | None = None) -> tuple[dict[str, FurtherTest], str]:
    """By the name of the test, in small letters."""
    rows, sha256 = _load(TESTS, TEST_COLUMNS, "test", FurtherTest, path)
    return {row.test.casefold(): row for row in rows}, sha256


def load_prevalence(
    path: Path | None = None, *, references: Mapping[str, Fields] | None = None
) -> tuple[tuple[Prevalence, ...], str]:
    """In the order of the table."""
    from pydantic import TypeAdapter

    known = load_references()[0] if references is None else references
    table = open_table(PREVALENCE, PREVALENCE_COLUMNS, path)
    table.unique("id")
    rows = validate(
        table,
        TypeAdapter(list[Prevalence]),
        lambda i, row: {
            **_fields(table, i, row),
            "citations": read_cells(table, i, row, "citations", lambda c: citation(c, known)),
        },
    )
    return tuple(rows), table.sha256


def _load(
    name: str, columns: Sequence[str], key: str, document: type[D], path: Path | None
) -> tuple[list[D], str]:
    from pydantic import TypeAdapter

    table = open_table(name, columns, path)
    table.unique(key)
    rows = validate(table, TypeAdapter(list[document]), lambda i, row: _fields(table, i, row))  # type: ignore[valid-type]  # a class given as a value
    return rows, table.sha256


def _fields(table: Table, index: int, row: Row) -> Fields:
    fields = without_blanks(row, _LISTS)
    for column in _YES_NO:
        if row.get(column):
            fields[column] = read_cell(table, index, row, column, yes_no)
    return fields
