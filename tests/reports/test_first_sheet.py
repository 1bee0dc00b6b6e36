"""What the first screen and the first printed sheet hold: what fits, in order, all counted."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.reports.first_sheet import SHEET, first_sheet
from hccgenomics.reports.page import LONGEST_TITLE, page_of
from hccgenomics.reports.to_html import to_html
from tests.browser.conftest import needed
from tests.builders import a_crowded_report, a_marker, a_report, a_sample, an_empty_report
from tests.reports.markup import Markup
from tests.reports.test_hypothesis_groups import a_row

SENTENCES = st.lists(st.text("abcdef 中文", min_size=1, max_size=400), max_size=60)
SHORT_FACTS = 14


def same(text: str) -> str:
    return text


def sheet_of(**fields):
    report = a_report(**fields)
    return report, first_sheet(report, page_of(report), same)


@given(SENTENCES, SENTENCES)
def test_sentences_keep_their_order_and_none_is_lost(summary, limits):
    report, sheet = sheet_of(summary=tuple(summary), limits=tuple(limits))

    assert sheet.key + sheet.more_key == report.summary
    assert sheet.limits == report.limits[: len(sheet.limits)]


@given(st.integers(1, 400))
def test_a_longer_first_sentence_leaves_room_for_no_more_others(letters):
    rest = ("TP53 p.R249S is present at 45.7 % (116 of 254 reads).",) * 40
    _, short = sheet_of(summary=("x" * letters, *rest))
    _, long = sheet_of(summary=("x" * (letters + 200), *rest))

    assert len(long.key) <= len(short.key)


def test_chinese_takes_the_room_it_needs():
    latin, chinese = ("x" * 200,) * 40, ("中" * 200,) * 40

    assert len(sheet_of(summary=chinese)[1].key) < len(sheet_of(summary=latin)[1].key)


def test_the_markers_of_the_table_are_all_on_it():
    report, sheet = sheet_of()

    assert len(sheet.strip) == len(report.markers) > 0


def test_of_hundreds_of_markers_the_others_are_counted():
    report = a_report(markers=tuple(a_marker(f"GENE{n}") for n in range(300)))
    sheet = first_sheet(report, page_of(report), same)
    text = Markup(to_html(report)).text

    assert 16 < len(sheet.strip) < 60
    assert f"{300 - len(sheet.strip)} more markers, in the annex" in text


def test_where_little_was_found_limits_stand_below_the_key_findings():
    many = tuple(f"Limit {n}: " + "what was not looked at, and why " * 3 for n in range(9))
    html = to_html(an_empty_report(limits=many, summary=("No variant was kept.",)))

    assert "All 9 limits, in the annex" in html


@pytest.mark.parametrize("letters", [1, 40, 41, 200, 240])
def test_a_name_is_never_cut_before_it_is_very_long(letters):
    name = "Q" * letters

    assert name in Markup(to_html(a_report(sample=a_sample(id=name)))).text.split()


def test_a_name_without_end_is_cut_at_the_head_and_whole_in_the_annex():
    name = "Q" * 1000
    head, _, annex = to_html(a_report(sample=a_sample(id=name))).partition("</header>")

    assert "Q" * (LONGEST_TITLE - 1) + "…</h1>" in head
    assert name in annex


def test_a_shortened_name_is_in_full_in_the_annex():
    name = "a-tumour-column-of-more-than-forty-letters-" * 4
    text = Markup(to_html(a_report(sample=a_sample(tumour_sample=name)))).text

    assert name[:39] + "…" in text
    assert name in text.partition("Names in full")[2]


def test_the_reason_of_a_correction_is_in_full_in_the_annex():
    reason = "The sample was swapped with that of another patient. " * 20
    text = Markup(to_html(a_report(status="corrected", supersedes="abc", reason=reason))).text

    assert reason.strip() in text.partition("Names in full")[2]
    assert "Reason: The sample was swapped" in text


def test_key_findings_that_do_not_fit_stand_at_the_head_of_the_annex():
    every = tuple(f"Finding {n} of forty:" + " what it says, and why" * 6 for n in range(40))
    report = a_report(summary=every)
    sheet = first_sheet(report, page_of(report), same)
    first, mark, annex = to_html(report).partition('id="h-more"')

    assert 0 < len(sheet.key) < len(every)
    assert sheet.key + sheet.more_key == every
    assert mark
    assert all(one in first for one in sheet.key)
    assert all(one in annex for one in sheet.more_key)
    assert f"{len(sheet.more_key)} more key findings" in first


HARD = {
    "crowded": lambda: a_crowded_report(500),
    "long names": lambda: a_report(
        sample=a_sample(
            id="W" * 200, tumour_sample="W" * 200, normal_sample="W" * 200,
            reviewed_by="W" * 200, reported="2025-10-09", sex="female",
        ),
        status="corrected", supersedes="W" * 60, reason="What was wrong, and why. " * 30,
    ),
    "long sentences": lambda: a_report(
        summary=("A key finding that goes on and on and on. " * 12,) * 40,
        limits=("A limit that goes on and on and on and on. " * 9,) * 40,
    ),
    "tiers": lambda: a_report(
        hypotheses=tuple(a_row(number, amp="II-C") for number in range(60)),
        summary=("A key finding that goes on and on and on. " * 5,) * 40,
        limits=("A limit that goes on and on and on and on. " * 3,) * 40,
    ),
    "short sentences": lambda: a_report(summary=("Short.",) * 90, limits=("Short.",) * 90),
    "hundreds of markers": lambda: a_report(
        markers=tuple(a_marker(f"GENE{n}") for n in range(300))
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", HARD)
def test_the_summary_is_one_sheet_of_paper_and_the_annex_begins_on_the_second(
    name, language, tmp_path
):
    browser, text = shutil.which("chromium"), shutil.which("pdftotext")
    needed(browser, "Chromium")
    needed(text, "pdftotext (poppler-utils)")
    page, sheet = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(to_html(HARD[name](), language), encoding="utf-8")
    command = (browser, "--headless", "--no-sandbox", "--no-pdf-header-footer")
    subprocess.run(
        [*command, f"--print-to-pdf={sheet}", page.as_uri()], check=True, capture_output=True
    )
    said = subprocess.run([text, sheet, "-"], check=True, capture_output=True, text=True).stdout
    first, second, *_ = said.split("\f")

    annex = {"en": ("Genes in focus", "continued"), "zh": ("重点基因", "续")}[language]
    unseen = {"en": "in the annex", "zh": "见附录"}[language]
    assert unseen in first or len(HARD[name]().limits) < SHORT_FACTS
    assert not any(word in first for word in annex)
    assert any(word in second for word in annex)


def tiered(count: int, **fields):
    rows = [a_row(number, amp="II-C") for number in range(count)]
    return a_report(hypotheses=tuple(rows), **fields)


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_hypotheses_with_a_tier_are_on_the_first_sheet_and_the_others_are_counted(count):
    report = tiered(count)
    sheet = first_sheet(report, page_of(report), same)
    text = Markup(to_html(report)).text
    left = count - len(sheet.tiered)

    assert bool(sheet.tiered) is bool(count)
    assert ("Hypotheses with a tier" in text) is bool(count)
    assert (f"{left} more hypotheses with a tier, in the annex" in text) is (left > 1)


@pytest.mark.parametrize("found", [1, 400])
def test_however_much_was_found_three_hypotheses_and_a_limit_are_told(found):
    said = tuple(f"Finding {n}: " + "what it is and how often " * 4 for n in range(found))
    limits = ("What was not looked at, and why. " * 3,) * 9
    report = tiered(9, summary=said, limits=limits)
    sheet = first_sheet(report, page_of(report), same)

    assert len(sheet.tiered) >= 3
    assert len(sheet.limits) >= 1
    assert len(sheet.key) >= 1


def test_limits_for_which_the_sheet_has_no_room_stand_on_the_screen():
    said = tuple(f"Finding {n}: " + "what it is and how often " * 4 for n in range(40))
    limits = tuple(f"Limit {n}: " + "what was not looked at, and why " * 6 for n in range(9))
    report = tiered(3, summary=said, limits=limits)
    sheet = first_sheet(report, page_of(report), same)

    assert sheet.limits + sheet.on_screen == report.limits[:5]
    assert sheet.on_screen
    assert to_html(report).count('<li class="unprinted">Limit') == len(sheet.on_screen)


def test_the_first_tests_are_named_and_the_others_counted():
    report = a_report()
    steps = tuple(
        report.follow_up[0].model_copy(update={"rank": n, "test": f"Test {n}"})
        for n in range(1, 12)
    )
    text = Markup(to_html(a_report(follow_up=steps))).text
    first = text.partition("What would change the answer:")[2]

    assert first.strip().startswith("Test 1; Test 2; Test 3; 8 more tests, in the annex")


def test_the_sheet_is_smaller_than_the_paper():
    assert SHEET < 267 / 25.4 * 72
