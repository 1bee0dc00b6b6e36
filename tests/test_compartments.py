"""Tissue and plasma in one table: what each says of one variant, and where it counts as seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.markers import ComponentResult, MarkerResult
from hccgenomics.knowledge.markers import load_markers
from hccgenomics.model.copy_number import CopyNumberAlteration, GeneCopies
from hccgenomics.model.genome import Interval
from hccgenomics.model.plasma import Counted, ForcedCall, Measured
from hccgenomics.model.report import Component, Limit, Marker
from hccgenomics.model.report_ledger import SetAsideFinding
from hccgenomics.pipeline.plasma.concordance import where_of
from hccgenomics.pipeline.plasma.section import plasma_facts, plasma_of
from hccgenomics.vocabulary import (
    AlterationKind,
    Compartments,
    ComponentClass,
    CopyClass,
    DepthUnit,
    DropReason,
    ForcedBecause,
    ForcedState,
    MarkerState,
    Origin,
)
from tests.plasma_cases import (
    AXIN1,
    CTNNB1,
    PLACES,
    TERT,
    a_call,
    a_forced,
    a_panel,
    a_plasma,
    a_site,
    a_source,
    a_tissue,
    an_entry,
    looked,
    tissue_report,
)
from tests.truth import rows

MARKERS, _ = load_markers()
STATES = list(MarkerState)


def reads(text: str) -> tuple[int, int]:
    alt, depth = text.rsplit(maxsplit=1)[-1].split("/")
    return int(alt), int(depth)


def counted(alt: int, depth: int) -> ForcedCall:
    """A forced call as a report publishes it."""
    call = a_forced(CTNNB1, alt, depth)
    count = call.count
    return ForcedCall(
        name="CTNNB1 p.S33Y",
        gene="CTNNB1",
        contig=CTNNB1.contig,
        pos=CTNNB1.pos,
        ref=CTNNB1.ref,
        alt=CTNNB1.alt,
        because=(ForcedBecause.HOTSPOT,),
        alteration=None,
        state=call.state,
        count=Counted(
            depth=count.depth,
            ref=count.ref,
            alt=count.alt,
            other=0,
            alt_forward=count.alt_forward,
            alt_reverse=count.alt_reverse,
            low_quality=0,
            unit=count.unit,
        ),
        vaf=count.vaf,
        low=None,
        high=None,
        error=call.error,
        error_from="global",
        p_value=call.p_value,
        q_value=call.q_value,
        limit_vaf=call.limit_vaf,
        normal=None,
        why="",
    )


def aside(alt: int, depth: int) -> SetAsideFinding:
    return SetAsideFinding(
        gene="CTNNB1",
        name="CTNNB1 p.S33Y",
        contig=CTNNB1.contig,
        pos=CTNNB1.pos,
        ref=CTNNB1.ref,
        alt=CTNNB1.alt,
        reason=DropReason.LOW_VAF,
        why="its fraction is below the setting",
        vaf=alt / depth,
        alt_depth=alt,
    )


def measured(*gaps: str) -> Measured:
    return Measured(
        assayed=None,
        bases=200,
        measured_bases=200,
        callable_bases=200,
        depth=500,
        median_depth=600,
        effective_depth=500,
        depth_unit=DepthUnit.READS,
        expected_vaf=None,
        clonal_would_be_seen=None,
        sources=("x.bed",),
        gaps=gaps,
    )


def marker_of_tissue(text: str) -> Marker:
    """CTNNB1 exon 3, absent down to a limit, or no call."""
    is_called = not text.endswith("no call")
    state = MarkerState.ABSENT if is_called else MarkerState.NO_CALL
    name = next(row.marker for row in MARKERS if row.gene == "CTNNB1")
    part = Component(
        **{"class": ComponentClass.SMALL},
        gene="CTNNB1",
        state=state,
        limit=Limit(value=float(text.rsplit(maxsplit=1)[-1]), unit="VAF") if is_called else None,
        callable_fraction=1.0,
        why="",
        measured=measured(*(("exon 3 (4 of 228 bases)",) if "gap" in text else ())),
    )
    return Marker(
        marker=name,
        state=state,
        detection_limit_vaf=None,
        depth=None,
        why="",
        alterations=(),
        components=(part,),
    )


def tissue_saying(text: str):
    if text.startswith("called"):
        alt, depth = reads(text)
        return a_tissue(a_site(CTNNB1, vaf=alt / depth, alt_depth=alt, depth=depth))
    tissue = a_tissue()
    if text.startswith("counted"):
        calls = (counted(*reads(text)),)
        return replace(tissue, report=tissue.report.model_copy(update={"forced_calls": calls}))
    if text.startswith("left out"):
        return replace(tissue, left_out={CTNNB1: aside(*reads(text))})
    if text.startswith("marker"):
        found = (marker_of_tissue(text),)
        return replace(tissue, report=tissue.report.model_copy(update={"markers": found}))
    assert text == "silent"
    return tissue


def plasma_saying(text: str, tissue):
    base = a_plasma(tissue=tissue, components=MARKERS)
    near = Interval(CTNNB1.contig, CTNNB1.pos - 100, CTNNB1.pos + 100)
    if text.startswith("called"):
        return replace(base, alterations=(a_call(CTNNB1, *reads(text)),))
    if text.startswith("forced"):
        return replace(base, forced=(a_forced(CTNNB1, *reads(text)),))
    if text.startswith("left out"):
        return replace(base, entries=(an_entry(CTNNB1, *reads(text)),))
    if text.startswith("depth"):
        return replace(base, looked=looked(a_source(CTNNB1, int(text.rsplit(maxsplit=1)[-1]))))
    if text == "off panel":
        away = Interval("chr17", 7_674_000, 7_675_000)
        return replace(base, looked=looked(a_source(CTNNB1, 5000), panel=a_panel(away)))
    if text == "on panel":
        return replace(base, looked=looked(panel=a_panel(near)))
    if text == "no small":
        return replace(base, assayed=frozenset())
    assert text == "nothing"
    return base


@pytest.mark.parametrize("row", rows("compartments.tsv"))
def test_a_variant_is_where_the_table_says(row):
    section = plasma_of(plasma_saying(row["plasma"], tissue_saying(row["tissue"])))
    found = next(one for one in section.concordance if one.gene == "CTNNB1")

    assert found.where == row["where"]
    assert (found.tissue_state, found.plasma_state) == (row["tissue_state"], row["plasma_state"])
    assert row["says"] in found.why


@pytest.mark.parametrize("row", rows("compartments.tsv"))
def test_one_compartment_alone_comes_with_the_limit_of_the_other(row):
    section = plasma_of(plasma_saying(row["plasma"], tissue_saying(row["tissue"])))
    found = next(one for one in section.concordance if one.gene == "CTNNB1")

    if found.where is Compartments.TISSUE_ONLY:
        assert 0 < found.plasma_limit <= 0.01
    if found.where is Compartments.PLASMA_ONLY:
        assert 0 < found.tissue_limit <= 0.1
    if found.where is Compartments.UNDECIDED:
        assert found.why


@given(st.sampled_from(STATES), st.sampled_from(STATES))
def test_the_states_partition(tissue, plasma):
    found = where_of(tissue, plasma)
    decided = {MarkerState.PRESENT, MarkerState.ABSENT}

    assert (found is Compartments.UNDECIDED) == (not {tissue, plasma} <= decided)


@given(st.permutations(range(len(PLACES))))
def test_the_order_of_the_tissue_report_does_not_matter(order):
    sites = [a_site(variant) for variant in PLACES]
    calls = tuple(a_forced(variant, 3, 3000) for variant in PLACES)

    def table(places):
        tissue = a_tissue(*(sites[place] for place in places))
        return plasma_of(a_plasma(tissue=tissue, forced=calls)).concordance

    assert table(order) == table(range(len(PLACES)))


# --- the TERT promoter ----------------------------------------------------------------------------


def promoter_marker(state: MarkerState, limit: float | None) -> MarkerResult:
    row = next(one for one in MARKERS if one.promoter)
    stated = None if limit is None else Limit(value=limit, unit="VAF")
    part = ComponentResult(row, state, (), "", stated)
    return MarkerResult(row.marker, state, (), "", (part,))


def test_the_promoter_has_a_row_though_nothing_was_found_there():
    section = plasma_of(a_plasma(tissue=a_tissue(a_site(CTNNB1))))
    row = section.concordance[0]

    assert (row.name, row.where) == ("TERT promoter", Compartments.UNDECIDED)
    assert row.plasma_state is MarkerState.NO_CALL


def test_the_promoter_is_in_neither_where_both_looked():
    absent = promoter_marker(MarkerState.ABSENT, 0.004)
    theirs = Marker(
        marker=absent.marker,
        state=MarkerState.ABSENT,
        detection_limit_vaf=0.03,
        depth=400,
        why="",
        alterations=(),
        components=(),
    )
    tissue = a_tissue()
    tissue = replace(tissue, report=tissue.report.model_copy(update={"markers": (theirs,)}))
    row = plasma_of(a_plasma(tissue=tissue, markers=(absent,))).concordance[0]

    assert row.where is Compartments.NEITHER
    assert (row.tissue_limit, row.plasma_limit) == (0.03, 0.004)
    assert "down to 3 %" in row.why
    assert "down to 0.4 %" in row.why


def test_a_panel_without_the_promoter_never_makes_it_absent():
    away = Interval(CTNNB1.contig, CTNNB1.pos - 100, CTNNB1.pos + 100)
    question = a_plasma(
        tissue=a_tissue(a_site(TERT, "TERT")),
        looked=looked(a_source(TERT, 9000), panel=a_panel(away)),
    )
    row = plasma_of(question).concordance[0]

    assert (row.where, row.plasma_state) == (Compartments.UNDECIDED, MarkerState.NOT_ASSAYED)


def facts_of(question):
    return plasma_facts(plasma_of(question), question)


def test_a_promoter_change_in_one_alone_is_a_fact_for_rows():
    tissue = a_tissue(a_site(TERT, "TERT"))
    (fact,) = facts_of(a_plasma(tissue=tissue, forced=(a_forced(TERT, 0, 5000),)))

    assert (fact.subject, fact.words, fact.is_derived) == ("tert_compartments", ("one_only",), True)
    assert fact.text.startswith("TERT promoter change in tissue only; not seen in plasma down to")


def test_a_promoter_change_in_both_is_one_too():
    tissue = a_tissue(a_site(TERT, "TERT"))
    (fact,) = facts_of(a_plasma(tissue=tissue, alterations=(a_call(TERT, 30, 1000),)))

    assert fact.words == ("both",)


@pytest.mark.parametrize("forced", [(), (a_forced(TERT, 0, 100),), (a_forced(TERT, 2, 3000),)])
def test_an_undecided_promoter_is_no_fact(forced):
    assert facts_of(a_plasma(tissue=a_tissue(a_site(TERT, "TERT")), forced=forced)) == ()


def test_what_the_user_stated_is_not_said_again():
    tissue = a_tissue(a_site(TERT, "TERT"))
    question = a_plasma(tissue=tissue, forced=(a_forced(TERT, 0, 5000),))
    stated = facts_of(question)

    assert facts_of(replace(question, facts=stated)) == ()


# --- origins --------------------------------------------------------------------------------------


def test_what_both_call_germline_is_counted_and_not_listed():
    tissue = a_tissue(a_site(CTNNB1, origin=Origin.LIKELY_GERMLINE), a_site(AXIN1, "AXIN1"))
    call = a_call(CTNNB1, 500, 1000, origin=Origin.LIKELY_GERMLINE)
    section = plasma_of(a_plasma(tissue=tissue, alterations=(call,)))

    assert {row.gene for row in section.concordance} == {"TERT", "AXIN1"}
    assert section.concordance_why.startswith("1 variant that is likely germline")


def test_what_one_of_them_calls_germline_is_listed_with_that():
    tissue = a_tissue(a_site(CTNNB1))
    call = a_call(CTNNB1, 500, 1000, origin=Origin.LIKELY_GERMLINE)
    section = plasma_of(a_plasma(tissue=tissue, alterations=(call,)))
    row = next(one for one in section.concordance if one.gene == "CTNNB1")

    assert "in plasma it is likely germline" in row.why


# --- larger alterations ---------------------------------------------------------------------------


def amplified(gene: str = "FGF19") -> CopyNumberAlteration:
    copies = GeneCopies(gene, "chr11", 69_698_237, 69_704_642, CopyClass.AMPLIFICATION, why="")
    return CopyNumberAlteration(id=f"{gene}:amplification", gene=gene, copies=copies)


def large_of_tissue(gene: str = "FGF19"):
    """An amplification as a report has it."""
    (found, *_) = tissue_report().alterations
    return found.model_copy(
        update={
            "id": f"{gene}:amplification",
            "kind": AlterationKind.COPY_NUMBER,
            "gene": gene,
            "short_name": f"{gene} amplification",
        }
    )


def large_row(alterations=(), assayed=(), tissue=None):
    tissue = tissue or a_tissue(large=(large_of_tissue(),))
    asked = frozenset({ComponentClass.SMALL, *assayed})
    section = plasma_of(a_plasma(tissue=tissue, alterations=alterations, assayed=asked))
    return next(one for one in section.concordance if one.kind is AlterationKind.COPY_NUMBER)


def test_an_amplification_of_both_is_in_both():
    row = large_row((amplified(),), {ComponentClass.COPY_NUMBER})

    assert row.where is Compartments.BOTH
    assert row.name == "FGF19 amplification"


def test_silence_of_plasma_on_copies_decides_nothing():
    row = large_row((), {ComponentClass.COPY_NUMBER})

    assert (row.where, row.plasma_state) == (Compartments.UNDECIDED, MarkerState.NO_CALL)
    assert "its silence decides nothing" in row.why


def test_plasma_without_a_file_of_copies_was_not_assayed():
    row = large_row()

    assert (row.where, row.plasma_state) == (Compartments.UNDECIDED, MarkerState.NOT_ASSAYED)


def test_an_amplification_of_plasma_alone_leaves_tissue_open():
    row = large_row((amplified(),), {ComponentClass.COPY_NUMBER}, a_tissue())

    assert (row.where, row.tissue_state) == (Compartments.UNDECIDED, MarkerState.NOT_ASSAYED)


def test_a_forced_call_by_another_spelling_counts_as_called():
    tissue = a_tissue(a_site(CTNNB1))
    call = a_forced(CTNNB1, 30, 1000, state=ForcedState.CALLED)
    section = plasma_of(a_plasma(tissue=tissue, forced=(call,)))
    row = next(one for one in section.concordance if one.gene == "CTNNB1")

    assert (row.where, row.plasma_vaf) == (Compartments.BOTH, 0.03)
