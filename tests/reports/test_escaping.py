"""Every field of a report is hostile: it may come from a file anybody wrote."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from io import StringIO
from itertools import zip_longest
from unicodedata import east_asian_width

import pytest

from hccgenomics.model.monitor import Monitor
from hccgenomics.model.report import Report
from hccgenomics.reports.forced_rows import to_forced_tsv
from hccgenomics.reports.inert import inert
from hccgenomics.reports.monitor_html import monitor_html
from hccgenomics.reports.monitor_json import monitor_tsv
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.reports.to_markers_tsv import to_markers_tsv
from hccgenomics.reports.to_tsv import COLUMNS, FORMULA_STARTS, to_tsv
from tests.builders import a_report
from tests.reports.markup import Markup
from tests.reports.poison import (
    PAYLOADS,
    fields_holding,
    filled,
    free_texts,
    poison,
    text_fields,
)

MODELS = {"report": Report, "fail": Report, "monitor": Monitor}
TURNS = (0, 1, 2, 3)
LANGUAGES = ("en", "zh")
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060"
    "\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
PAGE_RULE = re.compile(
    r'@page\{@bottom-left\{content:"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*";[a-z0-9:#%;. -]+\}\}'
    r':root\{--unprinted:"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*"\}'
)
TABLES = (to_tsv, to_markers_tsv, to_forced_tsv)
SHAPES = frozenset(
    ("defs", "symbol", "pattern", "g", "use", "path", "rect", "circle", "line", "text", "tspan")
) | {"title", "desc"}
AS_WRITTEN = ("span", ("lang",))
"""Marks text that stays English on a page of another language; which does, the text decides."""


@pytest.fixture(params=PAYLOADS, ids=lambda name: name.replace(" ", "-"))
def payload(request) -> str:
    return PAYLOADS[request.param]


@pytest.fixture
def poisoned(payload):
    return poison(a_report(), payload)


def like(payload: str) -> str:
    """A harmless text that is as wide: how wide names are decides what fits on the first sheet."""
    return "".join("中" if east_asian_width(one) in "WF" else "x" for one in payload)


@pytest.fixture
def harmless(payload):
    return Markup(to_html(poison(a_report(), like(payload))))


def page_of(kind: str, text: str, turn: int, language: str) -> str:
    """One of the three kinds of page, with the text in every field of what it is made of."""
    made = filled(MODELS[kind], text, turn)
    if kind == "monitor":
        return monitor_html(made, language)
    quality = made.quality.model_copy(update={"carries_report": kind == "report"})
    return to_html(made.model_copy(update={"quality": quality}), language)


def turns_of(payload: str) -> set[int]:
    """Every field at once, and another choice of what is absent and of words in closed lists."""
    return {TURNS[0], TURNS[len(payload) % len(TURNS)]}


@cache
def harmless_structure(kind: str, turn: int, language: str, text: str):
    return built_of(Markup(page_of(kind, text, turn, language)))


def built_of(page: Markup):
    """What a page is made of; the heading alone may differ: a long name is set smaller.

    Within a drawing the length of names decides how many lines they take and which leave a trace.
    """
    plain = [one for one in page.flow if one != AS_WRITTEN]
    return [(name, () if name == "h1" else attributes) for name, attributes in plain]


def first_difference(found, expected):
    """Where two pages part, for a message that can be read; ``None`` where they never do."""
    pairs = enumerate(zip_longest(found, expected))
    return next(((place, one, other) for place, (one, other) in pairs if one != other), None)


def only_drawn(page: Markup) -> bool:
    """Whether nothing stands in the drawings but shapes and words."""
    return all(
        tag in SHAPES and not any(name.startswith(("on", "style")) for name in names)
        for tag, names in page.drawn
    )


@pytest.mark.parametrize("kind", [Report, Monitor])
def test_every_field_that_takes_free_text_is_enrolled(kind):
    made = filled(kind, "a mark")

    assert len(text_fields(kind)) > 50
    assert fields_holding(made, "a mark") == text_fields(kind)


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_field_of_any_document_adds_markup(kind, language, payload):
    for turn in turns_of(payload):
        page = page_of(kind, payload, turn, language)
        read = Markup(page)

        plain = harmless_structure(kind, turn, language, like(payload))
        assert first_difference(built_of(read), plain) is None
        assert only_drawn(read)
        assert not read.unclosed
        assert not UNSEEN.search(page)
        assert PAGE_RULE.fullmatch(read.styles[1])
        assert all(one["href"].startswith("#") for one in read.all("a"))
        assert all(one["href"].startswith("#") for one in read.all("use"))


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_field_of_any_document_is_read_as_a_template(kind, language):
    text = PAYLOADS["Python's fields"] + PAYLOADS["Python's old fields"] + PAYLOADS["Jinja"]

    for turn in TURNS:
        assert text in Markup(page_of(kind, text, turn, language)).text


def test_the_poison_reaches_every_field(poisoned, payload):
    texts = list(free_texts(poisoned))

    assert len(texts) > 500
    assert set(texts) == {payload}


def test_a_hostile_text_adds_no_tag_and_no_attribute(poisoned, harmless):
    page = Markup(to_html(poisoned))

    assert first_difference(built_of(page), built_of(harmless)) is None
    assert not page.unclosed


def test_a_hostile_text_never_leads_anywhere(poisoned):
    links = [link["href"] for link in Markup(to_html(poisoned)).all("a")]

    assert links
    assert all(href.startswith("#") for href in links)


def test_a_hostile_text_is_printed_as_text(poisoned, payload):
    page = Markup(to_html(poisoned))

    assert " ".join(inert(payload).split()) in page.text


def test_a_hostile_text_stays_out_of_the_style_sheets(poisoned, harmless):
    fixed, foot = Markup(to_html(poisoned)).styles

    assert fixed == harmless.styles[0]
    assert PAGE_RULE.fullmatch(foot)


def test_no_control_or_bidirectional_character_is_left_in_the_page(poisoned):
    assert not UNSEEN.search(to_html(poisoned))


def test_the_json_stays_json_and_says_the_same(poisoned, payload):
    text = to_json(poisoned)

    assert json.loads(text)["sample"]["id"] == payload
    assert to_json(from_json(text)) == text or payload != payload.strip()


@pytest.mark.parametrize("write", TABLES, ids=lambda one: one.__name__)
def test_a_table_keeps_its_shape_and_runs_no_formula(payload, write):
    for turn in TURNS:
        hostile, plain = (rows_of(write(filled(Report, text, turn))) for text in (payload, "xx"))

        assert [len(row) for row in hostile] == [len(row) for row in plain]
        assert not any(cell.startswith(FORMULA_STARTS) for row in hostile[1:] for cell in row)


def test_a_table_of_a_timeline_keeps_its_shape_and_runs_no_formula(payload):
    hostile, plain = (rows_of(monitor_tsv(filled(Monitor, text))) for text in (payload, "xx"))

    assert [len(row) for row in hostile] == [len(row) for row in plain]
    assert not any(cell.startswith(FORMULA_STARTS) for row in hostile[1:] for cell in row)


def test_the_table_keeps_its_columns(poisoned):
    rows = rows_of(to_tsv(poisoned))

    assert len(rows) == 1 + len(poisoned.alterations)
    assert {len(row) for row in rows} == {len(COLUMNS)}


def rows_of(table: str) -> list[list[str]]:
    """As a spreadsheet reads it, and as software that ends a line at any of Unicode's ends."""
    assert len(table.splitlines()) == table.count("\n")
    return list(csv.reader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE))
