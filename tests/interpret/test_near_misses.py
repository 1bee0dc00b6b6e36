"""Rows that speak of what was found and are not met: which, of which kind, and why."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.interpret.near_misses import NEAREST, near_misses
from hccgenomics.vocabulary import Disease, Implication, NearMiss, Origin, Specimen, Verification
from tests.builders_alterations import an_alteration
from tests.builders_large import AGAINST, FLAGGED, an_event, changed
from tests.forbidden import phrases_in
from tests.interpret.large_cases import any_alteration, known_copies
from tests.interpret.whole_cases import BASE, ROWS, fact_of, items
from tests.truth import rows

CASES = rows("near_misses.tsv")


def alteration_of(item):
    text, arm, _ = item.partition("@arm")
    found = any_alteration(text)
    if not arm:
        return found
    return replace(found, copies=replace(found.copies, event=an_event(extent="whole_arm")))


def found_in(case, **changes):
    said = {
        "alterations": [alteration_of(item) for item in items(case["alterations"])],
        "facts": [fact_of(item) for item in items(case["facts"])],
    } | changes
    return Found(
        **said,
        specimen=Specimen(case["specimen"]),
        disease=Disease(case["disease"]),
        hotspots=BASE.hotspots,
        copies=known_copies(case["copies"]),
    )


def missed(alterations=(), **changes):
    whom = {"specimen": Specimen.TISSUE, "disease": Disease.HCC, "hotspots": BASE.hotspots}
    return near_misses(Found(alterations, **(whom | changes)), BASE.biomarkers)


@pytest.mark.parametrize("case", CASES)
def test_truth(case):
    missed_rows = near_misses(found_in(case), BASE.biomarkers)
    found = next((one for one in missed_rows if one.biomarker.id == case["row"]), None)

    assert case["row"] in ROWS, "the truth table names a row that does not exist"
    assert (found.kind.value if found else "") == case["kind"]
    assert not found or case["says"] in found.why


def test_the_table_has_every_kind():
    assert {case.values[0]["kind"] for case in CASES} == {*NearMiss, ""}
    assert sorted(NEAREST) == sorted(NearMiss)


@pytest.mark.parametrize("case", [*CASES, *rows("judgements.tsv")])
def test_each_row_is_met_or_missed_once_and_the_nearest_stand_first(case):
    sample = found_in(case)
    found = near_misses(sample, BASE.biomarkers)
    ids = [one.biomarker.id for one in found]
    met = {one.biomarker.id for one in match(sample, BASE.biomarkers)}

    assert len(ids) == len(set(ids))
    assert not met & set(ids)
    order = [(NEAREST.index(one.kind), one.biomarker.id) for one in found]
    assert order == sorted(order)
    assert all(one.alterations or one.facts for one in found)
    known = {one.id for one in (*sample.alterations, *sample.facts)}
    for one in found:
        assert {*one.alterations, *one.facts} <= known
        assert phrases_in(one.why) == [], one.why
        assert one.why.endswith(".")
        assert not re.search(r"[{}]|None|  | ,|\(\)|\.\.|EventKind", one.why), one.why


def test_rows_of_a_checked_table_are_never_unverified():
    found = missed([an_alteration("RB1 p.R5*"), an_alteration("TP53 p.R5*")])

    for one in found:
        is_unverified = one.biomarker.verification is Verification.UNVERIFIED
        assert ("not checked against a source" in one.why) is is_unverified


def test_no_regimen_is_nearly_met():
    for case in CASES:
        for one in near_misses(found_in(case.values[0]), BASE.biomarkers):
            assert one.biomarker.implication is not Implication.REGIMEN


@pytest.mark.parametrize(
    "silent",
    [
        an_alteration("TP53 p.R249R"),
        an_alteration("TP53 intron_variant"),
        an_alteration("TP53 3_prime_UTR_variant"),
        an_alteration("TP53 p.R100W", findings=(AGAINST,)),
        an_alteration("TP53 p.P72R", origin=Origin.LIKELY_GERMLINE),
    ],
)
def test_noise_is_no_near_miss_however_much_there_is(silent):
    many = [replace(silent, id=f"TP53:{number}") for number in range(3000)]

    assert missed(many) == ()


def test_a_flagged_germline_variant_is_one():
    found = missed(
        [an_alteration("TP53 p.R213*", origin=Origin.LIKELY_GERMLINE, findings=(FLAGGED,))]
    )

    assert "TP53-04" in {one.biomarker.id for one in found}


def test_a_driver_speaks_for_its_gene_before_a_change_that_is_none():
    driver = an_alteration("TP53 p.R213*", findings=(FLAGGED,))
    other = an_alteration("TP53 p.A100T")
    of = {one.biomarker.id: one for one in missed([other, driver])}

    assert of["TP53-04"].alterations == (driver.id,)


def test_what_touches_the_residues_asked_for_comes_before_a_driver():
    driver = an_alteration("TP53 p.R213*", findings=(FLAGGED,))
    near = an_alteration("TP53 p.Y220S")
    of = {one.biomarker.id: one for one in missed([driver, near])}

    assert of["TP53-04"].alterations == (near.id,)


def test_of_changes_beside_the_residues_the_nearest_is_named():
    places = [an_alteration(f"TP53 p.A{at}T") for at in (10, 210, 228, 400)]
    of = {one.biomarker.id: one for one in missed(places)}

    assert of["TP53-04"].alterations == ("TP53:p.A228T",)


def test_an_event_that_excludes_is_named_with_what_it_excludes():
    found = [changed("CCND1"), an_alteration("RB1 p.R100*")]
    of = {one.biomarker.id: one for one in missed(found)}

    assert of["CDK-02"].alterations == ("CCND1:amplification", "RB1:p.R100*")


cells = st.sampled_from([case.values[0] for case in (*CASES, *rows("judgements.tsv"))])


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, min_size=1, max_size=4), st.randoms())
def test_the_order_of_what_was_found_changes_nothing(cases, random):
    samples = [found_in(case) for case in cases]
    alterations = [one for each in samples for one in each.alterations]
    facts = [one for each in samples for one in each.facts]
    first = found_in(cases[0], alterations=list(alterations), facts=list(facts))
    random.shuffle(alterations)
    random.shuffle(facts)
    shuffled = found_in(cases[0], alterations=alterations, facts=facts)

    assert near_misses(shuffled, BASE.biomarkers) == near_misses(first, BASE.biomarkers)
