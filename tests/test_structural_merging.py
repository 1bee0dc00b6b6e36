"""Several records of one event, their order, their names, and what is set aside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.model.structural_files import (
    Breakend,
    FusionCall,
    JunctionSupport,
)
from hccgenomics.model.variant import CallerTag
from hccgenomics.pipeline import same_event
from hccgenomics.pipeline.structural import structural_of
from hccgenomics.vocabulary import CallerSays, Frame, Origin, StructuralEventKind
from tests.structural import a_file, an_adjacency, found, judged, the_question

if TYPE_CHECKING:
    import random

FLC = ("chr19:14110000+", "chr19:14517500-")
FLC_RNA = FusionCall(
    "DNAJB1",
    "PRKACA",
    Breakend("chr19", 14_518_139, None),
    Breakend("chr19", 14_107_409, None),
    reads=JunctionSupport(split=40, pairs=12),
)
TP53 = ("chr17:7672000+", "chr2:4000000+")
TERT = ("chr5:1300000+", "chr2:4000000-")
AXIN1 = ("chr16:338122+", "chr2:4000000-")
MANY = (
    an_adjacency(*FLC, ids=("flc",)),
    an_adjacency(*TP53, ids=("tp53",)),
    an_adjacency(*TERT, ids=("tert",)),
    an_adjacency(*AXIN1, ids=("axin1",)),
    an_adjacency("chr16:338130-", "chr2:4000010+", ids=("axin1 too",)),
    an_adjacency("chr10:121481000-", "chr10:58700000-", ids=("fgfr2",)),
    an_adjacency("chr10:121482000-", "chr10:58600000-", ids=("fgfr2 too",)),
    an_adjacency("chr10:121485000-", "chr10:58600000-", ids=("fgfr2 elsewhere",)),
    an_adjacency("chr5:1310000+", "chr8:5000000-", ids=("tert too",)),
)


def alteration(result, gene):
    (one,) = (one for one in result.alterations if one.gene == gene)
    return one


def test_dna_and_rna_of_one_fusion_are_one_alteration():
    dna = a_file(an_adjacency(*FLC, support=JunctionSupport(split=9, pairs=20), ids=("DEL1",)))
    rna = a_file(fusions=[FLC_RNA], number=2)
    result = structural_of([dna, rna], the_question())
    event = alteration(result, "DNAJB1::PRKACA").event

    assert judged(result) == ["DNAJB1::PRKACA listed_fusion driver"]
    assert event.files == (1, 2)
    assert (event.split_reads, event.read_pairs) == (9, 20)  # never added up
    assert not event.is_rna
    assert "Seen in DNA and in RNA." in event.notes
    assert structural_of([rna, dna], the_question()) == result


def test_two_callers_of_one_break_are_one_alteration():
    first = an_adjacency(*AXIN1, ids=("MantaBND:1",), support=JunctionSupport(split=5))
    moved = an_adjacency("chr16:338140+", "chr2:4000012-", ids=("BND0001",))
    result = structural_of([a_file(first), a_file(moved, number=2)], the_question())
    one = alteration(result, "AXIN1")

    assert one.id == "AXIN1:disruption:chr16-338122"
    assert one.event.files == (1, 2)
    assert one.event.ids == ("MantaBND:1", "BND0001")
    assert one.event.split_reads == 5


def test_breaks_apart_are_two_alterations():
    result = found(an_adjacency(*AXIN1), an_adjacency("chr16:338400+", "chr2:4000012-"))

    assert [one.id for one in result.alterations] == [
        "AXIN1:disruption:chr16-338122",
        "AXIN1:disruption:chr16-338400",
    ]


def test_a_rough_break_meets_an_exact_one_within_its_interval():
    rough = an_adjacency("chr16:338400+", "chr2:4000200-", is_imprecise=True)
    rough = replace(
        rough,
        first=replace(rough.first, low=-300, high=300),
        second=replace(rough.second, low=-300, high=300),
    )
    result = found(an_adjacency(*AXIN1, ids=("exact",)), rough)
    one = alteration(result, "AXIN1")

    assert one.event.places == ("chr2:4000000(-)", "chr16:338122(+)")
    assert len(result.events) == 1


def test_rna_tells_the_exon_and_frame_that_dna_leaves_open():
    dna = an_adjacency("chr10:121481000-", "chr10:58700000-")
    rna = FusionCall("FGFR2", "BICC1", None, None, frame=Frame.IN_FRAME, exons=(17, 3), is_rna=True)
    event = alteration(found(dna, fusions=[rna]), "FGFR2::BICC1").event

    assert event.name == "FGFR2::BICC1 (exon 17 :: exon 3)"
    assert event.frame is Frame.IN_FRAME
    assert "Exons or frame that the first record leaves open are those of another." in event.notes


@given(st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(chance: random.Random):
    shuffled = list(MANY)
    chance.shuffle(shuffled)

    assert found(*shuffled) == found(*MANY)


@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_neither_does_how_they_are_spread_over_files(chance: random.Random, count: int):
    files = [[] for _ in range(count)]
    for one in MANY:
        chance.choice(files).append(one)
    numbered = [a_file(*records, number=n) for n, records in enumerate(files, 1)]
    result = structural_of(numbered, the_question())

    assert {one.id for one in result.alterations} == {one.id for one in found(*MANY).alterations}
    assert structural_of(numbered[::-1], the_question()) == result


def test_ids_are_unique_and_read_like_what_they_name():
    ids = [one.id for one in found(*MANY).alterations]

    assert sorted(ids) == sorted(set(ids))
    assert set(ids) == {
        "DNAJB1::PRKACA:fusion",
        "TP53:disruption:chr17-7672000",
        "TERT:promoter_rearrangement",
        "TERT:promoter_rearrangement:chr5-1310000",
        "AXIN1:disruption:chr16-338122",
        "FGFR2::BICC1:fusion",
        "FGFR2::BICC1:fusion:chr10-58600000",
    }


# --- what is set aside ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "chosen", "why"),
    [
        ({"filters": ("MinSomaticScore",)}, {}, "the caller's filter says MinSomaticScore."),
        (
            {"tag": CallerTag(CallerSays.GERMLINE, "STATUS=GERMLINE")},
            {},
            "the caller calls it germline (STATUS=GERMLINE).",
        ),
        (
            {"tag": CallerTag(CallerSays.NOT_SOMATIC, "SOMATIC absent")},
            {},
            "the caller does not call it somatic (SOMATIC absent).",
        ),
        (
            {"support": JunctionSupport(split=1, pairs=1)},
            {},
            "2 supporting reads, fewer than min_junction_reads = 3 asks for.",
        ),
        (
            {"normal_support": JunctionSupport(alt=2)},
            {},
            "2 supporting reads in the matched normal, more than max_normal_junction_reads = 1 "
            "allows.",
        ),
        (
            {"support": JunctionSupport(alt=9)},
            {"min_junction_reads": 10},
            "9 supporting reads, fewer than min_junction_reads = 10 asks for.",
        ),
    ],
)
def test_what_is_set_aside_says_why(more, chosen, why):
    result = found(an_adjacency(*TERT, **more), **chosen)

    assert (result.events, result.alterations, result.elsewhere) == ((), (), 0)
    (one,) = result.set_aside
    assert one.kind is StructuralEventKind.PROMOTER_REARRANGEMENT
    assert one.notes[-1] == f"Set aside: {why}"


@pytest.mark.parametrize(
    ("more", "chosen"),
    [
        ({"filters": ("LowQual",)}, {"tolerated_filters": ("LowQual",)}),
        ({"support": JunctionSupport(split=2, pairs=1)}, {}),
        ({"support": JunctionSupport(vaf=0.01)}, {}),
        ({"support": JunctionSupport(alt=0)}, {"min_junction_reads": 0}),
        ({"normal_support": JunctionSupport(split=1, pairs=0)}, {}),
        ({"normal_support": JunctionSupport()}, {}),
        ({"tag": CallerTag(CallerSays.SOMATIC, "SOMATIC")}, {}),
    ],
)
def test_what_is_not(more, chosen):
    assert judged(found(an_adjacency(*TERT, **more), **chosen)) == [
        "TERT promoter_rearrangement driver"
    ]


def test_fusions_of_rna_need_reads_too():
    few = replace(FLC_RNA, reads=JunctionSupport(split=1, pairs=0))
    (one,) = found(fusions=[few]).set_aside

    assert one.notes[-1].startswith("Set aside: 1 supporting reads")


def test_a_file_without_filters_says_so():
    result = found(an_adjacency(*TERT, is_unfiltered=True))

    assert "does not say whether this passed" in alteration(result, "TERT").notes[-1]


# --- the rest -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "origin"),
    [
        (CallerTag(CallerSays.SOMATIC, "SOMATIC"), Origin.SOMATIC),
        (None, Origin.UNKNOWN),
        (CallerTag(CallerSays.LOSS_OF_HETEROZYGOSITY, "SS=3"), Origin.UNKNOWN),
    ],
)
def test_the_origin_is_the_callers(tag, origin):
    assert alteration(found(an_adjacency(*TERT, tag=tag)), "TERT").origin is origin


def test_callers_that_disagree_leave_the_origin_open():
    somatic = an_adjacency(*AXIN1, tag=CallerTag(CallerSays.SOMATIC, "SOMATIC"))
    silent = an_adjacency(*AXIN1, ids=("other",))
    one = alteration(found(somatic, silent), "AXIN1")

    assert one.origin is Origin.SOMATIC


def test_a_rough_break_says_so_and_which_exon_it_may_be():
    rough = an_adjacency(*FLC, is_imprecise=True)
    wide = replace(rough, second=replace(rough.second, low=-2_000, high=2_000))
    notes = alteration(found(wide), "DNAJB1::PRKACA").notes

    assert any("only roughly (within 4,000 bases)" in note for note in notes)
    assert any("reaches beyond intron 1" in note for note in notes)


@pytest.mark.parametrize("contig", ["chrHBV", "gi|21326584|ref|NC_003977.1|", "X02763"])
def test_a_junction_with_a_virus_is_told_as_an_integration(contig):
    end = Breakend(contig, 1820, 1)
    plain = an_adjacency(*TERT)
    viral = replace(plain, first=Breakend("chr5", 1_296_000, 1), second=end)
    result = found(viral)

    assert result.events == ()
    assert [one.gene for one in result.integrations] == ["TERT"]


def test_a_near_miss_says_what_it_lacks():
    beyond = found(an_adjacency("chr19:14118000+", FLC[1]))
    against = found(an_adjacency("chr19:14110000+", "chr19:14517060+"))
    other = found(an_adjacency("chr19:14101500+", FLC[1]))

    assert any("238 bases upstream of PRKACA" in note for note in beyond.events[0].notes)
    assert any("keep the 3′ part" in note for note in against.events[0].notes)
    assert any("No fusion DNAJB1::PRKACA is called" in n for n in other.events[0].notes)


def test_a_deletion_tells_how_many_bases():
    event = alteration(found(an_adjacency(*FLC)), "DNAJB1::PRKACA").event

    assert event.deleted_bases == 407_499
    assert event.places == ("chr19:14110000(+)", "chr19:14517500(-)")


def test_a_gene_that_is_gone_lies_between_the_ends():
    result = found(an_adjacency("chr13:48200000+", "chr13:48700000-"))
    one = alteration(result, "RB1")
    upstream, downstream = one.event.breaks

    assert one.id == "RB1:gene_deleted:chr13-48200000"
    assert (upstream.region, upstream.distance) == ("upstream", 48_303_750 - 48_200_000)
    assert (downstream.region, downstream.pos) == ("downstream", 48_700_000)


def test_a_stretch_before_tert_that_stays_there_says_so():
    result = found(an_adjacency("chr5:1298000+", "chr5:1301000-"))

    assert "which stays beside its own promoter" in alteration(result, "TERT").notes[0]


def test_an_exon_lost_in_dna_and_in_rna_is_one_alteration():
    dna = an_adjacency("chr7:116771700+", "chr7:116772200-", ids=("DEL",))
    rna = FusionCall(
        "MET", "MET", Breakend("chr7", 116_771_654, None), Breakend("chr7", 116_774_881, None)
    )
    result = found(dna, fusions=[rna])
    one = alteration(result, "MET")

    assert judged(result) == ["MET activating_exon_deletion driver"]
    assert "Seen in DNA and in RNA." in one.notes
    assert one.event.residues == (963, 1010)


def test_a_fusion_that_says_nothing_is_not_a_second_hit_of_the_gene_it_breaks():
    result = found(an_adjacency("chr1:26730000+", "chr10:58700000-"))

    assert [event.kind.value for event in result.events] == ["disruption", "fusion"]
    assert judged(result) == ["ARID1A suppressor_broken driver"]


FGFR2 = FusionCall(
    "FGFR2",
    "BICC1",
    Breakend("chr10", 121_483_698, None),
    Breakend("chr10", 58_685_846, None),
    frame=Frame.IN_FRAME,
    reads=JunctionSupport(split=5, pairs=2),
    exons=(17, 3),
)


@pytest.mark.parametrize("word", ["low", "LOW", "NO_LDAS"])
def test_a_fusion_that_its_own_tool_doubts_is_shown_and_drives_nothing(word):
    sure = found(fusions=[replace(FGFR2, confidence="medium")])
    doubted = found(fusions=[replace(FGFR2, confidence=word)])

    assert judged(sure) == ["FGFR2::BICC1 kinase_fusion driver"]
    assert judged(doubted) == ["FGFR2::BICC1 fusion_low_confidence -"]
    finding = alteration(doubted, "FGFR2::BICC1").findings[0]
    assert finding.drives is None
    assert f"({word})" in finding.why


def test_a_second_caller_that_is_sure_makes_up_for_the_doubt():
    rows = [replace(FGFR2, confidence="low", reads=JunctionSupport(split=50)), FGFR2]

    for calls in (rows, rows[::-1]):
        assert judged(found(fusions=calls)) == ["FGFR2::BICC1 kinase_fusion driver"]


def test_what_drives_nothing_keeps_its_own_reason_whatever_the_confidence():
    turned = FusionCall("PRKACA", "DNAJB1", None, None, confidence="low")

    assert judged(found(fusions=[turned])) == ["PRKACA::DNAJB1 reciprocal_fusion -"]


def test_a_partner_that_is_no_gene_known_here_makes_no_driver():
    def row(partner, place=None):
        return FusionCall("FGFR2", partner, None, place, frame=Frame.IN_FRAME, exons=(17, 1))

    assert judged(found(fusions=[row("BICC1")])) == ["FGFR2::BICC1 kinase_fusion driver"]
    one = alteration(found(fusions=[row("XYZZY1")]), "FGFR2::XYZZY1")
    assert (one.is_driver, one.findings[0].code) == (False, "fusion_partner_unknown")
    assert any("XYZZY1: no gene of this name is known here" in note for note in one.notes)
    placed = found(fusions=[row("XYZZY1", Breakend("chr10", 58_685_846, None))])
    assert judged(placed) == ["FGFR2::XYZZY1 kinase_fusion driver"]
    assert judged(found(fusions=[row("MLL4")])) == ["FGFR2::KMT2B kinase_fusion driver"]


def test_thousands_of_junctions_in_one_gene_are_compared_with_their_neighbours_alone(monkeypatch):
    compared = []
    same = same_event._is_same
    monkeypatch.setattr(same_event, "_is_same", lambda *args: compared.append(1) or same(*args))
    start, count = 7_669_000, 300
    broken = [
        an_adjacency(f"chr17:{start + 60 * n}+", f"chr2:{4_000_000 + 60 * n}+", ids=(f"{n}",))
        for n in range(count)
    ]

    assert len(found(*broken).events) == count
    assert len(compared) < 10 * count
