"""What curators say of biomarkers: assertions, matches, and the base that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.own_tables import BIOMARKERS, REGIMENS
from hccgenomics.model.statement import Approval, Citation, Effect
from hccgenomics.model.tumours import reach
from hccgenomics.vocabulary import (
    Direction,
    Disease,
    DiseaseMatch,
    EvidenceFrom,
    Implication,
    LineOfTherapy,
    NearMiss,
    RegimenStatus,
    SelectedOn,
    Specimen,
    StudyDesign,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from hccgenomics.model.cross_check import CrossCheckRow
    from hccgenomics.model.curated import (
        BloodGene,
        GeneRow,
        GermlineGene,
        HotspotCount,
        HotspotTable,
    )
    from hccgenomics.model.event import Event
    from hccgenomics.model.functional import CriticalDomain, FunctionalEvidence
    from hccgenomics.model.fusion_gene import FusionGene
    from hccgenomics.model.lists import FactRow, FurtherTest, Prevalence, Therapy, Trial
    from hccgenomics.vocabulary import Specificity


class Sourced(Document):
    """What every curated statement states of itself.

    Attributes:
        table: The table the row comes from; a laboratory's own has the name of its file.
    """

    statement: str = Field(min_length=1)
    statement_zh: str = ""
    figures: str = Field(default="", description="Figures that are no typed effect, in words.")
    effects: tuple[Effect, ...] = ()
    caveats: tuple[str, ...] = ()
    approvals: tuple[Approval, ...] = ()
    regulatory_note: str = ""
    regulatory_as_of: str = ""
    trials: tuple[str, ...] = Field(default=(), description="Ids of trials.tsv.")
    lines: tuple[LineOfTherapy, ...] = ()
    study_design: StudyDesign = StudyDesign.NONE
    n_patients: int | None = Field(default=None, ge=1)
    n_patients_note: str = ""
    citations: tuple[Citation, ...] = Field(min_length=1)
    verification: Verification
    review_status: str = Field(min_length=1)
    curated_on: date | None = Field(
        default=None, description="Stated in every row of ours; a laboratory may leave it open."
    )
    sources: tuple[str, ...] = Field(default=(), description="Ids of sources.tsv.")
    table: str = BIOMARKERS


class Biomarker(Sourced):
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
    therapy: tuple[str, ...] = Field(default=(), description="Names of therapies.tsv, with ' + '.")
    line_note: str = ""
    conflicts: str = ""
    qualifies: tuple[str, ...] = Field(
        default=(), description="Ids of rows whose claim this row's evidence speaks against."
    )
    trial_selected_on: SelectedOn = SelectedOn.NONE
    outcome_by_marker: bool | None = Field(
        default=None, description="Whether a cited study reports its outcome by this marker."
    )
    asks_for: str = Field(default="", description="The further test that would settle the row.")
    overrides: str = Field(default="", description="The table whose row of this id it replaced.")

    def disease_match(self, disease: Disease) -> DiseaseMatch:
        """How the row's evidence stands to a patient with this disease."""
        return reach(self.evidence_from, disease)


class RegimenRow(Sourced):
    """One row of ``resources/regimens.tsv``: a regimen of unselected disease.

    Attributes:
        child_pugh: Scores that the trial admitted: ``5-6``, ``5-7``; empty where not seen.
        aetiology: What is known by cause of liver disease, one clause.
        excluded: Words for what the trial left out: ``main portal vein``, ``fibrolamellar`` …
    """

    id: str = Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*-[0-9A-Z]+$")
    diseases: tuple[Disease, ...] = (Disease.HCC,)
    therapy: tuple[str, ...] = Field(min_length=1)
    status: RegimenStatus
    setting: str = Field(min_length=1)
    child_pugh: str = Field(default="", pattern=r"^(\d+-\d+)?$")
    aetiology: str = ""
    excluded: tuple[str, ...] = ()
    table: str = REGIMENS


