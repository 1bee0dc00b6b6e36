"""A VCF as it passes by: its header, then its records in pieces that any process can take.

A piece is a stretch of the file and begins and ends wherever it happens to, so that reading costs
next to nothing here: BGZF blocks are handed on packed, to be unpacked by whoever works on them.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.containers import Container, decompress, inflated, whole_blocks
from hccgenomics.readers.doors.opening import open_door
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.raw_bcf import read_header, whole_records
from hccgenomics.readers.stream import BOM, LONGEST_LINE, endless_line, open_input

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hccgenomics.readers.doors.door import Door
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.raw_bcf import RawBcf
    from hccgenomics.readers.stream import Input

PACKED_SIZE: Final = 1 << 15
"""Bytes of a packed piece, some thousand records: few enough that processes share them evenly."""
TEXT_SIZE: Final = 1 << 17
"""Bytes of a piece of text."""
EARLY: Final = 64
"""Pieces of that size; a file of more of them is large, and is cut into larger ones."""
LARGER: Final = 4
"""How many times larger."""


class Packing(Enum):
    """What a piece is made of."""

    TEXT = auto()
    BGZF = auto()
    BCF = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the records.

    Attributes:
        data: Text, whole BGZF blocks, or whole BCF records.
    """

    data: bytes
    form: Packing = Packing.TEXT


@dataclass(frozen=True, slots=True)
class Unpacker:
    """Makes text of pieces, in whatever process.

    Attributes:
        bcf: What binary records lean on, if the file has such.
    """

    where: str
    bcf: RawBcf | None = None

    def text(self, piece: Piece) -> bytes:
        """The text inside."""
        if piece.form is Packing.BGZF:
            return inflated(piece.data, where=self.where)
        if piece.form is Packing.BCF and self.bcf is not None:
            return self.bcf.text(piece.data)
        return piece.data


@dataclass(frozen=True, slots=True)
class PassingFile:
    """One input, open, its header read.

    Attributes:
        where: How messages name it.
        heading: The lines of the header as they came, ``#CHROM`` last, without line feeds.
        pieces: The records; damage is raised while they are taken.
        unpacker: Makes text of them.
        door: What they are instead, where the file is no VCF.
    """

    where: str
    header: VcfHeader
    heading: tuple[bytes, ...]
    pieces: Iterator[Piece]
    unpacker: Unpacker
    door: Door | None = None


@contextmanager
def open_pieces(path: str | Path) -> Iterator[PassingFile]:
    """Open whatever ``open_input`` reads, and read its header.

    Raises:
        InputError: It is no VCF or BCF.
    """
    with open_input(path, is_digested=False) as source:
        yield _passing_bcf(source) if source.is_bcf else _passing_text(source)


def _passing_text(source: Input) -> PassingFile:
    unpacker = Unpacker(source.where)
    pieces = _pieces(source)
    head = _Head(map(unpacker.text, pieces), where=source.where)
    door, lines = open_door(head.lines(), where=source.where)
    if door is not None:
        return _passing_rows(source, door, head, pieces)
    header = parse_header(lines, where=source.where)
    every = chain((Piece(head.rest),), pieces) if head.rest else pieces
    return PassingFile(source.where, header, tuple(head.taken), every, unpacker)


def _passing_rows(source: Input, door: Door, head: _Head, pieces: Iterator[Piece]) -> PassingFile:
    """A MAF or table; the rows looked at beforehand come again."""
    rows = b"".join(row + b"\n" for row in head.taken[door.lines :]) + head.rest
    every = chain((Piece(rows),), pieces) if rows else pieces
    heading = tuple(head.taken[: door.lines])
    return PassingFile(
        source.where, door.header(), heading, every, Unpacker(source.where), door=door
    )


def _passing_bcf(source: Input) -> PassingFile:
    text = decompress(source.container, source.packed, where=source.where)
    bcf, rest = read_header(text, where=source.where)
    heading = bcf.heading()
    records = whole_records(chain((rest,), text), size=TEXT_SIZE, where=source.where)
    return PassingFile(
        where=source.where,
        header=parse_header(heading, where=source.where),
        heading=tuple(heading),
        pieces=(Piece(run, Packing.BCF) for run in _growing(records)),
        unpacker=Unpacker(source.where, bcf),
    )


def _pieces(source: Input) -> Iterator[Piece]:
    if source.container is Container.BGZF:
        blocks = whole_blocks(source.packed, size=PACKED_SIZE, where=source.where)
        return (Piece(run, Packing.BGZF) for run in _growing(blocks))
    text = decompress(source.container, source.packed, where=source.where)
    return map(Piece, _growing(_cut(text)))


def _growing(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Small pieces at first, larger ones later."""
    yield from islice(pieces, EARLY)
    while several := list(islice(pieces, LARGER)):
        yield b"".join(several)


def _cut(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces of text that are not too large."""
    for piece in pieces:
        for start in range(0, len(piece), TEXT_SIZE):
            yield piece[start : start + TEXT_SIZE]


class _Head:
    """The lines of the header, taken from the first pieces; what follows them is kept.

    Attributes:
        taken: The lines handed out.
        rest: The text behind them.
    """

    def __init__(self, texts: Iterator[bytes], *, where: str) -> None:
        self.taken: list[bytes] = []
        self._texts = texts
        self._where = where
        self._text = b""
        self._reached = 0

    @property
    def rest(self) -> bytes:
        return self._text[self._reached :]

    def lines(self) -> Iterator[bytes]:
        for text in self._texts:
            self._add(text)
            while (end := self._text.find(b"\n", self._reached)) >= 0:
                line = self._text[self._reached : end]
                self._reached = end + 1
                self.taken.append(line)
                yield line
        if tail := self.rest:
            self._text = b""
            self.taken.append(tail)
            yield tail

    def _add(self, text: bytes) -> None:
        if not self.taken and not self._text:
            text = text.removeprefix(BOM)
        self._text = self.rest + text
        self._reached = 0
        if b"\n" not in text:
            refuse_endless_line(self._text, where=self._where, line=len(self.taken) + 1)


def refuse_endless_line(text: bytes, *, where: str, line: int) -> None:
    """Raise where text without a line feed grows beyond what any record takes."""
    if len(text) > LONGEST_LINE:
        raise endless_line(where, line)
