"""The first sentences: what was detected when, and the last sample against earlier ones."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import pytest

from hccgenomics.model.plasma import PlasmaSection
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.pipeline.monitor.summary import _some
from hccgenomics.reports import monitor_rows as rows
from hccgenomics.reports.figures import timeline
from hccgenomics.reports.monitor_html import monitor_html
from tests.monitor.builders import (
    CTNNB1,
    TERT,
    a_fraction,
    a_plasma,
    a_residual,
    a_tissue,
    called,
    cfdna,
    counted,
    series_of_reports,
)
from tests.reports.markup import Markup

NO_BREAK = "\N{NO-BREAK SPACE}"
DAYS = ("2026-01-05", "2026-02-02", "2026-03-02")


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def a_section(state: str, **fields) -> PlasmaSection:
    return PlasmaSection(
        residual_disease=a_residual(state, **fields),
        tumour_fraction=(a_fraction(),),
        cfdna=cfdna(2000.0),
    )


def a_point(day: str, alt: int, plasma: PlasmaSection | None = None):
    """Both variants with so many reads of 10,000; none of them called where there are none."""
    both = (TERT, CTNNB1)
    if alt:
        return a_plasma(day, found=tuple(called(one, alt, 10_000) for one in both), plasma=plasma)
    unseen = tuple(counted(one, "not_detected", 0, 10_000) for one in both)
    return a_plasma(day, forced=unseen, plasma=plasma)


def course(alts, states=("detected", "not_detected", "detected"), **fields):
    points = [
        a_point(day, alt, a_section(state, **fields))
        for day, alt, state in zip(DAYS, alts, states, strict=True)
    ]
    tissue = a_tissue((called(TERT, 40, 120), called(CTNNB1, 120, 400)))
    return monitor_of(series_of_reports(*points, tissue))


def test_a_fall_over_all_does_not_hide_a_rise_at_the_end():
    over_first, over_previous = (
        said for said in course((500, 10, 100)).summary if said.startswith("Mean allele fraction")
    )

    assert "over the first: 0.2 (" in over_first
    assert over_first.count("fell") == 1
    assert "over the one before: 10 (" in over_previous
    assert over_previous.count("rose") == 1


def test_a_rise_from_nothing_has_no_ratio_and_a_lower_end():
    said = next(one for one in course((500, 0, 100)).summary if "the one before" in one)

    assert "from " in said
    assert "nothing was seen at the earlier one" in said
    assert "not known" not in said


def test_two_samples_are_compared_once():
    points = [a_point(day, alt) for day, alt in zip(DAYS[:2], (500, 100), strict=True)]
    summary = monitor_of(series_of_reports(*points)).summary

    assert sum(said.startswith("Mean allele fraction") for said in summary) == 1


def test_where_tumour_dna_was_detected_is_said_with_its_limit():
    (said,) = (one for one in course((500, 0, 100), below=0.0004).summary if "Tumour DNA" in one)

    assert plain(said).endswith(
        "detected at time points 1 and 3; not detected at time point 2 (< 0.04 %)."
    )


@pytest.mark.parametrize("states", [("not_evaluable",) * 3])
def test_where_no_report_could_tell_nothing_is_said_of_tumour_dna(states):
    assert not any("Tumour DNA" in said for said in course((500, 0, 100), states).summary)


def test_what_was_not_detected_is_never_without_its_limit():
    assert plain(rows.residual_of(a_residual("not_detected"))) == "not detected (< 0.03 %)"
    assert plain(rows.residual_of(a_residual("not_detected", below=0.001))) == (
        "not detected (< 0.1 %)"
    )
    assert rows.residual_of(a_residual("detected", below=0.001)) == "detected"


def test_a_tumour_fraction_at_its_floor_is_not_told_from_none():
    below = a_fraction(0.01).model_copy(update={"floor": 0.01})
    above = a_fraction(0.02).model_copy(update={"floor": 0.01})

    assert plain(rows.fraction_of(below)) == "not told from none: 1 % (1 % to 4 %), floor 1 %"
    assert plain(rows.fraction_of(above)) == "2 % (1 % to 4 %)"


def test_molecules_have_the_interval_of_the_mean():
    second = course((500, 0, 100)).time_points[1]

    assert second.molecules.value == 0
    assert second.molecules.low == 0
    assert second.molecules.high == pytest.approx(second.mean_vaf.high * 2000, rel=1e-3)
    assert rows.molecules_interval(second.molecules).startswith("0 to ")


def test_a_mean_of_nothing_is_drawn_as_a_limit_and_not_as_a_value():
    def dashed(alts) -> int:
        found = ET.fromstring(str(timeline.timeline_figure(course(alts))))  # noqa: S314 -- ours
        return sum(one.get("stroke-dasharray") == "6,6" for one in found.iter())

    assert dashed((500, 0, 100)) == 1
    assert dashed((500, 10, 100)) == 0


def test_many_names_are_cut_and_counted():
    assert _some([f"G{n}" for n in range(8)]) == "G0, G1, G2, G3, G4, G5, G6, G7"
    assert _some([f"G{n}" for n in range(11)]).endswith("G7, 3 more")


def a_long_course(count: int = 8):
    days = [f"2026-{month:02d}-05" for month in range(1, count + 1)]
    tissue = a_tissue((called(TERT, 40, 120), called(CTNNB1, 120, 400)))
    return monitor_of(series_of_reports(*(a_point(day, 100) for day in days), tissue))


def test_many_samples_stand_in_blocks_that_hold_each_of_them_once():
    made = a_long_course()
    page = Markup(monitor_html(made))
    marked = [dict(attrs).get("data-label") for tag, attrs in page.tags if tag == "td"]

    for point in made.time_points:
        assert marked.count(point.collected) == len(made.variants)
    assert "Tumour, time points 1 to 4" in page.text
    assert "Tumour, time points 5 to 8" in page.text
    assert page.unclosed == []


def test_symbols_of_one_sample_stay_nearer_to_it_than_to_the_next():
    first = date(2026, 1, 1)
    days = timeline.Days(first, first + timedelta(120), left=100.0, right=220.0)
    dates = tuple(first + timedelta(one) for one in (1, 61, 101))
    plot = timeline.Plot(days=days, height=None, left=100.0, dates=dates)
    gap = min(after - before for before, after in pairwise(map(plot.x, range(3))))

    assert timeline._dodge(plot, 7) * 6 < gap
    assert timeline._dodge(plot, 2) == timeline.DODGE
