"""What bytes a file starts with, and the text inside: plain, gzip or BGZF.

BGZF is gzip in blocks of at most 64 KiB, each stating its own length, closed by an empty block
(SAM/BAM format specification, section 4.1, https://samtools.github.io/hts-specs/SAMv1.pdf). The
empty block is the only way to notice that a file was cut between two blocks, so a file without it
is refused.
"""

from __future__ import annotations

import os
import struct
import zlib
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from hccgenomics.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Container(StrEnum):
    """How the text of a VCF is packed."""

    PLAIN = "plain"
    GZIP = "gzip"
    BGZF = "bgzip"


class Wanted(NamedTuple):
    """What kind of file is asked for, as messages say it.

    Attributes:
        noun: One such file, without its article.
        kinds: All kinds that are read.
        may_begin_as_sam: Whether it may begin with the header lines of a SAM, as GATK's tables do.
    """

    noun: str
    kinds: str
    may_begin_as_sam: bool = False


VCF: Final = Wanted("VCF", "VCF or BCF")
TABLE: Final = Wanted("table or VCF", "table or VCF", may_begin_as_sam=True)

GZIP_MAGIC: Final = b"\x1f\x8b"
BCF_MAGIC: Final = b"BCF\x02"
HEAD_LENGTH: Final = 512
"""Bytes that ``sniff`` and ``refuse_foreign`` want to see: up to the magic of a tar archive."""

LARGEST_BLOCK: Final = 1 << 16
"""Bytes of a BGZF block at the most."""

_GZIP_WINDOW: Final = 31  # zlib: 15 bits of window, with a gzip header
_RAW_WINDOW: Final = -15  # zlib: deflate data alone, as inside a BGZF block
_PIECE: Final = 1 << 20
_BGZF_START: Final = b"\x1f\x8b\x08\x04"
_BGZF_EXTRA: Final = b"\x06\x00BC\x02\x00"
_EXTRA_AT: Final = 10
_SIZE_AT: Final = 16
_DATA_AT: Final = 18
_TRAILER: Final = struct.Struct("<II")
_LENGTH_BYTES: Final = 4  # of the text's length, which ends the trailer
_COPY_AGAIN: Final = "Copy or write the file again."
_WANTED: Final = "Pass a {kinds}, plain, gzip or bgzip compressed."
_UNPACK: Final = "Unpack it and pass the {noun}; gzip and bgzip are read as they are."
_BELONGS: Final = "Pass the {noun} it belongs to."
_SAM: Final = "a SAM of aligned reads"

_FOREIGN: Final = (
    (0, b"PK\x03\x04", "a ZIP archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (0, b"\x1f\x9d", "compressed with compress", _UNPACK),
    (0, b"\xfd7zXZ\x00", "compressed with xz", _UNPACK),
    (0, b"(\xb5/\xfd", "compressed with zstd", _UNPACK),
    (0, b"BZh", "compressed with bzip2", _UNPACK),
    (0, b"\x04\x22\x4d\x18", "compressed with lz4", _UNPACK),
    (0, GZIP_MAGIC, "compressed twice", "Decompress it once."),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"\xff\xfe", "UTF-16 text", "Save it as UTF-8."),
    (0, b"\xfe\xff", "UTF-16 text", "Save it as UTF-8."),
    (0, b"BCF\x04", "BCF version 1", "Convert it with a current bcftools."),
    (0, b"BAM\x01", "a BAM of aligned reads", _WANTED),
    (0, b"CRAM", "a CRAM of aligned reads", _WANTED),
    (0, b"@HD\t", _SAM, _WANTED),
    (0, b"@SQ\t", _SAM, _WANTED),
    (0, b"TBI\x01", "a tabix index", _BELONGS),
    (0, b"CSI\x01", "a CSI index", _BELONGS),
    (0, b"%PDF", "a PDF document", _WANTED),
    (0, b"version https://git-lfs", "a Git LFS pointer", "Fetch the file itself: git lfs pull."),
)
_PAGE_STARTS: Final = (b"<!doctype", b"<html", b"<?xml", b"<head")


