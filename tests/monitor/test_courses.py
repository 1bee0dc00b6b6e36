"""What is said of a variant that comes or goes, and of how much it all changed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from hccgenomics.pipeline.monitor.ratios import ratio_of
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.vocabulary import Course
from tests.forbidden import phrases_in
from tests.monitor.builders import (
    CTNNB1,
    DNMT3A,
    TERT,
    TP53,
    a_plasma,
    a_tissue,
    called,
    cfdna,
    counted,
    series_of_reports,
    the_course,
)
from tests.truth import rows

DEPTH = 100_000
WORD = re.compile(r"(?P<kind>[CGgNX-])(?P<value>[\d.]*)")


def a_time_point(day: int, word: str):
    """A report that says one word of the TERT promoter."""
    said = WORD.fullmatch(word)
    kind, value = said["kind"], float(said["value"] or 0)
    alt = round(value * DEPTH)
    found, forced = (), ()
    match kind:
        case "C":
            found = (called(TERT, alt, DEPTH),)
        case "G" | "g":
            q = 1e-9 if kind == "G" else 0.6
            forced = (counted(TERT, "genotyped", alt, DEPTH, q_value=q),)
        case "N":
            forced = (counted(TERT, "not_detected", 0, DEPTH, limit_vaf=value),)
        case "X":
            forced = (counted(TERT, "not_covered", 0, 4),)
    return a_plasma(f"2026-{day:02d}-01", found=found, forced=forced)


def plain(text: str) -> str:
    """A no-break space is a space."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def the_timeline(words: str):
    first, *rest = words.split()
    tissue = (a_tissue((called(TERT, 40, 120),)),) if first == "T" else ()
    points = rest if first == "T" else [first, *rest]
    reports = (a_time_point(day, word) for day, word in enumerate(points, 1))
    return monitor_of(series_of_reports(*reports, *tissue))


@pytest.mark.parametrize("row", rows("monitor_courses.tsv"))
def test_coming_and_going_are_those_of_the_truth_table(row):
    made = the_timeline(row["cells"])

    assert [f"{one.at} {one.appearance}" for one in made.appeared] == (
        [row["appeared"]] if row["appeared"] else []
    )
    assert [f"{one.last_seen} {one.state}" for one in made.no_longer_seen] == (
        [row["gone"]] if row["gone"] else []
    )
    for one in (*made.appeared, *made.no_longer_seen):
        assert one.why
        assert phrases_in(one.why) == []
        assert "clear" not in one.why


def test_what_is_no_longer_seen_names_its_limit():
    (gone,) = the_timeline("C0.02 N0.005").no_longer_seen
    assert plain(gone.why) == "Below 0.5 % at time point 2; 2 % VAF at time point 1."

    (gone,) = the_timeline("C0.02 N0.05").no_longer_seen
    assert "that it fell is not shown" in gone.why


def test_what_may_have_been_there_says_why_it_was_not_seen():
    (one,) = the_timeline("N0.05 X - g0.0001 C0.02").appeared
    why = plain(one.why)

    assert "time point 1 would have shown it only from 5 %" in why
    assert "not covered at time point 2" in why
    assert "nothing is told of its place at time point 3" in why
    assert "no more of them than errors explain" in why


def test_a_fall_needs_an_interval_below_one():
    fell = the_timeline("C0.02 C0.002").ratios[0]
    same = the_timeline("C0.02 C0.0199").ratios[0]
    rose = the_timeline("C0.002 C0.02").ratios[0]

    assert (fell.course, same.course, rose.course) == (
        Course.FALL, Course.UNDECIDED, Course.RISE,
    )  # fmt: skip
    assert (fell.ctdna_response, same.ctdna_response, rose.ctdna_response) == (
        "fall", None, "no_fall",
    )  # fmt: skip
    assert fell.high < 1 < rose.low
    assert same.low < 1 < same.high
    assert "fell" in fell.why
    assert "neither a fall nor a rise is shown" in same.why


