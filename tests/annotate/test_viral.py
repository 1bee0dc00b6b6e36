"""Inserted bases: viral or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.annotate.viral import MAX_BASES, MIN_SCORE, SEEDS, WORD, viral_match
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import reverse_complement
from hccgenomics.vocabulary import Assembly
from tests.viral_bases import GENOMES, HBV_GENOMES, LENGTH, changed, piece, random_bases

ALU = (
    "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGGGAGGCCGAGGCGGGCGGATCACGAGGTCAGGAGATCGAGACCATC"
    "CCGGCTAAAACGGTGAAACCCCGTCTCTACTAAAAATACAAAAAATTAGCCGGGCGTGGTGGCGGGCGCCTGTAGTCCCAGCTACTC"
    "GGGAGGCTGAGGCAGGAGAATGGCGTGAACCCGGGAGGCGGAGCTTGCAGTGAGCCGAGATCGCGCCACTGCACTCCAGCCTGGGCG"
    "ACAGAGCGAGACTCCGTCTC"
)
"""The consensus of the youngest family, AluY (Dfam DF0000002)."""


@given(
    st.sampled_from(HBV_GENOMES),
    st.integers(0, 3180),
    st.integers(40, 3000),
    st.booleans(),
)
def test_a_piece_of_a_genome_is_found_with_its_place_and_strand(genome, start, length, turned):
    bases = piece(genome, start, length)

    found = viral_match(reverse_complement(bases) if turned else bases, GENOMES)

    assert found is not None
    assert found.virus == "HBV"
    assert found.strand == (-1 if turned else 1)
    assert found.matched >= MIN_SCORE


def test_the_place_is_the_base_of_the_genome():
    genome = HBV_GENOMES[0]

    found = viral_match(piece(genome, 1799, LENGTH), (genome,))

    assert (found.first, found.last, found.start, found.end) == (1800, 2486, 0, LENGTH)
    assert found.matched == LENGTH


def test_the_place_of_the_reverse_strand_goes_down():
    genome = HBV_GENOMES[0]

    found = viral_match(reverse_complement(piece(genome, 1799, LENGTH)), (genome,))

    assert (found.first, found.last, found.strand) == (2486, 1800, -1)


def test_a_circular_genome_runs_on_over_its_end():
    genome = HBV_GENOMES[0]
    length = len(genome.bases)

    found = viral_match(piece(genome, length - 100, 300), (genome,))

    assert (found.first, found.last, found.matched) == (length - 99, 200, 300)


@pytest.mark.parametrize("genotype", "ABCDEFGH")
def test_a_genotype_is_found_by_the_others(genotype):
    others = tuple(genome for genome in GENOMES if genome.genotype != genotype)
    theirs = [genome for genome in GENOMES if genome.genotype == genotype]

    for genome in theirs:
        for start in range(0, 3000, 150):
            found = viral_match(piece(genome, start, LENGTH), others)
            assert found is not None
            assert found.virus == "HBV"


@pytest.mark.parametrize("seed", range(40))
def test_a_tenth_of_the_bases_may_differ(seed):
    genome = HBV_GENOMES[seed % len(HBV_GENOMES)]
    bases = changed(piece(genome, 71 * seed, LENGTH), 0.1, seed)

    assert viral_match(bases, GENOMES).virus == "HBV"


def test_viral_bases_among_human_ones_are_found_where_they_are():
    inside = piece(HBV_GENOMES[2], 1500, 400)
    bases = random_bases(700, 1) + inside + random_bases(500, 2)

    found = viral_match(bases, GENOMES)

    assert 690 <= found.start <= 700
    assert 1100 <= found.end <= 1110
    assert found.matched >= 400


@pytest.mark.parametrize(("start", "length"), [(2100, 208), (900, 368), (300, 1975)])
def test_aav2_is_found(start, length):
    """The lengths Nault 2015 found in TERT, CCNE1 and CCNA2 (doi:10.1038/ng.3389)."""
    genome = next(one for one in GENOMES if one.virus == "AAV2" and len(one.bases) > 1000)

    found = viral_match(genome.bases[start : start + length], GENOMES)

    assert found.virus == "AAV2"
    assert found.first == genome.first + start


@pytest.mark.parametrize("at", [0.4, 0.5, 0.6, 0.7])
def test_random_bases_are_never_viral(at):
    """A tenth of the score that counts: chance reaches 18 of 32 bases in two million."""
    for seed in range(150):
        assert viral_match(random_bases(LENGTH, seed, at), GENOMES) is None


def test_human_bases_are_never_viral():
    """Every base of the panel that is known, in pieces of a long insertion's size."""
    models = load_models(Assembly.GRCH38)
    read = 0
    for symbol in models.symbols[::4]:
        bases = models.bases(models.span(symbol))
        for start in range(0, len(bases), 2000):
            window = bases[start : start + 2200]
            read += len(window) - window.count("N")
            assert viral_match(window, GENOMES) is None
    assert read > 500_000


@pytest.mark.parametrize(
    "unit", ["A", "C", "AC", "GA", "CGG", "TTAGGG", "AAAG", "GGGGCC", "ATTCT", "CA", ALU]
)
def test_repeats_are_never_viral(unit):
    assert viral_match((unit * LENGTH)[:LENGTH], GENOMES) is None


@pytest.mark.parametrize("length", [0, 1, WORD, 20, MIN_SCORE - 1])
def test_short_insertions_are_not_judged(length):
    assert viral_match(piece(HBV_GENOMES[0], 1800, length), GENOMES) is None


def test_the_shortest_that_is_judged():
    assert viral_match(piece(HBV_GENOMES[0], 1800, MIN_SCORE), GENOMES).matched == MIN_SCORE


def test_a_chain_cannot_have_fewer_words_than_are_asked_for_first():
    """Runs of one word each, joined: the chain with the fewest words for its score."""
    from hccgenomics.annotate.viral import JOIN_COST

    fewest = min(
        runs * (extra + 1)
        for runs in range(1, 20)
        for extra in range(60)
        if runs * (WORD + extra) - (runs - 1) * JOIN_COST >= MIN_SCORE
    )

    assert fewest == SEEDS


def test_case_does_not_matter():
    bases = piece(HBV_GENOMES[0], 1800, 100)

    assert viral_match(bases.lower(), GENOMES) == viral_match(bases, GENOMES)


def test_unknown_bases_match_nothing():
    assert viral_match("N" * LENGTH, GENOMES) is None


def test_what_lies_beyond_the_limit_is_not_looked_at():
    viral = piece(HBV_GENOMES[0], 1000, LENGTH)
    before = "A" * (MAX_BASES - 100)

    assert viral_match(before[:-LENGTH] + viral, GENOMES) is not None
    assert viral_match("A" * MAX_BASES + viral, GENOMES) is None


def test_no_genomes_no_virus():
    assert viral_match(piece(HBV_GENOMES[0], 1000, LENGTH), ()) is None
