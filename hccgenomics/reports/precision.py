"""How exactly the report states a number: one rule, for the JSON and for the page."""

from __future__ import annotations

from math import floor, log10
from typing import Final

from hccgenomics.model.precision import DECIMALS, SIGNIFICANT_DIGITS, rounded

PERCENT_DIGITS: Final = 3
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def percent(fraction: float) -> str:
    """A fraction as the page prints it, with three digits.

    >>> [percent(x).replace(NO_BREAK, " ") for x in (0.3123, 0.5, 0.00939, 0.00004, 0.0)]
    ['31.2 %', '50 %', '0.939 %', '0.004 %', '0 %']
    """
    hundredths = rounded(fraction) * 100
    leading = floor(log10(abs(hundredths))) if hundredths else 0
    return f"{_plain(hundredths, max(0, PERCENT_DIGITS - 1 - leading))}{NO_BREAK}%"


def number(value: float) -> str:
    """A number as the page prints it: thousands apart, no trailing zeros.

    >>> number(12345), number(2.50), number(0.00005)
    ('12,345', '2.5', '0.00005')
    """
    if isinstance(value, int):
        return f"{value:,}"
    exact = rounded(value)
    small = 0 < abs(exact) < 10**-DECIMALS
    digits = SIGNIFICANT_DIGITS - 1 - floor(log10(abs(exact))) if small else DECIMALS
    return _plain(exact, digits)


def briefly(value: float) -> str:
    """A ratio as a sentence has it: three significant digits, thousands apart.

    >>> briefly(73.0381), briefly(0.00512), briefly(1.0251), briefly(12_345.6), briefly(0.0)
    ('73', '0.00512', '1.03', '12,346', '0')
    """
    leading = floor(log10(abs(value))) if value else 0
    return _plain(value, max(0, PERCENT_DIGITS - 1 - leading))


def _plain(value: float, digits: int) -> str:
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
