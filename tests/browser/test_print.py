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


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_numbered_and_says_whose_it_is(sheets_of, name, language):
    sheets = sheets_of(name, language)

    for number, sheet in enumerate(sheets, 1):
        assert squeezed(sheet).endswith(f"{number}/{len(sheets)}")
        assert squeezed(owner_of(name))[:20] in squeezed(sheet)
    assert len(sheets) <= MOST_SHEETS


def owner_of(name: str) -> str:
    from tests.browser.pages import DOCUMENT

    made = DOCUMENT(name)
    return made.label if name == "monitor" else made.sample.id


REPORTS = [name for name in MAKERS if name not in {"monitor", "quality-fail"}]


@pytest.mark.parametrize("name", REPORTS)
def test_the_first_sheet_is_the_summary_alone(sheets_of, name):
    first, *others = sheets_of(name, "en")

    assert all(heading in first for heading in FIRST_SHEET["en"])
    assert "Provenance" not in first
    assert "Markers in detail" not in first
    assert others
    assert not any("What could not be seen" in sheet for sheet in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_that_cannot_be_made_is_one_sheet(sheets_of, language):
    assert len(sheets_of("quality-fail", language)) == 1
