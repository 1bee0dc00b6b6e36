"""Where in a BAM the reads of a place begin, from its BAI or CSI index.

Bins are those of ``readers.index``; a BAI also knows, for each 16,384 bases, the first read that
reaches into them, and a CSI the same for each bin
(https://samtools.github.io/hts-specs/SAMv1.pdf, 5.2, and CSIv1.pdf).
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import UnreadableError
from hccgenomics.readers.containers import GZIP_MAGIC

if TYPE_CHECKING:
    from pathlib import Path

BAI_MAGIC: Final = b"BAI\x01"
CSI_MAGIC: Final = b"CSI\x01"
WINDOW_BITS: Final = 14
_LEVELS: Final = 5
_COUNT: Final = struct.Struct("<i")
_BAI_BIN: Final = struct.Struct("<Ii")
_CSI_BIN: Final = struct.Struct("<IQi")
_CSI_HEAD: Final = struct.Struct("<3i")
_BITS_PER_LEVEL: Final = 3
_GZIP: Final = 31


@dataclass(frozen=True, slots=True)
class TargetIndex:
    """One reference sequence.

    Attributes:
        chunks: Of each bin, where its stretches of the file begin and end.
        linear: Of a BAI: the first read of each window; empty of a CSI.
        lowest: Of a CSI: the first read of each bin.
    """

    chunks: dict[int, tuple[tuple[int, int], ...]]
    linear: tuple[int, ...]
    lowest: dict[int, int]


@dataclass(frozen=True, slots=True)
class BamIndex:
    """Where reads lie, by reference sequence."""

    shift: int
    depth: int
    targets: tuple[TargetIndex, ...]

    def begin(self, target: int, start: int, end: int) -> int | None:
        """A virtual offset before the first read that touches an interval; ``None`` if none does.

        Reading from there to the first read that begins behind the interval misses none.
        """
        if target >= len(self.targets):
            return None
        found = self.targets[target]
        lowest = self._lowest(found, start)
        chunks = [
            max(begin, lowest)
            for number in self._bins(start, end)
            for begin, stop in found.chunks.get(number, ())
            if stop > lowest
        ]
        return min(chunks, default=None)

    def _lowest(self, found: TargetIndex, start: int) -> int:
        window = start >> self.shift
        if found.linear:
            return found.linear[min(window, len(found.linear) - 1)]
        first = ((1 << _BITS_PER_LEVEL * self.depth) - 1) // ((1 << _BITS_PER_LEVEL) - 1)
        number = first + window
        while number and number not in found.lowest:
            number = (number - 1) >> _BITS_PER_LEVEL
        return found.lowest.get(number, 0)

    def _bins(self, start: int, end: int) -> list[int]:
        first, shift = 0, self.shift + _BITS_PER_LEVEL * self.depth
        bins: list[int] = []
        for level in range(self.depth + 1):
            bins.extend(range(first + (start >> shift), first + ((end - 1) >> shift) + 1))
            first += 1 << (_BITS_PER_LEVEL * level)
            shift -= _BITS_PER_LEVEL
        return bins


def read_bam_index(path: Path, *, where: str) -> BamIndex:
    """The index in this file.

    Raises:
        UnreadableError: It is none, or is damaged.
    """
    try:
        data = path.read_bytes()
        if data.startswith(GZIP_MAGIC):
            data = _unpacked(data)
        return _parsed(data)
    except (OSError, ValueError, IndexError, struct.error, zlib.error) as error:
        raise UnreadableError(
            "The index of the alignments cannot be read.",
            where=where,
            hint="Make it again: samtools index FILE",
        ) from error


def _unpacked(data: bytes) -> bytes:
    pieces = []
    while data:
        inflate = zlib.decompressobj(_GZIP)
        pieces.append(inflate.decompress(data))
        data = inflate.unused_data
    return b"".join(pieces)


def _parsed(data: bytes) -> BamIndex:
    if data.startswith(BAI_MAGIC):
        return _targets(data, len(BAI_MAGIC), WINDOW_BITS, _LEVELS, is_csi=False)
    if not data.startswith(CSI_MAGIC):
        raise ValueError(data[:4])
    shift, depth, extra = _CSI_HEAD.unpack_from(data, len(CSI_MAGIC))
    return _targets(data, len(CSI_MAGIC) + _CSI_HEAD.size + extra, shift, depth, is_csi=True)


def _targets(data: bytes, at: int, shift: int, depth: int, *, is_csi: bool) -> BamIndex:
    (number,) = _COUNT.unpack_from(data, at)
    at += _COUNT.size
    targets = []
    for _ in range(number):
        target, at = _target(data, at, is_csi=is_csi)
        targets.append(target)
    return BamIndex(shift, depth, tuple(targets))


def _target(data: bytes, at: int, *, is_csi: bool) -> tuple[TargetIndex, int]:
    (number,) = _COUNT.unpack_from(data, at)
    at += _COUNT.size
    form = _CSI_BIN if is_csi else _BAI_BIN
    chunks: dict[int, tuple[tuple[int, int], ...]] = {}
    lowest: dict[int, int] = {}
    for _ in range(number):
        name, *lows, count = form.unpack_from(data, at)
        at += form.size
        offsets = struct.unpack_from(f"<{2 * count}Q", data, at)
        at += 16 * count
        chunks[name] = tuple(zip(offsets[::2], offsets[1::2], strict=True))
        if lows:
            lowest[name] = lows[0]
    linear: tuple[int, ...] = ()
    if not is_csi:
        (windows,) = _COUNT.unpack_from(data, at)
        linear = struct.unpack_from(f"<{windows}Q", data, at + _COUNT.size)
        at += _COUNT.size + 8 * windows
    return TargetIndex(chunks, linear, lowest), at
