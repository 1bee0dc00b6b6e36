"""The traps of the evidence base, each with its own test."""

from __future__ import annotations

import re

import pytest

from hccgenomics.interpret.drivers import flag
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import Direction, Disease, Implication, Specimen, Verification
from tests.builders_alterations import a_transcript, an_alteration, an_effect

BASE = load_knowledge()
ROWS = {row.id: row for row in BASE.biomarkers}
AMINO = "ACDEFGHIKLMNPQRSTVWY"


def ids(*texts, specimen=Specimen.TISSUE, disease=Disease.HCC):
    given = [an_alteration(t) if isinstance(t, str) else t for t in texts]
    found = Found(given, specimen=specimen, disease=disease, hotspots=BASE.hotspots)
    return {m.biomarker.id for m in match(found, BASE.biomarkers)}


def drives(text):
    findings = flag(an_alteration(text), BASE.genes, BASE.hotspots, BASE.counts)
    votes = [finding.drives for finding in findings]
    return True in votes and False not in votes


@pytest.mark.parametrize(
    ("row", "gene", "residue", "only"),
    [
        ("TP53-02", "TP53", "R249", "S"),
        ("TP53-04", "TP53", "Y220", "C"),
        ("RAF-01", "BRAF", "V600", "E"),
        ("RAS-02", "KRAS", "G12", "C"),
        ("RAS-03", "KRAS", "G12", "D"),
    ],
)
def test_one_change_of_a_codon_is_not_another(row, gene, residue, only):
    matched = {letter for letter in AMINO if row in ids(f"{gene} p.{residue}{letter}")} - {
        residue[0]
    }

    assert matched == {only}


def test_gnas_r201c_is_r844c_on_the_long_isoform():
    long = a_transcript("GNAS", transcript="ENST00000371100.9", mane="MANE Plus Clinical")
    alteration = an_alteration(
        "GNAS p.R844C", effects=(an_effect("GNAS", "p.R844C", transcript=long),)
    )

    assert "GNAS-01" in ids(alteration)


def test_codons_of_ctnnb1_exon_3_are_not_all_hits():
    hit = {
        residue
        for residue in range(5, 81)
        if drives(f"CTNNB1 p.Q{residue}W") or "WNT-01" in ids(f"CTNNB1 p.Q{residue}W")
    }

    assert hit == {32, 33, 34, 35, 36, 37, 41, 45}


def test_a_truncated_nfe2l2_is_not_active():
    assert "NFE2L2-01" in ids("NFE2L2 p.E79Q")
    assert "NFE2L2-01" not in ids("NFE2L2 p.E79*")
    assert not drives("NFE2L2 p.E79*")


@pytest.mark.parametrize("gene", ["NTRK1", "NTRK2", "NTRK3", "RET", "FGFR2", "DNAJB1", "PRKACA"])
@pytest.mark.parametrize("name", ["p.G595R", "p.R5*", "p.R5fs", "c.5+1G>T"])
def test_small_variants_never_meet_fusion_rows(gene, name):
    fusions = {
        row.id
        for row in BASE.biomarkers
        if any(parse_event(term).body == "fusion" for term in (*row.any_of, *row.all_of))
    }

    assert {"NTRK-01", "NTRK-02", "NTRK-03", "RET-01", "FGFR2-01", "FLC-01"} <= fusions
    for disease in Disease:
        assert not fusions & ids(f"{gene} {name}", disease=disease)


@pytest.mark.parametrize("specimen", Specimen)
def test_rows_of_one_specimen_stay_there(specimen):
    plasma = {"TP53-03", "TP53-05", "CHIP-01", "TERTp-04"}
    found = ids(
        an_alteration("TP53 p.R249S", vaf=0.02), "TERT promoter c.-124C>T", specimen=specimen
    )

    assert (plasma <= found) is (specimen is Specimen.PLASMA)
    assert bool(plasma & found) is (specimen is Specimen.PLASMA)
    assert ("TP53-02" in found) is (specimen is Specimen.TISSUE)


def test_a_bystander_pair_is_no_pair():
    assert "TERTp-08" in ids("TERT promoter c.-124C>T", "CTNNB1 p.S45P")
    assert "TERTp-08" not in ids("TERT promoter c.-124C>T")
    assert "TERTp-08" not in ids("CTNNB1 p.S45P")


def test_no_row_lets_ctnnb1_rule_out_immunotherapy():
    rows = [row for row in BASE.biomarkers if "CTNNB1" in row.genes]
    wording = ROWS["CTNNB1-04"]

    assert "CTNNB1 does not rule out immunotherapy" in wording.caveats
    assert "excludes nobody from immunotherapy" in wording.statement
    assert wording.direction is Direction.MIXED
    for row in rows:
        for text in (row.statement, *row.caveats):
            for ruling in re.findall(r"[^.;]*\b(?:rules? out|exclud)[^.;]*", text):
                assert re.search(r"not rule out|excludes nobody", ruling), row.id


def test_evidence_against_is_never_filed_as_support():
    for row in BASE.biomarkers:
        if row.implication is Implication.NO_PROVEN_EFFECT:
            assert row.direction is not Direction.SUPPORTS, row.id


def test_what_was_written_from_memory_is_shown_as_such():
    unverified = {row.id for row in BASE.biomarkers if row.verification is Verification.UNVERIFIED}

    assert unverified == {"mTOR-03", "RB1-02"}
    for row_id in unverified:
        assert any("not evidence" in caveat for caveat in ROWS[row_id].caveats)
        assert all(c.verification is Verification.UNVERIFIED for c in ROWS[row_id].citations)


def test_an_amplicon_of_11q13_never_speaks_for_fgf19_by_a_point_mutation():
    assert not ids("CCND1 p.T286I") & {"11q13-08", "CDK-02", "FGF19-01"}


def test_the_name_of_a_gene_is_not_coverage_of_its_promoter():
    assert not ids("TERT p.A279T") & {row for row in ROWS if row.startswith("TERTp")}
