"""Units of laboratory values, and the bounds outside which a slip of the unit is likely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.tables import open_table, split_list, validate, without_blanks
from hccgenomics.model.measurement import PlausibleRow, UnitRow, UnitTables

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.knowledge.tables import Fields, Row

UNITS: Final = "units.tsv"
PLAUSIBLE: Final = "plausible.tsv"
UNIT_COLUMNS: Final = (
    *("subject", "unit", "spellings", "factor", "becomes", "refusal", "source", "verification"),
)
PLAUSIBLE_COLUMNS: Final = ("subject", "low", "high", "source")


def load_units(units: Path | None = None, plausible: Path | None = None) -> UnitTables:
    """Both tables; a row without a factor must say why, and one with a factor must not.

    >>> [row.unit for row in load_units().units["bilirubin"]]
    ['umol/L', 'mg/dL']
    """
    from pydantic import TypeAdapter

    table = open_table(UNITS, UNIT_COLUMNS, units)
    rows = validate(table, TypeAdapter(list[UnitRow]), lambda _, row: _fields(row))
    subjects = {row.subject for row in rows}
    for index, row in enumerate(rows):
        if (row.factor is None) != bool(row.refusal):
            raise table.refuse(index, "factor", "A row has either a factor or a refusal.")
        if row.becomes and row.becomes not in subjects:
            raise table.refuse(index, "becomes", f"{row.becomes!r} has no units here.")
    bounds = open_table(PLAUSIBLE, PLAUSIBLE_COLUMNS, plausible)
    bounds.unique("subject")
    limits = validate(bounds, TypeAdapter(list[PlausibleRow]), lambda _, row: dict(row))
    grouped: dict[str, list[UnitRow]] = {}
    for row in rows:
        grouped.setdefault(row.subject, []).append(row)
    return UnitTables(
        units={subject: tuple(found) for subject, found in grouped.items()},
        plausible={row.subject: row for row in limits},
        sha256={UNITS: table.sha256, PLAUSIBLE: bounds.sha256},
    )


def _fields(row: Row) -> Fields:
    return {**without_blanks(row), "spellings": split_list(row["spellings"])}
