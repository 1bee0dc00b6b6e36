"""A report of small variants, segments and junctions together, against importing its libraries.

    python -m benchmarks.large_run

The 500 records of ``whole_run`` with 600 segments as CNVkit writes them and 400 junctions as Manta
does, all at random places. What counts is the ratio of commands timed in turn in one run: that of
the bare imports, as ``whole_run`` has it, and what the two files add to the same report.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.whole_run import IMPORTS, RUNS, panel_vcf, timed
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.vocabulary import CONTIGS, Assembly

SEGMENTS = 600
JUNCTIONS = 400
SEED = 11
CHROMOSOMES = CONTIGS[:23]
BASES = "ACGT"
SEGMENT_COLUMNS = "chromosome\tstart\tend\tgene\tlog2\tdepth\tprobes\tweight\n"
MANTA_HEAD = (
    "##fileformat=VCFv4.1\n##source=GenerateSVCandidates 1.6.0\n"
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type of structural variant">\n'
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End position of the variant">\n'
    '##INFO=<ID=MATEID,Number=.,Type=String,Description="ID of mate breakend">\n'
    '##INFO=<ID=SOMATIC,Number=0,Type=Flag,Description="Somatic mutation">\n'
    '##FORMAT=<ID=PR,Number=.,Type=Integer,Description="Spanning paired-read support">\n'
    '##FORMAT=<ID=SR,Number=.,Type=Integer,Description="Split reads">\n'
)


def segments(path: Path) -> None:
    """As many segments a chromosome, without gaps; some of them amplified, some lost."""
    draw = random.Random(SEED)  # noqa: S311 -- places of a benchmark, no secret
    lengths = load_assemblies()[Assembly.GRCH38].contigs
    rows = []
    for contig in CHROMOSOMES:
        count = SEGMENTS // len(CHROMOSOMES)
        inner = sorted(draw.sample(range(1, lengths[contig].length), count - 1))
        for start, end in zip([0, *inner], [*inner, lengths[contig].length], strict=True):
            log2 = draw.choice([draw.gauss(0, 0.3), draw.gauss(0, 0.3), 1.6, -1.5])
            rows.append(f"{contig}\t{start}\t{end}\t-\t{log2:.4f}\t200\t40\t30\n")
    path.write_text(SEGMENT_COLUMNS + "".join(rows), encoding="utf-8")


def junctions(path: Path) -> None:
    """Pairs of breakends, each with its mate."""
    draw = random.Random(SEED)  # noqa: S311 -- places of a benchmark, no secret
    lengths = load_assemblies()[Assembly.GRCH38].contigs
    rows = []
    for number in range(JUNCTIONS // 2):
        ends = [
            (contig, draw.randrange(10_000, lengths[contig].length - 10_000))
            for contig in draw.choices(CHROMOSOMES, k=2)
        ]
        for side in (0, 1):
            (contig, pos), (mate, other) = ends[side], ends[1 - side]
            base = draw.choice(BASES)
            alt = f"{base}[{mate}:{other}[" if side == 0 else f"]{mate}:{other}]{base}"
            info = f"SVTYPE=BND;MATEID=MantaBND:{number}:{1 - side};SOMATIC"
            named = f"{contig}\t{pos}\tMantaBND:{number}:{side}\t{base}\t{alt}\t.\tPASS\t{info}"
            rows.append((contig, pos, f"{named}\tPR:SR\t90,0:80,0\t60,12:55,9\n"))
    head = MANTA_HEAD + "".join(
        f"##contig=<ID={one.name},length={one.length}>\n" for one in lengths.values()
    )
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNORMAL\tTUMOUR\n"
    order = {contig: number for number, contig in enumerate(lengths)}
    rows.sort(key=lambda row: (order[row[0]], row[1]))
    path.write_text(head + columns + "".join(row for *_, row in rows), encoding="utf-8")


def main() -> None:
    """Time the three commands in turn; print medians, ratios and the peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        vcf, cns, sv = (Path(folder) / name for name in ("a.vcf", "a.cns", "a.sv.vcf"))
        panel_vcf(vcf)
        segments(cns)
        junctions(sv)
        small = [sys.executable, "-m", "hccgenomics", "report", str(vcf), "-o", folder, "--force"]
        whole = [*small, "--cnv", str(cns), "--sv", str(sv), "--purity", "0.6", "--ploidy", "2"]
        commands = (IMPORTS, small, whole)
        for command in commands:
            timed(command)
        rounds = [[timed(command) for command in commands] for _ in range(RUNS)]
    imports, alone, together = (list(column) for column in zip(*rounds, strict=True))
    ratios = [run / bare for run, bare in zip(together, imports, strict=True)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"imports alone      {statistics.median(imports):.3f} s (median of {RUNS})")
    print(f"small variants     {statistics.median(alone):.3f} s")
    print(f"with --cnv, --sv   {statistics.median(together):.3f} s")
    middle = statistics.median(ratios)
    print(f"ratio to imports   {middle:.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    print(f"peak memory        {peak:.0f} MB (largest process)")


if __name__ == "__main__":
    main()
