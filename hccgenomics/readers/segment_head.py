"""The beginning of a copy-number file: comments, the names of its columns, and its first rows.

Formats are told from it, never from the file's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError, UnreadableError
from hccgenomics.model.genome import canonical_contig
from hccgenomics.readers.header import LONGEST_HEADER, VcfHeader, parse_header
from hccgenomics.readers.table_cells import BLANK, TAB, split_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PEEKED: Final = 50
"""Rows looked at before a format is chosen."""
_SEPARATORS: Final = (TAB, ",", ";")
_LEAST_SEPARATORS: Final = 2
_LEAST_COLUMNS: Final = 3
_VCF: Final = re.compile(rb"##\s*fileformat\s*=\s*VCF", re.IGNORECASE)
_COMMENTS: Final = ("#", "@", "WARNING:", "track ")
"""How lines before the heading begin: those of SAM headers, of R and of genome browsers, too."""
_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT: Final = 4096
_ACCESSION: Final = re.compile(r"(?:NC_|NT_|NW_|CM|GL|KI|JH|KB|HLA|chr)\w*", re.IGNORECASE)
_FIRST_PLACES: Final = (0, 1)
"""Cells in which the contig of a row without a heading may stand."""


@dataclass(frozen=True)
class Head:
    """What stands before the rows, and the first of them.

    Attributes:
        comments: Lines before the heading that are no rows: ``#``, ``@``, warnings of R.
        columns: Names of the columns; without a heading, the cells of the first row.
        separator: Between cells; ``BLANK`` for any run of blanks.
        rows: The first rows, split into cells.
        has_heading: Whether ``columns`` are names.
        lines: Lines up to the first row.
        shift: Cells by which a row is longer than the heading, as R writes tables with row names.
        vcf: The header, of a VCF.
    """

    comments: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    separator: str = "\t"
    rows: tuple[tuple[str, ...], ...] = ()
    has_heading: bool = True
    lines: int = 0
    shift: int = 0
    vcf: VcfHeader | None = None

    @cached_property
    def words(self) -> frozenset[str]:
        """Names of the columns in small letters, blanks as ``_``; ``vcf``, ``headless``."""
        if self.vcf is not None:
            return frozenset({"vcf"})
        if not self.has_heading:
            return frozenset({"headless"})
        return frozenset(name.lower().replace(" ", "_") for name in self.columns)

    @cached_property
    def remarks(self) -> str:
        """All comments in small letters, a line each; of a VCF what its ``##`` lines say."""
        if self.vcf is None:
            return "\n".join(self.comments).lower()
        said = (
            f"##{key}={value}"
            for key, values in self.vcf.meta.items()
            for value in values
            if key != "contig"
        )
        return "\n".join(said).lower()

    def has(self, *columns: str) -> bool:
        """Whether the heading names all of these, spelled so."""
        return self.has_heading and set(columns) <= set(self.columns)


def read_head(lines: Iterator[bytes], *, where: str) -> tuple[Head, Iterator[bytes]]:
    """The head, and the lines from the first row on (all that follow the heading).

    Raises:
        UnreadableError: It is no text.
        FormatError: Its lines end in carriage returns alone.
    """
    first = next(lines, b"")
    every = chain((first,), lines)
    if _VCF.match(first):
        return _vcf_head(every, where=where)
    _refuse_binary(first, where=where)
    comments, taken, rest = _comments(every, where=where)
    return _table_head(comments, taken, rest, where=where)


def _vcf_head(lines: Iterator[bytes], *, where: str) -> tuple[Head, Iterator[bytes]]:
    header = parse_header(lines, where=where)
    peeked = list(islice(lines, PEEKED))
    rows = tuple(tuple(_text(line).split("\t")) for line in peeked if line.strip())
    return Head(rows=rows, lines=header.lines, vcf=header), chain(peeked, lines)


