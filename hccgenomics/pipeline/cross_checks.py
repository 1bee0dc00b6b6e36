"""Cross-checks as the report has them, each with its rate in published cohorts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import cross_check_wording as wording
from hccgenomics.model import report_evidence as doc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.cross_check import CrossCheckFinding
    from hccgenomics.model.evidence import KnowledgeBase
    from hccgenomics.model.lists import Prevalence
    from hccgenomics.model.statement import Citation


def cross_check_documents(
    found: Sequence[CrossCheckFinding], base: KnowledgeBase
) -> tuple[doc.CrossCheck, ...]:
    """The questions with their rates, and the references of both the rates and the rows."""
    if not found:
        return ()
    rates = {row.id: row for row in base.prevalence}
    cited = {row.id: row.citations for row in base.biomarkers}
    return tuple(_document(check, rates, cited) for check in found)


def _document(
    check: CrossCheckFinding,
    known: Mapping[str, Prevalence],
    cited: Mapping[str, tuple[Citation, ...]],
) -> doc.CrossCheck:
    rates = [known[id_] for id_ in check.row.rates if id_ in known]
    of_rows = [citation for id_ in check.row.rows for citation in cited.get(id_, ())]
    of_rates = [citation for rate in rates for citation in rate.citations]
    return doc.CrossCheck(
        code=check.row.code,
        question=check.row.question,
        question_zh=check.row.question_zh,
        why=check.why,
        alterations=check.alterations,
        facts=check.facts,
        rate="; ".join(map(rate_text, rates)) or wording.NO_RATE,
        rates=tuple(map(_rate, rates)),
        biomarkers=check.row.rows,
        citations=tuple(dict.fromkeys([*of_rates, *of_rows])),
    )


def _rate(row: Prevalence) -> doc.CohortRate:
    return doc.CohortRate(
        id=row.id,
        event=row.event,
        stated=stated(row),
        cohort=row.cohort,
        note=row.note,
        verification=row.verification,
        citations=row.citations,
    )


def rate_text(row: Prevalence) -> str:
    """One rate as a sentence prints it."""
    cohort = f" ({row.cohort})" if row.cohort else ""
    return wording.RATE.format(event=row.event, stated=stated(row), cohort=cohort)


def stated(row: Prevalence) -> str:
    """The figure with its counts where they are known, and what chance alone would give.

    >>> from hccgenomics.model.lists import Prevalence
    >>> print(stated(Prevalence(id="CO-1", section="co-occurrence", event="both", percent=5.2,
    ...     n_altered=19, n_total=363, expected=28.8, verification="verified")))
    19 of 363 (5.2 %), 28.8 expected by chance
    """
    if row.percent is None:
        figure = row.stated
    elif row.n_altered is None or row.n_total is None:
        figure = wording.PERCENT.format(percent=row.percent)
    else:
        figure = wording.COUNTS.format(
            altered=row.n_altered, total=row.n_total, percent=row.percent
        )
    if row.expected is None:
        return figure
    return wording.EXPECTED.format(figure=figure, expected=row.expected)
