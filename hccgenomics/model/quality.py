"""What is said of a run's quality, as published."""

from __future__ import annotations

from hccgenomics.model.base import Document
from hccgenomics.model.precision import Stated
from hccgenomics.vocabulary import Confidence


class QualityMetric(Document):
    """One measured property of the run, with its threshold where there is one."""

    name: str
    value: int | Stated | None
    unit: str
    threshold: Stated | None
    why: str


class Quality(Document):
    """What can be said of the run's quality from the files given."""

    verdict: Confidence
    metrics: tuple[QualityMetric, ...]
    reasons: tuple[str, ...]
