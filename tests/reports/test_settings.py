"""Every setting is printed: in the JSON, on the page, those of large events in the methods."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from hccgenomics.model.settings import Settings
from hccgenomics.reports.page import page_of
from hccgenomics.reports.to_html import to_html
from tests import builders

FIELDS = Settings.model_fields
METHODS = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
OF_LARGE_EVENTS = [
    name
    for name in list(FIELDS)[list(FIELDS).index("amplification_log2") :]
    if name != "knowledge_stale_after_days"
]


@pytest.fixture(scope="module")
def report():
    return builders.a_report()


@pytest.fixture(scope="module")
def rows(report):
    cells = re.findall(
        r'<tr><th scope="row">(\w+)</th><td[^>]*>.*?</td><td>(.*?)</td>', to_html(report)
    )
    return {name: unescape(meaning) for name, meaning in cells}


def test_the_json_states_every_setting(report):
    stated = json.loads(report.model_dump_json())["provenance"]["settings"]
    assert set(stated) == set(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_the_page_states_every_setting_with_its_meaning(name, rows):
    assert rows[name] == FIELDS[name].description
    assert rows[name].endswith((".", ")"))


@pytest.mark.parametrize("name", OF_LARGE_EVENTS)
def test_the_methods_name_every_setting_of_large_events(name):
    assert f"`{name}`" in METHODS


def test_the_page_tells_which_settings_the_laboratory_changed(report):
    own = report.provenance.settings.model_copy(update={"min_vaf_tissue": 0.5})
    provenance = report.provenance.model_copy(update={"settings": own})
    page = page_of(report.model_copy(update={"provenance": provenance}))

    assert [one.name for one in page.settings if one.is_changed] == ["min_vaf_tissue"]
