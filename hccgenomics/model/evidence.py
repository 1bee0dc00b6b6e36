"""Curated knowledge, one row at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.vocabulary import (
    ComponentClass,
    CopyClass,
    Direction,
    Disease,
    DiseaseMatch,
    EvidenceFrom,
    GeneRole,
    GermlineAsk,
    HotspotKind,
    Implication,
    RegimenStatus,
    Specimen,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.fusion_gene import FusionGene
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
    genes: tuple[str, ...] = ()
    any_of: tuple[str, ...] = Field(default=(), description="Event terms; one must be seen.")
    all_of: tuple[str, ...] = Field(default=(), description="Event terms; each must be seen.")
    none_of: tuple[str, ...] = Field(default=(), description="Event terms; none may be seen.")
    specimens: tuple[Specimen, ...] = tuple(Specimen)
    diseases: tuple[Disease, ...] = Field(
        default=(Disease.HCC,), description="The patients to whom the row is shown."
    )
    evidence_from: tuple[EvidenceFrom, ...] = Field(
        default=(EvidenceFrom.HCC,), description="The tumours the evidence comes from."
    )
    disease_context: str = Field(min_length=1, description="The same, in words.")
    implication: Implication
    direction: Direction
    therapy: tuple[str, ...] = ()
    regimen_status: RegimenStatus | None = None
    line_of_therapy: str = ""
    statement: str = Field(min_length=1)
    figures: str = ""
    caveats: tuple[str, ...] = ()
    conflicts: str = ""
    qualifies: tuple[str, ...] = Field(
        default=(), description="Ids of rows whose claim this row's evidence speaks against."
    )
    regulatory_status: str = ""
    regulatory_as_of: str = ""
    trial_selected_on: str = ""
    study_design: str = ""
    n_patients: str = ""
    citations: tuple[Citation, ...] = ()
    verification: Verification
    review_status: str
    curated_on: date

    def disease_match(self, disease: Disease) -> DiseaseMatch:
        """How the row's evidence stands to a patient with this disease."""
        if disease.value in {source.value for source in self.evidence_from}:
            return DiseaseMatch.SAME
        if EvidenceFrom.SOLID_TUMOURS in self.evidence_from:
            return DiseaseMatch.AGNOSTIC
        return DiseaseMatch.EXTRAPOLATED


class MarkerComponent(Document):
    """One row of ``resources/markers.tsv``: a gene and class of event that a marker is made of.

    ``promoter``, ``exon``, ``codon`` and ``change`` narrow a small variant down, ``copy_class`` a
    change of copies. A component that is looked at ``only_if_found`` makes a marker present and
    is listed nowhere else: it never keeps a marker from being absent.
    """

    marker: str = Field(min_length=1)
    gene: str = Field(min_length=1)
    component_class: ComponentClass
    promoter: bool = False
    exon: int | None = Field(default=None, ge=1)
    codon: int | None = Field(default=None, ge=1)
    change: str | None = Field(default=None, description="``p.G12C``")
    copy_class: Literal[CopyClass.AMPLIFICATION, CopyClass.HOMOZYGOUS_DELETION] | None = None
    only_if_found: bool = False


class GeneRow(Document):
    """One row of ``resources/genes.tsv``."""

    gene: str = Field(min_length=1)
    role: GeneRole
    mechanism: str
    pathway: str
    tcga_tumours: int | None = Field(default=None, ge=0, description="Mutated, of 363 TCGA-LIHC.")
    tcga_truncating: int | None = Field(default=None, ge=0, description="Truncated, of 363.")
    note: str = ""
    source: str
    verification: Verification


class GermlineGene(Document):
    """One row of ``resources/germline_genes.tsv``: a gene of hereditary disease."""

    gene: str = Field(min_length=1)
    ask: GermlineAsk = Field(
        description="When a variant seen in a tumour asks for a germline test."
    )
    note: str = ""
    source: str = Field(min_length=1)
    verification: Verification


