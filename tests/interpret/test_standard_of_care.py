"""Regimens beside a patient: what trials admitted, what is stated, which are shown, and how."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret import care_wording
from hccgenomics.interpret.care_limits import (
    AFP_LEFT_OUT,
    ECOG_LEFT_OUT,
    HISTOLOGY_OF,
    LIMITS,
    SORAFENIB_LEFT_OUT,
    VARICES,
)
from hccgenomics.interpret.standard_of_care import first_year, for_patient, regimens
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.observation import Fact
from hccgenomics.vocabulary import Comparison, Disease, FactKind, LineOfTherapy, RegimenStatus
from tests.forbidden import phrases_in, texts_of
from tests.truth import rows

BASE = load_knowledge()
BY_ID = {row.id: row for row in BASE.regimens}
_SCORE = re.compile(r"(?P<letter>[ABC])?(?P<points>\d+)?(?P<derived> derived)?")
_NUMBER = re.compile(r"(?:(?P<bound>[<>]) )?(?P<value>\d+(?:\.\d+)?)(?: (?P<unit>\S+))?")
UNASKED = {"half of the liver or more", "bile duct", "sarcomatoid", "gastrointestinal bleeding"}
"""Left out by a trial, and nothing that a user states answers to it."""
ASKED = {
    *(limit.left_out for limit in LIMITS),
    *HISTOLOGY_OF.values(),
    *(VARICES, ECOG_LEFT_OUT, AFP_LEFT_OUT, SORAFENIB_LEFT_OUT),
}


def a_fact(cell):
    subject, _, said = cell.partition("=")
    number, score = _NUMBER.fullmatch(said), _SCORE.fullmatch(said)
    words, numbers, is_derived = tuple(word.strip() for word in said.split(",")), {}, False
    bounds = {}
    if subject == "child_pugh" and score:
        words = (score["letter"],) if score["letter"] else ()
        numbers = {"value": float(score["points"])} if score["points"] else {}
        is_derived = bool(score["derived"])
    elif number:
        words, numbers = (), {"value": float(number["value"])}
        bounds = {"value": Comparison(number["bound"])} if number["bound"] else {}
    return Fact(
        id=f"clinical:{subject}",
        kind=FactKind.CLINICAL,
        subject=subject,
        text=cell,
        numbers=numbers,
        bounds=bounds,
        words=words,
        is_derived=is_derived,
    )


def facts_of(cell):
    return [a_fact(item.strip()) for item in cell.split(";") if item.strip()]


def a_row(**overrides):
    plain = {"child_pugh": "", "excluded": (), "aetiology": "", "approvals": (), "lines": ()}
    return BY_ID["SR-13"].model_copy(update={**plain, **overrides})


def said_of(row, facts, disease=Disease.HCC):
    return for_patient(row, facts, disease, therapies=BASE.therapies)


def split(cell):
    return tuple(part for part in cell.split(" | ") if part)


@pytest.mark.parametrize("case", rows("care.tsv"))
def test_what_is_stated_is_laid_beside_what_the_trial_admitted(case):
    row = a_row(
        therapy=(case["therapy"],),
        lines=(LineOfTherapy(case["lines"]),),
        child_pugh=case["child_pugh"],
        excluded=split(case["excluded"]),
        aetiology=case["aetiology"],
    )
    said = said_of(row, facts_of(case["facts"]), Disease(case["disease"]))

    for part in split(case["says"]):
        assert any(part in sentence for sentence in said), said
    for part in split(case["never"]):
        assert not any(part in sentence for sentence in said), said
    if not case["says"]:
        assert said == ()


@pytest.mark.parametrize("row", BASE.regimens, ids=lambda row: row.id)
def test_every_word_of_what_a_trial_left_out_is_asked_or_known_to_have_no_answer(row):
    assert not set(row.excluded) - ASKED - UNASKED


@pytest.mark.parametrize("disease", [Disease.FIBROLAMELLAR, Disease.MIXED])
def test_other_histologies_see_the_regimens_of_hcc_each_with_its_sentence(disease):
    found = regimens(BASE.regimens, disease=disease)

    assert found == regimens(BASE.regimens, disease=Disease.HCC)
    for row in found:
        first = said_of(row, (), disease)[0]
        assert first.startswith("Trial population did not include this histology")
        assert said_of(row, (), Disease.HCC) == ()


def test_cholangiocarcinoma_is_shown_no_regimen_of_hcc():
    assert regimens(BASE.regimens, disease=Disease.CHOLANGIOCARCINOMA) == ()


def test_negative_and_investigational_regimens_are_never_shown_unless_asked_for():
    shown = {row.status for row in regimens(BASE.regimens, disease=Disease.HCC)}
    asked = regimens(BASE.regimens, disease=Disease.HCC, statuses=tuple(RegimenStatus))

    assert shown == {RegimenStatus.STANDARD, RegimenStatus.REGIONAL}
    assert len(asked) == len(BASE.regimens)


def test_regimens_stand_by_status_line_year_and_number_and_by_no_figure():
    found = regimens(BASE.regimens, disease=Disease.HCC)
    places = [
        (list(RegimenStatus).index(row.status), list(LineOfTherapy).index(row.lines[0]),
         first_year(row), row.id)
        for row in found
    ]  # fmt: skip

    assert places == sorted(places)
    blind = [row.model_copy(update={"effects": (), "figures": ""}) for row in BASE.regimens]
    assert [row.id for row in regimens(reversed(blind), disease=Disease.HCC)] == [
        row.id for row in found
    ]


def test_only_what_was_granted_counts_as_an_approval():
    assert first_year(BY_ID["SR-13"]) == "2007"
    assert first_year(BY_ID["SR-05"]) == "2023"
    assert first_year(BY_ID["SR-16"]) == "9999"


def test_the_sentences_of_a_whole_patient():
    facts = facts_of(
        "child_pugh=B7; aetiology=hbv, viral; macrovascular_invasion=main_portal_vein;"
        "varices=present_untreated; anticoagulant=warfarin; afp=120 ng/mL; ecog=1"
    )

    assert said_of(BY_ID["SR-01"], facts)[0] == (
        "The trial admitted Child-Pugh 5-6; B7 is stated. Its figures do not speak of B7."
    )
    assert any("endoscopy" in sentence for sentence in said_of(BY_ID["SR-01"], facts))
    assert any(
        "did not admit invasion of the main" in text for text in said_of(BY_ID["SR-04"], facts)
    )
    assert any("AFP of at least 400" in sentence for sentence in said_of(BY_ID["SR-19"], facts))
    assert said_of(BY_ID["SR-22"], facts)[0] == "The trial admitted Child-Pugh 5-7; B7 is stated."


def test_no_template_advises_ranks_or_promises():
    for text in texts_of(care_wording):
        assert not phrases_in(text), text
        assert not re.search(r"\b(?:should|must|prefer|better|best|suitable|advise)", text), text


SUBJECTS = {
    subject: tuple(row.words) for subject, row in BASE.facts.items() if row.kind.value == "clinical"
}


NUMBERS = ({}, {"value": 0.0}, {"value": 7.0}, {"value": 400.0})


@st.composite
def stated(draw):
    facts = []
    for subject in draw(st.lists(st.sampled_from(sorted(SUBJECTS)), unique=True)):
        words = draw(st.lists(st.sampled_from(SUBJECTS[subject] or ("x",)), max_size=3))
        numbers = draw(st.sampled_from(NUMBERS))
        facts.append(replace(a_fact(f"{subject}=x"), words=tuple(words), numbers=numbers))
    return facts


@given(stated(), st.sampled_from(BASE.regimens), st.sampled_from(Disease))
def test_whatever_is_stated_every_regimen_has_its_sentences(facts, row, disease):
    said = said_of(row, facts, disease)

    assert len(said) == len(set(said))
    for sentence in said:
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert not phrases_in(sentence)
