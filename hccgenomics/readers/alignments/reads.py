"""The fixed fields of many records at once, one array a field (SAM specification, 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bytes = NDArray[np.uint8]
    Bools = NDArray[np.bool_]

PAIRED: Final = 0x1
PROPER_PAIR: Final = 0x2
UNMAPPED: Final = 0x4
MATE_UNMAPPED: Final = 0x8
REVERSE: Final = 0x10
SECONDARY: Final = 0x100
QC_FAIL: Final = 0x200
DUPLICATE: Final = 0x400
LEFT_OUT: Final = UNMAPPED | SECONDARY | QC_FAIL | DUPLICATE
"""What ``samtools mpileup`` leaves out unless told otherwise; supplementary alignments stay."""

_FIELDS: Final = np.dtype(
    [
        ("size", "<i4"),
        ("target", "<i4"),
        ("pos", "<i4"),
        ("name_length", "u1"),
        ("mapping_quality", "u1"),
        ("bin", "<u2"),
        ("operations", "<u2"),
        ("flag", "<u2"),
        ("length", "<i4"),
        ("mate_target", "<i4"),
        ("mate_pos", "<i4"),
        ("template", "<i4"),
    ]
)
FIXED: Final = _FIELDS.itemsize
"""Bytes before the name: the record's own size, and its fixed fields."""


@dataclass(frozen=True, slots=True)
class Reads:
    """Many reads, by arrays of the same length.

    Attributes:
        data: The records.
        begin: Where each record begins in them.
        behind: Where each ends.
        target, pos: Where it is aligned, from 0.
        mapping_quality, flag: As the file has them.
        name, name_length: Where its name begins, and how long it is without the closing zero.
        cigar, operations: Where its CIGAR begins, and how many operations it has.
        sequence, quality, length: Where bases and qualities begin, and how many there are.
        mate_target, mate_pos, template: Of its mate, as the file has them.
    """

    data: Bytes
    begin: Ints
    behind: Ints
    target: Ints
    pos: Ints
    mapping_quality: Ints
    flag: Ints
    name: Ints
    name_length: Ints
    cigar: Ints
    operations: Ints
    sequence: Ints
    quality: Ints
    length: Ints
    mate_target: Ints
    mate_pos: Ints
    template: Ints

    def __len__(self) -> int:
        return len(self.begin)

    def take(self, which: Ints | Bools) -> Reads:
        """Some of them."""
        return Reads(self.data, *(getattr(self, name)[which] for name in _ARRAYS))

    def bytes_of(self, which: Ints | Bools) -> bytes:
        """Their records, one behind the other."""
        begin, behind = self.begin[which], self.behind[which]
        if not len(begin):
            return b""
        breaks = np.flatnonzero(begin[1:] != behind[:-1])
        starts = begin[np.concatenate([[0], breaks + 1])].tolist()
        stops = behind[np.concatenate([breaks, [len(behind) - 1]])].tolist()
        data = self.data
        return b"".join([data[a:b].tobytes() for a, b in zip(starts, stops, strict=True)])

    def is_reverse(self) -> Bools:
        """Whether each is aligned to the minus strand."""
        return (self.flag & REVERSE) > 0

    def base(self, read: Ints, at: Ints) -> Bytes:
        """Bases in the code of four bits, by read and place in it."""
        pair = self.data[self.sequence[read] + (at >> 1)]
        return np.where(at & 1, pair & 0xF, pair >> 4).astype(np.uint8)

    def quality_at(self, read: Ints, at: Ints) -> Ints:
        """Base qualities, by read and place in it; 0 beyond its end."""
        inside = at < self.length[read]
        place = np.where(inside, self.quality[read] + at, 0)
        return np.where(inside, self.data[place], 0).astype(np.int64)


_ARRAYS: Final = tuple(name for name in Reads.__dataclass_fields__ if name != "data")


def parse_reads(data: bytes, begin: Ints) -> Reads:
    """The records that begin at these places."""
    raw = np.frombuffer(data, dtype=np.uint8)
    heads = np.lib.stride_tricks.sliding_window_view(raw, FIXED)[begin] if len(begin) else raw[:0]
    fields = np.ascontiguousarray(heads).view(_FIELDS).reshape(-1)
    column = {name: fields[name].astype(np.int64) for name in _FIELDS.names or ()}
    name = begin + FIXED
    cigar = name + column["name_length"]
    sequence = cigar + 4 * column["operations"]
    return Reads(
        data=raw,
        begin=begin,
        behind=begin + 4 + column["size"],
        target=column["target"],
        pos=column["pos"],
        mapping_quality=column["mapping_quality"],
        flag=column["flag"],
        name=name,
        name_length=column["name_length"] - 1,
        cigar=cigar,
        operations=column["operations"],
        sequence=sequence,
        quality=sequence + (column["length"] + 1) // 2,
        length=column["length"],
        mate_target=column["mate_target"],
        mate_pos=column["mate_pos"],
        template=column["template"],
    )


def within(counts: Ints) -> Ints:
    """0, 1, 2 … of each group, groups of these sizes one behind the other.

    >>> within(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    starts = np.cumsum(counts) - counts
    return np.arange(int(counts.sum()), dtype=np.int64) - np.repeat(starts, counts)
