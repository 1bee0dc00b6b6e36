from __future__ import annotations

import csv

import pytest

from hccgenomics.knowledge.genes import load_genes
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.vocabulary import Assembly, GeneRole, Verification

GENES, _ = load_genes()
TCGA_TUMOURS = 363


def test_the_drivers_of_the_draft_are_all_there(shared):
    with (shared / "knowledge" / "drivers_draft.tsv").open(encoding="utf-8") as handle:
        draft = {row["gene"]: row for row in csv.DictReader(handle, delimiter="\t")}

    assert set(GENES) == set(draft)
    assert len(GENES) == 68
    for gene, row in GENES.items():
        if row.tcga_tumours is not None:
            assert row.tcga_tumours == int(draft[gene]["tcga_mc3_mutated_of_363"])
            assert row.tcga_truncating == int(draft[gene]["tcga_truncating"])


@pytest.mark.parametrize(
    ("gene", "role"),
    [
        ("TP53", GeneRole.TUMOUR_SUPPRESSOR),
        ("CTNNB1", GeneRole.ONCOGENE),
        ("AXIN1", GeneRole.TUMOUR_SUPPRESSOR),
        ("TERT", GeneRole.ONCOGENE),
        ("SMARCA4", GeneRole.BOTH),
        ("KMT2B", GeneRole.BOTH),
        ("ALB", GeneRole.PASSENGER),
        ("APOB", GeneRole.PASSENGER),
        ("EEF1A1", GeneRole.UNCLEAR),
        ("LZTR1", GeneRole.UNCLEAR),
        ("NFE2L2", GeneRole.ONCOGENE),
        ("KEAP1", GeneRole.TUMOUR_SUPPRESSOR),
        ("DNAJB1::PRKACA", GeneRole.ONCOGENE),
    ],
)
def test_roles(gene, role):
    assert GENES[gene].role is role


def test_counts_are_possible():
    for row in GENES.values():
        assert (row.tcga_tumours is None) == (row.tcga_truncating is None)
        if row.tcga_tumours is not None and row.tcga_truncating is not None:
            assert 0 <= row.tcga_truncating <= row.tcga_tumours <= TCGA_TUMOURS


def test_a_gene_that_was_not_in_the_exomes_has_no_count():
    assert GENES["DNAJB1::PRKACA"].tcga_tumours is None
    assert GENES["FGF19"].tcga_tumours == 0


def test_passengers_say_that_it_is_disputed():
    for row in GENES.values():
        if row.role is GeneRole.PASSENGER:
            assert "disputed" in row.note


def test_only_partly_checked_rows_are_marked():
    partly = {g for g, row in GENES.items() if row.verification is not Verification.VERIFIED}

    assert partly == {"CDKN2A"}


def test_genes_without_an_embedded_transcript_are_known():
    embedded = set(load_models(Assembly.GRCH38).symbols)

    assert {gene for gene in GENES if gene not in embedded} == {
        "ZNRF3", "CCNA2", "TGFBR2", "CREBBP", "DYRK1A", "DNAJB1::PRKACA",
    }  # fmt: skip
