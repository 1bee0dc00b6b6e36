"""How a residue's pan-cancer counts are read: OS3, OM3 and OP3 share these figures.

The standard sends its reader to cancerhotspots.org (Horak 2022, doi:10.1016/j.gim.2022.01.001, table
2) and warns of hotspots that truncating changes make; so that only changes of the amino acid are
counted here, at the residue too: neither stops nor the silent ones that the file lists.
"""

from __future__ import annotations

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


def tumours_by_change(row: HotspotCount) -> Mapping[str, int]:
    """Tumours by new amino acid, or by name of an in-frame change."""
    if row.kind is HotspotKind.INFRAME:
        return row.counts
    return {alt: n for alt, n in row.counts.items() if alt not in {row.ref, STOP}}


def tumours_at(row: HotspotCount) -> int:
    """Tumours with any such change at the residue, or in the cluster."""
    return sum(tumours_by_change(row).values())


def is_os3_level(row: HotspotCount, tumours: int) -> bool:
    """Whether both figures of OS3 are reached."""
    return tumours_at(row) >= POSITION_TUMOURS and tumours >= CHANGE_TUMOURS
