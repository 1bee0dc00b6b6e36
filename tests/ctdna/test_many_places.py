"""Several places: sums, verdicts, q-values, fractions and ratios."""

from __future__ import annotations

import itertools
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from hccgenomics.ctdna import without_one
from hccgenomics.ctdna.multiplicity import benjamini_hochberg
from hccgenomics.ctdna.residual import (
    TrackedSite,
    chance_of_detection,
    limit_of_detection,
    residual_disease,
    supported,
)
from hccgenomics.ctdna.totals import Part, merge, spectrum, upper_tail
from hccgenomics.ctdna.totals import _convolved as convolved
from hccgenomics.ctdna.totals import _saddle_point as saddle_point
from hccgenomics.model.background import SiteNoise
from hccgenomics.model.binomial import upper_tail as binomial_tail

P_VALUES = st.lists(st.floats(0, 1), max_size=40)
SMALL = st.builds(
    Part,
    depth=st.integers(1, 5),
    mean=st.floats(0.001, 0.7),
    concentration=st.one_of(st.none(), st.floats(0.5, 500)),
)
SITES = st.lists(
    st.builds(
        lambda depth, share, log_error, spread: TrackedSite(
            round(depth * share), depth, SiteNoise(10**log_error, spread, "site")
        ),
        depth=st.integers(100, 20_000),
        share=st.floats(0, 0.002),
        log_error=st.floats(-6, -3),
        spread=st.one_of(st.none(), st.floats(500, 1e6)),
    ),
    min_size=3,
    max_size=12,
)


def probabilities(part: Part) -> list[float]:
    if part.concentration is None:
        return [float(stats.binom.pmf(k, part.depth, part.mean)) for k in range(part.depth + 1)]
    a, b = part.mean * part.concentration, (1 - part.mean) * part.concentration
    return [float(stats.betabinom.pmf(k, part.depth, a, b)) for k in range(part.depth + 1)]


def outcomes(parts: list[Part]):
    tables = [probabilities(part) for part in parts]
    for counts in itertools.product(*(range(len(table)) for table in tables)):
        yield counts, prod(table[count] for table, count in zip(tables, counts, strict=True))


@settings(deadline=None, max_examples=40)
@given(parts=st.lists(SMALL, min_size=1, max_size=4), k=st.integers(0, 12))
def test_the_tail_of_a_sum_is_that_of_all_outcomes(parts, k):
    expected = sum(chance for counts, chance in outcomes(parts) if sum(counts) >= k)

    assert upper_tail(k, parts).probability == pytest.approx(expected, rel=1e-7, abs=1e-13)


@settings(deadline=None, max_examples=40)
@given(parts=st.lists(SMALL, min_size=2, max_size=4), asked=st.lists(st.integers(1, 7), min_size=4))
def test_what_is_left_without_each_place_is_that_of_all_outcomes(parts, asked):
    needed = [asked[parts.index(part) % len(asked)] for part in parts]
    expected = sum(
        chance
        for counts, chance in outcomes(parts)
        if all(sum(counts) - own >= least for own, least in zip(counts, needed, strict=True))
    )

    assert without_one.chance_without_each(parts, needed) == pytest.approx(expected, abs=1e-10)


@settings(deadline=None, max_examples=40)
@given(parts=st.lists(SMALL, min_size=2, max_size=4), asked=st.integers(1, 7))
def test_the_bound_for_very_many_places_never_overstates(parts, asked):
    joint = without_one._Joint(merge_with(parts, asked))
    low, high = joint.range_of_doubt()
    exactly = without_one.chance_without_each(parts, [asked] * len(parts))

    assert joint.bound(low, high) <= exactly + 1e-10


def merge_with(parts, asked):
    from collections import Counter

    return Counter((part, asked) for part in parts)


