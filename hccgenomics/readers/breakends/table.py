"""What a table of structural variants or fusions is: named columns, one event a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import FormatError
from hccgenomics.model.ledger import Tally
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.record import whole
from hccgenomics.readers.sample_choice import check_lone_sample, choose_sample
from hccgenomics.readers.table_cells import TAB, UNSTATED, split_row
from hccgenomics.vocabulary import DialectTier, DropReason

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from hccgenomics.model.structural_files import (
        Adjacency,
        FusionCall,
        IntegrationCall,
    )
    from hccgenomics.readers.breakends.asked import Asked

MOST_COLUMNS: Final = 2000
MOST_ROWS: Final = 1_000_000
"""Of one table, those of other samples among them."""
LONGEST_COMMENTS: Final = 1 << 24
"""Bytes above the heading: tables have a few lines there."""
LONE_COLUMNS: Final = frozenset({"fusion", "fusion_name", "fusionname"})
"""What may be the only column of a table."""
_SAMPLE: Final = (
    *("sample_id", "sampleid", "sample", "sample_name", "samplename", "tumour_sample"),
    *("tumor_sample", "tumor_sample_barcode"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        number: From one, headings and comments apart.
        line: In the file, for messages.
        cells: By the names of the columns, in small letters.
    """

    number: int
    line: int
    cells: Mapping[str, str]

    def text(self, *names: str) -> str | None:
        """The first of these columns that has a value."""
        values = (self.cells.get(name, "") for name in names)
        return next((value for value in values if value not in UNSTATED), None)

    def count(self, *names: str) -> int | None:
        """The first of these columns as a whole number."""
        return whole(self.text(*names))


class Heading(NamedTuple):
    """Everything above the rows.

    Attributes:
        comments: Lines above the heading, without their first ``#``.
        columns: Names of the columns, in small letters; empty without a heading.
        first: Cells of the first row, where there is no heading.
        lines: How many lines lie above the rows.
    """

    comments: tuple[str, ...]
    columns: tuple[str, ...]
    first: tuple[str, ...] = ()
    lines: int = 0

    def has(self, *names: str) -> bool:
        """Whether all these columns are there."""
        return set(names) <= set(self.columns)

    def value(self, key: str) -> str | None:
        """What a comment ``#key=value`` says."""
        lines = (line.lstrip("#").partition("=") for line in self.comments)
        return next((value for name, _, value in lines if name == key), None)


@dataclass(slots=True)
class Table:
    """What has come of the rows so far; ``tally`` counts each of them once."""

    tally: Tally = field(default_factory=Tally)
    adjacencies: list[Adjacency] = field(default_factory=list)
    fusions: list[FusionCall] = field(default_factory=list)
    integrations: list[IntegrationCall] = field(default_factory=list)
    viruses: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    sample: str | None = None
    texts: list[str] = field(default_factory=list)
    lengths: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableRequest:
    """One table to read.

    Attributes:
        heading: Above the rows.
        rows: The rows; read once.
        asked: What the user says.
        where: The file, for messages.
    """

    heading: Heading
    rows: Iterable[Row]
    asked: Asked
    where: str


@dataclass(frozen=True, slots=True)
class SvTable:
    """One tool's way of writing structural variants or fusions as a table.

    Attributes:
        name: As ``--sv-format`` and the report spell it.
        title: The tool as its authors write it.
        documentation: Where they say what its columns mean.
        recognises: Whether this tool wrote the heading.
        read: The rows, each kept or counted with its reason.
        tier: Whether the module was held against real output.
        columns: Names of the columns of a file without a heading.
        quirk: What a reader of the documentation must know.
    """

    name: str
    title: str
    documentation: str
    recognises: Callable[[Heading], bool]
    read: Callable[[TableRequest], Table]
    tier: DialectTier = DialectTier.UNTESTED
    tool: Callable[[Heading], str] | None = None
    columns: Callable[[Heading], tuple[str, ...]] | None = None
    quirk: str = ""


