"""From days and allele fractions to the paper of a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DECADES: Final = 2
"""Of the axis, at the least."""
LOWEST: Final = -7
"""The lowest decade that is drawn: no assay counts so many molecules."""
MARGIN: Final = 0.05
"""Of the days, kept free at either end."""
AROUND: Final = 90
"""Days before the first and after the last sample that treatments may stretch the picture by."""
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class LogHeight:
    """Fractions on paper: powers of ten, the lower decade at ``bottom``."""

    low: int
    high: int
    top: float
    bottom: float

    @classmethod
    def of_values(cls, values: Iterable[float], top: float, bottom: float) -> LogHeight:
        """Whole decades around all values, two at the least, up to a fraction of one.

        >>> scale = LogHeight.of_values([0.02, 0.0004], 0, 300)
        >>> scale.low, scale.high, scale.y(0.1), scale.y(0.0001)
        (-4, -1, 0.0, 300.0)
        """
        known = [value for value in values if value > 0]
        high = min(0, ceil(log10(max(known)))) if known else 0
        low = max(LOWEST, floor(log10(min(known)))) if known else -DECADES
        return cls(min(low, high - DECADES), high, top, bottom)

    def y(self, value: float) -> float:
        """The place of a fraction, at the edge where it lies beyond or is zero."""
        if value <= 0:
            return self.bottom
        inside = min(float(self.high), max(float(self.low), log10(value)))
        share = (inside - self.low) / (self.high - self.low)
        return self.bottom + share * (self.top - self.bottom)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Powers of ten.

        >>> LogHeight(-3, 0, 0, 1).ticks
        (0.001, 0.01, 0.1, 1.0)
        """
        return tuple(float(f"1e{power}") for power in range(self.low, self.high + 1))


@dataclass(frozen=True, slots=True)
class Days:
    """Days on paper."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def of_samples(
        cls, samples: Sequence[str], treatments: Iterable[str], left: float, right: float
    ) -> Days:
        """From the first to the last sample, and somewhat further where treatments lie there."""
        days = [date.fromisoformat(one) for one in samples]
        around = timedelta(AROUND)
        near = [
            day
            for one in treatments
            if min(days) - around <= (day := first_of(one)) <= max(days) + around
        ]
        first, last = min([*days, *near]), max([*days, *near])
        free = timedelta(max(1, round(MARGIN * (last - first).days)))
        return cls(first - free, last + free, left, right)

    def x(self, day: date) -> float:
        """The place of a day, at the edge where it lies beyond.

        >>> days = Days(date(2026, 1, 1), date(2026, 1, 11), 0, 100)
        >>> days.x(date(2026, 1, 3)), days.x(date(2027, 1, 1))
        (20.0, 100.0)
        """
        whole = (self.last - self.first).days
        share = (day - self.first).days / whole
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


def first_of(stated: str) -> date:
    """The first day of a year, a month or a day as stated.

    >>> first_of("2026"), first_of("2026-04"), first_of("2026-04-17")
    (datetime.date(2026, 1, 1), datetime.date(2026, 4, 1), datetime.date(2026, 4, 17))
    """
    return date.fromisoformat(stated + "-01" * (2 - stated.count("-")))


def last_of(stated: str) -> date:
    """The last day of a year, a month or a day as stated.

    >>> last_of("2026"), last_of("2026-02"), last_of("2026-04-17")
    (datetime.date(2026, 12, 31), datetime.date(2026, 2, 28), datetime.date(2026, 4, 17))
    """
    first = first_of(stated)
    match stated.count("-"):
        case 0:
            return date(first.year, MONTHS, 31)
        case 1:
            after = (first.year, first.month + 1, 1)
            following = (first.year + 1, 1, 1) if first.month == MONTHS else after
            return date(*following) - timedelta(1)
        case _:
            return first