def test_each_time_point_is_held_against_the_first_and_the_one_before():
    made = the_timeline("C0.02 C0.01 C0.005")

    assert [(one.against, one.before, one.after) for one in made.ratios] == [
        ("first", 1, 2), ("first", 1, 3), ("previous", 2, 3),
    ]  # fmt: skip
    assert [one.days for one in made.ratios] == [31, 59, 28]


def test_a_ratio_over_nothing_seen_is_none_and_says_so():
    made = the_timeline("T N0.005 N0.004")
    (ratio,) = made.ratios

    assert ratio.value is ratio.course is None
    assert "was seen at either" in ratio.why


def test_a_ratio_without_a_common_variant_says_so():
    (ratio,) = the_timeline("C0.02 -").ratios

    assert ratio.variants == ()
    assert ratio.why.startswith("No variant")


def test_where_nothing_was_counted_the_interval_reaches_to_the_limit():
    from hccgenomics.ctdna.response import Count
    from hccgenomics.pipeline.monitor.counts import Counts

    one = monitor_of(series_of_reports(a_plasma("2026-01-05", found=(called(TERT, 9, 900),))))
    (variant,) = one.variants
    seen = Counts(Count(100, 10_000), Count(100, 10_000))
    uncounted = Counts(Count(0, 1000), Count(5, 1000))
    counted_none = Counts(Count(0, 1000), Count(0, 1000))
    loose = ratio_of([(variant, seen, uncounted)], 0.95)
    tight = ratio_of([(variant, seen, counted_none)], 0.95)

    assert loose.value == tight.value == 0
    assert loose.high > tight.high
    assert ratio_of([(variant, uncounted, seen)], 0.95).value is None
    low = ratio_of([(variant, uncounted, seen)], 0.95).low
    assert 0 < low < ratio_of([(variant, counted_none, seen)], 0.95).low


def test_the_mean_is_over_variants_told_at_every_evaluable_time_point():
    made = monitor_of(series_of_reports(*the_course(), a_tissue()))
    behind = {one.name for one in made.variants if one.in_mean}

    assert behind == {"TERT c.-124C>T", "TP53 p.R249S"}  # CTNNB1 is not covered at the third
    assert made.time_points[0].mean_vaf.value == pytest.approx(180 / 6000 / 2)
    assert all(name in made.mean_rests_on for name in behind)
    assert made.time_points[1].mean_vaf.low < made.time_points[1].mean_vaf.value


def test_a_mean_of_what_is_not_counted_throughout_has_no_interval():
    stated = called(TP53, 60, 3000).model_copy(update={"alt_depth": None, "depth": None})
    report = a_plasma("2026-01-05", found=(called(TERT, 60, 3000), stated))
    mean = monitor_of(series_of_reports(report)).time_points[0].mean_vaf

    assert (mean.value, mean.variants) == (0.02, 2)
    assert (mean.low, mean.high) == (None, None)


@pytest.mark.parametrize(
    ("before", "after", "course"),
    [(20, 60, "rise"), (20, 25, "undecided"), (25, 20, "undecided"), (60, 20, "fall")],
)
def test_a_course_is_said_only_where_the_whole_interval_lies_on_one_side(before, after, course):
    first = a_plasma("2026-01-05", found=(called(TERT, before, 1000),))
    later = a_plasma("2026-02-02", found=(called(TERT, after, 1000),))
    (ratio,) = monitor_of(series_of_reports(first, later)).ratios

    assert ratio.course == course
    assert ratio.value == pytest.approx(after / before, rel=1e-3)


def test_a_time_point_that_tells_nothing_does_not_empty_the_mean():
    silent = a_plasma("2026-03-01")
    first, second, third = the_course()
    made = monitor_of(series_of_reports(first, second, silent, third, a_tissue()))

    assert [point.is_evaluable for point in made.time_points] == [True, True, False, True]
    assert made.time_points[2].mean_vaf is None
    assert made.time_points[2].why
    assert {one.name for one in made.variants if one.in_mean} == {
        "TERT c.-124C>T", "TP53 p.R249S",
    }  # fmt: skip


