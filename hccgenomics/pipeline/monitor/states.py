"""What one report says of one variant: called, genotyped, not detected, not covered, not told.

The parts of a report are asked in the order of what they know of the very place: what was called;
what was counted there (``forced_calls``); what the file lists and the run left out; the reference
block there; last the component of a marker, whose least depth stands for all of its bases. Where
none of them speaks nothing is told, which is not absence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.ctdna.detection import CallingRule
from hccgenomics.interpret import monitor_wording as words
from hccgenomics.model.binomial import clopper_pearson
from hccgenomics.model.ledger import KEPT, blocks_over
from hccgenomics.model.monitor import Cell
from hccgenomics.pipeline.callability.callable_depths import Asked
from hccgenomics.reports.precision import number
from hccgenomics.vocabulary import (
    AlterationKind,
    ComponentClass,
    DropReason,
    ForcedState,
    MarkerState,
    Specimen,
    TimePointState,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from hccgenomics.model.ledger import Entry
    from hccgenomics.model.plasma import ForcedCall
    from hccgenomics.model.report import Alteration, Component, Marker, Report
    from hccgenomics.vocabulary import DepthUnit

Key = tuple[str, int, str, str]
"""contig, pos, ref, alt of a normalised variant: what makes it the same in two reports."""
_NORMALISED: Final = re.compile(r"(?P<contig>[^:]+):(?P<pos>\d+) (?P<ref>[^>]+)>(?P<alt>.+)")
_ELSEWHERE: Final = frozenset({DropReason.DUPLICATE, DropReason.JOINED, DropReason.MATE})
"""Entries whose allele lives on in an alteration or in another entry."""
VAF: Final = "vaf"


@dataclass(frozen=True, slots=True)
class Followed:
    """A variant and where in markers it belongs.

    Attributes:
        parts: Marker and gene of each marker that any report makes present by it.
        exon: Its number, as the report counts; "" outside exons.
        is_measured: Whether it lies in bases that components measure: exons, the promoter. What a
            component says of them does not speak of a splice site beside them.
    """

    key: Key
    parts: frozenset[tuple[str, str]]
    exon: str
    is_measured: bool


@dataclass(frozen=True, slots=True)
class Indexed:
    """One report, with its parts by variant."""

    report: Report
    called: Mapping[Key, Alteration]
    forced: Mapping[Key, ForcedCall]
    left_out: Mapping[Key, Entry]
    asked: Asked
    level: float


def key_of(found: Alteration | ForcedCall) -> Key:
    """The variant, whatever report it stands in."""
    return (found.contig or "", found.pos or 0, found.ref, found.alt)


def small_alterations(report: Report) -> Iterator[Alteration]:
    """Those with bases: they alone have an allele fraction to follow."""
    return (one for one in report.alterations if one.kind is AlterationKind.SMALL and one.contig)


def indexed(report: Report, keys: Collection[Key], level: float) -> Indexed:
    """A report, opened at these variants."""
    return Indexed(
        report=report,
        called={key_of(one): one for one in small_alterations(report) if key_of(one) in keys},
        forced={key_of(one): one for one in report.forced_calls if key_of(one) in keys},
        left_out=dict(_left_out(report.ledger.entries or (), keys)),
        asked=_asked_of(report),
        level=level,
    )


def _asked_of(report: Report) -> Asked:
    """The same that the report's own limits come from, whatever limit is asked for."""
    stated = report.coverage.rule
    return Asked(
        rule_of(report),
        limit=1.0,
        min_depth=report.provenance.settings.min_depth,
        equivalents=None if stated is None else stated.input_equivalents,
    )


def _left_out(entries: Iterable[Entry], keys: Collection[Key]) -> Iterator[tuple[Key, Entry]]:
    for entry in entries:
        if entry.bucket == KEPT or entry.bucket in _ELSEWHERE or entry.normalised is None:
            continue
        spelled = _NORMALISED.fullmatch(entry.normalised)
        if spelled:
            key = (spelled["contig"], int(spelled["pos"]), spelled["ref"], spelled["alt"])
            if key in keys:
                yield key, entry


