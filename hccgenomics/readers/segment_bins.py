"""Bins of a file, gathered in columns: there may be millions."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number_files import Bins

if TYPE_CHECKING:
    from hccgenomics.model.genome import Interval

EQUAL_WEIGHT: Final = 1.0
"""Of bins that the file does not weigh."""


class BinCollector:
    """Takes bins in any order, and hands them out by contig, sorted."""

    def __init__(self) -> None:
        self._found: dict[str, Bins] = {}
        self._unsorted: set[str] = set()

    def add(self, place: Interval, log2: float, weight: float | None = None) -> None:
        """One more bin."""
        bins = self._found.get(place.contig)
        if bins is None:
            bins = self._found[place.contig] = Bins()
        if bins.starts and place.start < bins.starts[-1]:
            self._unsorted.add(place.contig)
        bins.starts.append(place.start)
        bins.ends.append(place.end)
        bins.log2.append(log2)
        bins.weights.append(EQUAL_WEIGHT if weight is None else weight)

    def of(self, contig: str) -> Bins:
        """The bins of a contig so far, to which later ones may be appended in order."""
        return self._found.setdefault(contig, Bins())

    def sorted(self) -> dict[str, Bins]:
        """All bins by contig, in order of ``start``."""
        for contig in self._unsorted:
            self._found[contig] = _in_order(self._found[contig])
        self._unsorted.clear()
        return self._found


def _in_order(bins: Bins) -> Bins:
    order = sorted(range(len(bins.starts)), key=lambda at: (bins.starts[at], bins.ends[at]))
    return Bins(
        array("q", (bins.starts[at] for at in order)),
        array("q", (bins.ends[at] for at in order)),
        array("d", (bins.log2[at] for at in order)),
        array("d", (bins.weights[at] for at in order)),
    )
