"""What ``hccgenomics validate`` says of one file, as published.

Names and meanings are promised (docs/samples.md), as those of the report are.
"""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.precision import Stated
from hccgenomics.vocabulary import Assembly, CallerScope, Confidence, DialectTier

VALIDATION_VERSION: Final = "1.0"

Recognised = Literal["header", "option", "none"]
Outcome = Literal["usable", "doubtful", "unusable"]
Severity = Literal["error", "warning", "note"]
Role = Literal["tumour", "normal", "not read"]
Holds = Literal["small_variants", "copy_number", "structural", "clinical", "panel", "coverage"]


class InspectedFile(Document):
    """The file as it came."""

    name: str
    sha256: str | None = Field(description="Null where it was not read to its end.")
    size: int | None
    container: str | None
    file_format: str | None


class InspectedCaller(Document):
    """Who wrote it, and how surely its fields are read."""

    name: str
    title: str
    version: str | None
    recognised: Recognised
    tier: DialectTier | None = Field(
        description="exact: held against real output; untested: written from documentation. Null "
        "where no caller is known."
    )
    scope: CallerScope | None
    documentation: str | None
    note: str | None


class InspectedAssembly(Document):
    """The reference assembly, and how it is known."""

    name: Assembly | None
    evidence: tuple[str, ...]


class InspectedSample(Document):
    """One sample: a column, counted from one, or of a MAF the rows that name it."""

    column: int | None
    rows: int | None
    name: str
    role: Role


class InspectedSamples(Document):
    """The columns, and how the tumour's was told."""

    tumour: str | None
    normal: str | None
    told: str | None
    columns: tuple[InspectedSample, ...]
    count: int
    note: str | None


class InspectedAnnotation(Document):
    """Consequences that another program wrote into the records."""

    annotator: str
    version: str | None
    info_field: str


class InspectedIndex(Document):
    """An index beside the file, and whether a report reads through it."""

    name: str
    kind: str | None
    usable: bool
    records: int | None
    why: str | None


class InspectedRecords(Document):
    """All records, by type; those up to a fault where one ended the reading."""

    total: int
    complete: bool
    multiallelic: int
    alleles: dict[str, int]
    passed: int
    filtered: int
    unfiltered: int
    filters: dict[str, int]
    sorted: bool
    duplicates: int
    looked_at_closely: int


class InspectedPanel(Document):
    """What lies in the panel, as a report would read it."""

    alleles: int
    calls: int
    with_read_counts: int
    set_aside: dict[str, int]
    reference_blocks: int


class InspectedContigs(Document):
    """How contigs are named."""

    style: str | None
    declared: int
    with_length: int
    used: int


class InspectedMeasure(Document):
    """One figure over the panel's alleles, with the bar it is held against."""

    name: str
    value: Stated | None
    unit: str
    threshold: Stated | None
    why: str


class InspectedQuality(Document):
    """Whether the file is what it is taken for."""

    verdict: Confidence
    reasons: tuple[str, ...]
    metrics: tuple[InspectedMeasure, ...]


class Problem(Document):
    """One thing that is wrong, or worth knowing."""

    severity: Severity
    code: str
    detail: str
    line: int | None
    hint: str | None


class InspectedLarge(Document):
    """A file of copy number or structural variants: how it was read, and what it states."""

    holds: Holds
    format: str | None
    tool: str | None
    recognised: Recognised
    tier: DialectTier | None
    records: int | None
    kept: int | None
    dropped: dict[str, int]
    states: dict[str, int] = Field(description="Segments, genes, adjacencies, …: how many of each.")
    sample: str | None
    samples: tuple[str, ...] = Field(description="All names, where none could be chosen.")


class Validation(Document):
    """Everything learnt of one file."""

    schema_version: Literal["1.0"] = VALIDATION_VERSION
    outcome: Outcome
    exit_code: int
    file: InspectedFile
    caller: InspectedCaller | None
    assembly: InspectedAssembly | None
    samples: InspectedSamples | None
    annotations: tuple[InspectedAnnotation, ...]
    indexes: tuple[InspectedIndex, ...]
    records: InspectedRecords | None
    panel: InspectedPanel | None
    contigs: InspectedContigs | None
    quality: InspectedQuality | None
    problems: tuple[Problem, ...]
    large: InspectedLarge | None = None
