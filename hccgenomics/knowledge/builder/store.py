"""Stretches of both assemblies, packed so that what they share is stored once.

The first assembly is stored as it is. Of the second, every run of bases that the store already
holds becomes a block that points there; what lies between is appended. Runs are found by exact
words at regular places in the store, extended base by base: plain, deterministic, and enough for
two assemblies of one species.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.knowledge.sequence import Block, pack, write_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.knowledge.builder.pieces import Stretch
    from hccgenomics.vocabulary import Assembly

_WORD: Final = 24
"""Bases that must agree before a run is tried: rare by chance in the 8 Mb a panel comes to."""
_SHORTEST: Final = 52
"""Bases of the shortest run worth a block: a block costs 13 bytes, which hold 52 bases."""
_STRIDE: Final = 1 << 14


class _Run(NamedTuple):
    """Bases ``start`` to ``end`` of a stretch, and where the store has them."""

    start: int
    end: int
    offset: int


class Store:
    """Bases by the number of their place, growing; finds runs it already holds."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._text = ""
        self._places: dict[str, int] = {}

    @property
    def packed(self) -> bytes:
        """All bases, two bits each."""
        return pack("".join(self._parts))

    def append(self, bases: str) -> int:
        """Store bases and say where."""
        offset = self._length
        self._parts.append(bases)
        self._length += len(bases)
        return offset

    def index(self) -> None:
        """From now on, look for runs among what is stored at this moment."""
        self._text = "".join(self._parts)
        for at in range(0, len(self._text) - _WORD + 1, _WORD):
            self._places.setdefault(self._text[at : at + _WORD], at)

    def runs(self, bases: str) -> Iterator[_Run]:
        """The runs of ``bases`` already stored, in order and without overlap."""
        if not self._places:
            return
        at, done, expected = 0, 0, -1
        while at + _WORD <= len(bases):
            offset = self._place(bases[at : at + _WORD], expected + at if expected >= 0 else -1)
            run = self._extended(bases, at, offset, floor=done) if offset is not None else None
            if run is None or run.end - run.start < _SHORTEST:
                at += 1
                continue
            yield run
            done, expected = run.end, run.offset - run.start
            at = run.end + 1

    def _place(self, word: str, expected: int) -> int | None:
        if expected >= 0 and self._text.startswith(word, expected):
            return expected
        return self._places.get(word)

    def _extended(self, bases: str, at: int, offset: int, *, floor: int) -> _Run:
        ahead = _common(bases, at, self._text, offset)
        back = 0
        while (
            at - back > floor
            and offset > back
            and bases[at - back - 1] == self._text[offset - back - 1]
        ):
            back += 1
        return _Run(at - back, at + ahead, offset - back)


def _common(one: str, i: int, other: str, j: int) -> int:
    """How many bases two texts share from places ``i`` and ``j`` on."""
    begin, limit, stride = i, min(len(one) - i, len(other) - j), _STRIDE
    while stride:
        done = i - begin
        if done + stride <= limit and one[i : i + stride] == other[j : j + stride]:
            i, j = i + stride, j + stride
        else:
            stride //= 2
    return i - begin


def pack_assemblies(
    stretches: Mapping[Assembly, Sequence[Stretch]],
) -> tuple[bytes, dict[Assembly, bytes]]:
    """The store, and the file of blocks of each assembly, later ones leaning on the first."""
    store = Store()
    blocks: dict[Assembly, bytes] = {}
    for assembly, known in stretches.items():
        if blocks:
            store.index()
        blocks[assembly] = write_blocks(_blocks(known, store))
    return store.packed, blocks


def _blocks(stretches: Iterable[Stretch], store: Store) -> Iterator[Block]:
    for stretch in stretches:
        reached = 0
        runs = [*store.runs(stretch.bases), _Run(len(stretch.bases), len(stretch.bases), 0)]
        for run in runs:
            if reached < run.start:
                offset = store.append(stretch.bases[reached : run.start])
                yield _block(stretch, _Run(reached, run.start, offset))
            if run.start < run.end:
                yield _block(stretch, run)
            reached = run.end


def _block(stretch: Stretch, run: _Run) -> Block:
    start, end = stretch.start + run.start, stretch.start + run.end
    return Block(stretch.contig, start, end, run.offset, stretch.trusted)
