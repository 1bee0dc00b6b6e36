"""Runs of depth: in order, apart, and for every base what all rows together say of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.model.coverage import CoverageSource
from hccgenomics.model.genome import Interval
from hccgenomics.readers.coverage.runs import DepthRow, clipped, filled, merged, runs_by_contig
from hccgenomics.readers.panel import Stretches
from hccgenomics.vocabulary import CoverageKind, DepthUnit

END = 60


def a_row(start, length, depth, refused):
    return DepthRow(start, start + length, depth, refused)


rows = st.lists(
    st.builds(
        a_row,
        st.integers(0, END),
        st.integers(1, 20),
        st.none() | st.integers(0, 5),
        st.sampled_from(["", "LowDP", "low_depth;LowGQ"]),
    ),
    max_size=12,
)
places = st.lists(st.tuples(st.integers(0, END), st.integers(1, 15)), max_size=4).map(
    lambda found: Stretches.of(Interval("chr5", start, start + n) for start, n in found)
)


def told(found, base):
    """What rows say of one base by looking at each: ``None`` where none holds it."""
    mine = [row for row in found if row.start <= base < row.end]
    if not mine:
        return None
    depths = [row.depth for row in mine if row.depth is not None]
    words = {word for row in mine for word in row.refused.split(";") if word}
    return min(depths, default="untold"), words


def by_base(found):
    """What disjoint rows say, base by base."""
    return {
        base: (
            "untold" if row.depth is None else row.depth,
            set(filter(None, row.refused.split(";"))),
        )
        for row in found
        for base in range(row.start, row.end)
    }


@given(rows)
def test_every_base_is_told_of_once_and_as_all_its_rows_say(given_rows):
    found = merged(given_rows)

    assert all(before.end <= after.start for before, after in pairwise(found))
    expected = {base: told(given_rows, base) for base in range(END + 25)}
    assert by_base(found) == {base: what for base, what in expected.items() if what is not None}


@given(rows)
def test_alike_neighbours_are_one(given_rows):
    found = merged(given_rows)

    for before, after in pairwise(found):
        assert before.end < after.start or before[2:] != after[2:]


@given(rows)
def test_merging_again_changes_nothing(given_rows):
    assert merged(merged(given_rows)) == merged(given_rows)


@given(rows, rows)
def test_the_second_speaks_only_where_the_first_is_silent(first, second):
    one, two = by_base(merged(first)), by_base(merged(second))

    assert by_base(filled(first, second)) == two | one


@given(rows, places)
def test_clipping_leaves_the_bases_of_the_places(given_rows, wanted):
    inside = {
        base
        for start, end in zip(wanted.starts, wanted.ends, strict=True)
        for base in range(start, end)
    }
    parts = [part for row in given_rows for part in clipped(row, wanted)]

    everything = by_base(merged(given_rows))
    assert by_base(merged(parts)) == {b: v for b, v in everything.items() if b in inside}


@given(rows, st.integers(0, END), st.integers(1, 20))
def test_a_source_hands_out_the_runs_that_touch_a_place(given_rows, start, length):
    runs = runs_by_contig({"chr5": given_rows})
    source = CoverageSource(1, "x", CoverageKind.BLOCKS, DepthUnit.READS, runs, is_exhaustive=False)
    place = Interval("chr5", start, start + length)

    expected = [run for run in runs.get("chr5", ()) if run.interval.overlaps(place)]
    assert list(source.within(place)) == expected
    assert not list(source.within(Interval("chr6", start, start + length)))


def test_ten_thousand_rows_over_each_other_are_merged_in_no_time():
    many = [DepthRow(at, 100_000 - at, 20_000 - at) for at in range(10_000)]

    found = merged(many)

    assert [row.depth for row in found[:3]] == [20_000, 19_999, 19_998]
    assert len(found) == 19_999
