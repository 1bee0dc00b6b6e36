"""One row under the linter: its cells, what could be read of them, and what could not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge import biomarkers
from hccgenomics.knowledge.cells import approval, citation, effect
from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.knowledge.sourced import OUTCOME
from hccgenomics.knowledge.tables import split_list, without_blanks
from hccgenomics.model.event import parse_event
from hccgenomics.model.evidence import Biomarker, RegimenRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import ValidationError

    from hccgenomics.knowledge.standing import Standing
    from hccgenomics.knowledge.tables import Fields
    from hccgenomics.model.event import Event

LISTS: Final = frozenset(
    {
        *("genes", *biomarkers.TERMS, "specimens", "diseases", "evidence_from", "therapy", "lines"),
        *("caveats", "qualifies", "trials", "sources", "excluded"),
        *("citations", "effects", "approvals"),
    }
)
"""Columns that hold lists."""
_BAR: Final = "|"
_TYPED: Final = {"citations": "citation.form", "effects": "effect.form", "approvals": "effect.form"}
_YES_NO: Final = ("", "yes", "no")


@dataclass(frozen=True, slots=True)
class LintRow:
    """One row.

    Attributes:
        line: Of its file.
        is_ours: Whether it is of a table of ours.
        events: The terms that are of the grammar, with their column.
        fields: Typed cells, as far as they could be read.
        document: The row as the product reads it; ``None`` where it cannot.
        problems: What was found while reading it.
    """

    standing: Standing
    line: int
    is_ours: bool
    events: tuple[tuple[str, Event], ...] = ()
    fields: Fields = field(default_factory=dict)
    document: Biomarker | RegimenRow | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def cells(self) -> Mapping[str, str]:
        """Its cells, every column of its kind."""
        return self.standing.cells

    def items(self, column: str) -> tuple[str, ...]:
        """Of a list cell; none where the kind has no such column."""
        return split_list(self.cells.get(column, ""))


def read_row(
    standing: Standing, line: int, references: Mapping[str, Fields], *, is_ours: bool
) -> LintRow:
    """Read as much of a row as can be read, and keep what cannot as problems."""
    problems = [*_lists(standing)]
    fields = without_blanks(standing.cells)
    for column in LISTS & set(standing.columns):
        if standing.cells[column]:
            fields[column] = split_list(standing.cells[column])
    readers: dict[str, Callable[[str], Fields]] = {
        "citations": lambda cell: citation(cell, references),
        "effects": effect,
        "approvals": approval,
    }
    for column, reader in readers.items():
        fields[column], found = _typed(standing.cells[column], column, reader)
        problems += found
    if OUTCOME in fields:
        fields[OUTCOME] = {"yes": True, "no": False}.get(standing.cells[OUTCOME])
        if standing.cells[OUTCOME] not in _YES_NO:
            problems.append(_value(OUTCOME, f"{standing.cells[OUTCOME]!r} is neither yes nor no."))
    document, found = _document(standing, fields)
    problems += found
    events, found = _events(standing)
    return LintRow(
        standing=standing,
        line=line,
        is_ours=is_ours,
        events=events,
        fields=fields,
        document=document,
        problems=(*problems, *found),
    )


def _lists(standing: Standing) -> Iterator[Problem]:
    """Items between bars: none is empty, and no bar stands without its spaces."""
    for column in sorted(LISTS & set(standing.columns)):
        cell = standing.cells[column]
        if cell and any(not item or _BAR in item for item in split_list(cell)):
            yield Problem(
                code="cell.list",
                column=column,
                detail=f"The list {cell!r} has an empty item, or a bar without its spaces.",
                hint="Separate items by ' | '.",
            )


def _typed(
    cell: str, column: str, reader: Callable[[str], Fields]
) -> tuple[list[Fields], list[Problem]]:
    read, problems = [], []
    for item in split_list(cell):
        try:
            read.append(reader(item))
        except ValueError as error:
            problems.append(Problem(code=_TYPED[column], column=column, detail=f"{error}."))
    return read, problems


def _events(standing: Standing) -> tuple[tuple[tuple[str, Event], ...], list[Problem]]:
    events, problems = [], []
    for column in biomarkers.TERMS:
        for term in split_list(standing.cells.get(column, "")):
            try:
                events.append((column, parse_event(term)))
            except ValueError as error:
                detail = f"{str(error)[:1].upper()}{str(error)[1:]}."
                problems.append(Problem(code="term.grammar", column=column, detail=detail))
    return tuple(events), problems


def _document(
    standing: Standing, fields: Fields
) -> tuple[Biomarker | RegimenRow | None, list[Problem]]:
    from pydantic import ValidationError

    document = RegimenRow if standing.is_regimen else Biomarker
    try:
        return document.model_validate(fields), []
    except ValidationError as error:
        return None, list(_refusals(error, standing))


def _refusals(error: ValidationError, standing: Standing) -> Iterator[Problem]:
    """What the document says of each cell; what a more telling check says is left to it."""
    seen: set[str] = set()
    for problem in error.errors():
        column = str(problem["loc"][0]) if problem["loc"] else ""
        if column in seen or column == "citations":
            continue
        seen.add(column)
        detail = f"{problem['msg']} (found {standing.cells.get(column, '')!r})."
        code = {"id": "id.pattern", "curated_on": "date.form"}.get(column, "cell.value")
        if column in ("effects", "approvals"):
            code = "effect.form"
        yield Problem(code=code, column=column, detail=detail)


def _value(column: str, detail: str) -> Problem:
    return Problem(code="cell.value", column=column, detail=detail)
