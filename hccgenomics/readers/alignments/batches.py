"""Reads in batches: each read comes once, together with its mate where the two may meet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from hccgenomics.errors import UnreadableError
from hccgenomics.readers.alignments.columns import ReadBatch
from hccgenomics.readers.alignments.mates import mates_of
from hccgenomics.readers.alignments.names import numbers_of_names
from hccgenomics.readers.alignments.reads import (
    LEFT_OUT,
    MATE_UNMAPPED,
    PAIRED,
    PROPER_PAIR,
    parse_reads,
)
from hccgenomics.readers.alignments.record_bytes import Records, cut
from hccgenomics.readers.alignments.stretches import (
    AlignedBases,
    Stretches,
    are_all_clipped,
    stretches_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from hccgenomics.readers.alignments.header import Target
    from hccgenomics.readers.alignments.loci import Locus
    from hccgenomics.readers.alignments.reads import Bools, Ints, Reads


_STANDING_IN: Final = 2
"""Operations of a CIGAR that stands in for one of more than its field can count."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The loci of one reference sequence, by where they begin.

    Attributes:
        starts, ends: Of each.
        furthest: The furthest end up to each.
        nearest: The first start from each on, of those that end behind a place.
    """

    starts: Ints
    furthest: Ints

    @classmethod
    def of(cls, loci: Sequence[Locus]) -> Wanted:
        """Those of loci sorted by start."""
        starts = np.array([locus.start for locus in loci], dtype=np.int64)
        ends = np.array([locus.end for locus in loci], dtype=np.int64)
        return cls(starts, np.maximum.accumulate(ends))

    def touched(self, start: Ints, end: Ints) -> tuple[Bools, Ints]:
        """Whether intervals touch a locus, and how far the loci reach that begin before their end.

        A locus within the reach of a longer one that begins before it may be held for touched; it
        is only looked at in vain.
        """
        last = np.searchsorted(self.starts, end, side="left") - 1
        reach = np.where(last >= 0, self.furthest[last], -1)
        return reach > start, reach


def batches(
    pieces: Iterable[Records], target: Target, wanted: Wanted, *, min_mapping_quality: int
) -> Iterator[ReadBatch]:
    """The reads over the loci, in the order of the file.

    A read waits for the next piece while a mate that may lie over the same locus is still to come.
    """
    carried = b""
    for piece in chain(pieces, (None,)):
        records = piece or Records(b"", np.zeros(0, dtype=np.int64))
        reads = _joined(carried, records)
        if not len(reads):
            continue
        latest = int(reads.pos[-1]) if piece else None
        reads, stretches, ends, reach = _over(reads, target, wanted)
        names = numbers_of_names(reads)
        waits = _with_mates(names, _waits(reads, ends, reach, latest))
        carried = reads.bytes_of(waits)
        if not waits.all():
            now = ~waits
            counted = reads.mapping_quality[now] >= min_mapping_quality
            reads, ends, stretches = reads.take(now), ends[now], _of_reads(stretches, now)
            yield ReadBatch(
                reads=reads,
                ends=ends,
                stretches=stretches,
                aligned=AlignedBases.of(stretches),
                mates=mates_of(reads, ends, counted, names[now]),
                counted=counted,
            )


def _joined(carried: bytes, records: Records) -> Reads:
    """Reads that waited, and then those of a piece."""
    if not carried:
        return parse_reads(records.data, records.begins)
    begins = np.concatenate([cut(carried)[0], records.begins + len(carried)])
    return parse_reads(carried + records.data, begins)


def _over(reads: Reads, target: Target, wanted: Wanted) -> tuple[Reads, Stretches, Ints, Ints]:
    """The reads that samtools would look at and that lie over a locus."""
    kept = (reads.target == target.number) & (reads.flag & LEFT_OUT == 0)
    kept &= (reads.flag & PAIRED == 0) | (reads.flag & PROPER_PAIR > 0)
    kept &= reads.pos < wanted.furthest[-1]
    reads = reads.take(kept)
    _refuse_overlong(reads)
    stretches, ends = stretches_of(reads)
    touches, reach = wanted.touched(reads.pos, ends)
    return reads.take(touches), _of_reads(stretches, touches), ends[touches], reach[touches]


def _refuse_overlong(reads: Reads) -> None:
    """Raise at a CIGAR that did not fit its field: all bases clipped, and then skipped (4.2.2)."""
    two = reads.take(reads.operations == _STANDING_IN)
    if len(two) and are_all_clipped(two).any():
        raise UnreadableError(
            "The alignments hold reads with more than 65,535 CIGAR operations, which cannot be "
            "counted.",
            hint="Pass alignments of short reads.",
        )


def _of_reads(stretches: Stretches, which: Bools) -> Stretches:
    """The stretches of some reads, which are numbered anew."""
    number = np.cumsum(which) - 1
    kept = stretches.take(which[stretches.read])
    return Stretches(number[kept.read], kept.start, kept.end, kept.query, kept.kind)


def _waits(reads: Reads, ends: Ints, reach: Ints, latest: int | None) -> Bools:
    """Whether a read's mate may still come and lie over a locus that the read lies over.

    Args:
        reads: All over loci.
        ends: Where each ends.
        reach: How far the loci go that it touches.
        latest: Where the last read so far begins; ``None`` once there are no more.
    """
    if latest is None:
        return np.zeros(len(reads), dtype=np.bool_)
    has_mate = (reads.flag & PAIRED > 0) & (reads.flag & MATE_UNMAPPED == 0)
    has_mate &= (reads.mate_target == reads.target) | (reads.mate_target < 0)
    reach = np.maximum(ends, reach)
    has_mate &= reads.mate_pos < reach
    nowhere = (reads.mate_pos < 0) & (reach > latest)
    waits: Bools = has_mate & ((reads.mate_pos >= latest) | (reads.pos >= latest) | nowhere)
    return waits


def _with_mates(names: NDArray[np.uint64], which: Bools) -> Bools:
    """These reads, and those of the same names."""
    return which | np.isin(names, names[which]) if which.any() else which
