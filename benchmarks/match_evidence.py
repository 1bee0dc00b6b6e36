"""Seconds to match 10,000 alterations against the whole evidence base; the bar is one second.

Run from the checkout: ``python -m benchmarks.match_evidence``.
"""

from __future__ import annotations

from itertools import cycle, islice
from time import perf_counter

from hccgenomics.interpret.match import match
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.vocabulary import Disease, Specimen
from tests.builders_alterations import an_alteration

ALTERATIONS = 10_000
NAMES = (
    "TP53 p.R249S",
    "TP53 p.P72R",
    "CTNNB1 p.S45P",
    "CTNNB1 p.S60L",
    "TERT promoter c.-124C>T",
    "ARID2 p.K100fs",
    "GPC3 p.A10T",
)


def main() -> None:
    """Print the time for a mixture and for the gene with the most terms."""
    start = perf_counter()
    base = load_knowledge()
    print(f"tables loaded in {perf_counter() - start:.3f} s, {len(base.biomarkers)} rows")
    for title, names in (("mixture", NAMES), ("CTNNB1 alone", NAMES[2:3])):
        given = list(islice(cycle(map(an_alteration, names)), ALTERATIONS))
        for specimen in Specimen:
            start = perf_counter()
            found = match(
                given,
                base.biomarkers,
                specimen=specimen,
                disease=Disease.HCC,
                hotspots=base.hotspots,
            )
            seconds = perf_counter() - start
            print(f"{title}, {specimen}: {seconds:.3f} s, {len(found)} rows met")


if __name__ == "__main__":
    main()
