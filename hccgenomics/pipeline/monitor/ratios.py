"""How much changed between two time points, over all variants told at both and one by one.

The rule for a fall is that of the interval: it has to lie below 1. A fixed cut of the ratio would
call noise a change where few molecules were counted and miss one where many were; criteria that
rest on intervals have been proposed as ctDNA-RECIST (doi:10.1016/j.ejca.2022.11.039).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from hccgenomics.ctdna.response import response_ratio
from hccgenomics.interpret import monitor_wording as words
from hccgenomics.model.monitor import MolecularRatio
from hccgenomics.pipeline.monitor.counts import Counts, are_counted, counts_of
from hccgenomics.pipeline.monitor.measures import of_tumour
from hccgenomics.vocabulary import Course

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.ctdna.response import Count
    from hccgenomics.model.monitor import FollowedVariant, TimePoint


@dataclass(frozen=True, slots=True)
class Ratio:
    """After over before; ``None`` for what has no number."""

    value: float | None
    low: float
    high: float | None

    @property
    def course(self) -> Course:
        """What its interval leaves."""
        if self.high is not None and self.high < 1:
            return Course.FALL
        return Course.RISE if self.low > 1 else Course.UNDECIDED


Pair = tuple["FollowedVariant", Counts, Counts]


_FACTS: Final[dict[Course, Literal["fall", "no_fall"]]] = {
    Course.FALL: "fall",
    Course.RISE: "no_fall",
}
"""Words of the fact ``ctdna_response`` of ``facts.tsv``."""


def ratios(
    points: Sequence[TimePoint], variants: Sequence[FollowedVariant], level: float
) -> Iterator[MolecularRatio]:
    """Each time point against the first, and against the one before it where that is another."""
    for after in points[1:]:
        yield _ratio(points[0], after, "first", variants, level)
    for before, after in list(pairwise(points))[1:]:
        yield _ratio(before, after, "previous", variants, level)


def _ratio(
    before: TimePoint,
    after: TimePoint,
    against: Literal["first", "previous"],
    variants: Sequence[FollowedVariant],
    level: float,
) -> MolecularRatio:
    pairs = list(pairs_of(before, after, variants))
    ratio = ratio_of(pairs, level) if any(map(is_seen, pairs)) else None
    return MolecularRatio(
        against=against,
        before=before.number,
        after=after.number,
        days=after.day - before.day,
        variants=tuple(one.id for one, _, _ in pairs),
        mean_before=_mean([counts.least for _, counts, _ in pairs]),
        mean_after=_mean([counts.least for _, _, counts in pairs]),
        value=None if ratio is None else ratio.value,
        low=None if ratio is None else ratio.low,
        high=None if ratio is None else ratio.high,
        level=level,
        course=None if ratio is None else ratio.course,
        ctdna_response=None if ratio is None else _FACTS.get(ratio.course),
        why=_why(pairs, ratio),
    )


def pairs_of(
    before: TimePoint, after: TimePoint, variants: Sequence[FollowedVariant]
) -> Iterator[Pair]:
    """Variants of the tumour lane whose reads are told at both time points."""
    for one in of_tumour(variants):
        cells = one.plasma[before.number - 1], one.plasma[after.number - 1]
        by_counts = are_counted(cells)
        earlier, later = (counts_of(cell, by_counts=by_counts) for cell in cells)
        if earlier is not None and later is not None:
            yield one, earlier, later


def is_seen(pair: Pair) -> bool:
    """Whether a read carries it at either time point: what was seen at neither has no ratio."""
    return bool(pair[1].least.alt or pair[2].least.alt)


def _mean(counts: Sequence[Count]) -> float | None:
    return sum(one.alt / one.depth for one in counts) / len(counts) if counts else None


def ratio_of(pairs: Sequence[Pair], level: float) -> Ratio:
    """The ratio of the means, with an interval that reaches to the limits of what was not counted.

    Its lower end is that of the fewest reads after over the most before, its upper end that of the
    most after over the fewest before.
    """
    least = [before.least for _, before, _ in pairs], [after.least for _, _, after in pairs]
    most = [before.most for _, before, _ in pairs], [after.most for _, _, after in pairs]
    stated = response_ratio(least[0], least[1], level=level)
    if all(before.is_counted and after.is_counted for _, before, after in pairs):
        return Ratio(stated.value, stated.low, stated.high)
    low = response_ratio(most[0], least[1], level=level).low
    high = response_ratio(least[0], most[1], level=level).high
    return Ratio(stated.value, low, high)


def _why(pairs: Sequence[Pair], ratio: Ratio | None) -> str:
    if not pairs:
        return words.NO_RATIO
    if ratio is None:
        return words.NOTHING_SEEN.format(count=len(pairs))
    said = words.RATIO_OF_ONE if len(pairs) == 1 else words.RATIO
    rests_on = said.format(count=len(pairs), name=pairs[0][0].name)
    counted = all(before.is_counted and after.is_counted for _, before, after in pairs)
    uncounted = "" if counted else words.RATIO_UNCOUNTED
    return " ".join(filter(None, (words.COURSE[ratio.course], rests_on, uncounted)))
