"""Which purity and ploidy are used, whether the genome is doubled, whose sex disagrees."""

from __future__ import annotations

import pytest

from hccgenomics.interpret.copy_solution import (
    choose,
    doubling,
    has_failed,
    is_usable,
    sex_conflict,
)
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.settings import Settings
from hccgenomics.vocabulary import Sex
from tests.truth import rows

SETTINGS = Settings()
PURPLE = Solution("PURPLE", 1, 0.6, 0.55, 0.66, 3.6, is_doubled=True, status="NORMAL")
ASCAT = Solution("ASCAT", 2, purity=0.4, ploidy=2.0)
NO_TUMOUR = Solution("PURPLE", 1, 1.0, ploidy=2.0, status="FAIL_NO_TUMOR")
_FLAG = {"yes": True, "no": False, "": None, "unknown": None}


def test_the_first_usable_of_the_files():
    found = choose([NO_TUMOUR, ASCAT, PURPLE], None, None, SETTINGS)
    assert found.used == ASCAT
    assert found.others == (PURPLE,)
    assert found.solutions == (NO_TUMOUR, ASCAT, PURPLE)
    text = " ".join(found.notes)
    assert "purity 0.4 and ploidy 2, from ASCAT, the first of the files that is usable" in text
    assert "FAIL_NO_TUMOR" in text
    assert "Other solutions given: PURPLE purity 0.6 and ploidy 3.6" in text


def test_the_user_before_the_files():
    found = choose([PURPLE, ASCAT], 0.8, 2.2, SETTINGS)
    assert (found.used.purity, found.used.ploidy) == (0.8, 2.2)
    assert found.used.is_doubled is None
    assert found.solutions[0] is found.used
    assert found.solutions[1:] == (PURPLE, ASCAT)
    assert "as the user states them" in found.notes[0]


def test_the_users_purity_with_the_ploidy_of_a_file():
    found = choose([PURPLE], 0.8, None, SETTINGS)
    assert (found.used.purity, found.used.ploidy, found.used.is_doubled) == (0.8, 3.6, True)
    assert any("found it at another purity" in note for note in found.notes)
    assert found.used.purity_low is None


def test_the_users_ploidy_with_the_purity_of_a_file():
    found = choose([PURPLE], None, 2.0, SETTINGS)
    assert (found.used.purity, found.used.purity_low, found.used.ploidy) == (0.6, 0.55, 2.0)


def test_a_purity_without_a_ploidy_says_what_is_assumed():
    found = choose([], 0.8, None, SETTINGS)
    assert (found.used.purity, found.used.ploidy) == (0.8, None)
    assert any("2 is assumed (assumed_ploidy)" in note for note in found.notes)


def test_a_ploidy_alone_is_no_solution():
    found = choose([], None, 3.1, SETTINGS)
    assert found.used is None
    assert [solution.ploidy for solution in found.solutions] == [3.1]
    assert any("without a purity" in note for note in found.notes)


def test_nothing_given():
    assert choose([], None, None, SETTINGS).used is None


@pytest.mark.parametrize(
    ("status", "failed"),
    [
        ("NORMAL", False),
        ("HIGHLY_DIPLOID", False),
        ("WARN_LOW_PURITY", False),
        ("", False),
        ("NO_TUMOR", True),
        ("FAIL_NO_TUMOR", True),
        ("FAIL_CONTAMINATION", True),
        ("Failed", True),
    ],
)
def test_status_of_a_fit(status, failed):
    solution = Solution("x", purity=0.5, ploidy=2.0, status=status)
    assert has_failed(solution) is failed
    assert is_usable(solution) is not failed


@pytest.mark.parametrize("purity", [None, 0.0])
def test_no_purity_is_not_usable(purity):
    assert not is_usable(Solution("ichorCNA", purity=purity, ploidy=2.0))


@pytest.mark.parametrize("row", rows("doubling.tsv"))
def test_doubling(row):
    ploidy = float(row["ploidy"]) if row["ploidy"] else None
    used = Solution("x", purity=0.5, ploidy=ploidy, is_doubled=_FLAG[row["tool"]])
    share = float(row["major_share"]) if row["major_share"] else None
    found, why = doubling(used, (used,), share, SETTINGS)
    assert found is _FLAG[row["doubled"]]
    assert why


def test_a_failed_fit_has_no_word_on_doubling():
    failed = Solution("PURPLE", purity=0.9, ploidy=4.0, is_doubled=True, status="FAIL_NO_TUMOR")
    assert doubling(None, (failed,), None, SETTINGS)[0] is None


@pytest.mark.parametrize(
    ("stated", "inferred", "is_conflict"),
    [
        (Sex.FEMALE, "MALE", True),
        (Sex.FEMALE, "female", False),
        (Sex.FEMALE, "XX", False),
        (Sex.MALE, "F", True),
        (Sex.MALE, "MALE_KLINEFELTER", False),
        (Sex.MALE, None, False),
        (None, "MALE", False),
    ],
)
def test_sex_of_a_tool_is_only_compared(stated, inferred, is_conflict):
    found = sex_conflict(stated, [Solution("PURPLE", sex=inferred)])
    assert (found is not None) is is_conflict
