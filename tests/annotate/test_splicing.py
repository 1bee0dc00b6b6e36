"""Distances to the exon, on both strands, as VEP's documentation draws them."""

import pytest

from hccgenomics.annotate.coordinates import CodingPosition, transcript_map
from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.splicing import splice_terms
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly, Consequence
from tests.annotate.test_effect import Blank

MODELS = load_models(Assembly.GRCH38)
PLUS = ("MET", 2887)  # last base of exon 13; exon 14 begins with 2888
MINUS = ("TP53", 559)  # last base of exon 5

DONOR, ACCEPTOR = Consequence.SPLICE_DONOR, Consequence.SPLICE_ACCEPTOR
FIFTH, DONOR_REGION = Consequence.SPLICE_DONOR_5TH_BASE, Consequence.SPLICE_DONOR_REGION
REGION, TRACT = Consequence.SPLICE_REGION, Consequence.SPLICE_POLYPYRIMIDINE
INTRON = Consequence.INTRON

BEHIND = {
    1: {DONOR}, 2: {DONOR}, 3: {DONOR_REGION, INTRON}, 4: {DONOR_REGION, INTRON},
    5: {FIFTH, INTRON}, 6: {DONOR_REGION, INTRON}, 7: {REGION, INTRON}, 8: {REGION, INTRON},
    9: {INTRON},
}  # fmt: skip
BEFORE = {
    1: {ACCEPTOR}, 2: {ACCEPTOR}, 3: {REGION, TRACT, INTRON}, 8: {REGION, TRACT, INTRON},
    9: {TRACT, INTRON}, 17: {TRACT, INTRON}, 18: {INTRON},
}  # fmt: skip


def terms_at(symbol: str, position: CodingPosition) -> set[Consequence]:
    transcript = MODELS.gene(symbol).select
    pos = transcript_map(transcript).pos(position)
    return set(
        annotate(Variant(transcript.contig, pos, "A", "C"), transcript, Blank()).consequences
    )


@pytest.mark.parametrize(("symbol", "last"), [PLUS, MINUS])
@pytest.mark.parametrize("offset", BEHIND)
def test_behind_an_exon(symbol, last, offset):
    assert terms_at(symbol, CodingPosition(last, offset)) == BEHIND[offset]


@pytest.mark.parametrize(("symbol", "last"), [PLUS, MINUS])
@pytest.mark.parametrize("offset", BEFORE)
def test_before_an_exon(symbol, last, offset):
    assert terms_at(symbol, CodingPosition(last + 1, -offset)) == BEFORE[offset]


@pytest.mark.parametrize(("symbol", "last"), [PLUS, MINUS])
@pytest.mark.parametrize(("base", "near"), [(-2, True), (-3, False), (3, True), (4, False)])
def test_within_the_exon(symbol, last, base, near):
    position = CodingPosition(last + base)

    assert (REGION in terms_at(symbol, position)) is near


@pytest.mark.parametrize(
    ("shift", "terms"),
    [
        (0, {REGION}),  # right at the border
        (1, {DONOR}),  # parts the two bases of the donor
        (2, {REGION, INTRON}),  # between donor and the rest of the intron
        (3, {DONOR_REGION, INTRON}),
        (8, {INTRON}),
    ],
)
def test_insertions_behind_an_exon(shift, terms):
    at = transcript_map(MODELS.gene("MET").select)
    gap = at.ends[12] + shift

    assert splice_terms(at, (gap, gap), ((gap, gap),), exonic=shift == 0) == terms


def test_a_change_that_takes_bases_of_the_exon_has_no_tract_term():
    at = transcript_map(MODELS.gene("MET").select)
    acceptor = at.starts[13]
    span = (acceptor - 6, acceptor + 2)

    assert splice_terms(at, span, (span,), exonic=True) == {ACCEPTOR, INTRON}


def test_an_exon_between_two_introns_can_lose_both_sites():
    at = transcript_map(MODELS.gene("MET").select)
    span = (at.starts[13] - 1, at.ends[13] + 1)

    assert splice_terms(at, span, (span,), exonic=True) == {ACCEPTOR, DONOR}
