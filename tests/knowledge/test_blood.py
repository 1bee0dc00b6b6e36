"""What clones of blood cells leave in plasma: every row is a term, has a source, and is met."""

from __future__ import annotations

import pytest

from hccgenomics.errors import TableError
from hccgenomics.interpret.blood import blood_row, is_from_blood, is_typical, row_sentence
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.blood import COLUMNS, load_blood_genes
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import BloodShare, EventKind, Verification
from tests.builders_alterations import an_alteration
from tests.forbidden import phrases_in

ROWS, _ = load_blood_genes()
EVERY = [row for rows in ROWS.values() for row in rows]
BASE = load_knowledge()
UNREAD = "no source read for it"


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row.term)
def test_a_row_is_a_term_of_its_gene_and_says_no_more_than_it_may(row):
    assert parse_event(row.term).genes == (row.gene,)
    assert parse_event(row.term).kind in {EventKind.PROTEIN, EventKind.CODONS, EventKind.CLASS,
                                          EventKind.EXON}  # fmt: skip
    assert phrases_in(row_sentence(row)) == []
    assert row_sentence(row)[0].isupper()


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row.term)
def test_what_is_verified_names_what_was_read(row):
    if row.verification is Verification.VERIFIED:
        assert UNREAD not in row.source
    if row.verification is Verification.UNVERIFIED:
        assert row.source.endswith(UNREAD)
        assert "Not checked" in row_sentence(row)


def test_the_genes_of_the_caveat_are_left_to_blood():
    (caveat,) = (row for row in BASE.biomarkers if row.id == "CHIP-01")

    assert {gene for gene in caveat.genes if any(map(is_from_blood, ROWS[gene]))} == set(
        caveat.genes
    )


def test_narrow_rows_stand_before_wide_ones():
    for rows in ROWS.values():
        shares = [row.share for row in rows]
        assert shares == sorted(shares, key=list(BloodShare).index)


@pytest.mark.parametrize(
    ("found", "term"),
    [
        ("DNMT3A p.R882H", "DNMT3A codon R882 missense"),
        ("DNMT3A p.R882C", "DNMT3A codon R882 missense"),
        ("DNMT3A p.R771Q", "DNMT3A any"),
        ("DNMT3A p.R882fs", "DNMT3A any"),
        ("JAK2 p.V617F", "JAK2 p.V617F"),
        ("JAK2 p.V617D", "JAK2 any"),
        ("PPM1D p.R458*", "PPM1D any"),  # of exon 3 here
        ("ASXL1 p.R693*", "ASXL1 truncating"),
        ("ASXL1 p.G643R", "ASXL1 any"),
        ("SF3B1 p.K700E", "SF3B1 codon K700 missense"),
        ("SF3B1 p.K666N", "SF3B1 codon K666 missense"),
        ("SRSF2 p.P95H", "SRSF2 codon P95 missense"),
        ("IDH2 p.R140Q", "IDH2 codon R140 missense"),
        ("IDH2 p.R172K", "IDH2 any"),
        ("GNAS p.R201H", "GNAS codon R201 missense"),
        ("GNAS p.Q227L", None),
        ("IDH1 p.R132C", "IDH1 codon R132 missense"),
        ("IDH1 p.G97D", None),
        ("KRAS p.G12D", "KRAS any"),
        ("CTNNB1 p.S45P", None),
    ],
)
def test_a_variant_meets_the_narrowest_row(found, term):
    row = blood_row(an_alteration(found), ROWS, BASE.hotspots)

    assert (row.term if row else None) == term


def test_a_truncation_of_the_last_exon_of_ppm1d_is_typical():
    row = blood_row(an_alteration("PPM1D p.R458*", exon=(6, 6)), ROWS, BASE.hotspots)

    assert is_typical(row)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("TP53\tTP53 any\trarely\ta note\ta source\tverified", "column share"),
        ("TP53\tTP53 anything\toften\ta note\ta source\tverified", "column term"),
        ("TP53\tATM any\toften\ta note\ta source\tverified", "does not speak of TP53"),
        ("TP53\tTP53 any\toften\ta note\t\tverified", "column source"),
    ],
)
def test_a_wrong_row_refuses_the_table(row, said, tmp_path):
    path = tmp_path / "blood_genes.tsv"
    path.write_text("\t".join(COLUMNS) + f"\n{row}\n", encoding="utf-8")

    with pytest.raises(TableError, match=said):
        load_blood_genes(path)
