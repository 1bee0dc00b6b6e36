"""The style of the page: each of its rules is of something that a page shows, and the reverse."""

from __future__ import annotations

import re

import pytest

from hccgenomics.reports.to_html import TEMPLATES
from tests.browser.pages import MAKERS, html_of

CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
SELECTORS = re.compile(r"([^{}]+)\{")
GIVEN = re.compile(r' class="([^"]*)"')
VARIABLE = re.compile(r"var\((--[\w-]+)")
ONLY_AT_TIMES = {
    "changed": "first_page.html",  # a report that is not as it was made
    "heed": "findings.html",  # an origin that may not be the tumour
    "own": "macros.html",  # a row of the laboratory
}
"""Classes that none of these pages has, and the template that gives them."""
UNSTYLED = {
    "sufficient",  # the verdict without a warning
    "verified",  # a badge like others
    "screen",  # folded on screen and left out on paper, as whatever is folded
}


@pytest.fixture(scope="module")
def style() -> str:
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def styled(style) -> set[str]:
    return {name for chosen in SELECTORS.findall(style) for name in CLASS.findall(chosen)}


@pytest.fixture(scope="module")
def given() -> set[str]:
    pages = (html_of(name, "en") for name in MAKERS)
    return {name for page in pages for cell in GIVEN.findall(page) for name in cell.split()}


def test_no_rule_is_of_a_class_that_no_page_has(styled, given):
    assert styled - given == ONLY_AT_TIMES.keys()


def test_no_class_is_without_a_rule(styled, given):
    assert given - styled <= UNSTYLED


@pytest.mark.parametrize(("name", "template"), ONLY_AT_TIMES.items())
def test_what_pages_have_at_times_is_in_a_template(name, template):
    assert name in (TEMPLATES / template).read_text(encoding="utf-8")


def test_every_variable_is_set(style):
    said_by_the_foot = {"--unprinted"}
    known = set(re.findall(r"(--[\w-]+)\s*:", style)) | said_by_the_foot
    assert set(VARIABLE.findall(style)) <= known
