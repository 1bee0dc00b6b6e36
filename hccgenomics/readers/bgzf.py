"""A BGZF file as its blocks: any stretch of what is inside, without what comes before it.

A *virtual offset* is the place of a block in the file, and of a byte inside that block once it is
unpacked (SAM/BAM format specification, section 4.1.1,
https://samtools.github.io/hts-specs/SAMv1.pdf).
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.containers import block_at, block_sizes
from hccgenomics.readers.index import WITHIN, WITHIN_BITS, IndexFaultError

if TYPE_CHECKING:
    from collections.abc import Iterator

DOES_NOT_FIT: Final = "it does not fit the file"
"""The fault of an index whose offsets are no places in the file."""


class Blocks:
    """The blocks of a BGZF file, by their heads alone.

    Attributes:
        size: Bytes of the unpacked file.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._packed, self._unpacked = array("Q"), array("Q", [0])
        for begin, unpacked in block_sizes(file):
            self._packed.append(begin)
            self._unpacked.append(self._unpacked[-1] + unpacked)
        self.size = self._unpacked[-1]
        self._kept = (-1, b"")

    def position(self, virtual: int) -> int:
        """The place in the unpacked file that a virtual offset means."""
        begin, within = virtual >> WITHIN_BITS, virtual & WITHIN
        number = bisect_left(self._packed, begin)
        if number == len(self._packed):
            if within == 0 and begin == os.fstat(self._file).st_size:
                return self.size
            raise IndexFaultError(DOES_NOT_FIT)
        place = self._unpacked[number] + within
        if self._packed[number] != begin or place > self._unpacked[number + 1]:
            raise IndexFaultError(DOES_NOT_FIT)
        return place

    def text(self, begin: int, end: int) -> Iterator[bytes]:
        """The unpacked bytes between two places, in pieces."""
        number = bisect_right(self._unpacked, begin) - 1
        while begin < min(end, self.size):
            start, stop = self._unpacked[number], min(end, self._unpacked[number + 1])
            if begin < stop:
                yield self._block(number)[begin - start : stop - start]
            begin = max(begin, stop)
            number += 1

    def _block(self, number: int) -> bytes:
        """One block unpacked, its checksum compared; the last one is kept."""
        if self._kept[0] != number:
            found = block_at(self._file, self._packed[number], where="")
            if found is None:
                raise IndexFaultError(DOES_NOT_FIT)
            self._kept = (number, found[0])
        return self._kept[1]
