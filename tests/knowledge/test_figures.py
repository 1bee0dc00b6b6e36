"""Every number, date and identifier of a curated row, held against where it was seen.

The draft that the rows were made from is a file of facts beside the checkout. What was seen in a
source since then stands in ``data/truth/seen_since_the_draft.tsv``: one number, date, identifier
or status a line, with the place. What of the draft was left out on purpose stands, with the
reason, in ``data/truth/left_out_of_the_draft.tsv``.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict

import pytest

from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.vocabulary import Verification
from tests.conftest import DATA, SHARED

BASE = load_knowledge()
SOURCED = (*BASE.biomarkers, *BASE.regimens)
DOI = re.compile(r"10\.\d{4,9}/\S+")
TRIAL = re.compile(r"NCT\d{8}")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
NOTES = ("direction", "strength", "conflict_notes", "n_patients", "regulatory_status")
STATUS = {
    "verified": Verification.VERIFIED,
    "partly-verified": Verification.PARTLY_VERIFIED,
    "from-memory": Verification.UNVERIFIED,
}
TYPED_IN_FIGURES = re.compile(r"\b(?:HR|OR|RR) \d|\bkappa \d|\d vs \d|\bCI\b|\d%.*\bvs\b")


def rows_of(name):
    with (DATA / "truth" / name).open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def drafted():
    path = SHARED / "knowledge" / "biomarkers_draft.tsv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: row for row in rows}


def by_row(rows, column):
    found = defaultdict(set)
    for row in rows:
        found[row["id"]].update(row[column].split())
    return found


DRAFT = drafted()
LATER = by_row(rows_of("seen_since_the_draft.tsv"), "seen")
LEFT_OUT = by_row(rows_of("left_out_of_the_draft.tsv"), "number")


def numbers(text):
    return {float(found) for found in NUMBER.findall(THOUSANDS.sub("", text))}


def plain_numbers(text):
    """Those of a sentence; not of names: ``c.-124C>T``, ``11q13``, ``PD-1``, ``CTNNB1``."""
    words = re.split(r"[\s=(),;/]+", THOUSANDS.sub("", text))
    return numbers(" ".join(word for word in words if not re.search(r"[A-Za-z]", word)))


def known_numbers(row):
    """All that was seen for a row: its draft, and what was looked up since."""
    return numbers(" ".join((*DRAFT[row.id].values(), *LATER[row.id])))


def each(rows):
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.id)


def effect_numbers(effect):
    stated = (effect.value, effect.versus, effect.low, effect.high, effect.p, effect.n)
    level = {effect.level} - {None, 95.0}
    return {abs(float(x)) for x in stated if x is not None} | level | plain_numbers(effect.of)


@each(SOURCED)
def test_every_number_of_an_effect_was_seen(row, shared):
    if row.id in DRAFT:
        for effect in row.effects:
            made_up = effect_numbers(effect) - known_numbers(row)
            assert not made_up, f"{row.id}: {sorted(made_up)} in {effect}"


@each(SOURCED)
def test_every_number_in_words_was_seen(row, shared):
    if row.id in DRAFT:
        note = row.n_patients_note
        for text in (row.statement, row.figures, note, getattr(row, "conflicts", "")):
            made_up = plain_numbers(text) - known_numbers(row)
            assert not made_up, f"{row.id}: {sorted(made_up)} in {text!r}"
        assert row.n_patients is None or row.n_patients in known_numbers(row), row.id


@each(SOURCED)
def test_no_figure_of_the_draft_was_lost(row, shared):
    """Decimals, percentages and counts with an ``n=``: such numbers are results."""
    if row.id not in DRAFT:
        return
    text = THOUSANDS.sub("", " ; ".join(DRAFT[row.id][column] for column in NOTES))
    results = re.findall(r"(?<![\w./])(\d+\.\d+)\b|(?<![\w.])(\d+)%|n=(\d+)", text)
    wanted = {float(next(filter(None, found))) for found in results}
    left_out = numbers(" ".join(LEFT_OUT[row.id]))
    lost = wanted - left_out - numbers(row.model_dump_json())
    assert not lost, f"{row.id}: {sorted(lost)}"


@each(SOURCED)
def test_what_can_be_typed_is_not_left_in_words(row):
    for text in (row.figures, getattr(row, "conflicts", "")):
        assert not TYPED_IN_FIGURES.search(text), f"{row.id}: {text}"


@each(SOURCED)
def test_an_effect_is_possible(row):
    for effect in row.effects:
        if effect.low is not None:
            assert effect.low <= effect.value, (row.id, effect)
            assert effect.high is None or effect.value <= effect.high, (row.id, effect)
            assert effect.high is not None or effect.open_high
        if effect.measure.value == "percent":
            assert 0 <= effect.value <= 100, (row.id, effect)
            assert effect.versus is None or 0 <= effect.versus <= 100
        if effect.measure.value in {"HR", "OR", "RR"}:
            assert effect.value > 0, (row.id, effect)
        assert effect.p is None or 0 <= effect.p <= 1
        assert effect.of, f"{row.id}: in whom is {effect.measure} {effect.value}?"


@each(SOURCED)
def test_every_date_of_an_approval_was_seen_or_is_marked(row, shared):
    seen = " ".join((*DRAFT.get(row.id, {}).values(), *LATER[row.id]))
    for approval in row.approvals:
        if approval.verification is Verification.UNVERIFIED or not approval.date:
            continue
        assert approval.date in seen, f"{row.id}: {approval.date}"
        assert approval.date <= row.curated_on.isoformat(), row.id


@each(SOURCED)
def test_no_approval_is_stated_twice(row):
    stated = [(a.region, a.status, a.scope, a.therapy) for a in row.approvals]
    assert len(stated) == len(set(stated)), row.id


@each(SOURCED)
def test_every_identifier_of_a_citation_was_seen(row, shared):
    """No identifier was made up on the way."""
    draft = (shared / "knowledge" / "biomarkers_draft.tsv").read_text()
    later = {seen for several in LATER.values() for seen in several}
    for citation in row.citations:
        for identifier in (citation.doi, citation.pmid, citation.pmc, citation.trial):
            assert identifier is None or identifier in draft or identifier in later, row.id


@each(SOURCED)
def test_citations_are_well_formed(row):
    assert row.citations
    for citation in row.citations:
        assert citation.doi is None or DOI.fullmatch(citation.doi)
        assert citation.pmid is None or citation.pmid.isdigit()
        assert citation.pmc is None or re.fullmatch(r"PMC\d+", citation.pmc)
        assert citation.trial is None or TRIAL.fullmatch(citation.trial)


def test_identifiers_flagged_in_the_draft_are_verified_only_where_they_were_seen_since(shared):
    draft = (shared / "knowledge" / "biomarkers_draft.tsv").read_text()
    pattern = rf"({DOI.pattern}|{TRIAL.pattern})\s*\(?[^;)\t]{{0,24}}(?:memory|not confirmed)"
    flagged = {found.rstrip("()") for found in re.findall(pattern, draft)}
    later = {seen for several in LATER.values() for seen in several}

    assert len(flagged) >= 6
    for row in SOURCED:
        for citation in row.citations:
            if {citation.doi, citation.trial} & (flagged - later):
                assert citation.verification is not Verification.VERIFIED, (row.id, citation.text)


@each(SOURCED)
def test_a_row_is_verified_as_its_draft_was_or_says_what_was_seen_since(row, shared):
    if row.id not in DRAFT:
        assert row.verification is Verification.UNVERIFIED or LATER[row.id], row.id
        return
    order = (Verification.UNVERIFIED, Verification.PARTLY_VERIFIED, Verification.VERIFIED)
    was = STATUS[DRAFT[row.id]["verification_status"]]
    if order.index(row.verification) > order.index(was):
        assert row.verification.value in LATER[row.id], row.id


@each(BASE.biomarkers)
def test_what_a_trial_chose_by_is_that_of_the_draft_in_finer_words(row, shared):
    if row.id not in DRAFT:
        return
    was = DRAFT[row.id]["trial_selected_on"]
    finer = {"mutation": {"mutation", "fusion", "signature"}, "none": {"none", "laboratory"}}
    now = row.trial_selected_on.value
    assert now in finer.get(was, {was}) or now in LATER[row.id], row.id


@pytest.mark.parametrize("name", ["seen_since_the_draft.tsv", "left_out_of_the_draft.tsv"])
def test_what_was_added_or_left_out_has_a_reason(name):
    ids = {row.id for row in SOURCED}
    for row in rows_of(name):
        assert row["id"] in ids, row
        assert all(row.values()), row
