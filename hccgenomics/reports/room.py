"""How much of a report its page has room for.

A page stays below 400,000 bytes, whatever the report holds: it must open on a ward's computer and
pass a mail gate. Nearly every report is shown whole; of a very large one each list shows so many
rows, says how many more there are and where, and the JSON has them all. What is shown depends on
the report and the language alone, never on who looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LARGEST_PAGE: Final = 400_000
"""Bytes; a page is smaller."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many of each a page shows.

    Attributes:
        findings: Drivers with a card of their own; the others are rows of a table.
        pictures: Figures of genes.
        cards: Genes in focus, regimens, cross-checks.
        hypotheses: Of one tier, or of one implication without a tier.
        items: Evidence, citations, approvals, caveats of one of them; steps of a trace.
        rows: Rows of a table.
        lines: Entries of a list.
        letters: Of one text; a longer one ends in an ellipsis.
        has_annex: Whether there is more than the first screen.
    """

    findings: int
    pictures: int
    cards: int
    hypotheses: int
    items: int
    rows: int
    lines: int
    letters: int
    has_annex: bool = True


ROOMS: Final = (
    Room(16, 10, cards=40, hypotheses=24, items=24, rows=50, lines=40, letters=4_000),
    Room(10, 6, cards=20, hypotheses=12, items=8, rows=30, lines=30, letters=1_000),
    Room(4, 2, cards=8, hypotheses=4, items=3, rows=10, lines=10, letters=400),
    Room(0, 0, 0, 0, items=3, rows=8, lines=8, letters=400, has_annex=False),
)
"""From the roomiest on; the first that keeps the page below its limit is taken."""
