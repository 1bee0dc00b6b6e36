"""What the page shows of a report, laid out but not yet marked up.

Nothing is judged here: alterations keep the report's order, and every sentence comes from the
report or from the catalogue of wording.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import page_wording, wording
from hccgenomics.reports.hypothesis_groups import groups_of, tiered_of
from hccgenomics.reports.marker_strip import strip_of
from hccgenomics.reports.precision import number, percent
from hccgenomics.reports.room import cut
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
    from hccgenomics.reports.hypothesis_groups import HypothesisGroup, TierLine
    from hccgenomics.reports.marker_strip import MarkerCell

LONG_TITLE: Final = 40  # letters; a longer name is set smaller
LONGEST_TITLE: Final = 240
LONG_FACT: Final = 40  # letters of a name on the first screen; the annex has the whole
LONG_REASON: Final = 240
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
class Fact:
    """One thing the first screen tells of the sample.

    Attributes:
        value: As the first screen shows it; a long name is shortened.
        whole: The same at full length.
        is_said: Whether it is a word of ours, which is said in the language of the page.
        aside: What is said after it, a word of ours; "" where there is nothing to add.
    """

    name: str
    value: str
    whole: str
    is_said: bool
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice that the report was made with."""

    name: str
    value: str
    meaning: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template lays out besides the report itself."""

    title: str
    title_is_long: bool
    status: str
    status_note: Fact
    supersedes: str
    facts: tuple[Fact, ...]
    names: tuple[Fact, ...]
    shallow: bool
    strip: tuple[MarkerCell, ...]
    tally: tuple[tuple[MarkerState, str, int], ...]
    drivers: tuple[Alteration, ...]
    others: tuple[Alteration, ...]
    others_open: bool
    nothing_found: str
    groups: tuple[HypothesisGroup, ...]
    tiered: tuple[TierLine, ...]
    missed_count: int
    fact_names: dict[str, str]
    funnel: tuple[Bar, ...]
    settings: tuple[Setting, ...]
    panel: tuple[tuple[str, tuple[PanelGene, ...]], ...]
    short_names: dict[str, str]
    sections: tuple[tuple[str, str], ...]
    is_changed: bool = False


def page_of(report: Report) -> Page:
    """Lay a report out."""
    status, status_note = wording.STATUS[report.status]
    short_names = {alteration.id: alteration.short_name for alteration in report.alterations}
    named = {alteration.id: _with_origin(alteration) for alteration in report.alterations}
    facts = {fact.id: fact.text for fact in report.clinical.facts}
    groups = groups_of(report, {**facts, **short_names})
    others = tuple(found for found in report.alterations if not found.driver)
    return Page(
        title=cut(report.sample.id, LONGEST_TITLE),
        title_is_long=len(report.sample.id) > LONG_TITLE,
        status=status,
        status_note=_status_note(report, status_note),
        supersedes=cut(report.supersedes or "", LONG_FACT),
        facts=tuple(_facts(report)),
        names=tuple(_names(report)),
        shallow=report.quality.verdict is Confidence.INSUFFICIENT,
        strip=tuple(strip_of(report, named)),
        tally=tuple(_tally(report.markers)),
        drivers=tuple(found for found in report.alterations if found.driver),
        others=others,
        others_open=len(others) <= ROWS_SHOWN_OPEN,
        nothing_found=_nothing_found(report),
        groups=groups,
        tiered=tuple(tiered_of(groups)),
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
    return (
        (anchor, title)
        for anchor, title in wording.SECTIONS
        if anchor not in wording.SOME_SECTIONS or has[anchor]
    )


def _status_note(report: Report, note: str) -> Fact:
    """Who reviewed it, or why it was corrected, beside the status."""
    if report.status is ReportStatus.FINAL and report.sample.reviewed_by:
        return _named(page_wording.REVIEWED_BY, report.sample.reviewed_by)
    if report.status is ReportStatus.CORRECTED and report.reason:
        shown = cut(report.reason, LONG_REASON)
        return Fact(page_wording.CORRECTED_FOR, shown, report.reason, is_said=False)
    return _said("", note)


def _facts(report: Report) -> Iterator[Fact]:
    """Who and what was tested; only what is known, but for what a board always asks."""
    sample, unknown = report.sample, wording.NOT_STATED
    yield _said(page_wording.SPECIMEN, wording.label(sample.specimen))
    yield _said(page_wording.ENTITY, wording.label(sample.disease))
    yield Fact(page_wording.ASSEMBLY, sample.assembly.value, sample.assembly.value, is_said=False)
    yield _named(page_wording.CALLER, ", ".join(sample.callers))
    yield _named(page_wording.TUMOUR_COLUMN, sample.tumour_sample)
    yield _matched_normal(report)
    purity, ploidy = _solution(report)
    yield _said(page_wording.PURITY, purity or unknown)
    yield _said(page_wording.PLOIDY, ploidy or unknown)
    yield _named(page_wording.COLLECTED, sample.collected)
    yield _named(page_wording.REPORTED, sample.reported)
    yield _named(page_wording.EVIDENCE_AS_OF, report.provenance.knowledge_as_of)
    if sample.sex:
        yield _said(page_wording.SEX, sample.sex)
    if sample.annotated_by:
        yield _named(page_wording.ANNOTATED_BY, ", ".join(sample.annotated_by))
    if sample.reviewed_by:
        yield _named(page_wording.REVIEWED_BY, sample.reviewed_by)


def _names(report: Report) -> Iterator[Fact]:
    """Every name and text of the first screen at full length."""
    yield _named(page_wording.SAMPLE, report.sample.id)
    if report.supersedes:
        yield _named(page_wording.SUPERSEDES, report.supersedes)
    if report.reason:
        yield _named(page_wording.REASON, report.reason)
    yield from (fact for fact in _facts(report) if not fact.is_said)


def _said(name: str, value: str) -> Fact:
    return Fact(name, value, value, is_said=True)


def _named(name: str, value: str | None, unknown: str = wording.NOT_STATED) -> Fact:
    """A name out of a file; it is printed as it is, in any language."""
    if not value:
        return _said(name, unknown)
    return Fact(name, cut(value, LONG_FACT), value, is_said=False)


def _matched_normal(report: Report) -> Fact:
    """The normal's column, and the alignments that stand for it."""
    counted = [one.name for one in report.provenance.alignments if one.of == "normal"]
    names = ", ".join(filter(None, (report.sample.normal_sample, *counted)))
    fact = _named(page_wording.MATCHED_NORMAL, names, page_wording.NONE_GIVEN)
    return replace(fact, aside=page_wording.AS_ALIGNMENTS) if counted else fact


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
    yield Bar(page_wording.KEPT, ledger.kept, start, 100 * ledger.kept / whole, is_kept=True)


def _settings(report: Report) -> Iterator[Setting]:
    settings = report.provenance.settings
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        is_changed = value != field.get_default(call_default_factory=True)
        yield Setting(name, _shown(value), field.description or "", is_changed)


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
