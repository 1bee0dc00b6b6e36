"""The CIGARs of many reads: which base of a read lies on which base of the reference.

A *stretch* is one operation that takes up reference: bases that are aligned, deleted or skipped.
Insertions, clips and padding only move the place in the read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hccgenomics.readers.alignments.reads import within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hccgenomics.readers.alignments.reads import Bools, Ints, Reads

_CIGAR: Final = "MIDNSHP=X"
ALIGNED, DELETED, SKIPPED, NEITHER = 0, 1, 2, 3
_KIND: Final = np.array([0, 3, 1, 2, 3, 3, 3, 0, 0] + [3] * 7, dtype=np.int8)
_TAKES_REFERENCE: Final = np.array([c in "MDN=X" for c in _CIGAR] + [False] * 7)
_TAKES_READ: Final = np.array([c in "MIS=X" for c in _CIGAR] + [False] * 7)
_OPERATION_BITS: Final = 4
_OPERATION: Final = 0xF
_OPERATION_BYTES: Final = 4
_APART: Final = 1 << 33
"""More than any place on a contig: keeps the reads apart where both are one number."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of many reads, by read and then by place.

    Attributes:
        read: Whose it is.
        start, end: On the reference, between bases.
        query: The place in the read of its first base; of a deletion, of the base behind it.
        kind: Aligned, deleted or skipped.
    """

    read: Ints
    start: Ints
    end: Ints
    query: Ints
    kind: NDArray[np.int8]

    def take(self, which: NDArray[np.bool_]) -> Stretches:
        """Some of them."""
        return Stretches(
            self.read[which],
            self.start[which],
            self.end[which],
            self.query[which],
            self.kind[which],
        )

    def keys(self) -> Ints:
        """One growing number a stretch: for a search by read and place."""
        return self.read * _APART + self.start

    def query_end(self) -> Ints:
        """The place in the read behind the last base of each."""
        return np.where(self.kind == ALIGNED, self.query + self.end - self.start, self.query)


@dataclass(frozen=True, slots=True)
class AlignedBases:
    """Aligned stretches alone, where the base on any place can be looked up.

    Attributes:
        keys: As ``Stretches.keys``.
        gap: Bases of the reference that the read leaves out right before each stretch.
    """

    stretches: Stretches
    keys: Ints
    gap: Ints

    @classmethod
    def of(cls, stretches: Stretches) -> AlignedBases:
        """Those of all stretches."""
        aligned = stretches.take(stretches.kind == ALIGNED)
        before = np.concatenate([[-1], aligned.read[:-1]]) if len(aligned.read) else aligned.read
        ends = np.concatenate([[0], aligned.end[:-1]]) if len(aligned.read) else aligned.end
        gap = np.where(before == aligned.read, aligned.start - ends, 0)
        return cls(aligned, aligned.keys(), gap)

    def find(self, read: Ints, place: Ints) -> Ints:
        """The stretch of a read that holds a place of the reference; -1 where none does."""
        if not len(self.keys):
            return np.full(len(read), -1)
        at = np.searchsorted(self.keys, read * _APART + place, side="right") - 1
        found = self.stretches
        holds = (at >= 0) & (found.read[at] == read) & (place < found.end[at])
        return np.where(holds, at, -1)

    def reaches_into(self, read: Ints, start: Ints, end: Ints) -> NDArray[np.bool_]:
        """Whether a read has an aligned base in an interval."""
        at = np.searchsorted(self.keys, read * _APART + end - 1, side="right") - 1
        found = self.stretches
        reaches: Bools = (at >= 0) & (found.read[at] == read) & (found.end[at] > start)
        return reaches

    def query(self, at: Ints, place: Ints | int) -> Ints:
        """The place in the read of a base that lies in a stretch."""
        found = self.stretches
        return found.query[at] + place - found.start[at]


def stretches_of(reads: Reads) -> tuple[Stretches, Ints]:
    """The stretches of all reads, and where on the reference each read ends."""
    operations = _operations(reads)
    owner = np.repeat(np.arange(len(reads), dtype=np.int64), reads.operations)
    code = operations & _OPERATION
    size = operations >> _OPERATION_BITS
    on_reference = np.where(_TAKES_REFERENCE[code], size, 0)
    on_read = np.where(_TAKES_READ[code], size, 0)
    start = _running(on_reference, reads.operations) + reads.pos[owner]
    query = _running(on_read, reads.operations)
    takes = on_reference > 0
    end = reads.pos + np.bincount(owner, weights=on_reference, minlength=len(reads)).astype(
        np.int64
    )
    every = Stretches(owner, start, start + on_reference, query, _KIND[code])
    return every.take(takes), end


def are_all_clipped(reads: Reads) -> Bools:
    """Whether the first operation of each clips all bases of the read."""
    code = _operations(reads)[np.cumsum(reads.operations) - reads.operations]
    clipped: Bools = code == (reads.length << _OPERATION_BITS) + _CIGAR.index("S")
    return clipped & (reads.length > 0)


def _operations(reads: Reads) -> Ints:
    at = np.repeat(reads.cigar, reads.operations) + _OPERATION_BYTES * within(reads.operations)
    if not len(at):
        return at
    four = np.lib.stride_tricks.sliding_window_view(reads.data, _OPERATION_BYTES)[at]
    operations: Ints = np.ascontiguousarray(four).view("<u4").reshape(-1).astype(np.int64)
    return operations


def _running(amounts: Ints, sizes: Ints) -> Ints:
    """What comes before each element of its group."""
    before = np.cumsum(amounts) - amounts
    first = np.cumsum(sizes) - sizes
    starts = before[np.minimum(first, max(len(before) - 1, 0))] if len(before) else first
    running: Ints = before - np.repeat(starts, sizes)
    return running
