"""The second reading of names, and with it the names themselves, over every complete gene."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from benchmarks.peers import is_complete
from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.normalise import normalise
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly
from scripts.drawn_variants import EDITS, SITES, draw_variants
from scripts.peer_answers import Answer, coarse
from scripts.read_names import InFrame, Molecule, protein_name

MODELS = {assembly: load_models(assembly) for assembly in Assembly}
GRCH38 = MODELS[Assembly.GRCH38]
COMPLETE = [
    (assembly, gene)
    for assembly, models in MODELS.items()
    for gene in models.symbols
    if is_complete(models.gene(gene).select, models)
]
PER_GENE = 12


def a_molecule(gene):
    return Molecule(GRCH38.gene(gene).select, GRCH38)


# --- our names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("assembly", "gene"), COMPLETE)
def test_names_read_back_to_the_variant_they_name(assembly, gene):
    models = MODELS[assembly]
    transcript = models.gene(gene).select
    molecule = Molecule(transcript, models)
    draw = random.Random(f"{assembly} {gene}")  # noqa: S311 -- variants to test with, no secret
    for drawn in draw_variants(transcript, models, draw, count=PER_GENE):
        variant = normalise(drawn.variant, models).variant
        effect = annotate(variant, transcript, models)
        if effect.hgvs_c is None:
            continue
        assert not molecule.fault(effect.hgvs_c, variant), effect.hgvs_c
        wanted = molecule.expected_protein(molecule.read(effect.hgvs_c))
        if wanted is not None:
            assert effect.hgvs_p is not None, effect.hgvs_c
            ours = effect.hgvs_p.rpartition(":")[2]
            assert ours.endswith("=") if wanted == "=" else ours == wanted, effect.hgvs_c


def test_every_edit_is_drawn_at_every_kind_of_place():
    transcript = GRCH38.gene("TP53").select
    draw = random.Random(1)  # noqa: S311 -- variants to test with, no secret
    drawn = list(draw_variants(transcript, GRCH38, draw, count=2_000))
    inner = {(one.edit, one.site) for one in drawn if one.site != "whole exon"}

    assert inner == {(edit, site) for edit in EDITS for site in SITES}
    assert sum(one.site == "whole exon" for one in drawn) == 3
    assert max(len(one.variant.ref) for one in drawn if one.edit == "del") > 200


# --- the reader -----------------------------------------------------------------------------------

BRAF_V600E = Variant("chr7", 140_753_336, "A", "T")
EGFR_EXON_19 = Variant("chr7", 55_174_771, "AGGAATTAAGAGAAGC", "A")


@pytest.mark.parametrize(
    ("gene", "variant", "name", "fault"),
    [
        ("BRAF", BRAF_V600E, "c.1799T>A", ""),
        ("BRAF", BRAF_V600E, "c.1799T>C", "says something else"),
        ("BRAF", BRAF_V600E, "c.1799A>T", "cannot be read"),
        ("BRAF", BRAF_V600E, "c.1800T>A", "cannot be read"),
        ("EGFR", EGFR_EXON_19, "c.2235_2249del", ""),
        ("EGFR", EGFR_EXON_19, "c.2236_2250del", "says something else"),
        ("EGFR", EGFR_EXON_19, "c.2235_2249delinsA", "says something else"),
    ],
)
def test_a_wrong_coding_name_is_told_from_the_right_one(gene, variant, name, fault):
    assert a_molecule(gene).fault(name, variant) == fault


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("c.183dup", ""),
        ("c.183_184insA", "dup or ins"),
        ("c.182dup", "not at the 3′ end"),
        ("c.181_182insA", "not at the 3′ end"),
        ("c.183_185insA", "cannot be read"),
        ("c.184dup", "says something else"),
    ],
)
def test_what_repeats_is_a_duplication(name, fault):
    nras = a_molecule("NRAS")
    one_more_a_in_glutamine_61 = Variant("chr1", 114_713_907, "T", "TT")

    assert "".join(nras.bases[nras.index(str(at))] for at in range(181, 185)) == "CAAG"
    assert nras.fault(name, one_more_a_in_glutamine_61) == fault


@pytest.mark.parametrize(
    ("old", "new", "change", "name"),
    [
        ("MKLAS*", "MKLAS*", None, "="),
        ("MKLAS*", "MRLAS*", InFrame(0, 4), "p.Lys2Arg"),
        ("MKLAS*", "MK*", InFrame(0, 3), "p.Leu3Ter"),
        ("MKLAS*", "MKAS*", InFrame(-1, 3), "p.Leu3del"),
        ("MKLLAS*", "MKLAS*", InFrame(-1, 5), "p.Leu4del"),
        ("MKLAS*", "MKLARS*", InFrame(1, 2), "p.Ala4_Ser5insArg"),
        ("MKLAS*", "MKVVS*", InFrame(0, 2), "p.Leu3_Ala4delinsValVal"),
        ("MKLASGG*", "MKLV*", InFrame(1, 5), "p.Leu3_Ala4insValTer"),
        ("MKLAS*", "MKLASG*", InFrame(1, 1), "p.Ter6GlyextTer1"),
        ("MKLAS*", "MKLASQ", InFrame(0, 0), "p.Ter6GlnextTer?"),
        ("MKLAS*", "MVW*", None, "p.Lys2ValfsTer3"),
        ("MKLAS*", "MVWRX", None, "p.Lys2ValfsTer?"),
        ("MKLAS*", "MX", None, None),
        ("MKLAS*", "MKLA*", InFrame(-1, 0), None),
    ],
)
def test_two_proteins_demand_one_name(old, new, change, name):
    assert protein_name(old, new, change) == name


# --- peers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (["intron_variant", "splice_donor_region_variant"], "splice_region"),
        (["conservative_inframe_deletion", "stop_gained"], "stop_gained"),
        (["inframe_altering"], "in-frame"),
        (["3_prime_utr"], "3_prime_utr"),
        (["3_prime_UTR_variant"], "3_prime_utr"),
        (["gene_fusion"], "gene_fusion"),
        ([], "none"),
    ],
)
def test_classes_are_those_that_all_tools_know(terms, expected):
    assert coarse(terms) == expected


def test_of_two_lost_splice_sites_a_peer_may_name_either():
    both = Answer(("splice_acceptor_variant", "splice_donor_variant"))
    donor = Answer(("splice_donor",))

    assert both.is_like(donor)
    assert not replace(both, terms=both.terms[:1]).is_like(donor)
