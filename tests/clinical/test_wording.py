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


def test_every_sentence_of_a_report_with_a_clinical_file_is_of_the_catalogue(tmp_path):
    from hccgenomics.knowledge.files import resource
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline import ReportRequest, make_report
    from tests.test_sentences import unknown_words

    vcf, clinical = resource("example/hcc-example.vcf"), resource("example/hcc-example.toml")
    odd = clinical.read_text(encoding="utf-8") + ODD
    path = tmp_path / "odd.toml"
    path.write_text(odd, encoding="utf-8")
    for stated in (clinical, path):
        request = ReportRequest(paths=(str(vcf),), settings=Settings(), clinical=stated)
        assert unknown_words(make_report(request), stated) == {}


ODD = """
[[prior_therapy]]
name = "sorafinib"

[[results]]
gene = "XYZ123"
method = "ihc"
result = "positive"
"""
