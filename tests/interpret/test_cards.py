"""Cards, key findings and further tests that copies and junctions ask for."""

from __future__ import annotations

import re
from itertools import product

import pytest

from hccgenomics.interpret import card_wording, large_wording
from hccgenomics.interpret.answered import Known
from hccgenomics.interpret.card_checks import CHECKS
from hccgenomics.interpret.card_plans import PLANS
from hccgenomics.interpret.cards import CardQuestion, cards_of
from hccgenomics.interpret.follow_up import follow_up_of
from hccgenomics.interpret.large_findings import large_sentences
from hccgenomics.interpret.large_parts import LookedAt
from hccgenomics.interpret.limits import Gaps, limits_of
from hccgenomics.interpret.markers import read_markers
from hccgenomics.interpret.summary import summarise
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.markers import load_markers
from hccgenomics.model.alteration import Finding
from hccgenomics.model.places import GenePlace, GenePlaces
from hccgenomics.model.sample import Sample
from hccgenomics.model.settings import Settings
from hccgenomics.model.structural import StructuralFindings
from hccgenomics.vocabulary import (
    Assembly,
    ComponentClass,
    CopyClass,
    Disease,
    MarkerState,
    Specimen,
)
from tests.builders_alterations import an_alteration
from tests.builders_large import (
    AGAINST,
    FLAGGED,
    an_event,
    broken,
    by_ratio,
    changed,
    fused,
    inserted,
    the_copies,
    the_findings,
)
from tests.forbidden import phrases_in, texts_of
from tests.interpret.fact_cases import stated_facts

BASE = load_knowledge()
ROWS = {row.id: row for row in BASE.biomarkers}
COMPONENTS, _ = load_markers()
ALL = frozenset(ComponentClass) - {ComponentClass.SIGNATURE}
SMALL = frozenset({ComponentClass.SMALL})
PLACES = GenePlaces.of(
    [
        GenePlace("LTO1", "chr11", 69_653_000, 69_675_000, -1),
        GenePlace("ANO1", "chr11", 70_078_000, 70_190_000, 1),
        GenePlace("MTAP", "chr9", 21_802_000, 21_941_000, 1),
    ]
)
AMPLICON = tuple(
    changed(gene, event=an_event(), is_loh=None) for gene in ("CCND1", "FGF19", "FGF4", "FGF3")
)
UNALTERED = tuple(the_copies(gene, "no_change") for gene in ("FGFR4", "KLB", "RB1", "MET"))


def cards(found=(), copies=None, assayed=ALL, disease=Disease.HCC, places=PLACES, facts=""):
    genes = [one.copies for one in found if hasattr(one, "copies")]
    copies = copies if copies is not None else the_findings(*genes, *UNALTERED)
    looked = LookedAt(copies, StructuralFindings(), Settings())
    told = read_markers(COMPONENTS, found, {}, assayed, frozenset(), looked)
    question = CardQuestion(
        copies=copies, junctions=StructuralFindings(), alterations=found, assayed=assayed,
        biomarkers=BASE.biomarkers, settings=Settings(), markers=told, disease=disease,
        places=places, known=Known(stated_facts(facts), tests=BASE.tests),
    )  # fmt: skip
    return {card.gene: card for card in cards_of(question)}


def checks_of(card):
    return {check.code: check for check in card.checks}


def requests(found=(), copies=None, disease=None, assayed=ALL):
    looked = LookedAt(copies or the_findings(), StructuralFindings(), Settings())
    told = read_markers(COMPONENTS, found, {}, assayed, frozenset(), looked)
    return {r.test: r for r in follow_up_of(told, found, (), has_normal=True, disease=disease)}


# --- the FGF19 card


def test_the_fgf19_card_tells_what_the_board_asks():
    card = cards(AMPLICON)["FGF19"]

    assert card.state is MarkerState.PRESENT
    assert card.headline == (
        "FGF19 amplification: 11 copies (9.9 to 12), adjusted for purity and ploidy; focal, "
        "2.0 Mb, 2 % of 11q; with CCND1, LTO1, FGF4, FGF3 and ANO1."
    )
    assert [one.gene for one in card.company] == ["CCND1", "LTO1", "FGF4", "FGF3", "ANO1"]
    assert list(checks_of(card)) == [
        "focal", "ctnnb1", "fgfr4", "klb", "fgfr4_sites", "fgf19_protein",
    ]  # fmt: skip
    assert card.follow_up[0] == "FGF19 immunohistochemistry"
    assert card.alterations == ("FGF19:amplification",)


