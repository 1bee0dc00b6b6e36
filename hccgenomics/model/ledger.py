"""Where every entry of the input went.

Entries, blocks and filters are published as they stand, but are no documents: there may be tens of
thousands. ``reports/schema/fields.tsv`` says what each field means.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from hccgenomics.vocabulary import DropReason

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
