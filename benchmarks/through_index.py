"""A report through an index, against the same file read whole and against `bcftools view -R`.

    python -m benchmarks.through_index [--rounds 3] [--only five_million]

The files are made on first use: 1 and 5 million records over GRCh38 of which 0.16 % lie in panel
genes, their share of the genome; and a million of which 5 % do. bcftools reads the panel's regions
through the same index and prints them, and does nothing else. Two rows are the readers alone,
without interpretation and output. Exit status 1 if reading through the index is not the faster.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.inputs import SHAPES, write
from benchmarks.measure import Command, in_turn
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.measure import Timing

FOLDER: Final = Path("out/bench")
NAMES: Final = ("million", "million_sparse", "five_million")
READ: Final = """
import sys
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.vocabulary import Assembly
read_small_variants(ReadRequest((sys.argv[1],)), {a: load_models(a) for a in Assembly})
"""
THROUGH: Final = "through the index"
WHOLE: Final = "read whole"
PEER: Final = "bcftools view -R"


def main() -> int:
    """Make what is missing, time everything, print one table a file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", choices=NAMES)
    options = parser.parse_args()
    passed = True
    for name in options.only or NAMES:
        indexed, alone = _made(name, options.folder)
        timings = in_turn(list(_commands(indexed, alone, options.folder)), rounds=options.rounds)
        _print(name, timings)
        kinds = ("report", "reading")
        passed &= all(
            timings[f"{kind} {THROUGH}"].wall < timings[f"{kind} {WHOLE}"].wall for kind in kinds
        )
    return 0 if passed else 1


def _made(name: str, folder: Path) -> tuple[Path, Path]:
    """The files, made by another process: the memory of this one counts in all that it starts."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_files, (name, folder))


def _files(name: str, folder: Path) -> tuple[Path, Path]:
    """The file with an index beside it, and the same file under a name that has none."""
    import pysam

    folder.mkdir(parents=True, exist_ok=True)
    alone, indexed = folder / f"{name}.vcf.gz", folder / f"{name}.indexed.vcf.gz"
    if not alone.exists():
        write(SHAPES[name], alone)
    if not indexed.exists():
        os.link(alone, indexed)
        pysam.tabix_index(str(indexed), preset="vcf", force=True)
    return indexed, alone


def _commands(indexed: Path, alone: Path, folder: Path) -> Iterator[Command]:
    out = ["-o", str(folder / "report"), "--force", "--quiet"]
    for path, title in ((indexed, THROUGH), (alone, WHOLE)):
        yield Command(f"reading {title}", [sys.executable, "-c", READ, str(path)])
        report = [sys.executable, "-m", "hccgenomics", "report", str(path), *out]
        yield Command(f"report {title}", report)
    if shutil.which("bcftools"):
        yield Command(PEER, ["bcftools", "view", "-R", str(_regions(folder)), str(indexed)])


def _regions(folder: Path) -> Path:
    """The panel as a table of regions."""
    path = folder / "panel.bed"
    regions = load_models(Assembly.GRCH38).regions
    path.write_text("".join(f"{r.contig}\t{r.start}\t{r.end}\n" for r in regions))
    return path


def _print(name: str, timings: Mapping[str, Timing]) -> None:
    print(f"\n### {name}: {SHAPES[name].records:,} records, {SHAPES[name].in_panel:.2%} in genes\n")
    print("| command | seconds | CPU seconds | peak MiB |\n|---|---|---|---|")
    for title, timing in timings.items():
        peak = max(run.peak_mib for run in timing.runs)
        print(f"| {title} | {timing.wall:.2f} | {timing.cpu:.2f} | {peak:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
