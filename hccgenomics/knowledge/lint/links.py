"""What a row names elsewhere: therapies, trials, other rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.knowledge.lint.sourcing import IDENTIFIERS
from hccgenomics.knowledge.tables import split_list
from hccgenomics.model.therapies import drugs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.knowledge.lint.ground import Ground
    from hccgenomics.knowledge.lint.row import LintRow

ALIKE: Final = 0.88
"""How like two spellings are of which one is a slip, by ``difflib``: sorafinib for sorafenib."""


def check_links(row: LintRow, ground: Ground) -> Iterator[Problem]:
    """Names that lead nowhere."""
    yield from _therapies(row, ground)
    yield from _trials(row, ground)
    yield from _qualifies(row, ground)


def _therapies(row: LintRow, ground: Ground) -> Iterator[Problem]:
    for part in drugs_of(row.items("therapy")):
        if part in ground.therapies or not part:
            continue
        known = _known(part, ground)
        yield Problem(
            code="therapy.unknown" if known or row.is_ours else "therapy.unlisted",
            column="therapy",
            detail=f"{part!r} is no therapy of therapies.tsv.",
            hint=f"{known!r} is one." if known else "Its class and synonyms are not known.",
        )


def _known(part: str, ground: Ground) -> str | None:
    """What was meant: the name of a synonym, or one that is spelt nearly so."""
    from difflib import get_close_matches

    near = get_close_matches(part.casefold(), ground.therapy_names, n=1, cutoff=ALIKE)
    return ground.therapy_names.get(part.casefold()) or next(
        (ground.therapy_names[name] for name in near), None
    )


def _trials(row: LintRow, ground: Ground) -> Iterator[Problem]:
    for trial in row.items("trials"):
        if trial in ground.trials:
            continue
        if row.is_ours or not IDENTIFIERS["trial"].fullmatch(trial):
            yield Problem(
                code="trial.unknown",
                column="trials",
                detail=f"{trial!r} is no trial of trials.tsv.",
                hint="Write the number of the registry, and add the trial to trials.tsv.",
            )


def _qualifies(row: LintRow, ground: Ground) -> Iterator[Problem]:
    for id_ in row.items("qualifies"):
        other = ground.rows.get(id_)
        if other is None or other.is_regimen:
            detail = f"There is no assertion {id_!r}."
            yield Problem(code="qualifies.unknown", column="qualifies", detail=detail)
        elif not any(_shared(row, other.cells[column], column) for column in ("genes", "therapy")):
            detail = f"{id_} speaks of no gene and no therapy of this row."
            yield Problem(code="qualifies.stranger", column="qualifies", detail=detail)


def _shared(row: LintRow, cell: str, column: str) -> bool:
    """Whether two cells name the same gene, or the same drug of a combination."""
    return not set(drugs_of(row.items(column))).isdisjoint(drugs_of(split_list(cell)))
