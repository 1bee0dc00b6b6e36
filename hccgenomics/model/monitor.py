"""Serial plasma samples of one patient, as published: JSON Schema ``monitor`` comes from here."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.clinical import Day, Month
from hccgenomics.model.plasma import ResidualDisease, TumourFraction
from hccgenomics.model.precision import Stated
from hccgenomics.vocabulary import (
    AlterationKind,
    Appearance,
    Assembly,
    Confidence,
    Course,
    DepthUnit,
    Lane,
    Movement,
    Specimen,
    TimePointState,
)

MONITOR_VERSION: Final = "1.0"


class MonitorInput(Document):
    """One report that the timeline was made of."""

    number: int = Field(description="As time points and treatments name it")
    name: str = Field(description="The file's name, without its folder")
    sha256: str
    size: int
    report_id: str
    sample_id: str
    specimen: Specimen
    software_version: str
    knowledge_as_of: str
    settings_sha256: str = Field(description="Of the settings that the report was made with")


class Treatment(Document):
    """One treatment as it was stated; drawn above the timeline."""

    name: str
    start: Month = Field(description="YYYY, YYYY-MM or YYYY-MM-DD, as it was stated")
    end: Month | None = Field(description="The same; null where none was stated")
    note: str
    stated_in: tuple[str, ...] = Field(description="The treatments file, or reports by number")


class Cell(Document):
    """What one report says of one variant."""

    state: TimePointState
    vaf: Stated | None = Field(description="As called or counted; null where it was not seen")
    low: Stated | None = Field(description="Clopper-Pearson interval of alt over depth")
    high: Stated | None
    alt: int | None = Field(description="Reads, fragments or molecules that carry it")
    depth: int | None = Field(description="At its place; of a component the least depth")
    unit: DepthUnit | None
    counted_alt: int | None = Field(description="Of the forced call, called or not")
    counted_depth: int | None = Field(description="Fragments of any allele, likewise")
    limit_vaf: Stated | None = Field(description="Computed detection limit there")
    q_value: Stated | None = Field(description="Of a forced call, as its report has it")
    rests_on: str = Field(description="The part of the report that says so")
    why: str


class FollowedVariant(Document):
    """One small variant at every time point; ``plasma`` is in the order of ``time_points``."""

    id: str = Field(description="contig-pos-ref-alt of the normalised variant")
    name: str
    gene: str
    contig: str
    pos: int
    ref: str
    alt: str
    driver: bool = Field(description="Whether any report flags it as a driver")
    lane: Lane
    lane_why: str
    in_mean: bool = Field(description="Whether it is one of those behind mean_vaf")
    by_counts: bool = Field(
        description="Whether means take its forced counts: every plasma sample that tells of it "
        "has one; a ratio takes them where both of its samples do"
    )
    tissue: tuple[Cell, ...] = Field(description="In the order of tissue_samples")
    plasma: tuple[Cell, ...]


class EventCell(Document):
    """What one report says of one larger alteration."""

    state: TimePointState
    value: str = Field(description="Copies, or reads of a junction; empty where it was not seen")
    why: str


class FollowedEvent(Document):
    """One alteration larger than a small variant at every time point."""

    name: str
    gene: str
    kind: AlterationKind
    tissue: tuple[EventCell, ...]
    plasma: tuple[EventCell, ...]


class TissueSample(Document):
    """One tissue report."""

    report: int = Field(description="Number of its input")
    sample_id: str
    collected: str | None


class Mean(Document):
    """Mean allele fraction over the variants told at every evaluable time point."""

    value: Stated = Field(description="What was not seen enters with its counts, else as zero")
    at_most: Stated = Field(description="What was not seen and not counted enters at its limit")
    low: Stated | None = Field(description="null where reads of one of them are not counted")
    high: Stated | None
    variants: int


class Molecules(Document):
    """Mutant molecules per millilitre of plasma."""

    value: Stated
    at_most: Stated = Field(description="With the mean at most")
    low: Stated | None = Field(default=None, description="Of the interval of the mean; null as it")
    high: Stated | None = Field(default=None, description="Likewise")
    cfdna_ng_per_ml: Stated = Field(description="Cell-free DNA in plasma")
    why: str


class TimePoint(Document):
    """One plasma sample."""

    number: int = Field(description="In the order of collection, from 1")
    report: int = Field(description="Number of its input")
    sample_id: str
    collected: Day
    day: int = Field(description="Days since the first time point")
    quality: Confidence
    is_evaluable: bool = Field(description="Whether anything is told of any followed variant")
    why: str = Field(description="Why it is not evaluable, or not to be relied on")
    callers: tuple[str, ...]
    panel: str
    called: int = Field(description="Followed variants of the tumour lane, by state")
    genotyped: int
    not_detected: int
    not_covered: int
    not_told: int
    mean_vaf: Mean | None
    molecules: Molecules | None
    molecules_why: str
    residual_disease: ResidualDisease | None
    tumour_fraction: tuple[TumourFraction, ...]


class MolecularRatio(Document):
    """How the mean allele fraction changed between two time points."""

    against: Literal["first", "previous"]
    before: int = Field(description="Number of the earlier time point")
    after: int
    days: int
    variants: tuple[str, ...] = Field(description="Ids of those told at both")
    mean_before: Stated | None
    mean_after: Stated | None
    value: Stated | None = Field(description="mean_after over mean_before; null over zero")
    low: Stated | None
    high: Stated | None = Field(description="null where no upper end can be told")
    level: Stated
    course: Course | None = Field(description="null where nothing could be compared")
    ctdna_response: Literal["fall", "no_fall"] | None = Field(
        description="Word for the fact of that name in a clinical file: fall where the interval "
        "lies below 1, no_fall where it lies above, null where it holds 1"
    )
    why: str


class Appeared(Document):
    """One variant of the tumour lane that an earlier time point had not shown."""

    variant: str = Field(description="Its id")
    name: str
    lane: Lane
    at: int = Field(description="The first time point that shows it")
    vaf: Stated | None
    appearance: Appearance
    why: str


class NoLongerSeen(Document):
    """One variant of the tumour lane that was seen before and is not at the last time point."""

    variant: str
    name: str
    lane: Lane
    last_seen: int
    last_vaf: Stated | None
    at: int
    state: TimePointState
    limit_vaf: Stated | None
    why: str


class Moved(Document):
    """One variant's ratio between two time points, held against that of the others."""

    variant: str
    name: str
    before: int
    after: int
    value: Stated | None
    low: Stated | None
    high: Stated | None
    others: Stated | None
    others_low: Stated | None
    others_high: Stated | None
    movement: Movement
    why: str


