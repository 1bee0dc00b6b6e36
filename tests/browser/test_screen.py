"""The page on a screen: quiet, whole at every width, with scripts and without."""

from __future__ import annotations

import pytest

from tests.browser.pages import LANGUAGES, MAKERS

WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((node) => {
  const box = node.getBoundingClientRect();
  if (!box.width || !box.height || box.right <= 1 || !node.checkVisibility()) return false;
  if (box.right <= window.innerWidth + 1) return false;
  for (let up = node; up; up = up.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return false;
  }
  return true;
}).map((node) => node.outerHTML.slice(0, 120))"""
ESSENTIAL = {
    "rich": ("h1", ".stamp", ".notice", ".facts", ".strip", ".key", "nav", "footer"),
    "empty": ("h1", ".stamp", ".notice", ".facts", ".strip", ".key", "nav", "footer"),
    "quality-fail": ("h1", ".notice", "footer"),
    "plasma": ("h1", ".stamp", ".notice", ".facts", ".strip", ".key", "nav", "footer"),
    "monitor": ("h1", ".stamp", ".notice", ".facts", "svg", "footer"),
    "crowded": ("h1", ".stamp", ".notice", ".facts", ".strip", ".key", "nav", "footer"),
    "long-names": ("h1", ".stamp", ".notice", ".facts", ".strip", ".key", "nav", "footer"),
}
"""What a reader must see without opening anything, by the style's own names."""
pages = pytest.mark.parametrize("name", MAKERS)
languages = pytest.mark.parametrize("language", LANGUAGES)


@pages
@languages
@pytest.mark.parametrize("scripts", [False, True], ids=["scripts-off", "scripts-on"])
def test_it_is_quiet_and_fits_at_every_width(opened, written, name, language, scripts):
    with opened(written(name, language), java_script_enabled=scripts) as watched:
        page = watched.page
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(WIDER) <= 0, (scheme, width)
                assert page.evaluate(CUT_OFF) == [], (scheme, width)
                assert all(page.locator(one).first.is_visible() for one in ESSENTIAL[name])
        page.emulate_media(color_scheme="light")
        page.evaluate(OPEN_ALL)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WIDER) <= 0, ("all open", width)
            assert page.evaluate(CUT_OFF) == [], ("all open", width)
        watched.assert_quiet()


def test_the_findings_stand_on_the_page_as_a_browser_reads_it(opened, written):
    with opened(written("rich", "en"), java_script_enabled=False) as watched:
        text = watched.page.inner_text("body")

    for name in ("c.-124C>T (C228T)", "CTNNB1 p.D32G", "TP53 p.R249S"):
        assert name in text
