"""What the page shows of a report, laid out but not yet marked up.

Nothing is judged here: alterations keep the report's order, and every sentence comes from the
report or from the catalogue of wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import wording
from hccgenomics.reports.hypothesis_groups import groups_of
from hccgenomics.reports.marker_strip import strip_of
from hccgenomics.reports.precision import number, percent
from hccgenomics.vocabulary import (
    Confidence,
    DropReason,
    MarkerState,
    ReportStatus,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.model.provenance import PanelGene
    from hccgenomics.model.report import Alteration, Marker, Report
    from hccgenomics.model.report_ledger import Ledger
    from hccgenomics.reports.hypothesis_groups import HypothesisGroup
    from hccgenomics.reports.marker_strip import MarkerCell

LIMITS_ON_FIRST_SCREEN: Final = 5
LONG_TITLE: Final = 40  # letters; a longer name is set smaller
ROWS_SHOWN_OPEN: Final = 12  # a longer table starts folded; print unfolds it


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the ledger's funnel; ``width`` and ``start`` are percent of what was read."""

    label: str
    count: int
    start: float
    width: float
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template lays out besides the report itself."""

    title: str
    title_is_long: bool
    status: str
    status_note: str
    facts: tuple[tuple[str, str], ...]
    unreliable: bool
    shallow: bool
    strip: tuple[MarkerCell, ...]
    tally: tuple[tuple[MarkerState, str, int], ...]
    first_limits: tuple[str, ...]
    drivers: tuple[Alteration, ...]
    others: tuple[Alteration, ...]
    others_open: bool
    nothing_found: str
    groups: tuple[HypothesisGroup, ...]
    missed_count: int
    fact_names: dict[str, str]
    funnel: tuple[Bar, ...]
    settings: tuple[tuple[str, str, str], ...]
    panel: tuple[tuple[str, tuple[PanelGene, ...]], ...]
    short_names: dict[str, str]
    sections: tuple[tuple[str, str], ...]


def page_of(report: Report) -> Page:
    """Lay a report out."""
    status, status_note = wording.STATUS[report.status]
    short_names = {alteration.id: alteration.short_name for alteration in report.alterations}
    named = {alteration.id: _with_origin(alteration) for alteration in report.alterations}
    facts = {fact.id: fact.text for fact in report.clinical.facts}
    groups = groups_of(report, {**facts, **short_names})
    others = tuple(found for found in report.alterations if not found.driver)
    is_insufficient = report.quality.verdict is Confidence.INSUFFICIENT
    shallow = only_shallow(report)
    return Page(
        title=report.sample.id,
        title_is_long=len(report.sample.id) > LONG_TITLE,
        status=status,
        status_note=_status_note(report, status_note),
        facts=tuple(_facts(report)),
        unreliable=is_insufficient and not shallow,
        shallow=is_insufficient and shallow,
        strip=tuple(strip_of(report, named)),
        tally=tuple(_tally(report.markers)),
        first_limits=report.limits[:LIMITS_ON_FIRST_SCREEN],
        drivers=tuple(found for found in report.alterations if found.driver),
        others=others,
        others_open=len(others) <= ROWS_SHOWN_OPEN,
        nothing_found=_nothing_found(report),
        groups=groups,
        missed_count=len(report.near_misses),
        fact_names=facts,
        funnel=tuple(_funnel(report.ledger)),
        settings=tuple(_settings(report)),
        panel=tuple(_panel(report.provenance.panel)),
        short_names=short_names,
        sections=tuple(_sections(report)),
    )


def _sections(report: Report) -> Iterator[tuple[str, str]]:
    """What the page can be entered by; sections of plasma and of counts where it has them."""
    plasma = report.plasma
    has = {
        "plasma": plasma is not None,
        "blood": plasma is not None and bool(plasma.blood_lane),
        "forced": bool(report.forced_calls),
    }
    return ((anchor, title) for anchor, title in wording.SECTIONS if has.get(anchor, True))


def only_shallow(report: Report) -> bool:
    """Whether all that speaks against a run are markers that were measured and are too shallow.

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


