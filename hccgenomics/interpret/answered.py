"""Which further tests are answered already by what is known, so that none of them is asked for.

A test counts as answered where every term beside it is met by a stated fact, where a matched normal
or the tissue's report was read, or where the fusion was called in RNA, as ``tests.tsv`` says of it.
A test that the table does not name, one of an overlay for example, stays asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from hccgenomics.interpret.facts import asked_about, is_met, key_of
from hccgenomics.model.event import parse_event
from hccgenomics.model.structural import StructuralAlteration
from hccgenomics.vocabulary import AnsweredBy, StructuralEventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.lists import FurtherTest
    from hccgenomics.model.observation import Fact


BETWEEN_TESTS: Final = "; "
"""Between two tests that one row asks for."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the findings.

    Attributes:
        facts: What the user states.
        has_normal: Whether a matched normal was read.
        has_tissue: Whether plasma is read against the tissue's report.
        rna: Genes of the fusions that were called in RNA.
        tests: Further tests and what answers them, by name in small letters.
    """

    facts: Sequence[Fact] = ()
    has_normal: bool = False
    has_tissue: bool = False
    rna: frozenset[str] = frozenset()
    tests: Mapping[str, FurtherTest] = field(default_factory=dict)


NOTHING: Final = Known()


def genes_of_rna(alterations: Iterable[AnyAlteration]) -> frozenset[str]:
    """Genes of the fusions that were called in RNA."""
    return frozenset(
        gene
        for one in alterations
        if isinstance(one, StructuralAlteration)
        if one.event.kind is StructuralEventKind.FUSION and one.event.is_rna
        for gene in one.event.genes
    )


def is_of_normal(test: str, known: Known) -> bool:
    """Whether a test is that of a matched normal."""
    row = known.tests.get(test.casefold())
    return row is not None and row.answered_by is AnsweredBy.NORMAL


def is_answered(test: str, known: Known, genes: Iterable[str] = ()) -> bool:
    """Whether what is known holds the answer of a test, asked for by a row on some genes.

    >>> is_answered("Child-Pugh class", NOTHING)
    False
    """
    row = known.tests.get(test.casefold())
    if row is None:
        return False
    match row.answered_by:
        case AnsweredBy.NORMAL:
            return known.has_normal
        case AnsweredBy.TISSUE:
            return known.has_tissue
        case AnsweredBy.RNA:
            return not known.rna.isdisjoint(genes)
        case AnsweredBy.FACTS:
            return _holds(row, known.facts)
        case _:
            assert_never(row.answered_by)


def _holds(row: FurtherTest, facts: Sequence[Fact]) -> bool:
    found = [_stated(term, row, facts) for term in row.all_of]
    if row.dated:
        return bool(frozenset.intersection(*(_dates(each) for each in found)))
    return all(found)


def _stated(term: str, row: FurtherTest, facts: Sequence[Fact]) -> list[Fact]:
    event = parse_event(term)
    about = [fact for fact in facts if key_of(fact) == asked_about(event)]
    return [fact for fact in about if is_met(event, fact) and row.says in fact.text]


def _dates(facts: Sequence[Fact]) -> frozenset[str]:
    return frozenset(fact.date for fact in facts if fact.date)