def test_the_evidence_is_the_curated_rows_word_for_word():
    card = cards(AMPLICON)["FGF19"]
    first = card.evidence[0]

    assert first.biomarker_id == "FGF19-01"
    assert ROWS["FGF19-01"].statement in first.statement
    assert "17 against 0 %, n=106: fisogatinib, FGF19 staining present against absent." in (
        first.statement
    )
    assert first.citations == ROWS["FGF19-01"].citations
    assert {item.biomarker_id for item in card.evidence} >= {"FGF19-02", "FGF19-09", "11q13-08"}


def test_neighbours_that_are_not_amplified_do_not_come_along():
    alone = changed("FGF19", event=an_event(end=69_705_000, peak=("LTO1", "FGF19")))
    copies = the_findings(alone.copies, the_copies("CCND1", "gain"), the_copies("FGF3", "no_call"))
    card = cards([alone], copies)["FGF19"]
    company = {one.gene: one for one in card.company}

    assert card.headline.endswith("; with LTO1.")
    assert company["CCND1"].copy_class is CopyClass.GAIN
    assert company["FGF3"].why == "No bins in the gene."
    assert company["ANO1"].why.startswith("lies outside the event")
    assert "FGF4" not in company


def test_neighbours_beyond_the_panel_are_left_out_where_no_places_are_known():
    alone = changed("FGF19", event=an_event(peak=("FGF19",)))

    assert [one.gene for one in cards([alone], places=None)["FGF19"].company] == []


@pytest.mark.parametrize(
    ("copies", "state", "said"),
    [
        (the_copies("FGF19", "no_change"), MarkerState.ABSENT, "FGF19 no change of copies: 2 "),
        (the_copies("FGF19", "gain"), MarkerState.ABSENT, "FGF19 gain: 3.2 copies (2.9 to 3.4)"),
        (the_copies("FGF19", "gain", copies_high=5.1), MarkerState.NO_CALL, "FGF19 gain: 3.2"),
        (the_copies("FGF19", "no_call"), MarkerState.NO_CALL, "no call of copies. No bins in the"),
        (by_ratio("FGF19", "gain", 0.5), MarkerState.NO_CALL, "not adjusted for purity"),
    ],
)
def test_the_fgf19_card_is_there_whenever_copies_were_looked_at(copies, state, said):
    card = cards((), the_findings(copies))["FGF19"]

    assert card.state is state
    assert said in card.headline
    assert card.evidence == ()
    assert ("FGF19 immunohistochemistry" in card.follow_up) is (state is MarkerState.NO_CALL)
    assert "FGF19-10" not in checks_of(card)["ctnnb1"].why


def test_no_card_where_copies_were_not_looked_at():
    assert cards((), the_findings(), assayed=SMALL) == {}
    assert (
        cards([an_alteration("TERT promoter c.-124C>T", findings=(FLAGGED,))], assayed=SMALL) == {}
    )


def test_a_borderline_amplification_has_its_card_and_is_no_call():
    card = cards([changed("FGF19", "borderline_amplification", findings=())])["FGF19"]

    assert card.state is MarkerState.NO_CALL
    assert card.headline.startswith("FGF19 borderline amplification: 5.4 copies (4.9 to 5.7)")
    assert card.evidence
    assert "FGF19 immunohistochemistry" in card.follow_up
    assert "FGF19-10" in checks_of(card)["ctnnb1"].why


def test_ctnnb1_beside_fgf19_is_questioned_with_its_source():
    flagged = an_alteration("CTNNB1 p.S45P", findings=(FLAGGED,))
    check = checks_of(cards([*AMPLICON, flagged])["FGF19"])["ctnnb1"]

    assert check.state is MarkerState.PRESENT
    assert check.alterations == (flagged.id,)
    assert "CTNNB1 p.S45P" in check.why
    assert ROWS["FGF19-10"].statement in check.why
    assert "989 patients" in check.why


def test_ctnnb1_that_is_not_called_is_no_call_and_without_small_variants_not_assayed():
    of = {
        assayed: checks_of(cards(AMPLICON, assayed=assayed)["FGF19"])["ctnnb1"].state
        for assayed in (ALL, ALL - SMALL)
    }

    assert of == {ALL: MarkerState.NO_CALL, ALL - SMALL: MarkerState.NOT_ASSAYED}


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("FGFR4 p.V550L", MarkerState.PRESENT),
        ("FGFR4 p.C552R", MarkerState.PRESENT),
        ("FGFR4 p.G388R", MarkerState.NO_CALL),
        ("FGFR2 p.V564F", MarkerState.NO_CALL),
    ],
)
def test_the_sites_of_fgfr4_are_those_of_the_curated_row(name, state):
    check = checks_of(cards([*AMPLICON, an_alteration(name)])["FGF19"])["fgfr4_sites"]

    assert check.state is state
    assert (name in check.why) is (state is MarkerState.PRESENT)
    assert ROWS["FGFR4-05"].statement in check.why


