"""The marker certificate as a table: one row for each part of each marker, in the report's order.

Cells are written as in ``to_tsv``: ``.`` is what is not known, ``; `` joins several, and a text
that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports.to_tsv import cell

if TYPE_CHECKING:
    from hccgenomics.model.report import Component, Marker, Report
    from hccgenomics.reports.to_tsv import Cell

MARKER_COLUMNS: Final = {
    "sample": "Name of the sample.",
    "assembly": "Reference assembly.",
    "marker": "Name of the marker.",
    "marker_state": "State of the whole marker; absent only if each of its parts is.",
    "gene": "HGNC symbol or fusion.",
    "class": "Class of event looked for.",
    "state": "State of this part: present, absent, no_call or not_assayed.",
    "limit": "The smallest event that could have been seen.",
    "limit_unit": "Its unit.",
    "computed_limit": "Computed detection limit at the worst callable base, as a fraction.",
    "validated_limit": "Limit that the laboratory has validated, of its settings.",
    "expected_vaf": "Where a clonal heterozygous variant would lie at the purity stated.",
    "clonal_would_be_seen": "Whether it would be seen: true or false.",
    "depth": "Least depth over the measured bases.",
    "median_depth": "Median depth over them.",
    "effective_depth": "Least depth, capped by what went in.",
    "depth_unit": "What one unit of depth is.",
    "bases": "Bases that decide the part.",
    "off_panel": "Of those, not on the panel.",
    "measured_bases": "Of those, with a depth told.",
    "callable_bases": "Of those, callable.",
    "callable_fraction": "Callable bases over all that decide the part.",
    "failed": "Whether the part was measured and is too shallow: true or false.",
    "gaps": "What of it cannot be called and why, joined with ;.",
    "what": "The bases that decide the part, in words.",
    "sources": "Files that told its depth, joined with ;.",
    "alterations": "Alterations that make the marker present, joined with ;.",
    "why": "Reason for the state.",
}
_GLUE: Final = "; "


def to_markers_tsv(report: Report) -> str:
    """The table, with one header line."""
    lines = ["\t".join(MARKER_COLUMNS)]
    for marker in report.markers:
        lines.extend("\t".join(_row(report, marker, part)) for part in marker.components)
    return "".join(f"{line}\n" for line in lines)


def _row(report: Report, marker: Marker, part: Component) -> list[str]:
    values = {
        "sample": report.sample.id,
        "assembly": report.sample.assembly,
        "marker": marker.marker,
        "marker_state": marker.state,
        "gene": part.gene,
        "class": part.component_class,
        "state": part.state,
        "limit": None if part.limit is None else part.limit.value,
        "limit_unit": None if part.limit is None else part.limit.unit,
        "callable_fraction": part.callable_fraction,
        "alterations": _GLUE.join(marker.alterations),
        "why": part.why,
        **_measured(part),
    }
    return [cell(values.get(name)) for name in MARKER_COLUMNS]


def _measured(part: Component) -> dict[str, Cell]:
    """What panel and depth say of it; nothing where nothing was told."""
    measured = part.measured
    if measured is None:
        return {}
    return {
        "computed_limit": measured.computed_limit,
        "validated_limit": measured.validated_limit,
        "expected_vaf": measured.expected_vaf,
        "clonal_would_be_seen": measured.clonal_would_be_seen,
        "depth": measured.depth,
        "median_depth": measured.median_depth,
        "effective_depth": measured.effective_depth,
        "depth_unit": measured.depth_unit,
        "bases": measured.bases,
        "off_panel": measured.off_panel,
        "measured_bases": measured.measured_bases,
        "callable_bases": measured.callable_bases,
        "failed": measured.failed,
        "gaps": _GLUE.join(measured.gaps),
        "what": measured.what,
        "sources": _GLUE.join(measured.sources),
    }
