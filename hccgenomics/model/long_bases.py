"""Long stretches of bases in names, told by their length: a page is read by people."""

from __future__ import annotations

import re
from typing import Final

LONGEST_SHOWN: Final = 20
"""Bases of one stretch that a name on a page spells out; the JSON has all of them."""
_LONG: Final = re.compile(rf"[ACGTN]{{{LONGEST_SHOWN + 1},}}")


def shortened(name: str, of: str = "") -> str:
    """The name with every long stretch of bases as its length, and whose it is if that is known.

    >>> shortened("c.-210_-209ins" + "ACGT" * 30)
    'c.-210_-209ins[120 bases]'
    >>> shortened("c.-210_-209ins" + "ACGT" * 30, "HBV"), shortened("c.-124C>T")
    ('c.-210_-209ins[120 bases, HBV]', 'c.-124C>T')
    """
    whose = f", {of}" if of else ""
    return _LONG.sub(lambda found: f"[{len(found[0])} bases{whose}]", name)
