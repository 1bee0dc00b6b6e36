"""Hostile texts in every field, in a real browser: nothing runs, nothing is asked for.

The policy of the page is switched off for this, so that escaping alone has to hold; that the page
is silent with its policy on is looked at besides.
"""

from __future__ import annotations

from collections import Counter

import pytest

from hccgenomics.reports.inert import inert
from tests.reports.markup import Markup
from tests.reports.poison import PAYLOADS
from tests.reports.test_escaping import LANGUAGES, MODELS, TURNS, built_of, like, page_of

MOST_LETTERS = 3_000
"""A longer text in hundreds of fields at once is no page; that it adds no markup is seen without a
browser, and how the page bears long names is looked at in pages of their own."""
TITLES = [title for title, text in PAYLOADS.items() if len(text) <= MOST_LETTERS]
SMALL = {"width": 320, "height": 200}
"""What is looked at is no picture, so little of it is painted."""
KINDS = tuple(MODELS)
"""With its policy on, each payload is looked at on one kind of page: all kinds have one policy."""
BUILT = """(() => {
  const found = {};
  for (const node of document.querySelectorAll("*")) {
    if (node instanceof SVGElement || node.matches("span[lang=en]")) continue;
    const names = node.tagName === "H1" ? [] : node.getAttributeNames();
    const one = [node.localName, ...names].join(" ");
    found[one] = (found[one] ?? 0) + 1;
  }
  return found;
})()"""
RUNNING = """[...document.querySelectorAll("*")].filter((node) =>
    ["script", "iframe", "object", "embed", "form", "input", "img", "image", "foreignObject",
     "animate", "set", "base", "link"].includes(node.localName)
    || node.getAttributeNames().some((name) => /^on|^style$|^src|^action|^formaction/i.test(name))
    || /^\\s*(javascript|data|vbscript):/i.test(node.getAttribute("href") ?? "")
  ).map((node) => node.outerHTML.slice(0, 120))"""
EVERYTHING = f"""(text) => [{BUILT}, {RUNNING}, typeof window.getElementById, location.protocol,
  document.body.textContent.replace(/[\\s\\x1c-\\x1f\\x85]+/g, "").includes(text)]"""


@pytest.fixture(scope="module")
def tabs(chromium):
    """Two pages that are loaded again and again: without the policy, and with it."""
    from tests.browser.watching import Watched

    contexts = [
        chromium.new_context(bypass_csp=off, offline=True, viewport=SMALL) for off in (True, False)
    ]
    yield [Watched(context.new_page()) for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """The file that is looked at, always the same."""
    return tmp_path_factory.mktemp("hostile") / "page.html"


def harmless(name: str, turn: int, language: str, text: str) -> dict[str, int]:
    """What a page of harmless texts is made of, as it was written."""
    page = built_of(Markup(page_of(name, like(text), turn, language)))
    return dict(Counter(" ".join((tag, *names)) for tag, names in page if tag != "svg"))


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", TITLES, ids=lambda title: title.replace(" ", "-"))
def test_a_payload_is_inert(tabs, shelf, name, language, title):
    text, turn = PAYLOADS[title], TURNS[TITLES.index(title) % len(TURNS)]
    shelf.write_text(page_of(name, text, turn, language), encoding="utf-8")
    without_policy, with_policy = tabs
    without_policy.open(shelf)
    asked = squeezed(inert(text))
    built, running, kind, protocol, is_shown = without_policy.page.evaluate(EVERYTHING, asked)

    assert built == harmless(name, turn, language, text)
    assert running == []
    assert (kind, protocol) == ("undefined", "file:")
    assert is_shown
    without_policy.assert_quiet()
    if language == "en" and name == KINDS[TITLES.index(title) % len(KINDS)]:
        with_policy.open(shelf)
        with_policy.assert_quiet()


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_an_unescaped_text_would_be_seen(tabs, shelf):
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
    built, running, *_ = without_policy.page.evaluate(EVERYTHING, text)
    assert built != harmless("report", 0, "en", text)
    assert running
    assert with_policy.violations
    assert "dialog: 1" not in with_policy.told
