"""What the pictures of genes are drawn from: every change in its place, and nothing uncited."""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest

from hccgenomics.errors import TableError
from hccgenomics.interpret import gene_picture_wording as wording
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.domains import load_domains
from hccgenomics.model.codons import CODON
from hccgenomics.model.gene_picture import codon_of
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.effects import effects_on
from hccgenomics.pipeline.gene_change import stretch_of
from hccgenomics.pipeline.gene_picture import (
    FEW_OTHERS,
    LIVER_TUMOURS,
    MOST_CHANGES,
    MOST_GENES,
    NO_SOURCE,
    PAN_CANCER,
    cited,
    coding_exons,
    gene_pictures,
    picture_of,
)
from hccgenomics.pipeline.locate import Locator
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import Assembly, HotspotKind, Mane, Verification
from tests.conftest import ROOT
from tests.truth import rows
from tests.written import vcf_text

KNOWLEDGE = load_knowledge()
DRIVERS = (
    "TP53 p.R249S", "CTNNB1 p.S45P", "BRAF p.V600E", "PIK3CA p.H1047R", "NFE2L2 p.D29H",
    "KRAS p.G12D", "NRAS p.Q61R", "HRAS p.G12V", "IDH1 p.R132C", "AKT1 p.E17K", "GNAS p.R201C",
    "RB1 p.R320*", "AXIN1 p.R146*", "TERT c.-124C>T",
)  # fmt: skip
OTHERS = ("TP53 p.P72R", "KEAP1 p.G364S", "APC p.V1822D", "EGFR p.R521K", "KDR p.Q472H")


@pytest.fixture(scope="module")
def locator(panels):
    return Locator(panels)


@pytest.fixture
def reported(locator, tmp_path):
    """A report of variants by their names."""

    def report(names, assembly=Assembly.GRCH38):
        found = {
            (row.variant.contig, row.variant.pos, row.variant.ref, row.variant.alt)
            for name in names
            for row in locator.locate(name, assembly)[:1]
        }
        path = tmp_path / "case.vcf"
        path.write_text(vcf_text(sorted(found), assembly=assembly))
        return make_report(ReportRequest(paths=(str(path),), settings=Settings()))

    return report


def place(change) -> str:
    if change.first_codon is None:
        return f"{change.label} {change.start}..{change.end}"
    stop = "" if change.new_stop is None else f" stop {change.new_stop}"
    return f"{change.label} {change.first_codon}-{change.last_codon}{stop}"


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("row", rows("gene_pictures.tsv"))
def test_every_change_is_in_its_place(row, assembly, reported):
    made = reported(row["variants"].split(" | "), assembly)

    (picture,) = made.gene_pictures

    assert (picture.gene, picture.transcript) == (row["gene"], row["transcript"])
    assert "; ".join(map(place, picture.changes)) == row["places"]
    assert " | ".join(picture.unplaced) == row["unplaced"]


@pytest.mark.parametrize("assembly", Assembly)
def test_exons_add_up_to_the_coding_sequence_of_every_transcript(assembly, panels):
    models = panels[assembly]
    for gene in map(models.gene, models.symbols):
        for transcript in gene.transcripts:
            exons = coding_exons(transcript)

            assert exons[0].start == 1
            assert all(one.end + 1 == other.start for one, other in pairwise(exons))
            assert exons[-1].end == transcript.cds_length, transcript.transcript
            assert exons[-1].end % CODON == 0, transcript.transcript
            assert [one.number for one in exons] == sorted({one.number for one in exons})


def test_parts_and_hotspots_lie_on_the_protein_that_is_drawn(panels):
    models = panels[Assembly.GRCH38]
    for gene in models.symbols:
        last = models.gene(gene).select.cds_length // CODON - 1
        known = (*KNOWLEDGE.domains.get(gene, ()), *KNOWLEDGE.hotspots.by_gene.get(gene, ()))
        assert all(1 <= one.start <= one.end <= last for one in known), gene


def test_a_part_without_a_source_is_not_drawn():
    every = [row for found in KNOWLEDGE.domains.values() for row in found]
    drawn = list(cited(every))

    left_out = [row for row in every if row not in drawn]

    assert {row.gene for row in left_out} == {"KEAP1", "POLE", "SF3B1"}
    assert all(row.verification is Verification.UNVERIFIED for row in left_out)
    assert not any(row.source.startswith(NO_SOURCE) for row in drawn)


def test_a_table_of_parts_without_a_source_is_refused(tmp_path):
    text = (ROOT / "resources" / "domains.tsv").read_text(encoding="utf-8").splitlines()
    cells = text[1].split("\t")
    cells[text[0].split("\t").index("source")] = ""
    path = tmp_path / "domains.tsv"
    path.write_text("\n".join([text[0], "\t".join(cells)]) + "\n")

    with pytest.raises(TableError, match="source"):
        load_domains(path)


