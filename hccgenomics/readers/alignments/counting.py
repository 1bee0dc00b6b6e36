"""Loci counted over a file, in one process or in several.

Loci are cut into *stints* along the genome. Each process opens the file for itself and takes one
stint after the other, so the counts do not depend on how many processes there are.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from hccgenomics.errors import HccGenomicsError
from hccgenomics.readers.alignments.bam_index import WINDOW_BITS, read_bam_index
from hccgenomics.readers.alignments.batches import Wanted, batches
from hccgenomics.readers.alignments.columns import bases_over
from hccgenomics.readers.alignments.haplotypes import tally_sequence
from hccgenomics.readers.alignments.loci import (
    BaseLocus,
    DepthLocus,
    RowLocus,
    SequenceLocus,
    columns_of,
)
from hccgenomics.readers.alignments.record_bytes import open_records, records_of
from hccgenomics.readers.alignments.substitutions import ColumnCounts, RowColumns, tally_row
from hccgenomics.readers.alignments.tallies import Tally
from hccgenomics.readers.alignments.units import SeenUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.genome import Interval
    from hccgenomics.readers.alignments.bam_index import BamIndex
    from hccgenomics.readers.alignments.columns import ReadBatch
    from hccgenomics.readers.alignments.header import Target
    from hccgenomics.readers.alignments.loci import Locus
    from hccgenomics.readers.alignments.opening import Alignments
    from hccgenomics.readers.alignments.reads import Ints
    from hccgenomics.readers.alignments.record_bytes import BamRecords, CramRecords

FEW: Final = 24
"""Loci that are not worth a second process."""
SMALL: Final = 1 << 24
"""Bytes of a file that is not worth one either."""
TOGETHER: Final = 64
"""Bases of which the depth is asked that make one locus."""
ENOUGH: Final = 2
"""Stints a process, below which they are cut in two."""
MOST: Final = 2048
"""Loci of one stint."""


@dataclass(frozen=True, slots=True)
class Qualities:
    """What a read and a base need to count."""

    min_base: int
    min_mapping: int


@dataclass(frozen=True, slots=True)
class Stint:
    """Neighbouring loci, sorted by where they begin.

    Attributes:
        numbers: Which of all loci they are.
    """

    target: Target
    loci: tuple[Locus, ...]
    numbers: tuple[int, ...]


@dataclass(slots=True)
class Counted:
    """What a stint came to.

    Attributes:
        tallies: Of its loci, in their order; of those of which only the depth is asked, nothing.
        depths: Of the latter, in their order, the depth of every base.
        unit: What its reads are.
    """

    tallies: list[Tally]
    depths: list[list[int]]
    unit: SeenUnit = field(default_factory=SeenUnit)


def stints(asked: Sequence[tuple[Target, Locus]], *, processes: int) -> list[Stint]:
    """All loci, cut where an index can find the next ones, and before there are too many.

    An index knows where the reads of every 16,384 bases begin. A stint of less must read the
    beginning of such a window in vain, which is worth it only where processes would stand idle.
    """
    order = sorted(range(len(asked)), key=lambda n: (asked[n][0].number, asked[n][1].start))
    groups = _grouped(asked, order, WINDOW_BITS)
    if processes > 1 and len(groups) < ENOUGH * processes:
        groups = _grouped(asked, order, WINDOW_BITS - 1)
    return [
        Stint(asked[group[0]][0], tuple(asked[n][1] for n in group), tuple(group))
        for group in groups
    ]


def _grouped(
    asked: Sequence[tuple[Target, Locus]], order: Iterable[int], bits: int
) -> list[list[int]]:
    """Neighbours in windows of this size."""
    groups: list[list[int]] = []
    window = (-1, -1)
    for number in order:
        target, locus = asked[number]
        here = (target.number, locus.start >> bits)
        if here != window or len(groups[-1]) >= MOST:
            groups.append([])
            window = here
        groups[-1].append(number)
    return groups


def depth_loci(place: Interval) -> list[DepthLocus]:
    """A place in short stretches, so that no read has to wait long for its mate.

    >>> from hccgenomics.model.genome import Interval
    >>> [(one.start, one.end) for one in depth_loci(Interval("chr5", 10, 100))]
    [(10, 74), (74, 100)]
    """
    return [
        DepthLocus(start, min(start + TOGETHER, place.end))
        for start in range(place.start, place.end, TOGETHER)
    ]


class StintCounter:
    """The counts of one stint, batch by batch."""

    def __init__(self, stint: Stint, qualities: Qualities) -> None:
        self._stint = stint
        self._qualities = qualities
        places = {place for locus in stint.loci for place in columns_of(locus)}
        self.columns: Ints = np.array(sorted(places), dtype=np.int64)
        self.counts = ColumnCounts(len(self.columns))
        self.unit = SeenUnit()
        self._tallies = [Tally() for _ in stint.loci]
        self._rows = [
            (tally, locus)
            for tally, locus in zip(self._tallies, stint.loci, strict=True)
            if isinstance(locus, SequenceLocus | RowLocus)
            or (isinstance(locus, BaseLocus) and len(locus.ref) > 1)
        ]

    def add(self, batch: ReadBatch) -> None:
        """Count the reads of a batch."""
        self.unit.add(batch)
        min_base = self._qualities.min_base
        seen = bases_over(batch, self.columns, min_base_quality=min_base)
        self.counts.add(batch, seen)
        reach = (int(batch.reads.pos.min()), int(batch.ends.max()))
        for tally, locus in self._rows:
            if locus.end <= reach[0] or locus.start >= reach[1]:
                continue
            if isinstance(locus, SequenceLocus):
                tally.add(tally_sequence(batch, locus, min_base_quality=min_base))
            else:
                looked = RowColumns(seen, self._column(locus), min_base)
                tally.add(tally_row(batch, looked, locus))

    def _column(self, locus: Locus) -> int:
        return int(np.searchsorted(self.columns, columns_of(locus).start))

    def counted(self) -> Counted:
        """All loci of the stint."""
        for tally, locus in zip(self._tallies, self._stint.loci, strict=True):
            if isinstance(locus, BaseLocus) and len(locus.ref) == 1:
                tally.add(self.counts.tally(self._column(locus), locus))
        depth = self.counts.depth().tolist()
        depths = [
            depth[self._column(locus) :][: locus.end - locus.start]
            for locus in self._stint.loci
            if isinstance(locus, DepthLocus)
        ]
        return Counted(self._tallies, depths, self.unit)


def counter_of(
    records: BamRecords | CramRecords, stint: Stint, qualities: Qualities
) -> StintCounter:
    """A stint, counted."""
    counter = StintCounter(stint, qualities)
    wanted = Wanted.of(stint.loci)
    pieces = records.pieces(stint.target, int(wanted.starts[0]), int(wanted.furthest[-1]))
    for batch in batches(pieces, stint.target, wanted, min_mapping_quality=qualities.min_mapping):
        counter.add(batch)
    return counter


def count_stints(
    alignments: Alignments, work: Sequence[Stint], qualities: Qualities, *, processes: int
) -> Iterator[Counted]:
    """The stints, in their order.

    Raises:
        InputError: The file is damaged.
        HccGenomicsError: A process was lost.
    """
    size = _workers(alignments, work, processes)
    if size <= 1:
        with open_records(alignments) as records:
            for stint in work:
                yield counter_of(records, stint, qualities).counted()
        return
    yield from _in_processes(alignments, work, qualities, size)


def _workers(alignments: Alignments, work: Sequence[Stint], processes: int) -> int:
    """How many processes are worth it."""
    loci = sum(len(stint.loci) for stint in work)
    if loci <= FEW or alignments.path.stat().st_size <= SMALL:
        return 1
    return min(processes, len(work), os.cpu_count() or 1)


def _in_processes(
    alignments: Alignments, work: Sequence[Stint], qualities: Qualities, size: int
) -> Iterator[Counted]:
    index = None
    if not alignments.is_cram:
        index = read_bam_index(alignments.index, where=str(alignments.index))
    kind = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(kind)
    settled = (alignments, index, qualities)
    with ProcessPoolExecutor(size, context, initializer=_begin, initargs=settled) as pool:
        try:
            yield from pool.map(_work, work)
        except BrokenProcessPool as error:
            raise HccGenomicsError(
                "A process that counted reads ended unexpectedly; it may have been killed for "
                "want of memory.",
                where=str(alignments.path),
                hint="Run again where more memory is free.",
            ) from error


_SETTLED: list[tuple[BamRecords | CramRecords, Qualities]] = []
"""Of a worker process: what all its stints share."""


def _begin(alignments: Alignments, index: BamIndex | None, qualities: Qualities) -> None:
    _SETTLED[:] = [(records_of(alignments, index), qualities)]


def _work(stint: Stint) -> Counted:
    ((records, qualities),) = _SETTLED
    return counter_of(records, stint, qualities).counted()
