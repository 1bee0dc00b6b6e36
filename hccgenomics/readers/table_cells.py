"""Rows of tables cut into cells, and how a cell says that it holds nothing: of every format."""

from __future__ import annotations

import csv
from typing import Final

UNSTATED: Final = frozenset(
    {"", ".", "-", "--", "NA", "N/A", "#N/A", "<NA>", "na", "n/a", "NaN", "nan", "None", "none",
     "NONE", "NULL", "null", "[Not Available]", "[Not Applicable]", "__UNKNOWN__"}
)  # fmt: skip
"""How a cell says that it holds nothing."""
TAB: Final = "\t"
BLANK: Final = " "
"""Separates cells however many of it, or tabs, stand between them; no cell can then be empty."""


def split_row(line: str, separator: str) -> list[str]:
    r"""The cells of a line; quotation marks hold a cell together, as in a spreadsheet's export.

    >>> split_row('chr5,1295113,"G",A', ","), split_row("5\t9\tG\tA", TAB)
    (['chr5', '1295113', 'G', 'A'], ['5', '9', 'G', 'A'])
    >>> split_row('"chr5"  1295113 G A', BLANK)
    ['chr5', '1295113', 'G', 'A']
    """
    if separator == BLANK:
        return line.replace('"', "").split()
    plain = line.split(separator)
    if '"' not in line:
        return plain
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return plain
    return cells if separator != TAB or len(cells) == len(plain) else plain


def stated(cell: str) -> str:
    """A cell without blanks around it; "" where it says that it holds nothing.

    >>> stated(" P1 "), stated("NA"), stated("[Not Available]")
    ('P1', '', '')
    """
    text = cell.strip()
    return "" if text in UNSTATED else text
