"""`hccgenomics annotate` and `report` against bcftools, SnpEff and VEP, all in one run.

    make bench
    python -m benchmarks.annotate_throughput --rounds 7 --only million

The files are made on first use (`benchmarks.inputs`), so are the peers' databases, from our own
transcript models (`benchmarks.peers`). A peer that is not installed is named as missing. VEP is
not run: its time is that of SnpEff here, multiplied by the ratio of the two as published.
Exit status 1 if a bar is missed. How to read the table: docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.measure import Command, Timing, in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = Path("out/bench")
ROUNDS: Final = 5
SELF: Final = [sys.executable, "-m", "hccgenomics"]
PEERS: Final = [sys.executable, "-m", "benchmarks.peers", "GRCh38", "--filled"]

# Medians of one run on another four-core machine, 30,000 records, 500 genes: SnpEff 5.1 2.5 s; VEP
# 115 with its offline cache and 4 forks 8.2 s, with GFF and FASTA 10 s. VEP's faster one is taken.
SNPEFF_PUBLISHED: Final = 2.5
VEP_PUBLISHED: Final = 8.2
VEP_TO_SNPEFF: Final = VEP_PUBLISHED / SNPEFF_PUBLISHED

OURS: Final = "hccgenomics annotate"
ALONE: Final = "hccgenomics annotate --threads 1"
REPORT: Final = "hccgenomics report"
VIEW: Final = "bcftools view"
CSQ: Final = "bcftools csq"
SNPEFF: Final = "SnpEff"
VEP: Final = "VEP (published ratio to SnpEff)"
MEMORY_BAR: Final = 150.0


@dataclass(frozen=True, slots=True)
class Bar:
    """Our command on a file may take at most ``limit`` times what the peer takes."""

    ours: str
    peer: str
    limit: float


BARS: Final = {
    "million": (Bar(OURS, VIEW, 2.5),),
    "hundred_thousand": (Bar(OURS, VIEW, 4.0),),
    "panel": (Bar(OURS, SNPEFF, 1 / 3), Bar(OURS, VEP, 1 / 12)),
    "whole_genome": (Bar(REPORT, SNPEFF, 0.3),),
}
TITLES: Final = {
    "million": "1,000,000 records, 5 % in panel genes",
    "hundred_thousand": "100,000 records, 5 % in panel genes",
    "panel": "30,000 records, all in panel genes",
    "whole_genome": "30,000 records of a whole genome, 0.5 % in panel genes",
}
PEERS_OF: Final = {
    "million": (VIEW, CSQ),
    "hundred_thousand": (VIEW, CSQ),
    "panel": (VIEW, CSQ, SNPEFF),
    "whole_genome": (VIEW, CSQ, SNPEFF),
}


def main() -> int:
    """Make what is missing, time everything, print one table a file and the verdicts."""
    options = _options()
    options.folder.mkdir(parents=True, exist_ok=True)
    missing = _missing()
    for name in sorted(missing):
        print(f"not installed here, so not compared: {name}")
    _prepare_peers(options.folder)
    passed = True
    for name in options.only or BARS:
        vcf = _input(name, options.folder)
        commands = list(_commands(name, vcf, options.folder, missing))
        timings = in_turn(commands, rounds=options.rounds)
        passed &= _print_file(name, vcf, timings)
    return 0 if passed else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for files made and kept")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="counted runs of each command")
    parser.add_argument("--only", action="append", choices=BARS, help="one file (repeatable)")
    return parser.parse_args()


def _missing() -> set[str]:
    wanted = {VIEW: ("bcftools",), CSQ: ("bcftools",), SNPEFF: ("snpEff", "snpeff")}
    return {name for name, programs in wanted.items() if not any(map(shutil.which, programs))}


def _prepare_peers(folder: Path) -> None:
    """In a process of its own: this one stays small, see `benchmarks.measure`."""
    subprocess.run([*PEERS, "--folder", str(folder / "peers")], check=True)


def _input(name: str, folder: Path) -> Path:
    vcf = folder / f"{name}.vcf.gz"
    if not vcf.exists():
        words = [sys.executable, "-m", "benchmarks.inputs", name, "-o", str(vcf)]
        subprocess.run(words, check=True)
    return vcf


def _commands(name: str, vcf: Path, folder: Path, missing: set[str]) -> Iterator[Command]:
    peers = folder / "peers"
    table, out = folder / f"{name}.tsv", folder / "report"
    annotate = [*SELF, "annotate", str(vcf), "--quiet"]
    found = {
        VIEW: Command(VIEW, ["bcftools", "view", str(vcf)]),
        CSQ: Command(CSQ, _words("csq", peers, vcf)),
        SNPEFF: Command(SNPEFF, _words("snpeff", peers, vcf)),
    }
    yield Command(OURS, annotate, table)
    yield Command(ALONE, [*annotate, "--threads", "1"], table)
    if name == "whole_genome":
        formats = ["--format", "json,html", "--force", "--quiet"]
        yield Command(REPORT, [*SELF, "report", str(vcf), "-o", str(out), *formats])
    for peer in PEERS_OF[name]:
        if peer not in missing:
            yield found[peer]


def _words(peer: str, folder: Path, vcf: Path) -> list[str]:
    """The peer's command, asked of `benchmarks.peers` so that it is stated once."""
    words = [*PEERS, "--folder", str(folder), "--say", peer, str(vcf)]
    said = subprocess.run(words, capture_output=True, check=True)
    return said.stdout.decode().split("\n")[:-1]


# --- the verdict ----------------------------------------------------------------------------------


def _print_file(name: str, vcf: Path, timings: Mapping[str, Timing]) -> bool:
    print(f"\n### {TITLES[name]} ({vcf.stat().st_size / 1e6:.1f} MB)\n")
    print("| command | wall s | min to max | CPU s | peak MiB | × bcftools view |")
    print("|---|---|---|---|---|---|")
    base = timings.get(VIEW)
    for title, timing in timings.items():
        low, high = timing.spread
        ratio = f"{timing.wall / base.wall:.2f}" if base else "–"
        print(
            f"| {title} | {timing.wall:.3f} | {low:.3f} to {high:.3f} | {timing.cpu:.2f} "
            f"| {timing.peak_mib:.0f} | {ratio} |"
        )
    print()
    verdicts = [_verdict(bar, timings) for bar in BARS[name]]
    return all([*verdicts, _memory(timings)])


def _verdict(bar: Bar, timings: Mapping[str, Timing]) -> bool:
    """Print one bar; a peer that did not run decides nothing, and is said."""
    measured, factor = (SNPEFF, VEP_TO_SNPEFF) if bar.peer == VEP else (bar.peer, 1.0)
    if measured not in timings:
        print(f"- {bar.ours} against {bar.peer}: NOT COMPARED, {measured} is not installed")
        return True
    ratio = timings[bar.ours].wall / (timings[measured].wall * factor)
    verdict = "pass" if ratio <= bar.limit else "MISSED"
    print(f"- {bar.ours} / {bar.peer}: {ratio:.3f}, at most {bar.limit:.3f}: {verdict}")
    return ratio <= bar.limit


def _memory(timings: Mapping[str, Timing]) -> bool:
    peak = max(timing.peak_mib for title, timing in timings.items() if "hccgenomics" in title)
    verdict = "pass" if peak < MEMORY_BAR else "MISSED"
    print(f"- memory of the largest process: {peak:.0f} MiB, under {MEMORY_BAR:.0f}: {verdict}")
    return peak < MEMORY_BAR


if __name__ == "__main__":
    sys.exit(main())
