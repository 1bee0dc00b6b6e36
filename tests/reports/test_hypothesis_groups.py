"""Hypotheses stand by tier, the strongest first; what has none stands behind, by implication."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.model.judgement import Tier, Tiers
from hccgenomics.model.settings import Settings
from hccgenomics.reports.hypothesis_groups import groups_of, tiered_of
from hccgenomics.reports.to_html import to_html
from hccgenomics.vocabulary import Implication
from tests.builders import a_citation, a_hypothesis, a_provenance, a_report, an_evidence
from tests.reports.markup import Markup

AMP = ("I-A", "I-B", "II-C", "II-D", "III", "IV")
ESCAT = ("I-A", "I-B", "I-C", "II-A", "II-B", "III-A", "III-B", "IV-A", "V", "X")
MTB = ("m1A", "m1B", "m1C", "m2A", "m2B", "m2C", "m3", "m4")


def a_row(number, amp=None, escat=None, mtb=None, implication=Implication.SENSITIVITY):
    tiers = Tiers(*(Tier(tier, (f"Step {number}.",)) for tier in (amp, escat, mtb)))
    return a_hypothesis(biomarker_id=f"ROW-{number:02}", tiers=tiers, implication=implication)


def grouped(rows, by="amp"):
    settings = Settings(group_hypotheses_by=by)
    report = a_report(hypotheses=tuple(rows), provenance=a_provenance(settings=settings))
    return groups_of(report, {})


@pytest.mark.parametrize(("by", "scale"), [("amp", AMP), ("escat", ESCAT), ("mtb", MTB)])
def test_tiers_stand_from_the_strongest_down(by, scale):
    rows = [a_row(n, **{by: tier}) for n, tier in enumerate(reversed(scale))]

    assert [group.tier for group in grouped(rows, by)] == list(scale)


def test_what_has_no_tier_stands_behind_by_implication():
    rows = [
        a_row(1, implication=Implication.BIOLOGY),
        a_row(2, implication=Implication.SENSITIVITY),
        a_row(3, amp="III", implication=Implication.PROGNOSTIC),
    ]

    found = grouped(rows)

    assert [group.title for group in found] == [
        "AMP/ASCO/CAP 2017: III", "No tier. Possible sensitivity", "No tier. Biology",
    ]  # fmt: skip


def test_the_scale_is_the_laboratory_s_choice():
    rows = [a_row(1, amp="II-D", mtb="m1A"), a_row(2, amp="I-A", mtb="m3")]

    def order(by):
        return [card.hypothesis.biomarker_id for group in grouped(rows, by) for card in group.cards]

    assert (order("amp"), order("mtb")) == (["ROW-02", "ROW-01"], ["ROW-01", "ROW-02"])


@given(
    st.lists(
        st.tuples(st.sampled_from([None, *AMP]), st.sampled_from(list(Implication))), max_size=12
    )
)
def test_no_hypothesis_is_lost_or_shown_twice(drawn):
    rows = [a_row(n, amp=tier, implication=what) for n, (tier, what) in enumerate(drawn)]

    shown = [card.hypothesis for group in grouped(rows) for card in group.cards]

    assert sorted(one.biomarker_id for one in shown) == [one.biomarker_id for one in rows]


def test_the_page_says_that_the_tier_is_ours_and_what_the_row_implies():
    text = Markup(to_html(a_report(hypotheses=(a_row(1, amp="II-D"),)))).text

    assert "AMP/ASCO/CAP 2017: II-D" in text
    assert "Computed here by the published rules" in text
    assert "Possible sensitivity" in text


def test_a_source_that_the_evidence_names_is_not_named_again():
    named, other = a_citation(text="Named 2020"), a_citation(text="Other 2021")
    against = a_citation(text="Against 2022")
    row = a_hypothesis(
        evidence=(an_evidence(citations=(named,)),),
        evidence_against=(an_evidence(citations=(against,)),),
        citations=(named, other, against),
    )
    (group,) = grouped([row])

    assert group.cards[0].other_citations == (other,)


def test_a_hypothesis_with_a_tier_on_any_scale_has_a_line_of_its_own():
    rows = [a_row(0), a_row(1, escat="II-B"), a_row(2, amp="III"), a_row(3, "II-C", "X", "m3")]
    lines = tuple(tiered_of(grouped(rows)))

    assert [one.tiers for one in lines] == ["II-C · X · m3", "III · – · –", "– · II-B · –"]


@given(st.integers(0, 5), st.integers(0, 5))
def test_a_line_counts_the_rows_for_and_against(supporting, opposing):
    row = a_row(1, amp="II-C").model_copy(
        update={
            "evidence": (an_evidence(),) * supporting,
            "evidence_against": (an_evidence(direction="does_not_support"),) * opposing,
        }
    )
    (line,) = tiered_of(grouped([row]))

    assert line.evidence == f"({supporting} for, {opposing} against)"


def test_a_line_stays_a_line_however_long_its_names_are():
    row = a_row(1, amp="II-C").model_copy(update={"therapy": ("x" * 9_000,) * 9})
    (line,) = tiered_of(grouped([row]))

    assert line.therapy == (f"{', '.join(['x' * 59 + '…'] * 3)} and 6 more",)
