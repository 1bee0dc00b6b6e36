"""VCFs to time with: the same bytes each time, of the shape that Mutect2 writes.

    python -m benchmarks.inputs million -o out/bench/million.vcf.gz

Positions are drawn over the 24 chromosomes of GRCh38; a stated share lies in panel genes, half of
it within 20 bases of an exon. REF is the assembly's own base wherever the embedded models know it.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.peers import Filled
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.vocabulary import MITOCHONDRION, Assembly

if TYPE_CHECKING:
    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.genome import Reference

SEED: Final = 20260101
INDELS: Final = 0.15
DELETIONS: Final = 0.5
EXONIC: Final = 0.5
EXON_FLANK: Final = 20
LONGEST_INDEL: Final = 12
FILTERED: Final = 0.1
BASES: Final = "ACGT"
ALTERNATIVES: Final = {base: BASES.replace(base, "") for base in BASES}

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """How many records, and which share of them lies in panel genes."""

    records: int
    in_panel: float


SHAPES: Final = {
    "million": Shape(1_000_000, 0.05),
    "hundred_thousand": Shape(100_000, 0.05),
    "panel": Shape(30_000, 1.0),
    "whole_genome": Shape(30_000, 0.005),
    "million_sparse": Shape(1_000_000, 0.0016),
    "five_million": Shape(5_000_000, 0.0016),
}

HEADER: Final = """\
##fileformat=VCFv4.2
##FILTER=<ID=PASS,Description="Site contains at least one allele that passes filters">
##FILTER=<ID=weak_evidence,Description="Mutation does not meet likelihood threshold">
##FILTER=<ID=germline,Description="Evidence indicates this site is germline, not somatic">
##INFO=<ID=AS_FilterStatus,Number=A,Type=String,Description="Filter status for each allele">
##INFO=<ID=AS_SB_TABLE,Number=1,Type=String,Description="Forward and reverse reads by allele">
##INFO=<ID=CONTQ,Number=1,Type=Float,Description="Phred-scaled quality, not contamination">
##INFO=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth">
##INFO=<ID=ECNT,Number=1,Type=Integer,Description="Number of events in this haplotype">
##INFO=<ID=GERMQ,Number=1,Type=Integer,Description="Phred-scaled quality, not germline">
##INFO=<ID=MBQ,Number=R,Type=Integer,Description="Median base quality by allele">
##INFO=<ID=MFRL,Number=R,Type=Integer,Description="Median fragment length by allele">
##INFO=<ID=MMQ,Number=R,Type=Integer,Description="Median mapping quality by allele">
##INFO=<ID=MPOS,Number=A,Type=Integer,Description="Median distance from end of read">
##INFO=<ID=NALOD,Number=A,Type=Float,Description="Negative log 10 odds of artifact in normal">
##INFO=<ID=NLOD,Number=A,Type=Float,Description="Normal log 10 likelihood ratio">
##INFO=<ID=POPAF,Number=A,Type=Float,Description="Negative log 10 population allele frequencies">
##INFO=<ID=ROQ,Number=1,Type=Float,Description="Phred-scaled read orientation qualities">
##INFO=<ID=SEQQ,Number=1,Type=Integer,Description="Phred-scaled quality, not sequencing error">
##INFO=<ID=STRANDQ,Number=1,Type=Integer,Description="Phred-scaled quality, not strand bias">
##INFO=<ID=TLOD,Number=A,Type=Float,Description="Log 10 likelihood ratio of variant existing">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allelic depths">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth">
##FORMAT=<ID=AF,Number=A,Type=Float,Description="Allele fractions in the tumor">
##MutectVersion=2.2
##normal_sample=NORMAL
##source=Mutect2
##tumor_sample=TUMOUR
"""
COLUMNS: Final = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNORMAL\tTUMOUR\n"


def write(shape: Shape, path: Path, assembly: Assembly = Assembly.GRCH38) -> None:
    """The VCF, compressed with bgzip."""
    import pysam

    draw = random.Random(SEED)  # noqa: S311 -- records of a benchmark, no secret
    models = load_models(assembly)
    partial = path.with_name(f"partial.{path.name}")
    with pysam.BGZFile(str(partial), "w", None) as out:
        contigs = (
            f"##contig=<ID={contig.name},length={contig.length}>\n"
            for contig in models.contigs.contigs.values()
        )
        out.write((HEADER + "".join(contigs) + COLUMNS).encode())
        reference = Filled(models)
        for place in places(shape, models, draw):
            out.write(record(place, reference, draw).encode())
    partial.replace(path)


def places(shape: Shape, models: PanelModels, draw: random.Random) -> list[Place]:
    """Where the records lie, in order."""
    wanted = round(shape.records * shape.in_panel)
    found = [_in_panel(models, draw) for _ in range(wanted)]
    chromosomes = {c.name: c.length for c in models.contigs.contigs.values()}
    del chromosomes[MITOCHONDRION]
    names, lengths = list(chromosomes), list(chromosomes.values())
    drawn = draw.choices(names, lengths, k=shape.records - wanted)
    found += [(name, _outside(name, chromosomes[name], models, draw)) for name in drawn]
    order = {name: index for index, name in enumerate(names)}
    return sorted(found, key=lambda place: (order[place[0]], place[1]))


def _in_panel(models: PanelModels, draw: random.Random) -> Place:
    gene = models.gene(draw.choice(models.symbols)).select
    if draw.random() < EXONIC:
        exon = draw.choice(gene.exons)
        return gene.contig, draw.randint(exon.start - EXON_FLANK, exon.end + EXON_FLANK)
    return gene.contig, draw.randint(gene.interval.start + 1, gene.interval.end)


def _outside(name: str, length: int, models: PanelModels, draw: random.Random) -> int:
    while True:
        pos = draw.randint(1, length - LONGEST_INDEL)
        if not models.genes_at(Interval.at(name, pos=pos)):
            return pos


def record(place: Place, reference: Reference, draw: random.Random) -> str:
    """One line: an SNV or a small indel, a tumour and its normal."""
    contig, pos = place
    ref, alt = _alleles(contig, pos, reference, draw)
    depth, normal, carried = draw.randint(40, 400), draw.randint(20, 200), draw.randint(3, 120)
    passed = "PASS" if draw.random() >= FILTERED else draw.choice(["weak_evidence", "germline"])
    strands = f"{depth // 2},{depth - depth // 2}|{carried // 2},{carried - carried // 2}"
    info = (
        f"AS_FilterStatus=SITE;AS_SB_TABLE={strands};CONTQ={draw.randint(1, 93)};"
        f"DP={depth + carried + normal};ECNT=1;GERMQ={draw.randint(1, 93)};"
        f"MBQ={draw.randint(20, 37)},{draw.randint(20, 37)};"
        f"MFRL={draw.randint(120, 400)},{draw.randint(120, 400)};MMQ=60,60;"
        f"MPOS={draw.randint(1, 75)};NALOD={draw.random() * 3:.2f};NLOD={draw.random() * 60:.2f};"
        f"POPAF=6.00;ROQ={draw.randint(1, 93)};SEQQ={draw.randint(1, 93)};"
        f"STRANDQ={draw.randint(1, 93)};TLOD={draw.random() * 400:.2f}"
    )
    fraction = carried / (depth + carried)
    return (
        f"{contig}\t{pos}\t.\t{ref}\t{alt}\t.\t{passed}\t{info}\tGT:AD:DP:AF\t"
        f"0/0:{normal},0:{normal}:{1 / (normal + 2):.3f}\t"
        f"0/1:{depth},{carried}:{depth + carried}:{fraction:.3f}\n"
    )


def _alleles(contig: str, pos: int, reference: Reference, draw: random.Random) -> tuple[str, str]:
    if draw.random() >= INDELS:
        ref = _bases(contig, pos, 1, reference, draw)
        return ref, draw.choice(ALTERNATIVES[ref])
    length = draw.randint(1, LONGEST_INDEL)
    if draw.random() < DELETIONS:
        ref = _bases(contig, pos, 1 + length, reference, draw)
        return ref, ref[0]
    ref = _bases(contig, pos, 1, reference, draw)
    return ref, ref + "".join(draw.choices(BASES, k=length))


def _bases(contig: str, pos: int, length: int, reference: Reference, draw: random.Random) -> str:
    """Bases of the reference; outside the panel, where it has none, drawn ones."""
    bases = reference.bases(Interval.at(contig, pos=pos, length=length))
    if UNKNOWN_BASE not in bases:
        return bases
    return "".join(draw.choice(BASES) if base == UNKNOWN_BASE else base for base in bases)


def main() -> int:
    """Write one of the shapes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    options.output.parent.mkdir(parents=True, exist_ok=True)
    write(SHAPES[options.shape], options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
