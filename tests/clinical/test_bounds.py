"""A value of which but one side is known decides a cut-off only if it can."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.facts import is_met, why_not
from hccgenomics.model.event import parse_event
from hccgenomics.model.fact_terms import lies_so
from hccgenomics.vocabulary import Comparison
from tests.clinical.stated import facts, laboratory

HELD = {
    Comparison.AT_LEAST: lambda x, bar: x >= bar,
    Comparison.ABOVE: lambda x, bar: x > bar,
    Comparison.AT_MOST: lambda x, bar: x <= bar,
    Comparison.BELOW: lambda x, bar: x < bar,
}
SMALL = st.integers(1, 9)


@given(st.sampled_from(Comparison), SMALL, SMALL, st.sampled_from([None, *Comparison]))
def test_a_bound_decides_what_every_number_on_its_side_decides(asked, bar, value, bound):
    halves = [half / 2 for half in range(40)]
    possible = [value] if bound is None else [x for x in halves if HELD[bound](x, value)]
    answers = {HELD[asked](x, bar) for x in possible}
    expected = answers.pop() if len(answers) == 1 else None

    assert lies_so(asked, bar, value, bound) is expected


TERM = parse_event("laboratory afp >= 400 ng/mL")


def test_a_bound_above_the_cut_off_meets_a_row():
    assert is_met(TERM, facts(laboratory(afp="> 60500 ng/mL"))["laboratory:afp"])


def test_a_bound_below_the_cut_off_does_not():
    assert not is_met(TERM, facts(laboratory(afp="< 2 ng/mL"))["laboratory:afp"])


def test_a_bound_that_leaves_it_open_does_not_and_says_so():
    fact = facts(laboratory(afp="< 1000 ng/mL"))["laboratory:afp"]

    assert fact.bounds == {"value": Comparison.BELOW}
    assert not is_met(TERM, fact)
    assert "leaves open" in why_not(TERM, fact)
