"""Lists that rows refer to: facts, trials, therapies, sources, references, each by its name."""

from __future__ import annotations

import csv
from itertools import chain

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.biomarkers import TERMS
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.lists import FACT_COLUMNS, load_facts
from hccgenomics.model.event import parse_event
from hccgenomics.model.fact_terms import VALUE
from hccgenomics.model.therapies import TOGETHER
from hccgenomics.vocabulary import EventKind, FactKind

BASE = load_knowledge()
FACTS = BASE.facts
SOURCED = (*BASE.biomarkers, *BASE.regimens)
UNITS = {
    "ng/mL", "g/L", "umol/L", "mg/dL", "mAU/mL", "%", "ratio", "10^9/L", "mmol/L", "U/L", "IU/mL",
    "ng", "mL", "score", "points", "mutations/Mb", "substitutions", "s", "nodules", "cm",
}  # fmt: skip
KINDS = {
    EventKind.LABORATORY: FactKind.LABORATORY,
    EventKind.CLINICAL: FactKind.CLINICAL,
    EventKind.SIGNATURE: FactKind.SIGNATURE,
    EventKind.EXPRESSION: FactKind.EXPRESSION,
}
NUMBERS_OF_STAINING = {VALUE, "percent", "score", "cps", "tps", "h_score"}
FACT = {"subject": "afp", "kind": "laboratory", "unit": "ng/mL", "description": "In serum"}


def cells(name, column, separator=" | "):
    """Every item of one column of one table, with the first column of its row."""
    with resource(name).open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            for item in filter(None, row[column].split(separator)):
                yield next(iter(row.values())), item.strip()


def ids_of(name):
    with resource(name).open(encoding="utf-8") as handle:
        return {line.split("\t")[0] for line in handle.read().splitlines()[1:]}


def terms_on_facts():
    tables = [(BASE.biomarkers, TERMS), (BASE.cross_checks, TERMS)]
    for rows, columns in tables:
        for row in rows:
            for column in columns:
                for term in getattr(row, column):
                    event = parse_event(term) if isinstance(term, str) else term
                    if event.kind in KINDS:
                        name = getattr(row, "id", None) or row.code
                        yield pytest.param(event, id=f"{name}-{event.text}")


TERMS_ON_FACTS = list(terms_on_facts())


@pytest.fixture
def loaded(tmp_path):
    def load(*rows):
        lines = ["\t".join(FACT_COLUMNS)]
        lines += ["\t".join({**FACT, **row}.get(c, "") for c in FACT_COLUMNS) for row in rows]
        path = tmp_path / "facts.tsv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_facts(path)[0]

    return load


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.subject)
def test_a_fact_is_a_number_with_a_known_unit_or_one_of_some_words(fact):
    assert fact.unit in UNITS | {""}
    assert fact.unit or fact.words or fact.open_words
    assert len(fact.words) == len(set(fact.words))
    assert fact.description


def test_a_fact_has_a_kind_and_a_plain_subject(loaded):
    assert loaded({})["afp"].unit == "ng/mL"
    for wrong in ({"kind": "genomic"}, {"subject": "alpha fetoprotein"}, {"open_words": "maybe"}):
        with pytest.raises(TableError, match=rf"line 2: column {next(iter(wrong))}"):
            loaded(wrong)


def test_a_subject_stands_once(loaded):
    with pytest.raises(TableError, match="'afp' is used by line 2 too"):
        loaded({}, {"unit": "IU/mL"})


@pytest.mark.parametrize("event", TERMS_ON_FACTS)
def test_a_term_asks_for_what_somebody_can_state(event):
    """A known subject of that kind, in its unit, by one of its words: no row is dead by this."""
    fact = FACTS[event.subject]

    assert fact.kind is KINDS[event.kind]
    assert bool(event.genes) == (fact.kind is FactKind.EXPRESSION)
    for test in event.tests:
        if test.words and not fact.open_words:
            assert set(test.words) <= set(fact.words)
        if test.words and fact.subject == "prior_therapy":
            assert set(test.words) <= set(BASE.therapies), "a drug, or a class of drugs"
        if test.comparison is not None and test.name == VALUE:
            assert test.unit == fact.unit
        if test.comparison is not None and fact.kind is FactKind.EXPRESSION:
            assert test.name in NUMBERS_OF_STAINING
        elif test.comparison is not None:
            assert test.name == VALUE


def test_every_kind_of_fact_is_asked_for_by_some_row():
    assert {KINDS[param.values[0].kind] for param in TERMS_ON_FACTS} == set(FactKind)


@pytest.mark.parametrize("row", SOURCED, ids=lambda row: row.id)
def test_what_a_row_names_is_in_its_list(row):
    named = {part for name in row.therapy for part in name.split(TOGETHER)}

    assert named <= set(BASE.therapies)
    assert set(row.trials) <= set(BASE.trials)
    assert set(row.sources) <= ids_of("sources.tsv")


def test_every_trial_is_named_by_some_row():
    named = {trial for row in SOURCED for trial in row.trials}

    assert set(BASE.trials) - named == set()


def test_every_class_and_target_of_a_therapy_exists():
    for therapy in BASE.therapies.values():
        for name in therapy.classes:
            assert name in BASE.therapies, (therapy.name, name)
            assert BASE.therapies[name].kind == "class", (therapy.name, name)


@pytest.mark.parametrize("table", ["biomarkers.tsv", "regimens.tsv", "prevalence.tsv"])
def test_every_reference_cited_is_in_the_list(table):
    known = ids_of("references.tsv")
    for row, item in cells(table, "citations"):
        assert item.partition(" [")[0] in known, (row, item)


def test_no_reference_stands_in_the_list_unused():
    tables = ("biomarkers.tsv", "regimens.tsv", "prevalence.tsv")
    cited = chain.from_iterable(cells(name, "citations") for name in tables)
    used = {item.partition(" [")[0] for _, item in cited}

    assert ids_of("references.tsv") - used == set()


def test_no_paper_stands_twice_under_two_names():
    for column in ("doi", "pmid", "pmc"):
        seen = {}
        for reference, identifier in cells("references.tsv", column):
            first = seen.setdefault(identifier.lower(), reference)
            assert first == reference, f"{identifier}: {first} and {reference}"
