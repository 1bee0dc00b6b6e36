"""Codons known by their residue alone: what is said is true, and most is said."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from hccgenomics.annotate.coordinates import CodingPosition, transcript_map
from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.effect_wording import THROUGH_PROTEIN
from hccgenomics.annotate.sequence import transcript_sequence
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.codons import BASES, CODON, IUPAC, completions, translate
from hccgenomics.model.genome import Interval, reverse_complement
from hccgenomics.model.transcript import DegenerateCoding
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly, Consequence

MODELS = load_models(Assembly.GRCH38)
CODE_OF = {frozenset(bases): code for code, bases in IUPAC.items()}
HIDDEN = ("KRAS", "CTNNB1", "TP53")
SPLICING = {term for term in Consequence if term.value.startswith("splice_")}


class Blank:
    """A reference that knows nothing."""

    def bases(self, interval: Interval) -> str:
        return "N" * len(interval)


BLANK = Blank()


def codes_of(protein: str) -> str:
    """The protein translated back."""
    columns = (zip(*completions("NNN", residue), strict=True) for residue in protein)
    return "".join(CODE_OF[frozenset(column)] for codon in columns for column in codon)


def hidden(symbol: str):
    """A transcript of which only the protein is known, its twin that is known whole, its bases."""
    whole = MODELS.gene(symbol).select
    coding = transcript_sequence(whole, MODELS).reading[: whole.cds_length]
    protein = translate(coding)
    degenerate = DegenerateCoding("ATG" + codes_of(protein)[CODON:], protein)
    return replace(whole, degenerate=degenerate), whole, coding


def exchange(transcript, base: int, ref: str, alt: str) -> Variant:
    """A change of equal length from c.``base`` on, in one exon, as VCF writes it."""
    at = transcript_map(transcript)
    first, last = (at.pos(CodingPosition(base + step)) for step in (0, len(ref) - 1))
    if at.strand > 0:
        return Variant(transcript.contig, first, ref, alt)
    return Variant(transcript.contig, last, reverse_complement(ref), reverse_complement(alt))


def without_splicing(effect) -> set[Consequence]:
    return set(effect.consequences) - SPLICING


def substitutions(coding: str):
    for base in range(CODON, len(coding)):
        for alt in BASES:
            if alt != coding[base]:
                yield base + 1, coding[base], alt


@pytest.mark.parametrize("symbol", HIDDEN)
def test_every_substitution_is_told_rightly_or_not_at_all(symbol):
    veiled, whole, coding = hidden(symbol)
    told = named = rows = 0
    for base, ref, alt in substitutions(coding):
        variant = exchange(whole, base, ref, alt)
        guess, truth = annotate(variant, veiled, BLANK), annotate(variant, whole, MODELS)
        rows += 1
        named += guess.hgvs_p is not None
        if without_splicing(guess) == {Consequence.CODING_SEQUENCE}:
            assert guess.hgvs_p is None
            assert any("unknown" in note for note in guess.notes)
            continue
        told += 1
        assert without_splicing(guess) == without_splicing(truth), variant
        assert THROUGH_PROTEIN in guess.notes
        if guess.hgvs_p and "ext" not in guess.hgvs_p:
            assert guess.hgvs_p == truth.hgvs_p
            assert guess.protein == truth.protein

    assert told / rows > 0.88
    assert named / rows > 0.72


@pytest.mark.parametrize("symbol", HIDDEN)
def test_exchanges_of_several_bases_likewise(symbol):
    veiled, whole, coding = hidden(symbol)
    dice = random.Random(symbol)  # noqa: S311 -- variants, no secret
    named = 0
    for _ in range(600):
        base = dice.randrange(CODON + 1, len(coding) - 5)
        ref = coding[base - 1 : base - 1 + dice.randint(2, 4)]
        alt = "".join(dice.choice(BASES) for _ in ref)
        ends = transcript_map(whole)
        places = [ends.pos(CodingPosition(base + step)) for step in range(len(ref))]
        if alt[0] == ref[0] or alt[-1] == ref[-1] or abs(places[-1] - places[0]) >= len(ref):
            continue
        variant = exchange(whole, base, ref, alt)
        guess, truth = annotate(variant, veiled, BLANK), annotate(variant, whole, MODELS)
        assert Consequence.SYNONYMOUS not in guess.consequences or guess.hgvs_p
        if guess.hgvs_p:
            named += 1
            assert guess.hgvs_p == truth.hgvs_p
            assert without_splicing(guess) == without_splicing(truth)

    assert named > 100


def test_deletions_keep_what_length_alone_tells():
    veiled, whole, coding = hidden("CTNNB1")
    at = transcript_map(whole)
    for base in range(100, 220):
        ref = coding[base - 1 : base + 1]
        shortened = Variant(whole.contig, at.pos(CodingPosition(base)), ref, ref[0])
        guess, truth = annotate(shortened, veiled, BLANK), annotate(shortened, whole, MODELS)

        assert Consequence.FRAMESHIFT in guess.consequences
        assert guess.hgvs_p in {None, truth.hgvs_p} or guess.hgvs_p.endswith("fsTer?")


def test_a_ref_that_contradicts_the_protein_is_not_explained_away():
    """CTNNB1 p.Ser45 has no codon with A in second place."""
    veiled, whole, _ = hidden("CTNNB1")

    effect = annotate(exchange(whole, 134, "A", "T"), veiled, BLANK)

    assert effect.consequences == (Consequence.CODING_SEQUENCE,)
    assert effect.hgvs_p is None
    assert any("REF does not fit" in note for note in effect.notes)


def test_outcomes_that_differ_in_their_residue_have_a_term_and_no_name():
    """GCN to GNN by its second base: Ala becomes Asp or Glu, by the base that nobody knows."""
    veiled, whole, coding = hidden("CTNNB1")
    residue = translate(coding).index("A", 20)
    base = residue * CODON + 2

    effect = annotate(exchange(whole, base, coding[base - 1], "A"), veiled, BLANK)

    assert effect.consequences == (Consequence.MISSENSE,)
    assert effect.hgvs_p is None
    assert THROUGH_PROTEIN in effect.notes
    assert any("depends on unknown bases" in note for note in effect.notes)


@pytest.mark.parametrize("assembly", list(Assembly))
def test_genes_without_their_sequence_are_read_through_their_protein(assembly):
    """ALB and APOB carry a protein; the first base of an embedded residue decides most codons."""
    models = load_models(assembly)
    transcript = models.gene("ALB").select
    assert transcript.degenerate is not None
    at = transcript_map(transcript)
    named = 0
    for residue in range(2, 400):
        first, code = residue * CODON - 2, transcript.degenerate.codes[residue * CODON - 3]
        if code not in BASES:
            continue
        alt = "T" if code != "T" else "C"
        plus = (code, alt) if at.strand > 0 else (reverse_complement(code), reverse_complement(alt))
        variant = Variant(transcript.contig, at.pos(CodingPosition(first)), *plus)
        effect = annotate(variant, transcript, models)
        named += effect.hgvs_p is not None
        assert effect.hgvs_p is None or f"{residue}" in effect.hgvs_p

    assert named > 200
