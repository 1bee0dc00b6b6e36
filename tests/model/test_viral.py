"""Viruses by the names that files give them."""

from __future__ import annotations

import pytest

from hccgenomics.model.genome import canonical_contig
from hccgenomics.model.viral import viral_name
from hccgenomics.vocabulary import CONTIGS
from tests.truth import rows


@pytest.mark.parametrize("row", rows("viral_names.tsv"))
def test_a_virus_is_known_by_its_names(row):
    expected = None if row["virus"] == "-" else row["virus"]

    assert viral_name(row["name"]) == expected


@pytest.mark.parametrize("contig", CONTIGS)
def test_no_chromosome_is_a_virus(contig):
    assert viral_name(contig) is None
    assert viral_name(contig.removeprefix("chr")) is None
    assert canonical_contig(contig) == contig
