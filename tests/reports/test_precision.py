from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.model.precision import rounded
from hccgenomics.reports.precision import NO_BREAK, percent
from tests.truth import rows

numbers = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9)
fractions = st.floats(min_value=0, max_value=1)


@given(numbers)
def test_rounding_twice_changes_nothing(value):
    assert rounded(rounded(value)) == rounded(value)


@given(numbers)
def test_what_is_not_zero_never_becomes_zero(value):
    assert (rounded(value) == 0) == (value == 0)


@given(numbers)
def test_rounding_moves_a_number_by_half_a_digit_at_most(value):
    assert math.isclose(rounded(value), value, rel_tol=0.5e-3, abs_tol=0.50001e-4)


@given(numbers, numbers)
def test_rounding_keeps_the_order(one, other):
    low, high = sorted((one, other))

    assert rounded(low) <= rounded(high)


@given(fractions)
def test_a_fraction_seen_is_never_printed_as_zero(value):
    assert (percent(value) == f"0{NO_BREAK}%") == (value == 0)


@given(fractions)
def test_the_page_prints_the_same_before_and_after_the_json(value):
    assert percent(rounded(value)) == percent(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="None"):
        rounded(value)


@pytest.mark.parametrize("row", rows("percent.tsv"))
def test_percent(row):
    assert percent(float(row["fraction"])) == row["printed"].replace(" ", NO_BREAK)
