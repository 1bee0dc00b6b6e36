"""A report that cannot be made is one sheet of paper, however long names and lists are."""

from __future__ import annotations

import re

import pytest

from hccgenomics.reports.to_html import to_html
from hccgenomics.vocabulary import FailureCode
from tests import builders
from tests.browser.pages import LANGUAGES
from tests.test_fail_report import failed

SHEET = re.compile(rb"/Type\s*/Page[^s]")
LONG = 300


def of_everything():
    """Every reason there is, forty files, and names as long as a system lets them be."""
    provenance = builders.a_provenance()
    one = provenance.inputs[0]
    names = [f"{number}-{'x' * LONG}.vcf.gz" for number in range(40)]
    files = tuple(one.model_copy(update={"name": name}) for name in names)
    sample = builders.a_sample(
        id="L" * LONG,
        tumour_sample="t" * LONG,
        normal_sample="n" * LONG,
        reviewed_by="Maria-Magdalena " * 20,
        reported="2026-02-03",
    )
    return failed(
        len(FailureCode),
        sample=sample,
        status="final",
        provenance=provenance.model_copy(update={"inputs": files}),
    )


CASES = {"one reason": lambda: failed(1), "four": lambda: failed(4), "all": of_everything}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_it_is_one_sheet(case, language, opened, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(to_html(CASES[case](), language), encoding="utf-8")

    with opened(path, java_script_enabled=False) as watched:
        printed = watched.page.pdf(prefer_css_page_size=True, print_background=True)

    assert len(SHEET.findall(printed)) == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_over_the_edge(width, opened, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(to_html(of_everything()), encoding="utf-8")

    with opened(path, viewport={"width": width, "height": 800}) as watched:
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
