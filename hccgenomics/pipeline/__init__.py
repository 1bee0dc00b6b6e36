"""The whole story in calls: files in, report out. The only place that sees every part.

::

    read_small_variants ─▶ sieve ─▶ normalise ─▶ join ─▶ annotate ─▶ flag ─▶ match ─▶ Report
        readers           interpret  annotate   annotate  annotate   interpret interpret

``make_report`` opens files; ``interpret_sample`` is pure: no file, no clock, no network.
"""

from __future__ import annotations

from hccgenomics.pipeline.report import ReportRequest, interpret_sample, make_report

__all__ = ["ReportRequest", "interpret_sample", "make_report"]
