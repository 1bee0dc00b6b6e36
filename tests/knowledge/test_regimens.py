"""regimens.tsv and trials.tsv: complete, honest of what was seen, and agreeing with each other."""

from __future__ import annotations

import re

import pytest

from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.vocabulary import ApprovalStatus, RegimenStatus, Verification
from tests.knowledge.test_figures import DRAFT, LATER

BASE = load_knowledge()
OPTIONS = {RegimenStatus.STANDARD, RegimenStatus.REGIONAL}
SHOWN = [row for row in BASE.regimens if row.status in OPTIONS]
GRANTED = {ApprovalStatus.APPROVED, ApprovalStatus.ACCELERATED}
PHASE = re.compile(r"[123][ab]?(?:/[23])?")
JOURNAL = re.compile(
    r"\b(?:19|20)\d\d\b.*\b(?:JCO|NEJM|Lancet|J Hepatol|Cancer|JAMA|abstract)\b|\d+:\d+"
)
LEFT_AS_DRAFTED = {
    "standard_of_care": RegimenStatus.STANDARD,
    "regimen_regional_standard": RegimenStatus.REGIONAL,
    "regimen_context": RegimenStatus.CONTEXT,
    "regimen_negative": RegimenStatus.NEGATIVE,
    "regimen_investigational": RegimenStatus.INVESTIGATIONAL,
}
CHANGED_SINCE = {
    "SR-03": RegimenStatus.REGIONAL,
    "SR-05": RegimenStatus.REGIONAL,
    "SR-07": RegimenStatus.CONTEXT,
    "SR-15": RegimenStatus.REGIONAL,
}
"""SR-07 was drafted as a regional standard, but no approval for this disease was seen in any
region; the others as standard of care, but a regulator declined them or holds no label."""


def each(rows):
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.id)


def test_the_ids_are_those_of_the_draft():
    assert [row.id for row in BASE.regimens] == [f"SR-{n:02}" for n in range(1, 39)]


@each(BASE.regimens)
def test_a_status_is_that_of_the_draft_but_where_no_approval_was_seen(row, shared):
    drafted = LEFT_AS_DRAFTED[DRAFT[row.id]["implication_type"]]

    assert row.status is CHANGED_SINCE.get(row.id, drafted)


@each([row for row in BASE.regimens if row.status is RegimenStatus.STANDARD])
def test_a_standard_of_care_is_refused_by_no_regulator(row):
    refused = {ApprovalStatus.NOT_APPROVED, ApprovalStatus.DECLINED, ApprovalStatus.WITHDRAWN}

    assert [one for one in row.approvals if one.status in refused] == []


@each(BASE.regimens)
def test_a_regimen_says_whom_it_was_studied_in(row):
    assert row.setting
    assert row.lines
    assert row.statement_zh
    assert row.aetiology.endswith(".")
    assert row.sources
    assert not set(row.trials) - set(BASE.trials)
    for regimen in row.therapy:
        assert not set(regimen.split(" + ")) - set(BASE.therapies)


@each(SHOWN)
def test_a_regimen_that_is_printed_has_survival_a_trial_and_an_approval(row):
    assert any(effect.endpoint.value == "OS" for effect in row.effects)
    assert row.trials
    assert any(approval.status in GRANTED for approval in row.approvals)
    assert row.verification is not Verification.UNVERIFIED
    assert row.child_pugh or any("Child-Pugh" in caveat for caveat in row.caveats)


@each([row for row in BASE.regimens if row.status not in OPTIONS | {RegimenStatus.CONTEXT}])
def test_what_failed_or_is_under_study_has_no_approval_in_force(row):
    assert not any(approval.status in GRANTED for approval in row.approvals)


@each([row for row in BASE.regimens if row.child_pugh])
def test_points_that_a_trial_admitted_were_seen(row, shared):
    draft = " ".join(DRAFT[row.id].values())
    in_draft = {"5-7": ("up to 7", "A to B7"), "5-6": ("Child-Pugh 5-6",)}[row.child_pugh]

    assert row.child_pugh in LATER[row.id] or any(words in draft for words in in_draft)


@each([row for row in BASE.regimens if len(row.trials) == 1])
def test_a_regimen_and_its_trial_admit_the_same_points(row):
    trial = BASE.trials[row.trials[0]]

    assert not trial.child_pugh or trial.child_pugh == row.child_pugh
    assert trial.selected_on is not None


@pytest.mark.parametrize("trial", BASE.trials.values(), ids=lambda trial: trial.id)
def test_a_trial_is_named_by_its_acronym_or_by_what_it_studies(trial):
    assert not JOURNAL.search(trial.name), trial.name
    assert not trial.phase or PHASE.fullmatch(trial.phase)
    assert trial.population
    assert trial.source
    assert trial.verification is not Verification.VERIFIED or (trial.phase and trial.design)
    assert trial.verification is Verification.UNVERIFIED or "From memory" not in trial.source


def test_each_citation_of_a_regimen_reads_as_a_reference_and_no_id():
    for row in BASE.regimens:
        for citation in row.citations:
            assert "_" not in citation.text, row.id
            assert re.search(r"\b20\d\d\b|abstract|table", citation.text), (row.id, citation.text)