def heading_of(
    lines: Iterator[bytes], *, where: str | None = None
) -> tuple[Heading, Iterator[bytes]]:
    """The comments and the heading, and all lines from the first row on.

    A heading is the last line that begins with ``#`` and has tabs, or a first line of which no
    cell is a number; of one column, if that suffices (``fusion``).

    Raises:
        FormatError: The comments have no end.
    """
    from itertools import chain

    comments: list[str] = []
    size = 0
    for number, raw in enumerate(lines, start=1):
        text = cell_text(raw)
        size = size + len(raw) if text.startswith("#") or not text.strip() else 0
        if size > LONGEST_COMMENTS:
            raise _too_long(where, number)
        cells = tuple(split_row(text, TAB))
        if text.startswith("##") or not text.strip():
            comments.append(text)
        elif text.startswith("#") or _is_heading(cells):
            names = tuple(name.strip().lower() for name in split_row(text.lstrip("#"), TAB))
            if len(names) > 1 or names[0] in LONE_COLUMNS:
                return Heading(tuple(comments), names, lines=number), lines
            comments.append(text)
        else:
            heading = Heading(tuple(comments), (), cells, lines=number - 1)
            return heading, chain((raw,), lines)
    return Heading(tuple(comments), (), lines=len(comments)), iter(())


def _too_long(where: str | None, number: int) -> FormatError:
    return FormatError(
        f"The comments take over {LONGEST_COMMENTS:,} bytes.",
        where=where,
        line=number,
        hint="Pass a table with its heading near the top.",
    )


def _is_heading(cells: tuple[str, ...]) -> bool:
    if len(cells) == 1:
        return cells[0].strip().lower() in LONE_COLUMNS
    return not any(cell.strip().lstrip("-").isdigit() for cell in cells)


def cell_text(raw: bytes) -> str:
    """One line as text, whatever bytes it holds."""
    return raw.rstrip(b"\r").decode("utf-8", errors="replace")


def check_columns(heading: Heading, *, where: str) -> None:
    """Raise where two columns have one name: which of them is meant nobody can tell.

    Raises:
        FormatError: Two have; they are told by their numbers, for a name may be a patient's.
    """
    known: dict[str, int] = {}
    for number, name in enumerate(heading.columns, start=1):
        if name and known.setdefault(name, number) != number:
            raise FormatError(
                f"Columns {known[name]} and {number} have one name.",
                where=where,
                line=heading.lines,
                hint="Rename or remove one of them.",
            )


def rows_of(
    lines: Iterable[bytes], columns: tuple[str, ...], above: int, *, where: str
) -> Iterator[Row]:
    """Rows below a heading; comments and blank lines are passed over.

    Raises:
        FormatError: A row has fewer cells than the first row needs.
    """
    number = 0
    for line, raw in enumerate(lines, start=above + 1):
        text = cell_text(raw)
        if not text.strip() or text.startswith("#"):
            continue
        cells = split_row(text, TAB)
        if len(cells) > MOST_COLUMNS or (len(cells) == 1 and len(columns) > 1):
            raise FormatError(
                f"The row has {len(cells)} column{'' if len(cells) == 1 else 's'} where the "
                f"heading names {len(columns)}.",
                where=where,
                line=line,
                hint="Columns are separated by tabs; the file may be cut or edited by hand.",
            )
        number += 1
        if number > MOST_ROWS:
            raise FormatError(
                f"The table has more than {MOST_ROWS:,} rows.",
                where=where,
                line=line,
                hint="Pass the calls of one sample.",
            )
        yield Row(number, line, dict(zip(columns, map(str.strip, cells), strict=False)))


def of_one_sample(request: TableRequest, table: Table) -> Sequence[Row]:
    """Rows of the tumour, where a column names samples; those of others are counted.

    Raises:
        SampleError: There are several, and nothing says which is meant.
    """
    if not any(name in request.heading.columns for name in _SAMPLE):
        return tuple(request.rows)
    return of_the_tumour(request, table, lambda row: row.text(*_SAMPLE))


def of_the_tumour(
    request: TableRequest, table: Table, sample_of: Callable[[Row], str | None]
) -> Sequence[Row]:
    """The same, of a table whose rows say so elsewhere.

    Raises:
        SampleError: There are several, and nothing says which is meant.
    """
    rows = list(request.rows)
    names = list(dict.fromkeys(filter(None, map(sample_of, rows))))
    if names:
        table.sample = choose_sample(names, request.asked, where=request.where)
    if len(names) == 1:
        table.notes.extend(check_lone_sample(table.sample, request.asked, where=request.where))
    mine = [row for row in rows if sample_of(row) in {table.sample, None}]
    if len(mine) < len(rows):
        table.tally.drop(DropReason.OTHER_SAMPLE, len(rows) - len(mine))
    return mine


def said_whys(whys: Counter[str], texts: tuple[str, str] = words.ROWS) -> list[str]:
    """One sentence for each reason that was met."""
    return [words.told(count, texts, why=why) for why, count in whys.items() if count]