def test_the_receptor_is_told_by_variants_and_copies_and_expression_is_not_assayed():
    deleted = changed("KLB", "homozygous_deletion")
    of = checks_of(cards([*AMPLICON, deleted])["FGF19"])

    assert of["klb"].state is MarkerState.PRESENT
    assert "homozygous deletion: 0.1 copies" in of["klb"].why
    assert of["fgfr4"].state is MarkerState.NO_CALL
    assert "Its expression was not assayed (row FGF19-03)." in of["fgfr4"].why
    assert of["fgf19_protein"].state is MarkerState.NOT_ASSAYED


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ("ihc FGF19 percent=5", MarkerState.PRESENT),
        ("ihc FGF19 percent=1", MarkerState.PRESENT),
        ("ihc FGF19 percent=0.5", MarkerState.ABSENT),
        ("ihc FGFR4 percent=50", MarkerState.NOT_ASSAYED),
    ],
)
def test_a_protein_that_is_stated_is_told_and_not_asked_for(facts, state):
    card = cards(AMPLICON, facts=facts)["FGF19"]
    check = checks_of(card)["fgf19_protein"]
    is_told = state is not MarkerState.NOT_ASSAYED

    assert check.state is state
    assert ("As stated beside the files" in check.why) is is_told
    assert ("FGF19 immunohistochemistry" in card.follow_up) is not is_told


# --- the short cards


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.gene)
def test_each_gene_has_its_card(plan):
    called = "homozygous_deletion" if plan.gene == "CDKN2A" else "amplification"
    found = changed(plan.gene, called, event=an_event())
    card = cards([found])[plan.gene]

    assert card.state is MarkerState.PRESENT
    assert card.alterations == (found.id,)
    assert card.evidence
    assert {item.biomarker_id for item in card.evidence} <= set(plan.rows)
    assert card.follow_up


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.gene)
def test_every_plan_names_what_exists(plan):
    assert set(plan.rows) <= set(ROWS)
    assert set(plan.checks) <= set(CHECKS)
    assert plan.marker in {"", *(component.marker for component in COMPONENTS)}


@pytest.mark.parametrize("gene", ["MET", "VEGFA", "MYC", "ERBB2", "TERT"])
@pytest.mark.parametrize("called", ["gain", "loss", "no_change", "homozygous_deletion"])
def test_a_gene_that_is_not_amplified_has_no_card(gene, called):
    assert gene not in cards([changed(gene, called, findings=())])


@pytest.mark.parametrize(
    ("extent", "state", "said"),
    [
        ("focal", MarkerState.PRESENT, "Focal, 2.0 Mb"),
        ("broad", MarkerState.ABSENT, "does not single out MET on chromosome 7"),
        ("whole_arm", MarkerState.ABSENT, "Of the whole arm"),
        ("whole_chromosome", MarkerState.ABSENT, "Of the whole chromosome"),
    ],
)
def test_a_gain_of_the_whole_chromosome_is_told_from_a_focal_one(extent, state, said):
    check = checks_of(cards([changed("MET", event=an_event(extent))])["MET"])["focal"]

    assert check.state is state
    assert said in check.why


def test_without_segments_the_width_is_not_known():
    check = checks_of(cards([changed("VEGFA")])["VEGFA"])["focal"]

    assert check.state is MarkerState.NO_CALL
    assert "not known" in check.why


@pytest.mark.parametrize(
    ("rb1", "small", "state"),
    [
        (the_copies("RB1", "no_change"), None, MarkerState.NO_CALL),
        (the_copies("RB1", "homozygous_deletion"), None, MarkerState.PRESENT),
        (the_copies("RB1", "no_change"), "RB1 p.R100*", MarkerState.PRESENT),
        (the_copies("RB1", "no_call"), None, MarkerState.NO_CALL),
    ],
)
def test_cdk4_6_asks_for_rb1(rb1, small, state):
    found = [changed("CCND1")]
    if small:
        found.append(an_alteration(small, findings=(FLAGGED,)))
    if rb1.copy_class is CopyClass.HOMOZYGOUS_DELETION:
        found.append(changed("RB1", "homozygous_deletion"))
    card = cards(found, the_findings(found[0].copies, rb1))["CCND1"]

    assert checks_of(card)["rb1"].state is state