class Hotspot(Document):
    """One row of ``resources/hotspots.tsv``: residues that count as a hotspot in HCC driver calls.

    Residues are MANE Select's. ``changes`` are one-letter alternatives (``*`` never counts), empty
    for any missense change; ``start_ref`` and ``end_ref`` are what the protein has there.
    """

    gene: str = Field(min_length=1)
    start_ref: str = Field(pattern=r"^[ACDEFGHIKLMNPQRSTVWY]$")
    start: int = Field(ge=1)
    end_ref: str = Field(pattern=r"^[ACDEFGHIKLMNPQRSTVWY]$")
    end: int = Field(ge=1)
    kind: HotspotKind
    changes: tuple[str, ...] = ()
    tcga_tumours: int | None = Field(default=None, ge=0, description="Of 363 TCGA-LIHC tumours.")
    note: str = ""
    source: str = Field(min_length=1)

    @property
    def residues(self) -> str:
        """As a board would say it: ``R249``, ``D32-S37``."""
        first = f"{self.start_ref}{self.start}"
        return first if self.start == self.end else f"{first}-{self.end_ref}{self.end}"


class ResidueAlias(Document):
    """One row of ``resources/numbering.tsv``: a MANE Select residue counted on another transcript.

    Residue ``n`` of MANE Select, ``start <= n <= end``, is residue ``n + offset`` there.
    """

    gene: str = Field(min_length=1)
    transcript: str = Field(pattern=r"^ENST\d{11}$", description="Without its version.")
    start: int = Field(ge=1)
    end: int = Field(ge=1)
    offset: int
    note: str = ""
    source: str = Field(min_length=1)


class HotspotCount(Document):
    """Pan-cancer tumours with a change at a residue (ODbL table, optional)."""

    gene: str = Field(min_length=1)
    start: int = Field(ge=1)
    end: int = Field(ge=1)
    ref: str = Field(
        default="", description="The residue's letter, X for a splice site, empty for a cluster."
    )
    kind: HotspotKind
    tumours: int = Field(ge=1)
    liver_tumours: int = Field(ge=0)
    biliary_tumours: int = Field(ge=0)
    by_change: tuple[str, ...] = Field(description="``C:127``, ``S45del:6`` …")
    transcript: str = ""

    @cached_property
    def counts(self) -> dict[str, int]:
        """Tumours by change."""
        pairs = (item.rpartition(":") for item in self.by_change)
        return {change: int(count) for change, _, count in pairs}


@dataclass(frozen=True, slots=True)
class HotspotTable:
    """The hotspots of ``resources/hotspots.tsv`` by gene, and the residue numbers of isoforms."""

    by_gene: Mapping[str, tuple[Hotspot, ...]] = field(default_factory=dict)
    aliases: tuple[ResidueAlias, ...] = ()

    def at(self, gene: str, start: int, end: int) -> tuple[Hotspot, ...]:
        """Those that share a residue with ``start`` to ``end`` of MANE Select."""
        rows = self.by_gene.get(gene, ())
        return tuple(row for row in rows if row.start <= end and start <= row.end)

    def offset(self, gene: str, transcript: str, residue: int) -> int | None:
        """What to subtract from a residue of ``transcript`` to count as MANE Select does."""
        accession = transcript.partition(".")[0]
        for alias in self.aliases:
            same = (alias.gene, alias.transcript) == (gene, accession)
            if same and alias.start <= residue - alias.offset <= alias.end:
                return alias.offset
        return None


@dataclass(frozen=True, slots=True)
class Match:
    """A curated row that speaks of this sample's alterations."""

    biomarker: Biomarker
    alterations: tuple[str, ...]
    specificity: Specificity
    why: str
    disease_match: DiseaseMatch


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All curated tables, and what a report must say of them.

    Attributes:
        counts: ``None`` where the ODbL table of pan-cancer counts is not installed.
        as_of: The earliest date on which a row was last curated.
        sha256: Digest by table name.
        germline: Genes of hereditary disease.
        fusions: Genes whose fusions are read as drivers, by the fusion that a row names.
    """

    biomarkers: tuple[Biomarker, ...]
    genes: Mapping[str, GeneRow]
    hotspots: HotspotTable
    counts: Mapping[str, tuple[HotspotCount, ...]] | None
    as_of: date
    review_status: str
    sha256: Mapping[str, str]
    germline: Mapping[str, GermlineGene] = field(default_factory=dict)
    fusions: Mapping[str, FusionGene] = field(default_factory=dict)
