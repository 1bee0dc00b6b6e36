"""Where every entry of the input went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Literal

from hccgenomics.vocabulary import DropReason

KEPT: Final = "kept"
Bucket = DropReason | Literal["kept"]
"""What became of an entry; each is in one of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One alternate allele of a record that touches the panel, and what became of it.

    There may be tens of thousands, so these are no documents, and what can be told from the rest of
    the report is not repeated.

    Attributes:
        file: The number of the input file, from one, in the ledger's own order of files.
        record: Number of the record, from one, among those of its file that touch the panel on
            either assembly: the same whether the file was read whole or through an index.
        contig, pos, ref, alt: The allele as the file spells it.
        bucket: ``kept``, or why it was dropped.
        why: The same with its figures; "" where the bucket says it all.
        filter: What FILTER and FT say; ``.`` where the caller's filters were not applied.
        vaf, alt_depth, depth: What the caller counts in the tumour.
        not_applied: Filters that could not be evaluated, with what they lack.
        normalised: The one spelling of the allele, ``chr5:1295113 G>A``; ``None`` if it is none.
        alterations: Ids of the alterations it became, or would have if it were not there already.
        beside: Places in the list, from zero, of the entries it was joined with or repeats.
    """

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


@dataclass(frozen=True, slots=True)
class Block:
    """Adjacent records without an alternate allele: the reference as a gVCF states it.

    Attributes:
        file: As in ``Entry``.
        contig: Our own spelling.
        pos, end: First and last base, counted from one.
        filter: What FILTER says, the same in all of them.
        min_depth, max_depth: The least and the most of their depths (MIN_DP, else DP).
        entries: How many entries of the ledger they are.
    """

    file: int
    contig: str
    pos: int
    end: int
    filter: tuple[str, ...]
    min_depth: int | None
    max_depth: int | None
    entries: int


@dataclass(frozen=True, slots=True)
class FilterOutcome:
    """What one filter did over the run: it was applied to some alleles and not to others.

    Attributes:
        name: The filter.
        reason: Where the ledger counts what it removes.
        setting, value: The laboratory's choice behind it.
        applied: Alleles it could be evaluated on.
        removed: Those among them it removed.
        not_applied: Alleles it could not be evaluated on; none of them was removed by it.
        why: What they lack.
    """

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