@pytest.mark.parametrize(
    ("places", "concentration", "near"),
    [(1, None, 0.01), (7, None, 0.01), (40, None, 0.01), (7, 2000.0, 0.05), (40, 2000.0, 0.01)],
)
@pytest.mark.parametrize("excess", [1.5, 3.0, 10.0])
def test_the_saddle_point_is_near(places, concentration, near, excess):
    """It is used for very many places alone, where it is nearer than it is here."""
    parts = [Part(20_000, 1e-4 * (1 + i / 7), concentration) for i in range(places)]
    k = round(excess * sum(part.depth * part.mean for part in parts)) + 5
    merged = merge(parts)
    exactly = convolved(k, k + 400, merged)

    if exactly > 1e-290:
        assert saddle_point(k, merged) == pytest.approx(exactly, rel=near)


def test_tiny_tails_keep_their_digits():
    parts = [Part(10_000, 1e-4, None), Part(10_000, 1e-4, None), Part(0, 0.1, 9.0)]

    for k in (5, 20, 60, 100):
        tail = upper_tail(k, parts)
        assert tail.probability == pytest.approx(binomial_tail(k, 20_000, 1e-4), rel=1e-9)
        assert tail.method == "exact"


def test_a_far_tail_over_very_many_places_is_told_by_the_saddle_point():
    parts = [Part(20_000 + i, 1e-3 * (1 + i / 500), None) for i in range(600)]
    tail = upper_tail(40_000, parts)

    assert tail.method == "saddle-point"
    assert 0 <= tail.probability < 1e-6


def test_no_place_adds_nothing():
    assert upper_tail(0, []).probability == 1.0
    assert upper_tail(1, []).probability == 0.0
    assert spectrum(merge([Part(7, 0.3, None)])).at_least(8) == pytest.approx(0.0)


@settings(deadline=None, max_examples=12)
@given(sites=SITES, seed=st.randoms())
def test_the_order_of_places_never_matters(sites, seed):
    mixed = seed.sample(sites, len(sites))
    one = residual_disease(sites, alpha=0.01, probability=0.95, level=0.95)
    other = residual_disease(mixed, alpha=0.01, probability=0.95, level=0.95)

    assert one == other


@settings(deadline=None, max_examples=25)
@given(sites=SITES)
def test_a_verdict_agrees_with_its_own_figures(sites):
    found = residual_disease(sites, alpha=0.01, probability=0.95, level=0.95)

    assert found.is_detected == (found.alt - found.doubted >= found.needed)
    assert found.attained <= 0.01 + 1e-12
    assert 0 <= found.low <= found.fraction <= found.high <= 1
    assert found.alt == sum(site.alt for site in sites)
    assert found.limit is not None
    assert found.below is not None
    assert found.below >= max(found.limit, found.high)
    assert chance_of_detection(sites, found.limit, alpha=0.01) >= 0.95
    assert chance_of_detection(sites, found.limit * 0.98, alpha=0.01) < 0.95 + 1e-3


@pytest.mark.parametrize("alone", [1, 10, 3000])
def test_one_place_alone_is_never_detected(alone):
    quiet = SiteNoise(1e-6, None, "global")
    sites = [TrackedSite(alone, 5000, quiet)] + [TrackedSite(0, 5000, quiet)] * 15
    found = residual_disease(sites, alpha=0.01, probability=0.95, level=0.95)

    assert not found.is_detected
    assert (found.carrying, found.alt, found.doubted) == (1, alone, alone)


def test_two_places_with_one_fragment_each_are_enough_where_nothing_errs():
    quiet = SiteNoise(1e-7, None, "global")
    sites = [TrackedSite(1, 5000, quiet)] * 2 + [TrackedSite(0, 5000, quiet)] * 10
    found = residual_disease(sites, alpha=0.01, probability=0.95, level=0.95)

    assert found.is_detected
    assert found.p_all < found.p_value < 0.01


def test_counts_as_expected_are_not_detected():
    noise = SiteNoise(1e-3, None, "global")
    found = residual_disease(
        [TrackedSite(5, 5000, noise)] * 10, alpha=0.01, probability=0.95, level=0.95
    )

    assert not found.is_detected
    assert found.expected == pytest.approx(50)


