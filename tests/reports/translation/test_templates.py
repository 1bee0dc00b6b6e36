"""No template says anything that a catalogue does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, nodes
from markupsafe import Markup

from hccgenomics.reports.to_html import TEMPLATES
from hccgenomics.reports.translation.template_text import text_functions
from hccgenomics.reports.translation.voice import voice_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 -- only parses
NAMES = tuple(sorted(path.name for path in TEMPLATES.glob("*.html")))
SAID = ("_", "gettext", "ngettext", "pgettext")
TAG = re.compile(r"<[^<>]*>")
SPOKEN = re.compile(r'\b(?:title|alt|aria-label|aria-description|data-label)="([^"]*)"')
LETTERS = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&(?:#\d+|\w+);")
CLASSES = {"fill", "drop", "paper", "screen"}
"""Names of classes that a condition chooses."""


def source_of(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def bare_texts(source: str) -> list[str]:
    """Words outside of tags and of expressions, and in attributes that are read aloud."""
    data = "".join(_pieces(source))
    tags = TAG.findall(data)
    shown = [*TAG.split(data), *(text for tag in tags for text in SPOKEN.findall(tag))]
    return [text.strip() for text in shown if LETTERS.search(ENTITY.sub("", text))]


def _pieces(source: str) -> Iterator[str]:
    """Data outside of ``trans`` blocks; an expression is a NUL."""
    is_translated = False
    for _, kind, value in ENVIRONMENT.lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            is_translated = value == "trans"
        elif kind == "data" and not is_translated:
            yield value
        elif kind.endswith("_begin"):
            yield "\0"


def constants_said(source: str) -> list[str]:
    """Constants that a filter would say when the template is compiled, in whatever language."""
    tree = ENVIRONMENT.parse(source)
    return [
        str(one.node.value)
        for one in tree.find_all(nodes.Filter)
        if isinstance(one.node, nodes.Const)
    ]


def printed_constants(source: str) -> list[str]:
    """Words in quotes that are printed as they stand."""
    tree = ENVIRONMENT.parse(source)
    found = []
    for output in tree.find_all(nodes.Output):
        for one in output.nodes:
            found += [text for text in _literals(one) if LETTERS.search(text)]
    return found


def _literals(one: nodes.Node) -> list[str]:
    """Constants that the value of an expression may be."""
    match one:
        case nodes.Const():
            return [one.value] if isinstance(one.value, str) else []
        case nodes.CondExpr():
            return [*_literals(one.expr1), *(_literals(one.expr2) if one.expr2 else [])]
        case nodes.Or() | nodes.And() | nodes.Add():
            return [*_literals(one.left), *_literals(one.right)]
        case nodes.Concat():
            return [text for part in one.nodes for text in _literals(part)]
        case nodes.Filter(name="join"):
            return [text for each in one.args for text in _literals(each)]
        case nodes.Filter(node=nodes.Node() as inner):
            return _literals(inner)
        case _:
            return []


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_template_is_in_the_catalogue(name):
    assert bare_texts(source_of(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_printed_from_a_constant(name):
    assert set(printed_constants(source_of(name))) <= CLASSES


@pytest.mark.parametrize("name", NAMES)
def test_no_constant_is_said_while_a_template_is_compiled(name):
    """What is compiled is kept for all languages (``template_cache``)."""
    assert constants_said(source_of(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_messages_are_constants(name):
    """A message that is put together while the page is written cannot be extracted."""
    tree = ENVIRONMENT.parse(source_of(name))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SAID:
            texts = [one for one in call.args if isinstance(one, nodes.Const)]
            wanted = {"ngettext": 2, "pgettext": 2}.get(call.node.name, 1)
            assert len(texts) >= wanted, call.lineno


@pytest.mark.parametrize(
    "source",
    [
        "<p>Depth {{ depth }}</p>",
        '<td data-label="Depth">{{ depth }}</td>',
        '<svg aria-label="{{ depth }} reads"></svg>',
        "{% if x %}<b>no call</b>{% endif %}",
    ],
)
def test_bare_words_are_noticed(source):
    assert bare_texts(source)
    assert not bare_texts(source.replace("Depth", "").replace("reads", "").replace("no call", ""))


@pytest.mark.parametrize(
    "source",
    ['{{ x or "none" }}', '{{ "used" if x }}', '{{ "depth " ~ x }}', '{{ names | join(" or ") }}'],
)
def test_printed_constants_are_noticed(source):
    assert printed_constants(source)


def test_a_constant_that_is_said_is_noticed():
    assert constants_said('{{ "none" | say }}') == ["none"]


def test_what_a_slot_holds_is_harmless():
    """Data in a message are printed as a template prints them by themselves."""
    say = text_functions(voice_of())

    assert say["_"]("%(name)s of it", name='<b onclick="x">') == (
        "&lt;b onclick=&#34;x&#34;&gt; of it"
    )
    assert say["_"]("%(name)s of it", name="TP53\u202eA>G\x00") == "TP53\ufffdA&gt;G\ufffd of it"
    assert say["ngettext"]("%(num)s %(name)s", "%(num)s of %(name)s", 2, name="%(num)s") == (
        "2 of %(num)s"
    )
    assert say["pgettext"]("list", "%(name)s", name=Markup("<b>x</b>")) == "<b>x</b>"


def test_the_style_sheet_says_nothing():
    """What ``content`` adds to a page is in no catalogue; an attribute of the page may be shown."""
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    said = re.findall(r"content:([^;}]*)", style)

    assert said
    assert not [one for one in said if LETTERS.search("".join(re.findall(r'"([^"]*)"', one)))]


def test_the_templates_are_all_here():
    assert {"report.html", "monitor.html", "macros.html", "first_page.html"} <= set(NAMES)