def rule_of(report: Report) -> CallingRule:
    """What an allele needed to be called in this report: as it states, else by its settings."""
    stated, settings = report.coverage.rule, report.provenance.settings
    if stated is not None:
        return CallingRule(
            min_alt=stated.min_alt,
            min_vaf=stated.min_vaf,
            error_rate=stated.error_rate,
            alpha=stated.alpha,
            probability=stated.probability,
        )
    in_plasma = report.sample.specimen is Specimen.PLASMA
    return CallingRule(
        min_alt=max(1, settings.min_alt_depth),
        min_vaf=settings.min_vaf_plasma if in_plasma else settings.min_vaf_tissue,
        error_rate=settings.error_rate,
        alpha=settings.calling_alpha,
        probability=settings.detection_probability,
    )


def cell_of(followed: Followed, sample: Indexed) -> Cell:
    """What this report says of this variant."""
    key = followed.key
    if (found := sample.called.get(key)) is not None:
        return _called(found, sample.forced.get(key), sample)
    if (counted := sample.forced.get(key)) is not None:
        return _forced(counted)
    if (entry := sample.left_out.get(key)) is not None and (cell := _listed(entry, sample)):
        return cell
    return _in_block(key, sample) or _in_markers(followed, sample)


_NUMBERS: Final = (
    *("vaf", "low", "high", "alt", "depth", "unit", "counted_alt", "counted_depth"),
    *("limit_vaf", "q_value"),
)


def _cell(state: TimePointState, rests_on: str, why: str, **known: object) -> Cell:
    fields = dict.fromkeys(_NUMBERS)
    return Cell.model_validate(
        {**fields, **known, "state": state, "rests_on": rests_on, "why": why}
    )


def _called(found: Alteration, counted: ForcedCall | None, sample: Indexed) -> Cell:
    alt, depth = found.alt_depth, found.depth
    low, high = _interval(alt, depth, found.vaf, sample.level)
    known = alt is not None and depth is not None
    why = words.CALLED if known else words.CALLED_WITHOUT_COUNTS
    said = why.format(alt=_shown(alt), depth=_shown(depth), unit=words.READS)
    return _cell(
        TimePointState.CALLED,
        "alterations",
        said if counted is None else f"{said} {counted.why}",
        vaf=found.vaf,
        low=low,
        high=high,
        alt=alt,
        depth=depth,
        counted_alt=None if counted is None else counted.count.alt,
        counted_depth=None if counted is None else counted.count.depth,
        limit_vaf=_limit(depth, sample) if counted is None else counted.limit_vaf,
        q_value=None if counted is None else counted.q_value,
    )


def _interval(
    alt: int | None, depth: int | None, vaf: float | None, level: float
) -> tuple[float | None, float | None]:
    """Of ``alt`` over ``depth``; none where the caller's own fraction lies outside of it."""
    if alt is None or not depth or alt > depth:
        return None, None
    low, high = clopper_pearson(alt, depth, level)
    return (low, high) if vaf is None or low <= vaf <= high else (None, None)


def _limit(depth: int | None, sample: Indexed) -> float | None:
    """At this depth, or at what went into the library where that is less."""
    return None if depth is None else sample.asked.limit_at(depth)


def _forced(found: ForcedCall) -> Cell:
    count = found.count
    seen = found.state is not ForcedState.NOT_COVERED
    return _cell(
        TimePointState(found.state.value),
        "forced_calls",
        found.why,
        vaf=found.vaf if seen and count.alt else None,
        low=found.low if seen else None,
        high=found.high if seen else None,
        alt=count.alt,
        depth=count.depth,
        unit=count.unit,
        counted_alt=count.alt,
        counted_depth=count.depth,
        limit_vaf=found.limit_vaf if seen else None,
        q_value=found.q_value,
    )


def _listed(entry: Entry, sample: Indexed) -> Cell | None:
    """An allele that the file lists and the run left out; ``None`` where no reads are told."""
    if entry.alt_depth == 0 and entry.depth is not None:
        limit = _limit(entry.depth, sample)
        state = TimePointState.NOT_DETECTED if limit else TimePointState.NOT_COVERED
        why = words.IN_FILE_WITHOUT_READS if limit else words.IN_FILE_TOO_SHALLOW
        depth = entry.depth
        said = why.format(depth=_shown(depth))
        return _cell(state, "ledger", said, alt=0, depth=depth, limit_vaf=limit)
    if not entry.alt_depth and not entry.vaf:
        return None
    known = entry.alt_depth is not None and entry.depth is not None
    low, high = _interval(entry.alt_depth, entry.depth, entry.vaf, sample.level)
    why = words.LEFT_OUT_COUNTED if known else words.LEFT_OUT
    return _cell(
        TimePointState.GENOTYPED,
        "ledger",
        why.format(alt=_shown(entry.alt_depth), depth=_shown(entry.depth), why=entry.why),
        vaf=entry.vaf,
        low=low,
        high=high,
        alt=entry.alt_depth,
        depth=entry.depth,
        limit_vaf=_limit(entry.depth, sample),
    )


