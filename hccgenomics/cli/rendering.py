"""Documents to the files they are written as, by format and language.

``report``, ``monitor`` and ``render`` write the same bytes because they write them here. Renderers
are imported when they are asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hccgenomics.model.monitor import Monitor
    from hccgenomics.model.report import Report

SUFFIXES: Final = {"json": "report.json", "html": "report.html", "tsv": "variants.tsv"}
MARKERS_TABLE: Final = "markers.tsv"
FORCED_TABLE: Final = "forced.tsv"
MONITOR_SUFFIXES: Final = {"json": "monitor.json", "html": "monitor.html", "tsv": "monitor.tsv"}
HTML: Final = "html"
INSUFFICIENT: Final = 4
"""Exit code of a document that was written and by its own account cannot be relied on."""
_RENDERERS: Final = {
    "report.json": ("to_json", "to_json"),
    "report.html": ("to_html", "to_html"),
    "variants.tsv": ("to_tsv", "to_tsv"),
    MARKERS_TABLE: ("to_markers_tsv", "to_markers_tsv"),
    FORCED_TABLE: ("forced_rows", "to_forced_tsv"),
    "monitor.json": ("monitor_json", "monitor_json"),
    "monitor.html": ("monitor_html", "monitor_html"),
    "monitor.tsv": ("monitor_json", "monitor_tsv"),
}
"""Module and function that write each file, by its ending."""


def report_endings(report: Report, formats: Sequence[str]) -> tuple[str, ...]:
    """The ending of each file of a report; forced calls have a table if there are any."""
    found = [SUFFIXES[name] for name in formats]
    if "tsv" in formats:
        found.append(MARKERS_TABLE)
        found.extend([FORCED_TABLE] * bool(report.forced_calls))
    return tuple(found)


def monitor_endings(formats: Sequence[str]) -> tuple[str, ...]:
    """The ending of each file of a timeline."""
    return tuple(MONITOR_SUFFIXES[name] for name in formats)


def exit_status_of(document: Report | Monitor) -> int:
    """How the command ends that writes it: 4 where its quality is insufficient, or nothing is told.

    The same for ``report`` and ``monitor``, and for ``render`` years later.
    """
    from hccgenomics.model.report import Report
    from hccgenomics.vocabulary import Confidence

    if isinstance(document, Report):
        is_insufficient = document.quality.verdict is Confidence.INSUFFICIENT
    else:
        is_insufficient = not document.is_evaluable
    return INSUFFICIENT if is_insufficient else 0


def rendered(ending: str, document: Report | Monitor, language: str, **told: Any) -> bytes:  # noqa: ANN401 -- options of a page
    """A document as the file of that ending; only a page has a language.

    Args:
        ending: A key of the files' endings.
        document: A report or a timeline, as the ending has it.
        language: Of the page.
        told: What a page is told besides.
    """
    module, function = _RENDERERS[ending]
    write: Callable[..., str] = getattr(import_module(f"hccgenomics.reports.{module}"), function)
    is_page = ending.endswith(HTML)
    return (write(document, language, **told) if is_page else write(document)).encode()
