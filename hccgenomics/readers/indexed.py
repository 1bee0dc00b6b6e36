"""Read of a file only what lies near the panel, as the index beside it allows.

The report must be the same as without the index, so the index is believed only where the file
bears it out. The blocks of the file are walked, each by what its head and tail say of its length,
and then: every offset must be a place in the file; the contigs' records must follow one another
without a gap, from the end of the header to the end of the data; each stretch that is read must
consist of whole lines that name the contig, and so must the first line of every contig. So an
index that was made for another file, or for an earlier state of this one, is found out, whatever
its date; one that is older is not looked at. Records beyond the stretches are counted by the index
and never looked at; their faults, and damage to blocks that hold nothing else, are not noticed.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import InputError
from hccgenomics.readers.bgzf import DOES_NOT_FIT, Blocks
from hccgenomics.readers.containers import BCF_MAGIC, Container, decompress, sniff
from hccgenomics.readers.index import IndexFaultError, RecordIndex, parse_index
from hccgenomics.readers.index_files import index_paths
from hccgenomics.readers.raw_bcf import may_touch_panel, read_header, whole_records
from hccgenomics.readers.stream import CHUNK, Input, file_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.readers.annotations.watch import Watch
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.panel import Place, Places
    from hccgenomics.readers.raw_bcf import RawBcf

MARGIN: Final = 1 << 14
"""Bases before each stretch of the panel that are read too. An index believes INFO/END even where
REF reaches further; a REF that is longer than this, and contradicted by END, would be missed."""
LARGEST_INDEX: Final = 1 << 28
"""Bytes, unpacked; that of a whole genome takes some millions."""
_LENGTHS: Final = frozenset({"SVLEN"})
_COMMENT: Final = ord("#")
_NUMBER_AT: Final = slice(8, 12)
"""Where a BCF record has the number of its contig."""


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """An index that lies beside an input.

    Attributes:
        name: Of its file.
        kind: ``tabix`` or ``CSI``; "" where it cannot be read.
        records: How many it counts; ``None`` where it does not.
        fault: Why it is not read through: a clause that speaks of *it*; "" where it is.
    """

    name: str
    kind: str = ""
    records: int | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """The records of one contig: which, how many, and where in the unpacked file."""

    number: int
    name: bytes
    records: int
    begin: int
    end: int


def index_facts(path: str | Path) -> tuple[IndexFacts, ...]:
    """Every index beside a file, each tried against it: for whoever wants to tell the user."""
    return tuple(_facts(path, beside) for beside in index_paths(path))


def _facts(path: str | Path, beside: Path) -> IndexFacts:
    name = file_name(str(beside))
    try:
        index = _parsed(path, beside)
    except IndexFaultError as fault:
        return IndexFacts(name, fault=str(fault))
    counts = [contig.records for contig in index.contigs if contig.bins]
    records = None if None in counts else sum(count or 0 for count in counts)
    try:
        with _opened(path) as file:
            NearPanel(file, index)
    except IndexFaultError as fault:
        return IndexFacts(name, index.kind, records, str(fault))
    return IndexFacts(name, index.kind, records)


def _parsed(path: str | Path, beside: Path) -> RecordIndex:
    try:
        if beside.stat().st_mtime_ns < Path(path).stat().st_mtime_ns:
            raise IndexFaultError("it is older than the file")
        return parse_index(_unpacked(beside))
    except (OSError, ValueError) as error:
        if isinstance(error, IndexFaultError):
            raise
        raise IndexFaultError("it cannot be opened") from error
    except InputError as error:
        raise IndexFaultError("it is truncated or damaged") from error


def _unpacked(beside: Path) -> bytes:
    with beside.open("rb", buffering=0) as file:
        chunks = iter(lambda: file.read(CHUNK), b"")
        first = next(chunks, b"")
        whole = bytearray()
        for piece in decompress(sniff(first), chain((first,), chunks), where=""):
            whole += piece
            if len(whole) > LARGEST_INDEX:
                raise IndexFaultError("it is larger than any index of a genome")
    return bytes(whole)


@contextmanager
def _opened(path: str | Path) -> Iterator[int]:
    """A file by its number; only what can be read anywhere in it."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError) as error:
        raise IndexFaultError("the file cannot be opened") from error
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise IndexFaultError("the file cannot be read but from its beginning")
        yield file
    except InputError as error:
        raise IndexFaultError("the file is damaged") from error
    except OSError as error:
        raise IndexFaultError("the file cannot be read") from error
    finally:
        os.close(file)


