"""Whatever a page cuts short it counts: no list of a template ends before its end in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hccgenomics.reports.to_html import TEMPLATES

CUT = re.compile(r"(\([^()]*(?:\([^()]*\)[^()]*)*\)|[\w.]+)\[:room\.(\w+)\]")
FILES = sorted(Path(TEMPLATES).glob("*.html"))
COUNTED_BY_ITS_OWN_SENTENCE = {
    "page.drivers",  # the others are rows of a table, which counts its own
    "names",  # "and n more" behind them
}


def counts(text: str, cut: str, room: str) -> bool:
    """Whether the rest of a list is counted in the same template."""
    bare = cut.removeprefix("(").removesuffix(")") if cut.startswith("(") else cut
    told = (f"{cut} | length - room.{room}", f"{bare} | length - room.{room}")
    beyond = re.findall(r"beyond\(([^\n]*?)\) \| int", text)
    return any(one in text for one in told) or any(
        re.search(rf"(?<![\w.]){re.escape(bare)}(?![\w.])", names) for names in beyond
    )


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_list_that_ends_early_says_how_many_more_there_are(path):
    text = path.read_text(encoding="utf-8")
    cuts = set(CUT.findall(text))
    silent = {cut for cut, room in cuts if not counts(text, cut, room)}

    assert silent <= COUNTED_BY_ITS_OWN_SENTENCE


def test_the_search_finds_a_list_that_is_not_counted():
    template = "{% for one in found.all[:room.items] %}{% endfor %}"

    assert CUT.findall(template) == [("found.all", "items")]
    assert not counts(template, "found.all", "items")
    assert counts(
        template + "{{ m.more(found.all | length - room.items, 'x') }}", "found.all", "items"
    )
    assert counts(template + "{{ m.more(m.beyond(found.all) | int, 'x') }}", "found.all", "items")
