"""Tables of depth: where each has its place, and what it says of depth there.

``mosdepth`` (https://github.com/brentp/mosdepth) writes depth per base, the mean of regions,
classes of depth (``--quantize``) and bases at thresholds; ``samtools depth`` (htslib.org/doc) a
line for a base; bedtools bedGraphs (``genomecov -bg``), ``coverage -d`` and ``-mean``; Picard and
GATK tables with a heading, counted from base one; DRAGEN's ``cov_report`` statistics of regions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.integers import LARGEST
from hccgenomics.vocabulary import CoverageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Cells = Sequence[bytes]
    Said = tuple[int | None, str]
    """A depth, and the file's own objection."""

TAB: Final = b"\t"
_LABELS: Final = re.compile(
    r"(?P<fit>CALLABLE|HIGH(?:_\w+)?)|"
    r"(?P<unfit>REF_N|(?:NO|LOW|LESS|POOR|EXCESSIVE|BELOW)(?:_\w+)?)",
    re.IGNORECASE,
)
"""Labels of classes without numbers: mosdepth's of its documentation (``MOSDEPTH_Q0`` …) and those
of GATK's CallableLoci."""
_CLASS: Final = re.compile(rb"(\d+):(\d+|inf)")


class RowError(ValueError):
    """What is wrong with one row, as a sentence."""


@dataclass(frozen=True, slots=True)
class DepthFormat:
    """One table of depth.

    Attributes:
        name: For provenance.
        tool: Who writes it.
        kind: What its statement is worth.
        measure: Depth and objection of a row, by its cells and the bases it spans.
        start, end: Columns; without ``end`` a row is one base.
        is_one_based: Whether ``start`` counts bases rather than gaps.
        split: A line to cells.
    """

    name: str
    tool: str
    kind: CoverageKind
    measure: Callable[[Cells, int], Said]
    start: int = 1
    end: int | None = 2
    is_one_based: bool = False
    split: Callable[[bytes], list[bytes]] = lambda line: line.split(TAB)

    def place(self, cells: Cells) -> tuple[int, int]:
        """The gaps that a row lies between.

        Raises:
            RowError: It lies nowhere.
        """
        first = whole(cells[self.start], "start")
        if self.is_one_based and not first:
            raise RowError("The table counts bases from one, and the row is of base 0.")
        start = first - self.is_one_based
        end = start + 1 if self.end is None else whole(cells[self.end], "end")
        if end < start:
            raise RowError(f"The row ends at {end}, before it starts at {first}.")
        return start, end


def whole(cell: bytes, what: str) -> int:
    """A whole number.

    Raises:
        RowError: The cell holds none.
    """
    found = int(cell) if cell.isdigit() and len(cell) <= _MOST_DIGITS else LARGEST + 1
    if found > LARGEST:
        raise RowError(f"The {what} is {_shown(cell)}, not a whole number.")
    return found


def decimal(cell: bytes) -> float:
    """A depth with decimals.

    Raises:
        RowError: The cell holds none.
    """
    try:
        found = float(cell)
    except ValueError as error:
        raise RowError(f"The depth is {_shown(cell)}, not a number.") from error
    if not 0 <= found <= LARGEST:
        raise RowError(f"The depth is {_shown(cell)}, and no depth is.")
    return found


_MOST_DIGITS: Final = len(str(LARGEST))
_SHOWN: Final = 20


def _shown(cell: bytes) -> str:
    return repr(cell[:_SHOWN].decode("utf-8", "replace"))


def depth_in(column: int) -> Callable[[Cells, int], Said]:
    """A whole number of one column."""
    return lambda cells, _: (whole(cells[column], "depth"), "")


def mean_in(column: int) -> Callable[[Cells, int], Said]:
    """A mean of one column, rounded down."""
    return lambda cells, _: (int(decimal(cells[column])), "")


def class_in(cells: Cells, bases: int) -> Said:
    """The lower bound of a class, or what its label says.

    >>> class_in([b"chr5", b"0", b"9", b"20:100"], 9), class_in([b"", b"", b"", b"LOW_COVERAGE"], 9)
    ((20, ''), (None, 'LOW_COVERAGE'))
    """
    del bases
    cell = cells[_LABEL]
    if match := _CLASS.fullmatch(cell):
        return whole(match[1], "lower bound"), ""
    label = cell.decode("utf-8", "replace")
    known = _LABELS.fullmatch(label)
    if known is None:
        raise RowError(f"The class {_shown(cell)} tells neither a depth nor whether it suffices.")
    return None, "" if known["fit"] else label


_LABEL: Final = 3


def is_class(cell: bytes) -> bool:
    """Whether a cell names a class of depth.

    >>> is_class(b"150:inf"), is_class(b"CALLABLE"), is_class(b"TP53")
    (True, True, False)
    """
    return bool(_CLASS.fullmatch(cell) or _LABELS.fullmatch(cell.decode("utf-8", "replace")))


def thresholds_in(columns: Sequence[tuple[int, int]]) -> Callable[[Cells, int], Said]:
    """The highest threshold that every base of a region reaches.

    >>> thresholds_in([(4, 10), (5, 100)])([b"", b"", b"", b"", b"50", b"49"], 50)
    (10, '')
    """
    ordered = sorted(columns, key=lambda item: -item[1])

    def measure(cells: Cells, bases: int) -> Said:
        counts = [(whole(cells[column], "count"), depth) for column, depth in ordered]
        if counts and max(counts)[0] > bases:
            raise RowError(f"{max(counts)[0]} bases of a region of {bases} reach a threshold.")
        return next((depth for count, depth in counts if count == bases), 0), ""

    return measure


PER_BASE: Final = DepthFormat(
    "depth_per_base", "mosdepth per-base or bedGraph", CoverageKind.PER_BASE, depth_in(3)
)
QUANTIZED: Final = DepthFormat(
    "quantized_depth", "mosdepth quantized", CoverageKind.QUANTIZED, class_in
)
SAMTOOLS_DEPTH: Final = DepthFormat(
    "samtools_depth",
    "samtools depth",
    CoverageKind.PER_BASE,
    depth_in(2),
    end=None,
    is_one_based=True,
)


MEAN_OF_REGIONS: Final = "mean_depth"


def mean_of_regions(column: int) -> DepthFormat:
    """Mean depth of regions, in one column: mosdepth ``--by``, bedtools ``coverage -mean``."""
    return DepthFormat(
        MEAN_OF_REGIONS, "mosdepth regions or alike", CoverageKind.MEAN_DEPTH, mean_in(column)
    )


def coverage_d(column: int) -> DepthFormat:
    """``bedtools coverage -d``: the region again for each of its bases, the base, its depth."""
    return DepthFormat(
        "bedtools_coverage_d",
        "bedtools coverage -d",
        CoverageKind.PER_BASE,
        depth_in(column + 1),
        split=lambda line: _of_base(line.split(TAB), column),
    )


def _of_base(cells: list[bytes], column: int) -> list[bytes]:
    """The row as that of its one base."""
    if len(cells) <= column + 1:
        return cells
    base = whole(cells[1], "start") + whole(cells[column], "base")
    return [cells[0], b"%d" % (base - 1), b"%d" % base, *cells[3:]]
