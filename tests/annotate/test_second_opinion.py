"""Names and terms equal those of a second, plain implementation, on random variants of all genes.

A few thousand run with the other tests; ``python -m tests.annotate.test_second_opinion 100000``
runs as many as one likes and prints what differs.
"""

from __future__ import annotations

import random
import sys
from functools import cache

import pytest

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.normalise import normalise
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import reverse_complement
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly, Consequence, SequenceGrade
from tests.annotate.naive import AROUND, Naive, bare, protein_names

COMPLETE = {SequenceGrade.GENOMIC, SequenceGrade.CDS}
TERMS = {
    Consequence.SPLICE_DONOR: "donor",
    Consequence.SPLICE_ACCEPTOR: "acceptor",
    Consequence.SPLICE_DONOR_5TH_BASE: "fifth",
    Consequence.SPLICE_DONOR_REGION: "donor region",
    Consequence.SPLICE_REGION: "region",
    Consequence.SPLICE_POLYPYRIMIDINE: "tract",
    Consequence.INTRON: "intron",
}
KINDS = ("snv", "mnv", "inversion", "deletion", "insertion", "duplication", "delins")
LENGTHS = (1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 9, 12, 15, 24, 60, 120, 300)
EACH = 1_500


@cache
def genes(assembly: Assembly) -> tuple[str, ...]:
    models = load_models(assembly)
    return tuple(s for s in models.symbols if models.gene(s).select.grade in COMPLETE)


@cache
def opinion(assembly: Assembly, symbol: str) -> Naive:
    models = load_models(assembly)
    return Naive(models.gene(symbol).select, models)


def a_place(naive: Naive, rng: random.Random) -> int:
    """A base near the start, the stop, an exon border, or anywhere in the coding sequence."""
    transcript = naive.transcript
    match rng.randrange(4):
        case 0:
            index = naive.first + rng.randint(-4, 8)
        case 1:
            index = naive.last + rng.randint(-9, 4)
        case 2:
            exon = rng.choice(transcript.exons)
            return rng.choice([exon.start, exon.end]) + rng.randint(-20, 20)
        case _:
            index = rng.randint(naive.first, naive.last)
    return naive.spliced[min(max(index, 0), len(naive.spliced) - 1)]


def a_variant(naive: Naive, rng: random.Random) -> Variant | None:
    """A random variant, normalised, with all bases known around it."""
    pos, kind, length = a_place(naive, rng), rng.choice(KINDS), rng.choice(LENGTHS)
    contig = naive.transcript.contig
    anchor, stretch = naive.plus(pos - 1, pos - 1), naive.plus(pos, pos + length - 1)
    new = "".join(rng.choice("ACGT") for _ in range(length))
    other = "".join(rng.choice("ACGT") for _ in range(rng.randint(1, 12)))
    first, ref, alt = {
        "snv": (pos, stretch[0], new[0]),
        "mnv": (pos, stretch, new),
        "inversion": (pos, stretch, reverse_complement(stretch)),
        "deletion": (pos - 1, anchor + stretch, anchor),
        "insertion": (pos - 1, anchor, anchor + new),
        "duplication": (pos - 1, anchor, anchor + stretch),
        "delins": (pos, stretch, other),
    }[kind]
    if ref == alt or "N" in ref + alt:
        return None
    variant = normalise(Variant(contig, first, ref, alt), naive.reference).variant
    interval = naive.transcript.interval
    inside = interval.start + 1 < variant.pos and variant.pos + len(variant.ref) < interval.end
    around = naive.plus(variant.pos - 40, variant.pos + len(variant.ref) + 40)
    return variant if inside and "N" not in around else None


def differences(naive: Naive, variant: Variant) -> list[str]:
    """What the two opinions differ in."""
    effect = annotate(variant, naive.transcript, naive.reference)
    found = []
    ours, theirs = effect.hgvs_c.partition(":")[2], naive.coding_name(variant)
    if ours != theirs:
        found.append(f"{ours}, plainly {theirs}")
    terms = {TERMS[term] for term in effect.consequences if term in TERMS}
    if terms != naive.splice_terms(variant):
        found.append(f"{ours}: {terms}, plainly {naive.splice_terms(variant)}")
    return found + protein_differences(naive, variant, effect)


def protein_differences(naive: Naive, variant: Variant, effect) -> list[str]:
    named, made = effect.hgvs_p, naive.proteins(shifted(naive, variant))
    if made is None or named is None or effect.protein is None:
        return []
    _, ref, alt = bare(variant)
    name, growth = named.partition(":p.")[2], len(alt) - len(ref)
    if name == "Met1?":
        return [] if made[0] != made[1] or naive.start_is_lost(variant) else [f"{name} of nothing"]
    allowed = protein_names(*made, growth)
    if allowed is None:
        return []
    if allowed == {"="}:
        return [] if name.endswith("=") else [f"{name}, plainly unchanged"]
    return [] if name in allowed else [f"{name}, plainly {allowed}"]


def shifted(naive: Naive, variant: Variant) -> Variant:
    """The variant at the end of its repeat that HGVS names."""
    pos, ref, alt = bare(variant)
    if ref and alt:
        return variant
    unit, steps = ref or alt, 0
    if not naive.forward:
        return variant
    behind = naive.plus(pos + len(ref), pos + len(ref) + AROUND)
    while behind[steps] == (unit + behind)[steps]:
        steps += 1
    anchor = naive.plus(pos - 1 + steps, pos - 1 + steps)
    made = (unit + behind)[steps : steps + len(unit)]
    first = (anchor + made, anchor) if ref else (anchor, anchor + made)
    return Variant(variant.contig, pos - 1 + steps, *first)


def sample(assembly: Assembly, count: int, seed: int):
    rng = random.Random(seed)  # noqa: S311 -- variants, no secret
    symbols, given = genes(assembly), 0
    while given < count:
        naive = opinion(assembly, symbols[given % len(symbols)])
        variant = a_variant(naive, rng)
        if variant is not None:
            given += 1
            yield naive, variant


@pytest.mark.parametrize("assembly", list(Assembly))
def test_a_plain_implementation_agrees(assembly):
    found = {
        f"{naive.transcript.gene} {variant}": what
        for naive, variant in sample(assembly, EACH, seed=2026)
        if (what := differences(naive, variant))
    }

    assert found == {}


def test_the_plain_implementation_meets_every_gene():
    met = {naive.transcript.gene for naive, _ in sample(Assembly.GRCH37, 400, seed=1)}

    assert met == set(genes(Assembly.GRCH37))
    assert len(met) >= 95


if __name__ == "__main__":
    for chosen in Assembly:
        for told, changed in sample(chosen, int(sys.argv[1]), seed=int(sys.argv[2])):
            for line in differences(told, changed):
                print(chosen, told.transcript.gene, changed, line)  # noqa: T201 - by hand only
