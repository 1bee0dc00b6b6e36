"""Which tests are answered by what is known already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hccgenomics.interpret.answered import (
    Known,
    genes_of_rna,
    is_answered,
    is_of_normal,
)
from hccgenomics.interpret.card_plans import HER2_STAINING
from hccgenomics.interpret.wording import FOLLOW_UP_NORMAL
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.event import parse_event
from hccgenomics.model.observation import Fact
from hccgenomics.vocabulary import FactKind
from tests.interpret.large_cases import any_alterations

BASE = load_knowledge()
ASKED = {
    test.casefold()
    for row in (*BASE.biomarkers, *BASE.cross_checks)
    for test in row.asks_for.split("; ")
}
DAY, OTHER_DAY = "2026-10-03", "2026-10-04"


def fact(kind, subject, text="", **changes):
    return Fact(
        id=f"{kind}:{subject}",
        kind=FactKind(kind),
        subject=subject,
        text=text or subject,
        **changes,
    )


def stained(gene, text=""):
    return fact("expression", "ihc", text, gene=gene, numbers={"percent": 5.0})


def afp(date=DAY):
    return fact("laboratory", "afp", numbers={"value": 412.0}, unit="ng/mL", date=date)


def crp(date=DAY):
    return fact("laboratory", "crp", numbers={"value": 1.4}, unit="mg/dL", date=date)


def given(*words):
    return fact("clinical", "prior_therapy", words=words)


@pytest.mark.parametrize("test", BASE.tests)
def test_every_line_is_a_test_that_something_asks_for(test):
    assert test in {*ASKED, HER2_STAINING.casefold()}


def test_alterations_and_rows_ask_for_a_normal_in_the_same_words():
    assert is_of_normal(FOLLOW_UP_NORMAL, Known(tests=BASE.tests))


@pytest.mark.parametrize("test", BASE.tests)
def test_terms_are_about_facts_that_can_be_stated(test):
    row = BASE.tests[test]

    assert bool(row.all_of) is (row.answered_by == "facts")
    for term in row.all_of:
        assert parse_event(term).subject in BASE.facts


@pytest.mark.parametrize(
    ("test", "facts", "expected"),
    [
        ("FGF19 immunohistochemistry", [stained("FGF19")], True),
        ("FGF19 immunohistochemistry", [stained("FGFR4")], False),
        ("AFP with unit and date", [afp()], True),
        ("AFP with unit and date", [afp(date="")], False),
        ("CRP with its unit, from the same time as the AFP", [afp(), crp()], True),
        ("CRP with its unit, from the same time as the AFP", [afp(), crp(OTHER_DAY)], False),
        ("CRP with its unit, from the same time as the AFP", [afp("")], False),
        ("earlier treatment", [given("nivolumab")], True),
        ("whether sorafenib was given", [given("nivolumab")], False),
        ("whether sorafenib was given", [given("sorafenib")], True),
        ("PD-L1 immunohistochemistry with clone and score", [stained("CD274")], False),
        (
            "PD-L1 immunohistochemistry with clone and score",
            [stained("CD274", "CD274 IHC 5 % (clone 22C3)")],
            True,
        ),
        ("FGFR4 and KLB expression", [fact("expression", "rna", gene="KLB")], False),
        ("Mismatch repair immunohistochemistry", [fact("signature", "MMR", words=("lost",))], True),
        ("exposure history", [afp()], False),
        ("a test of an overlay", [afp()], False),
    ],
)
def test_what_is_stated_answers(test, facts, expected):
    assert is_answered(test, Known(facts, tests=BASE.tests)) is expected


def test_a_normal_answers_where_there_is_one():
    assert is_answered(FOLLOW_UP_NORMAL, Known(has_normal=True, tests=BASE.tests))
    assert not is_answered(FOLLOW_UP_NORMAL, Known(tests=BASE.tests))


@pytest.mark.parametrize(("is_rna", "expected"), [(True, {"DNAJB1", "PRKACA"}), (False, set())])
def test_genes_of_fusions_in_rna(is_rna, expected):
    (found,) = any_alterations("DNAJB1::PRKACA fusion in_frame")
    found = replace(found, event=replace(found.event, is_rna=is_rna))

    assert genes_of_rna([found, *any_alterations("FGF19 amplification")]) == expected


def test_a_fusion_in_rna_answers_for_its_own_genes():
    known = Known(rna=frozenset({"ETV6", "NTRK3"}), tests=BASE.tests)

    assert is_answered("RNA or TRK immunohistochemistry", known, ["NTRK1", "NTRK2", "NTRK3"])
    assert not is_answered("RNA for the fusion", known, ["RET"])
