"""Hostile texts in every field, in a real browser: nothing runs, nothing is asked for.

The policy of the page is switched off for this, so that escaping alone has to hold; that the page
is silent with its policy on is looked at besides.
"""

from __future__ import annotations

from collections import Counter

import pytest

from hccgenomics.reports.inert import inert
from tests.reports.poison import PAYLOADS
from tests.reports.test_escaping import LANGUAGES, MODELS, TURNS, like, page_of

MOST_LETTERS = 3_000
"""A longer text in hundreds of fields at once is no page; that it adds no markup is seen without a
browser, and how the page bears long names is looked at in pages of their own."""
TITLES = [title for title, text in PAYLOADS.items() if len(text) <= MOST_LETTERS]
BUILT = """() => [...document.querySelectorAll("*")]
  .filter((node) => !(node instanceof SVGElement) && !node.matches("span[lang=en]"))
  .map((node) => node.tagName + " " + (node.tagName === "H1" ? "" : node.getAttributeNames()))"""
RUNNING = """() => [...document.querySelectorAll("*")].filter((node) =>
    ["script", "iframe", "object", "embed", "form", "input", "img", "image", "foreignObject",
     "animate", "set", "base", "link"].includes(node.localName)
    || node.getAttributeNames().some((name) => /^on|^style$|^src|^action|^formaction/i.test(name))
    || /^\\s*(javascript|data|vbscript):/i.test(node.getAttribute("href") ?? "")
  ).map((node) => node.outerHTML.slice(0, 120))"""
EVERYTHING = f"""() => [({BUILT})(), ({RUNNING})(), typeof window.getElementById,
  location.protocol, document.body.textContent]"""


@pytest.fixture(scope="module")
def tabs(chromium):
    """Two pages that are loaded again and again: without the policy, and with it."""
    from tests.browser.watching import Watched

    contexts = [chromium.new_context(bypass_csp=off, offline=True) for off in (True, False)]
    yield [Watched(context.new_page()) for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """The file that is looked at, always the same."""
    return tmp_path_factory.mktemp("hostile") / "page.html"


@pytest.fixture(scope="module")
def harmless(chromium, shelf):
    """What a page of harmless texts is made of, by the browser's own reading."""
    page = chromium.new_page()

    def built(name: str, turn: int, language: str, text: str) -> Counter:
        path = shelf.with_name("harmless.html")
        path.write_text(page_of(name, like(text), turn, language), encoding="utf-8")
        page.goto(path.as_uri())
        return Counter(page.evaluate(BUILT))

    yield built
    page.close()


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", TITLES, ids=lambda title: title.replace(" ", "-"))
def test_a_payload_is_inert(tabs, shelf, harmless, name, language, title):
    text, turn = PAYLOADS[title], TURNS[TITLES.index(title) % len(TURNS)]
    shelf.write_text(page_of(name, text, turn, language), encoding="utf-8")
    without_policy, with_policy = tabs
    without_policy.open(shelf)
    built, running, kind, protocol, shown = without_policy.page.evaluate(EVERYTHING)

    plain = harmless(name, turn, language, text)
    assert Counter(built) - plain == plain - Counter(built) == Counter()
    assert running == []
    assert (kind, protocol) == ("undefined", "file:")
    assert squeezed(inert(text)) in squeezed(shown)
    without_policy.assert_quiet()
    if language == "en":
        with_policy.open(shelf)
        with_policy.assert_quiet()


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_an_unescaped_text_would_be_seen(tabs, shelf, harmless):
    text = PAYLOADS["an image with a handler"]
    whole = page_of("report", like(text), 0, "en")
    shelf.write_text(whole.replace(f">{like(text)}</h1>", f">{text}</h1>", 1), encoding="utf-8")
    without_policy, with_policy = (type(tab)(tab.page.context.new_page()) for tab in tabs)

    without_policy.open(shelf)
    without_policy.page.wait_for_timeout(200)
    with_policy.open(shelf)
    with_policy.page.wait_for_timeout(200)

    assert "dialog: 1" in without_policy.told
    assert without_policy.asked
    built, running, *_ = without_policy.page.evaluate(EVERYTHING)
    assert Counter(built) != harmless("report", 0, "en", text)
    assert running
    assert with_policy.violations
    assert "dialog: 1" not in with_policy.told
