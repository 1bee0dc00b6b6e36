"""What functional studies say of a variant, and which parts of a protein are critical."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import (
    FunctionalBasis,
    FunctionalEffect,
    FunctionalStrength,
    Verification,
)

if TYPE_CHECKING:
    from hccgenomics.model.event import Event


class FunctionalEvidence(Document):
    """One row of ``resources/functional_evidence.tsv``.

    ``event`` is a term of the grammar without its gene (``p.R249S``, ``promoter c.-124C>T``,
    ``codon D32-S37 missense``); residues are MANE Select's.
    """

    gene: str = Field(min_length=1)
    event: str = Field(min_length=1)
    effect: FunctionalEffect
    basis: FunctionalBasis
    strength: FunctionalStrength
    assay: str = Field(min_length=1)
    finding: str = Field(min_length=1)
    citation: str = Field(min_length=1)
    doi: str | None = None
    pmid: str | None = None
    pmc: str | None = None
    verification: Verification
    note: str = ""

    @cached_property
    def term(self) -> Event:
        """The event, parsed."""
        return parse_event(f"{self.gene} {self.event}")

    @property
    def is_study(self) -> bool:
        """Whether it is a study, not a classification made elsewhere."""
        return self.basis is FunctionalBasis.FUNCTIONAL

    @property
    def is_counted(self) -> bool:
        """Whether it was seen in its source and is well established."""
        is_seen = self.verification is Verification.VERIFIED
        return is_seen and self.strength is FunctionalStrength.WELL_ESTABLISHED

    @property
    def reference(self) -> str:
        """The citation with an identifier that leads to it."""
        numbers = (("doi:", self.doi), ("pmid:", self.pmid), ("", self.pmc))
        found = next((f"{kind}{number}" for kind, number in numbers if number), "")
        return f"{self.citation}, {found}" if found else self.citation


class CriticalDomain(Document):
    """One row of ``resources/domains.tsv``: a part of a protein that OM1 counts as critical.

    ``start_ref`` and ``end_ref`` are what the protein of MANE Select has there.
    """

    gene: str = Field(min_length=1)
    start_ref: str = Field(pattern=r"^[ACDEFGHIKLMNPQRSTVWY]$")
    start: int = Field(ge=1)
    end_ref: str = Field(pattern=r"^[ACDEFGHIKLMNPQRSTVWY]$")
    end: int = Field(ge=1)
    name: str = Field(min_length=1)
    why: str = Field(min_length=1, description="What makes it critical, as a sentence's end.")
    source: str = Field(min_length=1)
    verification: Verification

    @property
    def residues(self) -> str:
        """As a board would say it: ``R132``, ``I457-L717``."""
        first = f"{self.start_ref}{self.start}"
        return first if self.start == self.end else f"{first}-{self.end_ref}{self.end}"

    @property
    def is_counted(self) -> bool:
        """Whether it was seen in its source."""
        return self.verification is Verification.VERIFIED
