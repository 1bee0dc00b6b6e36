"""Reference blocks: what a gVCF says of places without a variant, in few words.

A gVCF has a record for every base or for every few of them. Adjacent ones become one span while
their filters are the same and their depths alike, so that what is kept grows with the changes of
depth along the panel rather than with the records.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.model.ledger import Block
from hccgenomics.readers.integers import LARGEST, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.vocabulary import Assembly

MOST_SPANS: Final = 50_000
"""Spans listed of one file; what lies beyond is counted alone."""
ALIKE: Final = 2
"""Depths up to this factor apart share a span: a place is never said to be much deeper than it
is."""
MOST_DEPTHS: Final = 4_000_000
"""Blocks of one file whose own depth is kept, some 60 MB: a record for every base of every gene."""
_UNTOLD: Final = -1
_DEPTHS: Final = ("MIN_DP", "DP")
"""GATK's least depth in a block, else the depth (VCF 4.3)."""


@dataclass(slots=True)
class Span:
    """Adjacent blocks; ``start`` and ``end`` are gaps between bases."""

    contig: str
    start: int
    end: int
    filters: str
    low: int | None
    high: int | None
    entries: int
    assemblies: tuple[Assembly, ...]

    def takes(self, other: Span) -> bool:
        """Whether another block continues this one."""
        return (
            self.contig == other.contig
            and self.start <= other.start <= self.end
            and self.filters == other.filters
            and self.assemblies == other.assemblies
            and self._is_as_deep_as(other)
        )

    def _is_as_deep_as(self, other: Span) -> bool:
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return self.low is other.low
        return max(self.high, other.high) <= ALIKE * min(self.low, other.low)

    def extend(self, other: Span) -> None:
        """Take another block in."""
        self.end = max(self.end, other.end)
        self.entries += other.entries
        if self.low is not None and other.low is not None:
            self.low = min(self.low, other.low)
        if self.high is not None and other.high is not None:
            self.high = max(self.high, other.high)


@dataclass(slots=True)
class Spans:
    """The reference blocks of one file that touch the panel, in the file's order."""

    found: list[Span] = field(default_factory=list)

    def add(self, block: Span) -> None:
        """Take one record in; beyond the most that are listed it is not."""
        if self.found and self.found[-1].takes(block):
            self.found[-1].extend(block)
        elif len(self.found) < MOST_SPANS:
            self.found.append(block)

    def of(self, assembly: Assembly, *, file: int) -> Iterator[Block]:
        """Those that touch the panel on one assembly."""
        for span in sorted(self.found, key=attrgetter("contig", "start", "end")):
            if assembly in span.assemblies:
                yield Block(
                    file=file,
                    contig=span.contig,
                    pos=span.start + 1,
                    end=span.end,
                    filter=tuple(span.filters.split(";")),
                    min_depth=span.low,
                    max_depth=span.high,
                    entries=span.entries,
                )


@dataclass(slots=True)
class BlockDepths:
    """What each block of one contig says, in columns; alike neighbours are one row.

    Attributes:
        filters: Numbers in ``names``.
        depths: ``-1`` where the block states none; read them with ``rows``.
    """

    starts: array[int] = field(default_factory=lambda: array("i"))
    ends: array[int] = field(default_factory=lambda: array("i"))
    depths: array[int] = field(default_factory=lambda: array("i"))
    filters: array[int] = field(default_factory=lambda: array("i"))
    names: dict[str, int] = field(default_factory=dict)

    def add(self, block: Span) -> bool:
        """Take one block in; whether it took a row of its own."""
        depth = _UNTOLD if block.low is None else block.low
        end = min(block.end, LARGEST)
        name = self.names.setdefault(block.filters, len(self.names))
        if self.ends and self._continues(block, depth, name):
            self.ends[-1] = max(self.ends[-1], end)
            return False
        self.starts.append(block.start)
        self.ends.append(end)
        self.depths.append(depth)
        self.filters.append(name)
        return True

    def _continues(self, block: Span, depth: int, name: int) -> bool:
        touches = self.starts[-1] <= block.start <= self.ends[-1]
        return touches and self.depths[-1] == depth and self.filters[-1] == name

    def rows(self) -> Iterator[tuple[int, int, int | None, str]]:
        """Start, end, depth and FILTER of each, in the file's order."""
        names = tuple(self.names)
        columns = zip(self.starts, self.ends, self.depths, self.filters, strict=True)
        for start, end, depth, name in columns:
            yield start, end, None if depth == _UNTOLD else depth, names[name]


@dataclass(slots=True)
class Depths:
    """The depth of every block of one file that touches the panel, exactly.

    Attributes:
        contigs: By our contig names.
        count: Rows that are kept.
        left_out: Blocks beyond the most that are.
    """

    contigs: dict[str, BlockDepths] = field(default_factory=dict)
    count: int = 0
    left_out: int = 0

    def add(self, block: Span) -> None:
        """Take one record in."""
        if self.count >= MOST_DEPTHS:
            self.left_out += 1
            return
        if block.contig not in self.contigs:
            self.contigs[block.contig] = BlockDepths()
        self.count += self.contigs[block.contig].add(block)


def depth_of(keys: str, sample: str, info: str) -> int | None:
    """The depth of a block: of the tumour's column where there is one, else of the record.

    >>> depth_of("GT:DP:MIN_DP", "0/0:40:31", "."), depth_of("", "", "END=9;DP=7")
    (31, 7)
    """
    if sample:
        fields = dict(zip(keys.split(":"), sample.split(":"), strict=False))
    else:
        fields = dict(item.partition("=")[::2] for item in info.split(";"))
    for key in _DEPTHS:
        if key in fields:
            return integer(fields[key])
    return None
