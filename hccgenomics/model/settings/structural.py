"""What an adjacency needs, and how far a gene's promoter and surroundings reach."""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document


class StructuralSettings(Document):
    """What an adjacency needs, and how far a gene's promoter and surroundings reach."""

    min_junction_reads: int = Field(
        default=3,
        ge=0,
        description="Supporting reads an adjacency needs, where the caller counts them.",
    )
    max_normal_junction_reads: int = Field(
        default=1,
        ge=0,
        description="Supporting reads in the matched normal above which it is left out.",
    )
    min_structural_length: int = Field(
        default=50, ge=1, description="Bases from which a spelled-out insertion or deletion is one."
    )
    tert_promoter_reach: int = Field(
        default=20_000,
        ge=0,
        description=(
            "Bases upstream of the TERT start within which a break end is a promoter rearrangement."
        ),
    )
    integration_reach: int = Field(
        default=100_000,
        ge=0,
        description="Bases from a gene within which viral sequence is told as that gene's.",
    )
    integration_promoter_reach: int = Field(
        default=5_000,
        ge=0,
        description=(
            "Bases upstream of a gene within which viral sequence, or a junction beside CCNE1 or "
            "CCNA2, is in its promoter."
        ),
    )
    integration_driver_reach: int = Field(
        default=20_000,
        ge=0,
        description=(
            "Bases upstream of a gene up to which viral sequence counts as switching it on, where "
            "the table of integrations says that it does so from upstream (TERT, CCNE1)."
        ),
    )
    integration_junction_gap: int = Field(
        default=1_000,
        ge=0,
        description=(
            "Bases between two junctions with one virus up to which they are one integration."
        ),
    )
