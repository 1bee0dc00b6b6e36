"""What a report says of a variant, in one word, with the limit where there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hccgenomics.ctdna.detection import detection_limit
from hccgenomics.model.ledger import Block, Entry
from hccgenomics.model.plasma import CoverageSection, Measured
from hccgenomics.model.report import Limit
from hccgenomics.model.report_ledger import Ledger
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.pipeline.monitor.states import rule_of
from hccgenomics.vocabulary import DropReason
from tests.builders import a_component, a_marker, a_provenance
from tests.monitor.builders import TERT, a_plasma, called, counted, series_of_reports
from tests.truth import rows

CONTIG, POS, REF, ALT = TERT


def pair(text: str) -> tuple[int, int]:
    alt, depth = text.split("/")
    return int(alt), int(depth)


def number(text: str) -> float | None:
    return None if text in {"", "-"} else float(text)


def an_entry(alt: int, depth: int) -> Entry:
    return Entry(
        file=1, record=1, contig=CONTIG, pos=POS, ref=REF, alt=ALT, bucket=DropReason.FILTERED,
        why="below caller's filter (weak_evidence)", filter=("weak_evidence",), vaf=alt / depth,
        alt_depth=alt, depth=depth, not_applied=(), normalised=f"{CONTIG}:{POS} {REF}>{ALT}",
        alterations=(), beside=(),
    )  # fmt: skip


def a_block(text: str) -> Block:
    depth, mark = text.split()
    return Block(
        file=1, contig=CONTIG, pos=POS - 20, end=POS + 20, filter=(mark,), min_depth=int(depth),
        max_depth=None, entries=1,
    )  # fmt: skip


def a_part(text: str):
    """The TERT promoter marker with one component as the table has it."""
    state, depth, limit, *more = [*text.split(" ", 6), *[""] * 6][:7]
    measured = None
    if depth:
        bases, known, fit, gaps = (*more, *[""] * 4)[:4]
        measured = Measured(
            assayed=None, bases=int(bases), measured_bases=int(known), callable_bases=int(fit),
            depth=int(depth), median_depth=None, effective_depth=int(depth),
            depth_unit="fragments", expected_vaf=None, clonal_would_be_seen=None,
            sources=("p.bam",), gaps=tuple(filter(None, gaps.split(";"))),
        )  # fmt: skip
    value = number(limit)
    return a_marker(
        "TERT promoter",
        state=state,
        components=(
            a_component(
                gene="TERT",
                state=state,
                limit=None if value is None else Limit(value=value, unit="VAF"),
                measured=measured,
            ),
        ),
    )


def the_report(row):
    found, forced, entries, blocks, markers = (), (), (), (), ()
    if row["called"]:
        found = (called(TERT, *pair(row["called"])),)
    if row["forced"]:
        state, alt, limit = row["forced"].split()
        forced = (counted(TERT, state, *pair(alt), limit_vaf=number(limit)),)
    if row["listed"]:
        entries = (an_entry(*pair(row["listed"])),)
    if row["block"]:
        blocks = (a_block(row["block"]),)
    if row["part"]:
        markers = (a_part(row["part"]),)
    return a_plasma(
        "2026-02-02", found=found, forced=forced, markers=markers,
        ledger=Ledger(read=0, kept=0, dropped={}, entries=entries, blocks=blocks),
        coverage=CoverageSection(),
    )  # fmt: skip


def the_baseline(row):
    """Where the variant is known from, with its marker and exon."""
    hit = called(TERT, 100, 2000, exon=f"{row['exon']}/10" if row["exon"] else None)
    marker = a_marker("TERT promoter", state="present", alterations=(hit.id,))
    return a_plasma("2026-01-05", found=(hit,), markers=(marker,))


@pytest.mark.parametrize("row", rows("monitor_states.tsv"))
def test_the_state_is_that_of_the_truth_table(row):
    report = the_report(row)
    (variant,) = monitor_of(series_of_reports(the_baseline(row), report)).variants
    cell = variant.plasma[1]

    assert cell.state == row["state"]
    assert cell.rests_on == row["rests_on"]
    assert cell.vaf == number(row["vaf"])
    assert cell.why
    if row["limit"] == "*":
        assert cell.depth
        assert cell.limit_vaf == pytest.approx(detection_limit(cell.depth, rule_of(report)), 1e-3)
    else:
        assert cell.limit_vaf == number(row["limit"])


@pytest.mark.parametrize("row", rows("monitor_states.tsv"))
def test_no_state_is_absent_and_silence_is_never_a_limit(row):
    (variant,) = monitor_of(series_of_reports(the_baseline(row), the_report(row))).variants
    cell = variant.plasma[1]

    assert (cell.limit_vaf is not None) or cell.state != "not_detected"
    if cell.state in {"not_told", "not_covered"}:
        assert cell.vaf is cell.limit_vaf is None


def test_an_interval_holds_its_fraction_and_only_where_reads_are_known():
    report = a_plasma("2026-01-05", found=(called(TERT, 60, 3000),))
    (variant,) = monitor_of(series_of_reports(report)).variants
    cell = variant.plasma[0]
    assert (cell.low, cell.vaf, cell.high) == (0.0153, 0.02, 0.02567)

    without = called(TERT, 60, 3000).model_copy(update={"depth": None})
    unknown = a_plasma("2026-01-05", found=(without,))
    (variant,) = monitor_of(series_of_reports(unknown)).variants
    assert (variant.plasma[0].low, variant.plasma[0].high) == (None, None)


def test_no_interval_stands_beside_a_fraction_that_lies_outside_of_it():
    report = a_plasma("2026-01-05", found=(called(TERT, 60, 3000, vaf=0.2),))
    (variant,) = monitor_of(series_of_reports(report)).variants

    assert variant.plasma[0].vaf == 0.2
    assert variant.plasma[0].low is None


def test_blocks_that_do_not_hold_all_of_the_reference_allele_say_nothing():
    deletion = called(TERT, 100, 2000).model_copy(update={"ref": "GAA", "alt": "G"})
    half = Block(
        file=1, contig=CONTIG, pos=POS, end=POS + 1, filter=("PASS",), min_depth=900,
        max_depth=None, entries=1,
    )  # fmt: skip
    rest = Block(
        file=1, contig=CONTIG, pos=POS + 2, end=POS + 9, filter=("PASS",), min_depth=500,
        max_depth=None, entries=1,
    )  # fmt: skip
    first = replace(half, end=POS)
    for blocks, state, depth in (
        ((half,), "not_told", None),
        ((first, rest), "not_told", None),  # the base between them is in neither
        ((half, rest), "not_detected", 500),
    ):
        ledger = Ledger(read=0, kept=0, dropped={}, blocks=blocks)
        series = series_of_reports(
            a_plasma("2026-01-05", found=(deletion,)), a_plasma("2026-02-02", ledger=ledger)
        )
        (variant,) = monitor_of(series).variants
        assert (variant.plasma[1].state, variant.plasma[1].depth) == (state, depth)


def test_a_marker_does_not_speak_of_a_splice_site_beside_its_exons():
    splice = called(TERT, 100, 2000, exon=None, intron="4/9", promoter=None)
    marker = a_marker("TERT promoter", state="present", alterations=(splice.id,))
    later = a_plasma("2026-02-02", markers=(a_part("absent 800 0.01 6 6 6"),))
    series = series_of_reports(a_plasma("2026-01-05", found=(splice,), markers=(marker,)), later)
    (variant,) = monitor_of(series).variants

    assert variant.plasma[1].state == "not_told"


@pytest.mark.parametrize(
    ("min_depth", "depth", "state"),
    [(0, 60, "not_detected"), (60, 60, "not_detected"), (61, 60, "not_covered")],
)
def test_a_block_below_the_laboratorys_least_depth_shows_nothing(min_depth, depth, state):
    """What a run leaves out whatever it shows could not have been seen there either."""
    provenance = a_provenance()
    settings = provenance.settings.model_copy(update={"min_depth": min_depth})
    later = a_plasma(
        "2026-02-02",
        ledger=Ledger(read=0, kept=0, dropped={}, blocks=(a_block(f"{depth} PASS"),)),
        provenance=provenance.model_copy(update={"settings": settings}),
    )
    first = a_plasma("2026-01-05", found=(called(TERT, 100, 2000),))
    (variant,) = monitor_of(series_of_reports(first, later)).variants

    assert variant.plasma[1].state == state
    assert (variant.plasma[1].limit_vaf is None) == (state == "not_covered")


def test_what_went_into_the_library_caps_the_depth_a_limit_rests_on():
    from hccgenomics.model.plasma import CallingRule

    def limit(equivalents):
        rule = CallingRule(
            min_alt=3, min_vaf=0.0, error_rate=0.0001, alpha=0.001, probability=0.95,
            max_limit=0.01, input_equivalents=equivalents, why="",
        )  # fmt: skip
        report = a_plasma(
            "2026-01-05", found=(called(TERT, 60, 9000),), coverage=CoverageSection(rule=rule)
        )
        return monitor_of(series_of_reports(report)).variants[0].plasma[0].limit_vaf

    assert limit(900.0) > 5 * limit(None)


def test_a_stated_rule_of_calling_goes_before_the_settings():
    from hccgenomics.model.plasma import CallingRule

    rule = CallingRule(
        min_alt=9, min_vaf=0.0, error_rate=0.0001, alpha=0.001, probability=0.95, max_limit=0.01,
        input_equivalents=None, why="",
    )  # fmt: skip
    report = a_plasma("2026-01-05", coverage=CoverageSection(rule=rule))

    assert rule_of(report).min_alt == 9
    assert rule_of(a_plasma("2026-01-05")).min_alt == 3
