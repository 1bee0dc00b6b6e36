"""The records of a stretch of the reference, as the bytes that a BAM holds.

A BAM is unpacked and cut; a CRAM is first made into one by htslib, stretch by stretch, in a
temporary file without a name that stays.
"""

from __future__ import annotations

import struct
import tempfile
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from hccgenomics.errors import UnreadableError
from hccgenomics.readers.alignments.bam_index import read_bam_index
from hccgenomics.readers.alignments.opening import damaged, opened_by_htslib
from hccgenomics.readers.containers import LARGEST_BLOCK, whole_blocks_inflated
from hccgenomics.readers.index import WITHIN, WITHIN_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pysam

    from hccgenomics.readers.alignments.bam_index import BamIndex
    from hccgenomics.readers.alignments.header import Target
    from hccgenomics.readers.alignments.opening import Alignments
    from hccgenomics.readers.alignments.reads import Ints

FIRST_PIECE: Final = 1 << 19
"""Unpacked bytes that are taken first, for few reads may be all that lies over a place."""
PIECE: Final = 1 << 21
"""Unpacked bytes that are taken at a time at the most: some 6,000 reads of 150 bases.

Where the depth of every base is asked, memory and time grow with it: four times as much takes
some twice as many MiB.
"""
_PACKED_TO: Final = 4
"""Bytes of reads that are packed into one, or so."""
_SIZE: Final = struct.Struct("<I")
_PLACE: Final = struct.Struct("<ii")
_LEAST: Final = 36
"""Bytes of a record's size and of its fixed fields."""


class Records(NamedTuple):
    """Whole records, one behind the other.

    Attributes:
        data: Their bytes, and perhaps more behind them.
        begins: Where each begins.
    """

    data: bytes
    begins: Ints


def cut(data: bytes) -> tuple[Ints, int]:
    """Where records begin, and where the first incomplete one does.

    Raises:
        ValueError: A record is shorter than its own fixed fields.

    >>> cut(struct.pack("<I", 32) + bytes(32) + b"ab")
    (array([0]), 36)
    """
    begins = array("q")
    add, size = begins.append, _SIZE.unpack_from
    at, end = 0, len(data) - _SIZE.size
    while at <= end:
        add(at)
        at += size(data, at)[0] + 4
    if begins and at > len(data):
        at = begins.pop()
    found = np.frombuffer(begins, dtype=np.int64)
    if len(found) and np.diff(found, append=at).min() < _LEAST:
        raise ValueError(_LEAST)
    return found, at


class UnpackedBam:
    """The bytes inside a BAM, from a virtual offset on, in half the time that zlib takes."""

    def __init__(self, path: str) -> None:
        self._where = path
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115, PTH123 -- closed by its owner
        self._packed = b""
        self._within = 0

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def seek(self, virtual: int) -> None:
        """Go to a byte of an unpacked block."""
        self._file.seek(virtual >> WITHIN_BITS)
        self._packed, self._within = b"", virtual & WITHIN

    def read(self, size: int) -> bytes:
        """Some bytes: those of the blocks in about a quarter as many packed ones.

        Raises:
            UnreadableError: A block is damaged, or the last one incomplete.
        """
        while more := self._file.read(max(LARGEST_BLOCK, size // _PACKED_TO)):
            text, self._packed = whole_blocks_inflated(self._packed + more, where=self._where)
            text, self._within = text[self._within :], max(0, self._within - len(text))
            if text:
                return text
        if self._packed:
            raise damaged(self._where)
        return b""


class BamRecords:
    """The records of a BAM, from an index on."""

    def __init__(self, alignments: Alignments, index: BamIndex | None = None) -> None:
        self._where = str(alignments.path)
        self._index = index or read_bam_index(alignments.index, where=str(alignments.index))
        self._file = UnpackedBam(self._where)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def pieces(self, target: Target, start: int, end: int) -> Iterator[Records]:
        """Whole records, from before the first that touches the interval to the last.

        Raises:
            UnreadableError: The file is damaged.
        """
        begin = self._index.begin(target.number, start, end)
        if begin is None:
            return
        try:
            self._file.seek(begin)
            yield from _whole_records(self._file, target, end)
        except (OSError, ValueError, struct.error, UnreadableError) as error:
            raise damaged(self._where) from error


def _whole_records(file: UnpackedBam, target: Target, end: int) -> Iterator[Records]:
    """Records up to the first that begins behind a place."""
    for records in _pieces(file):
        yield records
        number, pos = _PLACE.unpack_from(records.data, records.begins[-1] + _SIZE.size)
        if number != target.number or pos >= end:
            return


def _pieces(file: UnpackedBam | pysam.BGZFile) -> Iterator[Records]:
    """All records to the end of the file."""
    rest, size = b"", min(FIRST_PIECE, PIECE)
    while more := file.read(size):
        data, size = rest + more, min(2 * size, PIECE)
        begins, behind = cut(data)
        rest = data[behind:]
        if len(begins):
            yield Records(data, begins)
    if rest:
        raise ValueError(len(rest))


class CramRecords:
    """The records of a CRAM, which htslib decodes."""

    def __init__(self, alignments: Alignments) -> None:
        self._alignments = alignments
        self._where = str(alignments.path)
        self._file = opened_by_htslib(alignments.path, alignments.fasta)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def pieces(self, target: Target, start: int, end: int) -> Iterator[Records]:
        """Whole records that touch the interval.

        Raises:
            UnreadableError: The file is damaged, or the FASTA is not the one it was made with.
        """
        import pysam

        try:
            with tempfile.NamedTemporaryFile(suffix=".bam") as copy:
                with pysam.AlignmentFile(copy.name, "wb0", header=self._file.header) as bam:
                    for read in self._file.fetch(target.name, start, end):
                        bam.write(read)
                yield from _records_of(copy.name)
        except (OSError, ValueError, struct.error) as error:
            raise self._unreadable() from error

    def _unreadable(self) -> UnreadableError:
        return UnreadableError(
            "The CRAM cannot be decoded; it is damaged, or the FASTA is not its own.",
            where=self._where,
            hint="Pass with --fasta the very reference that the CRAM was made with.",
        )


def _records_of(path: str) -> Iterator[Records]:
    """All records of a BAM, behind its header."""
    import pysam

    with pysam.BGZFile(path, "rb", None) as file:
        _skip_header(file)
        yield from _pieces(file)


def _skip_header(file: pysam.BGZFile) -> None:
    _, length = _PLACE.unpack(file.read(_PLACE.size))
    file.read(length)
    (targets,) = _SIZE.unpack(file.read(_SIZE.size))
    for _ in range(targets):
        (length,) = _SIZE.unpack(file.read(_SIZE.size))
        file.read(length + _SIZE.size)


def records_of(alignments: Alignments, index: BamIndex | None = None) -> BamRecords | CramRecords:
    """The records of a file, by place; a BAM's index may have been read before."""
    return CramRecords(alignments) if alignments.is_cram else BamRecords(alignments, index)


@contextmanager
def open_records(alignments: Alignments) -> Iterator[BamRecords | CramRecords]:
    """The records of a file, which is given back."""
    records = records_of(alignments)
    try:
        yield records
    finally:
        records.close()
