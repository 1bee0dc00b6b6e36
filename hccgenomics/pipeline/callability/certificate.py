"""The marker certificate: what panel and depth say of every part of every marker.

A base can be called where its *computed detection limit*, by exact binomial for the stated calling
rule, is at most the fraction that the settings ask for. A part can be called where every one of
its hotspots can, and of a coding sequence the share that the settings ask for.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.ctdna.detection import CallingRule, expected_vaf
from hccgenomics.interpret.callability import Coverage, forced_remark
from hccgenomics.interpret.markers import qualifies
from hccgenomics.interpret.summary import set_aside_sentences
from hccgenomics.model.coverage import MeasuredTarget
from hccgenomics.pipeline.callability.callable_depths import Asked
from hccgenomics.pipeline.callability.gaps_of_targets import gaps_of_target
from hccgenomics.pipeline.callability.measuring import (
    FAILING,
    MEASURED,
    UNTOLD,
    Base,
    Meter,
    tops_of,
)
from hccgenomics.pipeline.callability.panel_parts import is_assayed, large_parts
from hccgenomics.pipeline.callability.targets import targets_of
from hccgenomics.pipeline.regions import regions_of
from hccgenomics.vocabulary import (
    ComponentClass,
    CoverageKind,
    DepthUnit,
    ForcedBecause,
    ForcedState,
    Sex,
    Specimen,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.interpret.summary import SetAsideDriver
    from hccgenomics.model.coverage import Looked, Panel, Target
    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.forced import ForcedCall
    from hccgenomics.model.genome import Interval
    from hccgenomics.model.sample import Sample
    from hccgenomics.model.settings import RegionThresholds, Settings
    from hccgenomics.pipeline.callability.measuring import Reading
    from hccgenomics.pipeline.judged import Judged
    from hccgenomics.pipeline.knowledge import Knowledge

_END: Final = attrgetter("end")
_X: Final = "chrX"
_DIPLOID: Final = 2.0
_SEVERAL: Final = 2
_GOOD: Final = frozenset({Base.CALLABLE})
_BELOW_ONE: Final = 0.999_999
"""A laboratory that calls nothing but whole fractions is served by the next smaller one."""
_COLLAPSED: Final = frozenset(
    {DepthUnit.FRAGMENTS, DepthUnit.MOLECULES, DepthUnit.DUPLEX_MOLECULES}
)
"""Units of which no more can be seen than genomes went in."""

Regions = tuple[tuple["Interval", "RegionThresholds"], ...]


def certificate_of(
    looked: Looked | None,
    knowledge: Knowledge,
    sample: Sample,
    settings: Settings,
    *,
    judged: Judged | None = None,
    forced: Sequence[ForcedCall] = (),
) -> Coverage:
    """What the markers are judged by; of a run that was told nothing, nothing.

    Args:
        looked: Panel and depths.
        knowledge: Markers, models, and the tables of the driver rules.
        sample: What was sequenced, with the purity that the report uses.
        settings: A laboratory's choices.
        judged: What was found and left out, and the purity that its copies stand on.
        forced: Reads counted at known places.
    """
    if judged is not None and sample.purity is None and judged.copies.solution is not None:
        sample = replace(sample, purity=judged.copies.solution.purity)
    targets: tuple[Target, ...] = ()
    is_told = looked is not None and looked.is_told
    if is_told or forced:
        targets = targets_of(knowledge.markers, knowledge.models, knowledge.base)
    remarks = forced_remarks(forced, targets, settings.forced_alpha)
    if looked is None or not is_told:
        return Coverage(remarks=remarks)
    regions = regions_of(settings, knowledge.models)
    measured = {
        **measured_targets(looked, targets, sample, settings, regions=regions),
        **large_parts(looked.panel, knowledge.markers, knowledge.models),
    }
    return Coverage(
        is_told=True,
        panel=looked.panel,
        has_depth=bool(looked.sources),
        measured=measured,
        remarks=remarks,
        aside=None if judged is None else left_out(judged.small.set_aside, knowledge.markers),
        specimen=sample.specimen,
        purity=sample.purity,
        max_limit=_max_limit(sample.specimen, settings),
        probability=settings.detection_probability,
    )


def measured_targets(
    looked: Looked,
    targets: Iterable[Target],
    sample: Sample,
    settings: Settings,
    *,
    regions: Regions = (),
) -> Mapping[MarkerComponent, MeasuredTarget]:
    """What panel and sources say of every target.

    Args:
        looked: Panel and depths.
        targets: The deciding bases of parts of markers.
        sample: For specimen, purity and sex.
        settings: A laboratory's choices.
        regions: Where it has thresholds of its own.
    """
    asked = partial(asked_of, looked=looked, settings=settings, specimen=sample.specimen)
    meter = Meter(
        sources=looked.sources,
        asked=lru_cache(maxsize=None)(asked),
        regions=regions,
        panel=_regions_aimed_at(looked.panel),
        trusts_means=settings.trust_mean_depth,
        tops=tops_of(looked.sources),
    )
    question = _Question(looked, meter, sample, settings)
    return {target.component: _measured(target, question) for target in targets}


def asked_of(
    unit: DepthUnit,
    thresholds: RegionThresholds | None,
    *,
    looked: Looked,
    settings: Settings,
    specimen: Specimen,
) -> Asked:
    """The calling rule for depths of one unit, where a region's own thresholds hold."""
    is_plasma = specimen is Specimen.PLASMA
    min_vaf = settings.min_vaf_plasma if is_plasma else settings.min_vaf_tissue
    min_alt, min_depth = settings.min_alt_depth, settings.min_depth
    if thresholds is not None:
        min_vaf = min_vaf if thresholds.min_vaf is None else thresholds.min_vaf
        min_alt = min_alt if thresholds.min_alt_depth is None else thresholds.min_alt_depth
        min_depth = min_depth if thresholds.min_depth is None else thresholds.min_depth
    rule = CallingRule(
        min_alt=max(1, min_alt),
        min_vaf=min(min_vaf, _BELOW_ONE),
        error_rate=settings.error_rate_of(unit),
        alpha=settings.calling_alpha,
        probability=settings.detection_probability,
    )
    is_capped = is_plasma or unit in _COLLAPSED
    equivalents = looked.input_equivalents if is_capped else None
    return Asked(rule, _max_limit(specimen, settings), min_depth, equivalents)


