"""What the protein tells where the coding sequence is not embedded whole."""

from __future__ import annotations

import csv
import gzip
import re
import shutil
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.builder.check import check_models
from hccgenomics.knowledge.builder.coding import coding_bases, codons, protein_of
from hccgenomics.knowledge.degenerate import degenerate_coding
from hccgenomics.knowledge.files import digest_of, resource
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.codons import IUPAC, completions, translate
from hccgenomics.vocabulary import Assembly

WITHOUT_PROTEIN = {"ARID1B", "BRD7", "EEF1A1", "HRAS", "KMT2C", "PBRM1", "VEGFA"}
"""Incomplete genes of which no public repository gave a protein; GNAS lacks one of three."""

MODELS = load_models(Assembly.GRCH38)
WHOLE = ("TP53", "CTNNB1", "MYC", "KRAS", "AXIN1", "ATM")


def every_transcript(models):
    return [t for symbol in models.symbols for t in models.gene(symbol).transcripts]


@pytest.mark.parametrize("assembly", Assembly)
def test_just_the_incomplete_transcripts_have_it(assembly, panels):
    models = panels[assembly]
    incomplete = [t for t in every_transcript(models) if "N" in coding_bases(t, models)]
    told = [t for t in every_transcript(models) if t.degenerate is not None]

    lacking = {t.gene for t in incomplete} - {t.gene for t in told}
    assert {t.refseq for t in told} <= {t.refseq for t in incomplete}
    assert lacking == WITHOUT_PROTEIN
    assert {t.gene for t in told} >= {"ALB", "APOB", "AFP", "KMT2D", "KMT2B", "IRF2", "SMARCA4"}


@pytest.mark.parametrize("assembly", Assembly)
def test_no_code_contradicts_a_base_or_the_residue(assembly, panels):
    models = panels[assembly]
    for transcript in every_transcript(models):
        if (told := transcript.degenerate) is None:
            continue
        coding = coding_bases(transcript, models)
        assert len(told.codes) == transcript.cds_length == 3 * len(told.protein)
        assert told.protein.endswith("*"), transcript.refseq
        for base, code in zip(coding, told.codes, strict=True):
            assert base in ("N", code)
        for codon, residue in zip(codons(told.codes), told.protein, strict=True):
            spelt = [IUPAC[code] for code in codon]
            assert residue == "X" or any(
                all(base in bases for base, bases in zip(one, spelt, strict=True))
                for one in completions("NNN", residue)
            )


def test_both_assemblies_tell_the_same(panels):
    one, other = (
        {t.transcript: t.degenerate for t in every_transcript(panels[a])} for a in Assembly
    )
    assert one == other


def test_the_codes_are_no_wider_than_those_collected(shared, panels):
    """The collected codes were narrowed by single bases alone; ours by all that is embedded."""
    text = (shared / "transcripts" / "cds_degenerate.fa").read_text()
    collected = {}
    for record in text.split(">")[1:]:
        header, _, codes = record.partition("\n")
        collected[header.split("|")[0]] = codes.replace("\n", "")
    compared = 0
    for models in panels.values():
        for transcript in every_transcript(models):
            if transcript.degenerate is not None and transcript.transcript in collected:
                pairs = zip(
                    transcript.degenerate.codes, collected[transcript.transcript], strict=True
                )
                assert all(set(IUPAC[ours]) <= set(IUPAC[theirs]) for ours, theirs in pairs)
                compared += 1
    assert compared == 2 * 18


def test_every_residue_that_real_tumours_name_is_the_proteins(shared, panels):
    """TCGA's protein changes, on transcripts that number as these do."""
    path = shared / "oracle" / "tcga_mc3_pancancer_grch37.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        table = list(csv.DictReader(handle, delimiter="\t"))
    agreed = Counter()
    for row in table:
        models, symbol = panels[Assembly.GRCH37], row["Hugo_Symbol"]
        told = models.gene(symbol).select.degenerate if symbol in models.symbols else None
        named = re.match(r"p\.([A-WY])(\d+)", row["HGVSp_Short"])  # X181_splice names none
        if told is not None and named:
            residue, number = named[1], int(named[2])
            assert told.protein[number - 1] == residue, row
            agreed[symbol] += 1

    assert sum(agreed.values()) > 400
    assert agreed["ALB"] > 40


def test_a_note_says_that_codons_are_read_off_the_protein(panels):
    for transcript in every_transcript(panels[Assembly.GRCH38]):
        said = "their codons are read off it" in transcript.grade_note
        assert said == (transcript.degenerate is not None), transcript.refseq


@st.composite
def hidden(draw):
    """The coding sequence of a complete gene, and the same with some of its bases hidden."""
    transcript = MODELS.gene(draw(st.sampled_from(WHOLE))).select
    coding = coding_bases(transcript, MODELS)
    bases = list(coding)
    for at in draw(st.lists(st.integers(0, len(coding) - 1), max_size=300)):
        bases[at] = "N"
    return transcript, coding, "".join(bases)


@given(hidden())
def test_the_true_base_is_always_among_those_its_code_stands_for(case):
    transcript, coding, known = case
    told = degenerate_coding(known, protein_of(coding), start_codon=transcript.start_codon)

    assert told.protein == protein_of(coding)
    for true, base, code in zip(coding, known, told.codes, strict=True):
        assert true in IUPAC[code]
        assert base in ("N", code)


@given(hidden())
def test_without_a_protein_the_residues_are_those_the_bases_give(case):
    transcript, _, known = case
    told = degenerate_coding(known, "X" * (len(known) // 3), start_codon=transcript.start_codon)

    assert told.protein[1:] == translate(known)[1:]


def test_a_complete_gene_reads_no_protein(tmp_path):
    folder = shutil.copytree(resource("transcripts"), tmp_path / "models")
    (folder / "proteins.tsv").unlink()
    models = load_models(Assembly.GRCH38, folder=folder)

    assert models.gene("TP53").select.degenerate is None
    with pytest.raises(ResourceError, match=r"proteins\.tsv: The file is missing"):
        models.gene("KMT2D")


def spoilt(tmp_path, old, new):
    """The packaged proteins with one change, and digests that say it is intended."""
    folder = shutil.copytree(resource("transcripts"), tmp_path / "models")
    table, manifest = folder / "proteins.tsv", folder / "manifest.tsv"
    before = table.read_text()
    after = before.replace(old, new, 1)
    assert after != before
    table.write_text(after)
    facts = (before, after)
    was, becomes = (f"\t{len(t.encode())}\t{digest_of(t.encode())}" for t in facts)
    manifest.write_text(manifest.read_text().replace(was, becomes))
    return folder


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("\tMKWVTFISLL", "\tMKWVTFIKLL", "codon 8 is NCN, its residue K"),
        ("\tMKWVTFISLL", "\tMKWV*FISLL", "end with the one stop"),
        ("\tMKWVTFISLL", "\tMKWVFISLL", "codes and 609 residues for 1830 coding bases"),
    ],
)
def test_a_wrong_protein_of_alb_is_found(tmp_path, old, new, complaint):
    folder = spoilt(tmp_path, old, new)
    problems = [f.problem for f in check_models(load_models(Assembly.GRCH38, folder=folder))]

    assert [p for p in problems if p and p.startswith("ALB") and complaint in p], problems
