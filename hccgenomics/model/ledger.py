"""Where every entry of the input went.

Entries, blocks and filters are published as they stand, but are no documents: there may be tens of
thousands. ``reports/schema/fields.tsv`` says what each field means.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple

from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable

PASSED: Final = frozenset({"PASS", ".", ""})
"""What FILTER reads of a record that no filter objects to (VCF 4.3, 1.6.1)."""
KEPT: Final = "kept"
Bucket = DropReason | Literal["kept"]
"""What became of an entry; each is in one of them."""
_STRICT: Final = {"extra": "forbid"}
"""As a ``Document``: fields nobody declared are refused when a report is read back."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One alternate allele of a record that touches the panel, and what became of it.

    There may be tens of thousands, so what can be told from the rest of the report is not repeated.
    """

    __pydantic_config__: ClassVar = _STRICT

    file: int
    record: int
    contig: str
    pos: int
    ref: str
    alt: str
    bucket: Bucket
    why: str
    filter: tuple[str, ...]
    vaf: float | None
    alt_depth: int | None
    depth: int | None
    not_applied: tuple[str, ...]
    normalised: str | None
    alterations: tuple[str, ...]
    beside: tuple[int, ...]
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Adjacent records without an alternate allele: the reference as a gVCF states it."""

    __pydantic_config__: ClassVar = _STRICT

    file: int
    contig: str
    pos: int
    end: int
    filter: tuple[str, ...]
    min_depth: int | None
    max_depth: int | None
    entries: int


class BlocksOver(NamedTuple):
    """What reference blocks say of a stretch that they hold wholly.

    Attributes:
        depth: The least.
        refused: Filters in which one of them fails; empty where all pass.
    """

    depth: int
    refused: tuple[str, ...]


def blocks_over(blocks: Iterable[Block], contig: str, first: int, last: int) -> BlocksOver | None:
    """What they say of the bases from ``first`` to ``last``; ``None`` where they do not tell.

    >>> blocks = [Block(1, "chr1", 1, 9, ("PASS",), 40, 50, 1)]
    >>> blocks_over(blocks, "chr1", 2, 9), blocks_over(blocks, "chr1", 9, 10)
    (BlocksOver(depth=40, refused=()), None)
    """
    over = [one for one in blocks if one.contig == contig and one.pos <= last and first <= one.end]
    reached, depths = first, []
    for block in sorted(over, key=lambda one: one.pos):
        if block.pos > reached or block.min_depth is None:
            return None
        reached = max(reached, block.end + 1)
        depths.append(block.min_depth)
    if reached <= last:
        return None
    refused = {name for block in over for name in block.filter} - PASSED
    return BlocksOver(min(depths), tuple(sorted(refused)))


@dataclass(frozen=True, slots=True)
class FilterOutcome:
    """What one filter did over the run: it was applied to some alleles and not to others."""

    __pydantic_config__: ClassVar = _STRICT

    name: str
    reason: DropReason
    setting: str | None
    value: str | int | float | None
    applied: int
    removed: int
    not_applied: int
    why: str


@dataclass(slots=True)
class Tally:
    """A running count, filled while input streams by: read = kept + all that was dropped.

    >>> from hccgenomics.vocabulary import DropReason
    >>> tally = Tally()
    >>> tally.drop(DropReason.OUTSIDE_PANEL, 40)
    >>> tally.keep()
    >>> tally.read, tally.kept, dict(tally.dropped)
    (41, 1, {<DropReason.OUTSIDE_PANEL: 'outside_panel'>: 40})
    """

    kept: int = 0
    dropped: Counter[DropReason] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """Everything that came in."""
        return self.kept + self.dropped.total()

    def keep(self, count: int = 1) -> None:
        """Count entries that became (part of) an alteration."""
        self.kept += count

    def drop(self, reason: DropReason, count: int = 1) -> None:
        """Count entries left out, by their first objection."""
        self.dropped[reason] += count
