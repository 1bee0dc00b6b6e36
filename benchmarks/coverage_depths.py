"""The depth of every base of a genome, as `report --coverage` reads it, against `zcat | awk`.

    python -m benchmarks.coverage_depths [--rounds 3] [--rows 18000000]

A table in the layout of mosdepth's per-base BED is made on first use, bgzip compressed. awk prints
the rows of one base of the TERT promoter and does nothing else; ours keeps what lies in the coding
bases of all genes and checks every row's order. Exit status 1 if it takes longer than awk's
processor time, or more than 300 MiB.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.measure import Command, in_turn
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.vocabulary import MITOCHONDRION, Assembly

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path("out/bench")
OURS: Final = "read_depths"
AWK: Final = "zcat | awk"
MEMORY_BAR: Final = 300.0
STEPS: Final = (1, 1, 2, 3, 3, 4, 5, 6, 8, 10)
"""Relative lengths of runs of one depth."""
READ: Final = """
import sys
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.pipeline.callability.deciding import deciding_places, gene_places
from hccgenomics.readers.coverage.depths import read_depths
from hccgenomics.readers.coverage.rows import DepthRequest
from hccgenomics.vocabulary import Assembly
models = {a: load_models(a) for a in Assembly}
places = {a: deciding_places(gene_places(m)) for a, m in models.items()}
found = read_depths(sys.argv[1], DepthRequest(places, Assembly.GRCH38))
sys.exit(not found.source.runs)
"""
AWK_WORDS: Final = 'zcat "$0" | awk \'$1=="chr5" && $2<1295113 && $3>=1295113\''


def main() -> int:
    """Make the table if it is missing, time both, print one line each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=18_000_000)
    options = parser.parse_args()
    path = _made(options.rows)
    commands = (
        Command(OURS, [sys.executable, "-c", READ, str(path)]),
        Command(AWK, ["sh", "-c", AWK_WORDS, str(path)]),
    )
    timings = in_turn(commands, rounds=options.rounds)
    for title, timing in timings.items():
        print(f"| {title} | {timing.wall:.2f} | {timing.cpu:.2f} | {timing.peak_mib:.0f} |")
    ours = timings[OURS]
    return int(ours.cpu > timings[AWK].cpu or ours.peak_mib > MEMORY_BAR)


def _made(rows: int) -> Path:
    """The table, packed."""
    path = FOLDER / f"per-base.{rows}.bed.gz"
    if not path.exists():
        from pysam import tabix_compress

        FOLDER.mkdir(parents=True, exist_ok=True)
        plain = path.with_suffix("")
        with plain.open("w", encoding="ascii") as handle:
            handle.writelines(_rows(rows))
        tabix_compress(str(plain), str(path))
        plain.unlink()
    return path


def _rows(count: int) -> Iterator[str]:
    """Every base of every chromosome once, in runs of about equal depth."""
    contigs = load_assemblies()[Assembly.GRCH38].contigs.values()
    lengths = {one.name: one.length for one in contigs if one.name != MITOCHONDRION}
    scale = sum(lengths.values()) * len(STEPS) / sum(STEPS) / count
    drawn = random.Random(7)  # noqa: S311 -- no secret
    for name, length in lengths.items():
        at, depth = 0, 30
        while at < length:
            end = min(length, at + max(1, round(drawn.choice(STEPS) * scale)))
            depth = max(0, depth + drawn.choice((-1, 1)))
            yield f"{name}\t{at}\t{end}\t{depth}\n"
            at = end


if __name__ == "__main__":
    sys.exit(main())
