"""How much of a report its page has room for.

A page stays below 400,000 bytes, whatever the report holds: it must open on a ward's computer and
pass a mail gate. Nearly every report is shown whole; of a very large one each list shows so many
rows, says how many more there are and where, and the JSON has them all. What is shown depends on
the report and the language alone, never on who looks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
        has_meanings: Whether each setting says what it means.
        has_annex: Whether there is more than the first screen.
    """

    findings: int
    pictures: int
    cards: int
    hypotheses: int
    items: int
    rows: int
    lines: int
    has_meanings: bool = False
    has_annex: bool = True


_WHOLE: Final = Room(16, 10, cards=40, hypotheses=24, items=24, rows=50, lines=40)
ROOMS: Final = (
    replace(_WHOLE, has_meanings=True),
    _WHOLE,
    Room(10, 6, cards=20, hypotheses=12, items=8, rows=30, lines=30),
    Room(8, 5, cards=14, hypotheses=8, items=6, rows=20, lines=20),
    Room(4, 2, cards=8, hypotheses=4, items=3, rows=10, lines=10),
    Room(1, 0, cards=2, hypotheses=1, items=3, rows=8, lines=8),
    Room(0, 0, 0, 0, items=3, rows=8, lines=8, has_annex=False),
)
"""From the roomiest on; the first that keeps the page below its limit is taken."""


def cut(text: str, letters: int) -> str:
    """The text, or so much of it that it has no more than so many letters with an ellipsis.

    >>> cut("TERT", 4), cut("CTNNB1", 4)
    ('TERT', 'CTN…')
    """
    return text if len(text) <= letters else f"{text[: letters - 1]}…"
