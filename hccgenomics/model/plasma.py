"""Coverage, forced calls and what plasma says, as published."""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.precision import Stated
from hccgenomics.vocabulary import (
    AlterationKind,
    Compartments,
    CoverageKind,
    DepthUnit,
    ForcedBecause,
    ForcedState,
    MarkerState,
    ResidualState,
)


class Measured(Document):
    """What panel and files of depth say of one component of a marker."""

    assayed: bool | None = Field(description="Whether the panel holds it; null without a panel")
    bases: int = Field(description="Bases that decide it")
    measured_bases: int
    callable_bases: int
    depth: int | None = Field(description="Least depth over the measured bases")
    median_depth: int | None
    effective_depth: int | None = Field(description="Least depth, capped by what went in")
    depth_unit: DepthUnit
    expected_vaf: Stated | None = Field(
        description="Of a clonal heterozygous variant at the sample's purity"
    )
    clonal_would_be_seen: bool | None
    sources: tuple[str, ...]
    gaps: tuple[str, ...] = Field(description="What of it cannot be called")
    what: str = Field(default="", description="The bases that decide it, in words")
    off_panel: int = Field(default=0, description="Bases of it that the panel does not hold")
    computed_limit: Stated | None = Field(
        default=None, description="At the worst callable base, by exact binomial"
    )
    validated_limit: Stated | None = Field(
        default=None, description="The laboratory's own, of its settings"
    )
    failed: bool = Field(default=False, description="Measured, and too shallow")


class CoverageFile(Document):
    """One file that tells of depth."""

    number: int | None
    name: str
    kind: CoverageKind
    depth_unit: DepthUnit


class PanelUsed(Document):
    """What the laboratory aims at."""

    name: str
    version: str
    kind: CoverageKind
    bases: int | None = Field(description="Of a BED, as merged")
    genes: int | None = Field(description="Of a named panel")
    lacks: tuple[str, ...]
    source: str


class CallingRule(Document):
    """What an allele needs to be called, as the detection limits are computed for."""

    min_alt: int
    min_vaf: Stated
    error_rate: Stated
    alpha: Stated
    probability: Stated
    max_limit: Stated = Field(description="The largest limit at which a base counts as callable")
    input_equivalents: Stated | None
    why: str


class CoverageSection(Document):
    """What was looked at, and how the limits were computed."""

    why: str = ""
    panel: PanelUsed | None = None
    files: tuple[CoverageFile, ...] = ()
    rule: CallingRule | None = None


class Counted(Document):
    """Fragments at one place, each counted once."""

    depth: int
    ref: int
    alt: int
    other: int
    alt_forward: int
    alt_reverse: int
    low_quality: int
    unit: DepthUnit


class ForcedCall(Document):
    """One known variant, counted whether or not it was called."""

    name: str
    gene: str
    contig: str
    pos: int
    ref: str
    alt: str
    because: tuple[ForcedBecause, ...]
    alteration: str | None
    state: ForcedState
    count: Counted
    vaf: Stated | None
    low: Stated | None = Field(description="Lower end of the fraction's interval")
    high: Stated | None
    error: Stated
    error_from: str
    p_value: Stated | None
    q_value: Stated | None
    limit_vaf: Stated | None
    normal: Counted | None
    why: str


class BloodLane(Document):
    """One alteration that may come from a clone of blood cells; it sets no tier."""

    alteration: str
    name: str
    reasons: tuple[str, ...]


class LimitAt(Document):
    """The limit of detection for so many places, so deep, with this error rate."""

    sites: int
    depth: int
    error: Stated
    limit: Stated | None


class ResidualDisease(Document):
    """What all tracked places together say of tumour DNA in plasma."""

    state: ResidualState
    sites: int = Field(description="Tracked places that count")
    sites_left_out: tuple[str, ...] = Field(description="Places that do not, each with why")
    fragments: int = Field(description="Over all places")
    alt_fragments: int
    expected_by_error: Stated | None
    p_value: Stated | None
    alpha: Stated
    fraction: Stated | None = Field(description="Tumour allele fraction over all places")
    low: Stated | None
    high: Stated | None
    limit: Stated | None = Field(description="Fraction seen with the setting's probability")
    method: str
    why: str
    below: Stated | None = Field(
        default=None,
        description="Where nothing was detected: the larger of limit and the interval's upper end",
    )
    molecules_per_ml: Stated | None = Field(
        default=None, description="Tumour molecules in a millilitre of plasma"
    )
    limits: tuple[LimitAt, ...] = Field(
        default=(), description="What other numbers of places and other depths would allow"
    )


class TumourFraction(Document):
    """How much of the cell-free DNA is the tumour's, by one method."""

    method: str
    value: Stated | None
    low: Stated | None
    high: Stated | None
    floor: Stated | None = Field(description="Below it the method cannot tell from none")
    variants: int
    why: str


class Concordance(Document):
    """One variant, in tissue and in plasma."""

    name: str
    gene: str
    where: Compartments
    kind: AlterationKind
    tissue: str = Field(description="State and fraction in tissue")
    plasma: str
    tissue_state: MarkerState
    plasma_state: MarkerState
    tissue_vaf: Stated | None
    plasma_vaf: Stated | None
    tissue_limit: Stated | None
    plasma_limit: Stated | None
    alterations: tuple[str, ...] = Field(description="Ids in the report of either")
    why: str


class CfdnaStated(Document):
    """What went into the tube, as the clinical file states it."""

    input_ng: Stated | None = Field(description="cfDNA that went into the library")
    genome_equivalents: Stated | None = Field(description="Haploid, in that mass")
    plasma_ml: Stated | None
    ng_per_ml: Stated | None = Field(description="cfDNA in plasma")
    equivalents_per_ml: Stated | None
    why: str


class PlasmaSection(Document):
    """What is told of plasma beyond single variants."""

    why: str = ""
    blood_lane: tuple[BloodLane, ...] = ()
    residual_disease: ResidualDisease | None = None
    tumour_fraction: tuple[TumourFraction, ...] = ()
    concordance: tuple[Concordance, ...] = ()
    concordance_why: str = ""
    cfdna: CfdnaStated | None = None
    tissue_report: str | None = Field(default=None, description="Id of the tissue report")
    may_not_be_concluded: tuple[str, ...] = ()
