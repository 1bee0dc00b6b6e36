from __future__ import annotations

import csv
import gzip
import shutil
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.builder.coding import (
    coding_bases,
    codons,
    oriented,
    protein_of,
)
from hccgenomics.knowledge.files import digest, resource
from hccgenomics.knowledge.transcripts import REGION_FLANK, load_models
from hccgenomics.model.genome import Interval, Reference, canonical_contig
from hccgenomics.vocabulary import Assembly, Mane, SequenceGrade
from tests.truth import rows

PANEL_GENES = 130
PLUS_CLINICAL = 8
WINDOWS = {Assembly.GRCH37: (1_294_915, 1_296_115), Assembly.GRCH38: (1_294_800, 1_296_000)}

assemblies = st.sampled_from(list(Assembly))


@pytest.fixture
def damaged(tmp_path):
    """A copy of the packaged models, to be spoilt."""
    return shutil.copytree(resource("transcripts"), tmp_path / "transcripts")


def every_transcript(panels):
    for models in panels.values():
        for symbol in models.symbols:
            for transcript in models.gene(symbol).transcripts:
                yield models, transcript


# What is there


def test_the_panel_has_its_genes_on_both_assemblies(panels):
    for models in panels.values():
        assert len(models.symbols) == PANEL_GENES
        assert len(models.grades()) == PANEL_GENES + PLUS_CLINICAL


def test_mane_select_comes_first_and_only_once(panels):
    for models in panels.values():
        for symbol in models.symbols:
            sets = [transcript.mane for transcript in models.gene(symbol).transcripts]
            assert sets[0] is Mane.SELECT
            assert set(sets[1:]) <= {Mane.PLUS_CLINICAL}


def test_the_index_says_what_the_models_say(panels):
    for models in panels.values():
        parsed = [
            (t.gene, t.transcript, t.refseq, t.grade)
            for symbol in models.symbols
            for t in models.gene(symbol).transcripts
        ]
        assert [(g.gene, g.transcript, g.refseq, g.grade) for g in models.grades()] == parsed


def test_a_gene_is_parsed_once(panels):
    models = panels[Assembly.GRCH38]

    assert models.gene("TP53") is models.gene("TP53")


def test_an_unknown_gene_is_a_resource_error(panels):
    with pytest.raises(ResourceError, match="no embedded transcript model of 'TTN'"):
        panels[Assembly.GRCH38].gene("TTN")


def test_both_assemblies_agree_on_everything_but_places(panels):
    one, other = panels.values()

    for symbol in one.symbols:
        for a, b in zip(one.gene(symbol).transcripts, other.gene(symbol).transcripts, strict=True):
            assert (a.transcript, a.refseq, a.protein, a.refseq_protein, a.strand, a.contig) == (
                b.transcript, b.refseq, b.protein, b.refseq_protein, b.strand, b.contig
            )  # fmt: skip
            assert [len(exon) for exon in a.exons] == [len(exon) for exon in b.exons]
            assert a.cds_length == b.cds_length


# Biology


def test_every_check_of_the_embedded_resource_holds():
    for assembly in Assembly:
        load_models(assembly, verify=True)


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("row", rows("panel_codons.tsv"))
def test_hotspot_codons(row, assembly, panels):
    models = panels[assembly]
    coding = coding_bases(models.gene(row["gene"]).select, models)
    codon = codons(coding)[int(row["residue"]) - 1]

    assert codon == row["codon"]
    assert protein_of(coding)[int(row["residue"]) - 1] == row["amino_acid"]


@pytest.mark.parametrize("row", rows("panel_positions.tsv"))
def test_bases_at_known_positions(row, panels):
    place = Interval.at(row["contig"], pos=int(row["pos"]))

    assert panels[Assembly(row["assembly"])].bases(place) == row["ref"]


