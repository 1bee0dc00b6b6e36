"""The binomial tails and Fisher's test against exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import comb, isclose

from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.read_counts import more_in_first
from hccgenomics.model.binomial import least_odds, lower_tail, upper_tail

TINY = 1e-300
cases = st.integers(0, 120).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
shares = st.integers(0, 64).map(lambda n: Fraction(n, 64))


def exactly(k, n, p):
    return comb(n, k) * p**k * (1 - p) ** (n - k)


@given(cases, shares)
def test_the_tails_are_the_sums_they_stand_for(case, p):
    k, n = case
    below = sum(exactly(i, n, p) for i in range(k + 1))
    above = sum(exactly(i, n, p) for i in range(k, n + 1))

    assert isclose(lower_tail(k, n, float(p)), below, rel_tol=1e-8, abs_tol=1e-12)
    assert isclose(upper_tail(k, n, float(p)), above, rel_tol=1e-8, abs_tol=1e-12)


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))),
       st.floats(1e-9, 0.3))  # fmt: skip
def test_the_least_odds_are_those_at_which_so_many_come_about_with_that_chance(case, chance):
    k, n = case

    odds = least_odds(k, n, chance)

    assert isclose(upper_tail(k, n, odds / (1 + odds)), chance, rel_tol=1e-6)


def test_an_interval_next_to_either_end_is_found_too():
    assert isclose(least_odds(1, 1_000_000, 1e-12), 1e-18, rel_tol=1e-6)
    assert isclose(least_odds(216, 217, 1e-5), 14.7125, rel_tol=1e-5)
    assert isclose(least_odds(3, 3, 0.001), 1 / 9, rel_tol=1e-9)


@given(cases, cases)
def test_fisher_is_the_sum_over_tables_as_extreme(first, second):
    (k, n), (other, m) = first, second
    carrying = k + other
    tables = [comb(n, i) * comb(m, carrying - i) for i in range(carrying + 1)]
    expected = Fraction(sum(tables[k:]), comb(n + m, carrying)) if n + m else Fraction(1)

    assert isclose(more_in_first(first, second), expected, rel_tol=1e-6, abs_tol=1e-12)


def test_depths_of_amplicons_are_no_trouble():
    assert lower_tail(0, 100_000, 0.5) < TINY
    assert isclose(lower_tail(50_000, 100_000, 0.5), 0.5, abs_tol=0.01)
    assert more_in_first((5_000, 100_000), (10, 100_000)) < TINY
