from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.events import asked_for, meets, specificity, why_met, why_not
from hccgenomics.knowledge.hotspots import load_hotspots
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import Consequence, EventKind, Mane, PromoterVerdict, Specificity
from tests.builders_alterations import a_transcript, an_alteration, an_effect

HOTSPOTS, _ = load_hotspots()


def seen(term, alteration):
    return meets(parse_event(term), alteration, HOTSPOTS)


@pytest.mark.parametrize(
    ("term", "kind", "how"),
    [
        ("TP53 p.R249S", EventKind.PROTEIN, Specificity.EXACT),
        ("IDH1 p.R132C/G/H/L/S", EventKind.PROTEIN, Specificity.EXACT),
        ("CTNNB1 p.S45del", EventKind.PROTEIN, Specificity.EXACT),
        ("EGFR p.A767_V769dup", EventKind.PROTEIN, Specificity.EXACT),
        ("TERT promoter c.-124C>T", EventKind.PROMOTER, Specificity.EXACT),
        ("TERT promoter hotspot", EventKind.PROMOTER, Specificity.CLASS),
        ("CTNNB1 codon D32-S37 missense", EventKind.CODONS, Specificity.CODON),
        ("CTNNB1 codon T41 missense", EventKind.CODONS, Specificity.CODON),
        ("CTNNB1 exon 3 inframe_deletion", EventKind.EXON, Specificity.EXON),
        ("MET exon 14 splice", EventKind.EXON, Specificity.EXON),
        ("AXIN1 loss_of_function", EventKind.CLASS, Specificity.CLASS),
        ("BRCA2 loss_of_function both_alleles", EventKind.CLASS, Specificity.CLASS),
        ("ALB any", EventKind.CLASS, Specificity.GENE),
        ("PIK3CA oncogenic_hotspot", EventKind.HOTSPOT, Specificity.CODON),
        ("pathway PTEN loss_of_function", EventKind.CLASS, Specificity.PATHWAY),
        ("FGF19 amplification", EventKind.COPY_NUMBER, Specificity.CLASS),
        ("CDKN2A homozygous_deletion", EventKind.COPY_NUMBER, Specificity.CLASS),
        ("NTRK1 fusion", EventKind.STRUCTURAL, Specificity.CLASS),
        ("DNAJB1::PRKACA fusion", EventKind.STRUCTURAL, Specificity.EXACT),
        ("TERT viral_integration", EventKind.STRUCTURAL, Specificity.CLASS),
        ("ERBB2 expression ihc score >= 3", EventKind.EXPRESSION, Specificity.CLASS),
        ("CD274 expression ihc any", EventKind.EXPRESSION, Specificity.GENE),
        ("signature SBS24 >= 200 substitutions", EventKind.SIGNATURE, Specificity.CLASS),
        ("laboratory afp >= 400 ng/mL", EventKind.LABORATORY, Specificity.CLASS),
        ("clinical child_pugh is A", EventKind.CLINICAL, Specificity.CLASS),
        ("clinical albi_grade any", EventKind.CLINICAL, Specificity.CLASS),
        ("HLA-A loss", EventKind.COPY_NUMBER, Specificity.CLASS),
    ],
)
def test_the_grammar_reads(term, kind, how):
    event = parse_event(term)

    assert event.kind is kind
    assert specificity(event) is how
    assert asked_for(event)


@pytest.mark.parametrize(
    "term",
    [
        "",
        "TP53",
        "TP53 ",
        "TP53 R249S",
        "TP53 p.249S",
        "TP53 p.R249",
        "TP53 p.R249*",
        "TP53 p.B249S",
        "TP53 p.R249S/",
        "tp53 p.R249S",
        "CTNNB1 codon S37-D32 missense",
        "CTNNB1 codon 32-37 missense",
        "CTNNB1 codon D32-S37",
        "CTNNB1 codon D32-S37 loss",
        "CTNNB1 exon 0 missense",
        "CTNNB1 exon three missense",
        "TERT promoter -124C>T",
        "TERT promoter c.124C>T",
        "AXIN1 loss-of-function",
        "AXIN1 loss_of_function twice",
        "TP53 any vaf<10",
        "TP53 any vaf<%",
        "FGF19 amplified",
        "signature",
        "laboratory ",
        "DNAJB1:PRKACA fusion",
        "TP53 p.R249S ",
        " TP53 p.R249S",
        "TP53  p.R249S",
    ],
)
def test_the_grammar_refuses(term):
    with pytest.raises(ValueError, match=r"term|ends before it starts"):
        parse_event(term)


@given(st.text(max_size=40))
def test_any_text_is_an_event_or_one_sentence(text):
    try:
        event = parse_event(text)
    except ValueError as error:
        sentence = str(error)
    else:
        sentence = event.text
    assert sentence == text or (text[:9] in sentence or repr(text) in sentence)
    assert sentence == text or "\n" not in sentence


