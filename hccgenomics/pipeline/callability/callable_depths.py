"""Which depths are deep enough: every distinct depth judged, and few of them computed.

The number of reads that a call needs grows with depth, and between two of its steps the chance of
seeing an allele does too; so both are found by halving.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.ctdna.detection import (
    capped_depth,
    chance_of_seeing,
    detection_limit,
    least_alt,
    least_depth,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.ctdna.detection import CallingRule


@dataclass(frozen=True, slots=True)
class Asked:
    """What a base needs to count as callable.

    Attributes:
        rule: What an allele needs to be called.
        limit: The largest computed detection limit allowed.
        min_depth: Depth below which alleles are left out whatever they show.
        equivalents: Genome equivalents that went in, which cap the depth; ``None`` for no cap.
    """

    rule: CallingRule
    limit: float
    min_depth: int = 0
    equivalents: float | None = None

    def effective(self, depth: int) -> int:
        """The depth that counts."""
        return capped_depth(depth, self.equivalents)

    def limit_at(self, depth: int) -> float | None:
        """The computed detection limit at a depth; ``None`` below the laboratory's least depth."""
        return None if depth < self.min_depth else detection_limit(self.effective(depth), self.rule)

    def needed(self) -> int | None:
        """The smallest depth that would do; ``None`` where none would, or more than went in."""
        found = least_depth(self.limit, self.rule)
        if found is None or self.effective(found) < found:
            return None
        return max(found, self.min_depth)


@dataclass(frozen=True, slots=True)
class Deep:
    """Of some depths those that are callable, and the largest limit among them."""

    depths: frozenset[int]
    limit: float | None


def deep_enough(depths: Iterable[int], asked: Asked) -> Deep:
    """The depths that are callable.

    >>> from hccgenomics.ctdna.detection import CallingRule
    >>> deep = deep_enough([2, 60, 500], Asked(CallingRule(3, 0.01, 0.001, 0.001, 0.95), 0.1))
    >>> sorted(deep.depths), round(deep.limit, 3)
    ([500], 0.017)
    """
    given = {depth: asked.effective(depth) for depth in depths if depth >= asked.min_depth}
    distinct = sorted(set(given.values()))
    ends = [_callable_of(distinct[low:high], asked) for low, high in _steps(distinct, asked.rule)]
    enough = frozenset(depth for found in ends for depth in found)
    worst = _largest_limit([found[0] for found in ends if found], asked.rule)
    return Deep(frozenset(depth for depth, cut in given.items() if cut in enough), worst)


def _largest_limit(depths: Iterable[int], rule: CallingRule) -> float | None:
    """The largest limit, computed only where the largest so far would not be seen."""
    worst: float | None = None
    for depth in sorted(depths):
        if worst is None or chance_of_seeing(worst, depth, rule) < rule.probability:
            worst = detection_limit(depth, rule)
    return worst


def _steps(depths: Sequence[int], rule: CallingRule) -> Iterator[tuple[int, int]]:
    """Ranges of sorted depths at which a call needs the same number of reads."""
    todo = [(0, len(depths))] if depths else []
    while todo:
        low, high = todo.pop()
        if least_alt(depths[low], rule) == least_alt(depths[high - 1], rule):
            yield low, high
            continue
        middle = (low + high) // 2
        todo += [(low, middle), (middle, high)]


def _callable_of(depths: Sequence[int], asked: Asked) -> Sequence[int]:
    """Of sorted depths with one number of reads needed, those from the first that is enough."""
    low, high = 0, len(depths)
    if _is_seen(depths[0], asked):
        return depths
    while low < high:
        middle = (low + high) // 2
        if _is_seen(depths[middle], asked):
            high = middle
        else:
            low = middle + 1
    return depths[low:]


def _is_seen(depth: int, asked: Asked) -> bool:
    """Whether an allele at the limit asked for is seen often enough at an effective depth."""
    return chance_of_seeing(asked.limit, depth, asked.rule) >= asked.rule.probability
