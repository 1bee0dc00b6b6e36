"""The lists that rows refer to: references, trials, therapies, prevalence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.knowledge.lint.sourcing import IDENTIFIERS, identifiers
from hccgenomics.knowledge.lists import THERAPIES, TRIALS
from hccgenomics.knowledge.references import REFERENCES
from hccgenomics.vocabulary import TherapyKind, Verification

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.knowledge.lint.ground import Ground

_STATES: Final = frozenset(Verification)
Listed = tuple[str, str, "Problem"]
"""Table, id of the row, and what is wrong with it."""


def check_lists(ground: Ground) -> Iterator[Listed]:
    """What is wrong with our own lists."""
    yield from _references(ground)
    yield from _trials(ground)
    yield from _therapies(ground)


def _references(ground: Ground) -> Iterator[Listed]:
    for id_, fields in ground.references.items():
        for problem in identifiers("", fields):
            yield REFERENCES, id_, problem
        if fields.get("verification") not in _STATES:
            detail = f"{fields.get('verification')!r} is no status of verification."
            column = "verification"
            yield REFERENCES, id_, Problem(code="list.verification", column=column, detail=detail)


def _trials(ground: Ground) -> Iterator[Listed]:
    for id_ in ground.trials:
        if not IDENTIFIERS["trial"].fullmatch(id_):
            detail = f"{id_!r} is no number of a registry."
            yield TRIALS, id_, Problem(code="citation.identifier", column="id", detail=detail)


def _therapies(ground: Ground) -> Iterator[Listed]:
    for name, therapy in ground.therapies.items():
        for class_ in therapy.classes:
            known = ground.therapies.get(class_)
            if known is None or known.kind is not TherapyKind.CLASS:
                detail = f"{class_!r} is no class of therapies.tsv."
                yield THERAPIES, name, Problem(code="list.link", column="classes", detail=detail)
        for gene in therapy.targets:
            if not ground.is_symbol(gene):
                today = ground.current_symbol(gene)
                hint = f"The symbol of today is {today}." if today else ""
                yield (
                    THERAPIES,
                    name,
                    Problem(
                        code="gene.unknown",
                        column="targets",
                        detail=f"{gene!r} is no symbol of a gene known here.",
                        hint=hint,
                    ),
                )
