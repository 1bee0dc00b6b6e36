"""What holds of any series of reports."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.model.monitor import Monitor
from hccgenomics.pipeline.monitor.inputs import series_of
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.reports.monitor_html import monitor_html
from hccgenomics.reports.monitor_json import monitor_json, monitor_tsv
from hccgenomics.vocabulary import Course, TimePointState
from tests.monitor.builders import (
    CTNNB1,
    DNMT3A,
    TERT,
    TP53,
    a_plasma,
    a_tissue,
    as_read,
    called,
    counted,
    series_of_reports,
)
from tests.reports.markup import Markup

FIRST = date(2026, 1, 5)
KEYS = (TERT, CTNNB1, TP53, DNMT3A)
WORDS = st.sampled_from(["called", "genotyped", "not_detected", "not_covered", ""])
CELL = st.tuples(WORDS, st.integers(1, 400), st.integers(400, 40_000))
SAMPLE = st.fixed_dictionaries(dict.fromkeys(KEYS, CELL))
DAYS = st.lists(st.integers(0, 900), min_size=1, max_size=5, unique=True)


@st.composite
def reports(draw):
    return [a_report_of(draw(SAMPLE), day) for day in draw(DAYS)]


def a_report_of(cells, day: int):
    found, forced = [], []
    for key, (word, alt, depth) in cells.items():
        if word == "called":
            found.append(called(key, alt, depth))
        elif word:
            reads = alt if word == "genotyped" else 0
            forced.append(counted(key, word, reads, depth if word != "not_covered" else 7))
    collected = (FIRST + timedelta(day)).isoformat()
    return a_plasma(collected, found=tuple(found), forced=tuple(forced))


def by_report(made: Monitor) -> dict[tuple[str, str], object]:
    """Each cell, by the report it comes from and the variant."""
    names = {one.number: one.report_id for one in made.provenance.inputs}
    return {
        (names[point.report], variant.id): cell
        for variant in made.variants
        for point, cell in zip(made.time_points, variant.plasma, strict=True)
    }


@given(reports(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_reports_does_not_matter(given_reports, chance):
    shuffled = given_reports.copy()
    chance.shuffle(shuffled)

    assert monitor_of(series_of_reports(*shuffled)) == monitor_of(series_of_reports(*given_reports))


@given(reports(), SAMPLE, st.integers(901, 1000))
@settings(max_examples=40)
def test_another_time_point_changes_no_state_that_was_told(given_reports, cells, day):
    before = by_report(monitor_of(series_of_reports(*given_reports)))
    after = by_report(monitor_of(series_of_reports(*given_reports, a_report_of(cells, day))))

    assert before.items() <= after.items()


@given(reports())
@settings(max_examples=40)
def test_the_tissue_changes_no_state_of_plasma(given_reports):
    before = by_report(monitor_of(series_of_reports(*given_reports)))
    series = series_of([as_read(one) for one in given_reports], [as_read(a_tissue())])

    assert before.items() <= by_report(monitor_of(series)).items()


@given(reports())
@settings(max_examples=40)
def test_a_timeline_reads_back_as_it_was_written(given_reports):
    made = monitor_of(series_of_reports(*given_reports))

    assert Monitor.model_validate_json(monitor_json(made)) == made
    assert monitor_tsv(made).count("\n") == 1 + len(made.variants) * len(made.time_points)


@given(reports())
@settings(max_examples=40)
def test_states_means_and_ratios_agree_with_each_other(given_reports):
    made = monitor_of(series_of_reports(*given_reports))
    tumour = [one for one in made.variants if one.lane == "tumour"]
    for place, point in enumerate(made.time_points):
        cells = [one.plasma[place] for one in tumour]
        for state in TimePointState:
            assert getattr(point, state) == sum(cell.state is state for cell in cells)
        if point.mean_vaf is not None:
            assert 0 <= point.mean_vaf.value <= point.mean_vaf.at_most <= 1
            assert point.mean_vaf.variants == sum(one.in_mean for one in made.variants)
    for ratio in made.ratios:
        if ratio.value is not None and ratio.high is not None:
            assert ratio.low <= ratio.value + 1e-4
            assert ratio.value <= ratio.high + 1e-4
        assert (ratio.course is Course.FALL) == (ratio.high is not None and ratio.high < 1)


@given(reports())
@settings(max_examples=40)
def test_every_variant_stands_in_one_group(given_reports):
    made = monitor_of(series_of_reports(*given_reports))
    grouped = [id_ for group in made.clone_groups for id_ in group.variants]

    assert len(grouped) == len(set(grouped))
    for group in made.clone_groups:
        assert group.high is None or group.low <= group.high


@given(reports())
@settings(max_examples=25)
def test_the_page_is_always_whole(given_reports):
    page = Markup(monitor_html(monitor_of(series_of_reports(*given_reports))))

    assert page.unclosed == []
    assert "nan" not in page.text.casefold().split()
