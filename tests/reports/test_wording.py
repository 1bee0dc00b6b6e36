from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hccgenomics import vocabulary
from hccgenomics.reports import to_tsv, wording
from hccgenomics.reports.json_schema import meanings
from hccgenomics.reports.to_html import TEMPLATES
from hccgenomics.vocabulary import Consequence, DiseaseMatch, SequenceGrade
from tests.forbidden import phrases_in

if TYPE_CHECKING:
    from enum import StrEnum

SHOWN = (
    vocabulary.AdjacencyKind,
    vocabulary.AlterationKind,
    vocabulary.Compartments,
    vocabulary.ComponentClass,
    vocabulary.Confidence,
    vocabulary.CopyClass,
    vocabulary.CopyMethod,
    vocabulary.CopySource,
    vocabulary.DialectTier,
    vocabulary.Direction,
    vocabulary.Disease,
    vocabulary.DiseaseMatch,
    vocabulary.DropReason,
    vocabulary.Extent,
    vocabulary.Frame,
    vocabulary.GenePart,
    vocabulary.GeneRole,
    vocabulary.Implication,
    vocabulary.IntegrationEvidence,
    vocabulary.MarkerState,
    vocabulary.Origin,
    vocabulary.PromoterVerdict,
    vocabulary.RegimenStatus,
    vocabulary.ResidualState,
    vocabulary.ReportStatus,
    vocabulary.SequenceGrade,
    vocabulary.Specificity,
    vocabulary.Specimen,
    vocabulary.StructuralEventKind,
    vocabulary.Verification,
)


def sentences():
    yield from (value for value in vars(wording).values() if isinstance(value, str))
    for words in SHOWN:
        yield from map(wording.label, words)
    yield from (text for _, text in wording.METHODS)
    for table in (wording.STATUS, wording.MARKER_STATE, wording.IMPLICATION):
        yield from (note for _, note in table.values())
    yield from to_tsv.COLUMNS.values()
    yield from meanings().values()
    for template in TEMPLATES.glob("*.html"):
        text = template.read_text(encoding="utf-8")
        yield from re.findall(r'"((?:[^"\\\n]|\\.)*)"', text)  # messages stand in strings
        yield re.sub(r"<[^>]*>", " ", re.sub(r"\{[{%].*?[%}]\}", " ", text, flags=re.S))


@pytest.mark.parametrize("words", SHOWN, ids=lambda words: words.__name__)
def test_every_word_has_a_label_of_its_own(words: type[StrEnum]):
    known = wording._LABELS[words]

    assert set(known) == set(words)
    assert len(set(known.values())) == len(words)
    assert all(label.strip() for label in known.values())


def test_words_shared_by_two_vocabularies_keep_their_own_label():
    assert wording.label(vocabulary.AlterationKind.SMALL) == "small variant"
    assert wording.label(vocabulary.ComponentClass.SMALL) == "small variants"


def test_a_consequence_reads_as_words():
    assert wording.label(Consequence.SPLICE_DONOR) == "splice donor variant"


@pytest.mark.parametrize("grade", SequenceGrade)
def test_a_grade_held_as_text_has_its_label(grade):
    assert wording.grade(grade.value) == wording.label(grade)


@pytest.mark.parametrize("match", DiseaseMatch)
def test_a_disease_match_held_as_text_has_its_label(match):
    assert wording.disease_match(match.value) == wording.label(match)


def test_a_text_outside_the_vocabulary_is_shown_as_it_is():
    assert wording.disease_match("another tumour") == "another tumour"


def test_the_product_never_says_more_than_it_knows():
    assert [text for text in sentences() if phrases_in(text)] == []


def test_the_sentences_are_those_of_the_page():
    said = " ".join(sentences()).casefold()

    assert "not treatment advice" in said
    assert "what could not be seen" in said
