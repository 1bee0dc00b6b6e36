"""How exactly a number is stated: one rule, for every float that leaves this package."""

from __future__ import annotations

from functools import lru_cache
from math import floor, isfinite, log10
from typing import Final

DECIMALS: Final = 4
SIGNIFICANT_DIGITS: Final = 4
KEPT: Final = 4096
"""Answers remembered: fractions of small numbers of reads come again and again."""


@lru_cache(maxsize=KEPT, typed=True)
def rounded(value: float) -> float:
    """Four decimals, or four significant digits where those are finer.

    A small fraction is therefore never rounded to zero, which would read as "not seen".

    >>> rounded(0.123456), rounded(12.345678), rounded(0.0000123456)
    (0.1235, 12.3457, 1.235e-05)

    Raises:
        ValueError: For NaN and infinity; what is not known is ``None``.
    """
    if not isfinite(value):
        raise ValueError(f"{value} is no number a report can state; the unknown is None.")
    if value == 0:
        return 0.0
    leading = floor(log10(abs(value)))
    return round(value, max(DECIMALS, SIGNIFICANT_DIGITS - 1 - leading))