def test_rb1_is_absent_as_a_loss_nowhere_without_coverage_of_its_bases():
    states = {
        checks_of(cards([changed("CCND1")], assayed=assayed)["CCND1"])["rb1"].state
        for assayed in (ALL, ALL - SMALL)
    }

    assert states == {MarkerState.NO_CALL}


def test_tert_tells_its_four_ways_together():
    found = [
        changed("TERT"),
        an_alteration("TERT promoter c.-124C>T", findings=(FLAGGED,)),
        inserted("TERT"),
        broken("TERT", "promoter_rearrangement"),
    ]
    card = cards(found)["TERT"]

    assert {check.state for check in card.checks} == {MarkerState.PRESENT}
    assert set(card.alterations) == {one.id for one in found}
    assert "Altered otherwise: TERT promoter c.-124C>T" in card.headline
    assert cards([inserted("TERT")], the_findings())["TERT"].headline == (
        "TERT promoter: HBV integration."
    )


def test_tert_by_viral_sequence_alone_has_its_card():
    card = cards([inserted("TERT")])["TERT"]
    of = checks_of(card)

    assert card.state is MarkerState.PRESENT
    assert of["tert_integration"].state is MarkerState.PRESENT
    assert of["tert_promoter"].state is MarkerState.NO_CALL
    assert of["tert_rearrangement"].state is MarkerState.NO_CALL


def test_rows_are_shown_to_the_patients_they_are_curated_for():
    card = cards(AMPLICON, disease=Disease.CHOLANGIOCARCINOMA)["FGF19"]

    assert "FGF19-01" not in {item.biomarker_id for item in card.evidence}


# --- key findings


def test_one_amplicon_is_one_finding():
    (said,) = large_sentences(AMPLICON)

    assert said == (
        "FGF19 amplification: 11 copies (9.9 to 12), adjusted for purity and ploidy; focal, "
        "2.0 Mb, 2 % of 11q; with CCND1, FGF4 and FGF3."
    )


def test_genes_without_a_common_event_are_findings_of_their_own():
    assert len(large_sentences([changed("FGF19"), changed("CCND1"), changed("MET")])) == 3


def test_borderline_copies_are_said_after_the_findings():
    remark = Finding("copy_borderline", drives=None, why="On the border of 6 copies.")
    near = changed("FGF19", "borderline_amplification", findings=(remark,))
    first, second = large_sentences([near, changed("MET")])

    assert first.startswith("MET amplification")
    assert second.startswith("FGF19 borderline amplification: 5.4 copies")
    assert second.endswith(". On the border of 6 copies.")


def test_genes_on_the_border_that_no_board_asks_for_are_named_in_one_sentence():
    near = [changed(f"GENE{n}", "borderline_homozygous_deletion", findings=()) for n in range(12)]
    (said,) = large_sentences(near)

    assert said.startswith("On the border of an amplification or a homozygous deletion as well: ")
    assert said.endswith("GENE7 and 4 more; each is listed.")


def test_a_junction_is_told_with_its_reads():
    assert large_sentences([fused()]) == (
        "DNAJB1::PRKACA (exon 1 :: exon 2), with 12 reads across and 7 spanning pairs. "
        "A rule flags it.",
    )
    assert large_sentences([inserted(split_reads=1)])[0].startswith(
        "TERT promoter: HBV integration, with 1 read across."
    )
    assert large_sentences([fused(split_reads=None, read_pairs=None)])[0].startswith(
        "DNAJB1::PRKACA (exon 1 :: exon 2). A rule"
    )


def test_what_no_rule_flags_is_no_finding():
    assert large_sentences([fused(findings=(AGAINST,)), broken("APC", findings=())]) == ()


def test_the_summary_speaks_of_small_variants_only_where_they_were_assayed():
    told = read_markers(COMPONENTS, AMPLICON, {}, ALL)
    with_small = summarise(AMPLICON, told, (), frozenset(), ALL)
    without = summarise(AMPLICON, told, (), frozenset(), ALL - SMALL)

    assert any("No small variant was kept" in said for said in with_small)
    assert not any("variant was kept" in said for said in without)
    assert with_small[0] == without[0]


# --- what would change the answer


@pytest.mark.parametrize("called", ["amplification", "borderline_amplification"])
def test_fgf19_asks_for_its_staining(called):
    asked = requests([changed("FGF19", called)])["FGF19 immunohistochemistry"]

    assert asked.markers == ("FGF19 amplification",)
    assert "FGF19-01" in asked.why


