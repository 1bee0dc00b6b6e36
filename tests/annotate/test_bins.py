"""Bins: their noise, what a gene's own say, and the segments they make."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.annotate.bins import (
    FLOOR_LOG2,
    bin_noise,
    bins_of_gene,
    breaks_in,
    segments_of,
    weighted_median,
    without_spikes,
)
from hccgenomics.model.genome import Interval
from tests.copy_files import bins_of


def noisy(levels, sd, seed=7):
    chance = random.Random(seed)  # noqa: S311 -- noise, no secret
    return [level + chance.gauss(0, sd) for count, level in levels for _ in range(count)]


@pytest.mark.parametrize("sd", [0.05, 0.1, 0.2, 0.4])
def test_noise_is_that_of_the_bins_and_not_of_the_tumour(sd):
    levels = [(600, 0.0), (300, 0.6), (40, 2.5), (600, -0.8), (400, 0.3)]
    bins = {"chr1": bins_of(0, 1000, noisy(levels, sd))}
    assert bin_noise(bins) == pytest.approx(sd, rel=0.1)


def test_one_bin_tells_no_noise():
    assert bin_noise({"chr1": bins_of(0, 1000, [0.1])}) is None
    assert bin_noise({}) is None


def test_bins_that_share_a_base_with_the_gene():
    bins = bins_of(1000, 100, [0, 0, 1, 1, 1, 0])
    found = bins_of_gene(bins, Interval("chr1", 1200, 1500), 0.1)
    assert (found.count, found.log2, found.start, found.end) == (3, 1.0, 1200, 1500)
    found = bins_of_gene(bins, Interval("chr1", 1199, 1501), 0.1)
    assert (found.count, found.start, found.end) == (5, 1100, 1600)
    assert bins_of_gene(bins, Interval("chr1", 1600, 1700), 0.1) is None
    assert bins_of_gene(bins, Interval("chr1", 0, 1000), 0.1) is None
    assert bins_of_gene(None, Interval("chr1", 1200, 1500), 0.1) is None


def test_a_gene_within_one_bin_has_that_bin():
    found = bins_of_gene(bins_of(0, 100_000, [0.0, 0.7]), Interval("chr1", 120_000, 121_000), 0.1)
    assert (found.count, found.log2) == (1, 0.7)


@given(
    st.lists(st.tuples(st.floats(-5, 5), st.integers(1, 6)), min_size=1, max_size=12),
)
def test_weighted_median_is_the_median_of_values_repeated(drawn):
    values, weights = zip(*drawn, strict=True)
    repeated = sorted(value for value, weight in drawn for _ in range(weight))
    middle = len(repeated) // 2
    expected = (
        repeated[middle] if len(repeated) % 2 else (repeated[middle - 1] + repeated[middle]) / 2
    )
    assert weighted_median(values, [float(weight) for weight in weights]) == pytest.approx(expected)


def test_bins_without_weight_count_alike():
    assert weighted_median([3.0, 1.0, 2.0], [0.0, 0.0, 0.0]) == 2.0


@pytest.mark.parametrize("sd", [0.05, 0.1, 0.2, 0.3])
def test_an_amplicon_of_few_bins_is_found_where_it_is(sd):
    found = breaks_in(noisy([(1500, 0.0), (12, 2.0), (1500, 0.1)], sd), sd)
    assert any(abs(at - 1500) <= 1 for at in found)
    assert any(abs(at - 1512) <= 1 for at in found)


@pytest.mark.parametrize("seed", range(8))
def test_noise_alone_makes_hardly_a_break(seed):
    assert len(breaks_in(noisy([(2000, 0.0)], 0.2, seed), 0.2)) <= 2


def test_a_small_step_of_a_whole_arm_is_found():
    found = breaks_in(noisy([(900, 0.0), (900, 0.25)], 0.2), 0.2)
    assert any(abs(at - 900) <= 15 for at in found)


def test_nothing_from_nothing():
    assert breaks_in([], 0.1) == []
    assert breaks_in([0.3], 0.1) == []
    assert breaks_in([0.3] * 40, 0.1) == []
    assert segments_of({"chr1": bins_of(0, 10, [])}, 0.1) == ()


def test_segments_cover_every_bin_once():
    levels = [(50, 0.0), (10, 1.5), (60, 0.0)]
    bins = {"chr1": bins_of(0, 1000, noisy(levels, 0.1)), "chr2": bins_of(500, 100, [0.0] * 9)}
    found = segments_of(bins, 0.1)
    assert sum(part.seen.support for part in found) == 129
    first = [part for part in found if part.contig == "chr1"]
    assert (first[0].start, first[-1].end) == (0, 120_000)
    assert all(before.end == after.start for before, after in itertools.pairwise(first))
    assert [round(part.seen.log2_ratio) for part in first] == [0, 2, 0] or len(first) == 3


def test_one_bin_without_reads_is_no_segment_and_does_not_outweigh_the_others():
    found = segments_of({"chr1": bins_of(0, 1000, [0.0] * 20 + [-20.0] + [0.0] * 20)}, 0.1)
    assert [(part.seen.support, part.seen.log2_ratio) for part in found] == [(41, 0.0)]


def test_bins_without_reads_are_a_deletion_where_there_are_several():
    found = segments_of({"chr1": bins_of(0, 1000, [0.0] * 20 + [-20.0] * 3 + [0.0] * 20)}, 0.1)
    assert [part.seen.support for part in found] == [20, 3, 20]
    assert found[1].seen.log2_ratio == FLOOR_LOG2


@given(st.lists(st.floats(-4, 4), max_size=30))
def test_nothing_is_lost_with_the_spikes(values):
    found = without_spikes(values)
    assert len(found) == len(values)
    assert without_spikes([1.5] * len(values)) == [1.5] * len(values)


def test_more_bins_than_points_are_averaged():
    values = noisy([(30_000, 0.0), (400, 1.5), (30_000, 0.0)], 0.2)
    found = segments_of({"chr1": bins_of(0, 1000, values)}, 0.2)
    high = [part for part in found if part.seen.log2_ratio > 1]
    assert sum(part.end - part.start for part in high) == pytest.approx(400_000, rel=0.1)
