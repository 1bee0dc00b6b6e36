"""Reading without a mouse, with large letters, and with a quarter of the width."""

from __future__ import annotations

import pytest

from tests.browser.pages import LANGUAGES, MAKERS
from tests.browser.test_screen import CUT_OFF, WIDER, WIDTHS

REFLOW_WIDTH = 320
"""CSS pixels of 1280 at 400 %: WCAG 2.2, 1.4.10."""
LETTERS = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
FOCUSED = "() => document.activeElement.outerHTML.slice(0, 80)"
REACHABLE = "a[href], summary, [tabindex='0']"
ON_SCREEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.left >= 0 && box.top >= 0 && box.right <= window.innerWidth && box.height > 0;
}"""

WITHOUT_FOLDS = {"quality-fail", "monitor"}

pages = pytest.mark.parametrize("name", MAKERS)


@pages
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reflows_at_four_hundred_percent(opened, written, name, language):
    with opened(
        written(name, language), viewport={"width": REFLOW_WIDTH, "height": 256}
    ) as watched:
        assert watched.page.evaluate(WIDER) <= 0
        assert watched.page.evaluate(CUT_OFF) == []


@pages
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_twice_as_large_lose_nothing(large_print, opened, written, name, language):
    """The browser's own setting of text size, at twice its default (WCAG 2.2, 1.4.4)."""
    path = written(name, language)
    with opened(path) as usual, opened(path, browser=large_print) as large:
        assert large.page.evaluate(LETTERS) == 2 * usual.page.evaluate(LETTERS)
        for width in WIDTHS:
            large.page.set_viewport_size({"width": width, "height": 900})
            assert large.page.evaluate(WIDER) <= 0, width
            assert large.page.evaluate(CUT_OFF) == [], width
        texts = [one.page.inner_text("body").split() for one in (usual, large)]
        assert "".join(texts[0]) == "".join(texts[1])


@pages
def test_the_first_stop_of_the_keyboard_leads_to_the_report(opened, written, name):
    with opened(written(name, "en"), java_script_enabled=False) as watched:
        page = watched.page
        page.keyboard.press("Tab")

        assert page.evaluate("() => document.activeElement.matches('a.skip')")
        assert page.evaluate(ON_SCREEN)
        assert page.evaluate(OUTLINE)
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        assert page.evaluate("() => document.querySelector(':target').id") == "main"


@pages
def test_every_link_and_every_fold_is_reached_and_seen(opened, written, name):
    with opened(written(name, "en")) as watched:
        page = watched.page
        # Those within a closed fold come when it is opened.
        stops = page.evaluate(
            f"() => [...document.querySelectorAll(`{REACHABLE}`)]"
            ".filter((one) => one.checkVisibility()).length"
        )
        reached = set()
        for _ in range(stops):
            page.keyboard.press("Tab")
            place = page.evaluate(
                f"() => [...document.querySelectorAll(`{REACHABLE}`)]"
                ".indexOf(document.activeElement)"
            )
            assert place >= 0, page.evaluate(FOCUSED)
            assert page.evaluate(OUTLINE), page.evaluate(FOCUSED)
            reached.add(place)
        assert len(reached) == stops


@pages
def test_a_fold_opens_by_the_keyboard_with_scripts_off(opened, written, name):
    with opened(written(name, "en"), java_script_enabled=False) as watched:
        page = watched.page
        folds = page.locator("details:not([open]) > summary:visible")
        if folds.count() == 0:
            assert name in WITHOUT_FOLDS
            return
        fold = folds.first.element_handle()
        fold.focus()
        page.keyboard.press("Enter")

        assert fold.evaluate("(one) => one.parentElement.open")
