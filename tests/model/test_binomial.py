"""Exact tails and intervals, against rational arithmetic and against scipy."""

from __future__ import annotations

from fractions import Fraction
from math import comb, log

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from hccgenomics.ctdna import beta_binomial
from hccgenomics.model.binomial import clopper_pearson, quantile, upper_tail
from hccgenomics.model.densities import deviance, log_density, stirling_error
from tests.truth import rows

LOG_RATES = st.floats(-9, 0)


def exact_tail(k: int, n: int, p: float) -> Fraction:
    rate = Fraction(p)
    return sum(
        (comb(n, j) * rate**j * (1 - rate) ** (n - j) for j in range(max(k, 0), n + 1)),
        start=Fraction(0),
    )


@given(n=st.integers(1, 120), share=st.floats(0, 1), log_rate=LOG_RATES)
@example(n=120, share=1.0, log_rate=-1.0)
@example(n=1, share=1.0, log_rate=0.0)
def test_a_tail_is_that_of_rational_arithmetic(n, share, log_rate):
    k, p = round(share * n), 10.0**log_rate
    expected = exact_tail(k, n, p)

    if expected > Fraction(1, 10**290):
        assert upper_tail(k, n, p) == pytest.approx(float(expected), rel=1e-12)


@given(
    log_n=st.floats(0, 6), log_rate=LOG_RATES, deviations=st.floats(-6, 12), flipped=st.booleans()
)
@example(log_n=6.0, log_rate=-0.30103, deviations=0.0, flipped=False)
@example(log_n=6.0, log_rate=-9.0, deviations=3.0, flipped=False)
def test_a_tail_is_scipys_up_to_a_million_reads(log_n, log_rate, deviations, flipped):
    n, p = round(10**log_n), 10.0**log_rate
    p = 1 - p if flipped else p
    k = round(n * p + deviations * (n * p * (1 - p)) ** 0.5)
    k = min(max(k, 0), n)
    expected = float(stats.binom.sf(k - 1, n, p))

    if expected > 1e-290:
        # one minus a rate near one loses digits of the question, not of the answer
        assert upper_tail(k, n, p) == pytest.approx(expected, rel=1e-9 if flipped else 1e-10)


@given(n=st.integers(0, 5000), k=st.integers(-2, 5002), p=st.floats(0, 1))
def test_both_tails_make_one(n, k, p):
    fewer = upper_tail(n - k + 1, n, 1.0 - p)  # k - 1 or fewer of one are n - k + 1 of the other

    assert upper_tail(k, n, p) + fewer == pytest.approx(1.0, abs=1e-12)


@given(n=st.integers(1, 3000), k=st.integers(1, 3000), p=st.floats(1e-9, 0.99))
def test_a_tail_falls_with_the_count_and_rises_with_the_rate(n, k, p):
    assert upper_tail(k + 1, n, p) <= upper_tail(k, n, p) * (1 + 1e-12)
    assert upper_tail(k, n, min(1.0, p * 1.01)) >= upper_tail(k, n, p) * (1 - 1e-12)


@pytest.mark.parametrize("row", rows("binomial_tails.tsv"))
def test_known_tails(row):
    found = upper_tail(int(row["k"]), int(row["n"]), float(row["p"]))

    assert found == pytest.approx(float(row["tail"]), rel=1e-10)


@pytest.mark.parametrize(("n", "p"), [(-1, 0.1), (10, -0.1), (10, 1.1), (10, float("nan"))])
def test_no_distribution_no_tail(n, p):
    with pytest.raises(ValueError, match="No binomial distribution"):
        upper_tail(1, n, p)


@given(n=st.integers(1, 50_000), share=st.floats(0, 1), level=st.floats(0.6, 0.999))
def test_an_interval_is_scipys(n, share, level):
    k = round(share * n)
    low, high = clopper_pearson(k, n, level)
    expected = stats.binomtest(k, n).proportion_ci(level, method="exact")

    assert low == pytest.approx(expected.low, rel=1e-7, abs=1e-12)
    assert high == pytest.approx(expected.high, rel=1e-7, abs=1e-12)
    assert 0 <= low <= k / n <= high <= 1


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5)])
def test_no_count_no_interval(k, n):
    with pytest.raises(ValueError, match="no count"):
        clopper_pearson(k, n, 0.95)


