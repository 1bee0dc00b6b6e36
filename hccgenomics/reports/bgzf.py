"""Bytes as BGZF: gzip in blocks of at most 64 KiB, so that tabix can index them.

SAM/BAM format specification, section 4.1 (https://samtools.github.io/hts-specs/SAMv1.pdf).
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

END: Final = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
"""The empty block that ends every file."""
_MOST: Final = 0xFF00
"""Bytes of a block before compression, as bgzip has it: even what does not shrink then fits."""
_LEVEL: Final = 6
_RAW_WINDOW: Final = -15
_HEADER: Final = bytes.fromhex("1f8b08040000000000ff060042430200")
_TRAILER: Final = struct.Struct("<II")
_SIZE_BYTES: Final = 2


def blocks(data: bytes) -> bytes:
    """The bytes in as many blocks as they take; none for none.

    >>> import gzip
    >>> gzip.decompress(blocks(b"#CHROM") + END)
    b'#CHROM'
    """
    return b"".join(_block(data[at : at + _MOST]) for at in range(0, len(data), _MOST))


def _block(data: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW_WINDOW)
    packed = packer.compress(data) + packer.flush()
    size = len(_HEADER) + _SIZE_BYTES + len(packed) + _TRAILER.size
    trailer = _TRAILER.pack(zlib.crc32(data), len(data))
    return b"".join((_HEADER, (size - 1).to_bytes(_SIZE_BYTES, "little"), packed, trailer))
