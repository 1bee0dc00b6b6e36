"""Several files on one gene: which is used, whether they agree, and what the report says of it."""

from __future__ import annotations

import pytest

from hccgenomics.interpret.copy_agreement import agreement_on, best_of, rank_of
from hccgenomics.interpret.copy_wording import RANK_REASONS
from hccgenomics.model.copy_number import GeneCopies
from hccgenomics.vocabulary import CopyClass, CopyMethod, CopySource
from tests.truth import rows


def said_of(text: str):
    said = []
    for file, statement in enumerate(text.split(), start=1):
        source, method, copy_class = statement.split("/")
        gene = GeneCopies(
            "FGF19",
            "chr11",
            1,
            2,
            CopyClass(copy_class),
            "",
            method=CopyMethod(method),
            files=(file,),
        )
        said.append((gene, CopySource(source)))
    return said


@pytest.mark.parametrize("row", rows("copy_agreement.tsv"))
def test_agreement(row):
    said = said_of(row["said"])
    best = best_of(said)
    assert best + 1 == int(row["used"])
    found = agreement_on(said, best)
    if not row["agree"]:
        assert found is None
        return
    assert found.agree is (row["agree"] == "yes")
    assert ("neighbouring classes" in found.why) is (row["agree"] == "near")
    assert ("disagree" in found.why) is (row["agree"] == "conflict")
    assert f"file {row['used']} is used" in found.why
    assert [one.file for one in found.statements if one.is_used] == [int(row["used"])]
    assert len(found.statements) == len(said)


def test_every_rank_has_its_reason():
    pairs = {
        rank_of(said_of(f"{source.value}/{method.value}/gain")[0][0], source)
        for source in CopySource
        for method in CopyMethod
    }
    assert pairs == set(range(len(RANK_REASONS)))
