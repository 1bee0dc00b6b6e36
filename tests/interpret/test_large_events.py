"""Copies, junctions and viral sequence against the curated rows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.found import Found
from hccgenomics.interpret.large_events import AT_LEAST, lost_exons, meets_large
from hccgenomics.interpret.match import explain, match
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.copy_number import CopyEvent
from hccgenomics.model.event import parse_event
from hccgenomics.model.settings import Settings
from hccgenomics.vocabulary import CopyClass, Disease, EventKind, Extent, Frame, Specimen
from tests.builders_alterations import an_alteration
from tests.builders_large import (
    broken,
    by_ratio,
    changed,
    fused,
    inserted,
    the_copies,
    without_exons,
)
from tests.forbidden import phrases_in
from tests.interpret.large_cases import any_alterations, known_copies
from tests.truth import rows

BASE = load_knowledge()
ROWS = {row.id: row for row in BASE.biomarkers}
CUT_OFF = re.compile(
    r"(?:CN|copies|copy number|log2(?: ratio)?|ratio)\s*(?:>=|≥|>|<=|≤|<|from|of at least)\s*"
    r"(-?\d+(?:\.\d+)?)"
    r"|(?:>=|≥|>|at least)\s*(-?\d+(?:\.\d+)?)\s*(?:copies|copy)\b(?!\s*(?:/|per))"
    r"|(-?\d+(?:\.\d+)?)\s*(?:or more|and more) copies",
    re.IGNORECASE,
)


def matches(found, copies=None, disease=Disease.HCC):
    given = Found(
        found,
        specimen=Specimen.TISSUE,
        disease=disease,
        hotspots=BASE.hotspots,
        copies=copies or {},
    )
    return match(given, BASE.biomarkers)


@pytest.mark.parametrize("case", rows("matching_large.tsv"))
def test_truth(case):
    found = {
        m.biomarker.id
        for m in matches(any_alterations(case["alterations"]), known_copies(case["copies"]))
    }
    expected = set(filter(None, case["matched"].split(" | ")))
    unexpected = set(filter(None, case["not_matched"].split(" | ")))

    assert expected | unexpected <= set(ROWS), "the truth table names a row that does not exist"
    assert expected - found == set()
    assert unexpected & found == set()


def test_every_reason_is_whole_and_clean():
    for case in rows("matching_large.tsv"):
        row = case.values[0]
        given_, copies = any_alterations(row["alterations"]), known_copies(row["copies"])
        sentences = [m.why for m in matches(given_, copies)]
        sentences.extend(explain(one, each) for one in given_ for each in BASE.biomarkers)
        for sentence in sentences:
            assert phrases_in(sentence) == [], sentence
            assert sentence.endswith("."), sentence
            assert not re.search(r"[{}]|None|  | ,|\(\)|\.\.|CopyClass|Frame\.", sentence), sentence


def test_every_row_on_copies_or_junctions_is_met_by_what_it_asks_for():
    asked = {
        "amplification": changed, "focal_amplification": changed, "homozygous_deletion": changed,
        "gain": changed, "loss": changed,
        "fusion": fused, "rearrangement": broken, "viral_integration": inserted,
    }  # fmt: skip
    met = 0
    for row in BASE.biomarkers:
        for event in map(parse_event, row.any_of):
            if event.kind not in {EventKind.COPY_NUMBER, EventKind.STRUCTURAL} or row.all_of:
                continue
            make = asked[event.detail]
            if make is changed:
                one = changed(event.genes[0], event.detail.removeprefix("focal_"))
            elif make is fused:
                one = fused(*event.genes) if len(event.genes) > 1 else fused("X", event.genes[0])
            else:
                one = make(event.genes[0])
            assert row.id in {m.biomarker.id for m in matches([one])}, (row.id, event.text)
            met += 1

    assert met >= 25


@pytest.mark.parametrize("asked", AT_LEAST)
@pytest.mark.parametrize("called", CopyClass)
def test_a_term_asks_for_at_least_that_much(asked, called):
    order = list(CopyClass)[:7]  # from amplification down to homozygous deletion
    bars = {"amplification": 0, "gain": 2, "loss": 4, "homozygous_deletion": 6}
    term, asked = asked, asked.removeprefix("focal_")
    far = order.index(called) if called in order else None
    is_more = asked in {"amplification", "gain"}
    wanted = far is not None and (far <= bars[asked] if is_more else far >= bars[asked])
    exact = {"amplification": 1, "homozygous_deletion": 5}
    if exact.get(asked) == far:
        wanted = False

    assert (called in AT_LEAST[term]) is wanted


def test_a_gain_that_is_no_alteration_is_told_without_an_id():
    (found,) = matches([], {"FGF19": the_copies("FGF19", "gain")})

    assert found.biomarker.id == "FGF19-07"
    assert found.alterations == ()
    assert found.why == "FGF19 gain, 3.2 copies (2.9 to 3.4) is the row's gain."


def test_a_row_that_lists_both_says_the_exact_one_alone():
    of = {m.biomarker.id: m.why for m in matches([changed("FGF19")])}

    assert of["FGF19-07"] == (
        "FGF19 amplification, 11 copies (9.9 to 12) is the row's amplification."
    )
    deleted = {m.biomarker.id: m.why for m in matches([changed("AXIN1", "homozygous_deletion")])}
    assert deleted["AXIN1-01"].count("AXIN1") == 1


@pytest.mark.parametrize(
    ("copies", "said"),
    [
        ({}, "RB1 copy number was not assayed"),
        ({"RB1": the_copies("RB1", "no_call")}, "RB1 copy number is no call"),
        ({"RB1": the_copies("RB1", "no_change")}, "RB1 has 2 copies (1.8 to 2.1), no change"),
        (
            {"RB1": the_copies("RB1", "borderline_homozygous_deletion")},
            "RB1 has 0.7 copies (0.6 to 0.7), borderline homozygous deletion",
        ),
        ({"RB1": by_ratio("RB1", "loss", -0.4)}, "RB1 has log2 ratio -0.4 (-0.5 to -0.3), loss"),
    ],
)
def test_cdk4_6_says_what_is_known_of_rb1(copies, said):
    of = {m.biomarker.id: m.why for m in matches([changed("CCND1")], copies)}

    assert said in of["CDK-02"]
    assert "no proof of absence: RB1 loss of function" in of["CDK-02"]


def test_both_alleles_says_which():
    hit = an_alteration("RB1 p.R100*")
    loh = {"RB1": the_copies("RB1", "loss", is_loh=True, minor_copies=0.0)}

    def why(found, copies=None):
        return {m.biomarker.id: m.why for m in matches(found, copies)}.get("RB1-01")

    assert why([hit], loh).endswith("the other allele is lost (1.1 copies (1 to 1.2)).")
    assert "whether they lie on different alleles" in why([hit, an_alteration("RB1 p.Q200*")])
    assert "every copy of RB1 is lost" not in why([changed("RB1", "homozygous_deletion")])
    assert "is the row's homozygous deletion" in why([changed("RB1", "homozygous_deletion")])
    assert why([hit]) is None


@pytest.mark.parametrize(
    ("found", "row", "said"),
    [
        (changed("FGF19", "borderline_amplification"), "FGF19-01", "5.4 copies (4.9 to 5.7): the"),
        (changed("FGF19", "borderline_amplification"), "FGF19-01", "Amplification from 6 copies"),
        (changed("MET", "gain"), "MET-01", "the row asks for focal amplification"),
        (fused(frame="out_of_frame"), "FLC-01", "is out of frame; the row asks for fusion"),
        (fused("DNAJB1", "CIC"), "FLC-01", "joins other partners"),
        (broken("FGFR2"), "FGFR2-01", "the row asks for fusion, which this is not"),
        (changed("FGF19"), "MET-01", "the row speaks of MET, not of FGF19"),
        (an_alteration("FGF19 p.A100T"), "FGF19-01", "which no small variant can show"),
    ],
)
def test_a_near_miss_is_explained(found, row, said):
    assert said in explain(found, ROWS[row], BASE.hotspots)


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [("13/20", "14/20", {14}), ("12/20", "14/20", {13, 14}), ("5/20", "5/20", set())],
)
def test_exons_are_lost_between_introns(before, after, lost):
    assert lost_exons(without_exons("MET", before, after).event) == lost


def test_exons_stated_by_the_event_come_first():
    assert lost_exons(broken("MET", "exons_deleted", exons=(13, 15)).event) == {14}
    assert lost_exons(broken("MET", "disruption", exons=(13, 15)).event) == set()


def test_exons_that_leave_the_frame_whole_are_no_loss_of_function():
    lost = without_exons("AXIN1", "2/10", "3/10", frame="in_frame")

    assert "AXIN1-01" not in {m.biomarker.id for m in matches([lost])}


def test_viral_sequence_among_small_variants_counts():
    viral = inserted("TERT")
    fields = {"integration": viral.integration, "findings": viral.findings}
    long = an_alteration("TERT c.-900_-899ins", **fields)

    assert "TERT-06" in {m.biomarker.id for m in matches([long])}


@given(st.lists(st.sampled_from(rows("matching_large.tsv")), max_size=3), st.randoms())
def test_the_order_of_alterations_does_not_matter(cases, random):
    found = [one for case in cases for one in any_alterations(case.values[0]["alterations"])]
    shuffled = [*found]
    random.shuffle(shuffled)

    assert {m.biomarker.id for m in matches(found)} == {m.biomarker.id for m in matches(shuffled)}


def test_no_row_states_a_cut_off_of_its_own():
    """One set of cut-offs: a row names a class, and the settings say where it begins."""
    settings = Settings()
    own = {
        settings.amplification_copies, settings.amplification_log2, settings.gain_copies,
        settings.homozygous_deletion_copies, settings.homozygous_deletion_log2,
        settings.borderline_amplification_log2, settings.gain_log2, settings.loss_log2,
    }  # fmt: skip
    for row in BASE.biomarkers:
        texts = (row.statement, row.figures, row.conflicts, row.disease_context, *row.caveats)
        for text in (*texts, *row.any_of, *row.all_of, *row.none_of):
            for found in CUT_OFF.finditer(text):
                stated = float(next(filter(None, found.groups())))
                assert stated in own, f"{row.id}: {found[0]}"


@pytest.mark.parametrize("text", ["CN >= 8", "from 5 copies: copies from 5", "log2 ratio ≥ 0.9"])
def test_a_cut_off_of_its_own_would_be_found(text):
    assert CUT_OFF.search(text)


@pytest.mark.parametrize(
    ("frame", "residues", "is_met"),
    [
        (Frame.IN_FRAME, (5, 80), True),
        (Frame.IN_FRAME, (46, 80), False),
        (Frame.OUT_OF_FRAME, (5, 80), False),
        (Frame.UNKNOWN, (5, 80), False),
        (Frame.IN_FRAME, None, False),
    ],
)
def test_a_deletion_of_exon_3_in_frame_is_one_of_its_codons(frame, residues, is_met):
    """CTNNB1 D32 to S45 may be lost by a deletion of the whole exon; rows ask for the codons."""
    alteration = without_exons("CTNNB1", "2/14", "3/14")
    event = replace(alteration.event, frame=frame, residues=residues)
    found = replace(alteration, event=event)

    assert meets_large(parse_event("CTNNB1 codon D32-S45 inframe_deletion"), found) is is_met
    assert not meets_large(parse_event("CTNNB1 codon D32-S37 missense"), found)


@pytest.mark.parametrize(
    ("extent", "is_met", "says"),
    [
        ("focal", True, "is the row's focal amplification."),
        ("broad", True, "is the row's focal amplification."),
        ("whole_arm", False, "is of the whole arm or chromosome"),
        ("whole_chromosome", False, "is of the whole arm or chromosome"),
        (None, True, "width not known"),
    ],
)
def test_rows_that_ask_for_less_than_an_arm_are_not_met_by_polysomy(extent, is_met, says):
    """Six copies of all of chromosome 7 are no amplification of MET, of 8q none of MYC."""
    found = changed("MET")
    event = None if extent is None else CopyEvent(
        "chr7", 0, 159_000_000, Extent(extent), "7q", 1.0, ("MET",), 0, 1
    )  # fmt: skip
    found = replace(found, copies=replace(found.copies, event=event))

    assert ("MET-01" in {m.biomarker.id for m in matches([found])}) is is_met
    assert says in explain(found, ROWS["MET-01"])
    assert "MET-05" in {m.biomarker.id for m in matches([found])}
