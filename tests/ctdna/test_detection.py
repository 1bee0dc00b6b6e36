"""Calling rule, computed detection limit, and what lies around them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from hccgenomics.ctdna.detection import (
    CallingRule,
    capped_depth,
    chance_of_seeing,
    detection_limit,
    expected_vaf,
    genome_equivalents,
    least_alt,
    least_depth,
)
from tests.truth import rows

RULES = st.builds(
    CallingRule,
    min_alt=st.integers(1, 8),
    min_vaf=st.sampled_from([0.0, 0.001, 0.01, 0.05]),
    error_rate=st.sampled_from([1e-6, 1e-5, 1e-4, 1e-3, 5e-3]),
    alpha=st.sampled_from([0.05, 0.01, 0.001, 1e-5]),
    probability=st.sampled_from([0.9, 0.95, 0.99]),
)
DEPTHS = st.integers(1, 30_000)


@pytest.mark.parametrize("row", rows("detection_limits.tsv"))
def test_known_limits(row):
    rule = CallingRule(
        int(row["min_alt"]),
        float(row["min_vaf"]),
        float(row["error_rate"]),
        float(row["alpha"]),
        float(row["probability"]),
    )
    depth = int(row["depth"])

    assert least_alt(depth, rule) == int(row["needed"])
    if row["limit"] == "none":
        assert detection_limit(depth, rule) is None
    else:
        assert detection_limit(depth, rule) == pytest.approx(float(row["limit"]), rel=1e-4)


@given(rule=RULES, depth=DEPTHS)
def test_a_call_needs_the_fewest_reads_that_satisfy_all_three_parts_of_the_rule(rule, depth):
    def suffices(k: int) -> bool:
        by_error = float(stats.binom.sf(k - 1, depth, rule.error_rate))
        return k >= rule.min_alt and k / depth >= rule.min_vaf and by_error <= rule.alpha

    needed = least_alt(depth, rule)

    assert suffices(needed)
    assert needed == 1 or not suffices(needed - 1)


@given(rule=RULES, depth=DEPTHS)
def test_the_limit_is_seen_often_enough_and_anything_below_is_not(rule, depth):
    limit = detection_limit(depth, rule)

    if limit is None:
        assert chance_of_seeing(1.0, depth, rule) < rule.probability
    else:
        assert 0 < limit <= 1
        assert chance_of_seeing(limit, depth, rule) >= rule.probability
        assert chance_of_seeing(limit * (1 - 1e-6), depth, rule) < rule.probability


@given(rule=RULES, depth=DEPTHS)
def test_the_limit_falls_with_depth_but_for_the_step_of_one_more_read(rule, depth):
    here, deeper = detection_limit(depth, rule), detection_limit(depth + 1, rule)

    if here is not None and least_alt(depth + 1, rule) == least_alt(depth, rule):
        assert deeper is not None
        assert deeper <= here
    assert least_alt(depth, rule) <= least_alt(depth + 1, rule) <= least_alt(depth, rule) + 1


@given(rule=RULES, limit=st.floats(0.002, 0.6))
def test_the_least_depth_is_the_inverse_of_the_limit(rule, limit):
    depth = least_depth(limit, rule)

    if depth is not None:
        assert chance_of_seeing(limit, depth, rule) >= rule.probability
        assert depth == 1 or chance_of_seeing(limit, depth - 1, rule) < rule.probability
        assert all(
            chance_of_seeing(limit, shallower, rule) < rule.probability
            for shallower in range(max(1, depth - 300), depth)
        )


@pytest.mark.parametrize("limit", [0.0, 0.005, 0.01])
def test_no_depth_shows_what_the_rule_leaves_out(limit):
    assert least_depth(limit, CallingRule(3, 0.01, 1e-6, 1e-3, 0.95)) is None


@given(
    rule=RULES,
    depth=DEPTHS,
    one=st.floats(0, 1),
    other=st.floats(0, 1),
)
def test_more_of_an_allele_is_seen_more_often(rule, depth, one, other):
    low, high = sorted((one, other))
    below = chance_of_seeing(low, depth, rule)

    assert below <= chance_of_seeing(high, depth, rule) + 1e-12


@given(rule=RULES, depth=DEPTHS)
def test_errors_alone_are_called_no_more_often_than_alpha(rule, depth):
    assert chance_of_seeing(0.0, depth, rule) <= rule.alpha


@settings(deadline=None, max_examples=40)
@given(rule=RULES, depth=st.integers(10, 5000), spread=st.floats(50, 1e6))
def test_errors_that_differ_among_samples_raise_what_is_needed(rule, depth, spread):
    unlike = replace(rule, concentration=spread)
    limit = detection_limit(depth, unlike)

    assert chance_of_seeing(0.0, depth, unlike) <= rule.alpha
    if rule.alpha <= 0.01 and depth * rule.error_rate > 1:
        assert least_alt(depth, unlike) >= least_alt(depth, rule)
    if limit is not None:
        assert chance_of_seeing(limit, depth, unlike) >= rule.probability
        assert chance_of_seeing(limit * (1 - 1e-6), depth, unlike) < rule.probability


def test_nothing_is_seen_without_depth():
    rule = CallingRule(3, 0.0, 1e-3, 1e-3, 0.95)

    assert detection_limit(0, rule) is None
    assert detection_limit(2, rule) is None
    assert detection_limit(3, rule) is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"error_rate": 0.5},
        {"error_rate": -1e-9},
        {"min_vaf": 1.0},
        {"alpha": 0.0},
        {"probability": 1.0},
    ],
)
def test_a_rule_that_cannot_be_is_refused(wrong):
    sound = {"min_alt": 3, "min_vaf": 0.0, "error_rate": 1e-3, "alpha": 0.01, "probability": 0.95}
    with pytest.raises(ValueError, match="are no"):
        CallingRule(**(sound | wrong))


@pytest.mark.parametrize(
    ("nanograms", "share", "expected"), [(3.3, 1.0, 1000), (10.0, 1.0, 3030), (10.0, 0.3, 909)]
)
def test_a_mass_of_dna_caps_the_molecules(nanograms, share, expected):
    found = genome_equivalents(nanograms, picograms_per_genome=3.3, library_yield=share)

    assert capped_depth(10**6, found) == pytest.approx(expected, abs=1)


def test_a_mass_below_nothing_is_refused():
    with pytest.raises(ValueError, match="positive"):
        genome_equivalents(-1, picograms_per_genome=3.3, library_yield=1.0)


@pytest.mark.parametrize(
    ("purity", "copies", "expected"),
    [(0.2, (2, 1, 2), 0.1), (0.5, (1, 1, 2), 1 / 3), (1.0, (4, 3, 2), 0.75), (0.0, (2, 1, 2), 0.0)],
)
def test_where_a_clonal_variant_lies(purity, copies, expected):
    tumour, mutated, normal = copies
    found = expected_vaf(purity, tumour_copies=tumour, mutated_copies=mutated, normal_copies=normal)

    assert found == pytest.approx(expected)


def test_a_purity_beyond_one_is_refused():
    with pytest.raises(ValueError, match="purity"):
        expected_vaf(1.1)


def test_the_detection_limit_needs_no_numpy():
    """It is on the way of every report; numpy costs a tenth of a second."""
    code = (
        "import sys, hccgenomics.ctdna.detection as d;"
        "d.detection_limit(500, d.CallingRule(3, 0.0, 1e-3, 1e-3, 0.95));"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'scipy', 'statistics')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
