"""Invented tumours with an amplicon at 11q13, written as callers write them; no patient's data.

A tumour is a list of levels: total and minor copies of stretches of two chromosomes. From it follow
the ratios that a sample of any purity shows, and so the file of any tool.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from hccgenomics.annotate.copies import Mixture, logarithm, ratio_of
from hccgenomics.readers.copy_number import CopyNumberRequest, read_copy_number
from tests.copy_files import lengths, question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BIN = 50_000
GENES = {"FGF19": "chr11", "CDKN2A": "chr9"}


@dataclass(frozen=True)
class Level:
    contig: str
    start: int
    end: int
    total: float
    minor: float


@dataclass(frozen=True)
class Tumour:
    purity: float
    ploidy: int
    levels: tuple[Level, ...]
    noise: float = 0.0

    @property
    def mixture(self) -> Mixture:
        return Mixture(self.purity, float(self.ploidy))

    def log2(self, level: Level) -> float:
        return logarithm(ratio_of(level.total, self.mixture))


EXTENTS = {
    "focal": (68_900_000, 70_400_000),
    "broad": (58_000_000, 88_000_000),
    "whole_arm": (None, None),
}


def tumour(purity: float, ploidy: int, copies: float, extent: str, *, noise: float = 0.0) -> Tumour:
    """With the amplicon, and with both copies of CDKN2A lost."""
    end = lengths()["chr11"]
    arm = question().arms.of("chr11")[1]
    start, stop = EXTENTS[extent]
    start, stop = start or arm.start, stop or end
    flat = (float(ploidy), ploidy / 2)
    levels = [
        Level("chr9", 0, 21_900_000, *flat),
        Level("chr9", 21_900_000, 22_100_000, 0, 0),
        Level("chr9", 22_100_000, lengths()["chr9"], *flat),
        Level("chr11", 0, start, *flat),
        Level("chr11", start, stop, copies, 1),
    ]
    if stop < end:
        levels.append(Level("chr11", stop, end, *flat))
    return Tumour(purity, ploidy, tuple(levels), noise)


def _jitter(of: Tumour) -> Callable[[], float]:
    chance = random.Random(of.purity * 1000 + of.ploidy)  # noqa: S311 -- noise, no secret
    return lambda: chance.gauss(0, of.noise) if of.noise else 0.0


def _rows(of: Tumour) -> list[tuple[Level, float, int]]:
    """Each level with its ratio, off by what so many bins leave of the noise, and their number."""
    off = _jitter(of)
    found = []
    for level in of.levels:
        bins = max(1, (level.end - level.start) // BIN)
        found.append((level, of.log2(level) + off() / bins**0.5, bins))
    return found


def _bins(of: Tumour) -> str:
    off = _jitter(of)
    lines = ["chromosome\tstart\tend\tgene\tlog2\tdepth\tweight"]
    for level in of.levels:
        for start in range(level.start, level.end, BIN):
            end = min(level.end, start + BIN)
            ratio = of.log2(level) + off()
            lines.append(f"{level.contig}\t{start}\t{end}\t-\t{ratio:.6f}\t100\t1")
    return "\n".join(lines) + "\n"


def _cns(of: Tumour) -> str:
    lines = ["chromosome\tstart\tend\tgene\tlog2\tdepth\tprobes\tweight"]
    lines += [
        f"{level.contig}\t{level.start}\t{level.end}\t-\t{log2:.6g}\t100\t{bins}\t{bins}"
        for level, log2, bins in _rows(of)
    ]
    return "\n".join(lines) + "\n"


def _gatk_heading() -> list[str]:
    contigs = [f"@SQ\tSN:{name}\tLN:{length}" for name, length in lengths().items()]
    return ["@HD\tVN:1.6", *contigs, "@RG\tID:GATKCopyNumber\tSM:TUMOUR"]


def _called(of: Tumour) -> str:
    lines = [
        *_gatk_heading(),
        "CONTIG\tSTART\tEND\tNUM_POINTS_COPY_RATIO\tMEAN_LOG2_COPY_RATIO\tCALL",
    ]
    for level, log2, bins in _rows(of):
        call = "+" if log2 > 0.2 else "-" if log2 < -0.2 else "0"
        lines.append(f"{level.contig}\t{level.start + 1}\t{level.end}\t{bins}\t{log2:.6f}\t{call}")
    return "\n".join(lines) + "\n"


def _model_final(of: Tumour) -> str:
    kinds = [
        f"{what}_POSTERIOR_{at}"
        for what in ("LOG2_COPY_RATIO", "MINOR_ALLELE_FRACTION")
        for at in (10, 50, 90)
    ]
    columns = [
        "CONTIG",
        "START",
        "END",
        "NUM_POINTS_COPY_RATIO",
        "NUM_POINTS_ALLELE_FRACTION",
        *kinds,
    ]
    lines = [*_gatk_heading(), "\t".join(columns)]
    for level, log2, bins in _rows(of):
        rest = 1 - of.purity
        fraction = (of.purity * level.minor + rest) / (of.purity * level.total + 2 * rest)
        cells = [level.contig, level.start + 1, level.end, bins, bins]
        cells += [f"{log2 + off:.6f}" for off in (-0.01, 0, 0.01)]
        cells += [f"{min(0.5, max(0.0, fraction + off)):.6f}" for off in (-0.01, 0, 0.01)]
        lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def _igv(of: Tumour) -> str:
    lines = ["ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean"]
    lines += [
        f"TUMOUR\t{level.contig[3:]}\t{level.start + 1}\t{level.end}\t{bins}\t{log2:.4f}"
        for level, log2, bins in _rows(of)
    ]
    return "\n".join(lines) + "\n"


def _purple(of: Tumour) -> str:
    columns = (
        "chromosome start end copyNumber bafCount observedBAF baf segmentStartSupport "
        "segmentEndSupport method depthWindowCount gcContent minStart maxStart "
        "minorAlleleCopyNumber majorAlleleCopyNumber"
    )
    lines = ["\t".join(columns.split())]
    for level, _, bins in _rows(of):
        major = level.total - level.minor
        cells = [level.contig, level.start + 1, level.end, f"{level.total:.4f}", 100, 0.5, 0.5]
        cells += ["NONE", "NONE", "BAF_WEIGHTED", bins, 0.41, level.start + 1, level.start + 1]
        cells += [f"{level.minor:.4f}", f"{major:.4f}"]
        lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def _purple_purity(of: Tumour) -> str:
    columns = (
        "purity normFactor score diploidProportion ploidy gender status polyclonalProportion "
        "minPurity maxPurity minPloidy maxPloidy minDiploidProportion maxDiploidProportion "
        "version somaticPenalty wholeGenomeDuplication"
    )
    doubled = "true" if of.ploidy > 3 else "false"
    cells = [of.purity, 1, 0.4, 0.5, of.ploidy, "FEMALE", "NORMAL", 0, of.purity, of.purity]
    cells += [of.ploidy, of.ploidy, 0.5, 0.5, "3.7", 0, doubled]
    return "\t".join(columns.split()) + "\n" + "\t".join(map(str, cells)) + "\n"


def _ascat(of: Tumour) -> str:
    lines = ["sample\tchr\tstartpos\tendpos\tnMajor\tnMinor"]
    for level in of.levels:
        major = round(level.total - level.minor)
        lines.append(
            f"TUMOUR\t{level.contig}\t{level.start + 1}\t{level.end}\t{major}\t{round(level.minor)}"
        )
    return "\n".join(lines) + "\n"


def _ascat_solution(of: Tumour) -> str:
    return f"AberrantCellFraction\tPloidy\n{of.purity}\t{of.ploidy}\n"


def _facets(of: Tumour) -> str:
    columns = (
        "chrom seg num.mark nhet cnlr.median mafR segclust cnlr.median.clust mafR.clust start end "
        "cf.em tcn.em lcn.em"
    )
    lines = ["\t".join(columns.split())]
    for row, (level, log2, bins) in enumerate(_rows(of), start=1):
        cells = [level.contig[3:], row, bins, bins // 9, f"{log2:.4f}", 0.1, 1, f"{log2:.4f}", 0.1]
        cells += [level.start + 1, level.end, of.purity, round(level.total), round(level.minor)]
        lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def _facets_fit(of: Tumour) -> str:
    return f"purity\tploidy\n{of.purity}\t{of.ploidy}\n"


def _vcf(of: Tumour) -> str:
    lines = ["##fileformat=VCFv4.2"]
    lines += [f"##contig=<ID={name},length={length}>" for name, length in lengths().items()]
    lines += [
        '##ALT=<ID=CNV,Description="Copy number variant">',
        '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
        '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number of tumour cells">',
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOUR",
    ]
    for level in of.levels:
        if level.total == of.ploidy:
            continue  # the file lists altered stretches alone
        alt = "<DUP>" if level.total > of.ploidy else "<DEL>"
        info = f"SVTYPE={alt[1:-1]};END={level.end}"
        start = max(1, level.start)
        lines.append(
            f"{level.contig}\t{start}\t.\tN\t{alt}\t.\tPASS\t{info}\tGT:CN\t./.:{round(level.total)}"
        )
    return "\n".join(lines) + "\n"


WRITERS: dict[str, dict[str, Callable[[Tumour], str]]] = {
    "CNVkit segments": {"tumour.cns": _cns},
    "CNVkit bins": {"tumour.cnr": _bins},
    "CNVkit segments and bins": {"tumour.cns": _cns, "tumour.cnr": _bins},
    "GATK called segments": {"tumour.called.seg": _called},
    "GATK modelled segments": {"tumour.modelFinal.seg": _model_final},
    "IGV segments": {"tumour.seg": _igv},
    "PURPLE": {"t.purple.cnv.somatic.tsv": _purple, "t.purple.purity.tsv": _purple_purity},
    "ASCAT": {"t.segments.txt": _ascat, "t.purityploidy.txt": _ascat_solution},
    "FACETS": {"t.cncf.tsv": _facets, "t.fit.txt": _facets_fit},
    "VCF of calls": {"tumour.vcf": _vcf},
}
"""What each tool writes; those with ratios alone are read with the purity and ploidy given."""
STATES_SOLUTION = frozenset({"PURPLE", "ASCAT", "FACETS"})
_RUN = count(1)


def written(of: Tumour, kind: str, folder: Path):
    """The files of one kind, read as a user's would be."""
    here = folder / f"{next(_RUN)}"
    here.mkdir()
    paths = []
    for name, write in WRITERS[kind].items():
        (here / name).write_text(write(of), encoding="utf-8")
        paths.append(here / name)
    asked = question()
    return read_copy_number(
        CopyNumberRequest(
            paths=tuple(paths),
            format=None,
            sample=None,
            normal=None,
            contigs={asked.models.assembly: asked.models.contigs},
        )
    )


def asked_of(of: Tumour, kind: str, **changes):
    """The question, with purity and ploidy where the files do not state them."""
    if kind in STATES_SOLUTION:
        return question(**changes)
    return question(purity=of.purity, ploidy=float(of.ploidy), **changes)
