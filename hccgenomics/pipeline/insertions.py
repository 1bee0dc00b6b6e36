"""Long insertions among small variants: viral sequence that a caller spelled out as an allele.

Only what lies with the panel's genes arrives here (each with 5,000 bases on both sides); viral
sequence further away is read from structural variants and tables of integrations.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.interpret.drivers import PROMOTER_UNKNOWN

if TYPE_CHECKING:
    from hccgenomics.interpret.insertion import Told
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.structural import Integration
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.knowledge import Knowledge


def is_long_insertion(variant: Variant, settings: Settings) -> bool:
    """Whether enough bases are inserted to be a structural variant."""
    return len(variant.alt) - len(variant.ref) >= settings.min_structural_length


def told_of(variant: Variant, symbol: str, knowledge: Knowledge, settings: Settings) -> Told | None:
    """What a long insertion is to a gene; ``None`` for any other variant, and for other genes.

    Args:
        variant: Normalised.
        symbol: The gene whose alteration it would be.
        knowledge: For the assembly and the roles of genes.
        settings: The laboratory's choices.
    """
    if not is_long_insertion(variant, settings):
        return None
    from hccgenomics.interpret.insertion import of_insertion
    from hccgenomics.knowledge.places import load_places
    from hccgenomics.pipeline.integration import integration_question

    places = load_places(knowledge.models.contigs.assembly)
    question = integration_question(places, knowledge.base.genes, settings)
    told = of_insertion(variant, question)
    return told if told is not None and told.gene == symbol else None


def _of_files(found: Integration | None, alteration: SmallAlteration) -> Integration | None:
    numbers = sorted({call.locus.source + 1 for call in alteration.calls})
    return None if found is None else replace(found, files=tuple(numbers))


def with_insertion(alteration: SmallAlteration, told: Told) -> SmallAlteration:
    """An alteration with what is known of its inserted bases.

    What the promoter's rule leaves open, viral sequence answers.
    """
    kept = tuple(
        finding
        for finding in alteration.findings
        if not (told.finding.drives and finding.code == PROMOTER_UNKNOWN)
    )
    return replace(
        alteration,
        integration=_of_files(told.integration, alteration),
        findings=(*kept, told.finding),
        notes=(*alteration.notes, *told.notes),
    )