@dataclass(frozen=True, slots=True)
class Match:
    """A curated row that speaks of this sample.

    Attributes:
        alterations: Ids of the alterations that met it.
        facts: Ids of the stated facts (laboratory, clinical, signature, expression) that met it.
        events: The terms that were met, most exact first.
        outranked_by: Ids of matched rows that make the same claim of a more exact event.
        may_be_blood: Whether nothing meets it but with what may come from blood cells: no tier.
    """

    biomarker: Biomarker
    alterations: tuple[str, ...]
    specificity: Specificity
    why: str
    disease_match: DiseaseMatch
    facts: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    outranked_by: tuple[str, ...] = ()
    may_be_blood: bool = False


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A row that speaks of an altered gene or a stated fact, and is not met."""

    biomarker: Biomarker
    alterations: tuple[str, ...]
    facts: tuple[str, ...]
    kind: NearMiss
    why: str


@dataclass(frozen=True, slots=True)
class KnowledgeConflict:
    """Two tables state different things under one id, or of one claim.

    Attributes:
        used: The table whose row stands; where a claim is contradicted, both rows do.
        set_aside: The table of the other row.
        columns: Where they differ, with both cells: ``(column, used, set aside)``.
    """

    id: str
    used: str
    set_aside: str
    columns: tuple[tuple[str, str, str], ...]
    why: str
    other: str = ""
    """Id of the row that is contradicted, where it is another one."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A laboratory's own table, laid over ours; ids of rows by what became of them.

    Attributes:
        unchanged: Rows that say what stood already.
        unverified: Rows that state that nobody verified them, and that are never met.
        as_of: The earliest date on which a row of it was curated; ``None`` where none is stated.
    """

    name: str
    sha256: str
    added: tuple[str, ...]
    overridden: tuple[str, ...]
    withdrawn: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All curated tables, and what a report must say of them.

    Attributes:
        counts: ``None`` where the ODbL table of pan-cancer counts is not installed.
        as_of: The earliest date on which a row was last curated.
        sha256: Digest by table name.
        germline: Genes of hereditary disease.
        blood: What clones of blood cells leave in plasma, by gene.
        fusions: Genes whose fusions are read as drivers, by the fusion that a row names.
        regimens: Regimens of unselected disease.
        cross_checks: Findings that question the sample.
        functional: What studies say of variants, by gene.
        domains: Critical parts of proteins, by gene.
        trials, therapies, facts: By id or name.
        tests: Further tests that rows ask for, by name in small letters.
        overlays: A laboratory's own tables, in the order given.
        conflicts: Where an overlay and another table differ.
    """

    biomarkers: tuple[Biomarker, ...]
    genes: Mapping[str, GeneRow]
    hotspots: HotspotTable
    counts: Mapping[str, tuple[HotspotCount, ...]] | None
    as_of: date
    review_status: str
    sha256: Mapping[str, str]
    germline: Mapping[str, GermlineGene] = field(default_factory=dict)
    blood: Mapping[str, tuple[BloodGene, ...]] = field(default_factory=dict)
    fusions: Mapping[str, FusionGene] = field(default_factory=dict)
    regimens: tuple[RegimenRow, ...] = ()
    trials: Mapping[str, Trial] = field(default_factory=dict)
    therapies: Mapping[str, Therapy] = field(default_factory=dict)
    facts: Mapping[str, FactRow] = field(default_factory=dict)
    tests: Mapping[str, FurtherTest] = field(default_factory=dict)
    prevalence: Collection[Prevalence] = ()
    cross_checks: tuple[CrossCheckRow, ...] = ()
    functional: Mapping[str, tuple[FunctionalEvidence, ...]] = field(default_factory=dict)
    domains: Mapping[str, tuple[CriticalDomain, ...]] = field(default_factory=dict)
    overlays: tuple[Overlay, ...] = ()
    conflicts: tuple[KnowledgeConflict, ...] = ()
