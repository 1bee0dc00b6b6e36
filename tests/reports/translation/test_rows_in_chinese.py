"""What curated rows come to is told in Chinese whole: hypotheses, tiers, near misses, checks.

Every row of the evidence base is met in its ways and missed beside them, for every disease; of each
sentence no English word may be left but names that have no Chinese.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.interpret.cross_checks import cross_checks_of, questions
from hccgenomics.interpret.follow_up import follow_up_of
from hccgenomics.interpret.match import match
from hccgenomics.interpret.near_misses import near_misses
from hccgenomics.interpret.row_requests import with_rows
from hccgenomics.interpret.standard_of_care import regimens
from hccgenomics.knowledge.panels import load_panels
from hccgenomics.model.altered import SmallAlteration
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.pipeline import documents
from hccgenomics.pipeline.cross_checks import cross_check_documents
from hccgenomics.pipeline.hypotheses import Shown, hypotheses_of, near_misses_of, regimen_document
from hccgenomics.reports.translation.voice import voice_of
from hccgenomics.vocabulary import Disease, Region, Specimen
from tests.interpret.row_cases import BASE, beside, found_in, together, ways

WORD = re.compile(r"(?<![\w./@:-])[a-z]{2,}(?![\w/@(:]|[.-]\w)")
"""An English word; one with a capital is a name of a citation, for a sentence has others too."""
MARKS = re.compile(r"。。|，。|。，|；。|。；|：。|、。|，，|（）|\{\w+\}|[\u4e00-\u9fff]\.(\s|$)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SENTENCES = {
    "why", "trace", "disagreement", "caveats", "question", "asks_for", "test", "rate", "event",
    "stated", "cohort", "note", "of", "figures", "conflicts", "n_patients_note", "line_note",
    "disease_context", "regulatory_note", "setting", "aetiology", "excluded", "review_status",
    "therapy",
}  # fmt: skip
LATIN = {one.name for one in BASE.therapies.values() if not one.name_zh}
NAMES = {
    *(word for name in LATIN for word in WORD.findall(name)),
    *("sonic", "hedgehog", "kappa", "mg", "zurletrectinib", "ceralasertib"),
}
"""Drugs without a Chinese name, a pathway's, a statistic's, and a unit."""
BESIDE = 3
SHOWN = Shown(BASE.trials)
CHINESE = voice_of("zh")


def said_by(row):
    """Sentences of a report that meets a row in its ways, and of reports that miss it."""
    leading = row.any_of or row.all_of[:1]
    rest = together(*(ways(term)[0] for term in (row.all_of if row.any_of else row.all_of[1:])))
    for term in leading:
        for given in (*ways(term), *list(beside(term))[:BESIDE]):
            if is_of_builders(given):
                continue
            yield from sentences_of(plainly(given + rest), row.diseases[0], row.specimens[0])
    met = plainly(ways(leading[0])[0] + rest)
    for disease in Disease:
        for specimen in Specimen:
            yield from sentences_of(met, disease, specimen)
    for region in Region:
        yield from sentences_of(met, row.diseases[0], row.specimens[0], Shown(BASE.trials, region))


def is_of_builders(given):
    """Names and cut-offs that only the builders of tests have, no report."""
    ours = (SmallAlteration, CopyNumberAlteration)
    return any(not isinstance(one, ours) for one in given.alterations) or "borderline" in repr(
        given
    )


def plainly(given):
    """Stated facts under names without words: how they read is of another test."""
    facts = (replace(fact, text=f"{fact.gene} F{len(fact.words)}".strip()) for fact in given.facts)
    return replace(given, facts=tuple(facts))


def sentences_of(given, disease, specimen, shown=SHOWN):
    found = found_in(given, specimen=specimen, disease=disease)
    matches = match(found, BASE.biomarkers)
    checks = cross_checks_of(found, BASE.cross_checks)
    asked = follow_up_of((), given.alterations, (), has_normal=False, germline=(), disease=disease)
    names = {one.id: altered_name(one) for one in given.alterations}
    names |= {fact.id: fact.text for fact in given.facts}
    yield from questions(checks, names)
    for made in (
        *hypotheses_of(matches, given.alterations, disease, shown),
        *near_misses_of(near_misses(found, BASE.biomarkers)),
        *cross_check_documents(checks, BASE),
        *documents.follow_up_documents(with_rows(asked, matches, checks)),
    ):
        yield from told_of(made.model_dump(mode="json"))


def told_of(value, key=""):
    if isinstance(value, dict):
        for name, item in value.items():
            yield from told_of(item, name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from told_of(item, key)
    elif isinstance(value, str) and key in SENTENCES:
        yield value


def left_over(texts):
    """What is told with English words, with doubled marks or without a number of the sentence."""
    for text in dict.fromkeys(texts):
        told = CHINESE.plain(text)
        words = set(WORD.findall(told)) - NAMES
        lost = Counter(NUMBER.findall(text)) - Counter(NUMBER.findall(told))
        if words or lost or MARKS.search(told):
            yield f"{text}\n -> {told}"


@pytest.mark.parametrize("row", BASE.biomarkers, ids=lambda row: row.id)
def test_a_row_met_or_missed_is_told_whole(row):
    assert list(left_over(said_by(row))) == []


@pytest.mark.parametrize("disease", Disease)
def test_the_regimens_are_told_whole(disease):
    shown = regimens(BASE.regimens, disease=disease)
    rows = (regimen_document(row, SHOWN).model_dump(mode="json") for row in shown)

    assert list(left_over(told_of(list(rows)))) == []


@pytest.mark.parametrize("row", [*BASE.biomarkers, *BASE.regimens], ids=lambda row: row.id)
def test_a_statement_has_its_own_chinese(row):
    assert re.search(r"[\u4e00-\u9fff]", row.statement_zh)
    assert not MARKS.search(row.statement_zh)


@pytest.mark.parametrize("panel", load_panels(), ids=lambda panel: panel.panel)
def test_what_a_panel_lacks_is_told_whole(panel):
    texts = (panel.version, *panel.lacks, *panel.notes, f"Panel: {panel.panel} {panel.version}.")

    assert list(left_over(texts)) == []