def _in_block(key: Key, sample: Indexed) -> Cell | None:
    """The reference blocks over its bases; ``None`` where they do not hold all of them."""
    contig, pos, ref, _ = key
    told = blocks_over(sample.report.ledger.blocks, contig, pos, pos + len(ref) - 1)
    if told is None:
        return None
    depth, refused = told
    limit = None if refused else _limit(depth, sample)
    if refused or limit is None:
        why = words.BLOCK_REFUSED if refused else words.BLOCK_SHALLOW
        said = why.format(filters=", ".join(refused), depth=_shown(depth))
        return _cell(TimePointState.NOT_COVERED, "reference_blocks", said, depth=depth)
    said = words.BLOCK.format(depth=_shown(depth))
    state = TimePointState.NOT_DETECTED
    return _cell(state, "reference_blocks", said, depth=depth, limit_vaf=limit)


def _in_markers(followed: Followed, sample: Indexed) -> Cell:
    """The components that it would make present; the most cautious of what they say."""
    said = [
        _in_component(followed, marker, component)
        for marker in sample.report.markers
        for component in marker.components
        if (marker.marker, component.gene) in followed.parts
        and component.component_class is ComponentClass.SMALL
    ]
    if not said or not followed.is_measured:
        told = sample.report.coverage.panel or sample.report.coverage.files
        why = words.BEYOND_MARKERS if told else words.NO_COVERAGE
        return _cell(TimePointState.NOT_TOLD, "", why)
    return max(said, key=lambda cell: (_CAUTION.index(cell.state), cell.limit_vaf or 0.0))


_CAUTION: Final = (
    TimePointState.CALLED,
    TimePointState.GENOTYPED,
    TimePointState.NOT_DETECTED,
    TimePointState.NOT_COVERED,
    TimePointState.NOT_TOLD,
)


def _in_component(followed: Followed, marker: Marker, component: Component) -> Cell:
    named = {"marker": marker.marker, "gene": component.gene}
    measured = component.measured
    if component.state is MarkerState.NOT_ASSAYED:
        why = words.NOT_ASSAYED.format(**named)
        return _cell(TimePointState.NOT_COVERED, "markers", why)
    limit = vaf_limit(component)
    if measured is None and component.state is MarkerState.ABSENT and limit is not None:
        return _measured(limit, marker.depth, None, named)
    if measured is None or not measured.measured_bases:
        return _cell(TimePointState.NOT_TOLD, "", words.NO_COVERAGE)
    if not measured.callable_bases:
        why = words.COMPONENT_NOT_CALLABLE.format(**named)
        depth = measured.depth
        return _cell(TimePointState.NOT_COVERED, "markers", why, depth=depth)
    if limit is None or not _outside_gaps(followed.exon, component):
        gaps = ", ".join(measured.gaps) or component.gene
        why = words.IN_A_GAP.format(**named, gaps=gaps)
        return _cell(TimePointState.NOT_TOLD, "markers", why)
    return _measured(limit, measured.effective_depth, measured.depth_unit, named)


def _measured(
    limit: float, depth: int | None, unit: DepthUnit | None, named: Mapping[str, str]
) -> Cell:
    why = words.COMPONENT_WITHOUT_DEPTH if depth is None else words.COMPONENT
    said = why.format(**named, depth=_shown(depth))
    known = {"depth": depth, "unit": unit, "limit_vaf": limit}
    return _cell(TimePointState.NOT_DETECTED, "markers", said, **known)


def vaf_limit(component: Component) -> float | None:
    """Its limit where that is an allele fraction."""
    limit = component.limit
    return limit.value if limit is not None and limit.unit.casefold() == VAF else None


def _outside_gaps(exon: str, component: Component) -> bool:
    """Whether the place surely lies where the component can be called."""
    measured = component.measured
    if measured is None or measured.callable_bases == measured.bases:
        return True
    numbers = [re.match(r"exon (\d+)\b", gap) for gap in measured.gaps]
    named = {found[1] for found in numbers if found}
    return bool(exon and measured.gaps and all(numbers)) and exon not in named


def _shown(count: int | None) -> str:
    return "?" if count is None else number(count)