def left_out(
    set_aside: Sequence[SetAsideDriver], components: Iterable[MarkerComponent]
) -> Mapping[MarkerComponent, tuple[str, ...]]:
    """By part of a marker, the driver alleles of it that were seen and left out."""
    found = {
        component: [item for item in set_aside if qualifies(item.alteration, component)]
        for component in components
        if component.component_class is ComponentClass.SMALL
    }
    return {component: set_aside_sentences(items) for component, items in found.items() if items}


def forced_remarks(
    calls: Iterable[ForcedCall], targets: Sequence[Target], alpha: float
) -> Mapping[MarkerComponent, tuple[str, ...]]:
    """By part of a marker, what reads at its places show that was not called.

    What errors do not explain counts, after control for all places, and any read with a variant
    that the tissue has; and only changes that a driver rule would flag, or of the tissue, are
    counted at places of markers at all.
    """
    told = [one for one in calls if _keeps_open(one, alpha)]
    found = {
        target.component: tuple(
            dict.fromkeys(_remark(one, alpha) for one in told if _concerns(one, target))
        )
        for target in targets
    }
    return {component: remarks for component, remarks in found.items() if remarks}


def _keeps_open(call: ForcedCall, alpha: float) -> bool:
    if call.state is not ForcedState.GENOTYPED or call.place.is_blood:
        return False
    return ForcedBecause.TISSUE in call.place.because or _is_beyond_error(call, alpha)


def _is_beyond_error(call: ForcedCall, alpha: float) -> bool:
    return call.q_value is not None and call.q_value <= alpha


def _remark(call: ForcedCall, alpha: float) -> str:
    return forced_remark(call, is_beyond_error=_is_beyond_error(call, alpha))


def _concerns(call: ForcedCall, target: Target) -> bool:
    place = call.place.variant.interval
    same_gene = call.place.gene == target.component.gene
    return same_gene and any(place.overlaps(one) for one in target.places)


@dataclass(frozen=True, slots=True)
class _Question:
    looked: Looked
    meter: Meter
    sample: Sample
    settings: Settings


def _max_limit(specimen: Specimen, settings: Settings) -> float:
    is_plasma = specimen is Specimen.PLASMA
    return settings.max_limit_plasma if is_plasma else settings.max_limit_tissue


def _regions_aimed_at(panel: Panel | None) -> partial[Sequence[Interval]] | None:
    if panel is None or panel.kind is not CoverageKind.PANEL:
        return None
    return partial(_touching, panel)


