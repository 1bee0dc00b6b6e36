"""Tumour fraction and the comparison of two time points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.ctdna.detection import expected_vaf
from hccgenomics.ctdna.fraction import ClonalVariant, tumour_fraction
from hccgenomics.ctdna.response import Count, mean_vaf, response_ratio
from hccgenomics.model.background import SiteNoise
from hccgenomics.model.binomial import clopper_pearson

COUNTS = st.lists(
    st.builds(
        lambda depth, share: Count(round(depth * share), depth),
        st.integers(50, 20_000),
        st.floats(0, 0.6),
    ),
    min_size=1,
    max_size=6,
)


@given(share=st.floats(0.001, 0.99), copies=st.sampled_from([(1, 2), (2, 2), (1, 1), (2, 3)]))
def test_counts_at_expectation_give_the_share_back(share, copies):
    mutated, tumour = copies
    depth = 10_000_000
    vaf = expected_vaf(share, tumour_copies=tumour, mutated_copies=mutated)
    variants = [ClonalVariant(round(vaf * depth), depth, mutated, tumour)] * 2
    found = tumour_fraction(variants, level=0.95)

    assert found.value == pytest.approx(share, rel=1e-3)
    assert found.low <= found.value <= found.high
    assert found.dispersion == 1.0


def test_a_single_variant_says_so():
    assert tumour_fraction([ClonalVariant(50, 1000)], level=0.95).rests_on_one
    assert not tumour_fraction([ClonalVariant(50, 1000)] * 2, level=0.95).rests_on_one


def test_variants_that_disagree_widen_the_interval():
    agreeing = tumour_fraction([ClonalVariant(100, 1000)] * 4, level=0.95)
    apart = tumour_fraction([ClonalVariant(alt, 1000) for alt in (20, 60, 120, 200)], level=0.95)

    assert apart.dispersion > 10
    assert apart.high - apart.low > 2 * (agreeing.high - agreeing.low)


def test_the_floor_is_what_errors_alone_may_bring():
    noise = SiteNoise(1e-3, None, "global")
    low = [ClonalVariant(1, 1000, noise=noise)] * 5
    high = [ClonalVariant(30, 1000, noise=noise)] * 5

    assert tumour_fraction(low, level=0.95).is_above_floor is False
    assert tumour_fraction(high, level=0.95).is_above_floor is True
    assert tumour_fraction([ClonalVariant(30, 1000)], level=0.95).is_above_floor is None
    # 5 of 5,000 by errors; 9 or more with a probability of 6.8 %, 10 or more with 3.2 %
    assert tumour_fraction(low, level=0.95).floor == pytest.approx(2 * 4 / 5000, rel=0.01)


@pytest.mark.parametrize("copies", [(0, 2), (3, 2)])
def test_copies_that_cannot_be_are_refused(copies):
    with pytest.raises(ValueError, match="cannot be"):
        ClonalVariant(1, 10, *copies)


def test_nothing_read_is_no_fraction():
    with pytest.raises(ValueError, match="No variant"):
        tumour_fraction([ClonalVariant(0, 0)], level=0.95)


@given(before=COUNTS, data=st.data())
def test_a_ratio_lies_in_its_interval(before, data):
    after = [Count(data.draw(st.integers(0, one.depth)), one.depth) for one in before]
    found = response_ratio(before, after, level=0.95)

    if found.value is None:
        assert (found.before.value, found.high) == (0.0, None)
    else:
        assert found.low <= found.value * (1 + 1e-9)
        assert found.high is None or found.high >= found.value * (1 - 1e-9)


@given(counts=COUNTS)
def test_the_same_counts_twice_have_not_changed(counts):
    found = response_ratio(counts, counts, level=0.95)

    assert found.low <= 1
    assert found.high is None or found.high >= 1


@given(counts=COUNTS)
def test_a_mean_lies_in_its_interval(counts):
    found = mean_vaf(counts, level=0.95)

    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.variants == len(counts)


def test_a_mean_is_never_surer_than_all_of_its_fragments():
    """Of two variants, one in none and one in half of its fragments, no more are there than 200."""
    found = mean_vaf([Count(0, 100), Count(50, 100)], level=0.95)

    assert (found.low, found.high) == pytest.approx(clopper_pearson(50, 200, 0.95))


def test_more_fragments_leave_less_open():
    few = response_ratio([Count(50, 500)], [Count(10, 500)], level=0.95)
    many = response_ratio([Count(500, 5000)], [Count(100, 5000)], level=0.95)

    assert few.low < many.low < 0.2 < many.high < few.high


@pytest.mark.parametrize(("before", "after"), [([], []), ([Count(0, 0)], [Count(1, 5)])])
def test_what_was_not_read_is_not_compared(before, after):
    with pytest.raises(ValueError, match="were read"):
        response_ratio(before, after, level=0.95)


def test_time_points_are_over_the_same_variants():
    with pytest.raises(ValueError, match="same variants"):
        response_ratio([Count(1, 5)], [], level=0.95)
