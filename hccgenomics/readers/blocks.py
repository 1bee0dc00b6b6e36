"""Reference blocks: what a gVCF says of places without a variant, in few words.

A gVCF has a record for every base or for every few of them. Adjacent ones become one span while
their filters are the same and their depths alike, so that what is kept grows with the changes of
depth along the panel rather than with the records.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.model.ledger import Block
from hccgenomics.readers.integers import integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.vocabulary import Assembly

MOST_SPANS: Final = 50_000
"""Spans listed of one file; what lies beyond is counted alone."""
ALIKE: Final = 2
"""Depths up to this factor apart share a span: a place is never said to be much deeper than it
is."""
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
