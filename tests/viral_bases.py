"""Bases for tests of viral sequence: pieces of genomes, changed ones, and bases of no origin."""

from __future__ import annotations

from hashlib import shake_256

from hccgenomics.knowledge.viral import viral_genomes

GENOMES = viral_genomes()
HBV_GENOMES = tuple(genome for genome in GENOMES if genome.virus == "HBV")
LENGTH = 687
"""Of an insertion in the TERT promoter that another tool missed (hartwigmedical/hmftools#334)."""
HBV = HBV_GENOMES[4].bases[1200 : 1200 + LENGTH]
_BYTE = 256


def piece(genome, start, length):
    """A stretch of a circular genome; codes of several bases are read as A."""
    return (genome.bases * 3)[start : start + length].replace("N", "A")


def random_bases(length, seed, at=0.5):
    """Bases of no origin, the same for the same seed; ``at`` is the share of A and T."""
    noise = shake_256(f"bases {seed}".encode()).digest(2 * length)
    weak = at * _BYTE
    pairs = zip(noise[::2], noise[1::2], strict=True)
    return "".join(("AT" if first < weak else "CG")[second % 2] for first, second in pairs)


def changed(bases, rate, seed):
    """The bases with a share of them replaced by others."""
    noise = shake_256(f"changes {seed}".encode()).digest(2 * len(bases))
    pairs = zip(bases, noise[::2], noise[1::2], strict=True)
    return "".join(
        "ACGT".replace(base, "")[other % 3] if hit < rate * _BYTE else base
        for base, hit, other in pairs
    )
