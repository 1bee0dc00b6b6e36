"""Stated facts against terms: numbers in one unit, words, and what was not stated."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hccgenomics.interpret.facts import (
    asked_about,
    asked_of,
    derived_facts,
    differs,
    is_met,
    why_met,
    why_not,
)
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.interpret.near_misses import near_misses
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.event import parse_event
from hccgenomics.model.fact_terms import VALUE
from hccgenomics.model.observation import Fact
from hccgenomics.vocabulary import Comparison, ComponentClass, Disease, FactKind, NearMiss, Specimen
from tests.builders_alterations import an_alteration
from tests.forbidden import phrases_in
from tests.interpret.row_cases import stated, ways

BASE = load_knowledge()
ROWS = {row.id: row for row in BASE.biomarkers}
AFP = "laboratory afp >= 400 ng/mL"
SMALL = frozenset({ComponentClass.SMALL})


def afp(value, text=None, unit="ng/mL"):
    said = text or f"AFP {value:g} ng/mL (2026-10-03)"
    numbers = {"value": value}
    return Fact("laboratory:afp", FactKind.LABORATORY, "afp", said, numbers=numbers, unit=unit)


def met(facts, *ids):
    rows = [ROWS[id_] for id_ in ids] or BASE.biomarkers
    return {one.biomarker.id: one for one in match(stating(facts), rows)}


def stating(facts, specimen=Specimen.TISSUE):
    return Found([], specimen=specimen, disease=Disease.HCC, facts=facts)


@pytest.mark.parametrize(
    ("term", "value", "expected"),
    [
        (">= 400 ng/mL", 400.0, True),
        (">= 400 ng/mL", 399.9, False),
        (">= 400 ng/mL", 400.1, True),
        ("> 400 ng/mL", 400.0, False),
        ("> 400 ng/mL", 400.1, True),
        ("<= 400 ng/mL", 400.0, True),
        ("<= 400 ng/mL", 400.1, False),
        ("< 400 ng/mL", 400.0, False),
        ("< 400 ng/mL", 399.9, True),
        (">= 400 ng/mL", 399.99999999999994, True),  # what a conversion leaves behind 400
        ("any", 0.0, True),
    ],
)
def test_a_cut_off_from_both_sides(term, value, expected):
    event = parse_event(f"laboratory afp {term}")

    assert is_met(event, afp(value)) is expected


def test_the_reason_gives_both_values():
    event = parse_event(AFP)

    assert why_met(event, afp(412)) == "AFP 412 ng/mL (2026-10-03) is at least 400 ng/mL"
    assert why_not(event, afp(399.9)) == (
        "AFP 399.9 ng/mL (2026-10-03) is below 400 ng/mL; "
        "the row asks for AFP of at least 400 ng/mL"
    )


def test_a_value_stated_in_another_unit_is_given_in_both():
    said = why_met(parse_event(AFP), afp(411.4, "AFP 340 IU/mL"))

    assert said == "AFP 340 IU/mL, which is 411.4 ng/mL, is at least 400 ng/mL"


def test_values_of_different_units_are_never_compared():
    event = parse_event(AFP)
    for unit in ("IU/mL", "", "µg/L"):
        fact = afp(9000, unit=unit)
        assert not is_met(event, fact)
        assert "; the row asks for AFP of at least 400 ng/mL" in why_not(event, fact)


STAINED = "MET expression ihc score >= 2 and percent >= 50"


def staining(gene="MET", words=("2+", "positive"), **numbers):
    fact = f"expression:{gene}:ihc"
    text = f"{gene} IHC {' '.join(words)}"
    return Fact(fact, FactKind.EXPRESSION, "ihc", text, gene=gene, numbers=numbers, words=words)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"score": 2, "percent": 50}, True),
        ({"score": 3, "percent": 49.9}, False),
        ({"score": 1, "percent": 90}, False),
        ({"score": 3}, False),
        ({}, False),
    ],
)
def test_conditions_hold_together_of_one_fact(numbers, expected):
    assert is_met(parse_event(STAINED), staining(**numbers)) is expected


def test_conditions_are_not_met_by_two_facts_between_them():
    halves = [staining(score=3, percent=10), staining(score=0, percent=90)]

    assert "MET-03" not in met(halves)


def test_the_gene_of_a_staining_is_that_of_the_term():
    assert set(met([staining("MET", words=("2+",), score=3)])) == {"MET-02"}
    assert "MET-02" not in met([staining("ERBB2", score=3)])


def test_a_number_that_was_not_given_is_said():
    said = why_not(parse_event(STAINED), staining(score=3))

    assert said.startswith(
        "MET IHC 2+ positive gives no percent; the row asks for MET IHC with score of"
    )


def test_words_are_met_by_one_of_them_alone():
    for word in ("B", "C", "D"):
        fact = Fact("clinical:bclc", FactKind.CLINICAL, "bclc", f"BCLC {word}", words=(word,))
        assert is_met(parse_event("clinical bclc is B or C"), fact) is (word != "D")


def test_a_class_of_drug_is_met_by_a_drug_of_it():
    told = Fact(
        "clinical:prior_therapy", FactKind.CLINICAL, "prior_therapy", "earlier nivolumab",
        words=("nivolumab", "anti-PD-1", "checkpoint inhibitor"),
    )  # fmt: skip

    assert set(met([told, afp(500)], "AFP-03")) == {"AFP-03"}
    assert met([told, afp(399)], "AFP-03") == {}
    assert met([afp(500)], "AFP-03") == {}


def test_a_match_names_its_facts_and_its_terms():
    found = met([afp(400.0)])["AFP-01"]

    assert (found.facts, found.alterations) == (("laboratory:afp",), ())
    assert [event.text for event in found.events] == [AFP]


def test_nothing_stated_is_never_a_statement():
    assert met([]) == {}
    excluding = ROWS["AFP-01"].model_copy(
        update={"none_of": ("signature MSI is MSI-H",), "id": "LAB-01"}
    )
    (found,) = match(stating([afp(500)]), [excluding])

    assert found.why.endswith("; not stated: MSI: MSI-H.")
    assert "absen" not in found.why


@pytest.mark.parametrize(("word", "is_there"), [("MSI-H", False), ("MSS", True)])
def test_a_fact_may_be_excluded(word, is_there):
    row = ROWS["AFP-01"].model_copy(update={"none_of": ("signature MSI is MSI-H",), "id": "LAB-01"})
    msi = Fact("signature:MSI", FactKind.SIGNATURE, "MSI", f"{word} by PCR", words=(word,))
    found = match(stating([afp(500), msi]), [row])

    assert bool(found) is is_there
    assert not found or "MSS by PCR" in found[0].why


TERMS = sorted(
    {
        term
        for row in BASE.biomarkers
        for term in (*row.any_of, *row.all_of)
        if parse_event(term).tests
    }
)


@pytest.mark.parametrize("term", TERMS)
def test_every_term_on_a_fact_is_asked_in_words(term):
    event = parse_event(term)

    assert "_" not in asked_of(event)
    assert phrases_in(asked_of(event)) == []
    for way in ways(term):
        assert is_met(event, way.facts[0])
        assert phrases_in(why_met(event, way.facts[0])) == []


@pytest.mark.parametrize("term", TERMS)
def test_every_subject_and_unit_is_of_the_table(term):
    """A term whose unit is not the subject's own could never be met."""
    event = parse_event(term)
    row = BASE.facts[event.subject]

    assert asked_about(event)[0].name.lower() == row.kind
    for test in event.tests:
        assert test.name != VALUE or test.comparison is None or test.unit == row.unit
        assert row.open_words or set(test.words) <= set(row.words)


