"""Debian's Chromium, driven by Playwright; absent, the tests here are skipped, in CI they fail."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.watching import Watched

NODE_MODULES = Path(__file__).parent / "node" / "node_modules"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
VNU = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
BROWSERS = ("chromium", "chromium-browser")
FLAGS = (
    "--no-sandbox",  # as root in a container Chromium knows no other way
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def needed(found: object, what: str) -> None:
    """Skip with one line where a tool is absent; in CI its absence is a failure."""
    if found:
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is absent, and in CI it must not be")
    pytest.skip(f"{what} is absent: .ci/run installs it")


@pytest.fixture(scope="session")
def launched():
    """Browsers of this process, by their flags; the first one starts Playwright."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    needed(executable, "Chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        needed(None, "Playwright")
    with sync_playwright() as playwright:
        browsers = []

        def launch(*flags: str):
            args = [*FLAGS, *flags]
            browsers.append(playwright.chromium.launch(executable_path=executable, args=args))
            return browsers[-1]

        yield launch
        for browser in browsers:
            browser.close()


@pytest.fixture(scope="session")
def chromium(launched):
    """One browser for all tests of a process."""
    return launched()


@pytest.fixture(scope="session")
def large_print(launched):
    """The same of a reader who has set the text to twice its size."""
    return launched("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26")


@pytest.fixture(scope="session")
def axe() -> str:
    """The rules of accessibility, as a script to be run within a page."""
    needed(AXE.is_file(), "axe-core (npm ci in tests/browser/node)")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def validator() -> list[str]:
    """The command of the validator of HTML."""
    java = shutil.which("java")
    needed(java, "Java")
    needed(VNU.is_file(), "vnu-jar (npm ci in tests/browser/node)")
    return [java, "-Xss8m", "-jar", str(VNU)]


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """The file that holds one of the pages in one language."""
    from tests.browser.pages import html_of

    folder = tmp_path_factory.mktemp("pages")

    def path_of(name: str, language: str) -> Path:
        path = folder / f"{name}.{language}.html"
        if not path.exists():
            path.write_text(html_of(name, language), encoding="utf-8")
        return path

    return path_of


@pytest.fixture
def opened(chromium):
    """A page in a context of its own, watched while it loads."""

    @contextmanager
    def open_(path: Path, browser=chromium, **options):
        context = browser.new_context(**options)
        try:
            watched = Watched(context.new_page())
            watched.open(path)
            yield watched
        finally:
            context.close()

    return open_
