"""The same variants as several callers write them: their header lines, fields and ways to count.

Written from each caller's own documentation and headers; coordinates and counts are the test's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.readers.files import CONTIGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.vocabulary import Assembly

FIXED = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO")


@dataclass(frozen=True, order=True)
class Change:
    """One variant, and the reads for and against it."""

    contig: str
    pos: int
    ref: str
    alt: str
    ref_depth: int
    alt_depth: int

    @property
    def depth(self) -> int:
        return self.ref_depth + self.alt_depth

    @property
    def vaf(self) -> float:
        return self.alt_depth / self.depth


@dataclass(frozen=True)
class Caller:
    """How one caller writes.

    Attributes:
        meta: The lines of the header that tell it.
        info, keys, values: INFO, FORMAT and the tumour's column of a variant.
        has_columns: Whether there are sample columns at all.
    """

    meta: tuple[str, ...]
    keys: str
    values: Callable[[Change], str]
    info: Callable[[Change], str] = lambda _: "."
    has_columns: bool = True

    def text(self, changes: list[Change], assembly: Assembly) -> bytes:
        """The whole file."""
        known = CONTIGS[assembly].contigs
        contigs = [f"contig=<ID={name},length={c.length}>" for name, c in known.items()]
        order = list(known)
        lines = [f"##{line}" for line in ("fileformat=VCFv4.2", *self.meta, *contigs)]
        lines.append("\t".join([*FIXED, *(["FORMAT", "TUMOUR"] if self.has_columns else [])]))
        ordered = sorted(changes, key=lambda c: (order.index(c.contig), c))
        lines += ["\t".join(self._cells(change)) for change in ordered]
        return ("\n".join(lines) + "\n").encode()

    def _cells(self, change: Change) -> list[str]:
        cells = [change.contig, str(change.pos), ".", change.ref, change.alt, "50", "PASS"]
        cells.append(self.info(change))
        return [*cells, self.keys, self.values(change)] if self.has_columns else cells


def _format(*fields: str) -> tuple[str, ...]:
    """Lines such as ``AD,R,Integer`` written out."""
    made = []
    for field in fields:
        name, number, kind = field.split(",")
        made.append(f'FORMAT=<ID={name},Number={number},Type={kind},Description="{name}">')
    return tuple(made)


def _strelka2(change: Change) -> str:
    counts = {change.ref: change.ref_depth, change.alt: change.alt_depth}
    tiers = ":".join(f"{counts.get(base, 0)},{counts.get(base, 0)}" for base in "ACGT")
    return f"{change.depth}:0:0:0:{tiers}"


def _split(number: int) -> str:
    """Reads on the two strands."""
    return f"{number // 2},{number - number // 2}"


def _vardict(c: Change) -> str:
    strands = f"{_split(c.ref_depth)}:{_split(c.alt_depth)}"
    return f"0/1:{c.depth}:{c.alt_depth}:{c.ref_depth},{c.alt_depth}:{c.vaf:.4f}:{strands}"


CALLERS = {
    "mutect2": Caller(
        (
            'GATKCommandLine=<ID=Mutect2,CommandLine="Mutect2 --output x.vcf",Version="4.2.6.1">',
            "MutectVersion=2.2",
            "source=Mutect2",
            "tumor_sample=TUMOUR",
            *_format("GT,1,String", "AD,R,Integer", "AF,A,Float", "DP,1,Integer"),
        ),
        "GT:AD:AF:DP",
        lambda c: f"0/1:{c.ref_depth},{c.alt_depth}:{c.vaf:.3f}:{c.depth}",
    ),
    "strelka2": Caller(
        (
            "source=strelka",
            "source_version=2.9.10",
            "content=strelka somatic snv calls",
            'INFO=<ID=SOMATIC,Number=0,Type=Flag,Description="Somatic mutation">',
            *_format("DP,1,Integer", "FDP,1,Integer", "SDP,1,Integer", "SUBDP,1,Integer"),
            *_format("AU,2,Integer", "CU,2,Integer", "GU,2,Integer", "TU,2,Integer"),
        ),
        "DP:FDP:SDP:SUBDP:AU:CU:GU:TU",
        _strelka2,
        lambda _: "SOMATIC",
    ),
    "vardict": Caller(
        (
            "source=VarDict_v1.8.2",
            *_format("GT,1,String", "DP,1,Integer", "VD,1,Integer", "AD,R,Integer", "AF,1,Float"),
            *_format("RD,2,Integer", "ALD,2,Integer"),
        ),
        "GT:DP:VD:AD:AF:RD:ALD",
        _vardict,
    ),
    "varscan2": Caller(
        (
            "source=VarScan2",
            *_format("GT,1,String", "GQ,1,Integer", "DP,1,Integer", "RD,1,Integer"),
            *_format("AD,1,Integer", "FREQ,1,String", "DP4,1,String"),
        ),
        "GT:GQ:DP:RD:AD:FREQ:DP4",
        lambda c: (
            f"0/1:.:{c.depth}:{c.ref_depth}:{c.alt_depth}:{100 * c.vaf:.2f}%"
            f":{_split(c.ref_depth)},{_split(c.alt_depth)}"
        ),
    ),
    "lofreq": Caller(
        (
            "source=lofreq call -f ref.fa -o out.vcf in.bam",
            'INFO=<ID=DP,Number=1,Type=Integer,Description="Raw Depth">',
            'INFO=<ID=AF,Number=1,Type=Float,Description="Allele Frequency">',
            'INFO=<ID=SB,Number=1,Type=Integer,Description="Phred-scaled strand bias">',
            'INFO=<ID=DP4,Number=4,Type=Integer,Description="Counts for ref-forward bases">',
        ),
        "",
        lambda _: "",
        lambda c: (
            f"DP={c.depth};AF={c.vaf:.6f};SB=0;DP4={_split(c.ref_depth)},{_split(c.alt_depth)}"
        ),
        has_columns=False,
    ),
    "freebayes": Caller(
        (
            "source=freeBayes v1.3.6",
            *_format("GT,1,String", "DP,1,Integer", "AD,R,Integer", "RO,1,Integer"),
            *_format("QR,1,Integer", "AO,A,Integer", "QA,A,Integer"),
        ),
        "GT:DP:AD:RO:QR:AO:QA",
        lambda c: f"0/1:{c.depth}:{c.ref_depth},{c.alt_depth}:{c.ref_depth}:900:{c.alt_depth}:400",
    ),
    "dragen": Caller(
        (
            'DRAGENVersion=<ID=dragen,Version="SW: 05.121.645.4.0.3, HW: 05.121.645">',
            'DRAGENCommandLine=<ID=dragen,Date="x",CommandLineOptions="--enable-variant-caller '
            'true --tumor-bam-input x.bam">',
            "source=DRAGEN_SOMATIC",
            *_format("GT,1,String", "SQ,1,Float", "AD,R,Integer", "AF,A,Float", "DP,1,Integer"),
        ),
        "GT:SQ:AD:AF:DP",
        lambda c: f"0/1:30.1:{c.ref_depth},{c.alt_depth}:{c.vaf:.3f}:{c.depth}",
    ),
    "tnscope": Caller(
        (
            'SentieonCommandLine.TNscope=<ID=TNscope,Version="sentieon-genomics-202112",'
            'CommandLine="driver --algo TNscope --tumor_sample TUMOUR out.vcf">',
            *_format("GT,1,String", "AD,R,Integer", "AF,A,Float", "AFDP,1,Integer"),
        ),
        "GT:AD:AF:AFDP",
        lambda c: f"0/1:{c.ref_depth},{c.alt_depth}:{c.vaf:.3f}:{c.depth}",
    ),
    "pisces": Caller(
        (
            "source=Pisces 5.2.10.49",
            'Pisces_cmdline="-B x.bam -g genome --minvf 0.01"',
            'INFO=<ID=DP,Number=1,Type=Integer,Description="Total Depth">',
            *_format("GT,1,String", "GQ,1,Integer", "AD,.,Integer", "DP,1,Integer"),
            *_format("VF,.,Float", "NL,1,Integer", "SB,1,Float"),
        ),
        "GT:GQ:AD:DP:VF:NL:SB",
        lambda c: f"0/1:100:{c.ref_depth},{c.alt_depth}:{c.depth}:{c.vaf:.5f}:20:-100.0",
        lambda c: f"DP={c.depth}",
    ),
    "deepsomatic": Caller(
        (
            "DeepVariant_version=1.6.1",
            'FILTER=<ID=GERMLINE,Description="Non somatic variants">',
            'FILTER=<ID=RefCall,Description="Genotyping model thinks this site is reference.">',
            *_format("GT,1,String", "GQ,1,Integer", "DP,1,Integer", "AD,R,Integer", "VAF,A,Float"),
        ),
        "GT:GQ:DP:AD:VAF",
        lambda c: f"1/1:40:{c.depth}:{c.ref_depth},{c.alt_depth}:{c.vaf:.5f}",
    ),
    "generic": Caller(
        (
            "source=a caller of our own",
            *_format("GT,1,String", "AD,R,Integer", "DP,1,Integer"),
        ),
        "GT:AD:DP",
        lambda c: f"0/1:{c.ref_depth},{c.alt_depth}:{c.depth}",
    ),
}

MAF_COLUMNS = (
    *("Hugo_Symbol", "NCBI_Build", "Chromosome", "Start_Position", "End_Position", "Strand"),
    *("Variant_Classification", "Variant_Type", "Reference_Allele", "Tumor_Seq_Allele1"),
    *("Tumor_Seq_Allele2", "Tumor_Sample_Barcode", "Matched_Norm_Sample_Barcode"),
    *("t_depth", "t_ref_count", "t_alt_count"),
)


def maf(changes: list[Change], assembly: Assembly) -> bytes:
    """The same as a MAF; substitutions of one base."""
    lines = ["#version 2.4", "\t".join(MAF_COLUMNS)]
    for c in changes:
        counts = (c.depth, c.ref_depth, c.alt_depth)
        row = ("Unknown", assembly, c.contig, c.pos, c.pos, "+", "Missense_Mutation", "SNP")
        cells = (*row, c.ref, c.ref, c.alt, "TUMOUR", "NORMAL", *counts)
        lines.append("\t".join(map(str, cells)))
    return ("\n".join(lines) + "\n").encode()


def table(changes: list[Change], assembly: Assembly) -> bytes:
    """The same as a laboratory's plain table."""
    lines = ["contig\tpos\tref\talt\tref_depth\talt_depth\tdepth"]
    for c in changes:
        cells = (c.contig, c.pos, c.ref, c.alt, c.ref_depth, c.alt_depth, c.depth)
        lines.append("\t".join(map(str, cells)))
    return ("\n".join(lines) + "\n").encode()


DOORS = {"maf": maf, "table": table}
