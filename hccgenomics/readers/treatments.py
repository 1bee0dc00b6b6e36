"""Treatments of one patient, as a ward states them for a timeline: TOML, or a table with tabs.

::

    [[treatments]]                      name<TAB>start<TAB>end<TAB>note
    name = "lenvatinib"                 lenvatinib<TAB>2026-01-12<TAB>2026-04<TAB>
    start = 2026-01-12
    end = "2026-04"
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final

from pydantic import Field, TypeAdapter, ValidationError

from hccgenomics.errors import FormatError, UnreadableError
from hccgenomics.model.base import Document
from hccgenomics.model.clinical import Month, Text

if TYPE_CHECKING:
    from pathlib import Path

TABLE: Final = "treatments"
COLUMNS: Final = ("name", "start", "end", "note")
HINT: Final = "Give each treatment a name and a start (YYYY-MM-DD or YYYY-MM), and an end if known."


class StatedTreatment(Document):
    """One treatment."""

    name: Text = Field(min_length=1)
    start: Month
    end: Month | None = None
    note: Text = ""


def read_treatments(path: Path) -> tuple[StatedTreatment, ...]:
    """All treatments of a file, in its order.

    Raises:
        UnreadableError: It cannot be read, or is not text.
        FormatError: It is neither TOML with ``[[treatments]]`` nor a table, or a date is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(
            f"The treatments cannot be read ({type(error).__name__}).", where=path, hint=HINT
        ) from error
    first = next((line for line in text.split("\n") if line.strip()), "")
    rows = _table(text, path) if "\t" in first and "=" not in first else _toml(text, path)
    try:
        found = _ROWS.validate_python(rows)
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False)[0]
        number, *place = told["loc"]
        which = f"treatment {int(number) + 1}" if isinstance(number, int) else "treatments"
        named = f" {'.'.join(map(str, place))}" if place else ""
        raise FormatError(f"{which}{named}: {told['msg']}.", where=path, hint=HINT) from error
    for number, one in enumerate(found, 1):
        if one.end is not None and one.end < one.start[: len(one.end)]:
            raise FormatError(f"treatment {number} ends before it starts.", where=path, hint=HINT)
    return found


_ROWS: Final = TypeAdapter(tuple[StatedTreatment, ...])


def _toml(text: str, path: Path) -> list[dict[str, Any]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError(
            f"This is neither TOML ({error}) nor a table with tabs.", where=path, hint=HINT
        ) from error
    rows = document.get(TABLE)
    if set(document) != {TABLE} or not isinstance(rows, list):
        raise FormatError(
            "The file holds something else than [[treatments]].", where=path, hint=HINT
        )
    return [
        {name: _text(value) for name, value in row.items()} if isinstance(row, dict) else row
        for row in rows
    ]


def _text(value: object) -> object:
    """A date of TOML, and a year that is written as a number, as text."""
    plain = isinstance(value, (str, bool, float, list, dict))
    return value if plain else str(value)


def _table(text: str, path: Path) -> list[dict[str, str]]:
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    head, *rows = (line.split("\t") for line in lines)
    names = [name.strip().casefold() for name in head]
    strange = sorted({*names} - {*COLUMNS}) or [name for name in names if names.count(name) > 1]
    if strange or not {"name", "start"} <= {*names}:
        raise FormatError(
            f"The columns of the table have to be {', '.join(COLUMNS)}.", where=path, line=1
        )
    for number, row in enumerate(rows, 2):
        if len(row) > len(names):
            raise FormatError(
                "The row has more cells than the header.", where=path, line=number, hint=HINT
            )
    return [
        {name: cell.strip() for name, cell in zip(names, row, strict=False) if cell.strip()}
        for row in rows
    ]
