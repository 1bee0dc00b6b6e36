"""What one variant does to one gene: the same for a report as for ``hccgenomics annotate``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.annotate import promoter
from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.effect_wording import PROVISIONAL

if TYPE_CHECKING:
    from hccgenomics.model.alteration import Effect, PromoterFinding
    from hccgenomics.model.transcript import Gene
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.models import Models


def effects_on(
    variant: Variant, gene: Gene, models: Models
) -> tuple[tuple[Effect, ...], PromoterFinding | None]:
    """The effects on every transcript of a gene, and what a TERT promoter allele is.

    Args:
        variant: Normalised.
        gene: A gene of the panel.
        models: For the bases.
    """
    effects = _effects(variant, gene, models)
    finding = promoter.read_promoter(variant, gene.select, models)
    if finding is not None:
        effects = (_promoter_effect(effects[0], variant, models), *effects[1:])
    return effects, finding


def _effects(variant: Variant, gene: Gene, models: Models) -> tuple[Effect, ...]:
    """On every transcript; provisional bases under a coding change are said to be so."""
    effects = tuple(annotate(variant, transcript, models) for transcript in gene.transcripts)
    if all(effect.cds_start is None for effect in effects):
        return effects
    if not models.is_provisional(variant.interval):
        return effects
    return tuple(
        effect
        if effect.cds_start is None or PROVISIONAL in effect.notes
        else replace(effect, notes=(PROVISIONAL, *effect.notes))
        for effect in effects
    )


def _promoter_effect(effect: Effect, variant: Variant, models: Models) -> Effect:
    """A promoter variant has its c.-n name and never a protein name."""
    name = promoter.promoter_hgvs_c(variant, effect.transcript, models)
    return replace(effect, hgvs_c=name, hgvs_p=None, protein=None)
