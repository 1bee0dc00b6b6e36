"""What viral integrations are judged by, put together from the packaged tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.annotate.viral import recogniser
from hccgenomics.interpret.integration import IntegrationQuestion
from hccgenomics.knowledge.viral import integration_genes, viral_genomes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.curated import GeneRow
    from hccgenomics.model.places import GenePlaces
    from hccgenomics.model.settings import Settings


def integration_question(
    places: GenePlaces, genes: Mapping[str, GeneRow], settings: Settings
) -> IntegrationQuestion:
    """What integrations on one assembly are judged by.

    Args:
        places: All genes of the assembly.
        genes: The driver genes, for their role.
        settings: The laboratory's choices.

    Raises:
        ResourceError: A packaged table is missing or wrong (exit 5).
    """
    return IntegrationQuestion(
        places=places,
        recurrent=integration_genes(),
        genes=genes,
        settings=settings,
        recognise=recogniser(viral_genomes()),
    )
