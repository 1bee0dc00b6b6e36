"""Genes whose fusions are read as drivers, and how much of them a fusion must keep."""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.vocabulary import Verification


class FusionGene(Document):
    """One row of ``resources/fusion_genes.tsv``; exons and residues are those of MANE Select."""

    fusion: str = Field(
        min_length=1, description="A kinase with any partner (FGFR2), or one pair (A::B)."
    )
    kinase: str = Field(min_length=1, description="The gene whose kinase domain must be kept.")
    transcript: str = Field(min_length=1, description="Its MANE Select transcript.")
    domain_start: int = Field(ge=1, description="First residue of the kinase domain (UniProt).")
    domain_end: int = Field(ge=1, description="Last residue of it.")
    three_prime_from: int | None = Field(
        default=None,
        ge=1,
        description="As 3′ partner: the exon with which its part may begin at the latest.",
    )
    five_prime_to: int | None = Field(
        default=None,
        ge=1,
        description="As 5′ partner: the exon with which its part may end at the earliest.",
    )
    five_exon: int | None = Field(
        default=None, ge=1, description="Of a pair: the last exon of the 5′ partner."
    )
    three_exon: int | None = Field(
        default=None, ge=1, description="Of a pair: the first exon of the 3′ partner."
    )
    note: str = ""
    source: str = Field(min_length=1)
    verification: Verification

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two partners, 5′ first; ``None`` where any partner will do."""
        five, _, three = self.fusion.partition("::")
        return (five, three) if three else None
