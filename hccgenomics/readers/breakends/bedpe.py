"""BEDPE: two intervals and two strands a row (Quinlan and Hall 2010; bedtools' documentation).

An interval holds the base that is kept outermost, counted from zero and half open, so an exact one
is a base wide. Strand ``+`` keeps what lies left of it. Read with and without a heading; without
strands the kind of event in column 11 tells the sides, and nothing does where that is missing too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.breakends.intervals import ALIASES, adjacencies_of, keep_told
from hccgenomics.readers.breakends.record import whole
from hccgenomics.readers.breakends.table import SvTable, Table, of_one_sample
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.table import Heading, TableRequest

COLUMNS: Final = (
    *("chrom1", "start1", "end1", "chrom2", "start2", "end2"),
    *("name", "score", "strand1", "strand2", "type"),
)
_FEWEST: Final = 6


def recognises(heading: Heading) -> bool:
    """Two intervals by name, or by their place in a row without a heading."""
    if heading.columns:
        needed = ("chrom1", "start1", "end1", "chrom2", "start2", "end2")
        return all(set(ALIASES[name]) & set(heading.columns) for name in needed)
    first = heading.first
    numbers = [first[n] for n in (1, 2, 4, 5)] if len(first) >= _FEWEST else []
    return bool(numbers) and all(_is_place(text) for text in numbers) and not first[3].isspace()


def _is_place(text: str) -> bool:
    return text.strip() == "-1" or whole(text) is not None


def columns_of(heading: Heading) -> tuple[str, ...]:
    """Names of the columns, where the file does not name them."""
    extra = tuple(f"column {n}" for n in range(len(COLUMNS) + 1, len(heading.first) + 1))
    return (*COLUMNS, *extra)


def read(request: TableRequest) -> Table:
    """Every row, kept or counted."""
    table = Table()
    rows = of_one_sample(request, table)
    keep_told(table, rows, lambda row: adjacencies_of(row, request.asked))
    return table


TABLE = SvTable(
    name="bedpe",
    title="BEDPE",
    documentation="https://bedtools.readthedocs.io/en/latest/content/general-usage.html",
    recognises=recognises,
    read=read,
    tier=DialectTier.EXACT,
    columns=columns_of,
    quirk="Strands stand in columns 9 and 10, + keeping what lies left.",
)
