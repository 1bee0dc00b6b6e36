"""Which table of depth a file is, by its heading or its first rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.readers.coverage.formats import (
    PER_BASE,
    QUANTIZED,
    SAMTOOLS_DEPTH,
    TAB,
    DepthFormat,
    coverage_d,
    is_class,
    mean_of_regions,
)
from hccgenomics.readers.coverage.headings import (
    INSTEAD,
    Heading,
    RefusedTableError,
    format_of,
    refuse_several,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = list[bytes]

MOST_LOOKED_AT: Final = 1000
"""Rows that tell what a table is."""
_PLACE, _BED, _GRAPH, _NAMED = 2, 3, 4, 5
_TO_PANEL: Final = "If it is the design of the assay, pass it with --panel. "
_FRACTION: Final = 1e-3
"""By which a printed fraction may differ from the quotient it is."""


@dataclass(frozen=True, slots=True)
class Head:
    """How a table of depth begins.

    Attributes:
        comments: Lines before the first row, with the heading if there is one.
        rows: The first rows; none of them is a comment.
        where: The file, for messages.
        line: Of the first row.
    """

    comments: tuple[bytes, ...]
    rows: tuple[bytes, ...]
    where: str
    line: int


def recognised(head: Head) -> DepthFormat:
    """The format of a table of depth.

    Raises:
        FormatError: It is none; with what to pass.
    """
    try:
        return _recognised(head)
    except RefusedTableError as error:
        raise FormatError(str(error), where=head.where, line=head.line) from error


def is_depth_or_regions(head: Head) -> tuple[bool, bool]:
    """Whether a file is, or is taken by its heading for, one of depths; whether one of regions."""
    rows = [line.split(TAB) for line in head.rows]
    is_list = any(line.startswith(b"@") for line in head.comments)
    is_bed = bool(rows) and all(map(_is_region, rows))
    try:
        _recognised(head)
    except UnknownTableError:
        return False, is_bed
    except RefusedTableError:
        return not (is_bed or is_list), is_bed or is_list
    return True, False


def _is_region(cells: Row) -> bool:
    is_placed = _is_placed(cells) and cells[2].isdigit()
    return is_placed and int(cells[1]) <= int(cells[2])


class UnknownTableError(RefusedTableError):
    """Nothing about the table is known."""

    def __init__(self) -> None:
        super().__init__(f"This is no table of depth that is known. {INSTEAD}")


def _recognised(head: Head) -> DepthFormat:
    _refuse_interval_list(head)
    rows = [line.split(TAB) for line in head.rows]
    heading = _heading(head, rows)
    named = None if heading is None else format_of(heading)
    if named is not None:
        return named
    if head.comments and not rows:
        raise RefusedTableError(f"The file has no row. {INSTEAD}")
    placed = list(filter(_is_placed, rows))
    if not placed or len(rows) - len(placed) > len(placed):
        raise UnknownTableError
    try:
        return _by_width(placed)
    except RefusedTableError:
        if len(placed) > 1 and _is_odd(placed):
            return _by_width(placed[:1])  # and the row that is none will be named by its line
        raise


def _by_width(rows: Sequence[Row]) -> DepthFormat:
    if all(map(_is_base_of_several, rows)):
        refuse_several(len(rows[0]) - _PLACE)
    return _BY_WIDTH.get(len(rows[0]), _wide)(rows)


def _is_base_of_several(cells: Row) -> bool:
    """``samtools depth`` of several files: contig, position, and a smaller number for each."""
    numbers = cells[1:]
    is_wide = len(numbers) >= _BED and all(map(bytes.isdigit, numbers))
    return is_wide and all(int(depth) < int(cells[1]) for depth in numbers[1:])


def _is_odd(rows: Sequence[Row]) -> bool:
    """Whether the last column holds numbers but for a few rows."""
    numbers = sum(_number(cells[-1]) is not None for cells in rows[1:])
    return numbers * 2 >= len(rows) - 1 or any(len(cells) != len(rows[0]) for cells in rows)


def _refuse_interval_list(head: Head) -> None:
    if any(line.startswith(b"@") for line in head.comments):
        raise RefusedTableError(
            f"This is an interval list, and tells no depth. {_TO_PANEL}{INSTEAD}"
        )


def _heading(head: Head, rows: Sequence[Row]) -> Heading | None:
    """The line that names the columns: the last comment, or a first row that has no place."""
    if rows and not _is_placed(rows[0]):
        return Heading.of(head.rows[0])
    last = head.comments[-1] if head.comments else b""
    is_one = last.startswith(b"#") or _WORDS.intersection(Heading.of(last).names[:1])
    return Heading.of(last) if is_one else None


_WORDS: Final = frozenset({"chrom", "chromosome", "chr", "contig", "rname", "locus", "target"})


def _is_placed(cells: Row) -> bool:
    return len(cells) >= _BED and cells[1].isdigit()


def _all(rows: Sequence[Row], column: int, test: Callable[[bytes], bool]) -> bool:
    return all(len(cells) > column and test(cells[column]) for cells in rows)


def _is_decimal(cell: bytes) -> bool:
    """Whether a cell holds a number with decimals, as means are printed."""
    whole, dot, rest = cell.partition(b".")
    return bool(dot) and whole.isdigit() and rest.isdigit()


def _of_three(rows: Sequence[Row]) -> DepthFormat:
    """``samtools depth`` and ``genomecov -d``; or a BED without depth, or a distribution."""
    if not _all(rows, 2, bytes.isdigit):
        if _all(rows, 2, _is_share):
            raise RefusedTableError(
                f"This is mosdepth's distribution of depth: it tells none of places. {INSTEAD}"
            )
        raise UnknownTableError
    if all(int(cells[2]) > int(cells[1]) for cells in rows) and not _steps(rows):
        raise RefusedTableError(f"The BED tells no depth. {_TO_PANEL}{INSTEAD}")
    return SAMTOOLS_DEPTH


def _is_share(cell: bytes) -> bool:
    return cell in {b"0", b"1"} or (_is_decimal(cell) and float(cell) <= 1)


def _steps(rows: Sequence[Row]) -> bool:
    """Whether most rows are of the base after the one before, as those of a BED are not."""
    steps = [int(after[1]) - int(before[1]) for before, after in pairwise(rows)]
    return bool(steps) and 2 * steps.count(1) > len(steps)


def _of_four(rows: Sequence[Row]) -> DepthFormat:
    if not _all(rows, 2, bytes.isdigit):
        raise UnknownTableError
    if _all(rows, 3, bytes.isdigit):
        return PER_BASE
    if _all(rows, 3, lambda cell: cell.isdigit() or _is_decimal(cell)):
        return mean_of_regions(3)
    if any(is_class(cells[3]) for cells in rows if len(cells) > _BED):
        return QUANTIZED
    raise RefusedTableError(f"The fourth column holds names and no depth. {_TO_PANEL}{INSTEAD}")


def _of_five(rows: Sequence[Row]) -> DepthFormat:
    if _all(rows, 2, bytes.isdigit) and _counts_bases(rows, 3):
        return coverage_d(3)
    if all(map(_is_histogram, rows)):
        raise RefusedTableError(
            "This is the histogram of bedtools genomecov: it tells no depth of places. Pass that "
            "of genomecov -bga."
        )
    if _all(rows, 4, lambda cell: cell.isdigit() or _is_decimal(cell)) and not _is_score(rows):
        return mean_of_regions(4)
    raise RefusedTableError(f"The fifth column holds no depth. {_TO_PANEL}{INSTEAD}")


def _is_score(rows: Sequence[Row]) -> bool:
    """Whether the fifth column is BED's score: the same for all, 0 or 1000."""
    return {cells[4] for cells in rows} in ({b"0"}, {b"1000"})


