"""The report, as published: JSON Schema version 1.0 is generated from these classes.

Names and meanings are promised (docs/report.md); a change of meaning is a new schema version.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from hccgenomics.model.alteration import OriginReason
from hccgenomics.model.base import Document
from hccgenomics.model.card import Card
from hccgenomics.model.copy_number import GeneCopies
from hccgenomics.model.evidence import Citation
from hccgenomics.model.precision import Stated
from hccgenomics.model.provenance import SCHEMA_VERSION, Provenance
from hccgenomics.model.quality import Quality
from hccgenomics.model.report_ledger import Ledger, SetAsideFinding
from hccgenomics.model.report_sections import CopyNumberSection, StructuralSection
from hccgenomics.model.structural import (
    Integration,
    StructuralEvent,
)
from hccgenomics.vocabulary import (
    AlterationKind,
    Assembly,
    ComponentClass,
    Confidence,
    Consequence,
    Direction,
    Disease,
    GeneRole,
    Implication,
    MarkerState,
    Origin,
    PopulationState,
    PromoterVerdict,
    RegimenStatus,
    ReportStatus,
    Specificity,
    Specimen,
    Verification,
)


class SampleSection(Document):
    """Who was sequenced and how the files were understood."""

    id: str
    assembly: Assembly
    specimen: Specimen
    disease: Disease
    tumour_sample: str | None
    normal_sample: str | None
    callers: tuple[str, ...]
    annotated_by: tuple[str, ...]
    purity: Stated | None
    ploidy: Stated | None
    sex: str | None
    collected: str | None
    reported: str | None
    reviewed_by: str | None


class Limit(Document):
    """The smallest thing that could have been seen."""

    value: Stated
    unit: str


class Component(Document):
    """One gene and class of event that a marker is made of."""

    gene: str
    component_class: ComponentClass = Field(alias="class", serialization_alias="class")
    state: MarkerState
    limit: Limit | None
    callable_fraction: Stated | None
    why: str


class Marker(Document):
    """One of the markers a board asks about, in one of four states."""

    marker: str
    state: MarkerState
    detection_limit_vaf: Stated | None
    depth: int | None
    why: str
    alterations: tuple[str, ...]
    components: tuple[Component, ...]


class Criterion(Document):
    """One rule, fired or not, with its reason."""

    code: str
    fired: bool
    points: int | None
    why: str


class Oncogenicity(Document):
    """The five-class oncogenicity of an alteration, or why it was not computed."""

    verdict: str | None = Field(alias="class", serialization_alias="class")
    points: int | None
    criteria: tuple[Criterion, ...]
    why: str


class TranscriptEffect(Document):
    """The effect on one transcript of the panel."""

    transcript: str
    refseq: str
    mane: str
    consequence: tuple[Consequence, ...]
    hgvs_c: str | None
    hgvs_p: str | None
    exon: str | None
    intron: str | None
    sequence_grade: str
    notes: tuple[str, ...]


class DriverFinding(Document):
    """One driver rule that applied."""

    code: str
    drives: bool | None = Field(description="true for, false against, null a remark")
    why: str


class AnnotationDisagreement(Document):
    """Where the file's own annotation and ours differ."""

    source: str
    field: str
    ours: str | None
    theirs: str | None
    transcript: str | None = None
    why: str | None = None


class PopulationFrequency(Document):
    """What the population file says of a variant."""

    state: PopulationState
    af: Stated | None
    af_field: str | None
    popmax: Stated | None
    popmax_field: str | None
    alleles: int | None
    homozygotes: int | None
    filter: tuple[str, ...]


class Alteration(Document):
    """One altered gene."""

    id: str
    kind: AlterationKind
    gene: str
    gene_role: GeneRole | None
    contig: str | None
    pos: int | None
    ref: str
    alt: str
    as_written: tuple[str, ...] = Field(description="contig:pos ref>alt as the files spell it")
    transcript: str
    consequence: tuple[Consequence, ...]
    hgvs_g: str | None
    hgvs_c: str | None
    hgvs_p: str | None
    short_name: str = Field(description="As a board would say it: TP53 p.R249S")
    exon: str | None
    intron: str | None
    vrs_id: str | None
    vaf: Stated | None
    depth: int | None
    ref_depth: int | None
    alt_depth: int | None
    normal_vaf: Stated | None
    normal_alt_depth: int | None
    filter: tuple[str, ...]
    filters_not_applied: tuple[str, ...] = ()
    population_af: Stated | None
    annotation_disagreements: tuple[AnnotationDisagreement, ...]
    annotated_by: str | None = None
    copies: Stated | None
    log2_ratio: Stated | None
    copy_number: GeneCopies | None = None
    structural: StructuralEvent | None = None
    integration: Integration | None = None
    origin: Origin
    origin_reasons: tuple[OriginReason, ...] = ()
    population: PopulationFrequency | None = None
    promoter: PromoterVerdict | None
    other_transcripts: tuple[TranscriptEffect, ...]
    oncogenicity: Oncogenicity
    driver: bool
    driver_findings: tuple[DriverFinding, ...]
    why: str
    notes: tuple[str, ...]


