"""Control-FREEC: altered stretches, windows with their segments, and the run's purity and ploidy.

Written from https://boevalab.inf.ethz.ch/FREEC/tutorial.html and not yet held against real output.
``_CNVs`` counts bases from zero with both ends included, as its windows show; ``_ratio.txt`` states
the first base of each window, counted from one, so that a window ends where the next begins.

Copies are those of tumour cells if the run was told to adjust for contamination by normal cells,
which neither file says; they are therefore taken to say no more than the ratio. Stretches that
FREEC calls germline are left out. What ``_CNVs`` does not hold was not called, which is no
statement.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.copy_number_files import (
    Observation,
    Segment,
)
from hccgenomics.model.genome import Interval
from hccgenomics.readers.segment_bins import BinCollector
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import log2_of, share
from hccgenomics.readers.segment_table import LARGEST_PLACE, MOST_KEPT, finite
from hccgenomics.readers.table_cells import UNSTATED
from hccgenomics.vocabulary import CopySource, DialectTier, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_CALLS: Final = ("chr", "start", "end", "copies", "kind", "genotype", "uncertainty", "origin")
"""``_CNVs`` has no heading; columns after the fifth depend on the run."""
_LEAST_CALL_CELLS: Final = 5
_NAMED: Final = ("chr", "start", "end", "copy number", "status")
"""``_CNVs.p.value.txt`` has one."""
_KINDS: Final = frozenset({"gain", "loss", "neutral", "normal"})
_RATIO: Final = ("Chromosome", "Start", "Ratio", "MedianRatio", "CopyNumber")
_RUN: Final = "Program_Version"
_GERMLINE: Final = "germline"
_ALLELES: Final = frozenset("AB")
_NO_READS: Final = -20.0
"""What other tools write for the logarithm of nothing."""


def _is_calls(head: Head) -> bool:
    """Rows without a heading: a place, copies, and a word for gain or loss."""
    return not head.has_heading and bool(head.rows) and all(_is_call(row) for row in head.rows)


def _is_call(cells: Sequence[str]) -> bool:
    return len(cells) >= _LEAST_CALL_CELLS and cells[3].strip().isdecimal() and cells[4] in _KINDS


def _is_run(head: Head) -> bool:
    return head.columns[:1] == (_RUN,)


def _recognises(head: Head) -> bool:
    return _is_calls(head) or head.has(*_NAMED) or head.has(*_RATIO) or _is_run(head)


def _read(table: Table, _: Asked) -> Found:
    head = table.head
    if _is_run(head):
        return _run(table)
    if head.has(*_RATIO):
        return _windows(table)
    return _calls(table)


def _calls(table: Table) -> Found:
    copies, kind = "copies", "kind"
    if table.head.has(*_NAMED):
        copies, kind = "copy number", "status"
    else:
        table.name_columns(*_CALLS[: len(table.head.columns)])
    found: list[Segment] = []
    for row in _somatic(table):
        place = _place(table, row)
        if place is None:
            continue
        table.keep()
        seen = Observation(
            copies=row.number(copies),
            minor_copies=_rarer_letter(row.text("genotype")),
            call=row.text(kind),
        )
        found.append(Segment(place.contig, place.start, place.end, seen, row.number_in_file))
    return Found(CopySource.CALLS, segments=found, copies_are_corrected=False)


def _somatic(table: Table) -> Iterator[Row]:
    for row in table.rows():
        if _GERMLINE in row.cells:
            table.drop(DropReason.GERMLINE_EVENT)
        else:
            yield row


def _place(table: Table, row: Row) -> Interval | None:
    """From the first base to the last, both counted from zero."""
    start, end = row.whole("start"), row.whole("end")
    if start is None or end is None or not 0 <= start <= end < LARGEST_PLACE:
        raise row.wrong("the row has no start and end, or ends before it starts")
    return _on_chromosome(table, row.text("chr"), start, end + 1)


def _on_chromosome(table: Table, name: str, start: int, end: int) -> Interval | None:
    contig = table.contigs[name]
    if contig is None:
        table.drop(DropReason.NOT_ON_CHROMOSOME)
        return None
    table.furthest[contig] = max(end, table.furthest.get(contig, 0))
    return Interval(contig, start, end)


def _rarer_letter(genotype: str) -> int | None:
    """Of ``AAB`` the Bs; of a stretch without alleles nothing is known.

    >>> _rarer_letter("AAB"), _rarer_letter("AA"), _rarer_letter("-1") is None
    (1, 0, True)
    """
    if not genotype or not _ALLELES.issuperset(genotype):
        return None
    count = Counter(genotype)
    return min(count["A"], count["B"])


def _log2(ratio: float | None) -> float | None:
    """Of a window's ratio; -1 stands for none, and 0 for a window without reads.

    >>> _log2(0.5), _log2(0.0), _log2(-1.0) is None
    (-1.0, -20.0, True)
    """
    return _NO_READS if ratio == 0 else log2_of(ratio)


class _Window:
    """A window whose end the next one tells."""

    __slots__ = ("contig", "copies", "median", "ratio", "row", "start")

    def __init__(self, contig: str, start: int, row: Row) -> None:
        self.contig = contig
        self.start = start
        self.ratio = _log2(row.number("Ratio"))
        self.median = _log2(row.number("MedianRatio"))
        self.copies = row.number("CopyNumber")
        self.row = row.number_in_file


def _windows(table: Table) -> Found:
    """Windows as bins, and neighbours of one median as segments."""
    collected, segments = BinCollector(), _Stretches()
    for window, end in _ended(table):
        segments.add(window, end)
        if window.ratio is None:
            table.drop(DropReason.NO_VALUE)
            continue
        table.keep(MOST_KEPT)
        table.furthest[window.contig] = max(end, table.furthest.get(window.contig, 0))
        collected.add(Interval(window.contig, window.start, end), window.ratio)
    return Found(
        CopySource.SEGMENTS,
        segments=segments.found(),
        bins=collected.sorted(),
        copies_are_corrected=False,
    )


def _ended(table: Table) -> Iterator[tuple[_Window, int]]:
    """Windows with their ends; the last of a contig is taken to be as wide as the one before."""
    last: _Window | None = None
    width = 1
    for window in _started(table):
        if last is not None:
            if window.contig == last.contig:
                width = window.start - last.start
            yield last, last.start + width
        last = window
    if last is not None:
        yield last, last.start + width


def _started(table: Table) -> Iterator[_Window]:
    """Windows on chromosomes; those of a contig must stand in order, for ends follow from it."""
    contig, last = "", 0
    for row in table.rows():
        start = row.whole("Start")
        if start is None or not 1 <= start <= LARGEST_PLACE:
            raise row.wrong("the window has no start")
        found = table.contigs[row.text("Chromosome")]
        if found is None:
            table.drop(DropReason.NOT_ON_CHROMOSOME)
            continue
        if found == contig and start <= last:
            raise row.wrong("the window does not begin behind the one before", "Sort the file.")
        contig, last = found, start
        yield _Window(contig, start - 1, row)


class _Stretches:
    """Neighbouring windows with one median and one number of copies, as one segment."""

    def __init__(self) -> None:
        self._first: _Window | None = None
        self._end = 0
        self._measured = 0
        self._found: list[Segment] = []

    def add(self, window: _Window, end: int) -> None:
        first = self._first
        if first is None or not _are_alike(first, window):
            self._close()
            self._first, self._measured = window, 0
        self._end = end
        self._measured += window.ratio is not None

    def _close(self) -> None:
        first = self._first
        if first is None or first.median is None or not self._measured:
            return
        seen = Observation(log2_ratio=first.median, copies=first.copies, support=self._measured)
        self._found.append(Segment(first.contig, first.start, self._end, seen, first.row))

    def found(self) -> list[Segment]:
        self._close()
        return self._found


def _are_alike(first: _Window, window: _Window) -> bool:
    told = (first.contig, first.median, first.copies)
    return told == (window.contig, window.median, window.copies)


def _run(table: Table) -> Found:
    """``_info.txt``: a key and a value a line, the first where a heading would stand."""
    first = [*table.head.columns, ""]
    said = {first[0]: first[1]}
    table.name_columns("key")
    for row in table.rows():
        table.keep()
        cells = [*row.cells, ""]
        said[cells[0].strip()] = cells[1].strip()
    solution = Solution(
        source="Control-FREEC",
        purity=share(_stated(said, "Sample_Purity", table)),
        ploidy=_stated(said, "Output_Ploidy", table),
    )
    return Found(CopySource.SOLUTION, solutions=(solution,), version=said[_RUN].removeprefix("v"))


def _stated(said: dict[str, str], key: str, table: Table) -> float | None:
    text = said.get(key, "")
    try:
        return None if text in UNSTATED else finite(text)
    except ValueError:
        raise FormatError(f"{key} is no number.", where=table.where) from None


FORMAT: Final = SegmentFormat(
    name="freec",
    title="Control-FREEC",
    url="https://boevalab.inf.ethz.ch/FREEC/tutorial.html",
    recognises=_recognises,
    read=_read,
    reads=("_CNVs", "_CNVs.p.value.txt", "_ratio.txt", "_info.txt"),
    counts="_CNVs from 0, both ends included; _ratio.txt from 1",
    states=(
        "copy number, genotype, status; Ratio, MedianRatio, CopyNumber by window; "
        "Output_Ploidy, Sample_Purity."
    ),
    untold=(
        "Whether copies were adjusted for normal cells; _CNVs lists altered stretches alone, "
        "and its germline ones are dropped."
    ),
    x_is_certain=False,
    tier=DialectTier.UNTESTED,
)
