"""The page in a real browser: its policy holds, nothing is fetched, it prints."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess

import pytest

from hccgenomics.knowledge.files import resource
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.reports.to_html import to_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
    "--enable-logging=stderr",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is absent, and in CI it must not be")
        pytest.skip("Chromium is absent")
    request = ReportRequest(paths=(str(resource("example/hcc-example.vcf")),), settings=Settings())
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(to_html(make_report(request)), encoding="utf-8")
    return path


def browse(page, *options):
    profile = page.parent / "profile"
    done = subprocess.run(
        [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", *options, page.as_uri()],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_paints_without_a_console_message(page, width):
    shot = page.parent / f"{width}.png"

    _, console = browse(page, f"--screenshot={shot}", f"--window-size={width},1200")

    assert console == []
    assert size_of(shot.read_bytes())[0] >= width


def test_it_prints(page):
    pdf = page.parent / "report.pdf"

    browse(page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")

    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") >= 1


def test_the_parsed_page_holds_its_findings(page):
    dom, console = browse(page, "--dump-dom")

    assert console == []
    for name in ("TERT promoter c.-124C&gt;T (C228T)", "CTNNB1 p.D32G", "TP53 p.R249S"):
        assert name in dom
    assert "<script" not in dom