def test_parts_say_their_source_and_whether_it_was_seen(reported):
    made = reported(["KEAP1 p.R320Q", "TP53 p.R249S"])
    keap1, tp53 = sorted(made.gene_pictures, key=lambda one: one.gene)

    assert [(one.name, one.verification.value) for one in keap1.domains] == [
        ("the BTB domain", "partly_verified")
    ]
    (core,) = tp53.domains
    assert (core.start, core.end, core.residues) == (94, 312, "S94-T312")
    assert core.source.startswith("Kato 2003")


def test_hotspots_have_the_counts_of_both_tables(reported):
    (picture,) = reported(["TP53 p.R249S"]).gene_pictures
    by_name = {one.residues: one for one in picture.hotspots if one.kind is HotspotKind.MISSENSE}
    counted = KNOWLEDGE.counts["TP53"]

    r249 = by_name["R249"]
    row = next(one for one in counted if one.start == 249)
    assert r249.tcga_tumours == 11
    assert (r249.tumours, r249.liver_tumours) == (row.tumours, row.liver_tumours)
    assert r249.sources == ("TCGA-LIHC MC3, own count", PAN_CANCER)
    own = {(one.start, one.end, one.kind) for one in KNOWLEDGE.hotspots.by_gene["TP53"]}
    for one in picture.hotspots:
        is_ours = (one.start, one.end, one.kind) in own
        assert is_ours or one.liver_tumours >= LIVER_TUMOURS or one.start <= 249 <= one.end
    drawn = {(one.start, one.end, one.kind) for one in picture.hotspots}
    left_out = [one for one in counted if (one.start, one.end, one.kind) not in drawn]
    assert picture.more_hotspots == len(left_out) > 0


def test_a_recurrent_artefact_is_no_hotspot(reported):
    (picture,) = reported(["EEF1A1 c.1295C>G"]).gene_pictures

    assert picture.hotspots == ()


def test_a_codon_of_leukaemia_is_drawn_by_the_counts_of_tumours_alone(reported):
    (elsewhere,) = reported(["IDH2 p.R172K"]).gene_pictures
    (here,) = reported(["IDH2 p.R140Q"]).gene_pictures

    assert [one.residues for one in elsewhere.hotspots] == ["R172"]
    (r140,) = [one for one in here.hotspots if one.residues == "R140"]
    assert r140.sources == (PAN_CANCER,)
    assert (r140.kind, r140.liver_tumours) == (HotspotKind.MISSENSE, 0)


def test_without_the_table_of_counts_our_own_rows_are_drawn(reported, monkeypatch):
    made = reported(["TP53 p.R249S"])
    kept = made.gene_pictures[0].hotspots
    bare = replace(KNOWLEDGE, counts=None)
    found = _alterations(reported, monkeypatch, ["TP53 p.R249S"])

    (picture,) = gene_pictures(found, bare).pictures

    own = list(KNOWLEDGE.hotspots.by_gene["TP53"])
    assert [one.residues for one in picture.hotspots] == [one.residues for one in own]
    assert all(one.tumours is one.liver_tumours is None for one in picture.hotspots)
    assert picture.more_hotspots == 0
    assert len(kept) > len(own)


def _alterations(reported, monkeypatch, names):
    """The alterations that a report is made of."""
    from hccgenomics.pipeline import assembled

    seen = []

    def overheard(alterations, base):
        seen.extend(alterations)
        return gene_pictures(alterations, base)

    monkeypatch.setattr(assembled, "gene_pictures", overheard)
    reported(names)
    return seen


def test_another_transcript_has_no_parts_and_no_hotspots_of_select(reported):
    (picture,) = reported(["NM_058195.4:c.44G>A"]).gene_pictures

    assert picture.mane is Mane.PLUS_CLINICAL
    assert picture.domains == picture.hotspots == ()
    assert picture.residues == 132


def test_the_promoter_is_drawn_where_it_is_changed_with_what_is_cited(reported):
    (coding,) = reported(["TERT p.R858W"]).gene_pictures
    (near,) = reported(["TERT c.-124C>T"]).gene_pictures
    (far,) = reported(["TERT c.-700del"]).gene_pictures

    assert coding.promoter is None
    assert near.promoter.start == -250
    assert far.promoter.start < -699
    events = {one.name: one for one in near.promoter.events}
    assert set(events) == {"c.-124C>T", "c.-146C>T", "c.-57A>C"}
    assert events["c.-124C>T"].legacy_name == "C228T"
    assert all(one.source and one.source != NO_SOURCE for one in near.promoter.events)


