"""A page stays below 400,000 bytes, whatever the report holds; what is left out is counted."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from hccgenomics.reports import monitor_html as monitor_module
from hccgenomics.reports.inert import LONGEST_TEXT
from hccgenomics.reports.monitor_html import monitor_html
from hccgenomics.reports.room import LARGEST_PAGE, ROOMS
from hccgenomics.reports.to_html import page_from, to_html
from scripts.screenshots import example
from tests.browser.pages import timeline
from tests.builders import a_crowded_report, a_report, a_sample
from tests.reports.markup import Markup

LISTS = (
    "summary", "set_aside", "markers", "alterations", "forced_calls", "cards", "hypotheses",
    "near_misses", "standard_of_care", "cross_checks", "follow_up", "limits", "annotations",
    "gene_pictures",
)  # fmt: skip
PARTS = ("copy_number", "structural", "clinical", "plasma", "provenance", "quality", "coverage")
LANGUAGES = ("en", "zh")
MAKER = "hccgenomics.reports.to_html"

rich = cache(example)


def times(value, factor: int):
    """A document whose every list is so many times as long."""
    if isinstance(value, BaseModel):
        lists = {
            name: held * factor
            for name in type(value).model_fields
            if isinstance(held := getattr(value, name), tuple)
        }
        return value.model_copy(update=lists)
    return value * factor if isinstance(value, tuple) else value


def size(report, language: str = "en") -> int:
    return len(to_html(report, language).encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_shown_whole(language):
    page = to_html(rich(), language)

    assert len(page.encode()) < LARGEST_PAGE
    assert "more: in the JSON" not in page
    assert all(found.gene in page for found in rich().alterations)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 500, 2000])
def test_any_number_of_findings_fits(count, language):
    assert size(a_crowded_report(count), language) < LARGEST_PAGE


@pytest.mark.parametrize("name", [*LISTS, *PARTS])
def test_no_list_of_a_report_is_without_a_bound(name):
    report = rich()
    long = report.model_copy(update={name: times(getattr(report, name), 400)})

    assert size(long) < LARGEST_PAGE


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    st.dictionaries(st.sampled_from((*LISTS, *PARTS)), st.integers(2, 300), min_size=2),
    st.sampled_from(LANGUAGES),
)
def test_nor_are_many_of_them_together(factors, language):
    report = rich()
    longer = {name: times(getattr(report, name), factor) for name, factor in factors.items()}

    assert size(report.model_copy(update=longer), language) < LARGEST_PAGE


@pytest.mark.parametrize("letter", ["x", "<", '"', "中", "\U0001f9ec"])
def test_nor_is_any_text(letter):
    endless = letter * 300_000
    sample = a_sample(
        id=endless, tumour_sample=endless, normal_sample=endless, reviewed_by=endless,
        reported="2025-10-09",
    )  # fmt: skip
    report = a_report(sample=sample, status="corrected", supersedes=endless, reason=endless)
    provenance = report.provenance.model_copy(
        update={"assay_note": endless, "knowledge_warning": endless}
    )

    wide = {"provenance": provenance, "limits": (endless,) * 40, "summary": (endless,) * 40}

    assert size(report.model_copy(update=wide)) < LARGEST_PAGE


def test_what_is_left_out_is_counted_with_the_place_where_it_is():
    report = a_crowded_report(500)
    text = Markup(to_html(report)).text
    shown = sum(one.short_name in text for one in report.alterations)
    left_out = re.findall(
        r"([\d,]+) more: in the JSON \(alterations\) and in the variants\.tsv\.", text
    )

    assert 0 < shown < 500
    assert shown + sum(int(count.replace(",", "")) for count in left_out) >= 500


@pytest.mark.parametrize(("beyond", "said"), [(0, 0), (1, 1), (2, 1)])
def test_even_one_that_is_left_out_is_counted(beyond, said):
    drivers = sum(one.driver for one in a_crowded_report(10).alterations)
    report = a_crowded_report(drivers + ROOMS[0].rows + beyond)
    text = Markup(to_html(report)).text

    assert text.count(f"{beyond} more: in the JSON (alterations)") == said


def test_a_long_text_says_how_much_more_there_is():
    limit = "x" * (LONGEST_TEXT + 1234)

    assert "x… (+1,234)" in to_html(a_report(limits=(limit,)))


def test_the_last_room_holds_the_first_screen_alone_and_says_so(monkeypatch):
    monkeypatch.setattr("hccgenomics.reports.to_html.ROOMS", ROOMS[-1:])
    page = Markup(to_html(rich()))

    assert "larger than a page can hold" in page.text
    assert "Key findings" in page.text
    assert "Provenance" not in page.text
    assert {one["href"] for one in page.all("a")} == {"#main"}
    assert not any(
        "h-findings" in (one.get("aria-labelledby") or "") for one in page.all("section")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_times_everything_keeps_its_annex(language):
    report = rich()
    longer = {name: times(getattr(report, name), 8) for name in (*LISTS, *PARTS)}
    page = Markup(to_html(report.model_copy(update=longer), language))

    anchors = {one["href"] for one in page.all("a") if one["href"].startswith("#h-")}
    assert {"#h-findings", "#h-hypotheses", "#h-limits", "#h-provenance"} <= anchors


def test_rooms_narrow():
    for wider, narrower in pairwise(ROOMS):
        pairs = ((getattr(wider, name), getattr(narrower, name)) for name in wider.__slots__)

        assert all(more >= less for more, less in pairs)


def test_settings_say_what_they_mean_as_long_as_there_is_room(monkeypatch):
    meaning = "fewest reads"
    monkeypatch.setattr("hccgenomics.reports.to_html.ROOMS", ROOMS[1:])
    narrow = to_html(a_report())

    assert "min_alt_depth = " in narrow
    assert meaning not in narrow


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_settings_are_written_again_where_their_meaning_has_no_room(monkeypatch, language):
    made = []
    whole = to_html(rich(), language)
    monkeypatch.setattr(f"{MAKER}.ROOMS", ROOMS[1:])
    narrow = to_html(rich(), language)
    monkeypatch.setattr(f"{MAKER}.ROOMS", ROOMS)
    monkeypatch.setattr(f"{MAKER}.LARGEST_PAGE", len(whole.encode()))
    monkeypatch.setattr(f"{MAKER}.page_from", lambda *a, **k: made.append(a) or page_from(*a, **k))

    assert to_html(rich(), language) == narrow
    assert len(narrow) < len(whole)
    assert len(made) == 1


@pytest.mark.parametrize(
    "name",
    ["summary", "treatments", "variants", "ratios", "appeared", "clones", "may_not_be_concluded"],
)
def test_a_timeline_has_a_bound_too(name):
    monitor = timeline()
    long = monitor.model_copy(update={name: getattr(monitor, name) * 200})
    page = monitor_html(long)

    assert len(page.encode()) < LARGEST_PAGE
    assert f"more: in the JSON ({name})" in Markup(page).text


def test_a_timeline_of_a_few_variants_is_shown_whole():
    assert "more: in the JSON" not in monitor_html(timeline())


def test_the_figure_of_a_timeline_draws_the_variants_of_the_mean_first(monkeypatch):
    series = timeline()
    in_mean = next(one for one in series.variants if one.in_mean)
    aside = tuple(in_mean.model_copy(update={"in_mean": False, "id": f"x{n}"}) for n in range(3))
    monkeypatch.setattr(monitor_module, "MOST_DRAWN", 2)
    crowded = series.model_copy(update={"variants": (*aside, in_mean)})

    assert monitor_module._drawn(crowded).variants == (aside[0], in_mean)
    assert "2 variants more are not drawn" in Markup(monitor_html(crowded)).text
