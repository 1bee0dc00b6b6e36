"""What curated rows say of a sample, as published."""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.judgement import Tiers
from hccgenomics.model.lists import Trial
from hccgenomics.model.statement import Approval, Citation, Effect
from hccgenomics.vocabulary import (
    Direction,
    Implication,
    LineOfTherapy,
    NearMiss,
    RegimenStatus,
    SelectedOn,
    Specificity,
    StudyDesign,
    Verification,
)


class Evidence(Document):
    """What one curated row says."""

    biomarker_id: str
    statement: str
    statement_zh: str
    figures: str
    effects: tuple[Effect, ...]
    direction: Direction
    study_design: StudyDesign
    trial_selected_on: SelectedOn
    n_patients: int | None
    n_patients_note: str
    lines: tuple[LineOfTherapy, ...]
    line_note: str
    disease_context: str
    approvals: tuple[Approval, ...]
    regulatory_note: str
    regulatory_as_of: str
    verification: Verification
    citations: tuple[Citation, ...]
    trials: tuple[Trial, ...]
    table: str = Field(description="The table the row comes from")


class Hypothesis(Document):
    """One curated row met by this sample: a hypothesis for a board, never advice."""

    biomarker_id: str
    alterations: tuple[str, ...]
    facts: tuple[str, ...] = Field(description="Ids of stated facts that met it")
    implication: Implication
    therapy: tuple[str, ...]
    disease_match: str
    specificity: Specificity
    outranked_by: tuple[str, ...] = Field(
        description="Rows that make the same claim of a more exact event"
    )
    why: str
    tiers: Tiers
    evidence: tuple[Evidence, ...]
    evidence_against: tuple[Evidence, ...]
    caveats: tuple[str, ...]
    citations: tuple[Citation, ...]
    review_status: str
    asks_for: str = Field(description="The further test that would settle the row")


class NearMissed(Document):
    """A curated row that speaks of what was found, and is not met."""

    biomarker_id: str
    alterations: tuple[str, ...]
    facts: tuple[str, ...]
    kind: NearMiss
    why: str


class Regimen(Document):
    """A regimen for unselected hepatocellular carcinoma, as context and never as a ranking."""

    biomarker_id: str
    therapy: tuple[str, ...]
    status: RegimenStatus
    lines: tuple[LineOfTherapy, ...]
    setting: str
    statement: str
    statement_zh: str
    figures: str
    effects: tuple[Effect, ...]
    study_design: StudyDesign
    n_patients: int | None
    n_patients_note: str
    child_pugh: str = Field(description="Points that the trial admitted")
    aetiology: str
    excluded: tuple[str, ...]
    for_this_patient: tuple[str, ...] = Field(
        description="How the stated facts lie to what the trial admitted"
    )
    approvals: tuple[Approval, ...]
    regulatory_note: str
    regulatory_as_of: str
    caveats: tuple[str, ...]
    verification: Verification
    citations: tuple[Citation, ...]
    trials: tuple[Trial, ...]
    table: str


class CohortRate(Document):
    """How often a published cohort has a finding, or two together."""

    id: str
    event: str
    stated: str = Field(description="As it is printed: 19 of 363 (5.2 %)")
    cohort: str
    note: str
    verification: Verification
    citations: tuple[Citation, ...]


class CrossCheck(Document):
    """Findings that do not fit together, or that question the sample, with their rates."""

    code: str
    question: str
    question_zh: str
    why: str
    alterations: tuple[str, ...]
    facts: tuple[str, ...]
    rate: str
    rates: tuple[CohortRate, ...]
    biomarkers: tuple[str, ...] = Field(description="Rows that say more")
    citations: tuple[Citation, ...]