def _touching(panel: Panel, place: Interval) -> Sequence[Interval]:
    """The regions of a panel that touch a place."""
    regions = panel.regions.get(place.contig, ())
    first = last = bisect_right(regions, place.start, key=_END)
    while last < len(regions) and regions[last].start < place.end:
        last += 1
    return regions[first:last]


def _measured(target: Target, question: _Question) -> MeasuredTarget:
    """Panel first: what it does not hold is not assayed, whatever the depth."""
    reading, settings = question.meter.read(target), question.settings
    counts = reading.counts()
    on_panel = None
    if question.meter.panel is not None:
        on_panel = counts.total() - counts[Base.OFF_PANEL]
    assayed, why = is_assayed(question.looked.panel, target, on_panel)
    told = MeasuredTarget(
        assayed=assayed,
        bases=counts.total(),
        why=why,
        what=target.what,
        unassayed=counts[Base.OFF_PANEL],
        expected_vaf=_expected(target, question.sample),
        validated_limit=_validated(target.component, settings),
        is_single_copy=_is_single_copy(target, question.sample),
    )
    if assayed is False:
        return told
    found = _with_depth(told, target, reading, settings)
    return replace(
        found, contradicted_by=_contradicting(target, question) if found.is_callable else ()
    )


def _contradicting(target: Target, question: _Question) -> tuple[str, ...]:
    """The files by which alone a target that can be called would be too shallow."""
    sources = question.looked.sources
    if len(sources) < _SEVERAL:
        return ()
    alone = ((one, replace(question.meter, sources=(one,)).read(target)) for one in sources)
    return tuple(
        source.name for source, reading in alone if _is_failure(target, reading, question.settings)
    )


def _with_depth(
    told: MeasuredTarget, target: Target, reading: Reading, settings: Settings
) -> MeasuredTarget:
    """The same with what the sources of depth say."""
    counts = reading.counts()
    least, shallowest = reading.least(), reading.least(_GOOD)
    sources = reading.sources()
    return replace(
        told,
        measured=sum(counts[base] for base in MEASURED),
        callable_bases=counts[Base.CALLABLE],
        depth=None if least is None else least.depth,
        median_depth=reading.median(),
        effective_depth=None if least is None else least.effective,
        limit_vaf=reading.limit,
        unit=DepthUnit.READS if least is None else least.unit,
        sources=tuple(dict.fromkeys(source.name for source in sources)),
        kinds=tuple(dict.fromkeys(source.kind for source in sources)),
        gaps=gaps_of_target(target, reading),
        untold=sum(counts[base] for base in UNTOLD),
        unnumbered=counts[Base.UNNUMBERED],
        failing=sum(counts[base] for base in FAILING),
        refused=counts[Base.REFUSED],
        callable_depth=None if shallowest is None else shallowest.depth,
        limit_at_least=None if least is None else least.limit,
        is_callable=_has_enough(target, reading, settings, _GOOD),
        is_failure=_is_failure(target, reading, settings),
        needed_depth=None if least is None or not counts[Base.SHALLOW] else least.needed,
    )


def _is_failure(target: Target, reading: Reading, settings: Settings) -> bool:
    """Whether a target could not be called even if all that was not measured could."""
    return not _has_enough(target, reading, settings, frozenset(Base) - FAILING)


def _has_enough(
    target: Target, reading: Reading, settings: Settings, good: frozenset[Base]
) -> bool:
    """Whether a target could be called if just these bases could."""
    counts = reading.counts()
    share = 1.0 if target.is_whole else settings.min_callable_fraction
    if sum(counts[base] for base in good) < share * counts.total():
        return False
    return all(good.issuperset(reading.within(place)) for place in target.hotspots)


def _expected(target: Target, sample: Sample) -> float | None:
    """Where a clonal variant of one copy would lie; ``None`` of unknown purity, and in plasma."""
    if sample.purity is None or sample.specimen is Specimen.PLASMA:
        return None
    copies = 1.0 if _is_single_copy(target, sample) else _DIPLOID
    return expected_vaf(sample.purity, tumour_copies=copies, normal_copies=copies)


def _is_single_copy(target: Target, sample: Sample) -> bool:
    return sample.sex == Sex.MALE and target.places[0].contig == _X


def _validated(component: MarkerComponent, settings: Settings) -> float | None:
    """The laboratory's own limit, of the marker before that of the gene."""
    own = settings.validated_limits
    return own.get(component.marker, own.get(component.gene))