def _status_note(report: Report, note: str) -> str:
    if report.status is ReportStatus.FINAL and report.sample.reviewed_by:
        return f"Reviewed by {report.sample.reviewed_by}."
    if report.status is ReportStatus.CORRECTED and report.reason:
        return f"{note} Reason: {report.reason}"
    return note


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    sample, unknown = report.sample, wording.NOT_STATED
    purity, ploidy = _solution(report)
    yield "Specimen", wording.label(sample.specimen)
    yield "Entity, as stated", wording.label(sample.disease)
    yield "Assembly", sample.assembly.value
    yield "Variant caller", ", ".join(sample.callers) or unknown
    yield "Tumour column", sample.tumour_sample or unknown
    yield "Matched normal", _normal(report)
    yield "Purity", purity or unknown
    yield "Ploidy", ploidy or unknown
    yield "Collected", sample.collected or unknown
    yield "Reported", sample.reported or unknown
    yield "Evidence as of", report.provenance.knowledge_as_of
    if sample.sex:
        yield "Sex, as stated", sample.sex
    if sample.annotated_by:
        yield "Annotated before by", ", ".join(sample.annotated_by)
    if sample.reviewed_by:
        yield "Reviewed by", sample.reviewed_by


def _normal(report: Report) -> str:
    """The normal's column, or the alignments that stand for it."""
    counted = [one.name for one in report.provenance.alignments if one.of == "normal"]
    told = [report.sample.normal_sample]
    told.extend(wording.COUNTED_NORMAL.format(name=name) for name in counted)
    return ", ".join(filter(None, told)) or "none given"


def _solution(report: Report) -> tuple[str, str]:
    """Purity and ploidy: as the user states them, else as the copies rest on them, with whose."""
    sample, used = report.sample, report.copy_number.solution
    purity, ploidy, source = sample.purity, sample.ploidy, ""
    if used is not None and purity is None and ploidy is None:
        purity, ploidy, source = used.purity, used.ploidy, f" ({used.source})"
    return (
        "" if purity is None else f"{percent(purity)}{source}",
        "" if ploidy is None else f"{number(ploidy)}{source}",
    )


def _with_origin(found: Alteration) -> str:
    """The short name, and the origin where it may not be the tumour."""
    aside = f" ({wording.label(found.origin)})" if found.origin in wording.NOT_OF_TUMOUR else ""
    return f"{found.short_name}{aside}"


def _tally(markers: Iterable[Marker]) -> Iterator[tuple[MarkerState, str, int]]:
    states = [marker.state for marker in markers]
    for state, (_, meaning) in wording.MARKER_STATE.items():
        yield state, meaning, states.count(state)


def _nothing_found(report: Report) -> str:
    if report.alterations:
        return wording.NO_DRIVER
    covered = any(marker.state is MarkerState.ABSENT for marker in report.markers)
    return wording.NO_VARIANT_COVERED if covered else wording.NO_VARIANT


def _funnel(ledger: Ledger) -> Iterator[Bar]:
    """Each bar begins where the one before ended, so that the last one ends at what is kept."""
    whole = ledger.read or 1
    start = 0.0
    for reason in filter(ledger.dropped.get, DropReason):
        count = ledger.dropped[reason]
        width = 100 * count / whole
        yield Bar(wording.DROP_REASON[reason], count, start, width, is_kept=False)
        start += width
    yield Bar("Kept", ledger.kept, start, 100 * ledger.kept / whole, is_kept=True)


def _settings(report: Report) -> Iterator[tuple[str, str, str]]:
    settings = report.provenance.settings
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        yield name, _shown(value), field.description or ""


def _shown(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return number(value)
        case tuple():
            return ", ".join(map(str, value)) or "none"
        case _:
            return str(value)


def _panel(panel: tuple[PanelGene, ...]) -> Iterator[tuple[str, tuple[PanelGene, ...]]]:
    grades = dict.fromkeys(gene.sequence_grade for gene in panel)
    for grade in grades:
        yield grade, tuple(gene for gene in panel if gene.sequence_grade == grade)
