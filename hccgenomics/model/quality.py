"""What is said of a run's quality, as published."""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.precision import Stated
from hccgenomics.vocabulary import Confidence, FailureCode


class QualityMetric(Document):
    """One measured property of the run, with its threshold where there is one."""

    name: str
    value: int | Stated | None
    unit: str
    threshold: Stated | None
    why: str


class QualityFailure(Document):
    """One reason why the files carry no report."""

    code: FailureCode
    why: str
    measure: str = Field(description="What was measured; empty where it is no number")
    value: Stated | None
    threshold: Stated | None
    unit: str


class Quality(Document):
    """What can be said of the run's quality from the files given."""

    verdict: Confidence
    metrics: tuple[QualityMetric, ...]
    reasons: tuple[str, ...]
    carries_report: bool | None = Field(
        default=None,
        description="Whether the files carry a report at all; null in reports made before this was "
        "stated",
    )
    failures: tuple[QualityFailure, ...] = Field(
        default=(), description="Why they do not; none where they do"
    )
    next_steps: tuple[str, ...] = Field(
        default=(), description="What the laboratory may do about the failures"
    )
