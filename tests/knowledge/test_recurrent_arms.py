"""The arms that are gained or lost again and again: a table with its sources."""

from __future__ import annotations

import re

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.recurrent_arms import (
    RECURRENT_ARMS,
    load_recurrent_arms,
    read_recurrent_arms,
)
from hccgenomics.vocabulary import CopyClass, Verification


def test_the_arms_that_a_board_asks_for():
    known = load_recurrent_arms()
    for arm in ("1q", "8q", "6p", "17q"):
        assert known[arm, CopyClass.GAIN].startswith("Gained in ")
    for arm in ("4q", "8p", "13q", "16q", "17p"):
        assert known[arm, CopyClass.LOSS].startswith("Lost in ")


def test_figures_are_those_of_the_meta_analysis():
    """Moinzadeh 2005, doi:10.1038/sj.bjc.6602448: the abstract's figures of 785 tumours."""
    rows, digest = read_recurrent_arms()
    figures = {row.arm: row.percent for row in rows if "Moinzadeh" in row.source}
    assert figures == {
        "1q": 57.1, "8q": 46.6, "6p": 22.3, "17q": 22.2,
        "8p": 38, "16q": 35.9, "4q": 34.3, "17p": 32.1, "13q": 26.2,
    }  # fmt: skip
    assert digest.startswith("sha256:")


def test_every_row_has_a_source_that_can_be_found():
    for row in read_recurrent_arms()[0]:
        assert re.search(r"doi:10\.\d+/|\d+:\d+$", row.source), row.source
        assert row.verification is Verification.VERIFIED


@pytest.mark.parametrize(
    ("old", "new"),
    [("\tgain\t", "\tamplification\t"), ("1q\t", "1z\t"), ("\t57.1\t", "\t157.1\t")],
)
def test_a_wrong_row_refuses_the_table(tmp_path, old, new):
    text = resource(RECURRENT_ARMS).read_text(encoding="utf-8")
    path = tmp_path / RECURRENT_ARMS
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError):
        read_recurrent_arms(path)
