"""Whole cases: which rows speak, which do not, and the tier of each by three published scales."""

from __future__ import annotations

import pytest

from hccgenomics.interpret.tiers import tiers_of
from hccgenomics.vocabulary import Disease, Verification
from tests.interpret.whole_cases import ROWS, items, matches_of
from tests.truth import rows

CASES = rows("judgements.tsv")
MARKERS = {
    "TP53", "CTNNB1", "TERT", "FGF19", "MET", "TSC", "IDH", "BRAF", "KRAS", "NTRK", "RET", "MSI",
    "TMB", "HER2", "FGFR2", "BRCA2", "CDKN2A", "AFP", "CRAFITY", "Child-Pugh", "fibrolamellar",
    "mixed", "cholangiocarcinoma", "plasma", "PIK3CA", "NFE2L2", "KEAP1", "AXIN1", "HLA", "POLE",
    "VEGFA", "DNMT3A",
}  # fmt: skip


def wanted(case) -> dict[str, list[str]]:
    pairs = (item.split("=") for item in items(case["tiers"]))
    return {row: said.split("/") for row, said in pairs}


@pytest.mark.parametrize("case", CASES)
def test_rows(case):
    found = {match.biomarker.id for match in matches_of(case)}
    expected = {*items(case["matched"]), *wanted(case)}
    unexpected = set(items(case["not_matched"]))

    assert expected | unexpected <= set(ROWS), "the truth table names a row that does not exist"
    assert expected - found == set(), case["reason"]
    assert unexpected & found == set(), case["reason"]


@pytest.mark.parametrize("case", [case for case in CASES if case.values[0]["tiers"]])
def test_tiers(case):
    found = {match.biomarker.id: match for match in matches_of(case)}
    for row, expected in wanted(case).items():
        tiers = tiers_of(found[row], Disease(case["disease"]))
        computed = [tier.tier or "-" for tier in (tiers.amp, tiers.escat, tiers.mtb)]
        assert computed == expected, (row, case["reason"])


def test_the_table_is_large_enough_and_names_every_marker():
    text = "\n".join("\t".join(case.values[0].values()) for case in CASES)

    assert len(CASES) >= 70
    assert all(case.values[0]["reason"] for case in CASES)
    assert [marker for marker in MARKERS if marker not in text] == []
    assert sum(bool(case.values[0]["tiers"]) for case in CASES) >= 60


def test_every_match_of_every_case_has_three_traces():
    for case in CASES:
        row = case.values[0]
        for match in matches_of(row):
            tiers = tiers_of(match, Disease(row["disease"]))
            assert all(tier.trace for tier in (tiers.amp, tiers.escat, tiers.mtb))


def test_a_row_that_nobody_checked_is_met_by_no_case():
    unverified = {id_ for id_, r in ROWS.items() if r.verification is Verification.UNVERIFIED}
    met = {match.biomarker.id for case in CASES for match in matches_of(case.values[0])}

    assert unverified
    assert met & unverified == set()