@pytest.mark.parametrize("row", rows("panel_coding_positions.tsv"))
def test_coding_positions(row, panels):
    transcript = panels[Assembly(row["assembly"])].gene(row["gene"]).select
    positions = [
        pos
        for part in transcript.coding_segments
        for pos in range(part.start + 1, part.end + 1)[:: transcript.strand]
    ]

    assert (transcript.contig, positions[int(row["c_pos"]) - 1]) == (
        row["contig"],
        int(row["pos"]),
    )


@pytest.mark.parametrize(
    ("gene", "c_pos", "on_37", "on_38", "residue_37", "residue_38"),
    [
        ("ATM", 5948, "A", "G", "N", "S"),
        ("ASXL1", 2444, "T", "C", "L", "P"),
        ("ATRX", 2785, "C", "G", "Q", "E"),
    ],
)
def test_the_three_coding_differences_between_the_assemblies(  # noqa: PLR0917 -- one row, one case
    panels, gene, c_pos, on_37, on_38, residue_37, residue_38
):
    found = {}
    for assembly, models in panels.items():
        coding = coding_bases(models.gene(gene).select, models)
        found[assembly] = (coding[c_pos - 1], protein_of(coding)[(c_pos - 1) // 3])

    assert found[Assembly.GRCH37] == (on_37, residue_37)
    assert found[Assembly.GRCH38] == (on_38, residue_38)


def test_those_three_are_the_only_ones_among_complete_coding_sequences(panels):
    one, other = panels.values()
    differing = {
        symbol
        for symbol in one.symbols
        if "N" not in (mine := coding_bases(one.gene(symbol).select, one))
        and mine != coding_bases(other.gene(symbol).select, other)
    }

    assert differing == {"ATM", "ASXL1", "ATRX"}


def test_myc_begins_with_ctg_and_everything_else_with_atg(panels):
    for models, transcript in every_transcript(panels):
        expected = "CTG" if transcript.gene == "MYC" else "ATG"
        assert transcript.start_codon == expected, transcript
        found = coding_bases(transcript, models)[:3]
        assert all(a in ("N", b) for a, b in zip(found, expected, strict=True)), transcript


@pytest.mark.parametrize("assembly", Assembly)
def test_the_tert_promoter_window_is_known_whole_and_alike(assembly, panels):
    start, end = WINDOWS[assembly]
    window = Interval("chr5", start, end)
    other = WINDOWS[Assembly.GRCH37]

    bases = panels[assembly].bases(window)

    assert "N" not in bases
    assert bases == panels[Assembly.GRCH37].bases(Interval("chr5", *other))
    assert any(region.contains(window) for region in panels[assembly].regions)


# Grades


def test_a_grade_says_what_the_sequence_is(panels):
    for models, transcript in every_transcript(panels):
        unknown = coding_bases(transcript, models).count("N")
        provisional = any(models.is_provisional(part) for part in transcript.coding_segments)
        match transcript.grade:
            case SequenceGrade.GENOMIC:
                assert not unknown
                assert not provisional
            case SequenceGrade.CDS:
                assert not unknown
            case SequenceGrade.PROVISIONAL:
                assert provisional
            case SequenceGrade.PARTIAL:
                assert 0 < unknown < transcript.cds_length
            case SequenceGrade.NONE:
                assert unknown == transcript.cds_length
        assert bool(transcript.grade_note) == (bool(unknown) or provisional), transcript


@pytest.mark.parametrize(
    ("gene", "grade"),
    [
        ("TP53", SequenceGrade.GENOMIC),
        ("TERT", SequenceGrade.GENOMIC),
        ("CTNNB1", SequenceGrade.CDS),
        ("AXIN1", SequenceGrade.CDS),
        ("ARID2", SequenceGrade.CDS),
        ("JAK1", SequenceGrade.CDS),
        ("RPS6KA3", SequenceGrade.PROVISIONAL),
        ("CDKN1A", SequenceGrade.PROVISIONAL),
        ("ARID1B", SequenceGrade.PARTIAL),
        ("ALB", SequenceGrade.PARTIAL),
    ],
)
def test_grades_of_known_genes(gene, grade, panels):
    assert {models.gene(gene).select.grade for models in panels.values()} == {grade}


def test_a_filled_gap_is_named_by_its_coding_positions(panels):
    nfe2l2 = panels[Assembly.GRCH38].gene("NFE2L2").select

    assert nfe2l2.grade is SequenceGrade.CDS
    assert "c.313_594" in nfe2l2.grade_note
    assert not panels[Assembly.GRCH38].is_provisional(nfe2l2.coding_segments[1])  # DLG, ETGE


# Sequence and look-up


@settings(deadline=None)
@given(assembly=assemblies, data=st.data())
def test_bases_are_those_of_any_longer_stretch(assembly, data, panels):
    models = panels[assembly]
    region = data.draw(st.sampled_from(models.regions))
    start = data.draw(st.integers(region.start, region.end - 1))
    end = data.draw(st.integers(start, min(start + 3_000, region.end)))
    inner_start = data.draw(st.integers(start, end))
    inner_end = data.draw(st.integers(inner_start, end))

    outer = models.bases(Interval(region.contig, start, end))
    inner = models.bases(Interval(region.contig, inner_start, inner_end))

    assert len(outer) == end - start
    assert set(outer) <= set("ACGTN")
    assert inner == outer[inner_start - start : inner_end - start]


def test_one_base_at_a_time_is_the_same_as_all_at_once(panels):
    for models in panels.values():
        exon = models.gene("ATM").select.exons[0]
        place = Interval("chr11", exon.start - 300, exon.end + 300)
        single = [
            models.bases(Interval("chr11", at, at + 1)) for at in range(place.start, place.end)
        ]

        assert "".join(single) == models.bases(place)


def test_what_is_not_embedded_reads_as_n(panels):
    for models in panels.values():
        assert models.bases(Interval("chr1", 0, 5)) == "NNNNN"
        assert models.bases(Interval("chrY", 10, 12)) == "NN"
        assert models.bases(Interval("chrUn", 10, 12)) == "NN"
        assert models.bases(Interval("chr5", 7, 7)) == ""


def test_the_coding_sequence_is_as_long_as_the_model_says(panels):
    for models, transcript in every_transcript(panels):
        assert len(coding_bases(transcript, models)) == transcript.cds_length
        assert transcript.cds_length % 3 == 0


def test_regions_are_sorted_apart_and_hold_every_gene(panels):
    for models in panels.values():
        for one, other in pairwise(models.regions):
            assert one.contig != other.contig or one.end < other.start
        for symbol in models.symbols:
            span = models.gene(symbol).interval
            flanked = Interval(span.contig, span.start - REGION_FLANK, span.end + REGION_FLANK)
            assert sum(region.contains(flanked) for region in models.regions) == 1


@settings(deadline=None)
@given(assembly=assemblies, data=st.data())
def test_genes_at_agrees_with_comparing_every_gene(assembly, data, panels):
    models = panels[assembly]
    region = data.draw(st.sampled_from(models.regions))
    start = data.draw(st.integers(max(0, region.start - 50), region.end + 50))
    place = Interval(region.contig, start, start + data.draw(st.integers(1, 2_000)))

    expected = {
        symbol
        for symbol in models.symbols
        if (span := models.gene(symbol).interval)
        and place.overlaps(
            Interval(span.contig, span.start - REGION_FLANK, span.end + REGION_FLANK)
        )
    }

    assert set(models.genes_at(place)) == expected
    assert not expected or any(region.overlaps(place) for region in models.regions)


def test_genes_at_the_edge_of_a_flank(panels):
    models = panels[Assembly.GRCH38]
    span = models.gene("TP53").interval

    def found(start, end):
        return "TP53" in models.genes_at(Interval("chr17", start, end))

    assert found(span.start - REGION_FLANK, span.start - REGION_FLANK + 1)
    assert not found(span.start - REGION_FLANK - 1, span.start - REGION_FLANK)
    assert found(span.end + REGION_FLANK - 1, span.end + REGION_FLANK)
    assert not found(span.end + REGION_FLANK, span.end + REGION_FLANK + 1)
    assert models.genes_at(Interval("chrUn", 5, 6)) == ()


def test_both_genes_of_a_shared_place_are_found(panels):
    models = panels[Assembly.GRCH38]

    assert models.genes_at(Interval("chr9", 21_998_000, 21_999_000)) == ("CDKN2A", "CDKN2B")


def test_satisfies_the_protocol_of_a_reference(panels):
    reference: Reference = panels[Assembly.GRCH38]

    assert oriented(reference.bases(Interval("chr17", 7_674_215, 7_674_216)), -1) == "G"


# Damage


def test_version_and_digest_are_those_of_the_manifest(panels):
    models = panels[Assembly.GRCH38]

    assert models.sha256 == digest(resource("transcripts") / "manifest.tsv")
    assert models.version == "1-2024.05"


@pytest.mark.parametrize("name", ["bases.bin", "GRCh38.blocks.bin", "GRCh38.models.tsv"])
@pytest.mark.parametrize("spoil", ["flip", "cut", "remove"])
def test_a_damaged_part_is_refused_when_opened(damaged, name, spoil):
    path = damaged / name
    data = bytearray(path.read_bytes())
    if spoil == "remove":
        path.unlink()
    else:
        data[len(data) // 2] ^= 1
        path.write_bytes(data if spoil == "flip" else data[:-1])

    with pytest.raises(ResourceError) as caught:
        load_models(Assembly.GRCH38, folder=damaged)

    assert caught.value.exit_code == 5
    assert name in caught.value.sentence
    assert "\n" not in caught.value.sentence


def test_damage_to_a_part_not_needed_is_found_by_verify(damaged):
    (damaged / "provenance.tsv").write_text("changed")

    load_models(Assembly.GRCH38, folder=damaged)
    with pytest.raises(ResourceError, match=r"provenance\.tsv: The file is damaged"):
        load_models(Assembly.GRCH38, folder=damaged, verify=True)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("format\t1\t", "format\t2\t", "Format 2, not 1."),
        ("part\tvalue", "part\tsize", "The manifest is damaged."),
        ("GRCh38.blocks.bin", "GRCh39.blocks.bin", "There is nothing for GRCh38."),
    ],
)
def test_a_wrong_manifest_is_refused(damaged, old, new, complaint):
    path = damaged / "manifest.tsv"
    path.write_text(path.read_text().replace(old, new))

    with pytest.raises(ResourceError) as caught:
        load_models(Assembly.GRCH38, folder=damaged)

    assert complaint in caught.value.sentence


def test_a_folder_without_models_is_refused(tmp_path):
    with pytest.raises(ResourceError, match="There are no transcript models here"):
        load_models(Assembly.GRCH38, folder=tmp_path)


# Against what others say


@pytest.mark.parametrize("assembly", Assembly)
def test_every_reference_allele_of_the_oracle_is_embedded(assembly, shared, panels):
    models = panels[assembly]
    lines = (shared / "oracle" / f"variants.{assembly}.vcf").read_text().splitlines()
    records = [line.split("\t") for line in lines if not line.startswith("#")]

    assert len(records) > 8_000
    for contig, pos, _, ref, *_ in records:
        place = Interval.at(canonical_contig(contig), pos=int(pos), length=len(ref))
        assert models.bases(place) == ref, place
        assert models.genes_at(place), place


def test_reference_alleles_of_real_tumours_agree_where_the_base_is_known(shared, panels):
    models = panels[Assembly.GRCH37]
    path = shared / "oracle" / "tcga_mc3_pancancer_grch37.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        table = [
            row for row in csv.DictReader(handle, delimiter="\t") if row["Reference_Allele"] != "-"
        ]

    known = 0
    for row in table:
        contig, ref = canonical_contig(row["Chromosome"]), row["Reference_Allele"]
        place = Interval.at(contig, pos=int(row["Start_Position"]), length=len(ref))
        bases = models.bases(place)
        assert all(a in ("N", b) for a, b in zip(bases, ref, strict=True)), row
        known += "N" not in bases
    assert known > 0.8 * len(table)
