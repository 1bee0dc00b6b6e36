"""What silence about a part of a marker means, by what was looked at and how deeply.

A part without a finding is absent only where its deciding bases were measured and would have shown
a variant down to the fraction that is stated with it. Whatever was not measured, was too shallow,
or was seen and left out, leaves it open; what the panel does not hold was not assayed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import callability_wording as wording
from hccgenomics.interpret.origin_wording import percent
from hccgenomics.model.report import Limit
from hccgenomics.vocabulary import CoverageKind, MarkerState, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hccgenomics.model.coverage import MeasuredTarget, Panel
    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.forced import ForcedCall

VAF: Final = "VAF"
"""Unit of the detection limits of small variants."""
MOST_GAPS: Final = 6
"""Places that a sentence names."""


class Lack(StrEnum):
    """What keeps a part open, for what would change the answer."""

    COVERAGE = "coverage"  # depth not given, or of none of its bases
    PANEL = "panel"  # none or not all of it is on the panel
    DEPTH = "depth"  # measured, and too shallow
    PURITY = "purity"  # a clonal variant would lie below the limit
    SEEN = "seen"  # something was seen and left out, or not called
    RULE = "rule"  # no rule says which bases decide


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at, as the markers are judged by it.

    Attributes:
        is_told: Whether a panel or a depth was given at all.
        panel: What was aimed at.
        has_depth: Whether any file told of depth.
        measured: By part of a marker: small variants by their bases, others by the panel alone.
        remarks: By part, what reads show that was not called.
        aside: By part, what the sieve left out of it; ``None`` to go by gene.
        purity: That the report uses.
        max_limit: The largest limit at which a base counts as callable.
        probability: With which an allele at the limit is seen.
    """

    is_told: bool = False
    panel: Panel | None = None
    measured: Mapping[MarkerComponent, MeasuredTarget] = field(default_factory=dict)
    remarks: Mapping[MarkerComponent, tuple[str, ...]] = field(default_factory=dict)
    has_depth: bool = False
    aside: Mapping[MarkerComponent, tuple[str, ...]] | None = None
    specimen: Specimen = Specimen.TISSUE
    purity: float | None = None
    max_limit: float = 1.0
    probability: float = 0.95

    @property
    def panel_name(self) -> str:
        """As sentences name it; "" without a panel."""
        return "" if self.panel is None else self.panel.called


NOTHING_TOLD: Final = Coverage()


@dataclass(frozen=True, slots=True)
class Silence:
    """What it means that nothing was found in a part.

    Attributes:
        limit: Down to where a variant would have been seen; ``None`` unless enough is callable.
        lack: What keeps it open; ``None`` of a part that is absent.
    """

    state: MarkerState
    why: str
    limit: Limit | None = None
    lack: Lack | None = None


def silence_of(component: MarkerComponent, coverage: Coverage, seen: Sequence[str] = ()) -> Silence:
    """What it means that no driver variant was found in a small-variant part.

    Args:
        component: The part.
        coverage: What was looked at; something must have been told.
        seen: Sentences on what was seen all the same, each of which keeps the part open.
    """
    measured = coverage.measured.get(component)
    if measured is None:
        why = wording.NO_TARGET.format(gene=component.gene)
        return Silence(MarkerState.NO_CALL, _joined(why, *seen), lack=Lack.RULE)
    if measured.assayed is False:
        if seen:
            return Silence(MarkerState.NO_CALL, _joined(*seen, measured.why), lack=Lack.SEEN)
        return Silence(MarkerState.NOT_ASSAYED, measured.why, lack=Lack.PANEL)
    found = _of_depth(measured, coverage, is_seen=bool(seen))
    if not seen:
        return found
    limit = found.limit
    lack = Lack.SEEN if found.state is MarkerState.ABSENT else found.lack
    return Silence(MarkerState.NO_CALL, _joined(*seen, found.why), limit, lack)


