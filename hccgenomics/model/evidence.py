"""Curated knowledge, one row at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 -- pydantic reads it at run time
from typing import TYPE_CHECKING

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.vocabulary import (
    Direction,
    Disease,
    GeneRole,
    Implication,
    RegimenStatus,
    Specimen,
    Verification,
)

if TYPE_CHECKING:
    from hccgenomics.vocabulary import Specificity


class Citation(Document):
    """One reference, with its own verification status."""

    text: str = Field(min_length=1, description="Short form: first author, year, journal.")
    doi: str | None = None
    pmid: str | None = None
    trial: str | None = Field(default=None, description="Registry number, NCT… or other.")
    verification: Verification


class Biomarker(Document):
    """One row of ``resources/biomarkers.tsv``: what a curator says of one biomarker."""

    id: str = Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*-[0-9A-Z]+$")
    genes: tuple[str, ...]
    any_of: tuple[str, ...] = Field(description="Event terms; one of them must be seen.")
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    specimens: tuple[Specimen, ...] = tuple(Specimen)
    diseases: tuple[Disease, ...] = (Disease.HCC,)
    disease_context: str = Field(description="The tumours the evidence comes from, in words.")
    implication: Implication
    direction: Direction
    therapy: tuple[str, ...] = ()
    regimen_status: RegimenStatus | None = None
    statement: str = Field(min_length=1)
    figures: str = ""
    caveats: tuple[str, ...] = ()
    conflicts: str = ""
    line_of_therapy: str = ""
    regulatory_status: str = ""
    regulatory_as_of: str = ""
    trial_selected_on: str = ""
    study_design: str = ""
    n_patients: str = ""
    citations: tuple[Citation, ...] = ()
    verification: Verification
    review_status: str
    curated_on: date


class GeneRow(Document):
    """One row of ``resources/genes.tsv``."""

    gene: str
    role: GeneRole
    mechanism: str
    pathway: str
    note: str = ""
    source: str
    verification: Verification


class Hotspot(Document):
    """One row of ``resources/hotspots.tsv``: residues that count as a hotspot in HCC driver calls.

    ``changes`` are one-letter alternatives (``*`` never counts), empty for any missense change.
    """

    gene: str
    start: int = Field(ge=1)
    end: int = Field(ge=1)
    changes: tuple[str, ...] = ()
    kind: str = Field(pattern=r"^(missense|inframe|artefact)$")
    note: str = ""
    source: str


@dataclass(frozen=True, slots=True)
class HotspotCount:
    """Pan-cancer tumours with a change at a residue (ODbL table, optional)."""

    gene: str
    residue: int
    tumours: int
    by_change: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A curated row that speaks of this sample's alterations."""

    biomarker: Biomarker
    alterations: tuple[str, ...]
    specificity: Specificity
    why: str