def sniff(head: bytes) -> Container:
    """The container whose first bytes these are.

    >>> sniff(b"##fileformat=VCFv4.2").value
    'plain'
    """
    if not head.startswith(GZIP_MAGIC):
        return Container.PLAIN
    extra = head[_EXTRA_AT : _EXTRA_AT + len(_BGZF_EXTRA)]
    is_bgzf = head.startswith(_BGZF_START) and extra == _BGZF_EXTRA
    return Container.BGZF if is_bgzf else Container.GZIP


def refuse_foreign(head: bytes, *, where: str, wanted: Wanted = VCF) -> None:
    """Raise if these first bytes, decompressed or not, are known to be nothing that is wanted."""
    for offset, magic, what, hint in _FOREIGN:
        if wanted.may_begin_as_sam and what == _SAM:
            continue
        if head[offset : offset + len(magic)] == magic:
            raise UnreadableError(
                f"The file is {what}, not a {wanted.noun}.",
                where=where,
                hint=hint.format(**wanted._asdict()),
            )
    if head.lstrip().lower().startswith(_PAGE_STARTS):
        raise UnreadableError(
            f"The file is a web page, not a {wanted.noun}.",
            where=where,
            hint="A download may have failed; fetch the file again.",
        )


def first_inside(head: bytes) -> bytes:
    """The first bytes inside compressed ones; empty where even they are damaged."""
    try:
        return zlib.decompressobj(wbits=_GZIP_WINDOW).decompress(head, HEAD_LENGTH)
    except zlib.error:
        return b""


def decompress(container: Container, chunks: Iterator[bytes], *, where: str) -> Iterator[bytes]:
    """The text inside, in pieces; raises at the first sign of damage or of a cut."""
    match container:
        case Container.PLAIN:
            return chunks
        case Container.GZIP:
            return _gunzip(chunks, where=where)
        case Container.BGZF:
            return _bgunzip(chunks, where=where)


def _gunzip(chunks: Iterator[bytes], *, where: str) -> Iterator[bytes]:
    decoder = zlib.decompressobj(wbits=_GZIP_WINDOW)
    for chunk in chunks:
        pending = chunk
        while pending:
            if decoder.eof:  # another member follows, or the zeros that pad a tape block
                pending = pending.lstrip(b"\0")
                if not pending:
                    break
                decoder = zlib.decompressobj(wbits=_GZIP_WINDOW)
            try:
                yield decoder.decompress(pending, _PIECE)
            except zlib.error as error:
                raise _damaged(where) from error
            pending = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    if not decoder.eof:
        raise _cut(where, "its gzip stream does not end")


def _bgunzip(chunks: Iterator[bytes], *, where: str) -> Iterator[bytes]:
    pending = b""
    ends_empty = False
    for chunk in chunks:
        pending += chunk
        start = 0
        while (end := _block_end(pending, start, where=where)) is not None:
            text = _inflate(pending, start, end, where=where)
            ends_empty = not text
            start = end
            yield text
        pending = pending[start:]
    if pending:
        raise _cut(where, "its last BGZF block is incomplete")
    if not ends_empty:
        raise _cut(where, "it lacks the empty block that ends every BGZF file")


def whole_blocks(chunks: Iterator[bytes], *, size: int, where: str) -> Iterator[bytes]:
    """BGZF blocks as they are packed, in runs of about ``size`` bytes and never cut inside one.

    Raises:
        UnreadableError: The file was cut, be it between two blocks, or has no blocks here.
    """
    pending = b""
    ends_empty = False
    for chunk in chunks:
        pending += chunk
        start = end = 0
        while (reached := _block_end(pending, end, where=where)) is not None:
            end = reached
            if end - start >= size:
                yield pending[start:end]
                start = end
        if end:
            ends_empty = not any(pending[end - _LENGTH_BYTES : end])
            if end > start:
                yield pending[start:end]
            pending = pending[end:]
    if pending:
        raise _cut(where, "its last BGZF block is incomplete")
    if not ends_empty:
        raise _cut(where, "it lacks the empty block that ends every BGZF file")


