"""Ids: stable, used once, never used again for something else."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from pydantic import Field

from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.knowledge.tables import open_table
from hccgenomics.model.base import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from hccgenomics.knowledge.lint.row import LintRow

IDS: Final = "retired_ids.tsv"
COLUMNS: Final = ("id", "table", "state", "why")


class State(StrEnum):
    """Whether an id still names a row."""

    IN_USE = "in_use"
    RETIRED = "retired"


class UsedId(Document):
    """One row of ``resources/retired_ids.tsv``: an id that was ever given, retired or not."""

    id: str = Field(min_length=1)
    table: str = Field(min_length=1)
    state: State
    why: str = ""


def load_used_ids(path: Path | None = None) -> dict[str, UsedId]:
    """Every id that was ever given."""
    from hccgenomics.knowledge.tables import validate, without_blanks

    table = open_table(IDS, COLUMNS, path)
    table.unique("id")
    from pydantic import TypeAdapter

    rows = validate(table, TypeAdapter(list[UsedId]), lambda _, row: without_blanks(row))
    return {row.id: row for row in rows}


def check_ids(
    rows: Sequence[LintRow], used: Mapping[str, UsedId]
) -> Iterator[tuple[LintRow, Problem]]:
    """Ids that are there twice, were retired, or are not in the list."""
    seen: dict[str, LintRow] = {}
    for row in rows:
        id_ = row.standing.id
        known = used.get(id_)
        if id_ in seen:
            yield row, used_twice(id_, seen[id_].line, seen[id_].standing.table)
        seen.setdefault(id_, row)
        if known is not None and known.state is State.RETIRED:
            hint = "Give the row an id that nobody had."
            yield row, _problem("id.reused", f"{id_!r} was retired: {known.why}.", hint)
        elif row.is_ours and known is None:
            hint = f"Add a line to {IDS}: {id_}, {row.standing.table}, {State.IN_USE}."
            yield row, _problem("id.unlisted", f"{id_!r} is not in the list of ids.", hint)


def lost_ids(rows: Sequence[LintRow], used: Mapping[str, UsedId]) -> Iterator[UsedId]:
    """Ids in use that no row of ours has."""
    there = {row.standing.id for row in rows}
    return (
        known for known in used.values() if known.state is State.IN_USE and known.id not in there
    )


def used_twice(id_: str, line: int | None, table: str) -> Problem:
    """That an earlier line has the id."""
    return _problem("id.twice", f"{id_!r} is used by line {line} of {table} too.")


def _problem(code: str, detail: str, hint: str = "") -> Problem:
    return Problem(code=code, column="id", detail=detail, hint=hint)
