"""Seconds to read one sample of a cohort's SEG of a million segments; the bar is two.

Run from the checkout: ``python -m benchmarks.cohort_seg``. The file, of 400 invented samples, is
made on first use; pandas, which reads all of it, is timed in turn.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Command, in_turn

SAMPLES = 400
EACH = 2_500
CONTIGS = 22
WIDTH = 400_000  # so that the shortest chromosome holds them
BAR_SECONDS = 2.0
ROUNDS = 5
NAME = "HCC-{:04}-01A-11D-0001-01"
WANTED = NAME.format(SAMPLES // 2)
OURS = "one sample"
PANDAS = "pandas, all samples"
START = "python alone"
_READ = """
import sys
from hccgenomics.readers.copy_number import CopyNumberRequest, read_copy_number
found, = read_copy_number(CopyNumberRequest((sys.argv[1],), sample=sys.argv[2]))
assert len(found.segments) == {each} and found.tally.read == found.facts.records == {rows}
"""
_PEER = "import sys, pandas; assert len(pandas.read_csv(sys.argv[1], sep='\\t')) == {rows}"


def write_cohort(path: Path, *, samples: int = SAMPLES, each: int = EACH) -> None:
    """A SEG as CBS writes it: sample after sample, in genome order."""
    draw = random.Random(7)  # noqa: S311 -- ratios of a benchmark, no secret
    per_contig = -(-each // CONTIGS)
    with path.open("w", encoding="ascii") as out:
        out.write("ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\n")
        for sample in range(samples):
            for row in range(each):
                contig, at = divmod(row, per_contig)
                start = at * WIDTH + 1
                place = f"{contig + 1}\t{start}\t{start + WIDTH - 1}"
                marks, ratio = draw.randrange(5, 500), draw.gauss(0, 0.3)
                out.write(f"{NAME.format(sample)}\t{place}\t{marks}\t{ratio:.4f}\n")


def commands(path: Path) -> list[Command]:
    """What is timed, each in a process of its own."""
    rows = SAMPLES * EACH
    read = _READ.format(each=EACH, rows=rows)
    return [
        Command(OURS, (sys.executable, "-c", read, str(path), WANTED)),
        Command(PANDAS, (sys.executable, "-c", _PEER.format(rows=rows), str(path))),
        Command(START, (sys.executable, "-c", "pass")),
    ]


def main() -> int:
    """Print the times; the status is 1 where the bar is missed."""
    path = Path(tempfile.gettempdir()) / f"hccgenomics-cohort-{SAMPLES}x{EACH}.seg"
    if not path.is_file():
        write_cohort(path)
    timings = in_turn(commands(path), rounds=ROUNDS)
    print(f"{path.stat().st_size / 1e6:.0f} MB, {SAMPLES * EACH:,} segments of {SAMPLES} samples")
    for title, timing in timings.items():
        low, high = timing.spread
        seconds = f"{timing.wall:.2f} s ({low:.2f}-{high:.2f})"
        print(f"{title}: {seconds}, {timing.peak_mib:.0f} MiB")
    print(f"ratio to pandas: {timings[OURS].wall / timings[PANDAS].wall:.2f}")
    return int(timings[OURS].wall > BAR_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
