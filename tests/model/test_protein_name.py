"""A protein name in whatever spelling is one change, or none."""

from __future__ import annotations

import pytest

from hccgenomics.model.protein_name import read_protein
from tests.truth import rows


@pytest.mark.parametrize("row", rows("protein_names.tsv"))
def test_a_protein_name_is_read_as_its_change(row):
    found = read_protein(row["text"])

    assert (found and str(found)) == (None if row["read"] == "-" else row["read"])


@pytest.mark.parametrize("row", rows("protein_names.tsv"))
def test_what_is_written_is_read_as_the_same(row):
    found = read_protein(row["text"])

    assert found is None or read_protein(str(found)) == found or found.alt is not None


@pytest.mark.parametrize(
    ("name", "other", "covers"),
    [
        ("S45F", "Ser45Phe", True),
        ("S45F", "Ser45Tyr", False),
        ("S45", "Ser45Tyr", True),
        ("S45", "Ser45=", False),
        ("S45", "Thr42_Lys49del", True),
        ("S45", "Ser45_Gly46insAla", False),
        ("S45", "Ser45dup", False),
        ("K132fs", "Lys132AsnfsTer38", True),
        ("K132fs*38", "Lys132AsnfsTer38", True),
        ("K132fs*37", "Lys132AsnfsTer38", False),
        ("K132Nfs*38", "Lys132fs", False),
        ("*394W", "Ter394TrpextTer17", True),
        ("*394Wext*16", "Ter394TrpextTer17", False),
        ("M1V", "Met1?", True),
        ("R213*", "Arg213fs", False),
    ],
)
def test_a_name_covers_what_it_leaves_open(name, other, covers):
    assert read_protein(name).covers(read_protein(other)) is covers
