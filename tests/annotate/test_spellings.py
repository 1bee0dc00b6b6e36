"""One variant, many spellings, one effect: random variants of all genes, on both assemblies."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.haplotypes import join_in_phase
from hccgenomics.annotate.normalise import normalise
from hccgenomics.model.variant import Locus, Phase, Support, Variant, VariantCall
from hccgenomics.vocabulary import Assembly
from tests.annotate.naive import Naive, bare
from tests.annotate.test_second_opinion import sample

EACH = 1_000
MOST_BETWEEN = 2
PHASE = Phase("PS:1", 1)


def padded(naive: Naive, variant: Variant, rng: random.Random) -> Variant:
    """With up to nine bases of the reference before and behind."""
    left, right = rng.randrange(10), rng.randrange(10)
    end = variant.pos + len(variant.ref)
    before = naive.plus(variant.pos - left, variant.pos - 1) if left else ""
    behind = naive.plus(end, end + right - 1) if right else ""
    return Variant(
        variant.contig,
        variant.pos - left,
        before + variant.ref + behind,
        before + variant.alt + behind,
    )


def right_shifted(naive: Naive, variant: Variant, _: random.Random) -> Variant:
    """An insertion or deletion at the right end of its repeat, as other conventions have it."""
    pos, ref, alt = bare(variant)
    unit = ref or alt
    if ref and alt:
        return variant
    while naive.plus(pos + len(ref), pos + len(ref)) == unit[0]:
        unit, pos = unit[1:] + unit[0], pos + 1
    anchor = naive.plus(pos - 1, pos - 1)
    alleles = (anchor + unit, anchor) if ref else (anchor, anchor + unit)
    return Variant(variant.contig, pos - 1, *alleles)


def of_a_multi_allelic_record(naive: Naive, variant: Variant, rng: random.Random) -> Variant:
    """Beside a deletion that reaches further, so that REF is longer than it need be."""
    more = rng.randint(1, 30)
    end = variant.pos + len(variant.ref)
    behind = naive.plus(end, end + more - 1)
    return Variant(variant.contig, variant.pos, variant.ref + behind, variant.alt + behind)


@pytest.mark.parametrize("assembly", list(Assembly))
@pytest.mark.parametrize("spell", [padded, right_shifted, of_a_multi_allelic_record])
def test_another_spelling_says_the_same(assembly, spell):
    rng = random.Random(7)  # noqa: S311 -- bases, no secret
    differing = []
    for naive, variant in sample(assembly, EACH, seed=11):
        other = spell(naive, variant, rng)
        if "N" in other.ref + other.alt:
            continue
        normal = normalise(other, naive.reference).variant
        effects = [annotate(v, naive.transcript, naive.reference) for v in (variant, normal)]
        if normal != variant or effects[0] != effects[1]:
            differing.append((variant, other, normal))

    assert differing == []


def pieces(variant: Variant) -> list[Variant]:
    """Base for base; what one allele has more goes with the last pair."""
    pos, ref, alt = bare(variant)
    last = min(len(ref), len(alt)) - 1
    pairs = [(ref[at], alt[at]) for at in range(last)] + [(ref[last:], alt[last:])]
    return [
        Variant(variant.contig, pos + at, one, other)
        for at, (one, other) in enumerate(pairs)
        if one != other
    ]


def called(variant: Variant, record: int, phase: Phase | None) -> VariantCall:
    locus = Locus(0, record, variant.contig, variant.pos, variant.ref, variant.alt, 1)
    return VariantCall(variant, locus, Support(90, 10), phase=phase)


def exchanges(assembly: Assembly):
    """Variants of several bases whose unchanged stretches are short, with their pieces."""
    for naive, variant in sample(assembly, 3 * EACH, seed=13):
        parts = pieces(variant) if all(bare(variant)[1:]) else []
        spans = [(pos, pos + len(ref)) for pos, ref, _ in map(bare, parts)]
        gaps = [behind[0] - before[1] for before, behind in pairwise(spans)]
        if gaps and max(gaps) <= MOST_BETWEEN:
            yield naive, variant, parts


@pytest.mark.parametrize("assembly", list(Assembly))
def test_pieces_in_phase_say_the_same_as_the_whole(assembly):
    seen, differing = 0, []
    for naive, variant, parts in exchanges(assembly):
        calls = [called(part, at, PHASE) for at, part in enumerate(parts)]
        found = join_in_phase(calls, [naive.transcript], naive.reference)
        seen += 1
        if [joined.variant for joined in found] != [variant]:
            differing.append((variant, parts, found))

    assert differing == []
    assert seen > EACH // 10


@pytest.mark.parametrize("assembly", list(Assembly))
def test_pieces_without_stated_phase_stay_pieces(assembly):
    for naive, _, parts in exchanges(assembly):
        calls = [called(part, at, None) for at, part in enumerate(parts)]
        found = join_in_phase(calls, [naive.transcript], naive.reference)

        assert [joined.variant for joined in found] == parts
