"""Which further tests are answered already by what is known, so that none of them is asked for.

A test counts as answered where every term beside it is met by a stated fact, where a matched normal
was read, or where the fusion was called in RNA. A test that no line names, one of an overlay for
example, stays asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.facts import asked_about, is_met, key_of
from hccgenomics.model.event import parse_event
from hccgenomics.model.structural import StructuralAlteration
from hccgenomics.vocabulary import StructuralEventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.observation import Fact

NORMAL: Final = "a matched normal (or white cells)"
OF_RNA: Final = frozenset(
    {
        "the ntrk fusion in rna",
        "rna for the fusion",
        "rna or fish for the fusion",
        "rna or trk immunohistochemistry",
    }
)
"""Tests that a fusion called in RNA leaves nothing to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What must be stated for a test to be answered.

    Attributes:
        terms: Each of them, in the grammar of curated rows.
        is_dated: Whether the facts must carry a date as well, all of them the same.
        says: What the text of each fact must name, the clone for example.
    """

    terms: tuple[str, ...]
    is_dated: bool = False
    says: str = ""


def _stained(*genes: str) -> Answer:
    return Answer(tuple(f"{gene} expression ihc any" for gene in genes))


ANSWERS: Final[Mapping[str, Answer]] = {
    "afp with unit and date": Answer(("laboratory afp any",), is_dated=True),
    "crp with its unit, from the same time as the afp": Answer(
        ("laboratory crp any", "laboratory afp any"), is_dated=True
    ),
    "child-pugh class": Answer(("clinical child_pugh any",)),
    "albi score": Answer(("clinical albi_grade any",)),
    "earlier treatment": Answer(("clinical prior_therapy any",)),
    "whether sorafenib was given": Answer(("clinical prior_therapy is sorafenib",)),
    "bilirubin": Answer(("laboratory bilirubin any",)),
    "anticoagulants": Answer(("clinical anticoagulant any",)),
    "hbv dna": Answer(("laboratory hbv_dna any",)),
    "hepatitis b surface antigen": Answer(("laboratory hbsag any",)),
    "hepatitis b core antibody": Answer(("laboratory anti_hbc any",)),
    "mutational signature sbs24": Answer(("signature SBS24 any",)),
    "microsatellite status": Answer(("signature MSI any",)),
    "mutational burden (tmb)": Answer(("signature TMB any",)),
    "mismatch repair immunohistochemistry": Answer(("signature MMR any",)),
    "pd-l1 immunohistochemistry with clone and score": Answer(
        ("CD274 expression ihc any",), says="clone"
    ),
    "fgfr4 and klb expression": Answer(("FGFR4 expression rna any", "KLB expression rna any")),
    "fgf19 immunohistochemistry": _stained("FGF19"),
    "met immunohistochemistry": _stained("MET"),
    "her2 immunohistochemistry": _stained("ERBB2"),
    "rb1 immunohistochemistry": _stained("RB1"),
    "p16 immunohistochemistry": _stained("CDKN2A"),
    "arid1a immunohistochemistry": _stained("ARID1A"),
    "atm immunohistochemistry": _stained("ATM"),
    "atrx immunohistochemistry": _stained("ATRX"),
    "b2m immunohistochemistry": _stained("B2M"),
    "bap1 immunohistochemistry": _stained("BAP1"),
    "tsc2 immunohistochemistry": _stained("TSC2"),
    "gpc3 immunohistochemistry": _stained("GPC3"),
    "hsp70 immunohistochemistry": _stained("HSPA1A"),
    "glutamine synthetase immunohistochemistry": _stained("GLUL"),
}
"""By the test in small letters, as rows, cross-checks and markers word it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the findings.

    Attributes:
        facts: What the user states.
        has_normal: Whether a matched normal was read.
        rna: Genes of the fusions that were called in RNA.
    """

    facts: Sequence[Fact] = ()
    has_normal: bool = False
    rna: frozenset[str] = frozenset()


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


def is_answered(test: str, known: Known, genes: Iterable[str] = ()) -> bool:
    """Whether what is known holds the answer of a test, asked for by a row on some genes.

    >>> is_answered("Child-Pugh class", NOTHING)
    False
    >>> is_answered("A matched normal (or white cells)", Known(has_normal=True))
    True
    """
    asked = test.casefold()
    if asked == NORMAL:
        return known.has_normal
    if asked in OF_RNA:
        return not known.rna.isdisjoint(genes)
    answer = ANSWERS.get(asked)
    return answer is not None and _holds(answer, known.facts)


def _holds(answer: Answer, facts: Sequence[Fact]) -> bool:
    found = [_stated(term, answer, facts) for term in answer.terms]
    if answer.is_dated:
        return bool(frozenset.intersection(*(_dates(each) for each in found)))
    return all(found)


def _stated(term: str, answer: Answer, facts: Sequence[Fact]) -> list[Fact]:
    event = parse_event(term)
    about = [fact for fact in facts if key_of(fact) == asked_about(event)]
    return [fact for fact in about if is_met(event, fact) and answer.says in fact.text]


def _dates(facts: Sequence[Fact]) -> frozenset[str]:
    return frozenset(fact.date for fact in facts if fact.date)
