"""Sentences of cross-checks, as templates with slots."""

from __future__ import annotations

from typing import Final

SEEN: Final = "Found here: {seen}."
SEEN_WITHOUT: Final = (
    "Found here: {seen}. What would answer the question was not seen or not stated, which is no "
    "proof of absence."
)
OTHER_BASE: Final = (
    "The change of codon 249 is {change}, where aflatoxin B1 makes {expected}: the residue alone "
    "does not speak for it."
)
RATE: Final = "{event}: {stated}{cohort}"
COUNTS: Final = "{altered} of {total} ({percent:g} %)"
PERCENT: Final = "{percent:g} %"
EXPECTED: Final = "{figure}, {expected:g} expected by chance"
NO_RATE: Final = "No published rate of this pair was seen."
TO_ASK: Final = "To be asked ({names}): {question}"
