"""Where every entry of the input went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hccgenomics.vocabulary import DropReason


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
