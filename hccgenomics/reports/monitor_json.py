"""A timeline as JSON and as a table: the same timeline gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports.to_tsv import cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.monitor import Cell, FollowedVariant, Monitor

COLUMNS: Final = (
    *("variant", "name", "gene", "contig", "pos", "ref", "alt", "driver", "lane", "in_mean"),
    *("sample", "time_point", "collected", "day"),
    *("state", "vaf", "low", "high", "alt_count", "depth", "unit", "limit_vaf", "q_value"),
    *("rests_on", "why"),
)
OWN: Final = ("vaf", "low", "high", "alt", "depth", "unit", "limit_vaf", "q_value", "rests_on")


def monitor_json(monitor: Monitor) -> str:
    """In the order of the schema."""
    return monitor.model_dump_json(indent=2) + "\n"


def monitor_tsv(monitor: Monitor) -> str:
    """One row for each variant in each sample; larger alterations are in the JSON."""
    rows = (row for variant in monitor.variants for row in _rows(variant, monitor))
    return "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows))


def _rows(variant: FollowedVariant, monitor: Monitor) -> Iterator[tuple[str, ...]]:
    for sample, found in zip(monitor.tissue_samples, variant.tissue, strict=True):
        yield _row(variant, ("tissue", None, sample.collected, None), found)
    for point, found in zip(monitor.time_points, variant.plasma, strict=True):
        yield _row(variant, ("plasma", point.number, point.collected, point.day), found)


def _row(
    variant: FollowedVariant, sample: tuple[str, int | None, str | None, int | None], found: Cell
) -> tuple[str, ...]:
    named = (getattr(variant, name) for name in ("id", *COLUMNS[1:8]))
    numbers = (getattr(found, name) for name in OWN)
    lane = (variant.lane.value, variant.in_mean)
    return tuple(map(cell, (*named, *lane, *sample, found.state.value, *numbers, found.why)))