@given(st.floats(0, 1e6), st.sampled_from([">=", ">", "<=", "<"]), st.integers(1, 10_000))
def test_exactly_one_of_a_comparison_and_its_opposite_holds(value, comparison, bar):
    assume(abs(value - bar) > 1e-6 or value == bar)
    opposite = {">=": "<", "<": ">=", ">": "<=", "<=": ">"}[comparison]
    asked = [parse_event(f"laboratory afp {sign} {bar} ng/mL") for sign in (comparison, opposite)]
    held = [event for event in asked if is_met(event, afp(value))]

    assert len(held) == 1
    (other,) = (event for event in asked if event not in held)
    assert why_met(held[0], afp(value))
    assert why_not(other, afp(value))


@given(st.floats(-1e9, 1e9).filter(lambda value: value == 0 or abs(value) > 1e-9))
def test_a_printed_value_is_the_value(value):
    said = why_met(parse_event("laboratory afp >= 0 ng/mL"), afp(abs(value), "AFP"))
    printed = float(said.split("which is ")[1].split(" ")[0].replace(",", ""))

    assert math.isclose(printed, abs(value), rel_tol=2e-6)


@pytest.mark.parametrize(
    ("bound", "value", "term", "met_", "differs_"),
    [
        ("<", 500.0, ">= 400 ng/mL", False, False),
        ("<", 400.0, ">= 400 ng/mL", False, True),
        ("<=", 400.0, ">= 400 ng/mL", False, False),
        (">", 60500.0, ">= 400 ng/mL", True, False),
        (">", 300.0, ">= 400 ng/mL", False, False),
        (">=", 400.0, ">= 400 ng/mL", True, False),
        ("<", 2.0, "< 400 ng/mL", True, False),
        (">", 60500.0, "<= 400 ng/mL", False, True),
    ],
)
def test_a_value_of_which_but_one_side_is_known(bound, value, term, met_, differs_):
    event = parse_event(f"laboratory afp {term}")
    fact = replace(afp(value, f"AFP {bound} {value:g} ng/mL"), bounds={"value": Comparison(bound)})

    assert is_met(event, fact) is met_
    assert differs(event, fact) is differs_
    row = ROWS["AFP-01"].model_copy(update={"any_of": (event.text,)})
    missed = [one.kind for one in near_misses(stating([fact]), [row])]
    expected = NearMiss.FACT_DIFFERS if differs_ else NearMiss.FACT
    assert missed == ([] if met_ else [expected])


