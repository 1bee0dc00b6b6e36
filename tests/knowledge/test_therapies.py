"""therapies.tsv: every name a row uses, every name a patient's file may use, and their classes."""

from __future__ import annotations

from itertools import chain

import pytest

from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.therapies import (
    TOGETHER,
    by_name,
    classes_of,
    name_key,
    names_of,
    parts_of,
    resolve_therapy,
)
from hccgenomics.vocabulary import TherapyKind, Verification
from tests.truth import rows

BASE = load_knowledge()
THERAPIES = BASE.therapies
NAMED = sorted(
    {
        (row.id, part)
        for row in chain(BASE.biomarkers, BASE.regimens)
        for cell in row.therapy
        for part in cell.split(TOGETHER)
    }
)


@pytest.mark.parametrize(("row", "name"), NAMED)
def test_every_therapy_that_a_row_names_has_a_row_under_that_very_name(row, name):
    assert name in THERAPIES, f"{row} names {name!r}; add it to therapies.tsv"


@pytest.mark.parametrize("case", rows("therapy_names.tsv"))
def test_a_name_as_notes_write_it(case):
    found = resolve_therapy(case["written"], THERAPIES)

    if not case["therapy"]:
        assert found is None
        return
    assert found is not None
    assert found.name == case["therapy"]
    above = classes_of(found, THERAPIES)
    for name in filter(None, case["classes"].split(" | ")):
        assert name in above
    for name in filter(None, case["not_classes"].split(" | ")):
        assert name not in above


def test_no_name_stands_for_two_therapies():
    keys = [(name_key(name), row.name) for row in THERAPIES.values() for name in names_of(row)]
    owners: dict[str, set[str]] = {}
    for key, name in keys:
        owners.setdefault(key, set()).add(name)

    assert {key: names for key, names in owners.items() if len(names) > 1} == {}
    assert by_name(THERAPIES).keys() == owners.keys()


@pytest.mark.parametrize("therapy", THERAPIES.values(), ids=lambda row: row.name)
def test_a_therapy_is_well_formed(therapy):
    for name in therapy.classes:
        assert THERAPIES[name].kind is TherapyKind.CLASS
    assert therapy.name not in classes_of(therapy, THERAPIES)
    assert therapy.verification is Verification.UNVERIFIED or therapy.source
    if therapy.kind is not TherapyKind.CLASS:
        assert therapy.classes or therapy.name == "supportive care"


@pytest.mark.parametrize("row", [row for row in THERAPIES.values() if row.targets])
def test_targets_are_symbols(row):
    assert all(symbol == symbol.upper() and symbol.isalnum() for symbol in row.targets)


def test_classes_are_each_named_once_nearest_first():
    nivolumab = classes_of(THERAPIES["nivolumab"], THERAPIES)

    assert nivolumab[:3] == ("anti-PD-1", "PD-(L)1 inhibitor", "checkpoint inhibitor")
    assert len(set(nivolumab)) == len(nivolumab)
    assert nivolumab[-1] == "systemic therapy"


def test_a_circle_of_classes_ends():
    a = THERAPIES["anti-PD-1"].model_copy(update={"name": "a", "classes": ("b",)})
    b = a.model_copy(update={"name": "b", "classes": ("a",)})

    assert classes_of(a, {"a": a, "b": b}) == ("b", "a")


def test_a_regimen_is_its_drugs_unless_it_has_a_row_of_its_own():
    assert parts_of("TACE + lenvatinib", THERAPIES) == ("TACE", "lenvatinib")
    assert parts_of("Gemcitabine + cisplatin", THERAPIES) == ("Gemcitabine + cisplatin",)


def test_classes_that_rows_ask_a_prior_therapy_for_exist_and_have_members():
    asked = {
        word
        for row in BASE.biomarkers
        for term in chain(row.any_of, row.all_of, row.none_of)
        if term.startswith("clinical prior_therapy is ")
        for word in term.removeprefix("clinical prior_therapy is ").split(" or ")
    }
    assert asked
    for name in asked:
        assert name in THERAPIES
        if THERAPIES[name].kind is TherapyKind.CLASS:
            assert any(name in classes_of(row, THERAPIES) for row in THERAPIES.values())
