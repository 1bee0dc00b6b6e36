"""No sentence about a patient says more than a record supports."""

from __future__ import annotations

import re

import pytest

from hccgenomics.annotate import effect_wording, promoter_wording
from hccgenomics.interpret import reasons, wording
from hccgenomics.interpret.oncogenicity import wording as oncogenicity
from hccgenomics.reports import wording as labels
from hccgenomics.vocabulary import DropReason
from tests.forbidden import phrases_in, texts_of


def sentences(module):
    for name, value in vars(module).items():
        if not name.isupper():
            continue
        values = value.values() if isinstance(value, dict) else [value]
        for text in values:
            if isinstance(text, str):
                yield name, text


@pytest.mark.parametrize(
    ("module", "known"),
    [
        (wording, "and none is flagged as a driver"),
        (reasons, "touches the same codons"),
        (labels, "not treatment advice"),
        (promoter_wording, "creates a new ETS binding site"),
        (effect_wording, "the stop codon is rebuilt in place"),
        (oncogenicity, "No population file was given"),
    ],
    ids=["interpret", "reasons", "reports", "promoter", "effect", "oncogenicity"],
)
def test_no_forbidden_phrase(module, known):
    texts = list(texts_of(module))

    assert any(known in text for text in texts)
    assert [text for text in texts if phrases_in(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Sorafenib is recommended.",
        "Patients are eligible.",
        "CTNNB1 p.S45P predicts response.",
        "The tumour will respond.",
        "Resistant to checkpoint inhibitors.",
        "TP53 wild type",
        "TP53 is wildtype.",
        "Negative for TERT",
        "No actionable alteration",
        "Approved for HCC",
    ],
)
def test_a_forbidden_phrase_is_found(text):
    assert phrases_in(text)


@pytest.mark.parametrize("text", ["Not approved for HCC", "predicted from the coding sequence"])
def test_what_may_be_said_is_not_taken_for_it(text):
    assert phrases_in(text) == []


def test_every_reason_has_words():
    assert set(wording.DROPPED) == set(wording.DropReason)
    assert set(wording.NOT_ASSAYED) == set(wording.ComponentClass)


def test_templates_have_no_stray_braces():
    for name, text in sentences(wording):
        assert not re.search(r"\{[^a-z_}]|\{\}", text), name


def test_what_is_joined_need_not_share_a_codon():
    """Neighbours on one haplotype and pairs that restore the frame are joined too."""
    said = wording.DROPPED[DropReason.JOINED], labels.DROP_REASON[DropReason.JOINED]

    assert not any("codon" in sentence for sentence in said)
    assert all("one haplotype" in sentence for sentence in said)
