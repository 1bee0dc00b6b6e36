"""Findings that question the sample."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hccgenomics.interpret.cross_checks import cross_checks_of, questions
from hccgenomics.interpret.found import Found
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.event import parse_event
from hccgenomics.pipeline.cross_checks import cross_check_documents
from hccgenomics.vocabulary import Disease, Specimen
from tests.forbidden import phrases_in
from tests.interpret.fact_cases import stated_facts
from tests.interpret.large_cases import any_alterations
from tests.truth import rows

BASE = load_knowledge()
CHECKS = {row.code: row for row in BASE.cross_checks}


def asked(alterations, facts="", specimen="tissue", disease="hcc"):
    found = Found(
        any_alterations(alterations),
        specimen=Specimen(specimen),
        disease=Disease(disease),
        hotspots=BASE.hotspots,
        facts=stated_facts(facts),
    )
    return cross_checks_of(found, BASE.cross_checks)


def codes(cell):
    return set(filter(None, cell.split(" | ")))


@pytest.mark.parametrize("case", rows("cross_checks.tsv"))
def test_truth(case):
    found = asked(case["alterations"], case["facts"], case["specimen"], case["disease"])
    of = {check.row.code for check in found}

    assert codes(case["asked"]) | codes(case["not_asked"]) <= set(CHECKS)
    assert codes(case["asked"]) - of == set()
    assert codes(case["not_asked"]) & of == set()


def test_every_check_is_asked_and_not_asked_somewhere_in_the_table():
    table = [param.values[0] for param in rows("cross_checks.tsv")]

    assert {code for case in table for code in codes(case["asked"])} == set(CHECKS)
    assert {code for case in table for code in codes(case["not_asked"])} == set(CHECKS)


def test_each_has_its_rate_in_published_cohorts():
    known = {row.id for row in BASE.prevalence}
    for row in CHECKS.values():
        assert row.rates, row.code
        assert set(row.rates) <= known, row.code


def test_each_points_to_rows_that_are_there():
    known = {row.id for row in BASE.biomarkers}
    for row in CHECKS.values():
        assert set(row.rows) <= known, row.code


@pytest.mark.parametrize("row", CHECKS.values(), ids=lambda row: row.code)
def test_it_asks_and_does_not_state(row):
    assert row.question.endswith("?")
    assert row.question_zh.endswith("？")
    assert phrases_in(row.question) == []
    for term in (*row.any_of, *row.all_of, *row.none_of):
        assert parse_event(term).text == term


def test_it_says_what_was_seen_and_names_it():
    (check,) = asked("FGF19 amplification | CTNNB1 p.S45P")

    assert check.why == "Found here: FGF19 amplification and CTNNB1 p.S45P."
    assert len(check.alterations) == 2


def test_what_was_not_stated_is_no_proof():
    (check,) = asked("TP53 p.R249S")

    assert "no proof of absence" in check.why


def test_another_base_change_of_codon_249_is_told_from_that_of_aflatoxin():
    (found,) = any_alterations("TP53 p.R249S")
    effect = replace(found.effects[0], hgvs_c="NM_000546.6:c.747G>C")
    other = replace(found, effects=(effect, *found.effects[1:]), short_protein="p.R249S")
    same = replace(other, effects=(replace(effect, hgvs_c="NM_000546.6:c.747G>T"),))
    whom = {"specimen": Specimen.TISSUE, "disease": Disease.HCC, "hotspots": BASE.hotspots}
    checks, of_same = (
        {check.row.code: check for check in cross_checks_of(Found([one], **whom), [row])}
        for row in [CHECKS["r249s_base"]]
        for one in (other, same)
    )

    assert "c.747G>C" in checks["r249s_base"].why
    assert not of_same


@pytest.mark.parametrize("base", ["c.747G>C", "c.747G>T"])
def test_nothing_says_that_a_signature_was_looked_for_where_none_was_stated(base):
    for check in asked(f"TP53 p.R249S@{base}"):
        assert "not found" not in check.row.question


def test_the_report_prints_each_rate_with_its_status():
    (document,) = cross_check_documents(asked("FGF19 amplification | CTNNB1 p.S45P"), BASE)

    assert "989" in document.rate
    assert [rate.id for rate in document.rates] == list(CHECKS["ctnnb1_fgf19"].rates)
    assert all(rate.citations for rate in document.rates)
    assert document.citations


def test_a_question_is_a_key_finding_that_names_what_asks_it():
    checks = asked("FGF19 amplification | CTNNB1 p.S45P")
    names = dict(zip(checks[0].alterations, ["CTNNB1 p.S45P", "FGF19 amplification"], strict=True))

    (said,) = questions(checks, names)

    assert said.startswith("To be asked (")
    assert "CTNNB1 p.S45P and FGF19 amplification" in said
    assert said.endswith("?")
