"""What a panel means for parts of markers: whether it holds them, and what of them it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import callability_wording as wording
from hccgenomics.interpret.wording import listed
from hccgenomics.model.coverage import MeasuredTarget
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import ComponentClass, CoverageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.model.coverage import Panel, Target
    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.pipeline.models import Models


def is_assayed(
    panel: Panel | None, target: Target, on_panel: int | None
) -> tuple[bool | None, str]:
    """Whether a panel holds the deciding bases of a small-variant part, and why not.

    Args:
        panel: Regions or a list of genes; ``None`` where none was given.
        target: The deciding bases.
        on_panel: How many of them are in the regions of a BED.

    Returns:
        ``None`` without a panel, and where a published list does not tell.
    """
    if panel is None:
        return None, ""
    if panel.kind is CoverageKind.PANEL:
        why = wording.NOT_ON_BED.format(panel=panel.called)
        return (True, "") if on_panel else (False, why)
    component = target.component
    if component.gene not in panel.genes:
        return False, wording.NOT_ON_LIST.format(panel=panel.called)
    if not component.promoter or panel.tert_promoter:
        return True, ""
    if panel.tert_promoter is None:
        return None, wording.PROMOTER_NOT_TOLD.format(panel=panel.called)
    return False, wording.PROMOTER_NOT_AIMED_AT.format(panel=panel.called)


def large_parts(
    panel: Panel | None, components: Iterable[MarkerComponent], models: Models
) -> Mapping[MarkerComponent, MeasuredTarget]:
    """What a panel means for copies and fusions; nothing without a panel."""
    if panel is None:
        return {}
    found = {
        ComponentClass.COPY_NUMBER: _of_copies,
        ComponentClass.FUSION: _of_fusion,
    }
    return {
        component: found[component.component_class](component, panel, models)
        for component in components
        if component.component_class in found
    }


def _of_copies(component: MarkerComponent, panel: Panel, models: Models) -> MeasuredTarget:
    reported = panel.copy_genes
    if reported is not None and not reported:
        why = wording.COPIES_NOT_REPORTED.format(panel=panel.called)
        return MeasuredTarget(assayed=None, bases=0, why=why)
    if _lacking([component.gene], panel, models):
        why = wording.NOT_ON_LIST.format(panel=panel.called)
        return MeasuredTarget(assayed=False, bases=0, why=why)
    if reported is not None and component.gene not in reported:
        why = wording.COPIES_NOT_REPORTED.format(panel=panel.called)
        return MeasuredTarget(assayed=None, bases=0, why=why)
    return MeasuredTarget(assayed=True, bases=0)


def _of_fusion(component: MarkerComponent, panel: Panel, models: Models) -> MeasuredTarget:
    """A fusion needs both partners for certain, and one at least to be seen at all."""
    genes = component.gene.split("::")
    slots = {"panel": panel.called, "fusion": _fusion_of(component)}
    reported = panel.fusion_genes
    if reported is not None and not reported:
        why = wording.FUSION_NOT_REPORTED.format(**slots)
        return MeasuredTarget(assayed=False, bases=0, why=why)
    if reported is None:
        lacking = _lacking(genes, panel, models)
    else:
        lacking = [gene for gene in genes if gene not in reported]
    if not lacking:
        return MeasuredTarget(assayed=True, bases=0)
    slots |= {"genes": listed(lacking), "are": wording.IS_OR_ARE[len(lacking) > 1]}
    if len(lacking) == len(genes):
        why = wording.FUSION_OFF_PANEL.format(**slots)
        return MeasuredTarget(assayed=False, bases=0, why=why)
    return MeasuredTarget(assayed=None, bases=0, why=wording.FUSION_PARTLY.format(**slots))


def _fusion_of(component: MarkerComponent) -> str:
    is_pair = "::" in component.gene
    return component.gene if is_pair else wording.A_FUSION


def _lacking(genes: Sequence[str], panel: Panel, models: Models) -> list[str]:
    """The genes of which a panel holds nothing."""
    if panel.kind is CoverageKind.NAMED_PANEL:
        return [gene for gene in genes if gene not in panel.genes]
    return [gene for gene in genes if not _touches(panel, _place(gene, models))]


def _touches(panel: Panel, place: Interval | None) -> bool:
    regions = () if place is None else panel.regions.get(place.contig, ())
    return place is not None and any(region.overlaps(place) for region in regions)


def _place(gene: str, models: Models) -> Interval | None:
    """Where a gene lies; ``None`` of one that nobody knows."""
    if gene in models.symbols:
        return models.gene(gene).interval
    from hccgenomics.knowledge.places import load_places

    found = load_places(models.assembly).named(gene)
    return None if found is None else Interval(found.contig, found.start, found.end)