@given(p=st.floats(0.001, 0.999), n=st.integers(1, 60))
def test_an_interval_covers_at_least_as_often_as_it_says(p, n):
    """Exactly: the probability of all counts whose interval holds the rate."""
    covered = 0.0
    for k in range(n + 1):
        low, high = clopper_pearson(k, n, 0.95)
        if low <= p <= high:
            covered += float(stats.binom.pmf(k, n, p))

    assert covered >= 0.95 - 1e-9


@given(a=st.floats(0.5, 500), b=st.floats(0.5, 50_000), share=st.floats(1e-6, 1 - 1e-6))
def test_a_quantile_of_beta_is_scipys(a, b, share):
    assert quantile(a, b, share) == pytest.approx(float(stats.beta.ppf(share, a, b)), rel=1e-8)


def exact_beta_binomial(k: int, n: int, a: Fraction, b: Fraction) -> Fraction:
    def rising(x: Fraction, count: int) -> Fraction:
        product = Fraction(1)
        for step in range(count):
            product *= x + step
        return product

    return comb(n, k) * rising(a, k) * rising(b, n - k) / rising(a + b, n)


@given(
    n=st.integers(1, 60),
    share=st.floats(0, 1),
    log_mean=st.floats(-6, -0.1),
    log_concentration=st.floats(0, 7),
)
def test_a_beta_binomial_tail_is_that_of_rational_arithmetic(n, share, log_mean, log_concentration):
    k = round(share * n)
    a = 10**log_mean * 10**log_concentration
    b = 10**log_concentration - a
    expected = sum(
        (exact_beta_binomial(j, n, Fraction(a), Fraction(b)) for j in range(k, n + 1)),
        start=Fraction(0),
    )

    if expected > Fraction(1, 10**290):
        assert beta_binomial.upper_tail(k, n, a, b) == pytest.approx(float(expected), rel=1e-11)


@given(k=st.integers(0, 300), n=st.integers(1, 20_000), log_p=st.floats(-6, -0.5))
def test_alike_rates_leave_the_binomial(k, n, log_p):
    p, many = 10**log_p, 1e13
    alike = beta_binomial.upper_tail(k, n, p * many, (1 - p) * many)
    plain = upper_tail(k, n, p)

    if plain > 1e-200:
        assert log(alike) == pytest.approx(log(plain), abs=1e-4)


@given(n=st.integers(1, 40_000), log_mean=st.floats(-6, -1), log_c=st.floats(1, 6))
def test_beta_binomial_probabilities_add_up(n, log_mean, log_c):
    a = 10 ** (log_mean + log_c)
    b = 10**log_c - a
    for k in (1, 2, 7, n // 100 + 1):
        below = sum(_exp(beta_binomial.log_probability(j, n, a, b)) for j in range(min(k, n + 1)))
        assert beta_binomial.upper_tail(k, n, a, b) + below == pytest.approx(1.0, abs=1e-9)


def _exp(x: float) -> float:
    return 0.0 if x < -700 else 2.718281828459045**x


def test_a_beta_binomial_count_is_no_more_than_its_fragments():
    assert beta_binomial.log_probability(5, 4, 1.0, 1.0) == float("-inf")
    assert beta_binomial.upper_tail(5, 4, 1.0, 1.0) == 0.0


def test_the_parts_of_a_density_at_the_edges():
    assert log_density(0, 10, 0.0, 1.0) == 0.0
    assert log_density(1, 10, 0.0, 1.0) == float("-inf")
    assert log_density(10, 10, 1.0, 0.0) == 0.0
    assert log_density(10, 10, 0.1, 0.9) == pytest.approx(10 * log(0.1))
    assert deviance(1.0, 0.5) == pytest.approx(log(2) - 0.5)
    assert stirling_error(15.0) == pytest.approx(stirling_error(15.0001), rel=1e-4)
