"""Sentences: none says what must not be said of a patient, and ours are there in Chinese too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.model.forbidden import phrases_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.knowledge.lint.ground import Ground
    from hccgenomics.knowledge.lint.row import LintRow

SENTENCES: Final = (
    *("statement", "statement_zh", "figures", "caveats", "conflicts", "regulatory_note"),
    *("line_note", "disease_context", "therapy", "n_patients_note", "asks_for", "setting"),
    *("aetiology", "excluded", "effects"),
)
"""What a report may print of a row; titles of cited papers are exempt."""
_TIER: Final = re.compile(
    r"\b(?:tier (?:I{1,3}V?|IV|[1-4])\b|ESCAT|AMP level|m[1-4][ABC]\b|level [1-4][AB]?\b)",
    re.IGNORECASE,
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def check_words(row: LintRow, ground: Ground) -> Iterator[Problem]:
    """Phrases of the list, typed tiers, and a statement that is missing in Chinese."""
    del ground
    for column in SENTENCES:
        text = row.cells.get(column, "")
        for phrase in dict.fromkeys(phrases_in(text)):
            yield Problem(
                code="words.forbidden",
                column=column,
                detail=f"{phrase!r} must not be said of a patient.",
                hint="Say what was measured, in whom.",
            )
        if _TIER.search(text):
            yield Problem(code="words.tier", column=column, detail="Tiers are computed, not typed.")
    chinese = row.cells["statement_zh"]
    if (row.is_ours and not chinese) or (chinese and not _HAN.search(chinese)):
        detail = "The statement is not there in Chinese."
        yield Problem(code="words.chinese", column="statement_zh", detail=detail)
