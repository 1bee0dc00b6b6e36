"""Stretches of an assembly in two bits per base, read at random without decoding a gene.

One store of packed bases serves both assemblies. Each assembly has a list of *blocks*: where on
which contig a stretch lies and where in the store its bases begin. A stretch that GRCh37 shares
with GRCh38 points at the same bases, so the second assembly costs a few kilobytes. What no block
covers is unknown and reads as ``N``.

File of blocks, little-endian: magic, format, number of blocks; the number of blocks of each of
the 25 contigs; then all starts, all lengths and all places in the store as 32-bit unsigned
integers, and one byte of trust each. Blocks are sorted, and never overlap.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import ResourceError
from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.vocabulary import CONTIGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMAT: Final = 1
"""Of every file of the resource together; a reader refuses any other."""
BASES: Final = "ACGT"
BASES_PER_BYTE: Final = 4

_MAGIC: Final = b"HCCBLOCK"
_WORD: Final = "I"
_WORD_BYTES: Final = 4
_HEADER_BYTES: Final = len(_MAGIC) + (2 + len(CONTIGS)) * _WORD_BYTES
_WORDS_PER_BLOCK: Final = 3
_QUADS: Final = [a + b + c + d for a in BASES for b in BASES for c in BASES for d in BASES]
_BITS: Final = 2
_DIGITS: Final = bytes.maketrans(BASES.encode(), bytes(range(len(BASES))))


class Block(NamedTuple):
    """Bases known without a gap: where they lie, and where the store has them.

    Attributes:
        start, end: Gaps on the plus strand of the contig.
        offset: Of the first base in the store, in bases.
        trusted: Whether they are of reference grade on this very assembly.
    """

    contig: str
    start: int
    end: int
    offset: int
    trusted: bool


def pack(bases: str) -> bytes:
    """Four bases to a byte, the first in the highest bits; the end is filled with A.

    >>> pack("ACGT").hex(), pack("T").hex()
    ('1b', 'c0')
    """
    digits = bases.encode("ascii").translate(_DIGITS)
    digits += bytes(-len(digits) % BASES_PER_BYTE)
    # All bytes at once, as four long numbers: no digit exceeds its two bits, so none carries over.
    packed = 0
    for place in range(BASES_PER_BYTE):
        packed = packed << _BITS | int.from_bytes(digits[place::BASES_PER_BYTE])
    return packed.to_bytes(len(digits) // BASES_PER_BYTE)


def unpack(packed: bytes, offset: int, length: int) -> str:
    """``length`` bases from base ``offset`` of the store, touching only the bytes that hold them.

    >>> unpack(bytes.fromhex("1bc0"), 2, 3)
    'GTT'
    """
    first = offset // BASES_PER_BYTE
    last = -(-(offset + length) // BASES_PER_BYTE)
    skip = offset % BASES_PER_BYTE
    if last - first == 1:
        return _QUADS[packed[first]][skip : skip + length]
    return "".join([_QUADS[byte] for byte in packed[first:last]])[skip : skip + length]


def write_blocks(blocks: Iterable[Block]) -> bytes:
    """The bytes of a file of blocks."""
    ordered = sorted(blocks, key=lambda block: (CONTIGS.index(block.contig), block.start))
    counts = [sum(block.contig == contig for block in ordered) for contig in CONTIGS]
    words = array(_WORD, [FORMAT, len(ordered), *counts])
    words.extend(block.start for block in ordered)
    words.extend(block.end - block.start for block in ordered)
    words.extend(block.offset for block in ordered)
    return _MAGIC + _swapped(words).tobytes() + bytes(block.trusted for block in ordered)


def _swapped(words: array[int]) -> array[int]:
    if sys.byteorder == "big":
        words.byteswap()
    return words


class PackedSequence:
    """The known bases of one assembly; satisfies ``hccgenomics.model.genome.Reference``."""

    def __init__(self, blocks: bytes, packed: bytes, *, where: str) -> None:
        words = _words(blocks, where=where)
        total = words[1]
        bounds = [0, *accumulate(words[2 : 2 + len(CONTIGS)])]
        body = words[2 + len(CONTIGS) :]
        if bounds[-1] != total or len(body) != _WORDS_PER_BLOCK * total:
            raise _broken(where)
        self._bounds = dict(zip(CONTIGS, pairwise(bounds), strict=True))
        self._starts, self._lengths = body[:total], body[total : 2 * total]
        self._offsets = body[2 * total :]
        self._trusted = blocks[len(blocks) - total :]
        self._packed = packed

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases; ``N`` where unknown."""
        lowest, beyond = self._bounds.get(interval.contig, (0, 0))
        start, length = interval.start, interval.end - interval.start
        index = bisect_right(self._starts, start, lowest, beyond) - 1
        if index >= lowest:
            inside = start - self._starts[index]
            if inside + length <= self._lengths[index]:
                return unpack(self._packed, self._offsets[index] + inside, length)
            if inside < self._lengths[index]:
                return self._mosaic(interval)
        following = index + 1
        if following == beyond or self._starts[following] >= interval.end:
            return UNKNOWN_BASE * length
        return self._mosaic(interval)

    def _mosaic(self, interval: Interval) -> str:
        parts: list[str] = []
        reached = interval.start
        for index in self._indices(interval):
            first = self._starts[index]
            start = max(first, interval.start)
            end = min(first + self._lengths[index], interval.end)
            parts.append(UNKNOWN_BASE * (start - reached))
            parts.append(unpack(self._packed, self._offsets[index] + start - first, end - start))
            reached = end
        parts.append(UNKNOWN_BASE * (interval.end - reached))
        return "".join(parts)

    def blocks(self, interval: Interval) -> Iterator[Block]:
        """The blocks that share at least one base with the interval, in order."""
        return (self._block(interval.contig, index) for index in self._indices(interval))

    def _indices(self, interval: Interval) -> range:
        """The numbers of those blocks, which never overlap."""
        lowest, beyond = self._bounds.get(interval.contig, (0, 0))
        first = max(bisect_right(self._starts, interval.start, lowest, beyond) - 1, lowest)
        last = bisect_left(self._starts, interval.end, first, beyond)
        if first < last and self._starts[first] + self._lengths[first] <= interval.start:
            first += 1
        return range(first, last)

    def is_trusted(self, interval: Interval) -> bool:
        """Whether no base known there lies in a block that is not trusted."""
        lowest, beyond = self._bounds.get(interval.contig, (0, 0))
        index = bisect_right(self._starts, interval.start, lowest, beyond) - 1
        if index >= lowest and interval.end - self._starts[index] <= self._lengths[index]:
            return bool(self._trusted[index])  # by far the most are within one block
        within = self._indices(interval)
        return False not in self._trusted[within.start : within.stop]

    def _block(self, contig: str, index: int) -> Block:
        start, offset = self._starts[index], self._offsets[index]
        end = start + self._lengths[index]
        return Block(contig, start, end, offset, bool(self._trusted[index]))

    def __len__(self) -> int:
        return sum(self._lengths)


def _words(blocks: bytes, *, where: str) -> array[int]:
    if len(blocks) < _HEADER_BYTES or not blocks.startswith(_MAGIC):
        raise _broken(where)
    total = int.from_bytes(blocks[len(_MAGIC) + _WORD_BYTES :][:_WORD_BYTES], "little")
    end = _HEADER_BYTES + _WORDS_PER_BLOCK * _WORD_BYTES * total
    if len(blocks) != end + total:
        raise _broken(where)
    words = array(_WORD)
    words.frombytes(blocks[len(_MAGIC) : end])
    return _swapped(words)


def _broken(where: str) -> ResourceError:
    return ResourceError(
        "This is no list of sequence blocks, or it was cut short.",
        where=where,
        hint="Install hccgenomics again, or run 'hccgenomics resources build'.",
    )
