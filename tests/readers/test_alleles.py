"""Alternate alleles, genotypes and phase."""

from __future__ import annotations

import pytest

from hccgenomics.model.variant import Phase
from hccgenomics.readers.alleles import carries, genotype, objection, phase
from tests.truth import rows


@pytest.mark.parametrize("row", rows("alleles.tsv"))
def test_each_kind_of_allele_has_its_reason(row):
    found = objection(row["ref"], row["alt"])

    assert (found[0].value if found else "-") == row["reason"]


@pytest.mark.parametrize(
    ("text", "alleles"),
    [
        ("0/1", (0, 1)),
        ("1|0", (1, 0)),
        ("0/1/2", (0, 1, 2)),
        ("1", (1,)),
        ("/0/1", (0, 1)),
        ("|0|1", (0, 1)),
        ("0/1|2", (0, 1, 2)),
        ("10/2", (10, 2)),
        ("./1", (None, 1)),
        (".", ()),
        ("", ()),
        (None, ()),
        ("0/x", (0, None)),
    ],
)
def test_genotypes_of_any_ploidy_are_read(text, alleles):
    assert genotype(text) == alleles


@pytest.mark.parametrize(
    ("text", "index", "answer"),
    [
        ("0/1", 1, True),
        ("0/1", 2, False),
        ("./1", 1, True),
        ("./0", 1, None),
        ("./.", 1, None),
        (None, 1, None),
        ("0/0", 1, False),
        ("0", 1, False),
        ("1/11", 1, True),
        ("0/11", 1, False),
        ("0/" + "1" * 5000, 1, None),
        ("1/" + "1" * 5000, 1, True),
    ],
)
def test_a_genotype_names_an_allele_or_not_or_does_not_say(text, index, answer):
    assert carries(text, index=index) is answer


@pytest.mark.parametrize(
    ("fields", "index", "expected"),
    [
        ({"GT": "0|1", "PS": "77"}, 1, Phase("PS:77", 2)),
        ({"GT": "1|0", "PS": "77"}, 1, Phase("PS:77", 1)),
        ({"GT": "1|2", "PS": "77"}, 2, Phase("PS:77", 2)),
        ({"GT": "0/1", "PS": "77"}, 1, None),
        ({"GT": "0|1"}, 1, None),
        ({"GT": "0|1", "PS": "."}, 1, None),
        ({"GT": "1|1", "PS": "77"}, 1, None),
        ({"GT": "0/1", "PGT": "0|1", "PID": "77_T_C"}, 1, Phase("PID:77_T_C", 2)),
        ({"GT": "0/1", "PGT": ".", "PID": "."}, 1, None),
        ({"GT": "0|1", "PS": "77", "PGT": "0|1", "PID": "77_T_C"}, 1, Phase("PS:77", 2)),
        ({"GT": "0/1", "HP": "17-1,17-2"}, 1, Phase("HP:17", 2)),
        ({"GT": "1/0", "HP": "17-1,17-2"}, 1, Phase("HP:17", 1)),
        ({"GT": "0/1", "HP": "."}, 1, None),
        ({"GT": "0/1", "HP": "17-x,17-y"}, 1, None),
        ({"GT": "0/1", "HP": f"17-{'1' * 5000},17-{'2' * 5000}"}, 1, None),
        ({"GT": f"0|{'1' * 5000}", "PS": "77"}, 1, None),
        ({}, 1, None),
    ],
)
def test_phase_is_what_the_caller_says_and_no_more(fields, index, expected):
    assert phase(fields, index=index) == expected
