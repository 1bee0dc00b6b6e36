"""Genes of real copy-number files, held against what their rows say by hand."""

from __future__ import annotations

import pytest

from hccgenomics.knowledge.arms import load_arms
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.places import load_places
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.copy_number import CopyQuestion, copy_number_of
from hccgenomics.readers.copy_number import CopyNumberRequest, read_copy_number
from hccgenomics.vocabulary import Assembly
from tests.truth import rows


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.fixture(scope="module")
def base():
    return load_knowledge()


def findings_of(paths, assembly, panels, base, **changes):
    contigs = {each: panel.contigs for each, panel in panels.items()}
    files = read_copy_number(
        CopyNumberRequest(
            paths=tuple(paths), format=None, sample=None, normal=None, contigs=contigs
        )
    )
    return copy_number_of(
        files,
        CopyQuestion(
            models=panels[assembly],
            places=load_places(assembly),
            arms=load_arms(assembly),
            base=base,
            settings=Settings(),
            **changes,
        ),
    )


@pytest.mark.parametrize("row", rows("copy_genes_real.tsv"))
def test_gene_of_a_real_file(row, shared, panels, base):
    path = shared / "realdata" / "cnv" / row["file"]
    asked = {"purity": number(row["purity"]), "ploidy": number(row["ploidy"])}
    found = findings_of([path], Assembly(row["assembly"]), panels, base, **asked).of(row["gene"])
    assert found.copy_class.value == row["class"]
    assert found.copies == number(row["copies"])
    assert found.log2_ratio == number(row["log2_ratio"])
    assert found.parts == int(row["parts"])
    assert (found.event.extent.value if found.event else "") == row["extent"]


def test_segments_and_purity_of_purple_belong_together(shared, panels, base):
    folder = shared / "realdata" / "cnv" / "purple_umccr"
    paths = [folder / "linx.vis_copy_number.tsv.gz", folder / "purple.purity.tsv"]
    found = findings_of(paths, Assembly.GRCH38, panels, base)
    assert (found.solution.source, found.solution.file) == ("PURPLE", 2)
    assert found.solution.purity == 0.75
    met = found.of("MET")
    assert (met.copies, met.files) == (6.44, (1,))
    assert met.copies_low <= 6.39
    assert met.copies_high >= 7.28


@pytest.mark.parametrize(
    ("name", "sex"), [("p2-20_1.cnr", "female"), ("tr95t.cns", "female"), ("tr95t.cns", "male")]
)
def test_x_against_a_reference_of_men_is_called_only_where_both_readings_agree(
    name, sex, shared, panels, base
):
    """Both are of women: Y is without reads, and X lies most of a doubling above two copies."""
    path = shared / "realdata" / "cnv" / "cnvkit" / name
    found = findings_of([path], Assembly.GRCH37, panels, base, sex=sex)
    on_x = [gene for gene in found.genes if gene.contig == "chrX"]
    assert on_x
    refused = [gene for gene in on_x if gene.copy_class.value == "no_call"]
    assert len(refused) > len(on_x) / 2
    assert all("--haploid-x-reference" in gene.why for gene in refused)
    called = [gene for gene in on_x if gene not in refused]
    of_one = 1.0 if sex == "female" else 0.0  # log2 that one copy more in the reference takes away
    for gene in called:
        assert gene.copy_class.value == "amplification"
        assert gene.log2_ratio - of_one >= Settings().amplification_log2
        assert any("the class is the same either way" in note for note in gene.notes)


def test_every_gene_of_a_file_of_bins_rests_on_its_own_bins(shared, panels, base):
    path = shared / "realdata" / "cnv" / "cnvkit" / "p2-20_1.cnr"
    found = findings_of([path], Assembly.GRCH37, panels, base, sex="female")
    spans = [line.split("\t")[:3] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    for gene in found.genes:
        over = sum(
            contig in (gene.contig, gene.contig[3:])
            and int(start) < gene.end
            and gene.start < int(end)
            for contig, start, end in spans
        )
        if gene.copy_class.value == "no_call":
            told = gene.contig == "chrX" and "--haploid-x-reference" in gene.why
            assert over == 0 or told, gene.gene
        else:
            assert gene.support == over, gene.gene
