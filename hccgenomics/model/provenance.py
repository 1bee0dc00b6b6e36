"""Where a report comes from, as published: files, tables, settings and versions."""

from __future__ import annotations

from typing import Final, Literal

from hccgenomics.model.base import Document
from hccgenomics.model.settings import Settings
from hccgenomics.vocabulary import DialectTier

SCHEMA_VERSION: Final = "1.0"


class InputFile(Document):
    """One file the report was made from."""

    name: str
    sha256: str | None
    size: int | None
    container: str
    file_format: str
    caller: str
    records: int
    read_through_index: bool = False
    number: int | None = None
    holds: str = "small_variants"
    tier: DialectTier | None = None


class ReferenceFile(Document):
    """The reference FASTA that completed the embedded sequence; its index stands for it."""

    name: str
    size: int
    index_sha256: str


class PopulationFile(Document):
    """The population file that was asked; its header and index stand for it."""

    name: str
    size: int
    header_sha256: str
    index_sha256: str
    af_field: str
    popmax_field: str | None
    assembly_evidence: tuple[str, ...]


class AlignmentsFile(Document):
    """Alignments that were counted; header and index stand for them."""

    of: Literal["sample", "normal"]
    name: str
    size: int
    header_sha256: str
    index_sha256: str


class Resource(Document):
    """One embedded table."""

    name: str
    version: str
    sha256: str


class PanelGene(Document):
    """A gene of the embedded panel, and what can be said of it."""

    gene: str
    transcript: str
    refseq: str
    sequence_grade: str
    region: str | None = None


class KnowledgeOverlay(Document):
    """A laboratory's own table, laid over the evidence base; ids of rows by what became of them."""

    name: str
    sha256: str
    as_of: str | None
    added: tuple[str, ...]
    overridden: tuple[str, ...]
    withdrawn: tuple[str, ...]
    unchanged: tuple[str, ...]
    unverified: tuple[str, ...]


class KnowledgeCell(Document):
    """One cell in which two tables differ."""

    column: str
    used: str
    set_aside: str


class KnowledgeDifference(Document):
    """Two tables state different things under one id, or contradict each other's claim."""

    biomarker_id: str
    other_id: str | None
    used: str
    set_aside: str
    cells: tuple[KnowledgeCell, ...]
    why: str


class Provenance(Document):
    """Enough to run it again and get the same bytes."""

    software: Literal["hccgenomics"] = "hccgenomics"
    software_version: str
    schema_version: str = SCHEMA_VERSION
    settings: Settings
    resources: tuple[Resource, ...]
    knowledge_as_of: str
    knowledge_review_status: str
    knowledge_warning: str | None
    knowledge_overlays: tuple[KnowledgeOverlay, ...] = ()
    knowledge_conflicts: tuple[KnowledgeDifference, ...] = ()
    assembly_evidence: tuple[str, ...]
    assay_note: str
    panel: tuple[PanelGene, ...]
    genes_without_models: tuple[str, ...] = ()
    driver_rules: tuple[str, ...] = ()
    reference: ReferenceFile | None
    population: PopulationFile | None = None
    alignments: tuple[AlignmentsFile, ...] = ()
    inputs: tuple[InputFile, ...]
