"""What was looked at, and by what rule the limits were computed, as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import callability_wording as wording
from hccgenomics.interpret.origin_wording import percent
from hccgenomics.model import plasma as doc
from hccgenomics.vocabulary import CoverageKind

if TYPE_CHECKING:
    from hccgenomics.model.coverage import Looked, MeasuredTarget, Panel
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.callability.callable_depths import Asked
    from hccgenomics.vocabulary import DepthUnit, Specimen


def coverage_section(
    looked: Looked | None, settings: Settings, specimen: Specimen
) -> doc.CoverageSection:
    """Panel, files and rule; of a run that was told nothing, that alone."""
    if looked is None or not looked.is_told:
        return doc.CoverageSection(why=wording.COVERAGE_NOTHING)
    return doc.CoverageSection(
        why=_why(looked),
        panel=None if looked.panel is None else _panel(looked.panel),
        files=tuple(
            doc.CoverageFile(
                number=source.number, name=source.name, kind=source.kind, depth_unit=source.unit
            )
            for source in looked.sources
        ),
        rule=_rule(looked, settings, specimen) if looked.sources else None,
    )


def _why(looked: Looked) -> str:
    if not looked.sources:
        return wording.COVERAGE_PANEL
    with_panel = wording.COVERAGE_WITH_PANEL if looked.panel is not None else ""
    said = wording.COVERAGE_DEPTH.format(panel=with_panel)
    has_blocks = any(source.kind is CoverageKind.BLOCKS for source in looked.sources)
    return f"{said} {wording.COVERAGE_UNFIT}" if has_blocks and looked.sources[1:] else said


def _panel(panel: Panel) -> doc.PanelUsed:
    is_bed = panel.kind is CoverageKind.PANEL
    bases = sum(len(region) for regions in panel.regions.values() for region in regions)
    return doc.PanelUsed(
        name=panel.name,
        version=panel.version,
        kind=panel.kind,
        bases=bases if is_bed else None,
        genes=None if is_bed else len(panel.genes),
        lacks=panel.lacks,
        source=panel.source,
    )


def _rule(looked: Looked, settings: Settings, specimen: Specimen) -> doc.CallingRule:
    """The rule by the unit of the first source; other units have error rates of their own."""
    from hccgenomics.pipeline.callability.certificate import (
        asked_of,  # not for runs that are told nothing
    )

    unit = looked.sources[0].unit
    asked = asked_of(unit, None, looked=looked, settings=settings, specimen=specimen)
    rule = asked.rule
    return doc.CallingRule(
        min_alt=rule.min_alt,
        min_vaf=rule.min_vaf,
        error_rate=rule.error_rate,
        alpha=rule.alpha,
        probability=rule.probability,
        max_limit=asked.limit,
        input_equivalents=asked.equivalents,
        why=_rule_why(asked, unit, settings),
    )


def _rule_why(asked: Asked, unit: DepthUnit, settings: Settings) -> str:
    rule = asked.rule
    capped = ""
    if asked.equivalents is not None:
        capped = wording.RULE_CAPPED.format(equivalents=f"{asked.equivalents:,.0f}")
    return wording.RULE_WHY.format(
        min_alt=rule.min_alt,
        unit=wording.UNITS[unit],
        min_vaf=percent(rule.min_vaf),
        error=f"{rule.error_rate:g}",
        alpha=f"{rule.alpha:g}",
        probability=wording.PROBABILITY.format(share=percent(rule.probability)),
        asked=f"{percent(asked.limit)} VAF",
        capped=capped,
        validated=wording.RULE_VALIDATED if settings.validated_limits else "",
    )


def measured_document(measured: MeasuredTarget | None) -> doc.Measured | None:
    """What panel and depth say of one part, as published; ``None`` where nothing was told."""
    if measured is None:
        return None
    return doc.Measured(
        assayed=measured.assayed,
        bases=measured.bases,
        measured_bases=measured.measured,
        callable_bases=measured.callable_bases,
        depth=measured.depth,
        median_depth=measured.median_depth,
        effective_depth=measured.effective_depth,
        depth_unit=measured.unit,
        expected_vaf=measured.expected_vaf,
        clonal_would_be_seen=measured.is_visible,
        sources=measured.sources,
        gaps=measured.gaps,
        what=measured.what,
        off_panel=measured.unassayed,
        computed_limit=measured.limit_vaf,
        validated_limit=measured.validated_limit,
        failed=measured.is_failure,
    )
