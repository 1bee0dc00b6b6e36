"""Every field of a report is hostile: it may come from a file anybody wrote."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import pytest

from hccgenomics.reports.inert import inert
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.reports.to_tsv import COLUMNS, FORMULA_STARTS, to_tsv
from tests.builders import a_report
from tests.reports.markup import Markup
from tests.reports.poison import PAYLOADS, free_texts, poison

HARMLESS = "xx"
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(params=PAYLOADS, ids=lambda name: name.replace(" ", "-"))
def payload(request) -> str:
    return PAYLOADS[request.param]


@pytest.fixture
def poisoned(payload):
    return poison(a_report(), payload)


@pytest.fixture(scope="module")
def harmless():
    return Markup(to_html(poison(a_report(), HARMLESS)))


def without_attributes_of(tag, structure):
    return [(name, () if name == tag else attributes) for name, attributes in structure]


def test_the_poison_reaches_every_field(poisoned, payload):
    texts = list(free_texts(poisoned))

    assert len(texts) > 500
    assert set(texts) == {payload}


def test_a_hostile_text_adds_no_tag_and_no_attribute(poisoned, harmless):
    page = Markup(to_html(poisoned))

    # The heading alone may differ: a long name is set smaller.
    assert without_attributes_of("h1", page.structure) == without_attributes_of(
        "h1", harmless.structure
    )
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
    assert re.fullmatch(
        r'@page\{@bottom-left\{content:"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*";[a-z0-9:#%;. -]+\}\}', foot
    )


def test_no_control_or_bidirectional_character_is_left_in_the_page(poisoned):
    assert not UNSEEN.search(to_html(poisoned))


def test_the_json_stays_json_and_says_the_same(poisoned, payload):
    text = to_json(poisoned)

    assert json.loads(text)["sample"]["id"] == payload
    assert to_json(from_json(text)) == text or payload != payload.strip()


def test_the_table_keeps_its_shape_and_runs_no_formula(poisoned):
    rows = list(csv.reader(StringIO(to_tsv(poisoned)), delimiter="\t", quoting=csv.QUOTE_NONE))

    assert len(rows) == 1 + len(poisoned.alterations)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not any(cell.startswith(FORMULA_STARTS) for row in rows[1:] for cell in row)