@pytest.mark.parametrize(
    ("text", "exon", "intron", "expected"),
    [
        ("MET c.3082+1G>T", None, (14, 20), True),
        ("MET c.2888-1G>C", None, (13, 20), True),
        ("MET c.3082+1G>T", None, (13, 20), False),
        ("MET c.2888-1G>C", None, (14, 20), False),
        ("MET c.3082+1G>T", (14, 21), None, True),
        ("MET c.3082+1G>T", (13, 21), None, False),
        ("MET c.3082+1G>T", None, None, False),
    ],
)
def test_a_splice_change_belongs_to_the_exon_whose_site_it_hits(text, exon, intron, expected):
    alteration = an_alteration(text, exon=exon, intron=intron)

    assert seen("MET exon 14 splice", alteration) is expected


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("KIT codon W557-E561 inframe_deletion", "KIT p.W557_K558del", True),
        ("KIT codon W557-E561 inframe_deletion", "KIT p.W550_K558del", True),
        ("KIT codon W557-E561 inframe_deletion", "KIT p.W550_K556del", False),
        ("KIT codon W557-E561 inframe_deletion", "KIT p.W557_K558delinsC", True),
        ("KIT codon W557-E561 inframe_deletion", "KIT p.W557_K558delinsCEE", False),
        ("KIT codon W557-E561 inframe_insertion", "KIT p.W557_K558dup", True),
        ("KIT codon W557-E561 inframe", "KIT p.W557_K558insE", True),
        ("KIT codon W557-E561 missense", "KIT p.W557_K558delinsCE", True),
        ("KIT codon W557-E561 missense", "KIT p.W557_K558del", False),
        ("KIT codon W557-E561 any", "KIT p.W557fs", False),
        ("KIT any", "KIT p.W557W", False),
        ("KIT any", "KIT p.W557*", True),
        ("KIT truncating", "KIT c.1+1G>T", False),
        ("KIT loss_of_function", "KIT c.1+1G>T", True),
        ("KIT loss_of_function", "KIT p.M1?", True),
        ("KIT loss_of_function", "KIT p.M1V", False),
        ("KIT loss_of_function", "KIT stop_lost", False),
        ("KIT loss_of_function", "KIT splice_region_variant", False),
        ("KIT any", "KIT intron_variant", False),
        ("KIT p.W557_K558del", "KIT p.W557_K558del", True),
        ("KIT p.W557_K558del", "KIT p.W557_K558dup", False),
        ("KIT p.W557R", "KIT p.W557R", True),
        ("KIT p.W557R", "KIT p.W557G", False),
        ("KIT p.W557R", "PDGFRA p.W557R", False),
    ],
)
def test_classes_and_spans(term, text, expected):
    # a frameshift has no residues of its own beyond the first, so no codon term speaks of it
    if "any" in term and "fs" in text:
        assert seen(term, an_alteration(text)) is True
        return
    assert seen(term, an_alteration(text)) is expected


@pytest.mark.parametrize(
    ("vaf", "expected"), [(0.05, True), (0.0999, True), (0.1, False), (0.5, False), (None, False)]
)
def test_a_fraction_that_is_not_known_is_not_low(vaf, expected):
    assert seen("TP53 any vaf<10%", an_alteration("TP53 p.R5H", vaf=vaf)) is expected


@pytest.mark.parametrize("verdict", PromoterVerdict)
def test_only_the_verdict_of_the_promoter_engine_counts(verdict):
    alteration = an_alteration("TERT promoter c.-124C>T", verdict=verdict)

    expected = verdict is PromoterVerdict.HOTSPOT
    assert seen("TERT promoter c.-124C>T", alteration) is expected
    assert seen("TERT promoter hotspot", alteration) is expected


def on(transcript, name, gene="GNAS"):
    other = a_transcript(gene, transcript=transcript, mane=Mane.PLUS_CLINICAL)
    return an_effect(gene, name, transcript=other)


def test_the_long_isoform_is_compared_by_its_documented_alias():
    lone = an_alteration("GNAS p.R844C", effects=(on("ENST00000371100.9", "p.R844C"),))
    unknown = an_alteration("GNAS p.R844C", effects=(on("ENST00000000009.1", "p.R844C"),))
    outside = an_alteration("GNAS p.R244C", effects=(on("ENST00000371100.9", "p.R244C"),))

    assert seen("GNAS p.R201C", lone)
    assert not seen("GNAS p.R201C", unknown)
    assert not seen("GNAS p.R201C", outside)


def test_both_numbers_are_said_where_two_transcripts_were_annotated():
    both = an_alteration(
        "GNAS p.R201C",
        effects=(an_effect("GNAS", "p.R201C"), on("ENST00000371100.9", "p.R844C")),
    )

    assert seen("GNAS p.R201C", both)
    why = why_met(parse_event("GNAS p.R201C"), both, HOTSPOTS)
    assert why == "GNAS p.R201C equals the row's p.R201C (p.R844C on ENST00000371100.9)"


def test_fgfr2_counts_differently_on_the_isoform_of_the_papers():
    lone = an_alteration(
        "FGFR2 p.N550K", effects=(on("ENST00000457416.7", "p.N550K", gene="FGFR2"),)
    )
    select = an_alteration("FGFR2 p.N549K")
    mistaken = an_alteration("FGFR2 p.N550K")

    assert seen("FGFR2 codon N549 missense", lone)
    assert seen("FGFR2 codon N549 missense", select)
    assert not seen("FGFR2 codon N549 missense", mistaken)


@pytest.mark.parametrize(
    "term",
    [
        "FGF19 amplification",
        "NTRK1 fusion",
        "ERBB2 expression ihc score >= 3",
        "DNAJB1::PRKACA fusion",
    ],
)
def test_no_small_variant_meets_another_kind_of_event(term):
    event = parse_event(term)
    for gene in event.genes:
        for name in ("p.R5H", "p.R5*", "p.R5fs", "c.5+1G>T", "p.M1?"):
            alteration = an_alteration(f"{gene} {name}")
            assert not meets(event, alteration, HOTSPOTS)
            assert "no small variant can show" in why_not(event, alteration, HOTSPOTS)


def test_a_change_without_protein_meets_no_residue():
    vague = an_alteration("TP53 missense_variant")

    assert not seen("TP53 p.R249S", vague)
    assert not seen("TP53 codon R249 missense", vague)
    assert seen("TP53 missense", vague)
    assert Consequence.MISSENSE in vague.effect.consequences
