"""Breakends on real transcripts: parts, exons, frames."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.annotate.breakends import Atlas, breaks_at, cut_gap, spot_of
from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.annotate.frames import CodingSide, frame_of, frame_without
from hccgenomics.annotate.fusion import fusions_of
from hccgenomics.annotate.structural import events_of
from hccgenomics.model.adjacencies import joined
from hccgenomics.model.places import GenePlace, GenePlaces
from hccgenomics.model.structural_files import (
    Adjacency,
    Breakend,
)
from hccgenomics.vocabulary import AdjacencyKind, Assembly, Frame, GenePart, StructuralEventKind

GENES = ("TP53", "RB1", "PTEN", "AXIN1", "CTNNB1", "MET", "FGFR2", "DNAJB1", "PRKACA", "TERT")
NOWHERE = GenePlaces.of(())


@pytest.fixture(scope="session", params=Assembly, ids=str)
def atlas(request, panels):
    models = panels[request.param]
    return Atlas(models, NOWHERE, frozenset(models.symbols))


def in_gene(gene: str, share: float, keeps: int, atlas: Atlas) -> Breakend:
    span = atlas.select(gene).interval
    return Breakend(span.contig, span.start + 1 + int(share * (len(span) - 2)), keeps)


shares = st.floats(0.0, 1.0)
sides = st.sampled_from([1, -1])


def an_adjacency(one: Breakend, other: Breakend) -> Adjacency:
    made = joined(one, other)
    return Adjacency(made.first, made.second, made.kind, made.inserted, made.inserted_length)


@given(st.sampled_from(GENES), shares, sides)
def test_the_two_sides_of_a_cut_are_the_two_parts(atlas, gene, share, keeps):
    end = in_gene(gene, share, keeps, atlas)
    beyond = Breakend(end.contig, end.pos + keeps, -keeps)
    parts = {
        one.part
        for side in (end, beyond)
        for one in breaks_at(side, atlas)
        if one.gene == gene and one.is_inside
    }

    assert cut_gap(end) == cut_gap(beyond)
    assert parts in ({GenePart.FIVE_PRIME, GenePart.THREE_PRIME}, set())


@given(st.sampled_from(GENES), shares, sides)
def test_a_spot_tells_exons_in_order(atlas, gene, share, keeps):
    end = in_gene(gene, share, keeps, atlas)
    on = transcript_map(atlas.select(gene))
    spot = spot_of(on.transcript, cut_gap(end))

    assert 0 <= spot.before < spot.after <= spot.exons + 1
    assert spot.after - spot.before == (1 if spot.exon is None else 2)
    assert spot.exon_start <= spot.coding <= spot.exon_end
    assert -on.leader <= spot.coding


@given(
    st.tuples(st.sampled_from(GENES), shares, sides),
    st.tuples(st.sampled_from(GENES), shares, sides),
)
def test_a_fusion_needs_one_part_of_either_kind(atlas, one, other):
    first, second = (in_gene(*end, atlas) for end in (one, other))
    breaks = [breaks_at(end, atlas) for end in (first, second)]
    fused = fusions_of(an_adjacency(first, second), *breaks, atlas)
    pairs = {
        (a.gene, b.gene)
        for a in (*breaks[0], *breaks[1])
        for b in (*breaks[0], *breaks[1])
        if a.is_inside
        and b.is_inside
        and a.gene != b.gene
        and (a in breaks[0]) is not (b in breaks[0])
        and (a.part, b.part) == (GenePart.FIVE_PRIME, GenePart.THREE_PRIME)
    }

    assert {event.genes for event in fused} == pairs


@given(
    st.tuples(st.sampled_from(GENES), shares, sides),
    st.tuples(st.sampled_from(GENES), shares, sides),
)
def test_which_end_is_told_first_does_not_matter(atlas, one, other):
    first, second = (in_gene(*end, atlas) for end in (one, other))

    assert events_of(an_adjacency(first, second), atlas) == events_of(
        an_adjacency(second, first), atlas
    )


@given(st.sampled_from(GENES), shares, shares)
def test_both_ends_in_one_gene_are_one_event_of_it(atlas, gene, one, other):
    low, high = sorted((in_gene(gene, one, 1, atlas).pos, in_gene(gene, other, 1, atlas).pos))
    if high - low < 2:
        return
    contig = atlas.select(gene).contig
    spots = [spot_of(atlas.select(gene), gap) for gap in (low, high - 1)]
    events = events_of(an_adjacency(Breakend(contig, low, 1), Breakend(contig, high, -1)), atlas)
    (event,) = (one for one in events if one.genes == (gene,))
    same_intron = all(spot.exon is None for spot in spots) and spots[0].before == spots[1].before

    assert (event.kind is StructuralEventKind.INTRONIC) is same_intron
    assert event.kind in {StructuralEventKind.INTRONIC, StructuralEventKind.EXONS_DELETED}


@given(st.integers(1, 900), st.integers(0, 900), st.integers(0, 50))
def test_the_frame_goes_on_where_the_remainders_agree(kept, lost, inserted):
    frame, why = frame_of(CodingSide("A", kept, 1000), CodingSide("B", lost, 1000), inserted)

    assert frame is (Frame.IN_FRAME if (kept + inserted) % 3 == lost % 3 else Frame.OUT_OF_FRAME)
    assert why.endswith(".")


@pytest.mark.parametrize(
    ("kept", "lost", "expected"),
    [
        (-10, 0, Frame.NOT_CODING),  # the promoter is exchanged
        (0, 30, Frame.NOT_CODING),
        (1000, 30, Frame.NOT_CODING),  # the stop codon is kept
        (30, 1000, Frame.NOT_CODING),
        (30, -9, Frame.UNKNOWN),  # through the leader, in frame with the start codon
        (30, -10, Frame.OUT_OF_FRAME),
        (30, 0, Frame.IN_FRAME),
    ],
)
def test_frames_at_the_ends_of_the_coding_sequence(kept, lost, expected):
    frame, why = frame_of(CodingSide("A", kept, 1000), CodingSide("B", lost, 1000))

    assert frame is expected
    assert why.endswith(".")


@pytest.mark.parametrize(
    ("start", "end", "what", "expected"),
    [
        (30, 60, "deleted", Frame.IN_FRAME),
        (30, 61, "deleted", Frame.OUT_OF_FRAME),
        (-20, 30, "deleted", Frame.OUT_OF_FRAME),  # the start codon
        (2, 32, "deleted", Frame.OUT_OF_FRAME),
        (960, 1100, "deleted", Frame.OUT_OF_FRAME),  # the stop codon
        (-30, 0, "deleted", Frame.NOT_CODING),
        (1000, 1200, "deleted", Frame.NOT_CODING),
        (0, 30, "duplicated", Frame.IN_FRAME),
    ],
)
def test_frames_of_losses(start, end, what, expected):
    frame, why = frame_without(start, end, 1000, what)

    assert frame is expected
    assert why.endswith(".")


def test_a_transcript_beside_mane_select_is_named(panels):
    """CDKN2A: exon 1 of p14ARF lies upstream of MANE Select."""
    models = panels[Assembly.GRCH38]
    atlas = Atlas(models, NOWHERE, frozenset(models.symbols))
    gene = models.gene("CDKN2A")
    select, other = gene.transcripts[:2]
    gap = (select.interval.end + other.interval.end) // 2  # minus strand: upstream is right
    (found,) = (one for one in breaks_at(Breakend("chr9", gap, 1), atlas) if one.gene == "CDKN2A")

    assert other.interval.end > select.interval.end
    assert found.is_inside
    assert found.published.transcript == other.transcript


def test_a_gene_of_which_only_the_place_is_known():
    places = GenePlaces.of([GenePlace("NEW", "chr1", 100, 900, -1)])

    class NoModels:
        symbols = ()

        def gene(self, symbol):
            raise KeyError(symbol)

        def genes_at(self, _):
            return ()

    atlas = Atlas(NoModels(), places, frozenset({"NEW"}), {"NEW": 50})
    (found,) = breaks_at(Breakend("chr1", 500, 1), atlas)
    (before,) = breaks_at(Breakend("chr1", 940, 1), atlas)
    made = joined(Breakend("chr1", 500, 1), Breakend("chr2", 7, -1))
    (event,) = events_of(Adjacency(made.first, made.second, made.kind), atlas)

    assert (found.part, found.published.region) == (GenePart.THREE_PRIME, "within gene")
    assert found.spot is None
    assert (before.published.region, before.published.distance) == ("promoter", 40)
    assert breaks_at(Breakend("chr1", 960, 1), atlas) == ()
    assert event.kind is StructuralEventKind.DISRUPTION
    assert event.adjacency is AdjacencyKind.TRANSLOCATION
