"""The genes of hereditary disease: every one is of the panel, and says who asks for it."""

from __future__ import annotations

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge.germline import COLUMNS, load_germline_genes
from hccgenomics.vocabulary import Assembly, GermlineAsk, Verification

GENES, _ = load_germline_genes()
WHATEVER_THE_TUMOUR = {"BRCA1", "BRCA2", "PALB2", "MLH1", "MSH2", "MSH6", "RET"}
SELDOM_GERMLINE = {"TP53", "APC", "STK11"}


def test_every_gene_is_of_the_panel(panels):
    assert GENES.keys() <= set(panels[Assembly.GRCH38].symbols)


def test_those_a_guideline_names_are_as_it_names_them():
    """Kuzbari 2023, doi:10.1016/j.annonc.2022.12.003, abstract."""
    named = WHATEVER_THE_TUMOUR | {"ATM", "CHEK2"}

    assert all(GENES[gene].ask is GermlineAsk.UNLESS_SOMATIC for gene in named)
    assert all(GENES[gene].ask is GermlineAsk.IF_GERMLINE for gene in SELDOM_GERMLINE)
    assert all(GENES[gene].verification is Verification.VERIFIED for gene in named)


def test_what_is_verified_names_its_source():
    verified = [row for row in GENES.values() if row.verification is Verification.VERIFIED]

    assert verified
    assert all("doi:10.1016/j.annonc.2022.12.003" in row.source for row in verified)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("TP53\tsometimes\t\ta source\tverified", "column ask"),
        ("TP53\tunless_somatic\t\t\tverified", "column source"),
    ],
)
def test_a_wrong_row_refuses_the_table(row, said, tmp_path):
    path = tmp_path / "germline_genes.tsv"
    path.write_text("\t".join(COLUMNS) + f"\n{row}\n", encoding="utf-8")

    with pytest.raises(TableError, match=said):
        load_germline_genes(path)
