"""What a table of structural variants or fusions is: named columns, one event a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import FormatError, SampleError
from hccgenomics.model.ledger import Tally
from hccgenomics.readers.breakends.record import whole
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

UNSTATED: Final = frozenset({"", ".", "NA", "N/A", "NaN", "na", "-", "null", "None"})
MOST_COLUMNS: Final = 2000
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


def heading_of(lines: Iterator[bytes]) -> tuple[Heading, Iterator[bytes]]:
    """The comments and the heading, and all lines from the first row on.

    A heading is the last line that begins with ``#`` and has tabs, or a first line of which no
    cell is a number.
    """
    from itertools import chain

    comments: list[str] = []
    for number, raw in enumerate(lines, start=1):
        text = cell_text(raw)
        cells = tuple(text.split("\t"))
        if text.startswith("##") or not text.strip():
            comments.append(text)
        elif text.startswith("#") or _is_heading(cells):
            names = tuple(name.strip().lower() for name in text.lstrip("#").split("\t"))
            if len(names) > 1:
                return Heading(tuple(comments), names, lines=number), lines
            comments.append(text)
        else:
            heading = Heading(tuple(comments), (), cells, lines=number - 1)
            return heading, chain((raw,), lines)
    return Heading(tuple(comments), (), lines=len(comments)), iter(())


def _is_heading(cells: tuple[str, ...]) -> bool:
    return len(cells) > 1 and not any(cell.strip().lstrip("-").isdigit() for cell in cells)


def cell_text(raw: bytes) -> str:
    """One line as text, whatever bytes it holds."""
    return raw.rstrip(b"\r").decode("utf-8", errors="replace")


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
        cells = text.split("\t")
        if len(cells) > MOST_COLUMNS or (len(cells) == 1 and len(columns) > 1):
            raise FormatError(
                f"The row has {len(cells)} column{'' if len(cells) == 1 else 's'} where the "
                f"heading names {len(columns)}.",
                where=where,
                line=line,
                hint="Columns are separated by tabs; the file may be cut or edited by hand.",
            )
        number += 1
        yield Row(number, line, dict(zip(columns, map(str.strip, cells), strict=False)))


def of_one_sample(request: TableRequest, table: Table) -> Sequence[Row]:
    """Rows of the tumour, where a column names samples; those of others are counted.

    Raises:
        SampleError: There are several, and nothing says which is meant.
    """
    if not any(name in request.heading.columns for name in _SAMPLE):
        return tuple(request.rows)
    rows = list(request.rows)
    names = list(dict.fromkeys(name for row in rows if (name := row.text(*_SAMPLE))))
    table.sample = _tumour(names, request)
    mine = [row for row in rows if row.text(*_SAMPLE) in {table.sample, None}]
    if len(mine) < len(rows):
        table.tally.drop(DropReason.OTHER_SAMPLE, len(rows) - len(mine))
    return mine


def _tumour(names: list[str], request: TableRequest) -> str | None:
    """The sample that the user or the other files name, or the only one."""
    asked = request.asked
    named = [name for name in (asked.tumour_sample, asked.likely_tumour) if name in names]
    if not named and len(names) > 1:
        raise SampleError(
            f"The table has rows of {len(names):,} samples.",
            where=request.where,
            hint="Say whose rows to read with --tumour-sample.",
        )
    return next(iter(named or names), None)


def said_whys(whys: Counter[str], noun: str) -> list[str]:
    """One sentence for each reason that was met."""
    return [
        f"{count} {noun}{'' if count == 1 else 's'} {why}." for why, count in whys.items() if count
    ]