@contextmanager
def open_near_panel(path: str | Path, beside: Path, places: Places) -> Iterator[Input]:
    """Open a file through an index: the lines of its header, then those that may touch the panel.

    Raises:
        IndexFaultError: The index, or the file, does not allow it; read the file whole.
    """
    index = _parsed(path, beside)
    with _opened(path) as file:
        before = _state(file)
        near = NearPanel(file, index)
        source = Input(
            str(path), container=Container.BGZF, is_bcf=near.bcf is not None, records=near.records
        )
        found = near.heading(source), near.lines(source, places), _digested(source, file, before)
        source.lines = chain.from_iterable(found)
        yield source


def refuse_index(header: VcfHeader, watch: Watch) -> None:
    """Raise where records may concern us that lie elsewhere by the index.

    Raises:
        IndexFaultError: Read the file whole.
    """
    if watch.pattern is not None:
        raise IndexFaultError("the annotation may name genes that lie beyond the panel")
    if _LENGTHS & header.ids("INFO"):
        raise IndexFaultError("the header declares SVLEN, by which an index need not go")


def _digested(source: Input, file: int, before: tuple[int, int]) -> Iterator[bytes]:
    """No line more, but every byte of the file counted and hashed, and the file unchanged."""
    with open(file, "rb", buffering=0, closefd=False) as packed:
        for _ in source.chunks(packed):
            pass
    if _state(file) != before or source.size != before[0]:
        raise IndexFaultError("the file changed while it was read")
    yield from ()


def _state(file: int) -> tuple[int, int]:
    found = os.fstat(file)
    return found.st_size, found.st_mtime_ns


