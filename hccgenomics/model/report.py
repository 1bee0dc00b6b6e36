"""The report, as published: JSON Schema version 1.0 is generated from these classes.

Names and meanings are promised (docs/report.md); a change of meaning is a new schema version.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from hccgenomics.model.alteration import OriginReason
from hccgenomics.model.base import Document
from hccgenomics.model.card import Card
from hccgenomics.model.copy_number import GeneCopies
from hccgenomics.model.gene_picture import GenePicture
from hccgenomics.model.judgement import Criterion
from hccgenomics.model.observation import Fact
from hccgenomics.model.plasma import CoverageSection, ForcedCall, Measured, PlasmaSection
from hccgenomics.model.precision import Stated
from hccgenomics.model.provenance import SCHEMA_VERSION, Provenance
from hccgenomics.model.quality import Quality
from hccgenomics.model.report_evidence import CrossCheck, Hypothesis, NearMissed, Regimen
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
    Disease,
    GeneRole,
    MarkerState,
    OncogenicityClass,
    Origin,
    PopulationState,
    PromoterVerdict,
    ReportStatus,
    Specimen,
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
    measured: Measured | None = None


class Marker(Document):
    """One of the markers a board asks about, in one of four states."""

    marker: str
    state: MarkerState
    detection_limit_vaf: Stated | None
    depth: int | None
    why: str
    alterations: tuple[str, ...]
    components: tuple[Component, ...]


class Oncogenicity(Document):
    """The five-class oncogenicity of an alteration, or why it was not computed."""

    verdict: OncogenicityClass | None = Field(alias="class", serialization_alias="class")
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


class FollowUp(Document):
    """A test that would change the answer, and what asks for it."""

    rank: int
    test: str
    why: str
    markers: tuple[str, ...]
    biomarkers: tuple[str, ...] = Field(default=(), description="Rows that ask for it")


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
    unit: str = ""
    inputs: tuple[str, ...]
    why: str
    method: str = Field(default="", description="The rule and its source")
    caveats: tuple[str, ...] = ()


class Clinical(Document):
    """What was stated beside the files, and the scores that follow from it."""

    scores: tuple[ClinicalScore, ...]
    why: str
    facts: tuple[Fact, ...] = ()
    remarks: tuple[str, ...] = Field(default=(), description="What does not fit, or is lacking")
    passed_through: Mapping[str, str] = Field(
        default_factory=dict, description="Order and specimen ids"
    )


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
    coverage: CoverageSection = Field(default_factory=CoverageSection)
    markers: tuple[Marker, ...]
    alterations: tuple[Alteration, ...]
    gene_pictures: tuple[GenePicture, ...] = ()
    genes_not_drawn: tuple[str, ...] = ()
    forced_calls: tuple[ForcedCall, ...] = ()
    plasma: PlasmaSection | None = None
    cards: tuple[Card, ...] = ()
    copy_number: CopyNumberSection = Field(default_factory=CopyNumberSection)
    structural: StructuralSection = Field(default_factory=StructuralSection)
    hypotheses: tuple[Hypothesis, ...]
    near_misses: tuple[NearMissed, ...] = ()
    standard_of_care: tuple[Regimen, ...]
    cross_checks: tuple[CrossCheck, ...]
    follow_up: tuple[FollowUp, ...]
    genome_wide: GenomeWide
    clinical: Clinical
    limits: tuple[str, ...]
    annotations: tuple[AnnotationUse, ...] = ()
    provenance: Provenance
