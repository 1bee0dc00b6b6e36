"""Nothing that is said of a liver or a stage gives advice or a promise."""

from __future__ import annotations

import pytest

from hccgenomics.clinical import wording
from tests.clinical.stated import findings
from tests.clinical.test_facts import EXAMPLE
from tests.forbidden import phrases_in, texts_of


@pytest.mark.parametrize("text", sorted(set(texts_of(wording))))
def test_templates_say_nothing_forbidden(text):
    assert phrases_in(text) == []


def test_a_whole_example_says_nothing_forbidden():
    document = findings(EXAMPLE).document

    assert phrases_in(document.model_dump_json()) == []