def test_blood_and_germline_enter_no_mean():
    germline = called(CTNNB1, 4000, 8000, origin="likely_germline", driver=False)
    found = (called(TERT, 100, 5000), called(DNMT3A, 400, 8000), germline)
    made = monitor_of(series_of_reports(a_plasma("2026-01-05", found=found)))
    lanes = {one.gene: one.lane for one in made.variants}

    assert lanes == {"TERT": "tumour", "DNMT3A": "blood", "CTNNB1": "germline"}
    assert made.time_points[0].mean_vaf.value == 0.02
    assert made.appeared == ()


def test_what_is_no_driver_and_of_unknown_origin_enters_no_mean():
    unknown = called(CTNNB1, 40, 8000, origin="unknown", driver=False)
    made = monitor_of(
        series_of_reports(a_plasma("2026-01-05", found=(called(TERT, 100, 5000), unknown)))
    )

    assert {one.gene: one.lane for one in made.variants}["CTNNB1"] == "undecided"
    assert made.time_points[0].mean_vaf.variants == 1


def test_a_variant_of_tissue_is_the_tumours_though_plasma_doubts_it_and_that_is_said():
    doubted = called(TP53, 100, 8000, origin="possible_haematopoiesis")
    alone = monitor_of(series_of_reports(a_plasma("2026-01-05", found=(doubted,))))
    beside = monitor_of(series_of_reports(a_plasma("2026-01-05", found=(doubted,)), a_tissue()))

    assert alone.variants[0].lane == "blood"
    (tp53,) = (one for one in beside.variants if one.gene == "TP53")
    assert tp53.lane == "tumour"
    assert any("do not agree" in remark for remark in beside.remarks)


def test_molecules_need_plasma_volume_and_cell_free_dna():
    first, second, third = monitor_of(series_of_reports(*the_course(), a_tissue())).time_points

    assert first.molecules.value == pytest.approx(0.015 * 2000)
    assert second.molecules.value == pytest.approx(6 / 5200 / 2 * 1000, rel=1e-3)
    assert third.molecules is None
    assert "plasma_volume" in third.molecules_why


def test_molecules_without_a_mean_are_not_computed():
    from hccgenomics.model.plasma import PlasmaSection

    report = a_plasma("2026-01-05", plasma=PlasmaSection(cfdna=cfdna()))
    (point,) = monitor_of(series_of_reports(report)).time_points

    assert point.molecules is None
    assert "no mean" in point.molecules_why


def test_counts_are_held_against_counts_and_never_against_the_callers():
    """The caller says 4 %, its own alignments 2 %: with counts at both, counts are compared."""
    first = a_plasma(
        "2026-01-05",
        found=(called(TERT, 240, 6000),),
        forced=(counted(TERT, "called", 100, 5000),),
    )
    second = a_plasma("2026-02-02", forced=(counted(TERT, "genotyped", 50, 5000),))
    made = monitor_of(series_of_reports(first, second))
    uncounted = monitor_of(series_of_reports(first.model_copy(update={"forced_calls": ()}), second))

    assert made.variants[0].plasma[0].vaf == 0.04  # as that report has it
    assert made.variants[0].by_counts
    assert made.ratios[0].value == 0.5
    assert made.time_points[0].mean_vaf.value == 0.02
    assert uncounted.ratios[0].value == 0.25
    assert not uncounted.variants[0].by_counts


def test_what_was_seen_at_neither_moves_with_nobody():
    none = (counted(TP53, "not_detected", 0, 9000),)
    before = (called(TERT, 200, 10_000), called(CTNNB1, 190, 10_000))
    after = (called(TERT, 20, 10_000), called(CTNNB1, 21, 10_000))
    made = monitor_of(
        series_of_reports(
            a_plasma("2026-01-05", found=before, forced=none),
            a_plasma("2026-02-02", found=after, forced=none),
            a_tissue(),
        )
    )

    assert {one.name for one in made.clones} == {"TERT c.-124C>T", "CTNNB1 p.S45P"}
    assert len(made.ratios[0].variants) == 3


