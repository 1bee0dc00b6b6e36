"""Two records that tell one adjacency, each from its own side.

Mates name each other (``MATEID``, GRIDSS's ``PARID``, Severus's ``MATE_ID``), or their names differ
only in the ending that tells the sides apart (``…o`` and ``…h``, ``…:1`` and ``…:2``, ``…_1`` and
``…_2``), or nothing but their coordinates tells. One of the two is kept: that at the breakend which
comes first. If a named mate says something else, neither is believed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.model.adjacencies import genome_order
from hccgenomics.model.genome import reverse_complement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.structural_files import Breakend
    from hccgenomics.readers.breakends.junction import Junction
    from hccgenomics.readers.breakends.record import SvRecord

_SIDE: Final = re.compile(r"(.+)([oh]|[:_.](?:[12]|[01]|bp[12]))")
_OTHER: Final = {
    "o": ("h",),
    "h": ("o",),
    "1": ("2", "0"),
    "2": ("1",),
    "0": ("1",),
}


@dataclass(frozen=True, slots=True)
class Half:
    """A record in breakend notation, with what it tells."""

    record: SvRecord
    junction: Junction

    @property
    def mate(self) -> Breakend:
        """The other side, as this record tells it."""
        if self.junction.mate is None:
            raise ValueError("A single breakend has no mate.")
        return self.junction.mate


@dataclass(slots=True)
class Paired:
    """Halves put together.

    Attributes:
        kept: Those that stand for an adjacency, with their mate if the file has it.
        at_odds: Pairs of which one says something else than the other.
        missing: How many name a mate that the file has not.
    """

    kept: list[tuple[Half, Half | None]] = field(default_factory=list)
    at_odds: list[tuple[Half, Half]] = field(default_factory=list)
    missing: int = 0


def paired(halves: Sequence[Half], keys: Iterable[str]) -> Paired:
    """Each half once, in the order of the file."""
    names = tuple(keys)
    found = Paired()
    partner = _partners(halves, names)
    for number, half in enumerate(halves):
        other = partner.get(number)
        if other is None:
            found.kept.append((half, None))
            found.missing += half.record.stated(*names) is not None
        elif number < other:
            _settle(found, half, halves[other])
    return found


def _settle(found: Paired, half: Half, mate: Half) -> None:
    if not agree(half, mate):
        found.at_odds.append((half, mate))
        return
    is_first = genome_order(half.junction.own) <= genome_order(half.mate)
    found.kept.append((half, mate) if is_first else (mate, half))


def _partners(halves: Sequence[Half], keys: tuple[str, ...]) -> dict[int, int]:
    """By number, the number of the mate."""
    partner: dict[int, int] = {}
    _by_name(halves, keys, partner)
    _by_ending(halves, partner)
    _by_place(halves, partner)
    return partner


def _by_name(halves: Sequence[Half], keys: tuple[str, ...], partner: dict[int, int]) -> None:
    numbers = _numbers(halves)
    for number, half in enumerate(halves):
        for name in (half.record.stated(*keys) or "").split(","):
            mates = numbers.get(name, [])
            _marry(partner, number, mates[0] if len(mates) == 1 else None)


def _by_ending(halves: Sequence[Half], partner: dict[int, int]) -> None:
    numbers = _numbers(halves)
    for number, half in enumerate(halves):
        if number in partner:
            continue
        match = _SIDE.fullmatch(half.record.id)
        for ending in _OTHER.get(match[2][-1], ()) if match else ():
            mates = numbers.get(half.record.id[:-1] + ending, [])
            if len(mates) == 1 and agree(half, halves[mates[0]]):
                _marry(partner, number, mates[0])


def _by_place(halves: Sequence[Half], partner: dict[int, int]) -> None:
    waiting: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, half in enumerate(halves):
        if number in partner:
            continue
        own, mate = _side(half.junction.own), _side(half.mate)
        candidates = waiting[mate, own] if own != mate else []
        fitting = [n for n in candidates if agree(half, halves[n])]
        if fitting:
            candidates.remove(fitting[0])
            _marry(partner, number, fitting[0])
        else:
            waiting[own, mate].append(number)


def _numbers(halves: Sequence[Half]) -> dict[str, list[int]]:
    """By the name of the record."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, half in enumerate(halves):
        if half.record.id not in {"", "."}:
            found[half.record.id].append(number)
    return found


def _marry(partner: dict[int, int], one: int, other: int | None) -> None:
    if other is not None and other != one and one not in partner and other not in partner:
        partner[one], partner[other] = other, one


def _side(end: Breakend) -> tuple[str, int, int | None]:
    return end.contig, end.pos, end.keeps


def agree(half: Half, mate: Half) -> bool:
    """Whether each tells of the other what the other tells of itself."""
    return (
        _same(half.mate, mate.junction.own, _slack(half, mate))
        and _same(mate.mate, half.junction.own, _slack(half, mate))
        and _same_insert(half, mate)
    )


def _same(one: Breakend, other: Breakend, slack: int) -> bool:
    return (
        one.contig == other.contig
        and one.keeps == other.keeps
        and abs(one.pos - other.pos) <= slack
    )


def _same_insert(half: Half, mate: Half) -> bool:
    """Whether both state one inserted sequence, on whichever strand, or one of them none.

    SvABA gives both mates the sequence as its contig reads.
    """
    one, other = half.junction.inserted, mate.junction.inserted
    return not one or not other or other in {one, reverse_complement(one)}


def _slack(half: Half, mate: Half) -> int:
    """How far the two may differ: as far as either is uncertain."""
    ends = (half.junction.own, half.mate, mate.junction.own, mate.mate)
    return max(end.high - end.low for end in ends)