class Tier(Document):
    """A tier computed by a published rule, or why none was."""

    tier: str | None
    trace: tuple[str, ...]


class Tiers(Document):
    """The three schemes side by side."""

    amp: Tier
    escat: Tier
    mtb: Tier


class Evidence(Document):
    """What one curated row says."""

    biomarker_id: str
    statement: str
    figures: str
    direction: Direction
    study_design: str
    trial_selected_on: str
    n_patients: str
    disease_context: str
    regulatory_status: str
    regulatory_as_of: str
    verification: Verification
    citations: tuple[Citation, ...]


class Hypothesis(Document):
    """One curated row met by this sample: a hypothesis for a board, never advice."""

    biomarker_id: str
    alterations: tuple[str, ...]
    implication: Implication
    therapy: tuple[str, ...]
    disease_match: str
    specificity: Specificity
    why: str
    tiers: Tiers
    evidence: tuple[Evidence, ...]
    evidence_against: tuple[Evidence, ...]
    caveats: tuple[str, ...]
    citations: tuple[Citation, ...]
    review_status: str


class Regimen(Document):
    """A regimen for unselected hepatocellular carcinoma, as context and never as a ranking."""

    biomarker_id: str
    therapy: tuple[str, ...]
    status: RegimenStatus
    line_of_therapy: str
    setting: str
    statement: str
    figures: str
    regulatory_status: str
    regulatory_as_of: str
    caveats: tuple[str, ...]
    verification: Verification
    citations: tuple[Citation, ...]


class CrossCheck(Document):
    """Findings that do not fit together, with their rate in published cohorts."""

    code: str
    question: str
    alterations: tuple[str, ...]
    rate: str
    citations: tuple[Citation, ...]


class FollowUp(Document):
    """A test that would change the answer, and what asks for it."""

    rank: int
    test: str
    why: str
    markers: tuple[str, ...]


class GenomeWideMeasure(Document):
    """TMB, MSI or signatures: a value, or why there is none."""

    value: Stated | None
    unit: str
    denominator: str | None
    confidence: Confidence
    why: str


class GenomeWide(Document):
    """Measures over the whole sequenced territory."""

    tmb: GenomeWideMeasure
    msi: GenomeWideMeasure
    signatures: GenomeWideMeasure


class ClinicalScore(Document):
    """One published score, with inputs and units."""

    name: str
    value: Stated | None
    grade: str | None
    inputs: tuple[str, ...]
    why: str


class Clinical(Document):
    """Scores from the laboratory values given."""

    scores: tuple[ClinicalScore, ...]
    why: str


class AnnotationUse(Document):
    """What became of the annotation that the files held already."""

    annotator: str
    version: str | None
    info_field: str
    compared: int
    agreeing: int
    taken: int
    beyond_panel: int
    not_compared: int
    entries_unread: int
    entries_unplaced: int


class Report(Document):
    """The whole report."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    report_id: str
    status: ReportStatus
    supersedes: str | None = None
    reason: str | None = None
    sample: SampleSection
    summary: tuple[str, ...] = Field(description="Key findings, one sentence each")
    ledger: Ledger
    set_aside: tuple[SetAsideFinding, ...]
    quality: Quality
    markers: tuple[Marker, ...]
    alterations: tuple[Alteration, ...]
    cards: tuple[Card, ...] = ()
    copy_number: CopyNumberSection = Field(default_factory=CopyNumberSection)
    structural: StructuralSection = Field(default_factory=StructuralSection)
    hypotheses: tuple[Hypothesis, ...]
    standard_of_care: tuple[Regimen, ...]
    cross_checks: tuple[CrossCheck, ...]
    follow_up: tuple[FollowUp, ...]
    genome_wide: GenomeWide
    clinical: Clinical
    limits: tuple[str, ...]
    annotations: tuple[AnnotationUse, ...] = ()
    provenance: Provenance
