"""How a residue's pan-cancer counts are read: OS3, OM3 and OP3 share these figures.

The standard sends its reader to cancerhotspots.org (Horak 2022, doi:10.1016/j.gim.2022.01.001,
table 2) and warns of hotspots that truncating changes make; so that only changes of the amino acid
are counted here, at the residue too: neither stops nor the silent ones that the file lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import HotspotKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.curated import HotspotCount

POSITION_TUMOURS: Final = 50
"""Tumours with a change at the residue from which OS3 counts, and below which OM3 does (ibid.)."""
CHANGE_TUMOURS: Final = 10
"""Tumours with the very change from which OS3 and OM3 count, and below which OP3 does (ibid.)."""
STOP: Final = "*"


@dataclass(frozen=True, slots=True)
class HotspotFigures:
    """One residue or cluster of the table, as the criteria count it.

    Attributes:
        by_change: Tumours by new amino acid, or by name of an in-frame change.
        tumours: With any of these.
        where: ``R249``, or ``23 to 71``.
    """

    row: HotspotCount
    by_change: Mapping[str, int]
    tumours: int
    where: str

    def level(self, change: str) -> str:
        """Which of OS3, OM3 and OP3 a change meets."""
        return level(self.by_change.get(change, 0), self.tumours)


def figures(row: HotspotCount) -> HotspotFigures:
    """A row of the table without stops and silent changes."""
    by_change = _tumours_by_change(row)
    where = f"{row.ref}{row.start}" if row.start == row.end else f"{row.start} to {row.end}"
    return HotspotFigures(row, by_change, sum(by_change.values()), where)


def _tumours_by_change(row: HotspotCount) -> Mapping[str, int]:
    if row.kind is HotspotKind.INFRAME:
        return row.counts
    return {alt: n for alt, n in row.counts.items() if alt not in {row.ref, STOP}}


def level(tumours: int, at_position: int) -> str:
    """Which of the three criteria two counts meet; exactly one, within a hotspot.

    >>> level(10, 50), level(10, 49), level(9, 1000)
    ('OS3', 'OM3', 'OP3')
    """
    if tumours < CHANGE_TUMOURS:
        return "OP3"
    return "OS3" if at_position >= POSITION_TUMOURS else "OM3"
