"""What the rules on rearrangements look things up in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import GeneRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.curated import GeneRow, HotspotTable
    from hccgenomics.model.fusion_gene import FusionGene
    from hccgenomics.model.settings import Settings

LOSS_ROLES: Final = frozenset({GeneRole.TUMOUR_SUPPRESSOR, GeneRole.BOTH})


@dataclass(frozen=True, slots=True)
class StructuralTables:
    """Roles, fusions, hotspots, and the laboratory's choices."""

    genes: Mapping[str, GeneRow]
    fusions: Mapping[str, FusionGene]
    hotspots: HotspotTable
    settings: Settings

    def role(self, gene: str) -> GeneRole | None:
        """What the table says a gene does; ``None`` for genes it does not list."""
        row = self.genes.get(gene)
        return None if row is None else row.role

    def is_suppressor(self, gene: str) -> bool:
        """Whether the loss of the gene counts."""
        return self.role(gene) in LOSS_ROLES
