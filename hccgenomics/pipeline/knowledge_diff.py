"""``knowledge diff``: rows added, removed and changed between two tables, cell by cell."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hccgenomics.knowledge import lists
from hccgenomics.knowledge.references import COLUMNS as REFERENCE_COLUMNS
from hccgenomics.knowledge.sheet import ID, Sheet
from hccgenomics.knowledge.standing import OVERLAY_COLUMNS, our_rows
from hccgenomics.pipeline.knowledge_base import raw_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

BUILT_IN: Final = "the built-in base"
COMPARABLE: Final = tuple(
    dict.fromkeys(
        (
            *OVERLAY_COLUMNS,
            *REFERENCE_COLUMNS,
            *lists.TRIAL_COLUMNS,
            *lists.PREVALENCE_COLUMNS,
        )
    )
)
"""Columns of every table of ours whose rows have an id."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed from one table to another.

    Attributes:
        changed: By id, ``(column, old, new)``.
    """

    old: str
    new: str
    added: Mapping[str, Mapping[str, str]]
    removed: Mapping[str, Mapping[str, str]]
    changed: Mapping[str, Sequence[tuple[str, str, str]]]

    def as_text(self) -> str:
        """A line a row or cell; nothing where nothing changed."""
        lines = [f"- {id_}" for id_ in self.removed]
        lines += [f"+ {id_}: {cells.get('statement', '')}" for id_, cells in self.added.items()]
        for id_, cells in self.changed.items():
            lines += [f"~ {id_}, {c}: {old or '(empty)'} → {new or '(empty)'}"
                      for c, old, new in cells]  # fmt: skip
        return "".join(f"{line.rstrip(': ')}\n" for line in lines)

    def as_json(self) -> str:
        """One object."""
        document: dict[str, Any] = {
            "old": self.old,
            "new": self.new,
            "added": [_row(id_, cells) for id_, cells in self.added.items()],
            "removed": [_row(id_, cells) for id_, cells in self.removed.items()],
            "changed": [
                {
                    "id": id_,
                    "cells": [{"column": c, "old": old, "new": new} for c, old, new in cells],
                }
                for id_, cells in self.changed.items()
            ],
        }
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def compared(tables: Sequence[Path]) -> Compared:
    """Two tables; or ours, and ours under one overlay.

    Raises:
        TableError: A table cannot be read; exit 5.
    """
    if len(tables) == 1:
        old = {id_: row.cells for id_, row in our_rows().items()}
        new = {id_: row.cells for id_, row in raw_rows(tables).items()}
        return _compare(BUILT_IN, f"{BUILT_IN} under {tables[0].name}", old, new)
    before, after = (_rows(table) for table in tables)
    return _compare(tables[0].name, tables[1].name, before, after)


def _rows(table: Path) -> dict[str, Mapping[str, str]]:
    sheet = Sheet(table, COMPARABLE)
    sheet.unique(ID)
    for index, row in enumerate(sheet.rows):
        if not row[ID]:
            raise sheet.refuse(index, ID, "The row has no id.")
    return {row[ID]: row for row in sheet.rows}


def _compare(
    old: str,
    new: str,
    before: Mapping[str, Mapping[str, str]],
    after: Mapping[str, Mapping[str, str]],
) -> Compared:
    changed = {}
    for id_ in before:
        if id_ in after and (cells := _cells(before[id_], after[id_])):
            changed[id_] = cells
    return Compared(
        old=old,
        new=new,
        added={id_: row for id_, row in after.items() if id_ not in before},
        removed={id_: row for id_, row in before.items() if id_ not in after},
        changed=changed,
    )


def _cells(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    columns = dict.fromkeys((*before, *after))
    pairs = ((c, before.get(c, ""), after.get(c, "")) for c in columns)
    return [(column, old, new) for column, old, new in pairs if old != new]


def _row(id_: str, cells: Mapping[str, str]) -> dict[str, Any]:
    return {"id": id_, "cells": {c: v for c, v in cells.items() if v and c != ID}}
