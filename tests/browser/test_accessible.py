"""Accessibility by axe-core: nothing serious or critical, in both languages and colour schemes.

What axe cannot decide (letters over a hatched ground, letters within a drawing) is decided here by
the same measure: WCAG 2.2, 1.4.3, contrast of text of at least 4.5 to 1.
"""

from __future__ import annotations

import pytest

from tests.browser.pages import LANGUAGES, MAKERS
from tests.browser.test_screen import OPEN_ALL

EVERY_RULE = {"resultTypes": ["violations", "incomplete"]}
ONLY_CONTRAST = {**EVERY_RULE, "runOnly": ["color-contrast"]}
RUN = "(options) => axe.run(document, options)"
LEAST_CONTRAST = """(selectors) => {
  const channels = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };
  const seen = (colour) => colour.length >= 3 && (colour.length < 4 || colour[3] === 1);
  const grounds = (node) => {
    for (let up = node; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      const stripes = (style.backgroundImage.match(/rgba?\\([^)]*\\)/g) ?? []).map(channels);
      const plain = channels(style.backgroundColor);
      if (stripes.length) return stripes.filter(seen);
      if (seen(plain)) return [plain];
    }
    return [[255, 255, 255]];
  };
  return selectors.map((selector) => {
    const node = document.querySelector(selector);
    const style = getComputedStyle(node);
    const ink = channels(node instanceof SVGElement ? style.fill : style.color);
    const least = Math.min(...grounds(node).map((ground) => ratio(ink, ground)));
    return [least, selector, node.textContent.slice(0, 60)];
  }).sort((a, b) => a[0] - b[0])[0] ?? [21, "", ""];
}"""
AA = 4.5


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_accessible_in_both_colour_schemes(opened, written, axe, name, language):
    with opened(written(name, language), bypass_csp=True) as watched:
        page = watched.page
        page.evaluate(OPEN_ALL)
        page.evaluate(axe)
        for scheme, options in (("light", EVERY_RULE), ("dark", ONLY_CONTRAST)):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(RUN, options)

            assert [told(one) for one in found["violations"]] == []
            assert [one["id"] for one in found["incomplete"] if one["id"] != "color-contrast"] == []
            open_questions = [
                node["target"][0]
                for one in found["incomplete"]
                for node in one["nodes"]
                if isinstance(node["target"][0], str)
            ]
            least, *where = page.evaluate(LEAST_CONTRAST, open_questions)
            assert least >= AA, where


def test_the_rules_would_find_a_fault(opened, axe, tmp_path):
    page = tmp_path / "bad.html"
    page.write_text("<title>x</title><p style='color:#999'>pale</p><img src='data:,'>")

    with opened(page, bypass_csp=True) as watched:
        watched.page.evaluate(axe)
        found = watched.page.evaluate(RUN, EVERY_RULE)

    assert {"color-contrast", "image-alt", "html-has-lang"} <= {
        one["id"] for one in found["violations"]
    }


def told(one) -> str:
    """A finding of axe on one line: which rule, how grave, where first."""
    first = one["nodes"][0]
    return f"{one['impact']} {one['id']} ({len(one['nodes'])}): {first['html'][:200]}"
