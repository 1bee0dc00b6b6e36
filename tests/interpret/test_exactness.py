"""The most exact row stands first and says how exact it is; rows of other claims stay beside it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.exactness import RANK, same_claim
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.model.evidence import Biomarker
from hccgenomics.model.own_tables import BIOMARKERS
from hccgenomics.vocabulary import Direction, Disease, Implication, Specificity, Specimen
from tests.builders import a_citation
from tests.builders_alterations import an_alteration
from tests.interpret.large_cases import any_alterations, known_copies
from tests.interpret.whole_cases import BASE, ROWS, fact_of, items
from tests.truth import rows


def a_row(id_, terms, implication="sensitivity", direction="supports", therapy=(), **changes):
    fields = {
        "id": id_, "any_of": terms, "implication": implication, "direction": direction,
        "therapy": therapy, "disease_context": "any", "statement": "A row of a laboratory.",
        "citations": (a_citation(),), "verification": "verified", "review_status": "none",
        "curated_on": date(2026, 11, 1), "table": "lab.tsv", "diseases": tuple(Disease),
    }  # fmt: skip
    return Biomarker(**(fields | changes))


def row_of(cell, id_):
    if cell in ROWS:
        return ROWS[cell]
    terms, implication, direction, therapy = (part.strip() for part in cell.split(" /"))
    drugs = (therapy,) if therapy else ()
    return a_row(id_, (terms,), implication, direction, drugs)


def matches(found, table, facts=(), copies=None):
    given = Found(
        found,
        specimen=Specimen.TISSUE,
        disease=Disease.HCC,
        hotspots=BASE.hotspots,
        copies=copies or {},
        facts=facts,
    )
    return match(given, table)


@pytest.mark.parametrize("case", rows("exactness.tsv"))
def test_truth(case):
    first, second = row_of(case["first"], "LAB-01"), row_of(case["second"], "LAB-02")
    facts = [fact_of(item) for item in items(case["facts"])]
    found = matches(any_alterations(case["alterations"]), [second, first], facts)
    of = {one.biomarker.id: one for one in found}

    assert set(of) == {first.id, second.id}, "both rows are to be met"
    assert (first.id in of[second.id].outranked_by) is (case["outranked"] == "yes"), case["reason"]
    assert of[first.id].outranked_by == () or case["outranked"] == "no"


def test_what_is_outranked_stays_in_the_list_behind_what_outranks_it():
    found = matches([an_alteration("CTNNB1 p.S37F")], BASE.biomarkers)
    ids = [one.biomarker.id for one in found]
    wnt = next(one for one in found if one.biomarker.id == "WNT-01")

    assert wnt.outranked_by == ("CTNNB1-01",)
    assert wnt.specificity is Specificity.PATHWAY
    assert ids.index("CTNNB1-01") < ids.index("WNT-01")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("TP53 p.Y220C", "TP53 codon Y220 missense"),
        ("TP53 p.Y220C", "TP53 exon 3 missense"),
        ("TP53 codon Y220 missense", "TP53 exon 3 missense"),
        ("TP53 exon 3 missense", "TP53 missense"),
        ("TP53 missense", "TP53 any"),
        ("TP53 any", "pathway TP53 any"),
        ("TP53 oncogenic_hotspot", "TP53 missense"),
    ],
)
def test_the_order_of_exactness(better, worse):
    found = matches(
        [an_alteration("TP53 p.Y220C")], [a_row("LAB-02", (worse,)), a_row("LAB-03", (better,))]
    )

    assert [one.biomarker.id for one in found] == ["LAB-03", "LAB-02"]
    assert [one.outranked_by for one in found] == [(), ("LAB-03",)]


def test_rows_without_therapy_make_one_claim_in_one_direction():
    table = [
        a_row("LAB-02", ("TP53 any",), "prognostic"),
        a_row("LAB-03", ("TP53 p.Y220C",), "prognostic"),
        a_row("LAB-04", ("TP53 codon Y220 missense",), "prognostic"),
    ]
    found = matches([an_alteration("TP53 p.Y220C")], table)

    assert [one.outranked_by for one in found] == [(), ("LAB-03",), ("LAB-03", "LAB-04")]


def test_a_laboratorys_row_comes_before_ours_of_equal_exactness():
    lab = a_row("ZZZ-01", ("KRAS p.G12C",), therapy=("sotorasib",))
    found = matches([an_alteration("KRAS p.G12C")], [*BASE.biomarkers, lab])

    assert [one.biomarker.id for one in found][:2] == ["ZZZ-01", "RAS-02"]
    assert found[1].outranked_by == ()


def test_a_less_exact_row_of_a_laboratory_stands_behind_ours():
    lab = a_row("AAA-01", ("KRAS any",), therapy=("sotorasib",))
    found = matches([an_alteration("KRAS p.G12C")], [*BASE.biomarkers, lab])

    assert found[-1].biomarker.id == "AAA-01"
    assert found[-1].outranked_by == ("RAS-02",)


def test_our_table_is_known_by_its_name():
    assert {row.table for row in BASE.biomarkers} == {BIOMARKERS}


def test_copies_without_an_alteration_are_one_finding_by_their_gene():
    table = [
        a_row("LAB-02", ("FGF19 gain",), "prognostic"),
        a_row("LAB-03", ("pathway FGF19 gain",), "prognostic"),
    ]
    found = matches([], table, copies=known_copies("FGF19 gain"))

    assert [one.outranked_by for one in found] == [(), ("LAB-02",)]


claims = st.builds(
    a_row,
    st.just("LAB-02"),
    st.just(("TP53 any",)),
    st.sampled_from(sorted(Implication)),
    st.sampled_from(sorted(Direction)),
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=2).map(tuple),
)


@given(claims, claims)
def test_to_make_the_same_claim_is_mutual(one, other):
    assert same_claim(one, other) is same_claim(other, one)
    assert same_claim(one, one) is True


@given(st.lists(claims, min_size=2, max_size=6), st.randoms())
def test_outranking_has_an_order_and_no_circle(found, random):
    terms = ["TP53 p.Y220C", "TP53 codon Y220 missense", "TP53 missense", "TP53 any"]
    table = [
        row.model_copy(update={"id": f"LAB-{n:02}", "any_of": (random.choice(terms),)})
        for n, row in enumerate(found)
    ]
    met = matches([an_alteration("TP53 p.Y220C")], table)
    rank = {one.biomarker.id: RANK[one.specificity] for one in met}

    assert len(met) == len(table)
    assert [rank[one.biomarker.id] for one in met] == sorted(rank.values())
    for one in met:
        assert all(rank[other] < rank[one.biomarker.id] for other in one.outranked_by)
