"""No sentence about a patient says more than a record supports."""

from __future__ import annotations

import re

import pytest

from hccgenomics.interpret import wording
from hccgenomics.reports import wording as labels

FORBIDDEN = (
    "recommended",
    "eligible",
    "predicts response",
    "will respond",
    "resistant to",
    "wild type",
    "wild-type",
    "no actionable",
    "approved for",
    "negative for",
)


def sentences(module):
    for name, value in vars(module).items():
        if not name.isupper():
            continue
        values = value.values() if isinstance(value, dict) else [value]
        for text in values:
            if isinstance(text, str):
                yield name, text


@pytest.mark.parametrize("module", [wording, labels], ids=["interpret", "reports"])
def test_no_forbidden_phrase(module):
    found = list(sentences(module))

    assert len(found) > 20
    for name, text in found:
        for phrase in FORBIDDEN:
            assert phrase not in text.lower(), f"{name}: {text}"


def test_every_reason_has_words():
    assert set(wording.DROPPED) == set(wording.DropReason)
    assert set(wording.NOT_ASSAYED) == set(wording.ComponentClass)
    assert set(wording.ORIGIN) == set(wording.Origin)


def test_templates_have_no_stray_braces():
    for name, text in sentences(wording):
        assert not re.search(r"\{[^a-z_}]|\{\}", text), name