def test_drivers_come_first_and_no_more_than_so_many(reported):
    made = reported(DRIVERS)
    driven = [one.gene for one in made.alterations if one.driver]

    drawn = [one.gene for one in made.gene_pictures]

    assert len(driven) > MOST_GENES
    assert drawn == driven[:MOST_GENES]
    left_out = ", ".join(driven[MOST_GENES:])
    assert made.genes_not_drawn == (wording.TOO_MANY.format(genes=left_out, most=MOST_GENES),)


def test_genes_without_a_driver_are_drawn_while_they_are_few(reported):
    few = reported(OTHERS[:FEW_OTHERS])
    many = reported((*OTHERS, "CTNNB1 p.S45P"))

    assert {one.gene for one in few.gene_pictures} == {n.split()[0] for n in OTHERS[:FEW_OTHERS]}
    assert few.genes_not_drawn == ()
    assert [one.gene for one in many.gene_pictures] == ["CTNNB1"]
    assert many.genes_not_drawn == (wording.MANY_OTHERS.format(few=FEW_OTHERS),)


def test_a_gene_whose_change_has_no_place_says_so(reported):
    made = reported(["TP53 c.-20C>T"])

    assert made.gene_pictures == ()
    assert made.genes_not_drawn == (wording.NO_PLACE.format(genes="TP53"),)


def test_a_gene_without_a_model_says_so(data):
    path = data / "annotated" / "vep.vcf"
    made = make_report(ReportRequest(paths=(str(path),), settings=Settings()))

    assert any(one.gene == "CREBBP" and one.driver for one in made.alterations)
    assert "CREBBP" not in {one.gene for one in made.gene_pictures}
    assert made.genes_not_drawn[0] == wording.NO_MODEL.format(genes="CREBBP")


def test_of_very_many_changes_the_drivers_are_kept(reported, monkeypatch):
    found = _alterations(reported, monkeypatch, ["TP53 p.R249S", "TP53 p.P72R"])
    driver, other = sorted(found, key=lambda one: not one.is_driver)
    crowd = [driver, *(replace(other, id=f"TP53:{n}") for n in range(MOST_CHANGES + 10))]

    picture = picture_of(crowd, KNOWLEDGE)

    assert len(picture.changes) == MOST_CHANGES
    assert picture.more_changes == 11
    assert [one.alteration for one in picture.changes if one.driver] == [driver.id]


def test_a_report_is_drawn_again_from_its_json(reported):
    made = reported(["TERT c.-124C>T", "TP53 p.R249S", "TP53 c.723del"])

    again = from_json(to_json(made))

    assert again.gene_pictures == made.gene_pictures
    assert {one.alteration for p in again.gene_pictures for one in p.changes} <= {
        one.id for one in again.alterations
    }


def test_a_codon_is_three_bases():
    assert [codon_of(base) for base in range(1, 8)] == [1, 1, 1, 2, 2, 2, 3]


RESIDUE = re.compile(r"p\.(?:[A-Z][a-z]{2})(\d+)")
EVERY = 3
"""Of the labelled variants one in so many is asked: they are spread evenly over the genes."""


@pytest.mark.parametrize("assembly", Assembly)
def test_places_are_those_that_another_tool_numbers(assembly, shared, panels):
    """Codon, exon and intron of VEP; names of insertions may begin one residue further."""
    models = panels[assembly]
    path = shared / "oracle" / f"oracle.{assembly}.tsv.gz"
    codons, exons = [], []
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        labelled = list(csv.DictReader(handle, delimiter="\t"))[::EVERY]
    for row in labelled:
        variant = Variant(f"chr{row['chrom']}", int(row["pos"]), row["ref"], row["alt"])
        effect = effects_on(variant, models.gene(row["gene"]), models)[0][0]
        last = effect.transcript.cds_length
        stretch = stretch_of(SimpleNamespace(promoter=None), effect, last)
        named = RESIDUE.search(row["hgvs_p"])
        assert stretch is not None or not named, row["hgvs_c"]
        if stretch is None:
            continue
        if named:
            codons.append(codon_of(stretch[0]) - int(named[1]))
        part = row["exon"] or row["intron"]
        numbers = [int(number) for number in part.partition("/")[0].split("-") if number]
        found = next(one for one in coding_exons(effect.transcript) if one.end >= stretch[0])
        exons += [abs(found.number - number) for number in numbers[:1]]

    assert len(codons) > 1_800
    assert len(exons) > 2_200
    assert set(codons) <= {-1, 0, 1}
    assert codons.count(0) / len(codons) > 0.98
    assert set(exons) <= {0, 1}
    assert exons.count(0) / len(exons) > 0.98