@pytest.mark.parametrize(
    ("found", "test"),
    [
        (changed("MET"), "MET immunohistochemistry"),
        (changed("ERBB2"), "HER2 immunohistochemistry"),
        (changed("CDKN2A", "homozygous_deletion"), "RB1 immunohistochemistry"),
        (changed("CCND1"), "FGF19 immunohistochemistry"),
        (changed("MET"), "FISH, or another independent method, for MET"),
        (fused(), "PRKACA break-apart FISH, or RNA fusion testing, for DNAJB1::PRKACA"),
        (fused("FGFR2", "BICC1"), "RNA fusion testing for FGFR2::BICC1 (exon 1 :: exon 2)"),
    ],
)
def test_each_finding_asks_for_its_test(found, test):
    assert test in requests([found])
    assert test not in requests([])


def test_where_rb1_is_lost_nobody_asks_whether_it_is_intact():
    deleted = changed("CDKN2A", "homozygous_deletion")

    for lost in (changed("RB1", "homozygous_deletion"), broken("RB1")):
        assert "RB1 immunohistochemistry" not in requests([deleted, lost])
    assert "RB1 immunohistochemistry" in requests([deleted, broken("RB1", findings=())])
    assert "RB1 immunohistochemistry" in requests([deleted, broken("TP53")])


def test_a_fusion_seen_in_rna_asks_for_no_rna():
    assert not any("RNA" in test for test in requests([fused("FGFR2", "BICC1", is_rna=True)]))


def test_fibrolamellar_without_its_fusion_asks_for_it():
    test = "PRKACA break-apart FISH, or RNA fusion testing, for DNAJB1::PRKACA"

    assert test in requests((), disease=Disease.FIBROLAMELLAR)
    assert test not in requests([fused(is_rna=True)], disease=Disease.FIBROLAMELLAR)
    assert test not in requests((), disease=Disease.HCC)


def test_copies_that_are_open_are_asked_for_with_their_reason_and_not_for_coverage():
    asked = requests((), the_findings(the_copies("FGF19", "no_call")))
    open_ = next(r for test, r in asked.items() if test.startswith("Copies of"))

    assert "FGF19: No bins in the gene." in open_.why
    assert "FGF19 amplification" in open_.markers
    coverage = next(r for test, r in asked.items() if test.startswith("Coverage"))
    assert "FGF19 amplification" not in coverage.markers


def test_a_copy_number_alteration_asks_for_no_matched_normal():
    found = [changed("FGF19"), fused()]
    told = read_markers(COMPONENTS, found, {}, ALL)

    assert not [
        r for r in follow_up_of(told, found, (), has_normal=False) if "matched normal" in r.test
    ]


# --- limits and wording


def test_limits_follow_what_was_given():
    sample = Sample(
        id="x", assembly=Assembly.GRCH38, tumour_sample=None, normal_sample=None, callers=(),
        annotated_by=(), specimen=Specimen.TISSUE, disease=Disease.HCC, purity=None, ploidy=None,
        sex=None, collected=None,
    )  # fmt: skip
    gaps = Gaps(130, (), 0, has_fasta=False, hotspot_counts=True, remarks=())
    with_all, alone = limits_of(sample, ALL, gaps), limits_of(sample, ALL - SMALL, gaps)

    assert large_wording.LIMIT_COVERAGE in with_all
    assert large_wording.LIMIT_JUNCTIONS in with_all
    assert large_wording.LIMIT_SMALL in alone
    assert not any("sample columns" in said or "matched normal" in said for said in alone)


@pytest.mark.parametrize("module", [card_wording, large_wording], ids=["cards", "large"])
def test_no_template_holds_a_forbidden_phrase(module):
    texts = list(texts_of(module))

    assert len(texts) > 20
    assert [text for text in texts if phrases_in(text)] == []


def sentences():
    singles = [
        changed(plan.gene, called, event=event, findings=())
        for plan, called, event in product(
            PLANS, list(CopyClass)[:7], (None, an_event(), an_event("whole_arm"))
        )
    ]
    for found in ([*AMPLICON], [fused(), inserted(), broken("RB1")], *([one] for one in singles)):
        for assayed in (ALL, ALL - SMALL):
            for card in cards(found, assayed=assayed).values():
                yield card.headline
                yield from (check.why for check in card.checks)
                yield from (one.why for one in card.company)
                yield from card.notes
            yield from large_sentences(found)
            for asked in requests(found, assayed=assayed).values():
                yield asked.test
                yield asked.why


def test_every_sentence_is_whole_and_clean():
    said = set(sentences())

    assert len(said) > 150
    for sentence in said:
        assert phrases_in(sentence) == [], sentence
        assert not re.search(r"[{}]|None|  | ,|\(\)|\.\.|: \.|CopyClass|^[.;: ]", sentence), (
            sentence
        )