def block_sizes(file: int) -> Iterator[tuple[int, int]]:
    """Where each block of a BGZF file begins, and how many bytes it unpacks to; none is unpacked.

    Raises:
        UnreadableError: The blocks do not follow one another to the file's end, or the last one is
            not empty.
    """
    size, begin, unpacked = os.fstat(file).st_size, 0, -1
    head = os.pread(file, _DATA_AT, 0)
    while begin < size:
        length = _block_length(head, 0, where="")
        tail = os.pread(file, _LENGTH_BYTES + _DATA_AT, begin + length - _LENGTH_BYTES)
        unpacked = int.from_bytes(tail[:_LENGTH_BYTES], "little")
        yield begin, unpacked
        begin, head = begin + length, tail[_LENGTH_BYTES:]
    if begin != size or unpacked != 0:
        raise _cut("", "its last BGZF block is missing")


def block_at(file: int, place: int, *, where: str) -> tuple[bytes, int] | None:
    """The block that begins at a place of a file, unpacked, and how long it is packed.

    Returns:
        ``None`` where no whole block begins.

    Raises:
        UnreadableError: The block is damaged.
    """
    packed = os.pread(file, LARGEST_BLOCK, place)
    if sniff(packed) is not Container.BGZF:
        return None
    end = _block_end(packed, 0, where=where)
    return None if end is None else (_inflate(packed, 0, end, where=where), end)


def inflated(blocks: bytes, *, where: str) -> bytes:
    """The text inside whole BGZF blocks."""
    return whole_blocks_inflated(blocks, where=where)[0]


def whole_blocks_inflated(data: bytes, *, where: str) -> tuple[bytes, bytes]:
    """The text inside all blocks that have wholly arrived, and what is left behind them.

    Raises:
        UnreadableError: A block is damaged.
    """
    texts = []
    start = 0
    while (end := _block_end(data, start, where=where)) is not None:
        texts.append(_inflate(data, start, end, where=where))
        start = end
    return b"".join(texts), data[start:]


def _block_end(data: bytes, start: int, *, where: str) -> int | None:
    """Where the block at ``start`` ends; ``None`` while it has not wholly arrived."""
    if len(data) < start + _DATA_AT:
        return None
    end = start + _block_length(data, start, where=where)
    return end if len(data) >= end else None


def _block_length(data: bytes, start: int, *, where: str) -> int:
    """How long the block at ``start`` is, by its head."""
    extra = data[start + _EXTRA_AT : start + _SIZE_AT]
    if not data.startswith(_BGZF_START, start) or extra != _BGZF_EXTRA:
        raise _damaged(where)
    length = int.from_bytes(data[start + _SIZE_AT : start + _DATA_AT], "little") + 1
    if length < _DATA_AT + _TRAILER.size:
        raise _damaged(where)
    return length


def _inflate(data: bytes, start: int, end: int, *, where: str) -> bytes:
    """One block unpacked, by a library that takes half of zlib's time."""
    from isal import igzip_lib, isal_zlib

    fault = cast("type[Exception]", igzip_lib.IsalError)  # its stub says an instance

    checksum, length = _TRAILER.unpack_from(data, end - _TRAILER.size)
    packed = memoryview(data)[start + _DATA_AT : end - _TRAILER.size]
    try:
        text: bytes = isal_zlib.decompress(packed, _RAW_WINDOW, LARGEST_BLOCK)
    except (fault, EOFError) as error:
        raise _damaged(where) from error
    if len(text) != length or isal_zlib.crc32(text) != checksum:
        raise _damaged(where)
    return text


def _damaged(where: str) -> UnreadableError:
    return UnreadableError("The compressed data are damaged.", where=where, hint=_COPY_AGAIN)


def _cut(where: str, sign: str) -> UnreadableError:
    return UnreadableError(f"The file is truncated: {sign}.", where=where, hint=_COPY_AGAIN)
