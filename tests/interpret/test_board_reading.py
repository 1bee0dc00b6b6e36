"""What must not mislead a board: repeats, silence told as a result, reserves left unsaid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hccgenomics.interpret import copy_wording, reasons
from hccgenomics.interpret.both_alleles import OTHER_ALLELE, with_other_allele
from hccgenomics.interpret.copy_drivers import copy_alterations
from hccgenomics.interpret.large_findings import large_sentences
from hccgenomics.interpret.large_parts import LookedAt, read_part
from hccgenomics.interpret.rules_by_kind import rules_in_use
from hccgenomics.interpret.summary import summarise
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.copy_number import CopyAgreement
from hccgenomics.vocabulary import ComponentClass, CopyClass, GeneRole, MarkerState
from tests.builders_alterations import an_alteration
from tests.builders_large import (
    FLAGGED,
    an_event,
    broken,
    changed,
    fused,
    the_copies,
    the_findings,
)
from tests.interpret.test_cards import ALL, AMPLICON, COMPONENTS, SMALL, cards, checks_of, requests

GENES = load_knowledge().genes
DISPUTE = "They disagree (file 1: amplification; file 2: no change); file 1 is used: segments."


def suppressor(gene, **changes):
    found = an_alteration(f"{gene} p.R249S", findings=(FLAGGED,))
    return replace(found, role=GeneRole.TUMOUR_SUPPRESSOR, **changes)


# --- the other allele


def test_a_hit_suppressor_is_told_with_the_loss_of_its_other_allele():
    hit, other = suppressor("TP53"), suppressor("ARID1A")
    copies = [the_copies("TP53", "loss", is_loh=True), the_copies("ARID1A", "loss", is_loh=None)]

    told = with_other_allele([hit, other], copies)

    said = "One parental allele of TP53 is lost as well: 1.1 copies (1 to 1.2)."
    assert [one.findings[-1].why for one in told] == [said, FLAGGED.why]
    assert told[0].is_driver
    assert told[0].findings[-1].drives is None
    assert said in summarise(told, (), ())[0]
    assert OTHER_ALLELE in rules_in_use(copy_number=True, structural=False)
    assert OTHER_ALLELE not in rules_in_use(copy_number=False, structural=True)


@pytest.mark.parametrize(
    "hit",
    [
        suppressor("TP53", findings=()),  # no driver
        replace(suppressor("TP53"), role=GeneRole.ONCOGENE),
        replace(broken("TP53", "gene_deleted"), role=GeneRole.TUMOUR_SUPPRESSOR),  # that very loss
        changed("TP53", "homozygous_deletion"),
    ],
)
def test_of_other_hits_nothing_is_said_of_the_other_allele(hit):
    assert with_other_allele([hit], [the_copies("TP53", "loss", is_loh=True)]) == (hit,)


def test_a_broken_suppressor_is_told_with_the_loss_of_its_other_allele():
    hit = replace(broken("NCOR1"), role=GeneRole.TUMOUR_SUPPRESSOR)
    told = with_other_allele([hit], [the_copies("NCOR1", "loss", is_loh=True)])

    assert "One parental allele of NCOR1 is lost as well" in large_sentences(told)[0]


# --- key findings


def test_an_amplification_of_an_arm_is_said_to_be_the_arms():
    for extent, arm, said in (
        ("whole_arm", "8q", "99 % of 8q: the change is of the arm, and not of MYC in particular."),
        ("whole_chromosome", "8", "99 % of chromosome 8: the change is of the chromosome, and"),
    ):
        event = an_event(extent, contig="chr1", start=0, end=900, arm=arm, arm_share=0.99)
        found = copy_alterations([the_copies("MYC", event=event)], GENES)
        assert said in large_sentences(found)[0]
    focal = an_event(contig="chr1", start=0, end=900)
    found = copy_alterations([the_copies("MYC", event=focal)], GENES)
    assert "in particular" not in large_sentences(found)[0]


def test_files_that_disagree_are_told_with_the_finding_and_on_the_card():
    agreements = (CopyAgreement("FGF19", False, DISPUTE, ()),)
    copies = [the_copies("FGF19", event=an_event())]
    (found,) = copy_alterations(copies, GENES, agreements)

    said = copy_wording.DISAGREE.format(gene="FGF19", why=DISPUTE)
    assert said in large_sentences([found])[0]
    assert found.findings[-1].drives is None
    card = cards([found], the_findings(*copies, agreements=agreements))["FGF19"]
    assert said in card.notes


def test_one_amplicon_on_the_border_is_said_once():
    genes = ("CCND1", "FGF19", "FGF4", "FGF3")
    near = [changed(g, "borderline_amplification", (), event=an_event()) for g in genes]

    (said,) = large_sentences(near)

    assert "with CCND1, FGF4 and FGF3" in said
    apart = changed("RB1", "borderline_homozygous_deletion", ())
    far = changed("ATM", "borderline_amplification", ())
    assert len(large_sentences([*near, apart, far])) == 3


def test_junctions_alike_are_one_finding():
    found = [broken("FGFR2", split_reads=5), broken("FGFR2", split_reads=9), fused()]

    said = large_sentences(found)

    assert len(said) == 2
    assert "with 5 reads across; 2 junctions say so" in said[0]


def test_a_flagged_break_that_is_no_fusion_is_not_said_to_be_unflagged():
    looked = LookedAt(the_findings())
    part = next(c for c in COMPONENTS if c.gene == "FGFR2" and c.component_class.value == "fusion")

    told = read_part(part, [broken("FGFR2"), broken("FGFR2")], looked)

    assert told.state is MarkerState.NO_CALL
    assert told.why.count("Seen, and flagged, but not what this part asks for: FGFR2") == 1
    assert (
        "flagged by no driver rule" in read_part(part, [broken("FGFR2", findings=())], looked).why
    )


# --- cards


def test_without_a_file_of_variants_silence_is_not_told_as_a_result():
    told = checks_of(cards(AMPLICON, assayed=ALL - SMALL)["FGF19"])

    for code in ("ctnnb1", "fgfr4_sites"):
        assert told[code].state is MarkerState.NOT_ASSAYED
        assert told[code].why.startswith("Small variants were not assayed.")


def test_an_unaltered_gene_has_no_company_in_its_headline_and_no_caveats():
    flat = [the_copies(gene, "no_change") for gene in ("FGF19", "CCND1", "FGF4", "FGF3")]

    card = cards((), the_findings(*flat))["FGF19"]

    assert "with" not in card.headline
    assert card.notes == ()
    assert cards(AMPLICON)["FGF19"].notes != ()


def test_ccnd1_of_the_same_amplicon_does_not_repeat_the_card_of_fgf19():
    card = cards(AMPLICON)["CCND1"]

    assert card.headline.endswith("in one event with FGF19, on whose card its neighbours are.")
    assert (card.company, [one.code for one in card.checks]) == ((), ["rb1"])
    assert card.follow_up == ("RB1 immunohistochemistry",)
    assert "11q13-08" not in {one.biomarker_id for one in card.evidence}
    alone = cards([changed("CCND1", event=an_event())])["CCND1"]
    assert [one.code for one in alone.checks] == ["focal", "rb1"]
    assert "11q13-08" in {one.biomarker_id for one in alone.evidence}


def test_without_rb1_no_card_speaks_for_cdk4_and_6():
    lost = changed("RB1", "homozygous_deletion")
    for found in ([changed("CCND1"), lost], [changed("CDKN2A", "homozygous_deletion"), lost]):
        for gene, card in cards(found).items():
            rows = {one.biomarker_id for one in card.evidence}
            assert rows.isdisjoint({"CDK-01", "CDK-02"}), gene
    rows = {one.biomarker_id for one in cards([changed("CCND1")])["CCND1"].evidence}
    assert {"CDK-02", "RB1-01"} <= rows


def test_a_card_on_rb1_alone_names_no_neighbours_of_cdkn2a():
    lost = changed("RB1", "homozygous_deletion")
    copies = the_findings(lost.copies, the_copies("CDKN2B", "no_change"))

    assert cards([lost], copies)["CDKN2A"].company == ()


# --- further tests


def test_what_fish_is_asked_for_is_not_asked_for_again():
    near = changed("FGF19", "borderline_amplification", ())

    asked = requests([near], the_findings(near.copies))

    assert any(test.startswith("FISH") and "FGF19" in test for test in asked)
    assert not any(test.startswith("Copies of") and "FGF19" in test for test in asked)


def test_for_genes_on_x_the_sex_is_asked_for():
    why = copy_wording.NO_SEX.format(contig="chrX")
    blind = the_copies("RPS6KA3", "no_call", contig="chrX", why=why)

    asked = requests((), the_findings(blind), assayed=frozenset({ComponentClass.COPY_NUMBER}))

    assert "The patient's sex (--sex), for the copies of RPS6KA3" in asked
    assert not any(test.startswith("Copies of") and "RPS6KA3" in test for test in asked)


def test_a_deletion_on_the_one_x_of_a_man_is_not_said_to_be_of_two_copies():
    gone = the_copies("RPS6KA3", "homozygous_deletion", contig="chrX", copies=0.1)
    row = GENES["RPS6KA3"]
    (found,) = copy_alterations([gone], {"RPS6KA3": row})

    assert found.findings[0].why.startswith("Every copy of RPS6KA3 is lost")
    assert "both" not in reasons.COPIES_LOST
    assert found.copies.copy_class is CopyClass.HOMOZYGOUS_DELETION
