"""No sentence about a rearrangement says more than a record supports; all rules are met."""

from __future__ import annotations

import re

import pytest

from hccgenomics.annotate import structural_wording
from hccgenomics.interpret import structural_reasons
from hccgenomics.interpret.structural import RULES, STRUCTURAL_CODES
from hccgenomics.model.structural_files import (
    FusionCall,
    JunctionSupport,
)
from hccgenomics.vocabulary import Assembly, Frame
from tests.forbidden import phrases_in
from tests.structural import an_adjacency, an_end, found
from tests.truth import rows

TEMPLATES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": text
    for module in (structural_wording, structural_reasons)
    for name, text in vars(module).items()
    if name.isupper()
}
FRAGMENTS = re.compile(r"[{}]|None|  | ,|\(\)|GenePart|Frame\.|\.\.")


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_holds_a_forbidden_phrase(name):
    assert TEMPLATES[name]
    assert phrases_in(TEMPLATES[name]) == []


def results():
    for row in rows("adjacencies.tsv"):
        case = row.values[0]
        one = an_adjacency(case["first"], case["second"], inserted=case["inserted"])
        yield found(one, assembly=Assembly(case["assembly"]))
    for row in rows("fusion_calls.tsv"):
        case = row.values[0]
        ends = (
            an_end(text if text[-1] in "+-" else f"{text}?") if text else None
            for text in (case["first"], case["second"])
        )
        exons = tuple(map(int, case["exons"].split("::"))) if case["exons"] else (None, None)
        call = FusionCall(
            case["five"],
            case["three"],
            *ends,
            frame=Frame(case["frame"] or "unknown"),
            reads=JunctionSupport(split=30, pairs=4),
            confidence="high",
            exons=exons,
            is_rna=case["molecule"] == "RNA",
        )
        yield found(fusions=[call])
    doubted = FusionCall("DNAJB1", "PRKACA", None, None, confidence="low")
    stranger = FusionCall("FGFR2", "XYZZY1", None, None, frame=Frame.IN_FRAME, exons=(17, 1))
    yield from (found(fusions=[call]) for call in (doubted, stranger))


RESULTS = list(results())


def sentences():
    for result in RESULTS:
        for event in (*result.events, *result.set_aside):
            yield from (event.why, event.frame_why, *event.notes)
        for alteration in result.alterations:
            yield from (finding.why for finding in alteration.findings)


def test_every_sentence_made_from_them_is_whole_and_clean():
    made = set(filter(None, sentences()))

    assert len(made) > 150
    for sentence in made:
        assert phrases_in(sentence) == [], sentence
        assert sentence.endswith("."), sentence
        assert not FRAGMENTS.search(sentence), sentence
        assert re.match("[A-Z0-9]|chr", sentence), sentence


def test_every_event_says_what_was_seen():
    for result in RESULTS:
        for event in result.events:
            assert event.why
            assert event.name
            assert event.places


def test_every_code_is_met_by_a_row_of_the_truth_tables():
    met = {f.code for result in RESULTS for one in result.alterations for f in one.findings}
    refused = {"not_the_listed_fusion", "broad_deletion", "intron_only"}  # no alteration

    assert met <= set(STRUCTURAL_CODES)
    assert set(STRUCTURAL_CODES) - met == refused


def test_the_codes_are_unique():
    assert len(STRUCTURAL_CODES) == len(set(STRUCTURAL_CODES))
    assert len(RULES) == len(set(RULES))