def _is_histogram(cells: Row) -> bool:
    """``genomecov`` without a switch: contig, depth, bases, length, share."""
    if not (_all([cells], 2, bytes.isdigit) and _all([cells], 3, bytes.isdigit)):
        return False
    length = int(cells[3])
    share = _number(cells[4])
    return bool(length) and share is not None and abs(int(cells[2]) / length - share) < _FRACTION


def _number(cell: bytes) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _counts_bases(rows: Sequence[Row], column: int) -> bool:
    """Whether a column counts the bases of the region, from one and one by one."""
    if not _all(rows, column + 1, bytes.isdigit) or not _all(rows, column, bytes.isdigit):
        return False
    return all(
        int(after[column]) == (int(before[column]) + 1 if after[:column] == before[:column] else 1)
        for before, after in pairwise(rows)
    ) and any(after[:column] == before[:column] for before, after in pairwise(rows))


def _wide(rows: Sequence[Row]) -> DepthFormat:
    """More columns: a BED with what bedtools appends."""
    last = len(rows[0]) - 1
    if _all(rows, 2, bytes.isdigit):
        if _counts_bases(rows, last - 1):
            return coverage_d(last - 1)
        if _all(rows, last, _is_decimal):
            if _all(rows, last, _is_share) and _all(rows, last - 1, bytes.isdigit):
                raise RefusedTableError(
                    "This is bedtools coverage without a switch: it counts reads and tells no "
                    "depth. Pass that of bedtools coverage -d or -mean."
                )
            return mean_of_regions(last)
    if _all(rows, 2, bytes.isdigit):
        raise RefusedTableError(f"The BED tells no depth. {_TO_PANEL}{INSTEAD}")
    raise UnknownTableError


_BY_WIDTH: Final = {_BED: _of_three, _GRAPH: _of_four, _NAMED: _of_five}
