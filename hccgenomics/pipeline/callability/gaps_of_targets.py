"""Which named places of a target hold bases that cannot be called, and why."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import callability_wording as wording
from hccgenomics.pipeline.callability.measuring import Base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.coverage import Target
    from hccgenomics.model.genome import Interval
    from hccgenomics.pipeline.callability.measuring import Read, Reading

_DIGITS: Final = re.compile(r"\d+")


def gaps_of_target(target: Target, reading: Reading) -> tuple[str, ...]:
    """Every place with bases that cannot be called, in the order of its gene, hotspots last."""
    if all(one.base is Base.CALLABLE for one in reading.pieces):
        return ()
    by_part: dict[str, list[Read]] = {}
    for one in reading.pieces:
        by_part.setdefault(one.piece.part, []).append(one)
    ordered = sorted(by_part.items(), key=lambda pair: _number(pair[0]))
    parts = [found for name, reads in ordered if (found := _gap(name, reads))]
    partly = [reads for reads in by_part.values() if any(r.base is Base.CALLABLE for r in reads)]
    return (*parts, *_of_hotspots(target, reading, [one for reads in partly for one in reads]))


def _of_hotspots(target: Target, reading: Reading, reads: Sequence[Read]) -> Iterator[str]:
    """Hotspots within a coding sequence, which its fraction does not cover for.

    Those of a place that is missing as a whole are named with it.
    """
    by_name: dict[str, list[Interval]] = {}
    for name, place in zip(target.hotspot_names, target.hotspots, strict=True):
        by_name.setdefault(name, []).append(place)
    for name, places in sorted(by_name.items(), key=lambda pair: _number(pair[0])):
        touched = [
            one
            for one in reads
            if any(one.piece.start < place.end and place.start < one.piece.end for place in places)
        ]
        counts = sum((reading.within(place) for place in places), Counter[Base]())
        found = _said(name, counts, touched)
        if found and touched:
            yield found


def _number(name: str) -> int:
    """The first number of a name, by which places of one kind are in the order of their gene."""
    found = _DIGITS.search(name)
    return int(found[0]) if found else 0


def _gap(name: str, reads: Sequence[Read]) -> str:
    counts: Counter[Base] = Counter()
    for one in reads:
        counts[one.base] += len(one.piece)
    return _said(name, counts, reads)


def _said(name: str, counts: Counter[Base], reads: Iterable[Read]) -> str:
    """One place with its bases and reasons; "" where all can be called."""
    missing = counts.total() - counts[Base.CALLABLE]
    if not missing:
        return ""
    why = ", ".join(_reasons([one for one in reads if one.base is not Base.CALLABLE]))
    return wording.GAP.format(name=name, count=f"{missing:,}", all=f"{counts.total():,}", why=why)


def _reasons(reads: Sequence[Read]) -> Iterator[str]:
    """Why bases cannot be called, each reason once."""
    found = {one.base for one in reads}
    depths = [
        depth
        for one in reads
        if one.base is Base.SHALLOW and (depth := one.piece.stretch.depth) is not None
    ]
    if depths:
        yield wording.GAP_DEPTH.format(depth=f"{min(depths):,}")
    if Base.REFUSED in found:
        words = (word for one in reads for word in one.piece.stretch.refused)
        yield wording.REFUSED.format(reasons=", ".join(dict.fromkeys(words)))
    yield from (words for base, words in _WORDS.items() if base in found)


_WORDS: Final = {
    Base.OFF_PANEL: wording.OFF_PANEL,
    Base.UNTOLD: wording.UNTOLD_PART,
    Base.UNNUMBERED: wording.UNNUMBERED,
    Base.BOUND: wording.NO_MORE_TOLD,
    Base.MEAN: wording.ONLY_MEAN,
}
