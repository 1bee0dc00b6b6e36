"""X and Y of files that do not tell what a log2 ratio of 0 stands for there.

A reference of both sexes makes it two copies; one of men, or a matched normal, what normal cells of
the sex have (https://cnvkit.readthedocs.io/en/stable/sex.html). Where the two come to one class, it
is called all the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.copies import DIPLOID, Baseline, logarithm
from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_wording import number
from hccgenomics.model.amounts import CLASS_NAMES
from hccgenomics.pipeline.copy_question import X, Y
from hccgenomics.pipeline.copy_sources import typical_ratio
from hccgenomics.vocabulary import CopySource, Sex

if TYPE_CHECKING:
    from hccgenomics.model.copy_number_files import Observation
    from hccgenomics.pipeline.copy_measure import Measure

HALF_A_DOUBLING: Final = 0.5
HALF_OF_X: Final = 78_000_000
"""Bases; altered stretches that cover less do not tell where most of X lies."""


def other_reading(measure: Measure, contig: str) -> Measure | None:
    """How the ratios of a contig may have to be read as well; ``None`` where there is one way.

    Half a doubling from where X should lie, most of it may be unchanged and only look altered. Y,
    which tumours often lose, and files of altered stretches alone tell nothing of that kind.
    """
    file, sex = measure.source.file, measure.basis.sex
    if contig not in {X, Y} or sex is None or file.x_is_certain:
        return None
    if contig == Y and file.y_is_haploid:
        return None
    base = measure.base
    of_one = DIPLOID + 1 - base.of_one
    other = replace(measure, base=Baseline(base.normal, of_one))
    typical = _typical(measure, contig)
    if typical is None:
        return other if sex is Sex.MALE else None
    rises = logarithm(base.of_one / of_one)
    beyond = (typical + measure.shift) * rises
    return other if beyond > HALF_A_DOUBLING else None


def difference(measure: Measure, other: Measure | None, seen: Observation, contig: str) -> str:
    """Why nothing may be said of a place that the two readings call differently; else empty."""
    if other is None:
        return ""
    first, second = measure.class_of(seen), other.class_of(seen)
    if first is None or second is None or first[0] is second[0]:
        return ""
    sex = "" if measure.basis.sex is None else words.SEXES[measure.basis.sex]
    typical = _typical(measure, contig)
    if typical is not None and measure.source.file.x_is_diploid:
        expected = number(-measure.shift)
        return words.X_REFERENCE.format(ratio=number(typical), expected=expected, sex=sex)
    names = {"first": CLASS_NAMES[first[0]], "other": CLASS_NAMES[second[0]]}
    return words.REFERENCE.format(contig=contig, sex=sex, **names)


def _typical(measure: Measure, contig: str) -> float | None:
    """Where most of X lies; ``None`` where that tells nothing of the reference."""
    if contig != X:
        return None
    if measure.source.file.source is CopySource.CALLS:
        parts = measure.source.track.by_contig.get(X, ())
        if sum(part.end - part.start for part in parts) < HALF_OF_X:
            return None
    return typical_ratio(measure.source, X)
