"""The whole story in calls: files in, report out. The only place that sees every part.

::

    read_small_variants ─▶ sieve ─▶ normalise ─▶ join ─▶ annotate ─▶ flag ─▶ match ─▶ Report
        readers           interpret  annotate   annotate  annotate   interpret interpret

``make_report`` opens files; ``interpret_sample`` is pure: no file, no clock, no network.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hccgenomics.pipeline.report import ReportRequest, interpret_sample, make_report

__all__ = ["ReportRequest", "interpret_sample", "make_report"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the module has
    """Import the report's story when it is asked for: ``annotate`` starts without it."""
    if name in __all__:
        return getattr(import_module("hccgenomics.pipeline.report"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
