"""How far an event reaches: along the chromosome, over its arm, and with which genes at its peak.

What counts as altered the same way is told by a ``rank`` that the caller gives each stretch: an
event is a run of neighbours of at least the rank asked for (at most, of losses).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.model.copy_number import CopyEvent
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import Extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.model.places import Arm, Arms, GenePlaces
    from hccgenomics.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment with what it is called; ``value`` is its copies, or its log2 ratio.

    ``rank`` rises from homozygous deletion to amplification; ``None`` where nothing is called.
    """

    start: int
    end: int
    value: float
    rank: int | None


@dataclass(frozen=True, slots=True)
class Around:
    """What an event is looked for around, and where.

    Attributes:
        rank: The least rank of a gain, the greatest of a loss.
        is_gain: Which of the two.
        likeness: Values that differ by no more are the same level.
    """

    place: Interval
    rank: int
    is_gain: bool
    likeness: float


@dataclass(frozen=True, slots=True)
class Ground:
    """What all events of a run are measured against."""

    arms: Arms
    places: GenePlaces
    settings: Settings


def event_around(stretches: Sequence[Stretch], around: Around, ground: Ground) -> CopyEvent | None:
    """The event that a gene lies in; ``None`` where none of its stretches is altered so.

    Args:
        stretches: Of the gene's contig, in order.
        around: The gene, and which stretches belong to the event.
        ground: Arms, genes and settings.
    """
    run = next(
        (run for run in _runs(stretches, around, ground) if _touches(run, around.place)), None
    )
    if run is None:
        return None
    start, end = run[0].start, max(part.end for part in run)
    peak = _peak(run, around)
    extent, arm, share = _extent(Interval(around.place.contig, start, end), ground)
    genes = ground.places.within(around.place.contig, *peak)
    return CopyEvent(
        around.place.contig,
        start,
        end,
        extent,
        arm,
        share,
        tuple(gene.symbol for gene in genes),
        *peak,
    )


def share_of(arm: Arm, place: Interval) -> float:
    """The share of an arm that lies within the place.

    >>> from hccgenomics.model.places import Arm
    >>> share_of(Arm("11q", "chr11", 100, 200), Interval("chr11", 150, 400))
    0.5
    """
    if arm.contig != place.contig or not len(arm):
        return 0.0
    return max(0, min(arm.end, place.end) - max(arm.start, place.start)) / len(arm)


def _runs(stretches: Sequence[Stretch], around: Around, ground: Ground) -> Iterator[list[Stretch]]:
    run: list[Stretch] = []
    for part in stretches:
        if run and not (_belongs(part, around) and _adjoins(run, part, around, ground)):
            yield run
            run = []
        if _belongs(part, around):
            run.append(part)
    if run:
        yield run


def _belongs(part: Stretch, around: Around) -> bool:
    if part.rank is None:
        return False
    return part.rank >= around.rank if around.is_gain else part.rank <= around.rank


def _adjoins(run: Sequence[Stretch], part: Stretch, around: Around, ground: Ground) -> bool:
    """Whether nothing but a short gap, or the centromere, lies between."""
    end = max(before.end for before in run)
    if part.start - end <= ground.settings.max_event_gap:
        return True
    arms = ground.arms.of(around.place.contig)
    return any(end <= after.start <= part.start for after in arms[1:])


def _touches(run: Sequence[Stretch], place: Interval) -> bool:
    return any(part.start < place.end and place.start < part.end for part in run)


def _peak(run: Sequence[Stretch], around: Around) -> tuple[int, int]:
    """The part with the most copies (fewest, of a loss), with neighbours at the same level."""
    sign = 1 if around.is_gain else -1
    at = max(range(len(run)), key=lambda i: sign * run[i].value)
    first = last = at
    while first > 0 and abs(run[first - 1].value - run[at].value) <= around.likeness:
        first -= 1
    while last < len(run) - 1 and abs(run[last + 1].value - run[at].value) <= around.likeness:
        last += 1
    return run[first].start, max(part.end for part in run[first : last + 1])


def _extent(place: Interval, ground: Ground) -> tuple[Extent, str, float]:
    """What the event is called, the arm it is told as, and the share of that."""
    bar = ground.settings.arm_level_share
    shares = {arm: share_of(arm, place) for arm in ground.arms.touched(place)}
    whole = [arm for arm, share in shares.items() if share >= bar]
    if len(shares) > 1 and len(whole) == len(shares):
        return Extent.CHROMOSOME, place.contig.removeprefix("chr"), _share_of_all(shares)
    if whole:
        return Extent.ARM, whole[0].name, shares[whole[0]]
    extent = Extent.FOCAL if len(place) <= ground.settings.focal_width else Extent.BROAD
    if len(shares) == 1:
        (arm,) = shares
        return extent, arm.name, shares[arm]
    return extent, place.contig.removeprefix("chr"), _share_of_all(shares)


def _share_of_all(shares: dict[Arm, float]) -> float:
    total = sum(len(arm) for arm in shares)
    return sum(len(arm) * share for arm, share in shares.items()) / total if total else 0.0
