"""Each row is met by what its own terms ask for, in each way, and by nothing beside it."""

from __future__ import annotations

import pytest

from hccgenomics.interpret.match import explain, match
from hccgenomics.interpret.near_misses import near_misses
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import Disease, NearMiss, Specimen, Verification
from tests.interpret.row_cases import BASE, FACT_KINDS, OTHER_UNIT, beside, found_in, together, ways

ROWS = {row.id: row for row in BASE.biomarkers}
EVERY_ROW = pytest.mark.parametrize("id_", ROWS)


def checked(row):
    """The row as it would be matched if somebody had checked it."""
    return row.model_copy(update={"verification": Verification.VERIFIED})


def asked(row, given, ask=match, **whom):
    whom = {"specimen": row.specimens[0], "disease": row.diseases[0]} | whom
    return ask(found_in(given, **whom), [row])


def is_met(row, given, **whom):
    return bool(asked(row, given, **whom))


def kind_of(row, given, **whom):
    (missed,) = asked(row, given, near_misses, **whom)
    assert missed.why.endswith(".")
    return missed.kind


def leading(row):
    return row.any_of or row.all_of[:1]


def conditions(row):
    return row.all_of if row.any_of else row.all_of[1:]


def the_rest(row):
    return together(*(ways(term)[0] for term in conditions(row)))


def met_in_each_way(row):
    for term in leading(row):
        for way in ways(term):
            if not is_excluded(row, way):
                yield way + the_rest(row)


def is_excluded(row, given):
    """Whether one way of meeting a row is what the row leaves to another (CTNNB1 p.S45del)."""
    found = found_in(given)
    return any(found.is_met(parse_event(term)) for term in row.none_of)


@EVERY_ROW
def test_a_row_is_met_by_each_of_its_terms_in_each_way(id_):
    row = checked(ROWS[id_])
    for term in leading(row):
        assert ways(term), f"{id_}: nothing meets {term}"
    for given in met_in_each_way(row):
        (found,) = asked(row, given) or (None,)
        assert found, f"{id_} is not met by {given.called}"
        assert found.why.endswith(".")
        assert {event.text for event in found.events} <= {*row.any_of, *row.all_of}
        assert set(found.alterations) <= {one.id for one in given.alterations}
        assert set(found.facts) <= {fact.id for fact in given.facts}
        assert found.alterations or found.facts or given.copies


@EVERY_ROW
def test_a_row_that_nobody_checked_is_never_met(id_):
    row = ROWS[id_]
    for given in met_in_each_way(row):
        if row.verification is Verification.UNVERIFIED:
            assert not is_met(row, given)
            assert kind_of(row, given) is NearMiss.UNVERIFIED
        else:
            assert is_met(row, given)


@EVERY_ROW
def test_a_row_is_not_met_beside_its_terms(id_):
    row = checked(ROWS[id_])
    tried = 0
    for term in leading(row):
        for near in beside(term):
            given = near + the_rest(row)
            if meets_another(row, given):
                continue
            tried += 1
            assert not is_met(row, given), f"{id_} is met by {given.called}"
            assert all(explain(one, row, BASE.hotspots) for one in given.alterations)
    assert tried >= 1, f"{id_} has no case beside it"


def meets_another(row, given):
    """Whether what is beside one term meets another of the row."""
    found = found_in(given)
    terms = map(parse_event, row.any_of or row.all_of)
    one_of = any if row.any_of else all
    return one_of(found.is_met(event) for event in terms)


@EVERY_ROW
def test_a_row_is_not_met_without_one_of_its_conditions(id_):
    row = checked(ROWS[id_])
    for left_out in row.all_of:
        others = [ways(term)[0] for term in row.all_of if term != left_out]
        given = together(*others, *(ways(term)[0] for term in row.any_of[:1]))
        assert not is_met(row, given), f"{id_} is met without {left_out}"
        if given.alterations or given.facts:
            of_fact = parse_event(left_out).kind in FACT_KINDS
            assert kind_of(row, given) is (NearMiss.FACT if of_fact else NearMiss.PROFILE)


@EVERY_ROW
def test_a_row_is_not_met_beside_what_it_excludes(id_):
    row = checked(ROWS[id_])
    met = next(iter(met_in_each_way(row)))
    for term in row.none_of:
        for way in ways(term):
            assert not is_met(row, met + way), f"{id_} is met beside {way.called}"
            assert kind_of(row, met + way) is NearMiss.EXCLUDED
        assert any(is_met(row, met + near) for near in beside(term))


@EVERY_ROW
@pytest.mark.parametrize("specimen", Specimen)
@pytest.mark.parametrize("disease", Disease)
def test_a_row_is_met_by_its_own_patients_alone(id_, specimen, disease):
    row = checked(ROWS[id_])
    met = next(iter(met_in_each_way(row)))
    is_own = specimen in row.specimens and disease in row.diseases

    assert is_met(row, met, specimen=specimen, disease=disease) is is_own
    if specimen not in row.specimens:
        assert kind_of(row, met, specimen=specimen, disease=disease) is NearMiss.SPECIMEN
    elif disease not in row.diseases:
        assert kind_of(row, met, specimen=specimen, disease=disease) is NearMiss.DISEASE


@EVERY_ROW
def test_a_number_meets_its_cut_off_from_one_side_alone(id_):
    row = checked(ROWS[id_])
    for term in leading(row):
        event = parse_event(term)
        if not any(test.comparison for test in event.tests):
            continue
        short = [near for near in beside(term) if near.facts and near.facts[0].numbers]
        own = [n + the_rest(row) for n in short if n.facts[0].subject == event.subject]
        told = [n for n in own if n.facts[0].gene in event.genes or not event.genes]
        assert told
        for given in told:
            if not meets_another(row, given):
                assert not is_met(row, given)
                asked_numbers = {test.name for test in event.tests if test.comparison}
                fact = given.facts[0]
                is_told = fact.unit != OTHER_UNIT and asked_numbers <= set(fact.numbers)
                expected = NearMiss.FACT_DIFFERS if is_told else NearMiss.FACT
                assert kind_of(row, given) is expected


@EVERY_ROW
def test_copies_on_the_border_are_told_so(id_):
    row = checked(ROWS[id_])
    for term in leading(row):
        for near in beside(term):
            given = near + the_rest(row)
            is_border = "borderline" in near.called and parse_event(term).kind == "copy number"
            if is_border and not conditions(row) and not meets_another(row, given):
                assert kind_of(row, given) is NearMiss.BORDERLINE


def test_no_row_drops_out():
    """Every row has what meets it and what stands beside it; no list is kept by hand."""
    positive = {row.id for row in BASE.biomarkers if list(met_in_each_way(row))}
    negative = {
        row.id
        for row in BASE.biomarkers
        for term in leading(row)
        for near in beside(term)
        if not meets_another(row, near + the_rest(row))
    }

    assert positive == negative == set(ROWS)
    assert len(ROWS) >= 140
    kinds = {parse_event(t).kind for r in BASE.biomarkers for t in (*r.any_of, *r.all_of)}
    assert set(FACT_KINDS) <= kinds
