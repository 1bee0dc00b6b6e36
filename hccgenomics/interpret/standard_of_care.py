"""Regimens of unselected disease, as context beside the hypotheses and never as a ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import ApprovalStatus, Disease, LineOfTherapy, RegimenStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hccgenomics.model.evidence import RegimenRow
    from hccgenomics.model.lists import Therapy
    from hccgenomics.model.observation import Fact

OPTIONS: Final = (RegimenStatus.STANDARD, RegimenStatus.REGIONAL)
"""The statuses a report may print beside its hypotheses; a negative trial is never an option."""

LENT: Final = {Disease.FIBROLAMELLAR: Disease.HCC, Disease.MIXED: Disease.HCC}
"""Entities without regimens of their own, and the entity whose regimens stand as context; each
then says that its trial did not include this histology."""

_STATUS: Final = {status: rank for rank, status in enumerate(RegimenStatus)}
_LINE: Final = {line: rank for rank, line in enumerate(LineOfTherapy)}
_GRANTED: Final = frozenset({ApprovalStatus.APPROVED, ApprovalStatus.ACCELERATED})
_NO_YEAR: Final = "9999"
_YEAR: Final = slice(4)


def regimens(
    rows: Iterable[RegimenRow],
    *,
    disease: Disease,
    statuses: Collection[RegimenStatus] = OPTIONS,
) -> tuple[RegimenRow, ...]:
    """Regimens shown for this disease; only standard ones unless asked otherwise.

    Ordered by status, line, year of the first approval named, and id; by no figure of a trial.
    """
    shown_for = {disease, LENT.get(disease, disease)}
    found = [row for row in rows if row.status in statuses and shown_for.intersection(row.diseases)]
    return tuple(sorted(found, key=_place))


def _place(row: RegimenRow) -> tuple[int, int, str, str]:
    lines = [_LINE[line] for line in row.lines]
    return _STATUS[row.status], min(lines, default=len(_LINE)), first_year(row), row.id


def first_year(row: RegimenRow) -> str:
    """The year of the earliest approval that has a date; a late one where none has."""
    years = (item.date[_YEAR] for item in row.approvals if item.date and item.status in _GRANTED)
    return min(years, default=_NO_YEAR)


def for_patient(
    row: RegimenRow,
    facts: Sequence[Fact],
    disease: Disease,
    *,
    therapies: Mapping[str, Therapy],
) -> tuple[str, ...]:
    """How the stated facts lie to what the trial admitted: sentences of context, no advice.

    Without facts only what the entity itself asks for is said.
    """
    if not facts and disease in row.diseases:
        return ()
    from hccgenomics.interpret.care_limits import QUESTIONS, histology, setting_of

    case = setting_of(row, facts, disease, therapies)
    questions = QUESTIONS if facts else (histology,)
    answers = (question(case) for question in questions)
    return tuple(answer for answer in answers if answer is not None)
