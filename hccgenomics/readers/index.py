"""What a tabix or CSI index says: how many records each contig has, and where they lie.

Both cut a contig into bins, each eight times as long as the next smaller kind, and list for every
bin the stretches of the file that hold the records which fit into it and into no smaller one
(https://samtools.github.io/hts-specs/tabix.pdf and CSIv1.pdf). One bin that no record can be in
says where the contig's records begin and end, and how many there are (SAM, section 5.2); not every
writer makes it. Offsets are *virtual*: the block of the BGZF file, and the byte inside it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TABIX_MAGIC: Final = b"TBI\x01"
CSI_MAGIC: Final = b"CSI\x01"
VCF_PRESET: Final = 2
"""The format of a tabix header that says the lines are those of a VCF."""
_PRESET_BITS: Final = 0xFFFF
WITHIN_BITS: Final = 16
WITHIN: Final = (1 << WITHIN_BITS) - 1
"""Of a virtual offset: the byte inside the unpacked block; above it, where the block begins."""
_TABIX_SHIFT, _TABIX_DEPTH = 14, 5
"""Tabix has no choice: the smallest bins take 16,384 bases, and there are five larger kinds."""
_MOST_DEPTH: Final = 20
_BITS_PER_LEVEL: Final = 3
_VCF_COLUMNS: Final = (1, 2, 0)
_VCF_META: Final = ord("#")

_COUNT: Final = struct.Struct("<i")
_OFFSET: Final = struct.Struct("<Q")
_TABIX_BIN: Final = struct.Struct("<Ii")
_CSI_BIN: Final = struct.Struct("<IQi")
_TEXT_HEAD: Final = struct.Struct("<7i")
"""Format, columns of contig, begin and end, the comment sign, lines to skip, length of the names:
the head of a tabix index, and what a CSI index of text carries along."""
_CSI_HEAD: Final = struct.Struct("<3i")


class IndexFaultError(ValueError):
    """Why an index cannot be relied on: a clause without a full stop that speaks of *it*."""


@dataclass(frozen=True, slots=True)
class IndexedContig:
    """The records of one contig.

    Attributes:
        records: How many; ``None`` where the index does not count.
        begin, end: Virtual offsets of the first record and behind the last; ``None`` likewise.
        bins: The stretches of the file by bin, as virtual offsets.
    """

    records: int | None = None
    begin: int | None = None
    end: int | None = None
    bins: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordIndex:
    """One index, parsed.

    Attributes:
        kind: ``tabix`` or ``CSI``.
        names: Of the contigs, as the file spells them; none in the index of a BCF.
        contigs: In the order of the index, those without records too.
        shift, depth: The smallest bins take 2 to the power of ``shift`` bases.
        apart: Records without a place, which no VCF has.
    """

    kind: str
    names: tuple[bytes, ...]
    contigs: tuple[IndexedContig, ...]
    shift: int
    depth: int
    apart: int

    @property
    def longest(self) -> int:
        """Bases of a contig that the bins reach."""
        return 1 << (self.shift + _BITS_PER_LEVEL * self.depth)

    def bins(self, start: int, end: int) -> Iterator[int]:
        """The bins that may hold records which touch an interval.

        >>> list(RecordIndex("tabix", (), (), 14, 5, 0).bins(0, 20_000))
        [0, 1, 9, 73, 585, 4681, 4682]
        """
        first, shift = 0, self.shift + _BITS_PER_LEVEL * self.depth
        last = min(end, self.longest) - 1
        for level in range(self.depth + 1):
            yield from range(first + (start >> shift), first + (last >> shift) + 1)
            first += 1 << (_BITS_PER_LEVEL * level)
            shift -= _BITS_PER_LEVEL


def parse_index(data: bytes) -> RecordIndex:
    """The index in these unpacked bytes.

    Raises:
        IndexFaultError: It is none of a VCF or BCF, or is damaged.
    """
    try:
        return _parsed(data)
    except struct.error as error:
        raise IndexFaultError("it is truncated") from error


def _parsed(data: bytes) -> RecordIndex:
    reader = _Cursor(data)
    magic = reader.take(len(TABIX_MAGIC))
    if magic == TABIX_MAGIC:
        (number,) = reader.unpack(_COUNT)
        names = _names(reader)
        return _index("tabix", reader, names, number, (_TABIX_SHIFT, _TABIX_DEPTH))
    if magic != CSI_MAGIC:
        raise IndexFaultError("it is no tabix or CSI index")
    shift, depth, length = reader.unpack(_CSI_HEAD)
    if not (0 < shift < _MOST_DEPTH + _TABIX_SHIFT and 0 < depth <= _MOST_DEPTH and length >= 0):
        raise IndexFaultError("it is damaged")
    names = _names(_Cursor(reader.take(length))) if length else ()
    (number,) = reader.unpack(_COUNT)
    return _index("CSI", reader, names, number, (shift, depth))


class _Cursor:
    """Bytes, taken one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        end = self._at + size
        if size < 0 or end > len(self._data):
            raise IndexFaultError("it is truncated")
        taken = self._data[self._at : end]
        self._at = end
        return taken

    def unpack(self, form: struct.Struct) -> tuple[int, ...]:
        found = form.unpack_from(self._data, self._at)
        self._at += form.size
        return found

    def offsets(self, number: int) -> tuple[int, ...]:
        return struct.unpack(f"<{number}Q", self.take(_OFFSET.size * number))

    @property
    def left(self) -> int:
        return len(self._data) - self._at


def _names(reader: _Cursor) -> tuple[bytes, ...]:
    form, *columns, meta, skipped, length = reader.unpack(_TEXT_HEAD)
    is_vcf = form & _PRESET_BITS == VCF_PRESET and tuple(columns) == _VCF_COLUMNS
    if not is_vcf or meta != _VCF_META or skipped:
        raise IndexFaultError("it was not made for a VCF (tabix -p vcf)")
    return tuple(reader.take(length).split(b"\0")[:-1])


def _index(
    kind: str, reader: _Cursor, names: tuple[bytes, ...], number: int, scheme: tuple[int, int]
) -> RecordIndex:
    shift, depth = scheme
    if number < 0 or (names and number != len(names)):
        raise IndexFaultError("it is damaged")
    has_linear = kind == "tabix"
    contigs = []
    for _ in range(number):
        contigs.append(_contig(reader, depth, has_linear=has_linear))
        if has_linear:
            (windows,) = reader.unpack(_COUNT)
            reader.take(_OFFSET.size * windows)
    apart = reader.unpack(_OFFSET)[0] if reader.left else 0
    return RecordIndex(kind, names, tuple(contigs), shift, depth, apart)


def _contig(reader: _Cursor, depth: int, *, has_linear: bool) -> IndexedContig:
    form = _TABIX_BIN if has_linear else _CSI_BIN
    counting = ((1 << _BITS_PER_LEVEL * (depth + 1)) - 1) // ((1 << _BITS_PER_LEVEL) - 1) + 1
    (number,) = reader.unpack(_COUNT)
    bins: dict[int, tuple[tuple[int, int], ...]] = {}
    begin = end = records = None
    for _ in range(number):
        name, *_, chunks = reader.unpack(form)
        offsets = reader.offsets(2 * chunks)
        if name == counting and len(offsets) == _COUNTING_OFFSETS:
            begin, end, mapped, unmapped = offsets
            records = mapped + unmapped
        else:
            bins[name] = tuple(zip(offsets[::2], offsets[1::2], strict=True))
    return IndexedContig(records, begin, end, bins)


_COUNTING_OFFSETS: Final = 4
"""Begin and end, and two numbers: of records, and of reads without a place."""
