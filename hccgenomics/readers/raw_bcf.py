"""BCF as it passes by: cut between records without decoding them, and decoded piece by piece.

A binary record states its own length, contig and position (VCF 4.5, section 6.3), so that one that
cannot touch the panel need not be decoded. What is decoded, htslib decodes, through cyvcf2: the
header and some records, as a file in memory.
"""

from __future__ import annotations

import os
import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import UnreadableError
from hccgenomics.readers.bcf import bcf_lines
from hccgenomics.readers.in_memory import in_memory
from hccgenomics.readers.stream import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.panel import Place, Places

_HEADER: Final = struct.Struct("<5sI")
_LENGTHS: Final = struct.Struct("<II")
_PLACE: Final = struct.Struct("<IIiii6xH")
"""Bytes that all samples share, bytes by sample; contig, start and length on the reference; behind
quality and the number of INFO fields, the number of alleles."""
_TEXTS_AT: Final = 32
"""Where ID and then the alleles begin, each behind a byte of type and length."""
_LENGTH_BITS: Final = 4
_LONG: Final = 15
_SYMBOL: Final = ord("<")
_CONTIG: Final = re.compile(r"##contig=<(?:[^\"]*?,)?ID=([^,>]+)")
_NUMBER: Final = re.compile(r",IDX=(\d+)")
_COPY_AGAIN: Final = "Copy or write the file again."


@dataclass(frozen=True, slots=True)
class RawBcf:
    """What one needs to decode records.

    Attributes:
        header: The bytes before the first record.
        where: The file, for messages.
    """

    header: bytes
    where: str

    def heading(self) -> list[bytes]:
        """The lines of the header, as htslib writes them."""
        return self._decoded(b"")

    def text(self, records: bytes) -> bytes:
        """Whole records as lines of a VCF, each with its line feed."""
        if not records:
            return b""
        lines = self._decoded(records)
        return b"".join([line + b"\n" for line in lines if not line.startswith(b"#")])

    def _decoded(self, records: bytes) -> list[bytes]:
        with in_memory() as number:
            with open(number, "wb", closefd=False) as file:
                file.write(self.header + records)
            os.lseek(number, 0, os.SEEK_SET)
            return list(bcf_lines(f"/dev/fd/{number}", where=self.where))

    def contigs(self) -> dict[int, bytes]:
        """The contigs' names by the numbers that records give them."""
        text = self.header[_HEADER.size :].decode("utf-8", "replace")
        found: dict[int, bytes] = {}
        for line in text.split("\n"):
            if match := _CONTIG.match(line):
                stated = _NUMBER.search(line)
                number = int(stated[1]) if stated else len(found)
                found[number] = match[1].strip('"').encode()
        return found

    def places(self, places: Places) -> dict[int, Place | None]:
        """The panel's stretches by those numbers."""
        return {number: places[name] for number, name in self.contigs().items()}


def read_header(pieces: Iterator[bytes], *, where: str) -> tuple[RawBcf, bytes]:
    """The header, and what of the records came with it.

    Raises:
        UnreadableError: The file ends before its header does.
    """
    start = b""
    for piece in pieces:
        start += piece
        end = _HEADER.size
        if len(start) >= end:
            end += _HEADER.unpack_from(start)[1]
            if len(start) >= end:
                return RawBcf(start[:end], where), start[end:]
    raise _cut(where, "its BCF header is incomplete")


def whole_records(pieces: Iterator[bytes], *, size: int, where: str) -> Iterator[bytes]:
    """Records in runs of about ``size`` bytes, never cut inside one.

    Raises:
        UnreadableError: The file ends inside a record, or a record is longer than any can be.
    """
    pending = b""
    for piece in pieces:
        pending += piece
        if len(pending) < size:
            continue
        end = _end_of_records(pending, where=where)
        if end:
            yield pending[:end]
            pending = pending[end:]
    if pending:
        if _end_of_records(pending, where=where) != len(pending):
            raise _cut(where, "its last record is incomplete")
        yield pending


def _end_of_records(data: bytes, *, where: str) -> int:
    """Where the last whole record ends."""
    end, last = 0, len(data) - _LENGTHS.size
    while end <= last:
        shared, by_sample = _LENGTHS.unpack_from(data, end)
        if shared + by_sample > LONGEST_LINE:
            raise UnreadableError("The BCF is damaged.", where=where, hint=_COPY_AGAIN)
        following = end + _LENGTHS.size + shared + by_sample
        if following > len(data):
            break
        end = following
    return end


def may_touch_panel(records: bytes, places: dict[int, Place | None]) -> tuple[bytes, int]:
    """The records that may touch the panel, and how many there are of the others.

    Errs on the side of yes: REF is no longer than the record, and symbolic alleles are all kept.
    """
    kept: list[bytes] = []
    at = others = 0
    while at < len(records):
        shared, by_sample, contig, start, length, alleles = _PLACE.unpack_from(records, at)
        end = at + _LENGTHS.size + shared + by_sample
        place = places.get(contig)
        if place is not None and (
            place.union.touch(start, start + max(length, shared))
            or _may_be_symbolic(records, at + _TEXTS_AT, alleles)
        ):
            kept.append(records[at:end])
        else:
            others += 1
        at = end
    return b"".join(kept), others


def _may_be_symbolic(records: bytes, at: int, alleles: int) -> bool:
    """Whether an allele begins with ``<``; long texts, which state their length apart, may."""
    for _ in range(1 + alleles):
        length = records[at] >> _LENGTH_BITS
        if length == _LONG or records[at + 1] == _SYMBOL:
            return True
        at += 1 + length
    return False


def _cut(where: str, sign: str) -> UnreadableError:
    return UnreadableError(f"The file is truncated: {sign}.", where=where, hint=_COPY_AGAIN)
