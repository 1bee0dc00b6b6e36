"""Alterations larger than a small variant: called, looked for, or not told; never a fraction."""

from __future__ import annotations

import pytest

from hccgenomics.model.report import Limit
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.reports.monitor_html import monitor_html
from tests.builders import a_component, a_marker, an_alteration
from tests.monitor.builders import TERT, a_plasma, a_tissue, called, series_of_reports
from tests.reports.markup import Markup

NAME = "FGF19 amplification"


def an_amplification(**overrides):
    fields = {
        "id": "FGF19:amplification", "kind": "copy_number", "gene": "FGF19", "short_name": NAME,
        "contig": "chr11", "pos": 69350001, "ref": "N", "alt": "<DUP>", "copies": 8.0,
        "vaf": None, "depth": None, "ref_depth": None, "alt_depth": None,
    }  # fmt: skip
    return an_alteration(**{**fields, **overrides})


def the_marker(state: str, limit: Limit | None = None, found=()):
    part = a_component(**{"gene": "FGF19", "class": "copy_number", "state": state, "limit": limit})
    return a_marker(NAME, state=state, components=(part,), alterations=found)


BASELINE = a_plasma(
    "2026-01-05",
    found=(called(TERT, 60, 3000), an_amplification()),
    markers=(the_marker("present", found=("FGF19:amplification",)),),
)


@pytest.mark.parametrize(
    ("state", "limit", "expected", "said"),
    [
        ("absent", Limit(value=4.0, unit="copies"), "not_detected", "at a cut-off of 4 copies"),
        ("absent", None, "not_detected", "was looked at"),
        ("not_assayed", None, "not_told", "not assayed"),
        ("no_call", None, "not_told", "nothing says"),
    ],
)
def test_what_was_not_called_is_what_its_marker_says(state, limit, expected, said):
    later = a_plasma("2026-02-02", markers=(the_marker(state, limit),))
    (event,) = monitor_of(series_of_reports(BASELINE, later)).larger_alterations

    assert [cell.state for cell in event.plasma] == ["called", expected]
    assert event.plasma[0].value == "8 copies"
    assert said in event.plasma[1].why


def test_without_its_marker_nothing_is_told():
    later = a_plasma("2026-02-02", markers=())
    (event,) = monitor_of(series_of_reports(BASELINE, later)).larger_alterations

    assert event.plasma[1].state == "not_told"


def test_one_event_with_other_ends_is_one_row():
    again = an_amplification(pos=69000001, copies=None, log2_ratio=1.9)
    later = a_plasma("2026-02-02", found=(again,))
    (event,) = monitor_of(series_of_reports(BASELINE, later)).larger_alterations

    assert [cell.value for cell in event.plasma] == ["8 copies", "log2 ratio 1.9"]


def test_it_enters_no_mean_and_no_row_of_small_variants():
    made = monitor_of(series_of_reports(BASELINE, a_tissue((an_amplification(),))))

    assert [one.gene for one in made.variants] == ["TERT"]
    assert made.time_points[0].mean_vaf.variants == 1
    assert made.larger_alterations[0].tissue[0].state == "called"
    assert NAME in Markup(monitor_html(made)).text
