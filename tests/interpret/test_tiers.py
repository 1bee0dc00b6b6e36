"""Tiers by three published scales: each rule, what never counts, and what no change may do."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.tiers import tiers_of
from hccgenomics.interpret.tiers import wording as templates
from hccgenomics.interpret.tiers.disagreement import WEIGHTS
from hccgenomics.interpret.tiers.finding import kinds_of
from hccgenomics.interpret.tiers.weighed import OWN_COUNT, weigh
from hccgenomics.model.tumours import WITHIN, groups_of, reach
from hccgenomics.vocabulary import (
    ApprovalStatus,
    Direction,
    Disease,
    DiseaseMatch,
    EvidenceFrom,
    Implication,
    Region,
    SelectedOn,
    StudyDesign,
    TierScheme,
    Verification,
)
from tests.forbidden import phrases_in, texts_of
from tests.interpret.tier_cases import (
    ORDERS,
    a_match,
    a_row,
    a_source,
    an_approval,
    an_effect,
    computed,
    ranks,
)
from tests.interpret.whole_cases import BASE
from tests.truth import rows

UNCHECKED = Verification.UNVERIFIED
FINDINGS = {
    SelectedOn.AMPLIFICATION: "FGF19 amplification",
    SelectedOn.MUTATION: "KRAS p.G12C",
    SelectedOn.FUSION: "RET fusion",
    SelectedOn.PROTEIN: "FGF19 expression ihc percent >= 1",
    SelectedOn.EXPRESSION: "FGF19 expression rna is high",
    SelectedOn.SIGNATURE: "signature MSI is MSI-H",
}


def traces(tiers):
    return [tiers.amp.trace, tiers.escat.trace, tiers.mtb.trace]


def judged(row, *terms, **how):
    return tiers_of(a_match(row, *terms), Disease.HCC, **how)


def row_of(case):
    endpoint, _, interval = case["effect"].partition(" ")
    low, _, high = interval.partition("-")
    effects = (an_effect(endpoint, low=float(low), high=float(high)),) if endpoint else ()
    checked = int(case["sources"])
    return a_row(
        any_of=(case["finding"],),
        implication=Implication(case["implication"]),
        direction=Direction(case["direction"]),
        evidence_from=tuple(map(EvidenceFrom, case["evidence_from"].split(" | "))),
        study_design=StudyDesign(case["design"]),
        trial_selected_on=SelectedOn(case["selected_on"]),
        outcome_by_marker={"yes": True, "no": False, "-": None}[case["by_marker"]],
        approvals=(an_approval(case["approvals"]),) if case["approvals"] else (),
        effects=effects,
        citations=tuple(a_source() for _ in range(checked)) or (a_source(UNCHECKED),),
    )


@pytest.mark.parametrize("case", rows("tiers.tsv"))
def test_truth(case):
    expected = tuple(case[scheme] for scheme in TierScheme)

    assert tuple(tier or "-" for tier in computed(judged(row_of(case)))) == expected


def test_every_tier_that_can_be_computed_is_in_the_truth_table():
    seen = {scheme: {case.values[0][scheme] for case in rows("tiers.tsv")} for scheme in TierScheme}

    for scheme in TierScheme:
        assert set(WEIGHTS[scheme]) == set(ORDERS[scheme]) - {None}
        assert set(WEIGHTS[scheme]) - seen[scheme] == set()


def any_row():
    approvals = st.lists(
        st.builds(
            lambda region, status, scope, how: an_approval(f"{region} {status} {scope}", how),
            st.sampled_from(Region),
            st.sampled_from(ApprovalStatus),
            st.sampled_from(EvidenceFrom),
            st.sampled_from(Verification),
        ),
        max_size=3,
    )
    effects = st.lists(
        st.builds(an_effect, st.sampled_from(["OS", "PFS", "TTP"]), high=st.floats(0.6, 1.4)),
        max_size=2,
    )
    return st.builds(
        a_row,
        any_of=st.sampled_from([(term,) for term in FINDINGS.values()]),
        implication=st.sampled_from(Implication),
        direction=st.sampled_from(Direction),
        evidence_from=st.lists(st.sampled_from(EvidenceFrom), min_size=1, max_size=2).map(tuple),
        study_design=st.sampled_from(StudyDesign),
        trial_selected_on=st.sampled_from(SelectedOn),
        outcome_by_marker=st.sampled_from([True, False, None]),
        approvals=approvals.map(tuple),
        effects=effects.map(tuple),
        citations=st.lists(st.builds(a_source, st.sampled_from(Verification)), min_size=1).map(
            tuple
        ),
        verification=st.sampled_from(Verification),
    )


DISEASES = st.sampled_from(Disease)


@given(any_row(), DISEASES)
def test_no_tier_without_its_trace_and_the_paper(row, disease):
    tiers = tiers_of(a_match(row, disease=disease), disease)
    for scheme, tier in zip(TierScheme, (tiers.amp, tiers.escat, tiers.mtb), strict=True):
        assert templates.PAPERS[scheme] in tier.trace[-1]
        assert len(tier.trace) >= 2
        if tier.tier is not None:
            assert tier.tier in ORDERS[scheme]
            assert tier.trace[-1].startswith(f"{tier.tier}, computed here")


@given(any_row(), DISEASES)
def test_every_sentence_is_whole_and_clean(row, disease):
    tiers = tiers_of(a_match(row, disease=disease), disease, against=[row], region=Region.CN)
    for sentence in (*(s for trace in traces(tiers) for s in trace), tiers.disagreement):
        assert phrases_in(sentence) == []
        assert not re.search(r"[{}]|None|  |\.\.| ,|\(\)|<|True|False", sentence), sentence
        assert sentence == "" or sentence.endswith((".", ").")), sentence


@given(any_row(), DISEASES, st.data())
def test_a_doubt_never_raises_a_tier(row, disease, data):
    """Whatever turns out to be unchecked, no tier goes up."""
    fields = {}
    if data.draw(st.booleans()):
        fields["verification"] = UNCHECKED
    number = data.draw(st.integers(0, len(row.citations) - 1))
    fields["citations"] = tuple(
        one.model_copy(update={"verification": UNCHECKED}) if at == number else one
        for at, one in enumerate(row.citations)
    )
    if row.approvals:
        fields["approvals"] = (
            row.approvals[0].model_copy(update={"verification": UNCHECKED}),
            *row.approvals[1:],
        )
    doubted = row.model_copy(update=fields)
    before = ranks(tiers_of(a_match(row, disease=disease), disease))
    after = ranks(tiers_of(a_match(doubted, disease=disease), disease))

    assert all(late <= early for early, late in zip(before, after, strict=True))


@given(any_row(), DISEASES, st.sampled_from(Region), st.sampled_from(EvidenceFrom))
def test_what_nobody_checked_changes_no_tier(row, disease, region, scope):
    before = tiers_of(a_match(row, disease=disease), disease)
    said = an_approval(f"{region} approved {scope}", UNCHECKED)
    more = row.model_copy(
        update={
            "approvals": (*row.approvals, said),
            "citations": (*row.citations, a_source(UNCHECKED)),
        }
    )
    after = tiers_of(a_match(more, disease=disease), disease)

    assert computed(before) == computed(after)


@given(any_row(), DISEASES, st.sampled_from(list(FINDINGS)), st.sampled_from(SelectedOn))
def test_being_chosen_by_the_same_thing_is_never_less(row, disease, kind, other):
    """Lowering is monotone: a trial that chose by the finding counts at least as much."""
    row = row.model_copy(update={"any_of": (FINDINGS[kind],)})
    same = row.model_copy(update={"trial_selected_on": kind})
    another = row.model_copy(update={"trial_selected_on": other})
    upper = ranks(tiers_of(a_match(same, disease=disease), disease))
    lower = ranks(tiers_of(a_match(another, disease=disease), disease))

    assert all(low <= high for low, high in zip(lower, upper, strict=True))


@given(any_row(), DISEASES, st.sampled_from(Region), st.sampled_from(EvidenceFrom))
def test_a_label_that_somebody_checked_never_lowers_a_tier(row, disease, region, scope):
    label = an_approval(f"{region} approved {scope}")
    more = row.model_copy(update={"approvals": (*row.approvals, label)})
    lower = ranks(tiers_of(a_match(row, disease=disease), disease))
    upper = ranks(tiers_of(a_match(more, disease=disease), disease))

    assert all(low <= high for low, high in zip(lower, upper, strict=True))


@given(any_row(), DISEASES)
def test_an_outcome_reported_by_the_marker_is_never_less_than_none(row, disease):
    def at(stated):
        known = row.model_copy(update={"outcome_by_marker": stated})
        return ranks(tiers_of(a_match(known, disease=disease), disease))

    assert at(None) == at(False)
    assert all(low <= high for low, high in zip(at(None), at(True), strict=True))


@given(any_row(), DISEASES, st.sampled_from(Region))
def test_the_region_asked_for_changes_what_is_named_and_no_tier(row, disease, region):
    match = a_match(row, disease=disease)

    assert computed(tiers_of(match, disease)) == computed(tiers_of(match, disease, region=region))


@given(any_row())
def test_evidence_of_this_tumour_is_never_less_than_of_another(row):
    here = row.model_copy(update={"evidence_from": (EvidenceFrom.HCC,), "approvals": ()})
    there = here.model_copy(update={"evidence_from": (EvidenceFrom.OTHER_TUMOUR,)})

    assert all(
        low <= high for low, high in zip(ranks(judged(there)), ranks(judged(here)), strict=True)
    )


@pytest.mark.parametrize("disease", Disease)
def test_every_row_of_the_base_is_judged(disease):
    shown = [row for row in BASE.biomarkers if disease in row.diseases]
    for row in shown:
        tiers = tiers_of(a_match(row, disease=disease), disease)
        assert all(len(trace) >= 2 for trace in traces(tiers)), row.id
        if row.verification is UNCHECKED:
            assert computed(tiers) == (None, None, None), row.id

    assert len(shown) > 30


def test_the_trace_says_what_lowered_a_tier():
    tiers = judged(a_row(trial_selected_on=SelectedOn.PROTEIN))
    sentence = (
        "The trial chose patients by protein, the finding is an amplification: lowered to "
        "preclinical evidence at most."
    )

    assert all(sentence in trace for trace in traces(tiers))


def test_the_trace_answers_for_the_label():
    row = a_row(
        approvals=(
            an_approval("us accelerated solid_tumours"),
            an_approval("eu not_approved hcc"),
        ),
        evidence_from=(EvidenceFrom.SOLID_TUMOURS,),
    )

    assert (
        "Is there a label for this marker in this tumour, or one regardless of tumour type? "
        "FDA: yes, one regardless of tumour type (accelerated or conditional, 2020-01). "
        "Other regulators change nothing here (EMA: no)."
    ) in judged(row).amp.trace


def test_the_regulator_of_the_region_is_named_though_nothing_is_stated():
    told = " ".join(judged(a_row(), region=Region.CN).amp.trace)

    assert "FDA: none stated. Other regulators change nothing here (NMPA: none stated)." in told


def test_the_trace_says_what_was_left_out():
    row = a_row(
        citations=(a_source(), a_source(UNCHECKED)),
        approvals=(an_approval("us approved hcc", UNCHECKED),),
    )
    sentence = "Left out, for nobody checked them: 1 of 2 sources, labels stated by regulators: 1."

    assert all(sentence in trace for trace in traces(judged(row)))
    assert computed(judged(row)) == ("II-C", "II-B", "m1A")


def test_doubt_is_said_where_a_label_stands_and_where_it_lowers():
    mixed = a_row(direction=Direction.MIXED)
    labelled = mixed.model_copy(update={"approvals": (an_approval(),)})

    assert templates.MIXED in judged(mixed).escat.trace
    assert templates.MIXED_LABELLED in judged(labelled).escat.trace


def test_rows_against_are_named_and_take_consensus_alone():
    row = a_row(study_design=StudyDesign.RANDOMISED_3)
    other = a_row(id="TEST-02")
    unchecked = a_row(id="TEST-03", verification=UNCHECKED)
    alone, contested = judged(row), judged(row, against=[other, unchecked])

    assert alone.amp.tier == "I-B"
    assert contested.amp.tier == "II-C"
    assert computed(alone)[1:] == computed(contested)[1:]
    assert "Speaking against it, and lowering no more than is said: TEST-02." in contested.mtb.trace


def test_our_own_counts_are_no_published_study():
    ours = a_source().model_copy(update={"text": f"{OWN_COUNT} over a cohort"})
    row = a_row(implication=Implication.PROGNOSTIC, study_design=StudyDesign.RETROSPECTIVE)
    one = row.model_copy(update={"citations": (a_source(), ours)})
    two = row.model_copy(update={"citations": (a_source(), a_source(), ours)})

    assert [judged(one).amp.tier, judged(two).amp.tier] == ["II-D", "II-C"]
    assert any(c.text.startswith(OWN_COUNT) for r in BASE.biomarkers for c in r.citations)


def test_less_effect_and_labels_are_told_in_addenda():
    less = a_row(implication=Implication.REDUCED_SENSITIVITY)
    us, eu = an_approval(), an_approval("eu approved hcc")

    assert templates.MTB_LESS_EFFECT in judged(less).mtb.trace
    assert "The scale's addendum on labels is Z (FDA)." in judged(a_row(approvals=(us,))).mtb.trace
    assert "The scale's addendum on labels is Z." in judged(a_row(approvals=(us, eu))).mtb.trace


def test_a_serum_value_beside_a_genomic_finding_leaves_the_finding_ranked():
    row = a_row(any_of=("NTRK1 p.G595R",), all_of=("clinical prior_therapy is NTRK inhibitor",))
    chosen = row.model_copy(update={"trial_selected_on": SelectedOn.MUTATION})

    assert judged(chosen).amp.tier == "II-C"
    assert judged(chosen, "clinical prior_therapy is NTRK inhibitor").amp.tier is None


def test_a_match_without_events_has_no_tier_and_says_so():
    match = replace(a_match(a_row()), events=())

    assert tiers_of(match, Disease.HCC).amp.trace[0] == templates.NO_EVENT


def test_scales_that_differ_are_explained_in_one_sentence():
    tiers = judged(a_row())

    assert tiers.disagreement == (
        "The scales weigh this differently: AMP/ASCO/CAP 2017 gives II-C, for it asks for a label "
        "in this tumour before it goes higher; ESCAT gives II-B, for it counts responses, and asks "
        "for survival before it goes higher; NCT/DKTK gives m1A, for it counts a prospective study "
        "of this tumour, whatever its size or label."
    )


@pytest.mark.parametrize(
    "row",
    [
        a_row(trial_selected_on=SelectedOn.PROTEIN),  # all preclinical
        a_row(implication=Implication.PROGNOSTIC),  # one scale alone
        a_row(implication=Implication.CAVEAT),  # none
    ],
    ids=["alike", "one scale", "no scale"],
)
def test_scales_that_agree_or_do_not_apply_say_nothing(row):
    assert judged(row).disagreement == ""


def test_every_tier_has_a_reason_for_its_weight():
    counted = {
        TierScheme.AMP: templates.COUNTS,
        TierScheme.ESCAT: templates.COUNTS_ESCAT,
        TierScheme.MTB: templates.COUNTS_MTB,
    }

    assert {scheme: set(tiers) for scheme, tiers in counted.items()} == {
        scheme: set(tiers) for scheme, tiers in WEIGHTS.items()
    }


def test_the_hierarchy_of_tumours():
    assert groups_of(Disease.HCC)[1:] == (EvidenceFrom.LIVER, EvidenceFrom.SOLID_TUMOURS)
    assert {group for group, wider in WITHIN.items() if wider is EvidenceFrom.LIVER} == {
        EvidenceFrom.HCC
    }
    for disease in Disease:
        own = EvidenceFrom(disease.value)
        assert reach([own], disease) is DiseaseMatch.SAME
        assert reach([EvidenceFrom.SOLID_TUMOURS], disease) is DiseaseMatch.AGNOSTIC
        others = [other for other in Disease if other is not disease]
        assert {reach([EvidenceFrom(o.value)], disease) for o in others} == {
            DiseaseMatch.EXTRAPOLATED
        }
    for outside in (EvidenceFrom.OTHER_TUMOUR, EvidenceFrom.NOT_TUMOUR):
        assert reach([outside], Disease.HCC) is DiseaseMatch.EXTRAPOLATED


def test_no_body_is_said_to_have_given_a_tier():
    texts = " ".join(texts_of(templates))

    assert phrases_in(texts) == []
    assert not re.search(r"(ESMO|AMP|ASCO|CAP|NCT|DKTK)\S* (recommends|assign|classif)", texts)
    assert "computed here" in templates.RESULT


def of_base():
    for row in BASE.biomarkers:
        for disease in row.diseases:
            for term in row.any_of:
                match = a_match(row, term, *row.all_of, disease=disease)
                yield row, match, disease, tiers_of(match, disease)


def test_no_finding_of_dna_is_ranked_by_a_trial_that_chose_by_protein_or_rna():
    proteins = {SelectedOn.PROTEIN, SelectedOn.EXPRESSION}
    lowered = [
        (row.id, ranks(tiers))
        for row, match, _, tiers in of_base()
        if row.trial_selected_on in proteins
        and not row.outcome_by_marker
        and not kinds_of(match.events) & proteins
        and row.implication is Implication.SENSITIVITY
        and not any("signature" in event.text for event in match.events)
    ]
    most = [ORDERS["amp"].index("II-D"), ORDERS["escat"].index("III-B"), ORDERS["mtb"].index("m3")]

    assert {"FGF19-01", "MET-01", "CDK-01"} <= {id_ for id_, _ in lowered}
    assert all(have <= most_ for _, r in lowered for have, most_ in zip(r, most, strict=True))


def test_a_contested_row_without_a_label_stays_low():
    contested = [
        (row.id, ranks(tiers))
        for row, match, disease, tiers in of_base()
        if row.direction is Direction.MIXED
        and row.implication in {Implication.SENSITIVITY, Implication.REDUCED_SENSITIVITY}
        and not weigh(match, disease).labels
    ]
    most = [ORDERS["amp"].index("II-C"), ORDERS["escat"].index("IV-A"), ORDERS["mtb"].index("m3")]

    assert "CTNNB1-04" in {id_ for id_, _ in contested}
    assert all(have <= most_ for _, r in contested for have, most_ in zip(r, most, strict=True))


def test_a_fusion_is_ranked_by_trials_that_chose_by_fusion():
    for row in BASE.biomarkers:
        of_fusion = row.any_of and all(term.endswith(" fusion") for term in row.any_of)
        if of_fusion and row.implication is Implication.SENSITIVITY:
            assert row.trial_selected_on is not SelectedOn.MUTATION, row.id


def test_no_trace_of_the_base_promises_more_than_is_known():
    for row, _, disease, tiers in of_base():
        told = " ".join(sentence for trace in traces(tiers) for sentence in trace)
        assert phrases_in(told) == [], row.id
        own = row.disease_match(disease) is DiseaseMatch.SAME
        assert own or "yes, in this tumour" not in told, row.id
