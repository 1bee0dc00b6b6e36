"""Which variants move together between two time points, and which do not."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from hccgenomics.interpret import monitor_wording as words
from hccgenomics.model.monitor import CloneGroup, Moved
from hccgenomics.pipeline.monitor.ratios import is_seen, pairs_of, ratio_of
from hccgenomics.reports.precision import briefly
from hccgenomics.vocabulary import Movement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.model.monitor import FollowedVariant, TimePoint
    from hccgenomics.pipeline.monitor.ratios import Pair, Ratio


def movements(
    points: Sequence[TimePoint], variants: Sequence[FollowedVariant], level: float
) -> Iterator[Moved]:
    """Each variant against all others, between the first time point and each later one."""
    for after in points[1:]:
        pairs = list(filter(is_seen, pairs_of(points[0], after, variants)))
        for one in pairs:
            others = [other for other in pairs if other is not one]
            if others:
                yield _moved(one, others, (points[0].number, after.number), level)


def groups(
    points: Sequence[TimePoint], variants: Sequence[FollowedVariant], level: float
) -> Iterator[CloneGroup]:
    """The fewest groups, between the first and the last time point, that share a ratio each.

    Intervals are taken by their upper ends; each group is all that hold the first upper end left.
    That stabs all intervals with the fewest values.
    """
    if len(points) < 2:  # noqa: PLR2004 -- nothing lies between one time point
        return
    first, last = points[0], points[-1]
    pairs = filter(is_seen, pairs_of(first, last, variants))
    left = sorted(
        ((one[0], ratio_of([one], level)) for one in pairs),
        key=lambda one: (_high(one[1]), one[0].id),
    )
    while left:
        end = _high(left[0][1])
        together = [one for one in left if one[1].low <= end]
        left = [one for one in left if one[1].low > end]
        yield _group(together, (first.number, last.number))


def _group(
    together: Sequence[tuple[FollowedVariant, Ratio]], between: tuple[int, int]
) -> CloneGroup:
    low = max(ratio.low for _, ratio in together)
    high = min(_high(ratio) for _, ratio in together)
    said = words.ALONE if len(together) == 1 else words.GROUPED
    names = tuple(one.name for one, _ in together)
    return CloneGroup(
        before=between[0],
        after=between[1],
        variants=tuple(one.id for one, _ in together),
        names=names,
        low=low,
        high=None if high == inf else high,
        why=said.format(
            names=", ".join(names),
            low=briefly(low),
            high=words.NO_UPPER if high == inf else briefly(high),
        ),
    )


def _moved(one: Pair, others: Sequence[Pair], between: tuple[int, int], level: float) -> Moved:
    own, theirs = ratio_of([one], level), ratio_of(others, level)
    movement = _movement(own, theirs)
    is_of_two = len(others) == 1 and movement is not Movement.WITH_THE_OTHERS
    return Moved(
        variant=one[0].id,
        name=one[0].name,
        before=between[0],
        after=between[1],
        value=own.value,
        low=own.low,
        high=own.high,
        others=theirs.value,
        others_low=theirs.low,
        others_high=theirs.high,
        movement=movement,
        why=words.MOVEMENT[movement] + (words.TWO_ALONE if is_of_two else ""),
    )


def _movement(own: Ratio, others: Ratio) -> Movement:
    if own.low > _high(others):
        return Movement.ABOVE_THE_OTHERS
    if _high(own) < others.low:
        return Movement.BELOW_THE_OTHERS
    return Movement.WITH_THE_OTHERS


def _high(ratio: Ratio) -> float:
    return inf if ratio.high is None else ratio.high