def _of_depth(measured: MeasuredTarget, coverage: Coverage, *, is_seen: bool) -> Silence:
    """A part that may be on the panel."""
    if not measured.measured:
        return _unmeasured(measured, coverage)
    if not measured.is_callable:
        return _open(measured, coverage)
    limit = None if measured.limit is None else Limit(value=measured.limit, unit=VAF)
    said = wording.ABSENT_BESIDE if is_seen else wording.ABSENT
    parts = [*_absent(measured, coverage, said), *_of_purity(measured, coverage)]
    is_hidden = coverage.specimen is not Specimen.PLASMA and measured.is_visible is False
    if limit is None or is_hidden:
        return Silence(MarkerState.NO_CALL, _joined(*parts), limit, Lack.PURITY)
    return Silence(MarkerState.ABSENT, _joined(*parts), limit)


def _unmeasured(measured: MeasuredTarget, coverage: Coverage) -> Silence:
    """A part of whose bases no depth is known: on the panel or not, and nothing follows."""
    parts = [measured.why] if measured.why else []
    lack = Lack.COVERAGE
    if measured.unassayed:
        parts.append(_partly(measured, coverage))
        lack = Lack.PANEL
    if measured.unnumbered:
        parts.append(wording.LOOKED_AT)
    elif coverage.has_depth or coverage.panel is None:
        parts.append(wording.UNTOLD)
    elif not measured.why:
        parts.append(wording.DEPTH_NOT_GIVEN.format(panel=coverage.panel_name))
    return Silence(MarkerState.NO_CALL, _joined(*parts), lack=lack)


def _partly(measured: MeasuredTarget, coverage: Coverage) -> str:
    return wording.PARTLY_ON_PANEL.format(
        all=_count(measured.bases),
        off=_count(measured.unassayed),
        are=wording.IS_OR_ARE[measured.unassayed > 1],
        panel=coverage.panel_name,
    )


def _open(measured: MeasuredTarget, coverage: Coverage) -> Silence:
    """A part that was measured, in whole or in part, and cannot be called."""
    parts = [measured.why] if measured.why else []
    lack = Lack.DEPTH if measured.is_failure else Lack.COVERAGE
    if measured.unassayed:
        parts.append(_partly(measured, coverage))
        lack = lack if measured.is_failure else Lack.PANEL
    if measured.failing:
        parts.extend(_shallow(measured, coverage))
    else:
        parts.append(
            wording.NOT_ENOUGH.format(
                all=_count(measured.bases),
                callable=_count(measured.callable_bases),
                gaps=_first_gaps(measured),
            )
        )
    return Silence(MarkerState.NO_CALL, _joined(*parts, *_notes(measured)), lack=lack)


def _shallow(measured: MeasuredTarget, coverage: Coverage) -> Iterator[str]:
    """Which bases are too shallow, the least depth, what could be seen there, what would do."""
    counts = {"failing": _count(measured.failing), "all": _count(measured.bases)}
    if measured.failing == measured.refused:
        yield wording.UNFIT.format(gaps=_first_gaps(measured), **counts)
        if measured.depth is not None:
            yield wording.DEPTH_ALONE.format(depth=_depth(measured))
        return
    if measured.failing == measured.bases:
        yield wording.SHALLOW_ALL.format(what=measured.what)
    else:
        yield wording.SHALLOW.format(gaps=_first_gaps(measured), **counts)
    if measured.depth is None:
        return
    limit = measured.limit_at_least
    said = wording.LIMIT_NONE if limit is None else wording.LIMIT.format(limit=percent(limit))
    asked = percent(coverage.max_limit)
    yield wording.SHALLOW_DEPTH.format(depth=_depth(measured), limit=said, asked=asked)
    if measured.expected_vaf is not None:
        yield from _of_purity(measured, coverage)
    if measured.needed_depth is not None:
        yield wording.NEEDED.format(depth=_count(measured.needed_depth))
    elif _is_capped(measured):
        yield wording.CAPPED_OUT


