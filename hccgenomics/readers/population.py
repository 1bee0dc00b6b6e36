"""Records of a population file (gnomAD and its like), by place.

The file is large and only asked for a few places, so it is read through its tabix or CSI index, and
the index is believed only where the file bears it out: it is not older, it ends where the file
ends, and each stretch that it names begins with a line of the contig that was asked for. Whatever
fails is an error; 'not in the file' is never said of a place that could not be read. Blocks are
unpacked here, checksums compared, since htslib's tabix iterator ends silently at a damaged one.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Final, Self

from hccgenomics.errors import AssemblyError, InputError, UnreadableError
from hccgenomics.model.genome import canonical_contig
from hccgenomics.model.population import PopulationFacts
from hccgenomics.readers.assembly import Claims, judge
from hccgenomics.readers.containers import (
    LARGEST_BLOCK,
    Container,
    block_at,
    decompress,
    inflated,
    sniff,
)
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.index import WITHIN, WITHIN_BITS, IndexFaultError, parse_index
from hccgenomics.readers.panel import accessions
from hccgenomics.readers.population_fields import PopulationRow, find_fields
from hccgenomics.readers.population_opening import index_beside, opened
from hccgenomics.readers.stream import CHUNK, Input, file_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.index import IndexedContig, RecordIndex
    from hccgenomics.readers.panel import Panel
    from hccgenomics.vocabulary import Assembly

SAID_BY_VARIANTS: Final = "the variants are on"
END_OF_FILE: Final = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
"""The empty block that ends every BGZF file (SAM specification, section 4.1.2)."""
_LONGEST_TAIL: Final = 1 << 20
_NEAR: Final = 1 << 18
"""Bytes of the file that are unpacked rather than halved once more."""
_BLOCK_START: Final = END_OF_FILE[:15]  # up to what is alike in all blocks of one extra field
_PLACE_LENGTH: Final = 100
"""Characters that hold contig and position of a line."""
LONGEST_REF: Final = 2000
"""Bases before a place at which a record that reaches it may begin; a longer deletion written out
in full, which spells a variant near the place, would not be found."""
_LEAST_COLUMNS: Final = 8
_POS, _REF, _ALT, _FILTER, _INFO = 1, 3, 4, 6, 7

_PASSED: Final = frozenset({"PASS", ".", ""})


class PopulationFile:
    """A bgzip compressed VCF of frequencies with its index.

    Args:
        path: The file; its index lies beside it.
        contigs: Of the assembly the variants are on, to understand accessions as names.

    Attributes:
        where: As the user named it.
        header: Parsed.
        fields: Where the figures are.

    Raises:
        UnreadableError: The file or its index is missing, damaged, or not of this kind.
    """

    def __init__(self, path: str | Path, *, contigs: AssemblyContigs) -> None:
        self.where = str(path)
        self._index_path = index_beside(self.where)
        self._file = opened(self.where)
        try:
            self._size = os.fstat(self._file).st_size
            self._refuse_cut()
            self.header, self._header_sha256 = self._read_header()
            self.fields = find_fields(self.header, where=self.where)
            self._index, self._index_sha256 = self._read_index()
            self._numbers = self._by_contig(contigs)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)

    @property
    def facts(self) -> PopulationFacts:
        """For the report's provenance."""
        return PopulationFacts(
            name=file_name(self.where),
            size=self._size,
            header_sha256=self._header_sha256,
            index_sha256=self._index_sha256,
            af_field=self.fields.af,
            popmax_field=self.fields.of_groups,
        )

    def evidence(self, panels: Mapping[Assembly, Panel], assembly: Assembly) -> tuple[str, ...]:
        """What tells that the file is on the assembly of the variants; empty if nothing does.

        Raises:
            AssemblyError: It is on another one.
        """
        names = [*self.header.contigs, *(name.decode("latin-1") for name in self._index.names)]
        claims = Claims(header=self.header, names=names)
        said = (assembly, SAID_BY_VARIANTS)
        try:
            verdict = judge(claims, panels, stated=said, max_mismatches=1.0, where=self.where)
        except AssemblyError as error:
            raise AssemblyError(
                error.detail, where=self.where, hint=f"Pass a population file on {assembly}."
            ) from error
        return verdict.evidence[1:]

    def has(self, contig: str) -> bool:
        """Whether the file has any record on a contig of ours."""
        return contig in self._numbers

    def rows(self, contig: str, start: int, end: int) -> Iterator[PopulationRow]:
        """The records that touch an interval (gaps from zero), in file order.

        Those that begin more than ``LONGEST_REF`` bases before it may be passed over.

        Raises:
            UnreadableError: The file is damaged there, or its index is not its own.
        """
        found = self._numbers.get(contig)
        if found is None:
            return
        name, indexed = found
        for begin, beyond in _chunks(self._index, indexed, start, end):
            nearer = self._nearer(name, begin, beyond, start - LONGEST_REF)
            for line in self._lines(name, nearer, beyond):
                pos, length = self._place(line)
                if pos > end:
                    break
                if pos - 1 + length > start:
                    yield self._row(line)

    def _nearer(self, name: bytes, begin: int, beyond: int, pos: int) -> int:
        """A line of the stretch as near before a place as blocks can be told, by halving.

        Sixteen thousand bases of gnomAD are tens of megabytes, of which one record is wanted.
        """
        last = beyond >> WITHIN_BITS
        while last - (begin >> WITHIN_BITS) > _NEAR:
            middle = ((begin >> WITHIN_BITS) + last) // 2
            found = self._line_behind(name, middle, last)
            if found is not None and found[1] < pos:
                begin = found[0]
            else:
                last = middle
        return begin

    def _line_behind(self, name: bytes, place: int, last: int) -> tuple[int, int] | None:
        """The first line that begins in a block behind a place of the file, and its position."""
        packed = os.pread(self._file, min(2 * LARGEST_BLOCK, last - place), place)
        at = packed.find(_BLOCK_START)
        while at >= 0:
            with suppress(UnreadableError):
                text, _ = self._block(place + at)
                within = text.find(b"\n") + 1
                cells = text[within : within + _PLACE_LENGTH].split(b"\t", _POS + 1)
                if within and cells[0] == name and len(cells) > _POS + 1 and cells[_POS].isdigit():
                    return (place + at) << WITHIN_BITS | within, int(cells[_POS])
            at = packed.find(_BLOCK_START, at + 1)
        return None

    def _place(self, line: bytes) -> tuple[int, int]:
        """Position of a record and length of its reference allele."""
        cells = line.split(b"\t", _REF + 1)
        if len(cells) <= _REF + 1 or not cells[_POS].isdigit():
            raise self._no_record()
        return int(cells[_POS]), len(cells[_REF])

    def _lines(self, name: bytes, begin: int, beyond: int) -> Iterator[bytes]:
        """The lines of one stretch; each must be of the contig that was asked for."""
        waiting = b""
        start = name + b"\t"
        for text in self._text(begin, beyond):
            first, *rest = text.split(b"\n")
            waiting += first
            for line in rest:
                if not waiting.startswith(start):
                    raise self._stale()
                yield waiting
                waiting = line
        if waiting:
            raise self._stale()

    def _text(self, begin: int, beyond: int) -> Iterator[bytes]:
        """The unpacked bytes between two virtual offsets, block by block."""
        place, within = begin >> WITHIN_BITS, begin & WITHIN
        last, last_within = beyond >> WITHIN_BITS, beyond & WITHIN
        while place < last or (place == last and last_within):
            text, length = self._block(place)
            is_last = place == last
            yield text[within : last_within if is_last else None]
            if is_last:
                return
            place, within = place + length, 0
        if place != last:
            raise self._stale()

    def _block(self, place: int) -> tuple[bytes, int]:
        """One block unpacked, its checksum compared, and how long it is in the file."""
        found = block_at(self._file, place, where=self.where)
        if found is None:
            raise self._stale()
        return found

    def _row(self, line: bytes) -> PopulationRow:
        cells = line.decode("latin-1").rstrip("\r").split("\t", _LEAST_COLUMNS)
        if len(cells) < _LEAST_COLUMNS:
            raise self._no_record()
        alts = tuple(cells[_ALT].upper().split(","))
        filters = tuple(f for f in cells[_FILTER].split(";") if f not in _PASSED)
        return PopulationRow(int(cells[_POS]), cells[_REF].upper(), alts, filters, cells[_INFO])

    def _no_record(self) -> UnreadableError:
        return UnreadableError(
            "A record of the population file is no line of a VCF.",
            where=self.where,
            hint="Write it again with bcftools view, and index it.",
        )

    def _stale(self) -> UnreadableError:
        return UnreadableError(
            "The index of the population file does not fit the file.",
            where=self.where,
            hint=f"Make it again: tabix -f -p vcf {self.where}",
        )

    def _refuse_cut(self) -> None:
        end = os.pread(self._file, len(END_OF_FILE), max(0, self._size - len(END_OF_FILE)))
        if end != END_OF_FILE:
            raise UnreadableError(
                "The population file is truncated: it lacks the empty block that ends every BGZF "
                "file.",
                where=self.where,
                hint="Copy it again.",
            )

    def _read_header(self) -> tuple[VcfHeader, str]:
        digest = hashlib.sha256()
        source = Input(self.where)
        with open(self._file, "rb", buffering=0, closefd=False) as packed:
            packed.seek(0)
            chunks = iter(lambda: packed.read(CHUNK), b"")
            texts = decompress(Container.BGZF, chunks, where=self.where)
            header = parse_header(_hashed(source.split(texts), digest), where=self.where)
        return header, digest.hexdigest()

    def _read_index(self) -> tuple[RecordIndex, str]:
        try:
            packed = self._index_path.read_bytes()
            is_older = self._index_path.stat().st_mtime_ns < os.fstat(self._file).st_mtime_ns
        except OSError as error:
            raise UnreadableError(
                "The index of the population file cannot be read.", where=self.where
            ) from error
        if is_older:
            raise UnreadableError(
                "The index of the population file is older than the file.",
                where=self.where,
                hint=f"Make it again: tabix -f -p vcf {self.where} (or, if both were only copied, "
                "touch the index)",
            )
        try:
            index = parse_index(_unpacked(packed))
        except (IndexFaultError, InputError) as error:
            why = f"{error}" if isinstance(error, IndexFaultError) else "it is damaged"
            raise UnreadableError(
                f"The index of the population file cannot be used: {why}.",
                where=self.where,
                hint=f"Make it again: tabix -f -p vcf {self.where}",
            ) from error
        self._refuse_other_end(index)
        return index, hashlib.sha256(packed).hexdigest()

    def _refuse_other_end(self, index: RecordIndex) -> None:
        """The last record of the index must be the last one of the file."""
        ends = [contig.end for contig in index.contigs if contig.end is not None and contig.records]
        ends = ends or [
            beyond for contig in index.contigs for of in contig.bins.values() for _, beyond in of
        ]
        last = max(ends, default=0)
        place, within = last >> WITHIN_BITS, last & WITHIN
        if not last or not 0 <= self._size - place <= _LONGEST_TAIL:
            raise self._stale()
        packed = os.pread(self._file, self._size - place, place)
        if sniff(packed) is not Container.BGZF:
            raise self._stale()
        try:
            behind = inflated(packed, where=self.where)[within:]
        except UnreadableError as error:
            raise self._stale() from error
        if behind:
            raise self._stale()

    def _by_contig(self, contigs: AssemblyContigs) -> dict[str, tuple[bytes, IndexedContig]]:
        """The index by our own names; the first spelling wins."""
        known = accessions(contigs)
        found: dict[str, tuple[bytes, IndexedContig]] = {}
        for name, contig in zip(self._index.names, self._index.contigs, strict=False):
            text = name.decode("latin-1")
            ours = canonical_contig(text) or known.get(text)
            if ours is not None and contig.bins:
                found.setdefault(ours, (name, contig))
        return found


def _chunks(
    index: RecordIndex, contig: IndexedContig, start: int, end: int
) -> list[tuple[int, int]]:
    """The stretches of the file that may hold records of an interval, in its order."""
    wanted = index.bins(start, max(end, start + 1))
    return sorted(chunk for name in wanted for chunk in contig.bins.get(name, ()))


def _hashed(lines: Iterator[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for line in lines:
        digest.update(line)
        digest.update(b"\n")
        yield line


def _unpacked(packed: bytes) -> bytes:
    return b"".join(decompress(sniff(packed), chain((packed,)), where=""))
