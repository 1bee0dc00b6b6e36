"""The model of allele fractions: its algebra, and simulated tumours it must not misjudge."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.expected_fractions import (
    Copies,
    Mixture,
    germline_fraction,
    judge_fraction,
    somatic_fraction,
)
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Support
from hccgenomics.vocabulary import Origin

SETTINGS = Settings()
states = st.integers(1, 6).flatmap(lambda total: st.tuples(st.just(total), st.integers(0, total)))
purities = st.floats(0.05, 0.95)


@given(purities)
def test_without_changes_of_copies_germline_is_one_half_at_any_purity(purity):
    assert germline_fraction(purity, 1, total=2, in_normal=1) == pytest.approx(0.5)
    assert germline_fraction(purity, 2, total=2, in_normal=2) == pytest.approx(1)
    assert somatic_fraction(purity, 1, total=2) == pytest.approx(purity / 2)


@given(purities, states)
def test_germline_is_somatic_and_what_normal_cells_add(purity, state):
    total, carried = state
    copies = purity * total + (1 - purity) * 2
    added = germline_fraction(purity, carried, total=total, in_normal=1) - somatic_fraction(
        purity, carried, total=total
    )

    assert added == pytest.approx((1 - purity) / copies)


def sampled(fraction, depth, chance):
    alt = sum(chance.random() < fraction for _ in range(depth))
    return Support(ref_depth=depth - alt, alt_depth=alt)


@pytest.mark.parametrize("are_copies_known", [False, True])
def test_simulated_variants_are_hardly_ever_misjudged(are_copies_known):
    """Purity off by up to the tolerance, copies drawn, 400 reads: errors must be rare."""
    chance = random.Random(7)  # noqa: S311 -- a simulation
    wrong = told = 0
    for _ in range(1500):
        purity, total = chance.uniform(0.15, 0.9), chance.randint(1, 4)
        minor = chance.randint(0, total // 2)
        is_germline = chance.random() < 0.5
        carried = chance.choice([minor, total - minor])
        if is_germline:
            fraction = germline_fraction(purity, carried, total=total, in_normal=1)
        else:
            multiplicity = chance.randint(1, total - minor)
            fraction = somatic_fraction(purity, multiplicity, total=total)
        stated = min(1.0, max(0.01, purity + chance.uniform(-0.1, 0.1)))
        copies = Copies(total, minor) if are_copies_known else None
        support = sampled(fraction, 400, chance)
        verdict, *_ = judge_fraction(support, Mixture(stated, copies=copies), SETTINGS)
        told += verdict.says is not None
        wrong += verdict.says is (Origin.LIKELY_SOMATIC if is_germline else Origin.LIKELY_GERMLINE)

    assert wrong <= 3
    assert told > (400 if are_copies_known else 100)


@given(purities, states, st.integers(20, 2000))
def test_the_expected_fraction_itself_is_never_excluded(purity, state, depth):
    total, carried = state
    expected = germline_fraction(purity, carried, total=total, in_normal=1)
    alt = round(expected * depth)
    support = Support(ref_depth=depth - alt, alt_depth=alt)

    for copies in (None, Copies(total), Copies(total, min(carried, total - carried))):
        verdict, *_ = judge_fraction(support, Mixture(purity, copies=copies), SETTINGS)
        assert verdict.says is not Origin.LIKELY_SOMATIC


def test_a_tumour_that_lost_both_copies_leaves_what_normal_cells_have():
    support = Support(ref_depth=50, alt_depth=50)

    verdict, *_ = judge_fraction(support, Mixture(1.0, copies=Copies(0, 0)), SETTINGS)

    assert verdict.says is not Origin.LIKELY_SOMATIC
