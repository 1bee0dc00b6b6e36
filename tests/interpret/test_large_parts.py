"""Markers made of copies, fusions, rearrangements and integrations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.large_parts import LookedAt
from hccgenomics.interpret.markers import read_markers
from hccgenomics.knowledge.markers import load_markers
from hccgenomics.model.copy_number import (
    CopyNumberFindings,
    Solution,
)
from hccgenomics.model.settings import Settings
from hccgenomics.model.structural import StructuralFindings
from hccgenomics.vocabulary import ComponentClass, CopyMethod, MarkerState, Specimen
from tests.builders_alterations import an_alteration
from tests.builders_large import (
    AGAINST,
    FLAGGED,
    broken,
    by_ratio,
    changed,
    fused,
    inserted,
    the_copies,
    the_findings,
    without_exons,
)
from tests.forbidden import phrases_in
from tests.truth import rows

COMPONENTS, _ = load_markers()
ALL = frozenset(ComponentClass) - {ComponentClass.SIGNATURE}
SMALL = frozenset({ComponentClass.SMALL})


def markers(found=(), copies=None, events=None, assayed=ALL, settings=None):
    looked = LookedAt(
        copies or CopyNumberFindings(), events or StructuralFindings(), settings or Settings()
    )
    told = read_markers(COMPONENTS, found, {}, assayed, frozenset(), looked)
    return {marker.marker: marker for marker in told}


def part(told, gene, of_class):
    return next(
        (
            each
            for marker in told.values()
            for each in marker.components
            if each.component.gene == gene and each.component.component_class == of_class
        ),
        None,
    )


def the_gene(case):
    unit = case["unit"]
    if unit == "level":
        return the_copies(
            case["gene"], case["class"], copies=None, copies_low=None, copies_high=None,
            method=CopyMethod.LEVEL,
        )  # fmt: skip
    low, value, high = (
        float(case[name]) if case[name] else None for name in ("low", "value", "high")
    )
    if unit == "ratio":
        gene = by_ratio(case["gene"], case["class"], value, value - low)
        return gene if high == value + (value - low) else _to(gene, low, high)
    return the_copies(case["gene"], case["class"], copies=value, copies_low=low, copies_high=high)


def _to(gene, low, high):
    from dataclasses import replace

    return replace(gene, log2_low=low, log2_high=high)


@pytest.mark.parametrize("case", rows("marker_copies.tsv"))
def test_truth(case):
    gene = the_gene(case)
    ploidy = float(case["ploidy"]) or None
    findings = CopyNumberFindings(
        genes=(gene,),
        solution=Solution("--purity", purity=0.7, ploidy=ploidy),
        is_doubled=case["doubled"] == "yes",
    )
    found = [changed(gene.gene, case["class"])] if case["state"] == "present" else []
    told = part(markers(found, findings), gene.gene, ComponentClass.COPY_NUMBER)

    assert told.state == case["state"]
    limit = "" if told.limit is None else f"{told.limit.value:g} {told.limit.unit}"
    assert limit == case["limit"]
    assert told.why
    assert phrases_in(told.why) == []


def test_the_truth_table_is_large_enough():
    assert len(rows("marker_copies.tsv")) >= 25


@given(st.floats(0, 12), st.floats(0, 3), st.floats(0, 3), st.floats(0, 3))
def test_a_wider_interval_never_makes_a_gene_absent(value, below, above, more):
    def state(low, high):
        gene = the_copies("MET", "no_change", copies=value, copies_low=low, copies_high=high)
        return part(markers((), the_findings(gene)), "MET", ComponentClass.COPY_NUMBER).state

    narrow, wide = (
        state(value - below, value + above),
        state(value - below - more, value + above + more),
    )
    assert not (narrow is MarkerState.NO_CALL and wide is MarkerState.ABSENT)


@given(st.floats(5, 9), st.floats(0, 12))
def test_the_limit_is_the_setting(cut, value):
    settings = Settings(amplification_copies=cut)
    gene = the_copies("MET", "no_change", copies=value, copies_low=value, copies_high=value)
    told = part(
        markers((), the_findings(gene), settings=settings), "MET", ComponentClass.COPY_NUMBER
    )

    assert (told.state is MarkerState.ABSENT) is (value < cut - settings.borderline_copies)
    if told.limit is not None:
        assert told.limit.value == pytest.approx(cut, rel=1e-3)


@pytest.mark.parametrize(
    ("copies", "said"),
    [
        (the_copies("VEGFA", "no_call"), "No bins in the gene."),
        (
            the_copies("VEGFA", "borderline_amplification"),
            "borderline amplification: 5.4 copies (4.9 to 5.7), adjusted for purity and ploidy. "
            "Amplification from 6 copies, borderline from 5.",
        ),
        (the_copies("VEGFA", "gain", copies_high=5.4), "gain: 3.2 copies (2.9 to 5.4)"),
        (by_ratio("VEGFA", "gain", 0.65), "log2 ratio 0.65 (0.55 to 0.75), not adjusted"),
    ],
)
def test_no_call_says_what_the_file_says(copies, said):
    told = markers((), the_findings(copies))["VEGFA amplification"]

    assert told.state is MarkerState.NO_CALL
    assert said in told.why


def test_a_gene_beyond_the_findings_is_no_call():
    told = markers()["VEGFA amplification"]

    assert told.state is MarkerState.NO_CALL
    assert told.why == "Its copies are not known."


def test_without_a_file_it_is_not_assayed():
    told = markers(assayed=SMALL)

    assert told["FGF19 amplification"].state is MarkerState.NOT_ASSAYED
    assert told["DNAJB1::PRKACA"].state is MarkerState.NOT_ASSAYED


def test_an_amplification_that_no_rule_flags_is_present_where_the_table_names_it():
    told = markers([changed("ERBB2", findings=())])["tumour-agnostic set"]

    assert told.state is MarkerState.PRESENT
    assert told.alterations == ("ERBB2:amplification",)


def test_the_wrong_change_of_copies_makes_nothing_present():
    assert markers([changed("CDKN2A")])["CDKN2A/RB1"].state is MarkerState.NO_CALL
    assert markers([changed("MET", "homozygous_deletion")])["MET"].state is MarkerState.NO_CALL


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (fused(), MarkerState.PRESENT),
        (fused("PRKACA", "DNAJB1"), MarkerState.PRESENT),
        (fused(findings=(AGAINST,)), MarkerState.NO_CALL),
        (fused(findings=()), MarkerState.NO_CALL),
        (fused("DNAJB1", "CIC"), MarkerState.NO_CALL),
        (broken("PRKACA"), MarkerState.NO_CALL),
    ],
)
def test_the_fibrolamellar_marker(found, state):
    told = markers([found])["DNAJB1::PRKACA"]

    assert told.state is state
    if state is MarkerState.NO_CALL:
        assert told.why.startswith("Nothing of the kind is called")


def test_a_fusion_that_a_rule_argues_against_is_named():
    told = markers([fused(findings=(AGAINST,))])["DNAJB1::PRKACA"]

    assert "flagged by no driver rule: DNAJB1::PRKACA (exon 1 :: exon 2)" in told.why
    assert "A rule argues against it." in told.why


def test_a_fusion_that_was_set_aside_is_named_with_its_reason():
    event = fused(notes=("The caller's filter is MinQUAL.",)).event
    told = markers((), events=StructuralFindings(set_aside=(event,)))["DNAJB1::PRKACA"]

    assert "set aside: DNAJB1::PRKACA" in told.why
    assert "MinQUAL." in told.why


@pytest.mark.parametrize("gene", ["NTRK1", "NTRK2", "NTRK3", "RET"])
@pytest.mark.parametrize("order", [1, -1])
def test_either_partner_may_be_the_one_asked_for(gene, order):
    partners = ("X", gene)[::order]

    assert markers([fused(*partners)])["tumour-agnostic set"].state is MarkerState.PRESENT


@pytest.mark.parametrize(
    ("found", "marker", "of_class"),
    [
        (inserted("TERT"), "TERT promoter", ComponentClass.INTEGRATION),
        (broken("TERT", "promoter_rearrangement"), "TERT promoter", ComponentClass.REARRANGEMENT),
        (without_exons("MET", "13/20", "14/20"), "MET", ComponentClass.REARRANGEMENT),
        (broken("AXIN1"), "AXIN1", ComponentClass.REARRANGEMENT),
        (broken("TP53"), "TP53", ComponentClass.REARRANGEMENT),
        (changed("TP53", "homozygous_deletion"), "TP53", ComponentClass.COPY_NUMBER),
        (without_exons("CTNNB1", "2/15", "3/15"), "CTNNB1 exon 3", ComponentClass.REARRANGEMENT),
        (broken("RB1"), "CDKN2A/RB1", ComponentClass.REARRANGEMENT),
    ],
)
def test_what_is_listed_only_if_found(found, marker, of_class):
    with_it, without = markers([found])[marker], markers()[marker]
    classes = [each.component.component_class for each in without.components]

    assert with_it.state is MarkerState.PRESENT
    assert with_it.alterations == (found.id,)
    assert of_class in [each.component.component_class for each in with_it.components]
    if of_class is not ComponentClass.COPY_NUMBER or marker == "TP53":
        assert of_class not in classes


def test_what_is_listed_only_if_found_is_not_listed_where_it_was_not_assayed():
    classes = {
        each.component.component_class
        for m in markers(assayed=SMALL).values()
        for each in m.components
    }

    assert ComponentClass.REARRANGEMENT not in classes
    assert ComponentClass.INTEGRATION not in classes


def test_viral_sequence_among_small_variants_makes_the_marker_present():
    long = an_alteration(
        "TERT c.-900_-899ins", integration=inserted().integration, findings=(FLAGGED,)
    )

    assert markers([long])["TERT promoter"].state is MarkerState.PRESENT


def test_a_marker_of_copies_alone_may_be_absent_and_another_may_not():
    told = markers(
        (), the_findings(the_copies("FGF19", "no_change"), the_copies("MET", "no_change"))
    )

    assert told["FGF19 amplification"].state is MarkerState.ABSENT
    assert told["MET"].state is MarkerState.NO_CALL  # its bases may not have been covered


def test_a_ratio_in_plasma_is_no_absence():
    gene = by_ratio("RB1", "loss", -0.5)
    looked = LookedAt(the_findings(gene), specimen=Specimen.PLASMA)
    told = {m.marker: m for m in read_markers(COMPONENTS, (), {}, ALL, frozenset(), looked)}

    assert part(told, "RB1", ComponentClass.COPY_NUMBER).state is MarkerState.NO_CALL


def test_a_part_that_was_not_assayed_keeps_a_marker_open_and_says_so():
    copies = the_findings(the_copies("AXIN1", "no_change"))
    told = markers((), copies, assayed=frozenset({ComponentClass.COPY_NUMBER}))["AXIN1"]

    assert told.state is MarkerState.NO_CALL
    assert told.why == "No small-variant file was given."
