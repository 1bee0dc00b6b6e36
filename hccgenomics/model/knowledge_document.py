"""The evidence base as one published document: ``hccgenomics knowledge export --format json``."""

from __future__ import annotations

from typing import Literal

from hccgenomics.model.base import Document
from hccgenomics.model.evidence import Biomarker, RegimenRow
from hccgenomics.model.lists import FactRow, Prevalence, Therapy, Trial
from hccgenomics.model.provenance import KnowledgeDifference, KnowledgeOverlay, Resource


class KnowledgeDocument(Document):
    """The base, overlays included; equal bases are equal byte by byte."""

    software: Literal["hccgenomics"] = "hccgenomics"
    software_version: str
    schema_version: str
    as_of: str
    review_status: str
    tables: tuple[Resource, ...]
    overlays: tuple[KnowledgeOverlay, ...]
    conflicts: tuple[KnowledgeDifference, ...]
    biomarkers: tuple[Biomarker, ...]
    regimens: tuple[RegimenRow, ...]
    trials: tuple[Trial, ...]
    therapies: tuple[Therapy, ...]
    facts: tuple[FactRow, ...]
    prevalence: tuple[Prevalence, ...]
