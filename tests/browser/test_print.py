"""The page on paper: the first sheet is the summary alone, every sheet says whose it is."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.browser.conftest import needed
from tests.browser.pages import LANGUAGES, MAKERS

FORM_FEED = "\f"
FIRST_SHEET = {
    "en": ("Key findings", "What could not be seen", "Markers"),
    "zh": (),
}
MOST_SHEETS = 26
IN_PRINT = "print"


@pytest.fixture(scope="session")
def sheets_of(chromium, written, tmp_path_factory):
    """The text of every sheet of one of the pages."""
    needed(shutil.which("pdftotext"), "pdftotext (poppler-utils)")
    folder = tmp_path_factory.mktemp("printed")
    known = {}

    def read(name: str, language: str) -> list[str]:
        if (name, language) not in known:
            path = folder / f"{name}.{language}.pdf"
            page = chromium.new_page(java_script_enabled=False)
            page.goto(written(name, language).as_uri())
            page.pdf(path=path, prefer_css_page_size=True)
            page.close()
            done = subprocess.run(
                ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
            )
            known[name, language] = done.stdout.split(FORM_FEED)[:-1]
        return known[name, language]

    return read


def squeezed(text: str) -> str:
    return "".join(text.split())


REPORTS = [name for name in MAKERS if name not in {"monitor", "quality-fail"}]


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_are_numbered_say_whose_they_are_and_begin_with_the_summary(
    sheets_of, name, language
):
    """One test, since each process that asks for the sheets of a page has to print it."""
    sheets = sheets_of(name, language)

    for number, sheet in enumerate(sheets, 1):
        assert squeezed(sheet).endswith(f"{number}/{len(sheets)}")
        assert squeezed(owner_of(name))[:20] in squeezed(sheet)
    assert len(sheets) <= (1 if name == "quality-fail" else MOST_SHEETS)
    if name in REPORTS and language == "en":
        assert_first_is_the_summary_alone(sheets)


def owner_of(name: str) -> str:
    from tests.browser.pages import DOCUMENT

    made = DOCUMENT(name)
    return made.label if name == "monitor" else made.sample.id


def assert_first_is_the_summary_alone(sheets: list[str]) -> None:
    first, *others = sheets

    assert all(heading in first for heading in FIRST_SHEET["en"])
    assert "Provenance" not in first
    assert "Markers in detail" not in first
    assert others
    assert not any("What could not be seen" in sheet for sheet in others)