def _first_gaps(measured: MeasuredTarget) -> str:
    """The first places that cannot be called; all of them are listed with the part itself."""
    more = len(measured.gaps) - MOST_GAPS
    gaps = "; ".join(measured.gaps[:MOST_GAPS])
    return wording.MORE_PLACES.format(gaps=gaps, more=more) if more > 0 else gaps


def _absent(measured: MeasuredTarget, coverage: Coverage, said: str) -> Iterator[str]:
    """Down to what fraction nothing was found, and what of it was not seen."""
    if measured.why:
        yield measured.why
    limits = [wording.LIMIT.format(limit=percent(measured.limit_vaf or 0.0))]
    if measured.validated_limit is not None:
        limits.append(wording.VALIDATED.format(limit=percent(measured.validated_limit)))
    probability = wording.PROBABILITY.format(share=percent(coverage.probability))
    yield said.format(what=measured.what)
    yield wording.DOWN_TO.format(
        depth=_depth(measured), limits=", ".join(limits), probability=probability
    )
    if measured.gaps:
        yield wording.CALLABLE.format(
            callable=_count(measured.callable_bases),
            all=_count(measured.bases),
            share=percent(measured.callable_bases / measured.bases),
            gaps=_first_gaps(measured),
        )
    if measured.contradicted_by:
        yield wording.CONTRADICTED.format(files=", ".join(measured.contradicted_by))
    yield from _notes(measured)


def _is_capped(measured: MeasuredTarget) -> bool:
    """Whether fewer genomes went in than the least depth."""
    depth, effective = measured.depth, measured.effective_depth
    return effective is not None and depth is not None and effective < depth


def _depth(measured: MeasuredTarget) -> str:
    depth, median, effective = measured.depth, measured.median_depth, measured.effective_depth
    is_partial = measured.is_callable and measured.callable_depth != depth
    is_capped = _is_capped(measured) and not is_partial
    if is_partial:
        depth = measured.callable_depth
    said = wording.DEPTH_CALLABLE if is_partial else wording.DEPTH
    return said.format(
        depth=depth or 0,
        unit=wording.UNITS[measured.unit],
        median=wording.MEDIAN.format(median=_count(median)) if median is not None else "",
        capped=wording.CAPPED.format(effective=_count(effective)) if is_capped else "",
    )


def _notes(measured: MeasuredTarget) -> Iterator[str]:
    """What the kind of a file's statement means for its depths."""
    return (wording.KIND_NOTES[kind] for kind in measured.kinds if kind in wording.KIND_NOTES)


def _of_purity(measured: MeasuredTarget, coverage: Coverage) -> Iterator[str]:
    """Where a clonal variant would lie, and whether it would be seen; nothing of plasma."""
    if coverage.specimen is Specimen.PLASMA:
        return
    if measured.expected_vaf is None or coverage.purity is None:
        yield wording.PURITY_UNKNOWN
        return
    if measured.limit is None:
        return
    said = wording.WOULD_BE_SEEN if measured.is_visible else wording.WOULD_NOT_BE_SEEN
    yield said.format(
        kind=wording.HEMIZYGOUS if measured.is_single_copy else wording.HETEROZYGOUS,
        purity=percent(coverage.purity),
        expected=percent(measured.expected_vaf),
        limit=percent(measured.limit),
    )


def forced_remark(call: ForcedCall, *, is_beyond_error: bool) -> str:
    """That reads carry a known variant which was not called."""
    said = wording.GENOTYPED if is_beyond_error else wording.GENOTYPED_OF_TISSUE
    return said.format(
        name=call.place.name,
        alt=_count(call.count.alt),
        depth=_count(call.count.depth),
        unit=wording.UNITS[call.count.unit],
    )


def is_lower_bound(kind: CoverageKind) -> bool:
    """Whether a file of this kind tells no more than that a base is at least so deep."""
    return kind in {CoverageKind.QUANTIZED, CoverageKind.THRESHOLDS}


def _count(number: int | None) -> str:
    return f"{number or 0:,}"


def _joined(*sentences: str) -> str:
    return " ".join(dict.fromkeys(filter(None, sentences)))
