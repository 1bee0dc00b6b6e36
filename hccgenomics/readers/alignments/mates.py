"""Overlapping mates: which reads are two ends of one fragment, and what their qualities come to.

The rule is htslib's of 1.13 to 1.19 (https://github.com/samtools/htslib/blob/1.16/sam.c,
``overlap_push`` and ``tweak_overlap_quality``). Where two mates agree, one of them keeps the base
with the sum of both qualities, at most 200; where they differ, the better one keeps it with four
fifths of its quality. The other mate's quality becomes 0. Which of two equals is kept follows from
the read's name, and so does not favour a strand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hccgenomics.readers.alignments.names import tossed
from hccgenomics.readers.alignments.reads import MATE_UNMAPPED, PAIRED, PROPER_PAIR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hccgenomics.readers.alignments.reads import Bools, Ints, Reads
    from hccgenomics.readers.alignments.stretches import AlignedBases

_MOST: Final = 200
_LEFT_OF_DIFFERING: Final = 0.8
NONE: Final = -1
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Mates:
    """Which reads belong together.

    Attributes:
        fragment: A number for each read, shared by all reads of its name.
        mate: The other read of an overlapping pair; -1 where there is none.
        is_second: Whether it is the one that comes later in the file.
        first_wins: Of a pair, what the coin says.
    """

    fragment: Ints
    mate: Ints
    is_second: Bools
    first_wins: Bools


def mates_of(reads: Reads, ends: Ints, counted: Bools, names: NDArray[np.uint64]) -> Mates:
    """The pairs among reads in the order of the file.

    Args:
        reads: All that touch a place asked about.
        ends: Where on the reference each ends.
        counted: Whether each is counted at all; htslib never sees the others.
        names: Their names, as numbers.
    """
    _, fragment = np.unique(names, return_inverse=True)
    fragment = fragment.astype(np.int64)
    may_pair = counted & _may_pair(reads, ends)
    mate = np.full(len(reads), NONE, dtype=np.int64)
    is_second = np.zeros(len(reads), dtype=np.bool_)
    which = np.flatnonzero(counted)
    order = which[np.argsort(fragment[which], kind="stable")]
    _, starts, sizes = np.unique(fragment[order], return_index=True, return_counts=True)
    two, many = starts[sizes == _PAIR], sizes > _PAIR
    two = two[may_pair[order[two]] & may_pair[order[two + 1]]]
    _pair_twos(reads, order[two], order[two + 1], mate)
    for start, size in zip(starts[many].tolist(), sizes[many].tolist(), strict=True):
        _pair_many(reads, ends, order[start : start + size], may_pair, mate)
    is_second[mate >= 0] = mate[mate >= 0] < np.flatnonzero(mate >= 0)
    return Mates(fragment, mate, is_second, _coins(reads, mate))


def _may_pair(reads: Reads, ends: Ints) -> Bools:
    """Whether htslib looks for a mate that overlaps."""
    proper = (reads.flag & PROPER_PAIR > 0) & (reads.flag & MATE_UNMAPPED == 0)
    elsewhere = (reads.mate_target >= 0) & (reads.mate_target != reads.target)
    apart = (np.abs(reads.template) >= 2 * reads.length) & (reads.mate_pos >= ends)
    may: Bools = proper & ~elsewhere & ~apart
    return may


def awaits_mate(reads: Reads) -> Bools:
    """Whether htslib keeps a read for a mate that is still to come."""
    nowhere = (reads.flag & PAIRED > 0) & (reads.mate_pos == NONE)
    waits: Bools = (reads.mate_pos >= reads.pos) | nowhere
    return waits


def _pair_twos(reads: Reads, first: Ints, second: Ints, mate: Ints) -> None:
    waits = awaits_mate(reads)[first]
    mate[first[waits]], mate[second[waits]] = second[waits], first[waits]


def _pair_many(reads: Reads, ends: Ints, group: Ints, may_pair: Bools, mate: Ints) -> None:
    """More than two reads of one name, one after the other as htslib meets them.

    It forgets a read that waits for its mate as soon as any read of the name ends.
    """
    waits = awaits_mate(reads)[group]
    kept: int | None = None
    for at, read in enumerate(group.tolist()):
        if kept is not None and _ended(ends[group[:at]], reads.pos[[kept, read]]):
            kept = None
        if not may_pair[read]:
            continue
        if kept is not None:
            mate[kept], mate[read] = read, kept
            kept = None
        elif waits[at]:
            kept = read


def _ended(ends: Ints, between: Ints) -> bool:
    """Whether one of the reads ends between where two others begin."""
    begin, behind = between
    return bool(((ends >= begin) & (ends < behind)).any())


def _coins(reads: Reads, mate: Ints) -> Bools:
    coins = np.zeros(len(reads), dtype=np.bool_)
    first = np.flatnonzero(mate > np.arange(len(mate)))
    if len(first):
        coins[first] = tossed(reads.take(first))
        coins[mate[first]] = coins[first]
    return coins


@dataclass(frozen=True, slots=True)
class Looked:
    """Bases whose quality is asked, one row each.

    Attributes:
        read: Whose it is.
        query: Its place in the read.
        place: Its place on the reference; -1 for one that has none, such as an inserted base.
        column: The place that is looked at: the same, or the deleted base before it.
    """

    read: Ints
    query: Ints
    place: Ints
    column: Ints


def settled_quality(
    reads: Reads, mates: Mates, aligned: AlignedBases, looked: Looked
) -> tuple[Ints, Ints]:
    """Qualities of bases after the mate has been asked, and of the mate's base; 0 without any.

    A mate that begins behind the place looked at has no say in it.
    """
    read, query, place = looked.read, looked.query, looked.place
    quality = reads.quality_at(read, query)
    mate = mates.mate[read]
    asked = np.flatnonzero((mate >= 0) & (place >= 0) & (reads.pos[mate] <= looked.column))
    of_mate = np.zeros(len(quality), dtype=np.int64)
    if not len(asked):
        return quality, of_mate
    mate = mates.mate[read[asked]]
    found = aligned.find(mate, place[asked])
    meets = found >= 0
    asked, mate, found = asked[meets], mate[meets], found[meets]
    there = aligned.query(found, place[asked])
    keeps = _is_settled(mates, aligned, read[asked], place[asked])
    asked, mate, there = asked[keeps], mate[keeps], there[keeps]
    qualities = (quality[asked], reads.quality_at(mate, there))
    agrees = reads.base(read[asked], query[asked]) == reads.base(mate, there)
    wins = mates.first_wins[read[asked]] ^ mates.is_second[read[asked]]
    quality[asked] = _settled(*qualities, agrees=agrees, wins=wins)
    of_mate[asked] = _settled(*reversed(qualities), agrees=agrees, wins=~wins)
    return quality, of_mate


def _settled(mine: Ints, other: Ints, *, agrees: Bools, wins: Bools) -> Ints:
    """The quality left to the first of two bases."""
    together = np.where(wins, np.minimum(mine + other, _MOST), 0)
    better = (mine > other) | ((mine == other) & wins)
    alone = np.where(better, (_LEFT_OF_DIFFERING * mine).astype(np.int64), 0)
    return np.where(agrees, together, alone)


def _is_settled(mates: Mates, aligned: AlignedBases, read: Ints, place: Ints) -> Bools:
    """Whether htslib compares two mates here.

    Until 1.19 it passes over the first base behind a gap of the second mate if the first mate has
    bases in that gap (mended by commit cc01df0b of 2024, in 1.20).
    """
    second = np.where(mates.is_second[read], read, mates.mate[read])
    first = np.where(mates.is_second[read], mates.mate[read], read)
    at = aligned.find(second, place)
    gap = np.where(aligned.stretches.start[at] == place, aligned.gap[at], 0)
    passed = gap > 0
    if passed.any():
        which = np.flatnonzero(passed)
        there = place[which]
        passed[which] = aligned.reaches_into(first[which], there - gap[which], there)
    return ~passed
