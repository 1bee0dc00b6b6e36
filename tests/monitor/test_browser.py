"""The page of a timeline in a real browser: its policy holds, nothing is fetched, it prints."""

from __future__ import annotations

import os

import pytest

from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.reports.monitor_html import monitor_html
from tests.monitor.builders import a_tissue, series_of_reports, the_course
from tests.reports.test_browser import CHROMIUM, browse, size_of


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is absent, and in CI it must not be")
        pytest.skip("Chromium is absent")
    path = tmp_path_factory.mktemp("page") / "monitor.html"
    made = monitor_of(series_of_reports(*the_course(), a_tissue()))
    path.write_text(monitor_html(made), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 1280])
def test_it_paints_without_a_console_message(page, width):
    shot = page.parent / f"{width}.png"

    _, console = browse(page, f"--screenshot={shot}", f"--window-size={width},1200")

    assert console == []
    assert size_of(shot.read_bytes())[0] >= width


def test_it_prints(page):
    pdf = page.parent / "monitor.pdf"

    browse(page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")

    assert pdf.read_bytes().startswith(b"%PDF")
