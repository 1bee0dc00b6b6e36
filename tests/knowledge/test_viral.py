"""The viral genomes, and the table of genes."""

from __future__ import annotations

import shutil

import pytest

from hccgenomics.errors import ResourceError, TableError
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.genes import load_genes
from hccgenomics.knowledge.places import load_places
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.knowledge.viral import (
    FOLDER,
    GENES,
    load_integration_genes,
    load_viral_genomes,
    viral_genomes,
)
from hccgenomics.vocabulary import Assembly


def test_every_genotype_is_there_twice():
    genotypes = [genome.genotype for genome in viral_genomes() if genome.virus == "HBV"]

    assert sorted(genotypes) == sorted("ABCDEFGH" * 2)


def test_genomes_have_the_lengths_of_their_genotypes():
    """HBV 3.2 kb: D lacks 33 bases of the preS1 region, G has 36 more, A six, E lacks three."""
    lengths = {genome.genotype: len(genome.bases) for genome in viral_genomes() if genome.genotype}

    assert lengths == {
        "A": 3221, "B": 3215, "C": 3215, "D": 3182, "E": 3212, "F": 3215, "G": 3248, "H": 3215,
    }  # fmt: skip


def test_hbv_is_numbered_from_the_ecori_site():
    """The gene of HBx then begins at base 1374, in every genotype."""
    starts = {genome.bases[1373:1382] for genome in viral_genomes() if genome.genotype}

    assert starts == {"ATGGCTGCT"}


def test_aav2_is_known_in_part_by_the_numbers_of_its_reference():
    """VP1 begins at base 2203 of NC_001401 and ends at 4410."""
    parts = [genome for genome in viral_genomes() if genome.virus == "AAV2"]
    whole = max(parts, key=lambda genome: len(genome.bases))
    vp1 = whole.bases[2203 - whole.first : 4411 - whole.first]

    assert [genome.first for genome in parts] == [1, 324]
    assert vp1.startswith("ATGGCTGCCGATGG")
    assert vp1[-3:] == "TAA"
    assert len(vp1) % 3 == 0
    assert not any(genome.is_circular for genome in parts)


def copied(tmp_path):
    folder = tmp_path / "viral"
    shutil.copytree(resource(FOLDER), folder)
    return folder


def test_a_store_cut_short_is_refused(tmp_path):
    folder = copied(tmp_path)
    (folder / "bases.bin").write_bytes((folder / "bases.bin").read_bytes()[:-100])

    with pytest.raises(ResourceError):
        load_viral_genomes(folder)


def test_a_store_with_too_much_is_refused(tmp_path):
    folder = copied(tmp_path)
    (folder / "bases.bin").write_bytes((folder / "bases.bin").read_bytes() + b"\0\0")

    with pytest.raises(ResourceError, match="store holds"):
        load_viral_genomes(folder)


@pytest.mark.parametrize(
    ("before", "after"), [("circular", "round"), ("\t3248\t", "\tlong\t"), ("AB106564", "AB064313")]
)
def test_a_wrong_row_is_refused(tmp_path, before, after):
    folder = copied(tmp_path)
    table = folder / "genomes.tsv"
    table.write_text(table.read_text().replace(before, after, 1))

    with pytest.raises(TableError):
        load_viral_genomes(folder)


def test_the_genes_lie_on_both_assemblies():
    genes, _ = load_integration_genes()

    for assembly in Assembly:
        assert [gene for gene in genes if load_places(assembly).named(gene) is None] == []


def test_the_genes_that_viral_sequence_drives():
    genes, _ = load_integration_genes()
    driven = {gene for gene, row in genes.items() if row.regions}

    assert driven == {"TERT", "KMT2B", "CCNE1", "CCNA2"}
    assert driven - set(load_genes()[0]) <= {"CCNE1", "CCNA2"}


@pytest.mark.parametrize("assembly", list(Assembly))
def test_the_untranslated_first_exon_of_tert(assembly):
    genes, _ = load_integration_genes()
    select = load_models(assembly).gene("TERT").select

    assert genes["TERT"].five_prime_bases == select.exons[0].end - select.cds_end


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("promoter | upstream\t", "promoter | nearby\t", "regions"),
        ("\t79\t", "\tmany\t", "five_prime_bases"),
        ("\tverified\n", "\tsurely\n", "verification"),
        ("TERT\tHBV | AAV2", "TERT\t", "viruses"),
        ("KMT2B\t", "TERT\t", "gene"),
    ],
)
def test_a_wrong_gene_row_is_refused(tmp_path, before, after, column):
    text = resource(GENES).read_text(encoding="utf-8")
    path = tmp_path / GENES
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(TableError, match=column):
        load_integration_genes(path)
