"""No reason of a rule or a match says more than a record supports."""

from __future__ import annotations

import re

import pytest

from hccgenomics.interpret import reasons
from hccgenomics.interpret.drivers import flag
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import explain, match
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.vocabulary import Disease, Specimen
from tests.forbidden import phrases_in
from tests.interpret.cases import alteration, alterations
from tests.truth import rows

BASE = load_knowledge()
TEMPLATES = {name: text for name, text in vars(reasons).items() if name.isupper()} | {
    f"{name}:{key}": text
    for name, texts in vars(reasons).items()
    if name.isupper() and isinstance(texts, dict)
    for key, text in texts.items()
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_holds_a_forbidden_phrase(name):
    assert TEMPLATES[name]
    assert isinstance(TEMPLATES[name], dict) or phrases_in(TEMPLATES[name]) == []


def test_there_are_templates():
    assert len(TEMPLATES) > 30


def generated():
    for row in rows("drivers.tsv"):
        for counts in (BASE.counts, None):
            found = flag(alteration(row.values[0]["alteration"]), BASE.genes, BASE.hotspots, counts)
            yield from (finding.why for finding in found)
    for row in rows("matching.tsv"):
        given = alterations(row.values[0]["alterations"])
        for specimen in Specimen:
            found = Found(given, specimen=specimen, disease=Disease.HCC, hotspots=BASE.hotspots)
            yield from (m.why for m in match(found, BASE.biomarkers))
        yield from (explain(given[0], biomarker, BASE.hotspots) for biomarker in BASE.biomarkers)


def test_every_sentence_made_from_them_is_whole_and_clean():
    sentences = set(generated())

    assert len(sentences) > 1000
    for sentence in sentences:
        assert phrases_in(sentence) == [], sentence
        assert sentence.endswith("."), sentence
        assert not sentence.endswith(".."), sentence
        assert not re.search(r"[{}]|None|  | ,|\(\)|EventKind|EffectClass", sentence), sentence
