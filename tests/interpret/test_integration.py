"""Viral integration: the gene, the distance, the judgement."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret import insertion, integration_wording
from hccgenomics.interpret.insertion import of_insertion
from hccgenomics.interpret.integration import (
    DRIVES,
    INTEGRATION_CODES,
    REMARK,
    integrations_of,
    site_of,
)
from hccgenomics.interpret.long_insertions import OPEN, VIRAL
from hccgenomics.knowledge.genes import load_genes
from hccgenomics.knowledge.places import load_places
from hccgenomics.model.copy_number_files import InputFacts
from hccgenomics.model.genome import reverse_complement
from hccgenomics.model.places import GenePlaces
from hccgenomics.model.settings import Settings
from hccgenomics.model.structural_files import (
    Adjacency,
    Breakend,
    IntegrationCall,
    JunctionSupport,
    StructuralFile,
)
from hccgenomics.model.variant import CallerTag, Variant
from hccgenomics.pipeline.integration import integration_question
from hccgenomics.vocabulary import (
    AdjacencyKind,
    Assembly,
    CallerSays,
    DialectTier,
    IntegrationEvidence,
    Origin,
)
from tests.forbidden import phrases_in, texts_of
from tests.truth import rows
from tests.viral_bases import HBV, random_bases

GENES, _ = load_genes()
TERT_PROMOTER = 1_295_300


def question(assembly=Assembly.GRCH38, **settings):
    return integration_question(load_places(assembly), GENES, Settings(**settings))


ASKED = question()


def a_file(*, adjacencies=(), integrations=(), number=1):
    facts = InputFacts("x", "", 0, "plain", "x", "x", DialectTier.EXACT, 1, number)
    return StructuralFile(
        facts,
        adjacencies=tuple(replace(one, file=number) for one in adjacencies),
        integrations=tuple(replace(one, file=number) for one in integrations),
    )


def a_call(pos=TERT_PROMOTER, contig="chr5", virus="HBV", **fields):
    return IntegrationCall(virus, Breakend(contig, pos, fields.pop("keeps", None)), **fields)


def a_junction(pos=TERT_PROMOTER, keeps=1, virus="chrHBV", at=1800, virus_keeps=-1, **fields):
    return Adjacency(
        Breakend("chr5", pos, keeps),
        Breakend(virus, at, virus_keeps),
        AdjacencyKind.TRANSLOCATION,
        **fields,
    )


def an_insertion(bases=HBV, pos=TERT_PROMOTER, **fields):
    return Adjacency(
        Breakend("chr5", pos, 1),
        Breakend("chr5", pos + 1, -1),
        AdjacencyKind.INSERTION,
        inserted=bases,
        **fields,
    )


def found_in(*, asked=ASKED, **lists):
    return integrations_of([a_file(**lists)], asked)


# --- where it is, and what that means -------------------------------------------------


@pytest.mark.parametrize("row", rows("integrations.tsv"))
def test_the_gene_the_distance_and_the_judgement(row):
    asked = question(Assembly(row["assembly"]))

    found = found_in(
        asked=asked, integrations=[a_call(int(row["pos"]), row["contig"], row["virus"])]
    )

    (listed,) = found.listed
    told = (listed.gene, listed.region, listed.distance)
    assert told == (row["gene"], row["region"], int(row["distance"]))
    drivers = [one.gene for one in found.alterations if one.is_driver]
    assert drivers == ([row["gene"]] if row["driver"] == "yes" else [])


@pytest.mark.parametrize(
    ("setting", "distance", "region", "driver"),
    [
        ({"integration_promoter_reach": 100}, 100, "promoter", True),
        ({"integration_promoter_reach": 100}, 101, "upstream", True),
        ({"integration_driver_reach": 100}, 100, "promoter", True),
        ({"integration_driver_reach": 100}, 101, "promoter", False),
        ({"integration_driver_reach": 0}, 1, "promoter", False),
    ],
)
def test_the_settings_are_the_limits(setting, distance, region, driver):
    site = site_of("chr5", 1_295_068 + distance, "HBV", question(**setting))

    assert (site.gene.symbol, site.region, site.acts) == ("TERT", region, driver)


def test_beyond_the_reach_no_gene_of_the_table_is_an_alteration():
    """CCNE1 is the nearest gene 40 kb downstream of its end, within reach or not."""
    call = a_call(29_824_312 + 40_000, "chr19")

    within = found_in(integrations=[call])
    beyond = found_in(integrations=[call], asked=question(integration_reach=10_000))

    assert within.listed[0].gene == beyond.listed[0].gene
    assert beyond.alterations == ()


def test_a_far_gene_is_named_with_its_distance():
    site = site_of("chr1", 248_900_000, "HBV", ASKED)

    assert site.gene is not None
    assert site.distance != 0
    assert not site.acts


def test_without_genes_the_place_is_told():
    asked = replace(ASKED, places=GenePlaces.of(()))

    found = found_in(integrations=[a_call()], asked=asked)

    assert (found.listed[0].gene, found.listed[0].region) == ("", "")
    assert "chr5:1295300" in found.listed[0].why
    assert found.alterations == ()


def test_a_driver_gene_that_lies_further_away_is_told_beside():
    found = found_in(integrations=[a_call(1_295_068 + 30_000)])

    assert found.listed[0].gene == "CLPTM1L"
    assert any("TERT" in note and "30000 bases away" in note for note in found.listed[0].notes)


def test_a_driver_gene_beyond_the_table_is_a_remark():
    found = found_in(integrations=[a_call(7_675_000, "chr17")])

    (made,) = found.alterations
    assert (made.gene, made.is_driver) == ("TP53", False)
    assert [finding.code for finding in made.findings] == [REMARK]
    assert made.role is not None


def test_an_epstein_barr_junction_is_noted_and_drives_nothing():
    found = found_in(integrations=[a_call(virus="chrEBV")])

    assert found.listed[0].virus == "EBV"
    assert any("artefact" in note for note in found.listed[0].notes)
    assert not any(one.is_driver for one in found.alterations)


def test_hbv_in_liver_without_tumour_is_said():
    found = found_in(integrations=[a_call()])

    assert any("without tumour" in note for note in found.alterations[0].notes)


# --- four ways to write one integration -----------------------------------------------


WRITTEN = {
    "sequence": {"adjacencies": [an_insertion()]},
    "single": {
        "adjacencies": [
            Adjacency(Breakend("chr5", TERT_PROMOTER, 1), None, AdjacencyKind.SINGLE, inserted=HBV)
        ]
    },
    "breakends": {
        "adjacencies": [
            a_junction(virus_keeps=-1, at=1201),
            a_junction(TERT_PROMOTER + 1, -1, virus_keeps=1, at=1887),
        ]
    },
    "table": {"integrations": [a_call()]},
    "accession": {"adjacencies": [a_junction(virus="gi|21326584|ref|NC_003977.1|")]},
    "virusbreakend": {"adjacencies": [a_junction(virus="adjusted_kraken_taxid_10407_NC_003977.2")]},
    "between_two_sides": {
        "adjacencies": [
            Adjacency(
                Breakend("chr5", TERT_PROMOTER, 1),
                Breakend("chr8", 5_000_000, -1),
                AdjacencyKind.TRANSLOCATION,
                inserted=HBV,
            )
        ]
    },
}


@pytest.mark.parametrize("way", WRITTEN)
def test_every_way_comes_to_the_same(way):
    found = found_in(**WRITTEN[way])

    (made,) = found.alterations
    integration = made.integration
    assert (made.gene, integration.virus, integration.region) == ("TERT", "HBV", "promoter")
    assert made.is_driver
    assert made.findings[0].code == DRIVES
    assert made.id == "TERT:HBV_integration:chr5-1295300"
    assert len(found.listed) == 1


def test_a_small_variant_comes_to_the_same():
    told = of_insertion(Variant("chr5", TERT_PROMOTER, "G", "G" + HBV), ASKED)

    assert (told.gene, told.integration.virus, told.integration.region) == (
        "TERT", "HBV", "promoter",
    )  # fmt: skip
    assert told.finding.code == VIRAL
    assert told.finding.drives
    assert told.integration.length == 687
    assert told.integration.evidence is IntegrationEvidence.SMALL_INSERTION
    assert told.integration.files == ()


def test_the_direction_is_the_same_however_it_is_written():
    """TERT reads on the minus strand; the genome is inserted forwards, and so against it."""
    told = of_insertion(Variant("chr5", TERT_PROMOTER, "G", "G" + HBV), ASKED)
    ways = ("sequence", "single", "breakends", "between_two_sides")
    found = {found_in(**WRITTEN[way]).listed[0].same_direction for way in ways}

    assert found == {told.integration.same_direction} == {False}


def test_the_reverse_strand_reads_as_tert_does():
    turned = reverse_complement(HBV)

    found = found_in(adjacencies=[an_insertion(turned)])
    told = of_insertion(Variant("chr5", TERT_PROMOTER, "G", "G" + turned), ASKED)

    assert found.listed[0].same_direction is told.integration.same_direction is True


def test_a_left_side_breakend_has_the_virus_before_it():
    """``]p]t``: the inserted bases end at the base that is kept."""
    adjacency = Adjacency(
        Breakend("chr5", TERT_PROMOTER, -1), None, AdjacencyKind.SINGLE, inserted=HBV
    )

    found = found_in(adjacencies=[adjacency])

    assert found.listed[0].virus_pos == 1887
    assert found.listed[0].same_direction is False


def test_the_viral_side_may_come_first():
    turned = Adjacency(
        Breakend("HBV", 1800, -1), Breakend("chr5", TERT_PROMOTER, 1), AdjacencyKind.TRANSLOCATION
    )

    found = found_in(adjacencies=[turned])

    assert found.listed == found_in(adjacencies=[a_junction()]).listed


def test_a_junction_within_the_virus_is_no_integration():
    within = Adjacency(
        Breakend("HBV", 100, 1), Breakend("HBV", 900, -1), AdjacencyKind.DELETION, inserted=HBV
    )

    assert found_in(adjacencies=[within]).listed == ()


def test_human_bases_are_no_integration():
    assert found_in(adjacencies=[an_insertion(random_bases(687, 5))]).listed == ()


# --- several statements ---------------------------------------------------------------


def test_both_junctions_are_one_integration():
    found = found_in(
        adjacencies=[a_junction(), a_junction(TERT_PROMOTER + 12, -1, at=2100, virus_keeps=1)]
    )

    assert len(found.listed) == 1
    assert any(note.startswith("2 junctions") for note in found.listed[0].notes)


@pytest.mark.parametrize(("apart", "count"), [(1_000, 1), (1_001, 2)])
def test_junctions_further_apart_than_the_setting_are_two(apart, count):
    found = found_in(integrations=[a_call(), a_call(TERT_PROMOTER + apart)])

    assert len(found.listed) == count


def test_two_viruses_at_one_place_are_two_integrations():
    found = found_in(integrations=[a_call(), a_call(virus="AAV2")])

    assert sorted(one.virus for one in found.listed) == ["AAV2", "HBV"]
    assert len({one.id for one in found.alterations}) == 2


def test_several_files_show_one_integration():
    table = a_file(integrations=[a_call(support=JunctionSupport(alt=9), ids=("t",))], number=3)
    vcf = a_file(
        adjacencies=[a_junction(support=JunctionSupport(split=4, pairs=12), ids=("a", "b"))],
        number=2,
    )

    found = integrations_of([table, vcf], ASKED)

    (listed,) = found.listed
    assert (listed.files, listed.ids) == ((2, 3), ("a", "b", "t"))
    assert listed.evidence is IntegrationEvidence.BREAKENDS
    assert (listed.split_reads, listed.read_pairs) == (4, 12)  # of the best, and not summed


@given(st.permutations(range(6)))
def test_the_order_makes_no_difference(order):
    every = [
        a_call(),
        a_call(TERT_PROMOTER + 40, support=JunctionSupport(alt=7)),
        a_call(29_815_000, "chr19"),
        a_call(7_675_000, "chr17", virus="EBV"),
        a_call(1_400_000, filters=("LowQual",)),
        a_call(1_294_000),
    ]

    found = found_in(integrations=[every[place] for place in order])

    assert found == found_in(integrations=every)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["chr5", "chr19", "chr4", "chrX"]),
            st.integers(1, 60_000_000),
            st.sampled_from(["HBV", "AAV2", "EBV", "HPV16"]),
        ),
        max_size=8,
    )
)
def test_every_statement_is_in_one_integration(statements):
    calls = [
        a_call(pos, contig, virus, ids=(str(place),))
        for place, (contig, pos, virus) in enumerate(statements)
    ]

    found = found_in(integrations=calls)

    shown = [name for one in found.listed for name in one.ids]
    assert sorted(shown) == sorted(str(place) for place in range(len(calls)))
    ids = [one.id for one in found.alterations]
    assert len(ids) == len(set(ids))


# --- what is left out -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"filters": ("LowQual",)}, "LowQual"),
        ({"support": JunctionSupport(split=1, pairs=1)}, "min_junction_reads"),
        ({"normal_support": JunctionSupport(alt=5)}, "max_normal_junction_reads"),
        ({"tag": CallerTag(CallerSays.GERMLINE, "GT=0/1 in the normal")}, "GT=0/1"),
    ],
)
def test_what_is_left_out_is_listed_with_the_reason(fields, said):
    found = found_in(adjacencies=[a_junction(**fields)])

    assert found.alterations == ()
    (listed,) = found.listed
    assert said in listed.notes[0]
    (note,) = found.notes
    assert "TERT" in note
    assert said in note


def test_a_tolerated_filter_leaves_nothing_out():
    found = found_in(
        adjacencies=[a_junction(filters=("LowQual",))],
        asked=question(tolerated_filters=("LowQual",)),
    )

    assert [one.is_driver for one in found.alterations] == [True]


def test_what_was_left_out_beside_a_junction_that_passes_is_not_listed_again():
    found = found_in(
        adjacencies=[a_junction(), a_junction(TERT_PROMOTER + 12, -1, filters=("LowQual",))]
    )

    assert len(found.listed) == 1
    assert found.listed[0].filter == ()
    assert found.notes == ()


def test_what_is_left_out_elsewhere_makes_no_sentence():
    found = found_in(integrations=[a_call(73_410_000, "chr4", filters=("LowQual",))])

    assert found.notes == ()
    assert len(found.listed) == 1


def test_unknown_reads_are_no_reason():
    assert found_in(integrations=[a_call(support=JunctionSupport())]).alterations[0].is_driver


@pytest.mark.parametrize(
    ("tag", "origin"),
    [(CallerTag(CallerSays.SOMATIC, "SOMATIC"), Origin.SOMATIC), (None, Origin.UNKNOWN)],
)
def test_the_origin_is_the_callers(tag, origin):
    assert found_in(adjacencies=[a_junction(tag=tag)]).alterations[0].origin is origin


# --- small variants -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pos", "code"),
    [
        (1_295_068 + 1, OPEN),
        (1_295_068 + 5_000, OPEN),
        (1_295_068 + 5_001, None),
        (1_290_000, None),
    ],
)
def test_an_unknown_insertion_is_open_in_the_promoter_alone(pos, code):
    told = of_insertion(Variant("chr5", pos, "G", "G" + random_bases(687, pos)), ASKED)

    assert (told.finding.code if told else None) == code
    if told:
        assert told.finding.drives is None
        assert "687 bases" in told.finding.why
        assert told.integration is None


@pytest.mark.parametrize(
    ("contig", "pos", "gene", "code"),
    [
        ("chr19", 29_815_000, "CCNE1", VIRAL),
        ("chr19", 35_720_500, "KMT2B", VIRAL),
        ("chr4", 121_822_000, "CCNA2", VIRAL),
        ("chr17", 7_675_000, "TP53", REMARK),
        ("chr5", 1_270_000, "TERT", REMARK),
    ],
)
def test_a_viral_insertion_is_told_with_its_gene(contig, pos, gene, code):
    told = of_insertion(Variant(contig, pos, "G", "G" + HBV), ASKED)

    assert (told.gene, told.finding.code) == (gene, code)


def test_a_viral_insertion_in_no_gene_of_the_tables_is_not_told():
    assert of_insertion(Variant("chr4", 30_000_000, "G", "G" + HBV), ASKED) is None


# --- wording --------------------------------------------------------------------------


@pytest.mark.parametrize("module", [integration_wording, insertion])
def test_no_forbidden_phrase(module):
    assert [text for text in texts_of(module) if phrases_in(text)] == []


def test_no_sentence_of_the_table_promises_anything():
    assert [row.gene for row in ASKED.recurrent.values() if phrases_in(row.effect)] == []


def test_the_codes_are_those_of_the_findings():
    assert INTEGRATION_CODES == (DRIVES, REMARK)
