"""The table of fusions against the transcript models: exons, domains, motifs."""

from __future__ import annotations

import re

import pytest

from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.annotate.sequence import transcript_sequence
from hccgenomics.errors import TableError
from hccgenomics.knowledge.fusions import COLUMNS, load_fusion_genes
from hccgenomics.model.codons import CODON
from hccgenomics.vocabulary import Assembly

ROWS, _ = load_fusion_genes()
LOOP = re.compile("G.G.[FAY]G")
BEFORE_LOOP = 7
"""UniProt's kinase domains begin this far before the glycine-rich loop, in all of these."""


def select(panels, row):
    return panels[Assembly.GRCH38].gene(row.kinase).select


def residues_before(transcript, exon: int) -> float:
    """How many residues are coded before an exon begins."""
    on = transcript_map(transcript)
    return (on.spliced[exon - 1] - on.leader) / CODON


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_transcript_is_mane_select(row, panels):
    for panel in panels.values():
        assert panel.gene(row.kinase).select.transcript == row.transcript


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_domain_holds_the_motifs_of_a_kinase(row, panels):
    protein = transcript_sequence(select(panels, row), panels[Assembly.GRCH38]).protein
    domain = protein[row.domain_start - 1 : row.domain_end]
    loop = LOOP.search(domain)

    assert loop is not None
    assert loop.start() == BEFORE_LOOP
    assert re.search("HRD|YRD", domain)
    assert "DFG" in domain
    assert re.search("HRD|YRD", domain).start() < domain.index("DFG")


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_domain_begins_in_the_exon_that_a_three_prime_part_needs(row, panels):
    if row.three_prime_from is None:
        pytest.skip("only ever the 5′ partner")
    transcript = select(panels, row)

    assert residues_before(transcript, row.three_prime_from) < row.domain_start
    assert residues_before(transcript, row.three_prime_from + 1) >= row.domain_start


def test_the_domain_of_fgfr2_ends_with_the_exon_that_a_five_prime_part_needs(panels):
    row = ROWS["FGFR2"]
    transcript = select(panels, row)

    assert residues_before(transcript, row.five_prime_to + 1) > row.domain_end - 4
    assert row.five_prime_to + 1 == len(transcript.exons)


def test_the_pair_is_in_frame(panels):
    row = ROWS["DNAJB1::PRKACA"]
    for panel in panels.values():
        five, three = (panel.gene(gene).select for gene in row.pair)
        kept = residues_before(five, row.five_exon + 1) * CODON
        lost = residues_before(three, row.three_exon) * CODON

        assert (five.strand, three.strand) == (-1, -1)
        assert kept % CODON == lost % CODON == 1
        assert 390_000 < five.interval.start - three.interval.end < 400_000


def test_the_table_covers_what_is_asked():
    assert set(ROWS) == {
        "DNAJB1::PRKACA", "FGFR2", "NTRK1", "NTRK2", "NTRK3", "RET", "ALK", "ROS1", "BRAF",
    }  # fmt: skip
    assert ROWS["ALK"].pair is None


def test_a_wrong_row_refuses_the_table(tmp_path):
    path = tmp_path / "fusion_genes.tsv"
    cells = ("FGFR2", "FGFR2", "ENST1", "none", "770", "11", "17", "", "", "", "x", "verified")
    path.write_text("\t".join(COLUMNS) + "\n" + "\t".join(cells) + "\n", encoding="utf-8")

    with pytest.raises(TableError, match="domain_start"):
        load_fusion_genes(path)
