"""Which alleles stand for a hotspot, against coordinates that the literature gives."""

from __future__ import annotations

from itertools import product

import pytest

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.hgvs import short_protein
from hccgenomics.annotate.hotspot_alleles import (
    inframe_alleles,
    promoter_alleles,
    residue_alleles,
)
from hccgenomics.annotate.normalise import normalise
from hccgenomics.annotate.promoter import read_promoter
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.curated import Hotspot, HotspotCount
from hccgenomics.vocabulary import Assembly, HotspotKind, PromoterVerdict

BASE = load_knowledge()
KNOWN = """
GRCh38 TERT promoter c.-124C>T (C228T)  chr5:1295113G>A
GRCh37 TERT promoter c.-124C>T (C228T)  chr5:1295228G>A
GRCh38 TERT promoter c.-146C>T (C250T)  chr5:1295135G>A
GRCh38 TERT promoter c.-139_-138delinsTT (CC242-243TT)  chr5:1295127GG>AA
GRCh38 TP53 p.R249S  chr17:7674216C>A
GRCh38 TP53 p.R249S  chr17:7674216C>G
GRCh38 BRAF p.V600E  chr7:140753336A>T
GRCh38 KRAS p.G12D  chr12:25245350C>T
GRCh38 PIK3CA p.H1047R  chr3:179234297A>G
GRCh38 IDH1 p.R132C  chr2:208248389G>A
GRCh38 GNAS p.R201H  chr20:58909366G>A
GRCh38 CTNNB1 p.S45F  chr3:41224646C>T
GRCh38 CTNNB1 p.S45del  chr3:41224642CCTT>C
GRCh37 CTNNB1 p.D32N  chr3:41266097G>A
"""


def alleles(models) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for gene in models.symbols:
        select = models.gene(gene).select
        every = [
            *(
                one
                for row in BASE.hotspots.by_gene.get(gene, ())
                for one in residue_alleles(row, select, models)
            ),
            *inframe_alleles((BASE.counts or {}).get(gene, ()), select, models),
            *(promoter_alleles(select) if gene == "TERT" else ()),
        ]  # fmt: skip
        for one in every:
            found.setdefault(f"{gene} {one.name}", set()).add(str(one.variant))
    return found


@pytest.fixture(scope="module")
def by_assembly(panels):
    return {assembly: alleles(models) for assembly, models in panels.items()}


@pytest.mark.parametrize("line", KNOWN.strip().splitlines())
def test_known_alleles_are_among_them(line, by_assembly):
    head, place = line.split("  ")
    assembly, _, name = head.partition(" ")

    assert place in by_assembly[Assembly(assembly)][name]


@pytest.mark.parametrize(
    "name", ["CTNNB1 p.G34G", "EEF1A1 p.T432A", "BRAF p.V600K", "TP53 p.R248*"]
)
def test_what_no_single_base_makes_or_no_row_asks_for_is_not(name, by_assembly):
    assert all(name not in found for found in by_assembly.values())


@pytest.mark.parametrize("assembly", list(Assembly))
def test_every_allele_is_annotated_as_it_is_named(assembly, panels):
    models = panels[assembly]
    for gene, rows in BASE.hotspots.by_gene.items():
        if gene not in models.symbols:
            continue
        select = models.gene(gene).select
        alleles_by_row = ((row, residue_alleles(row, select, models)) for row in rows)
        for row, one in ((row, one) for row, found in alleles_by_row for one in found):
            effect = annotate(one.variant, select, models)
            assert models.bases(one.variant.interval) == one.variant.ref
            assert short_protein(effect.hgvs_p) == one.name
            assert row.start <= effect.protein.start <= row.end
            assert one.is_blood is (row.kind is HotspotKind.HAEMATOPOIESIS)


@pytest.mark.parametrize("assembly", list(Assembly))
def test_every_promoter_allele_is_read_as_a_hotspot(assembly, panels):
    models = panels[assembly]
    select = models.gene("TERT").select
    for one in promoter_alleles(select):
        finding = read_promoter(one.variant, select, models)
        assert models.bases(one.variant.interval) == one.variant.ref
        assert finding.verdict is PromoterVerdict.HOTSPOT
        assert f"promoter {finding.name}" == one.name.partition(" (")[0]


def test_all_single_base_changes_of_an_open_row_are_there(panels):
    models = panels[Assembly.GRCH38]
    select = models.gene("CTNNB1").select
    row = Hotspot(
        gene="CTNNB1", start_ref="S", start=33, end_ref="S", end=33, kind="missense", source="x"
    )
    found = {one.variant for one in residue_alleles(row, select, models)}
    places = {variant.pos for variant in found}
    other = [
        annotate(type(one)("chr3", pos, ref, alt), select, models)
        for pos, alt in product(sorted(places), "ACGT")
        for one in [next(iter(found))]
        if (ref := models.bases(one.interval.at("chr3", pos=pos))) != alt
        and type(one)("chr3", pos, ref, alt) not in found
    ]  # fmt: skip

    assert all(effect.protein is None or effect.protein.alt in "S*" for effect in other)


def test_an_event_counted_once_is_not_looked_for(panels):
    models = panels[Assembly.GRCH38]
    count = HotspotCount(
        gene="CTNNB1", start=32, end=45, kind="inframe", tumours=7, liver_tumours=1,
        biliary_tumours=0, by_change=("S45del:6", "D32_S33del:1"),
    )  # fmt: skip
    found = list(inframe_alleles([count], models.gene("CTNNB1").select, models))

    assert [one.name for one in found] == ["p.S45del"]
    assert normalise(found[0].variant, models).variant == found[0].variant
