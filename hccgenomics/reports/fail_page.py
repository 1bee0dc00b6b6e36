"""The one page that stands in place of a report where the files carry none.

It says who, what was received, why there is no report, and what the laboratory may do. Findings and
hypotheses that were computed all the same stay in the JSON (ADR 0024).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import fail_wording as words
from hccgenomics.reports.precision import number, percent
from hccgenomics.reports.room import cut
from hccgenomics.reports.wording import label
from hccgenomics.vocabulary import Confidence, MarkerState

if TYPE_CHECKING:
    from hccgenomics.model.provenance import InputFile
    from hccgenomics.model.quality import QualityFailure
    from hccgenomics.model.report import Marker, Report

FRACTIONS: Final = frozenset({"VAF", "fraction", "share of alleles"})
"""Units that a page writes as per cent."""
MOST_FILES: Final = 3
"""What is shown of anything: a failed report is one sheet of paper, and the JSON has the whole."""
MOST_REASONS: Final = 3
LONGEST_NAME: Final = 36
LONGEST_TITLE: Final = 90
LONGEST_REASON: Final = 320


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with its figure.

    Attributes:
        measure: What the figure is of; "" where it is no number.
        unit: Of both numbers; "" where they carry it themselves.
    """

    title: str
    why: str
    measure: str = ""
    value: str = ""
    threshold: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FailPage:
    """What the page lays out besides the report itself.

    Attributes:
        reasons, more_reasons: Those shown, and how many are not.
        next_steps, more_steps: Likewise.
        files, more_files: Likewise; a name may be shortened.
        unsaid: What may not be read from it.
    """

    title: str
    reasons: tuple[Reason, ...]
    more_reasons: int
    next_steps: tuple[str, ...]
    more_steps: int
    files: tuple[tuple[str, InputFile], ...]
    more_files: int
    unsaid: tuple[str, ...]


def carries_report(report: Report) -> bool:
    """Whether findings may be shown: as the report states it, or as older ones imply it."""
    stated = report.quality.carries_report
    if stated is not None:
        return stated
    return report.quality.verdict is not Confidence.INSUFFICIENT or _is_only_shallow(report)


def fail_page_of(report: Report) -> FailPage:
    """Lay out the page of a report that cannot be made."""
    quality, files = report.quality, report.provenance.inputs
    reasons = tuple(map(_reason, quality.failures)) or tuple(
        Reason(words.OLDER, cut(why, LONGEST_REASON)) for why in quality.reasons
    )
    return FailPage(
        title=cut(report.sample.id, LONGEST_TITLE),
        reasons=reasons[:MOST_REASONS],
        more_reasons=max(0, len(reasons) - MOST_REASONS),
        next_steps=quality.next_steps[:MOST_REASONS] or (words.ASK_AGAIN,),
        more_steps=max(0, len(quality.next_steps) - MOST_REASONS),
        files=tuple((cut(file.name, LONGEST_NAME), file) for file in files[:MOST_FILES]),
        more_files=max(0, len(files) - MOST_FILES),
        unsaid=_unsaid(report),
    )


def _reason(failure: QualityFailure) -> Reason:
    title, why = label(failure.code), cut(failure.why, LONGEST_REASON)
    if failure.value is None:
        return Reason(title, why)
    write = percent if failure.unit in FRACTIONS else number
    return Reason(
        title=title,
        why=why,
        measure=failure.measure,
        value=write(failure.value),
        threshold="" if failure.threshold is None else write(failure.threshold),
        unit="" if failure.unit in FRACTIONS else failure.unit,
    )


def _unsaid(report: Report) -> tuple[str, ...]:
    names = ", ".join(marker.marker for marker in report.markers)
    return (
        words.NO_RESULT,
        *([words.NO_MARKER.format(names=names)] * bool(names)),
        words.NO_THERAPY,
        words.NOT_TO_BE_USED.format(
            findings=_counted(len(report.alterations), words.FINDINGS),
            hypotheses=_counted(len(report.hypotheses), words.HYPOTHESES),
        ),
    )


def _counted(count: int, said: tuple[str, str]) -> str:
    return said[count != 1].format(n=count)


def _is_only_shallow(report: Report) -> bool:
    """Of a report that does not state it: whether all its reasons are markers too shallow.

    Then what was found stands; a doubt about the files themselves would leave nothing to stand on.
    """
    failed = sum(map(_has_failed, report.markers))
    return 0 < failed == len(report.quality.reasons)


def _has_failed(marker: Marker) -> bool:
    is_open = marker.state is MarkerState.NO_CALL
    return is_open and any(
        part.state is MarkerState.NO_CALL and part.measured is not None and part.measured.failed
        for part in marker.components
    )
