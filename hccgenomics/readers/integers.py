"""Whole numbers as VCF writes them: 32 bits with a sign (VCF 4.5, section 1.3, "Data types")."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 2**31 - 1
_MOST_DIGITS: Final = len(str(LARGEST))
"""A longer one is refused unread, for Python itself gives up beyond some thousands of digits."""


def integer(text: str) -> int | None:
    """The number, or ``None`` where the text is none from 0 to the largest that VCF allows.

    >>> integer("12"), integer("-1"), integer("4294967296"), integer("9" * 5000)
    (12, None, None, None)
    """
    if len(text) > _MOST_DIGITS or not (text.isascii() and text.isdecimal()):
        return None
    number = int(text)
    return number if number <= LARGEST else None