def test_the_limit_falls_with_places_and_depth_and_rises_with_errors():
    def limit(sites: int, depth: int, error: float) -> float:
        place = TrackedSite(0, depth, SiteNoise(error, None, "global"))
        found = limit_of_detection([place] * sites, alpha=0.01, probability=0.95)
        assert found is not None
        return found

    assert limit(16, 5000, 1e-5) < limit(5, 5000, 1e-5) < limit(3, 5000, 1e-5)
    assert limit(16, 20_000, 1e-5) < limit(16, 1000, 1e-5)
    assert limit(16, 5000, 1e-6) < limit(16, 5000, 1e-3)


def test_what_was_counted_never_changes_the_limit():
    noise = SiteNoise(1e-5, None, "global")
    found = {
        residual_disease(
            [TrackedSite(alt, 3000, noise)] * 5, alpha=0.01, probability=0.95, level=0.95
        ).limit
        for alt in (0, 2, 40)
    }

    assert len(found) == 1


def test_no_limit_where_one_place_is_all_there_is():
    noise = SiteNoise(1e-5, None, "global")

    assert limit_of_detection([TrackedSite(0, 500, noise)], alpha=0.01, probability=0.95) is None
    assert limit_of_detection([], alpha=0.01, probability=0.95) is None
    with pytest.raises(ValueError, match="No place"):
        residual_disease([], alpha=0.01, probability=0.95, level=0.95)


@pytest.mark.parametrize(
    ("depths", "evaluable"),
    [((500, 500), False), ((500, 500, 500), True), ((500, 500, 99), False), ((99,) * 9, False)],
)
def test_fewer_places_or_less_depth_than_calibrated_are_refused(depths, evaluable):
    noise = SiteNoise(1e-5, None, "global")

    assert supported([TrackedSite(0, n, noise) for n in depths]).is_evaluable is evaluable


def test_a_laboratory_can_ask_for_more_and_never_for_less():
    sites = [TrackedSite(0, 150, SiteNoise(1e-5, None, "global"))] * 3

    assert supported(sites, min_sites=1, min_depth=1).least_sites == 3
    assert supported(sites, min_sites=1, min_depth=1).least_depth == 100
    assert not supported(sites, min_sites=4).is_evaluable
    assert not supported(sites, min_depth=200).is_evaluable


@pytest.mark.parametrize(("error", "evaluable"), [(0.01, True), (0.0101, False)])
def test_places_that_all_err_more_than_calibrated_are_refused(error, evaluable):
    sites = [TrackedSite(0, 5000, SiteNoise(error, None, "site"))] * 8

    found = supported(sites)

    assert found.is_evaluable is evaluable
    assert found.too_noisy == (0 if evaluable else 8)


def test_a_noisy_place_is_left_out_whatever_it_carries():
    quiet, loud = SiteNoise(1e-6, None, "global"), SiteNoise(9e-3, None, "site")
    sites = [TrackedSite(0, 3000, quiet)] * 10

    for alt in (0, 27, 200):
        found = supported([*sites, TrackedSite(alt, 3000, loud)])
        assert (len(found.usable), found.too_noisy) == (10, 1)


@given(p_values=P_VALUES)
def test_adjusted_p_values_are_scipys(p_values):
    if p_values:
        expected = stats.false_discovery_control(p_values, method="bh")
        assert benjamini_hochberg(p_values) == pytest.approx(list(expected), abs=1e-12)
    assert all(q >= p for p, q in zip(p_values, benjamini_hochberg(p_values), strict=True))


@given(p_values=P_VALUES, seed=st.randoms())
def test_the_order_of_tests_never_matters(p_values, seed):
    order = seed.sample(range(len(p_values)), len(p_values))
    straight = benjamini_hochberg(p_values)
    mixed = benjamini_hochberg([p_values[i] for i in order])

    assert [straight[i] for i in order] == mixed


@pytest.mark.parametrize("wrong", [float("nan"), -0.1, 1.1])
def test_what_is_no_p_value_is_refused(wrong):
    with pytest.raises(ValueError, match="no p-value"):
        benjamini_hochberg([0.5, wrong])
