"""What can be said of a run's quality: its depths, and whether the files are what they seem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import wording
from hccgenomics.model import quality as doc
from hccgenomics.vocabulary import Confidence

if TYPE_CHECKING:
    from hccgenomics.interpret.sample_check import Measure, SampleCheck
    from hccgenomics.pipeline.alterations import Interpreted


def quality_of(found: Interpreted, check: SampleCheck) -> doc.Quality:
    """The metrics and the verdict; a doubt about the files themselves comes before all else."""
    return doc.Quality(
        verdict=Confidence.INSUFFICIENT if check.doubts else Confidence.NOT_ASSESSED,
        metrics=(_depth(found), *map(_metric, check.measures)),
        reasons=(*check.doubts, wording.QUALITY_WHY),
    )


def _metric(measure: Measure) -> doc.QualityMetric:
    return doc.QualityMetric(
        name=measure.name,
        value=measure.value,
        unit=measure.unit,
        threshold=measure.threshold,
        why=measure.why,
    )


def _depth(found: Interpreted) -> doc.QualityMetric:
    depths = sorted(
        depth
        for alteration in found.alterations
        if (depth := alteration.support.total_depth) is not None
    )
    median = depths[len(depths) // 2] if depths else None
    return doc.QualityMetric(
        name=wording.MEDIAN_DEPTH,
        value=median,
        unit="reads",
        threshold=None,
        why=_why_depth(found, median),
    )


def _why_depth(found: Interpreted, median: int | None) -> str:
    if median is not None:
        return wording.DEPTH_WHY
    return wording.NO_DEPTH_WHY if found.alterations else wording.NONE_KEPT_WHY
