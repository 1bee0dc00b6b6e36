"""Classes at every cut-off, from both sides; what is printed with them; the neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.copy_class import (
    RANK,
    by_copies,
    by_ratio,
    classify,
    neighbours,
    threshold,
)
from hccgenomics.model.settings import Settings
from hccgenomics.vocabulary import CopyClass
from tests.truth import rows

SETTINGS = Settings()
DIPLOID = by_copies(SETTINGS, 2.0, is_doubled=False)
DOUBLED = by_copies(SETTINGS, 4.0, is_doubled=True)
RATIO = by_ratio(SETTINGS)


def cut_offs(row):
    if row["unit"] == "log2":
        return RATIO
    normal = int(row["normal"]) if row["normal"] else None
    doubled = row["doubled"] == "yes"
    return by_copies(SETTINGS, float(row["ploidy"]), is_doubled=doubled, normal=normal)


@pytest.mark.parametrize("row", rows("copy_classes.tsv"))
def test_class(row):
    assert classify(float(row["value"]), cut_offs(row)).value == row["class"]


@given(
    st.floats(-8, 300),
    st.floats(0, 5),
    st.sampled_from([RATIO, DIPLOID, DOUBLED, by_copies(SETTINGS, 3.3, is_doubled=False)]),
)
def test_more_copies_are_never_a_lower_class(value, more, cut):
    assert RANK[classify(value, cut)] <= RANK[classify(value + more, cut)]


def test_every_class_but_no_call_has_a_rank():
    assert set(RANK) == set(CopyClass) - {CopyClass.NO_CALL}
    assert sorted(RANK.values()) == list(range(-3, 4))


def test_cut_offs_are_those_of_the_settings():
    strict = Settings(
        amplification_copies=10.0, borderline_copies=2.0, homozygous_deletion_copies=0.2
    )
    cut = by_copies(strict, 2.0, is_doubled=False)
    assert classify(9.0, cut) is CopyClass.BORDERLINE_AMPLIFICATION
    assert classify(0.3, cut) is CopyClass.BORDERLINE_HOMOZYGOUS_DELETION
    cut = by_ratio(Settings(amplification_log2=2.0))
    assert classify(1.9, cut) is CopyClass.BORDERLINE_AMPLIFICATION


@pytest.mark.parametrize(
    ("value", "cut", "says"),
    [
        (12.0, DIPLOID, ["from 6 copies (amplification_copies)", "borderline from 5"]),
        (9.0, DOUBLED, ["from 8 copies", "ploidy 4 and 4 more (amplification_above_ploidy)", "7"]),
        (0.1, DIPLOID, ["under 0.5 copies (homozygous_deletion_copies)", "under 0.8"]),
        (2.0, DIPLOID, ["Amplification", "gain from 2.75 copies and loss to 1.25", "gain_copies"]),
        (1.0, DIPLOID, ["Homozygous deletion", "loss to 1.25"]),
        (1.5, RATIO, ["log2 ratio 1 (amplification_log2)", "0.7"]),
        (-1.5, RATIO, ["log2 ratio -1.2 (homozygous_deletion_log2)", "-0.8"]),
        (0.3, RATIO, ["gain from log2 ratio 0.2 (gain_log2)", "loss to -0.25 (loss_log2)"]),
    ],
)
def test_threshold_is_printed_with_its_settings(value, cut, says):
    text = threshold(classify(value, cut), value, cut)
    assert text.endswith(".")
    assert [said for said in says if said not in text] == []


@pytest.mark.parametrize(
    ("value", "cut", "expected"),
    [
        (5.4, DIPLOID, {"5": "amplification", "8": "gain"}),
        (7.0, DIPLOID, {"5": "amplification", "8": "borderline_amplification"}),
        (4.0, DIPLOID, {"5": "borderline_amplification", "8": "gain"}),
        (7.5, DOUBLED, {"6": "amplification", "7": "amplification", "10": "gain"}),
        (0.85, RATIO, {"0.7": "amplification", "1.3": "gain"}),
        (0.4, DIPLOID, {"0.3": "borderline_homozygous_deletion", "0.8": "homozygous_deletion"}),
        (-1.0, RATIO, {"-1.5": "loss", "-0.8": "homozygous_deletion"}),
    ],
)
def test_how_it_would_read_at_the_neighbouring_cut_offs(value, cut, expected):
    found = neighbours(value, cut, SETTINGS)
    numbers = {
        word: other.reads.value
        for other in found
        for word in other.cut_off.split()
        if word.lstrip("-").replace(".", "").isdigit()
    }
    assert numbers == expected


@given(st.floats(0, 40), st.sampled_from([DIPLOID, DOUBLED]))
def test_a_lower_cut_off_never_reads_as_less(value, cut):
    found = neighbours(value, cut, SETTINGS)
    ranks = [RANK[other.reads] for other in found]
    assert ranks == sorted(ranks, reverse=True)