def test_a_bound_is_told_with_its_sign_in_the_other_unit():
    fact = replace(afp(2.42, "AFP < 2 IU/mL"), bounds={"value": Comparison.BELOW})

    assert why_met(parse_event("laboratory afp < 400 ng/mL"), fact) == (
        "AFP < 2 IU/mL, which is < 2.42 ng/mL, is below 400 ng/mL"
    )


def test_a_staining_that_says_no_word_does_not_differ_from_one():
    assert not differs(
        parse_event("FGF19 expression ihc is positive"), staining(words=(), percent=5)
    )
    assert differs(parse_event("MET expression ihc is lost"), staining(percent=5))


def test_several_facts_of_one_subject_are_told_together():
    told = [
        Fact(f"clinical:prior_therapy:{n}", FactKind.CLINICAL, "prior_therapy", f"earlier {drug}",
             words=(drug,))
        for n, drug in enumerate(("sorafenib", "TACE"))
    ]  # fmt: skip
    (missed,) = near_misses(stating([*told, afp(500)]), [ROWS["AFP-03"]])

    assert missed.why.endswith(
        "; earlier sorafenib; earlier TACE; "
        "the row asks for earlier treatment: checkpoint inhibitor."
    )
    third = replace(told[0], id="clinical:prior_therapy:3", words=("checkpoint inhibitor",))
    assert set(met([*told, third, afp(500)], "AFP-03")) == {"AFP-03"}


# --- what the files themselves tell ---------------------------------------------------------------


def derived(alterations=(), facts=(), specimen=Specimen.PLASMA, assayed=SMALL, read=12):
    return derived_facts(alterations, facts, specimen=specimen, assayed=assayed, alleles_read=read)


def test_plasma_without_a_variant_is_a_fact():
    (fact,) = derived()
    (found,) = match(stating([fact], Specimen.PLASMA), BASE.biomarkers)

    assert fact.is_derived
    assert fact.words == ("none",)
    assert found.biomarker.id == "ctDNA-01"


@pytest.mark.parametrize(
    "changes",
    [
        {"alterations": [an_alteration("TP53 p.R249S")]},
        {"alterations": [an_alteration("TP53 p.R249R")]},
        {"specimen": Specimen.TISSUE},
        {"assayed": frozenset({ComponentClass.COPY_NUMBER})},
        {"assayed": frozenset()},
    ],
)
def test_what_could_show_nothing_says_nothing(changes):
    assert derived(**changes) == ()


def test_what_the_user_states_of_plasma_comes_first():
    told = stated(parse_event("clinical plasma_variants is present"), words=("present",)).facts

    assert derived(facts=told) == ()


def test_a_file_without_an_allele_in_the_panel_is_told_apart():
    (none_kept,), (none_read,) = derived(), derived(read=0)

    assert none_kept.words == none_read.words
    assert "holds no allele in the genes looked at" in none_read.text
