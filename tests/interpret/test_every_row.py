"""Each row is met by what its own terms ask for, and by nothing beside it."""

from __future__ import annotations

import pytest

from hccgenomics.interpret.match import explain, match
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.event import PROMOTER_HOTSPOT, parse_event
from hccgenomics.vocabulary import EffectClass, EventKind, PromoterVerdict, Verification
from tests.builders_alterations import an_alteration

BASE = load_knowledge()
SMALL = {
    EventKind.PROTEIN, EventKind.PROMOTER, EventKind.CODONS, EventKind.EXON, EventKind.CLASS,
    EventKind.HOTSPOT,
}  # fmt: skip
WITHOUT_HOTSPOTS = {"MTOR", "KEAP1"}
"""Genes whose hotspots stand in the pan-cancer counts alone."""

NAMES = {
    EffectClass.MISSENSE: "p.{ref}{start}{other}",
    EffectClass.INFRAME: "p.{ref}{start}del",
    EffectClass.INFRAME_DELETION: "p.{ref}{start}del",
    EffectClass.INFRAME_INSERTION: "p.{ref}{start}dup",
    EffectClass.TRUNCATING: "p.{ref}{start}*",
    EffectClass.LOSS_OF_FUNCTION: "p.{ref}{start}*",
    EffectClass.SPLICE: "c.{donor}+1G>A",
    EffectClass.ANY: "p.{ref}{start}{other}",
}


def asked_for(event):
    """An alteration that the term speaks of."""
    gene = event.genes[0]
    if event.kind is EventKind.PROMOTER:
        (name,) = event.changes
        name = "c.-124C>T" if name == PROMOTER_HOTSPOT else name
        return [an_alteration(f"{gene} promoter {name}", verdict=PromoterVerdict.HOTSPOT)]
    if event.kind is EventKind.PROTEIN and event.changes[0] in {"del", "dup"}:
        return [an_alteration(f"{gene} {event.body}")]
    if event.kind is EventKind.PROTEIN:
        return [an_alteration(f"{gene} p.{event.refs[0]}{event.start}{event.changes[0]}")]
    if event.kind is EventKind.HOTSPOT:
        row = next(r for r in BASE.hotspots.by_gene[gene] if r.kind == "missense")
        to = row.changes[0] if row.changes else other_than(row.start_ref)
        return [an_alteration(f"{gene} p.{row.residues}{to}")]
    ref, start = (event.refs or ("R",))[0], event.start or 100
    name = NAMES[event.effect].format(ref=ref, start=start, other=other_than(ref), donor=3 * start)
    extra = {"exon": (event.exon, 30)} if event.exon else {}
    vaf = None if event.below_vaf is None else event.below_vaf / 2
    first = an_alteration(f"{gene} {name}", vaf=vaf, **extra)
    second = [an_alteration(f"{gene} p.Q7*")] if event.both_alleles else []
    return [first, *second]


def other_than(letter):
    return "W" if letter != "W" else "Y"


def cases():
    for row in BASE.biomarkers:
        needed = [parse_event(term) for term in row.all_of]
        if not {event.kind for event in needed} <= SMALL:
            continue
        if row.verification is Verification.UNVERIFIED:
            continue
        for event in map(parse_event, row.any_of or row.all_of):
            gene = event.genes[0] if event.genes else ""
            if event.kind not in SMALL:
                continue
            if event.kind is EventKind.HOTSPOT and gene in WITHOUT_HOTSPOTS:
                continue
            yield pytest.param(row, event, needed, id=f"{row.id}-{event.text}")


def found(row, given):
    return [
        m.biomarker.id
        for m in match(
            given,
            BASE.biomarkers,
            specimen=row.specimens[0],
            disease=row.diseases[0],
            hotspots=BASE.hotspots,
        )
    ]


@pytest.mark.parametrize(("row", "event", "needed"), list(cases()))
def test_a_row_is_met_by_each_of_its_terms(row, event, needed):
    given = [a for each in (event, *needed) for a in asked_for(each)]

    assert row.id in found(row, given)


@pytest.mark.parametrize(("row", "event", "needed"), list(cases()))
def test_a_row_is_not_met_elsewhere(row, event, needed):
    gene = event.genes[0]
    silent = an_alteration(f"{gene} p.L900L")
    stranger = an_alteration("GPC3 p.R5*")
    cells = [a for each in needed for a in asked_for(each)] if event not in needed else []

    assert row.id not in found(row, [silent, stranger, *cells])
    assert explain(silent, row, BASE.hotspots)


@pytest.mark.parametrize(("row", "event", "needed"), list(cases()))
def test_another_specimen_or_disease_is_another_row(row, event, needed):
    given = [a for each in (event, *needed) for a in asked_for(each)]
    for specimen in {"tissue", "plasma"} - set(row.specimens):
        ids = match(
            given, BASE.biomarkers, specimen=specimen, disease=row.diseases[0],
            hotspots=BASE.hotspots,
        )  # fmt: skip
        assert row.id not in {m.biomarker.id for m in ids}


def test_the_rows_left_out_ask_for_what_no_small_variant_can_show():
    met = {param.values[0].id for param in cases()}
    others = {row.id for row in BASE.biomarkers if row.regimen_status is None} - met

    for row in BASE.biomarkers:
        if row.id in others and row.verification is not Verification.UNVERIFIED:
            kinds = {parse_event(term).kind for term in (*row.any_of, *row.all_of)}
            assert kinds - SMALL, row.id
    assert len(met) == 67
