"""The page and its picture: all of it told in words too, nothing fetched, nothing that gets out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from hccgenomics.model.monitor import Treatment
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.reports import monitor_labels as labels
from hccgenomics.reports.figures import timeline
from hccgenomics.reports.monitor_html import monitor_html
from hccgenomics.reports.monitor_json import monitor_json, monitor_tsv
from hccgenomics.vocabulary import (
    Appearance,
    Course,
    Lane,
    Movement,
    ResidualState,
    TimePointState,
)
from tests.forbidden import phrases_in
from tests.monitor.builders import (
    CTNNB1,
    NAMES,
    TERT,
    TP53,
    a_plasma,
    a_tissue,
    called,
    counted,
    series_of_reports,
    the_course,
)
from tests.reports.markup import Markup
from tests.reports.poison import PAYLOADS

TREATMENTS = (
    Treatment(name="TACE", start="2024-03", end="2024-03", note="", stated_in=("1",)),
    Treatment(
        name="lenvatinib", start="2026-01-12", end=None, note="8 mg", stated_in=("given.toml",)
    ),
)


@pytest.fixture(scope="module")
def made():
    return monitor_of(series_of_reports(*the_course(), a_tissue()), TREATMENTS)


@pytest.fixture(scope="module")
def page(made):
    return Markup(monitor_html(made))


def drawn(made) -> ET.Element:
    return ET.fromstring(str(timeline.timeline_figure(made)))  # noqa: S314 -- ours


def test_the_page_is_whole_and_needs_nothing(page):
    assert page.unclosed == []
    assert not {"script", "img", "iframe", "object"} & {tag for tag, _ in page.tags}
    (policy,) = (
        meta["content"] for meta in page.all("meta") if meta.get("http-equiv")
    )  # fmt: skip
    assert policy.startswith("default-src 'none'")
    assert all("style" not in dict(attrs) for _, attrs in page.tags)
    assert all((link.get("href") or "").startswith("#") for link in page.all("a"))


def test_the_page_says_what_the_document_says(made, page):
    text = page.text
    for said in (
        *made.summary, *made.may_not_be_concluded, made.mean_rests_on,
        *(one.why for one in (*made.appeared, *made.no_longer_seen, *made.ratios)),
        *(one.name for one in made.variants), *(one.collected for one in made.time_points),
        "lenvatinib", "8 mg",
    ):  # fmt: skip
        assert " ".join(said.split()) in text


def test_the_page_says_nothing_forbidden(made, page):
    assert phrases_in(page.text) == []
    assert phrases_in(monitor_json(made)) == []
    assert "clear" not in page.text.casefold()
    for word in ("responder", "progression", "remission", "disease-free"):
        assert word not in page.text.casefold()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (labels.STATE, TimePointState), (labels.STATE_MEANS, TimePointState), (labels.LANE, Lane),
        (labels.APPEARANCE, Appearance), (labels.COURSE, Course), (labels.MOVEMENT, Movement),
        (labels.RESIDUAL, ResidualState),
    ],
)  # fmt: skip
def test_every_word_has_a_label_of_its_own(table, words):
    assert set(table) == set(words)
    assert len(set(table.values())) == len(table)


def test_the_picture_tells_itself_in_words(made):
    svg = drawn(made).find("svg")
    described = svg.find("desc").text

    assert svg.get("role") == "img"
    for name in ("TERT c.-124C>T", "TP53 p.R249S", "CTNNB1 p.S45P", "DNMT3A p.R882H"):
        assert name in described
    assert "lenvatinib" in described
    assert "below" in described
    assert "not covered" in described


def test_limits_are_drawn_where_nothing_was_seen(made):
    marks = [
        node for node in drawn(made).iter("path")
        if (title := node.find("title")) is not None and "below" in title.text
    ]  # fmt: skip

    assert len(marks) == 3  # TP53 twice, CTNNB1 once
    assert all(node.get("fill") == "none" for node in marks)


def test_what_was_not_called_is_hollow_and_what_was_is_filled(made):
    symbols = {
        node.find("title").text: node.get("fill")
        for node in drawn(made).iter("path") if node.find("title") is not None
    }  # fmt: skip
    hollow = [title for title, fill in symbols.items() if fill == "#fff"]

    assert len(hollow) == 1
    assert hollow[0].startswith("TERT")


def test_no_line_crosses_a_sample_that_tells_nothing():
    silent = monitor_of(
        series_of_reports(
            a_plasma("2026-01-05", found=(called(TERT, 60, 3000),)),
            a_plasma("2026-02-02"),
            a_plasma("2026-03-02", found=(called(TERT, 60, 3000),)),
        )
    )
    lines = [
        group for group in drawn(silent).iter("g") if group.get("stroke-width") == "1.6"
    ]  # fmt: skip

    assert lines == []
    assert "1 not told" in "".join(drawn(silent).itertext())


def test_the_blood_lane_is_a_panel_of_its_own(made):
    text = [node.text for node in drawn(made).iter("text")]

    assert labels.TUMOUR_LANE in text
    assert labels.BLOOD_LANE in text
    without = monitor_of(series_of_reports(a_plasma("2026-01-05", found=(called(TERT, 9, 900),))))
    assert labels.BLOOD_LANE not in [node.text for node in drawn(without).iter("text")]


def test_a_treatment_long_past_is_listed_and_not_drawn(made, page):
    assert "TACE" in page.text
    bars = [node for node in drawn(made).iter("rect") if node.find("title") is not None]
    assert len(bars) == 1


def test_without_anything_to_draw_a_sentence_says_so():
    silent = monitor_of(series_of_reports(a_plasma("2026-01-05")))

    assert labels.NO_FIGURE in timeline.timeline_figure(silent)
    assert "Nothing can be evaluated" in Markup(monitor_html(silent)).text


def test_everything_lies_on_the_paper():
    extremes = [
        a_plasma("2026-01-05", found=(called(TERT, 1, 900_000), called(CTNNB1, 9000, 9000))),
        a_plasma("2026-01-06", forced=(counted(TERT, "not_detected", 0, 30, limit_vaf=0.3),)),
        a_plasma("2029-01-06", found=(called(TP53, 1, 20_000),)),
    ]
    svg = drawn(monitor_of(series_of_reports(*extremes))).find("svg")
    _, _, width, height = map(float, svg.get("viewBox").split())
    for node in svg.iter():
        if node.get("transform"):
            continue
        if node.tag in {"text", "rect"}:
            assert 0 <= float(node.get("x")) <= width
            assert 0 <= float(node.get("y")) <= height
        for x, y in re.findall(r"[ML]([\d.-]+),([\d.-]+)", node.get("d") or ""):
            assert 0 <= float(x) <= width
            assert -20 <= float(y) <= height


def test_names_at_the_right_do_not_touch():
    found = tuple(called(key, 60 + n, 3000) for n, key in enumerate(NAMES))
    svg = drawn(
        monitor_of(
            series_of_reports(a_plasma("2026-01-05", found=found),
                              a_plasma("2026-02-02", found=found))
        )
    )  # fmt: skip
    heights = sorted(
        float(node.get("y")) for node in svg.iter("text") if node.find("tspan") is not None
    )

    assert len(heights) >= 4
    assert all(after - before >= 14.9 for before, after in pairwise(heights))


def test_many_variants_leave_seven_named_and_the_others_grey():
    found = tuple(
        called(TERT, 60 + n, 3000).model_copy(
            update={"pos": 1295113 + n, "id": f"TERT:{n}", "short_name": f"TERT {n}"}
        )
        for n in range(20)
    )
    made = monitor_of(series_of_reports(a_plasma("2026-01-05", found=found)))
    text = "".join(drawn(made).itertext())

    assert "13 further variants" in text
    assert len(list(drawn(made).iter("tspan"))) == 7


@pytest.mark.parametrize("poison", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_name_gets_nowhere(poison):
    name = f"{'X' * 60}{poison}Y"
    hit = called(TERT, 60, 3000).model_copy(update={"short_name": name})
    report = a_plasma("2026-01-05", found=(hit,), sample={"id": name})
    made = monitor_of(
        series_of_reports(report),
        (Treatment(name=name, start="2026-01-01", end=None, note=name, stated_in=("1",)),),
    )
    harmless = monitor_of(
        series_of_reports(
            a_plasma("2026-01-05", found=(called(TERT, 60, 3000),), sample={"id": "X" * 60})
        ),
        (Treatment(name="X", start="2026-01-01", end=None, note="X", stated_in=("1",)),),
    )

    assert Markup(monitor_html(made)).structure == Markup(monitor_html(harmless)).structure
    assert monitor_tsv(made).count("\n") == 2


def test_the_same_timeline_gives_the_same_bytes(made):
    again = monitor_of(series_of_reports(*the_course(), a_tissue()), TREATMENTS)

    assert monitor_json(again) == monitor_json(made)
    assert monitor_html(again) == monitor_html(made)
