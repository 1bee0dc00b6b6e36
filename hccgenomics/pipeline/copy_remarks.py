"""What is said beside a gene's copies: where its interval reaches, what else it might be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_class import classify
from hccgenomics.interpret.copy_wording import mixture_words, number
from hccgenomics.model.amounts import CLASS_NAMES
from hccgenomics.pipeline.copy_measure import with_solution
from hccgenomics.vocabulary import CopyMethod

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.pipeline.copy_measure import Measure, Measured
    from hccgenomics.pipeline.copy_question import Question
    from hccgenomics.pipeline.copy_reading import Read


def remarks_on(
    found: Read, measured: Measured, measure: Measure, question: Question
) -> Iterator[str]:
    """The remarks on one gene, in the order a reader sees them."""
    cut = measure.cut(measured.method)
    low, high = classify(measured.low, cut), classify(measured.high, cut)
    if low is not high:
        yield words.SPANS.format(low=CLASS_NAMES[low], high=CLASS_NAMES[high])
    yield from _on_purity(measured, measure)
    yield from _on_stated(found, measured, measure)
    if measured.method is CopyMethod.COMPUTED:
        yield from _alternatives(found, measured, measure, question)


def _on_purity(measured: Measured, measure: Measure) -> Iterator[str]:
    used = measure.basis.used
    if measured.is_below_zero and used is not None:
        yield words.BELOW_ZERO.format(purity=number(used.purity or 0.0))


def _on_stated(found: Read, measured: Measured, measure: Measure) -> Iterator[str]:
    """On the copies that the tool states, and what became of them."""
    source, used = measure.source, measure.basis.used
    stated, tool, own = found.seen.copies, source.file.facts.tool, source.own
    if stated is None:
        return
    if measured.is_re_expressed and own is not None and used is not None:
        yield words.RE_EXPRESSED.format(
            source=tool,
            stated=number(stated),
            own=mixture_words(own.purity, own.ploidy),
            used=mixture_words(used.purity, used.ploidy),
        )
    if measured.method is CopyMethod.STATED and measure.basis.of_user and measure.own is None:
        yield words.KEPT_AS_STATED.format(source=tool)
    if source.has_failed and own is not None:
        yield words.FAILED_IGNORED.format(source=own.source, status=own.status or "no tumour")
    elif not source.file.copies_are_corrected:
        yield words.NOT_CORRECTED.format(source=tool, stated=number(stated))


def _alternatives(
    found: Read, measured: Measured, measure: Measure, question: Question
) -> Iterator[str]:
    """What the gene would be with the other solutions, where that is another class."""
    named = classify(measured.value, measure.cut_copies)
    for solution in question.alternatives:
        other = with_solution(measure, solution).class_of(found.seen)
        if other is not None and other[0] is not named:
            yield words.ALTERNATIVE.format(
                source=solution.source,
                mixture=mixture_words(solution.purity, solution.ploidy),
                value=words.copies_words(other[1]),
                name=CLASS_NAMES[other[0]],
            )
