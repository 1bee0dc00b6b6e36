"""Tests that rows and cross-checks ask for."""

from __future__ import annotations

from dataclasses import replace

from hccgenomics.interpret.answered import Known
from hccgenomics.interpret.cross_checks import cross_checks_of
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.interpret.requests import Request
from hccgenomics.interpret.row_requests import with_rows
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.observation import Fact
from hccgenomics.vocabulary import Disease, FactKind, Specimen
from tests.interpret.large_cases import any_alterations

BASE = load_knowledge()


def matches_of(cell):
    return match(found_in(cell), BASE.biomarkers)


def found_in(cell):
    return Found(
        any_alterations(cell),
        specimen=Specimen.TISSUE,
        disease=Disease.HCC,
        hotspots=BASE.hotspots,
    )


def asking(found, id_, test):
    (one,) = [m for m in found if m.biomarker.id == id_]
    return replace(one, biomarker=one.biomarker.model_copy(update={"asks_for": test}))


def test_a_row_that_asks_for_what_is_asked_already_joins_it():
    found = [asking(matches_of("FGF19 amplification"), "FGF19-01", "FGF19 Immunohistochemistry")]
    before = [Request("FGF19 immunohistochemistry", "Copies show no protein.", ("FGF19",))]

    (request,) = with_rows(before, found, [])

    assert request.test == "FGF19 immunohistochemistry"
    assert request.biomarkers == ("FGF19-01",)
    assert request.why.startswith("Copies show no protein. Row FGF19-01")


def test_what_settles_a_therapy_comes_before_coverage_and_the_rest_after():
    found = matches_of("FGF19 amplification")
    therapy = asking(found, "FGF19-01", "FGF19 staining")
    other = asking(found, "FGF19-09", "FISH")
    coverage = Request("Coverage", "16 markers are open.", ("MET",))

    requests = with_rows([coverage], [therapy, other], [])

    assert [request.test for request in requests] == ["FGF19 staining", "Coverage", "FISH"]
    assert requests[0].why == (
        "Row FGF19-01 (sensitivity: fisogatinib, roblitinib and H3B-6527) turns on it."
    )


def test_an_outranked_row_asks_for_nothing():
    found = replace(
        asking(matches_of("FGF19 amplification"), "FGF19-01", "FGF19 staining"),
        outranked_by=("LAB-01",),
    )

    assert with_rows([], [found], []) == ()


def test_a_cross_check_asks_for_its_answer():
    first, second = with_rows([], [], cross_checks_of(found_in("IDH1 p.R132C"), BASE.cross_checks))

    assert (first.test, second.test) == (
        "Review of the histology",
        "CK7, CK19 and albumin in situ hybridisation",
    )
    assert first.biomarkers == ("IDH-01", "FGFR2-01")
    assert first.why.endswith("?")


def test_a_request_about_findings_names_the_rows_that_turn_on_them():
    found = matches_of("TP53 p.R249S")
    (id_,) = {id_ for one in found for id_ in one.alterations}
    normal = Request("A matched normal", "Open.", ("TP53",), alterations=(id_,))

    first, *_ = with_rows([normal, Request("Coverage", "Open.", ("MET",))], found, [])

    assert first.test == "A matched normal"
    assert set(first.biomarkers) == {one.biomarker.id for one in found if not one.outranked_by}


def test_fish_of_a_row_joins_the_confirmation_of_the_same_genes():
    found = [asking(matches_of("FGF19 amplification"), "FGF19-09", "FISH of 11q13")]
    confirming = Request("FISH, or another independent method, for CCND1 and FGF19", "Why.", ())

    (request,) = with_rows([confirming], found, [])

    assert request.test == confirming.test
    assert request.why == "Why. Row FGF19-09 (prognostic) turns on FISH of 11q13."


def test_fish_of_other_genes_stays_apart():
    found = [asking(matches_of("FGF19 amplification"), "FGF19-09", "FISH of 11q13")]
    confirming = Request("FISH, or another independent method, for MET", "Why.", ())

    assert len(with_rows([confirming], found, [])) == len({"FISH of MET", "FISH of 11q13"})


def test_what_is_stated_is_not_asked_for_again():
    found = [asking(matches_of("FGF19 amplification"), "FGF19-01", "FGF19 immunohistochemistry")]
    before = [Request("FGF19 immunohistochemistry", "Copies show no protein.", ("FGF19",))]
    stained = Fact("e", FactKind.EXPRESSION, "ihc", "FGF19 5 %", "FGF19", {"percent": 5.0})

    assert with_rows(before, found, [], Known([stained], tests=BASE.tests)) == ()


def test_a_normal_that_was_read_is_asked_for_by_no_row_but_a_deeper_one_stays():
    found = [
        asking(matches_of("TP53 p.R213*"), "TP53-01", "a matched normal (or white cells)"),
    ]
    deeper = Request("A matched normal sequenced more deeply", "Too few reads.", ())

    assert with_rows([deeper], found, [], Known(has_normal=True, tests=BASE.tests)) == (deeper,)
    assert len(with_rows([], found, [])) == 1
