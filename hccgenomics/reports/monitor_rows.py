"""Numbers of a timeline as the page and its picture print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports import monitor_labels as labels
from hccgenomics.reports.precision import briefly, number, percent
from hccgenomics.vocabulary import ResidualState, TimePointState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.monitor import Cell, Mean, Molecules, TimePoint, Treatment
    from hccgenomics.model.plasma import ResidualDisease, TumourFraction

MOST_COLUMNS: Final = 6
"""Samples that fit side by side with their figures."""


def value_of(cell: Cell) -> str:
    """The fraction, or the limit it lies below; "" where neither is told."""
    if cell.state in {TimePointState.CALLED, TimePointState.GENOTYPED}:
        return labels.NOT_KNOWN if cell.vaf is None else percent(cell.vaf)
    if cell.state is not TimePointState.NOT_DETECTED:
        return ""
    if cell.limit_vaf is None:
        return labels.FRACTION_UNKNOWN
    return labels.FRACTION_LOW.format(limit=percent(cell.limit_vaf))


def interval_of(cell: Cell) -> str:
    """The interval of a fraction that was seen; "" where there is none."""
    if cell.vaf is None or cell.low is None or cell.high is None:
        return ""
    return labels.TO.format(low=percent(cell.low), high=percent(cell.high))


def counts_of(cell: Cell) -> tuple[str, ...]:
    """Reads of all, and the limit where the fraction does not state it already."""
    said = []
    if cell.alt is not None and cell.depth is not None:
        said.append(labels.OF.format(alt=number(cell.alt), depth=number(cell.depth)))
    elif cell.depth is not None:
        said.append(labels.DEPTH.format(depth=number(cell.depth)))
    if cell.limit_vaf is not None and cell.state is not TimePointState.NOT_DETECTED:
        said.append(labels.LIMIT.format(limit=percent(cell.limit_vaf)))
    return tuple(said)


def mean_of(mean: Mean | None) -> str:
    """The mean fraction, with what it may be at most where that differs."""
    if mean is None:
        return labels.NOTHING
    if mean.value == mean.at_most:
        return labels.MEAN.format(value=percent(mean.value))
    return labels.MEAN_AT_MOST.format(value=percent(mean.value), most=percent(mean.at_most))


def mean_interval(mean: Mean | None) -> str:
    """Its interval; "" where fractions without counts are among them."""
    if mean is None or mean.low is None or mean.high is None:
        return ""
    return labels.TO.format(low=percent(mean.low), high=percent(mean.high))


def molecules_of(found: Molecules) -> str:
    """Molecules a millilitre, with what they may be at most where that differs."""
    if found.value == found.at_most:
        return briefly(found.value)
    return labels.MEAN_AT_MOST.format(value=briefly(found.value), most=briefly(found.at_most))


def molecules_interval(found: Molecules) -> str:
    """Their interval; "" where the mean has none."""
    if found.low is None or found.high is None:
        return ""
    return labels.TO.format(low=briefly(found.low), high=briefly(found.high))


def tally_of(point: TimePoint) -> tuple[str, ...]:
    """How many variants are in which state."""
    counts = ((state, getattr(point, state.value)) for state in TimePointState)
    return tuple(labels.TALLY[state].format(count=count) for state, count in counts if count)


def ratio_of(value: float | None) -> str:
    """A ratio; that over nothing is no number."""
    return labels.NOT_KNOWN if value is None else briefly(value)


def ends_of(low: float | None, high: float | None) -> str:
    """The interval of a ratio, of which an end may not be known."""
    if low is None and high is None:
        return labels.NOT_KNOWN
    if high is None:
        return labels.AT_LEAST.format(low=briefly(low or 0.0))
    if low is None:
        return labels.AT_MOST.format(high=briefly(high))
    return labels.TO.format(low=briefly(low), high=briefly(high))


def blocks_of(count: int) -> Iterator[slice]:
    """Samples in blocks that stand side by side on paper, as even as they can be.

    >>> [(one.start, one.stop) for one in blocks_of(8)], len(list(blocks_of(6)))
    ([(0, 4), (4, 8)], 1)
    """
    blocks = max(1, -(-count // MOST_COLUMNS))
    width = -(-count // blocks)
    return (slice(start, start + width) for start in range(0, max(1, count), max(1, width)))


def span_of(treatment: Treatment) -> str:
    """When a treatment was given, as stated."""
    said = labels.SINCE if treatment.end is None else labels.UNTIL
    return said.format(start=treatment.start, end=treatment.end)


def residual_of(found: ResidualDisease) -> str:
    """Its state, and below what where it was not detected."""
    state = labels.RESIDUAL[found.state]
    below = found.limit if found.below is None else found.below
    if found.state is not ResidualState.NOT_DETECTED or below is None:
        return state
    return labels.RESIDUAL_BELOW.format(state=state, limit=percent(below))


def fraction_of(found: TumourFraction) -> str:
    """A tumour fraction with its interval; one at its floor or below is not told from none."""
    if found.value is None:
        return labels.NOT_KNOWN
    said = percent(found.value)
    if found.low is not None and found.high is not None:
        low, high = percent(found.low), percent(found.high)
        said = labels.WITH_INTERVAL.format(vaf=said, low=low, high=high)
    if found.floor is None or found.value > found.floor:
        return said
    return labels.BELOW_FLOOR.format(value=said, floor=percent(found.floor))
