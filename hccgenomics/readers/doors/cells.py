"""Cells of a MAF or table of small variants as the columns of a VCF spell them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.table_cells import stated

if TYPE_CHECKING:
    from collections.abc import Sequence

_WHOLE: Final = re.compile(r"(\d+)\.0+")
_PER_CENT: Final = 100
_FORBIDDEN: Final = re.compile(r"[%;=|,:\s\x00-\x1f\x7f]")


def whole(cell: str) -> str:
    """A whole number, also where a program wrote it as a fraction.

    >>> whole("35.0"), whole("35"), whole("3.5")
    ('35', '35', '3.5')
    """
    text = cell.strip()
    match = _WHOLE.fullmatch(text) if "." in text else None
    return match[1] if match else text


def count_cell(cell: str) -> str:
    """A number of reads as FORMAT has it; what is no number is left as it stands.

    >>> count_cell("35.0"), count_cell("NA"), count_cell("10,5"), count_cell("many")
    ('35', '.', '10,5', 'many')
    """
    text = stated(cell)
    return ",".join(escaped(whole(part)) for part in text.split(",")) if text else "."


def fraction_cell(cell: str, *, per_cent: bool) -> str:
    """A fraction as FORMAT has it; a decimal comma and a per cent sign are read.

    >>> fraction_cell("12.5%", per_cent=False), fraction_cell("0,12", per_cent=False)
    ('0.125', '0.12')
    >>> fraction_cell("45", per_cent=True), fraction_cell("45", per_cent=False)
    ('0.45', '45')
    """
    text = stated(cell)
    if not text:
        return "."
    number = text.removesuffix("%").strip()
    if "." not in number and number.count(",") == 1:
        number = number.replace(",", ".")
    if not (per_cent or text.endswith("%")):
        return escaped(number)
    try:
        return f"{float(number) / _PER_CENT:.12g}"
    except ValueError:
        return escaped(text)


def escaped(text: str) -> str:
    """A value as INFO may hold it (VCF 4.3, section 1.2).

    >>> escaped("p.R249S;x=1")
    'p.R249S%3Bx%3D1'
    """
    if not _FORBIDDEN.search(text):
        return text
    return _FORBIDDEN.sub(lambda match: f"%{ord(match[0]) & 0xFF:02X}", text)


def filter_cell(cell: str) -> str:
    """Filters as FILTER has them: joined by semicolons, ``.`` where none is stated.

    >>> filter_cell("PASS"), filter_cell("oxog, wga"), filter_cell(""), filter_cell("pass")
    ('PASS', 'oxog;wga', '.', 'PASS')
    """
    text = stated(cell)
    if text.upper() in _PASSING:
        return "PASS"
    names = [name.strip() for name in re.split("[,;|]", text)]
    return ";".join(re.sub(r"\s+", "_", name) for name in names if name) or "."


_PASSING: Final = frozenset({"PASS", "PASSED"})


def at(cells: Sequence[str], place: int | None) -> str:
    """The cell of a column that a table may lack."""
    return "" if place is None else cells[place]
