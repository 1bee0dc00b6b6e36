"""There and back again, on every base."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.annotate.coordinates import CodingPosition, transcript_map
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.vocabulary import Assembly

MODELS = load_models(Assembly.GRCH38)
EVERY_BASE = ("TP53", "CTNNB1", "MYC", "KRAS", "B2M", "TERT", "CDKN2A", "HRAS")


@pytest.mark.parametrize("symbol", EVERY_BASE)
def test_every_base_of_a_transcript_there_and_back(symbol):
    at = transcript_map(MODELS.gene(symbol).select)
    span = at.transcript.interval

    for pos in range(max(1, span.start - 300), min(span.end, span.start + 40_000) + 300):
        assert at.pos(at.coding_position_at(pos)) == pos


@given(st.sampled_from(MODELS.symbols), st.data())
def test_any_base_of_any_transcript_there_and_back(symbol, data):
    at = transcript_map(MODELS.gene(symbol).select)
    span = at.transcript.interval
    pos = data.draw(st.integers(max(1, span.start - 5_000), span.end + 5_000))

    assert at.pos(at.coding_position_at(pos)) == pos


@pytest.mark.parametrize("symbol", EVERY_BASE)
def test_coding_bases_are_numbered_without_gap(symbol):
    at = transcript_map(MODELS.gene(symbol).select)
    numbers = [at.pos(CodingPosition(base)) for base in range(1, at.coding_length + 1)]

    assert len(set(numbers)) == at.coding_length
    assert numbers == sorted(numbers, reverse=at.strand < 0)
    assert min(numbers) == at.transcript.cds_start + 1
    assert max(numbers) == at.transcript.cds_end


@pytest.mark.parametrize("symbol", EVERY_BASE)
def test_the_three_bases_of_a_codon_belong_to_its_residue(symbol):
    at = transcript_map(MODELS.gene(symbol).select)
    for residue in range(1, at.coding_length // 3 + 1):
        positions = [at.coding_position_at(pos) for pos in at.codon(residue)]

        assert [at.residue(position) for position in positions] == [residue] * 3


@pytest.mark.parametrize(
    ("symbol", "pos", "name"),
    [
        ("TERT", 1_295_113, "-124"),  # C228T
        ("TERT", 1_295_135, "-146"),  # C250T
        ("TERT", 1_294_989, "1"),
        ("TP53", 7_674_216, "747"),  # R249S
        ("CTNNB1", 41_224_646, "134"),  # S45F
        ("KRAS", 25_245_351, "34"),  # G12C
        ("IDH1", 208_248_389, "394"),  # R132C
        ("BRAF", 140_753_336, "1799"),  # V600E
        ("MET", 116_771_849, "2888"),  # first base of exon 14
        ("MET", 116_771_848, "2888-1"),
        ("MET", 116_771_989, "3028"),  # its last
        ("MET", 116_771_990, "3028+1"),
    ],
)
def test_places_a_geneticist_knows(symbol, pos, name):
    at = transcript_map(MODELS.gene(symbol).select)

    assert str(at.coding_position_at(pos)) == name


def test_the_middle_of_an_odd_intron_is_counted_from_the_exon_before():
    at = transcript_map(MODELS.gene("TP53").select)
    introns = zip(at.ends, at.starts[1:], strict=False)
    donor, acceptor = next((a, b) for a, b in introns if (b - a) % 2)
    middle = at.coding_position(donor + (acceptor - donor) // 2)

    assert middle.offset == (acceptor - donor) // 2 + 1


def test_outside_the_codons_there_is_no_residue():
    at = transcript_map(MODELS.gene("TP53").select)

    assert at.residue(CodingPosition(-1)) is None
    assert at.residue(CodingPosition(96, 1)) is None
    assert at.residue(CodingPosition(1, after_stop=True)) is None
    assert at.residue(CodingPosition(745)) == 249
