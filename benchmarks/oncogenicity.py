"""Seconds to classify 10,000 small variants by points; the bar is 0.3 s.

    python -m benchmarks.oncogenicity

Three samples in the same process: 10,000 different missense changes, 10,000 different nonsense
changes, and the drivers of a liver panel over and over. What is timed is the classifying alone.
"""

from __future__ import annotations

import sys
from itertools import cycle, islice
from statistics import median
from time import perf_counter

from hccgenomics.interpret.oncogenicity import OncogenicityQuestion, oncogenicity_of
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.settings import Settings
from tests.builders_alterations import an_alteration

ALTERATIONS = 10_000
BAR = 0.3
ROUNDS = 5
GENES = ["TP53", "KMT2D", "ARID1A", "XPO1", "KRAS", "CTNNB1", "PIK3CA", "ATM", "ALB", "AXIN1"]
LETTERS = "ACDEFGHIKLMNPQSTVWY"
DRIVERS = (
    "TP53 p.R249S",
    "CTNNB1 p.S33A",
    "CTNNB1 p.S33_A39del",
    "TERT promoter c.-124C>T",
    "ARID1A p.R100*",
    "KRAS p.G12D",
    "TP53 c.376-1G>A",
    "ALB p.K50fs",
)


def main() -> int:
    """Print the medians; 1 where one of them misses the bar."""
    base = load_knowledge()
    worst = 0.0
    for title, alterations in samples().items():
        seconds = median(timed(base, alterations) for _ in range(ROUNDS))
        worst = max(worst, seconds)
        print(f"{title}: {len(alterations):,} in {seconds:.3f} s")
    print(f"slowest {worst:.3f} s, at most {BAR:.1f}: {'pass' if worst < BAR else 'MISSED'}")
    return int(worst >= BAR)


def timed(base, alterations) -> float:
    """Seconds, with nothing remembered from before."""
    question = OncogenicityQuestion.of(base, Settings())
    start = perf_counter()
    for alteration in alterations:
        oncogenicity_of(alteration, question)
    return perf_counter() - start


def samples() -> dict[str, list]:
    """By title."""
    residues = range(1, ALTERATIONS // len(GENES) + 1)
    places = [(gene, residue) for gene in GENES for residue in residues]
    missense = [f"{g} p.R{n}{LETTERS[n % len(LETTERS)]}" for g, n in places]
    drivers = [an_alteration(text) for text in DRIVERS]
    return {
        "missense changes": [an_alteration(text) for text in missense],
        "nonsense changes": [an_alteration(f"{g} p.R{n}*") for g, n in places],
        "drivers": list(islice(cycle(drivers), ALTERATIONS)),
    }


if __name__ == "__main__":
    sys.exit(main())