def test_variants_that_move_apart_stand_in_different_groups():
    before = (called(TERT, 200, 10_000), called(CTNNB1, 190, 10_000), called(TP53, 20, 10_000))
    after = (called(TERT, 20, 10_000), called(CTNNB1, 21, 10_000), called(TP53, 210, 10_000))
    made = monitor_of(
        series_of_reports(a_plasma("2026-01-05", found=before), a_plasma("2026-02-02", found=after))
    )
    moved = {one.name: one.movement for one in made.clones}

    assert [set(group.names) for group in made.clone_groups] == [
        {"TERT c.-124C>T", "CTNNB1 p.S45P"}, {"TP53 p.R249S"},
    ]  # fmt: skip
    assert moved["TP53 p.R249S"] == "above_the_others"
    assert moved["TERT c.-124C>T"] == "below_the_others"
    assert "belong to one clone" in made.clones_why


def test_variants_that_move_together_are_one_group():
    before = (called(TERT, 200, 10_000), called(CTNNB1, 190, 10_000))
    after = (called(TERT, 20, 10_000), called(CTNNB1, 21, 10_000))
    made = monitor_of(
        series_of_reports(a_plasma("2026-01-05", found=before), a_plasma("2026-02-02", found=after))
    )

    (group,) = made.clone_groups
    assert len(group.variants) == 2
    assert group.low <= 0.11 <= group.high
    assert {one.movement for one in made.clones} == {"with_the_others"}


def test_of_two_variants_it_is_not_told_which_moves_otherwise():
    before = (called(TERT, 200, 10_000), called(TP53, 20, 10_000))
    after = (called(TERT, 20, 10_000), called(TP53, 210, 10_000))
    made = monitor_of(
        series_of_reports(a_plasma("2026-01-05", found=before), a_plasma("2026-02-02", found=after))
    )

    assert all("cannot be told which" in one.why for one in made.clones)


def test_one_variant_is_compared_with_no_clone():
    made = the_timeline("C0.02 C0.01")

    assert made.clones == ()
    assert made.clones_why.startswith("Fewer than two")
    assert any("mean of one variant" in said for said in made.may_not_be_concluded)


def test_what_the_matched_normal_carries_enters_no_mean():
    from hccgenomics.model.report_ledger import Ledger
    from hccgenomics.vocabulary import DropReason
    from tests.monitor.test_states import an_entry

    entry = replace(an_entry(50, 5000), bucket=DropReason.IN_NORMAL)
    ledger = Ledger(read=0, kept=0, dropped={}, entries=(entry,))
    later = a_plasma("2026-02-02", ledger=ledger)
    made = monitor_of(
        series_of_reports(a_plasma("2026-01-05", found=(called(TERT, 50, 5000),)), later)
    )

    assert made.variants[0].lane == "undecided"
    assert "matched normal" in made.variants[0].lane_why
    assert made.variants[0].plasma[1].state == "genotyped"


def test_a_hotspot_that_was_only_counted_is_undecided_and_quiet_ones_are_not_listed():
    forced = (
        counted(TERT, "genotyped", 40, 9000, because=("hotspot",)),
        counted(TP53, "genotyped", 1, 9000, because=("hotspot",), q_value=0.9),
        counted(CTNNB1, "not_detected", 0, 9000, because=("hotspot",)),
    )
    made = monitor_of(series_of_reports(a_plasma("2026-01-05", forced=forced)))

    (one,) = made.variants
    assert (one.gene, one.lane) == ("TERT", "undecided")
    assert "called in no sample" in one.lane_why


def test_what_may_not_be_concluded_speaks_of_what_this_series_lacks():
    from hccgenomics.model.plasma import CoverageSection

    bare = {"coverage": CoverageSection()}
    first = a_plasma("2026-01-05", found=(called(TERT, 9, 900), called(DNMT3A, 9, 900)), **bare)
    said = " ".join(monitor_of(series_of_reports(first)).may_not_be_concluded)
    whole = " ".join(
        monitor_of(series_of_reports(*the_course()[1:], a_tissue())).may_not_be_concluded
    )

    for part in ("no coverage was told", "blood lane", "Without the tissue", "mean of one variant"):
        assert part in said
    assert "no coverage was told" not in whole
    assert "Without the tissue" not in whole
    for part in ("size of the tumour", "not shown to be gone", "names no treatment"):
        assert part in said
        assert part in whole
