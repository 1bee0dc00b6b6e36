"""The lists that rows refer to: references, trials, therapies, prevalence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError, TableError
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.knowledge.lint.sources import SOURCES
from hccgenomics.knowledge.lint.sourcing import IDENTIFIERS, identifiers
from hccgenomics.knowledge.lists import PREVALENCE, THERAPIES, TRIALS, load_prevalence
from hccgenomics.knowledge.references import REFERENCES
from hccgenomics.vocabulary import TherapyKind, Verification

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.knowledge.lint.ground import Ground

_LICENCE: Final = re.compile(r"licences/[\w.-]+")
_STATES: Final = frozenset(Verification)
Listed = tuple[str, str, "Problem"]
"""Table, id of the row, and what is wrong with it."""


def check_lists(ground: Ground) -> Iterator[Listed]:
    """What is wrong with our own lists."""
    yield from _references(ground)
    yield from _trials(ground)
    yield from _therapies(ground)
    yield from _prevalence(ground)
    yield from _sources(ground)


def _references(ground: Ground) -> Iterator[Listed]:
    for id_, fields in ground.references.items():
        for problem in identifiers("", fields):
            yield REFERENCES, id_, problem
        if fields.get("verification") not in _STATES:
            detail = f"{fields.get('verification')!r} is no status of verification."
            column = "verification"
            yield REFERENCES, id_, Problem(code="list.verification", column=column, detail=detail)


def _prevalence(ground: Ground) -> Iterator[Listed]:
    try:
        rows, _ = load_prevalence(references=ground.references)
    except TableError as error:
        code = "table.unreadable"
        yield PREVALENCE, "", Problem(code=code, column=error.column or "", detail=error.detail)
        return
    for row in rows:
        for gene in row.genes:
            if not ground.is_symbol(gene):
                yield PREVALENCE, row.id, _no_gene(gene, "genes", ground)
        for citation in row.citations:
            for problem in identifiers("citations", citation.model_dump()):
                yield PREVALENCE, row.id, problem


def _sources(ground: Ground) -> Iterator[Listed]:
    """Every source has terms, the text of a licence is there, and so are the tables."""
    for id_, source in ground.sources.items():
        named = _LICENCE.findall(source.terms)
        if not source.terms or not all(map(_is_there, named)):
            detail = f"The terms of {id_} are not stated, or the licence they name is not there."
            yield SOURCES, id_, Problem(code="licence.unknown", column="terms", detail=detail)
        for table in source.tables:
            if not _is_there(table):
                detail = f"There is no table {table!r}."
                yield SOURCES, id_, Problem(code="list.link", column="tables", detail=detail)


def _is_there(name: str) -> bool:
    try:
        return resource(name).exists()
    except ResourceError:
        return False


def _no_gene(gene: str, column: str, ground: Ground) -> Problem:
    today = ground.current_symbol(gene)
    return Problem(
        code="gene.unknown",
        column=column,
        detail=f"{gene!r} is no symbol of a gene known here.",
        hint=f"The symbol of today is {today}." if today else "",
    )


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
                yield THERAPIES, name, _no_gene(gene, "targets", ground)
