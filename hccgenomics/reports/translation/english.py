"""English words that are left in a text: how many, and whether they make a part of a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from hccgenomics.reports.translation.joints import Reading

WORD: Final = re.compile(
    r"(?<![\w./@-])(?!(?:bp|cm|kb|mg|mm|ng|pg)\b)"
    r"(?:[A-Za-z]?[a-z]{2,}(?:-[a-z]{2,})*|A[nst]|By|I[fnst]|No|O[fnr]|To)(?![\w/@(\]]|[.-]\w)"
    r"|(?<![\w./@-])[Aa](?= [a-z])"
)
"""An English word; units and names of variants, files and places are none."""
RUN: Final = re.compile(r"(?:[A-Za-z][a-z]*[ ,]+){2}[a-z]{2,}")
"""English words side by side, more than a name has."""
CLAUSE: Final = re.compile(
    r"\b(?:are|be|been|had|has|have|is|it|its|neither|no|nor|not|than|that|the|these|they|this|was"
    r"|were|which)\b"
)
"""Words that data in brackets seldom hold."""
DENIAL: Final = re.compile(r"(?<![\w-])(?:neither|never|no|none|nor|not|without)(?![\w-])")
"""Words that turn a sentence round, so that none may be left unread in one that is told."""
ARTICLES: Final = frozenset(("A", "a"))
IN_BRACKETS: Final = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=8_192)
def letters_of(text: str) -> float:
    """Letters of English words in a text."""
    return float(sum(map(len, WORD.findall(text))))


def unread(text: str) -> Reading:
    """The text as it stands."""
    letters = letters_of(text)
    is_half = letters > 0 and (
        RUN.search(_without_data(text)) is not None or DENIAL.search(text) is not None
    )
    return Reading(text, letters, is_half)


def _without_data(text: str) -> str:
    """The text less its brackets, unless they hold a sentence."""
    return IN_BRACKETS.sub(lambda one: one[0] if CLAUSE.search(one[0]) else "", text)
