"""A whole run on a 500-record panel VCF, against importing its libraries alone.

    make bench

Machines are noisy: what counts is the ratio of two commands timed in turn in one run. The bar of
the project is 4 times `python -c "import click, pysam, pydantic, jinja2"` and 150 MB.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import Assembly

RECORDS = 500
RUNS = 11
SEED = 7
IMPORTS = [sys.executable, "-c", "import click, pysam, pydantic, jinja2"]


def panel_vcf(path: Path) -> None:
    """500 SNVs and small indels over exons and near introns of all panel genes."""
    draw = random.Random(SEED)  # noqa: S311 -- positions of a benchmark, no secret
    models = load_models(Assembly.GRCH38)
    lines = []
    while len(lines) < RECORDS:
        gene = models.gene(draw.choice(models.symbols)).select
        exon = draw.choice(gene.exons)
        pos = draw.randint(exon.start - 20, exon.end + 20)
        length = draw.choice([1, 1, 1, 1, 2, 4])
        ref = models.bases(Interval.at(gene.contig, pos=pos, length=length))
        if "N" in ref:
            continue
        alt = ref[0] if length > 1 else draw.choice([base for base in "ACGT" if base != ref])
        depth, reads = draw.randint(100, 900), draw.randint(5, 90)
        sample = f"0/1:{depth - reads},{reads}:{depth}"
        lines.append(
            (
                gene.contig,
                pos,
                f"{gene.contig}\t{pos}\t.\t{ref}\t{alt}\t.\tPASS\t.\tGT:AD:DP\t{sample}",
            )
        )
    contigs = "".join(
        f"##contig=<ID={c.name},length={c.length}>\n" for c in models.contigs.contigs.values()
    )
    head = (
        "##fileformat=VCFv4.2\n"
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
        '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depths">\n'
        '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">\n'
        f"{contigs}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOUR\n"
    )
    path.write_text(head + "\n".join(line for _, _, line in sorted(lines)) + "\n")


def timed(command: list[str]) -> float:
    """Wall seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Time both commands in turn, print medians, the ratio and the peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        vcf = Path(folder) / "panel.vcf"
        panel_vcf(vcf)
        run = [sys.executable, "-m", "hccgenomics", "report", str(vcf), "-o", folder, "--force"]
        timed(IMPORTS)
        timed(run)
        imports, wholes = [], []
        for _ in range(RUNS):
            imports.append(timed(IMPORTS))
            wholes.append(timed(run))
    ratios = [whole / alone for whole, alone in zip(wholes, imports, strict=True)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"imports alone  {statistics.median(imports):.3f} s (median of {RUNS})")
    print(f"whole run      {statistics.median(wholes):.3f} s on {RECORDS} records")
    print(
        f"ratio          {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    )
    print(f"peak memory    {peak:.0f} MB (largest process)")


if __name__ == "__main__":
    main()
