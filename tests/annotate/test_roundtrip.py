"""Genome to c. and back, over every base of every transcript of the panel, on both assemblies."""

import itertools

import pytest

from hccgenomics.annotate.coordinates import TranscriptMap, transcript_map
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.vocabulary import Assembly

NEAR = 50
"""Intron bases on either side of every exon, and bases beyond the transcript."""


def transcripts(assembly: Assembly):
    models = load_models(assembly)
    return [t for symbol in models.symbols for t in models.gene(symbol).transcripts]


def bases(at: TranscriptMap):
    """All exonic bases, the first and last of every intron, its middle, and the flanks."""
    span = at.transcript.interval
    exons = sorted((exon.start + 1, exon.end) for exon in at.transcript.exons)
    yield range(max(1, span.start + 1 - NEAR), span.start + 1)
    yield range(span.end + 1, span.end + 1 + NEAR)
    yield from (range(first, last + 1) for first, last in exons)
    for (_, before), (behind, _) in itertools.pairwise(exons):
        middle = (before + behind) // 2
        reach = min(NEAR, (behind - before) // 2)
        yield range(before + 1, before + 1 + reach)
        yield range(behind - reach, behind)
        yield range(max(before + 1, middle - 2), min(behind, middle + 3))


@pytest.mark.parametrize("assembly", list(Assembly))
def test_every_base_comes_back(assembly):
    there, back = TranscriptMap.coding_position_at, TranscriptMap.pos
    lost = [
        (transcript.transcript, pos)
        for transcript in transcripts(assembly)
        for at in (transcript_map(transcript),)
        for pos in itertools.chain.from_iterable(bases(at))
        if back(at, there(at, pos)) != pos
    ]

    assert lost == []


@pytest.mark.parametrize("assembly", list(Assembly))
def test_no_two_bases_share_a_name(assembly):
    for transcript in transcripts(assembly):
        at = transcript_map(transcript)
        told = set(itertools.chain.from_iterable(bases(at)))
        names = {at.coding_position_at(pos) for pos in told}

        assert len(names) == len(told), transcript.transcript


@pytest.mark.parametrize("assembly", list(Assembly))
def test_every_codon_comes_back(assembly):
    """p. to g. to c. to p., and the codons are the coding sequence without gap or overlap."""
    for transcript in transcripts(assembly):
        at = transcript_map(transcript)
        codons = [at.codon(residue) for residue in range(1, at.coding_length // 3 + 1)]
        coding = list(itertools.chain.from_iterable(codons))
        positions = [at.coding_position_at(pos) for pos in coding]

        assert [position.base for position in positions] == list(range(1, at.coding_length + 1))
        assert [at.residue(position) for position in positions] == [
            base // 3 + 1 for base in range(at.coding_length)
        ]
        assert not any(position.offset or position.after_stop for position in positions)