class NearPanel:
    """A file and its index, found to fit each other.

    Attributes:
        bcf: What binary records lean on; ``None`` for lines.
        records: How many the file has.

    Raises:
        IndexFaultError: They do not fit.
    """

    def __init__(self, file: int, index: RecordIndex) -> None:
        self._blocks = Blocks(file)
        self._index = index
        self.bcf = self._bcf()
        self._head = len(self.bcf.header) if self.bcf else self._length_of_header()
        if not self._head:
            raise IndexFaultError(DOES_NOT_FIT)
        self.tiles = self._tiles()
        self.records = sum(tile.records for tile in self.tiles)
        if self.bcf is None and self._last_byte() != b"\n":
            raise IndexFaultError("the last line of the file has no end")

    def _bcf(self) -> RawBcf | None:
        size = self._blocks.size
        if b"".join(self._blocks.text(0, min(size, len(BCF_MAGIC)))) != BCF_MAGIC:
            return None
        return read_header(self._blocks.text(0, size), where="")[0]

    def _length_of_header(self) -> int:
        """Up to the first line that is no comment."""
        place, begins_line = 0, True
        for text in self._blocks.text(0, self._blocks.size):
            at = 0
            while at < len(text):
                if begins_line and text[at] != _COMMENT:
                    return place + at
                end = text.find(b"\n", at)
                begins_line = end >= 0
                at = end + 1 if begins_line else len(text)
            place += len(text)
        return place

    def _last_byte(self) -> bytes:
        return b"".join(self._blocks.text(self._blocks.size - 1, self._blocks.size))

    def _tiles(self) -> tuple[Tile, ...]:
        """The contigs' records, which must cover the file behind its header."""
        index = self._index
        named = len(index.names) if self.bcf is None else len(index.contigs) - len(index.names)
        if index.apart or named != len(index.contigs):
            raise IndexFaultError(DOES_NOT_FIT)
        tiles = sorted(self._counted(), key=lambda tile: tile.begin)
        ends = [self._head, *(tile.end for tile in tiles)]
        begins = [*(tile.begin for tile in tiles), self._blocks.size]
        if ends != begins or len({tile.name for tile in tiles}) != len(tiles):
            raise IndexFaultError(DOES_NOT_FIT)
        if not all(map(self._begins_with_its_name, tiles)):
            raise IndexFaultError(DOES_NOT_FIT)
        return tuple(tiles)

    def _begins_with_its_name(self, tile: Tile) -> bool:
        if self.bcf:
            wanted, begin = tile.number.to_bytes(4, "little"), tile.begin + _NUMBER_AT.start
        else:
            wanted, begin = b"\n%s\t" % tile.name, tile.begin - 1
        return b"".join(self._blocks.text(begin, begin + len(wanted))) == wanted

    def _counted(self) -> Iterator[Tile]:
        names = self._index.names or self._names_in_bcf()
        for number, contig in enumerate(self._index.contigs):
            if not (contig.bins or contig.records):
                continue
            if contig.records is None or contig.begin is None or contig.end is None:
                raise IndexFaultError("it does not count its records")
            begin, end = self._blocks.position(contig.begin), self._blocks.position(contig.end)
            yield Tile(number, names[number], contig.records, begin, end)

    def _names_in_bcf(self) -> tuple[bytes, ...]:
        numbered = self.bcf.contigs() if self.bcf else {}
        if len(self._index.contigs) > 1 + max(numbered, default=-1):
            raise IndexFaultError(DOES_NOT_FIT)
        return tuple(numbered.get(number, b"") for number in range(len(self._index.contigs)))

    def heading(self, source: Input) -> Iterator[bytes]:
        """The lines of the header."""
        if self.bcf:
            yield from self.bcf.heading()
        else:
            yield from source.split(self._blocks.text(0, self._head))

    def lines(self, source: Input, places: Places) -> Iterator[bytes]:
        """The lines of the records that may touch the panel, in the order of the file."""
        found = {tile: places[tile.name] for tile in self.tiles}
        for tile, place in found.items():
            if place is not None:
                for begin, end in self._stretches(tile, place):
                    yield from self._lines(source, tile, place, (begin, end))

    def _stretches(self, tile: Tile, place: Place) -> list[tuple[int, int]]:
        """Where the contig's records near the panel lie."""
        bins = self._index.contigs[tile.number].bins
        wanted = {
            name
            for start, end in zip(place.union.starts, place.union.ends, strict=True)
            for name in self._index.bins(max(0, start - MARGIN), end)
        }
        position = self._blocks.position
        chunks = (
            (max(tile.begin, position(begin)), min(tile.end, position(end)))
            for name in wanted
            for begin, end in bins.get(name, ())
        )
        return merged(chunk for chunk in chunks if chunk[0] < chunk[1])

    def _lines(
        self, source: Input, tile: Tile, place: Place, stretch: tuple[int, int]
    ) -> Iterator[bytes]:
        begin, end = stretch
        if self.bcf:
            pieces = self._blocks.text(begin, end)
            for run in whole_records(pieces, size=CHUNK, where=""):
                if int.from_bytes(run[_NUMBER_AT], "little") != tile.number:
                    raise IndexFaultError(DOES_NOT_FIT)
                kept, _ = may_touch_panel(run, {tile.number: place})
                yield from self.bcf.text(kept).split(b"\n")[:-1]
            return
        pieces = self._blocks.text(begin - 1, end)
        if not (first := next(pieces)).startswith(b"\n"):
            raise IndexFaultError(DOES_NOT_FIT)
        start = tile.name + b"\t"
        for line in source.split(chain((first[1:],), pieces)):
            if not line.startswith(start):
                raise IndexFaultError(DOES_NOT_FIT)
            yield line
        if not source.ends_in_newline:
            raise IndexFaultError(DOES_NOT_FIT)


def merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, each place once.

    >>> merged([(5, 9), (0, 3), (3, 4), (7, 12)])
    [(0, 4), (5, 12)]
    """
    found: list[tuple[int, int]] = []
    for begin, end in sorted(stretches):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found
