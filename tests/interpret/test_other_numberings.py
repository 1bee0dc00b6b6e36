"""A residue counted on another transcript: renumbered where an alias says how, else left alone."""

from __future__ import annotations

import pytest

from hccgenomics.interpret.events import meets, why_not
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.interpret.residues import is_of_another_protein, select_protein
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import Disease, Mane, Specimen
from tests.builders_alterations import a_transcript, an_alteration, an_effect

BASE = load_knowledge()
P14ARF = "ENST00000579755.2"
LONG_MET = "ENST00000318493.11"
TERMS = (
    "CDKN2A loss_of_function",
    "CDKN2A truncating",
    "CDKN2A missense",
    "CDKN2A any",
    "CDKN2A p.R58Q",
    "CDKN2A codon R58 missense",
    "CDKN2A oncogenic_hotspot",
)


def on(text, transcript, mane=Mane.PLUS_CLINICAL):
    gene, _, name = text.partition(" ")
    return an_effect(gene, name, transcript=a_transcript(gene, transcript=transcript, mane=mane))


def ids(alteration):
    given = Found(
        [alteration], specimen=Specimen.TISSUE, disease=Disease.HCC, hotspots=BASE.hotspots
    )
    found = match(given, BASE.biomarkers)
    return {one.biomarker.id for one in found}


@pytest.mark.parametrize("name", ["p.R58*", "p.R58Q", "p.Q58fs", "p.M1?", "p.A57_R58del"])
@pytest.mark.parametrize("term", TERMS)
def test_a_change_of_p14arf_alone_meets_no_term_of_p16(term, name):
    alone = an_alteration(f"CDKN2A {name}", effects=(on(f"CDKN2A {name}", P14ARF),))
    event = parse_event(term)

    assert is_of_another_protein(alone, BASE.hotspots)
    assert not meets(event, alone, BASE.hotspots)
    assert "another protein of the gene" in why_not(event, alone, BASE.hotspots)
    assert ids(alone) == set()


def test_a_change_of_p16_meets_them_whatever_it_does_to_p14arf():
    both = an_alteration(
        "CDKN2A p.R58*", effects=(an_effect("CDKN2A", "p.R58*"), on("CDKN2A p.P72L", P14ARF))
    )

    assert not is_of_another_protein(both, BASE.hotspots)
    assert meets(parse_event("CDKN2A loss_of_function"), both, BASE.hotspots)
    assert select_protein(both, BASE.hotspots).start == 58


def test_a_residue_of_p14arf_is_never_handed_on_as_one_of_p16():
    effects = (on("CDKN2A p.P72L", P14ARF),)
    assert select_protein(an_alteration("CDKN2A p.P72L", effects=effects), BASE.hotspots) is None


def test_met_d1028_is_d1010_on_the_longer_isoform():
    long = an_alteration("MET p.D1028N", effects=(on("MET p.D1028N", LONG_MET, None),))

    assert select_protein(long, BASE.hotspots).start == 1010
    assert {"MET-04", "MET-05"} <= ids(long)


@pytest.mark.parametrize(
    "text", ["MET p.D1010N", "MET p.D981N"]
)  # the first is D992 of MANE Select, the second lies before the place from which we count
def test_met_numbers_of_the_longer_isoform_are_not_taken_for_ours(text):
    long = an_alteration(text, effects=(on(text, LONG_MET, None),))

    assert "MET-04" not in ids(long)


def test_met_residues_before_the_alias_are_compared_with_nothing():
    long = an_alteration("MET p.T981N", effects=(on("MET p.T981N", LONG_MET, None),))

    assert select_protein(long, BASE.hotspots) is None
