"""The purity formula and its interval: hand-checked values, and what holds for any mixture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.annotate.copies import (
    Baseline,
    Mixture,
    Mixtures,
    Spread,
    copies_within,
    logarithm,
    minor_copies_of,
    mixtures_of,
    ratio_of,
    unclipped_copies,
)
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.settings import Settings
from tests.truth import rows

PURITIES = st.floats(0.05, 1.0)
PLOIDIES = st.floats(1.2, 6.0)
MIXTURES = st.builds(Mixture, PURITIES, PLOIDIES)
COPIES = st.floats(0.0, 200.0)
BASES = st.sampled_from([Baseline(), Baseline(1, 2), Baseline(1, 1)])


def fraction(text: str) -> float:
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


@pytest.mark.parametrize("row", rows("purity_formula.tsv"))
def test_formula_as_worked_out_by_hand(row):
    mixture = Mixture(float(row["purity"]), float(row["ploidy"]))
    base = Baseline(int(row["normal"]), int(row["of_one"]))
    copies, ratio = float(row["copies"]), fraction(row["ratio"])
    assert ratio_of(copies, mixture, base) == pytest.approx(ratio)
    assert unclipped_copies(ratio, mixture, base) == pytest.approx(copies, abs=1e-9)


@given(copies=COPIES, mixture=MIXTURES, base=BASES)
def test_copies_to_log2_and_back(copies, mixture, base):
    log2 = logarithm(ratio_of(copies, mixture, base))
    assert unclipped_copies(2.0**log2, mixture, base) == pytest.approx(copies, abs=1e-6, rel=1e-6)


@given(mixture=MIXTURES)
def test_unchanged_autosome_of_a_sample_at_its_ploidy_has_ratio_one(mixture):
    assert ratio_of(mixture.ploidy, mixture) == pytest.approx(1.0)


@given(copies=COPIES, mixture=MIXTURES, base=BASES, low=st.floats(0, 0.5), high=st.floats(0, 0.5))
def test_interval_holds_the_value_and_widens_with_that_of_the_ratio(
    copies, mixture, base, low, high
):
    at = ratio_of(copies, mixture, base)
    exact = Mixtures(mixture, ())
    narrow = copies_within(Spread(at, at, at), exact, base)
    wide = copies_within(Spread(at, at * 2.0**-low, at * 2.0**high), exact, base)
    assert wide.low <= narrow.low <= narrow.at <= narrow.high <= wide.high


@given(
    copies=st.floats(4.0, 60.0),
    high=st.floats(0.3, 1.0),
    share=st.floats(0.2, 0.95),
    error=st.floats(0.01, 0.4),
)
def test_same_error_of_the_ratio_is_a_wider_interval_at_a_lower_purity(copies, high, share, error):
    def width(purity):
        mixture = Mixture(purity, 2.0)
        ratio = ratio_of(copies, mixture)
        spread = Spread(ratio, ratio * 2.0**-error, ratio * 2.0**error)
        found = copies_within(spread, Mixtures(mixture, ()))
        return found.high - found.low

    assert width(high * share) > width(high)


@given(
    copies=COPIES,
    mixture=MIXTURES,
    other=MIXTURES,
    base=BASES,
    purity=st.floats(0, 1),
    ploidy=st.floats(0, 1),
)
def test_no_purity_or_ploidy_in_range_gives_copies_outside_the_interval(
    copies, mixture, other, base, purity, ploidy
):
    """The extremes are at the corners, wherever between them the truth may be."""
    corners = tuple(
        Mixture(p, psi)
        for p in (mixture.purity, other.purity)
        for psi in (mixture.ploidy, other.ploidy)
    )
    ratio = ratio_of(copies, mixture, base)
    found = copies_within(Spread(ratio, ratio, ratio), Mixtures(mixture, corners), base)
    between = Mixture(
        mixture.purity + purity * (other.purity - mixture.purity),
        mixture.ploidy + ploidy * (other.ploidy - mixture.ploidy),
    )
    inside = max(0.0, unclipped_copies(ratio, between, base))
    slack = 1e-6 * (1 + found.high)
    assert found.low - slack <= inside <= found.high + slack


def test_fewer_reads_than_the_purity_allows_are_no_copies():
    assert unclipped_copies(0.1, Mixture(0.5, 2.0)) < 0
    assert copies_within(Spread(0.1, 0.1, 0.1), Mixtures(Mixture(0.5, 2.0), ())).at == 0.0


def test_a_spread_that_does_not_hold_its_value_is_refused():
    with pytest.raises(ValueError, match="not between"):
        Spread(3.0, 1.0, 2.0)


@pytest.mark.parametrize(
    ("solution", "purities"),
    [
        (Solution("x", purity=0.6), [0.5, 0.7]),
        (Solution("x", purity=0.95), [0.85, 1.0]),
        (Solution("x", purity=0.15), [0.075, 0.25]),
        (Solution("x", purity=0.6, purity_low=0.58, purity_high=0.61), [0.58, 0.61]),
    ],
)
def test_range_of_the_purity(solution, purities):
    found = mixtures_of(solution, Settings())
    assert sorted({corner.purity for corner in found.corners}) == pytest.approx(purities)
    assert {corner.ploidy for corner in found.corners} == {Settings().assumed_ploidy}


def test_range_of_the_ploidy_is_taken_where_it_is_given():
    found = mixtures_of(
        Solution("x", purity=0.6, ploidy=3.0, ploidy_low=2.8, ploidy_high=3.3), Settings()
    )
    assert {corner.ploidy for corner in found.corners} == {2.8, 3.0, 3.3}
    assert found.at == Mixture(0.6, 3.0)


@pytest.mark.parametrize("purity", [None, 0.0])
def test_no_mixture_without_tumour_cells(purity):
    assert mixtures_of(Solution("x", purity=purity, ploidy=2.0), Settings()) is None


@given(mixture=MIXTURES, major=st.integers(0, 8), minor=st.integers(0, 8))
def test_minor_copies_from_the_fraction_of_the_rarer_allele(mixture, major, minor):
    minor, major = sorted((minor, major))
    rest = 1 - mixture.purity
    alleles = mixture.purity * (major + minor) + 2 * rest
    if alleles == 0:
        return
    fraction_seen = (mixture.purity * minor + rest) / alleles
    found = minor_copies_of(fraction_seen, major + minor, mixture)
    assert found == pytest.approx(minor, abs=1e-6)