class CloneGroup(Document):
    """Variants whose ratios between two time points may be one and the same."""

    before: int
    after: int
    variants: tuple[str, ...]
    names: tuple[str, ...]
    low: Stated = Field(description="What all intervals of the group share begins here")
    high: Stated | None = Field(description="And ends here; null where no upper end is known")
    why: str


class MonitorProvenance(Document):
    """Enough to make it again."""

    software: Literal["hccgenomics"] = "hccgenomics"
    software_version: str
    interval_level: Stated
    treatments_sha256: str | None = Field(description="Of the treatments file")
    inputs: tuple[MonitorInput, ...]


class Monitor(Document):
    """Serial plasma of one patient, and their tissue, as one timeline."""

    schema_version: Literal["1.0"] = MONITOR_VERSION
    monitor_id: str = Field(description="Hash of the content")
    label: str = Field(description="The name it is filed under")
    assembly: Assembly
    summary: tuple[str, ...] = Field(description="What a board reads first")
    time_points: tuple[TimePoint, ...]
    tissue_samples: tuple[TissueSample, ...]
    treatments: tuple[Treatment, ...]
    variants: tuple[FollowedVariant, ...]
    larger_alterations: tuple[FollowedEvent, ...]
    mean_rests_on: str = Field(description="Which variants are behind mean_vaf, and why these")
    ratios: tuple[MolecularRatio, ...]
    appeared: tuple[Appeared, ...]
    no_longer_seen: tuple[NoLongerSeen, ...]
    clone_groups: tuple[CloneGroup, ...] = Field(description="First against last time point")
    clones: tuple[Moved, ...]
    clones_why: str
    differences: tuple[str, ...] = Field(description="In which the time points were made unlike")
    remarks: tuple[str, ...] = Field(description="What does not fit together")
    may_not_be_concluded: tuple[str, ...]
    provenance: MonitorProvenance

    @property
    def is_evaluable(self) -> bool:
        """Whether any time point says anything of any variant."""
        return any(point.is_evaluable for point in self.time_points)