def _refuse_binary(first: bytes, *, where: str) -> None:
    if _BINARY.search(first[:_LOOKED_AT]):
        raise UnreadableError(
            "This looks like binary data, not a table of copy number.",
            where=where,
            hint="Pass the table or VCF that the copy-number tool wrote.",
        )


def _text(line: bytes) -> str:
    return line.rstrip(b"\r").decode("utf-8", errors="replace")


def _comments(
    lines: Iterator[bytes], *, where: str
) -> tuple[list[str], list[str], Iterator[bytes]]:
    """Comments, then up to some lines that are none (the last comment may be the heading)."""
    comments: list[str] = []
    size = 0
    for line in lines:
        size += len(line)
        if size > LONGEST_HEADER:
            raise FormatError(f"The comments take over {LONGEST_HEADER:,} bytes.", where=where)
        text = _text(line)
        _refuse_old_ends(text, where=where)
        if not (text.startswith(_COMMENTS) or not text.strip()):
            return comments, [text], lines
        comments.append(text)
    return comments, [], lines


def _refuse_old_ends(text: str, *, where: str) -> None:
    if "\r" in text:
        raise FormatError(
            "Its lines end in carriage returns alone.", where=where, hint="Save it with line feeds."
        )


def _table_head(
    comments: list[str], taken: list[str], rest: Iterator[bytes], *, where: str
) -> tuple[Head, Iterator[bytes]]:
    """The heading is the first line that is no comment, or the last comment where that fits."""
    count = len(comments) + len(taken)
    named = _heading_comment(comments, taken)
    if named is not None:
        comments = comments[: named[0]]
        heading, pending = named[1], [line.encode() for line in taken]
        count -= len(taken)
    else:
        heading, pending = (taken or [""])[0], []
    separator = _separator(heading)
    columns = tuple(split_row(heading, separator))
    has_heading = named is not None or not is_placed(columns)
    if not has_heading:
        pending, count = [heading.encode()], count - 1
    peeked = pending + list(islice(rest, PEEKED))
    rows = [tuple(split_row(_text(line), separator)) for line in peeked if line.strip()]
    head = Head(
        comments=tuple(comments),
        columns=tuple(name.strip() for name in columns),
        separator=separator,
        rows=tuple(rows),
        has_heading=has_heading,
        lines=count,
        shift=int(has_heading and bool(rows) and len(rows[0]) == len(columns) + 1),
    )
    return head, chain(peeked, rest)


def _heading_comment(comments: Sequence[str], taken: Sequence[str]) -> tuple[int, str] | None:
    """The last comment, if it names the columns: ``#chr start end …``."""
    index = next((n for n in reversed(range(len(comments))) if comments[n].strip()), None)
    if index is None or not comments[index].startswith("#") or comments[index].startswith("##"):
        return None
    heading = comments[index][1:]
    separator = _separator(heading)
    cells = split_row(heading, separator)
    if separator == BLANK or len(cells) < _LEAST_COLUMNS:
        return None
    fits = not taken or len(split_row(taken[0], separator)) == len(cells)
    return (index, heading) if fits else None


def _separator(heading: str) -> str:
    if TAB in heading:
        return TAB
    often = {sign: heading.count(sign) for sign in _SEPARATORS}
    best = max(often, key=lambda sign: often[sign])
    return best if often[best] >= _LEAST_SEPARATORS else BLANK


def is_placed(cells: Sequence[str]) -> bool:
    """Whether a contig and two whole numbers stand in the first cells: a row, not a heading.

    >>> is_placed(["S1", "chr7", "100", "200", "9", "0.1"]), is_placed(["chr", "start", "end"])
    (True, False)
    """
    return any(_is_place(cells[at : at + _LEAST_COLUMNS]) for at in _FIRST_PLACES)


def _is_place(cells: Sequence[str]) -> bool:
    if len(cells) < _LEAST_COLUMNS or not all(cell.strip().isdecimal() for cell in cells[1:]):
        return False
    contig = cells[0].strip()
    return canonical_contig(contig) is not None or _ACCESSION.fullmatch(contig) is not None
