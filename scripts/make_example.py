"""Write the bundled example: a synthetic hepatocellular carcinoma.

    python scripts/make_example.py

writes five files into ``resources/example``: small variants as Mutect2 calls them, segments as
CNVkit states them, structural variants as Manta does, the panel's regions as a BED, and the depth
at their bases as mosdepth writes it.

Nobody's data: positions and changes are chosen for what they show, read counts are drawn from
a seeded generator, REF bases of panel genes come from the embedded models. Records outside the
panel carry made-up bases, which nothing in the product looks at.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Final

from hccgenomics.knowledge.arms import load_arms
from hccgenomics.knowledge.places import load_places
from hccgenomics.knowledge.transcripts import PanelModels, load_models
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import CONTIGS, MITOCHONDRION, Assembly

SEED: Final = 20260401
TUMOUR: Final = "EXAMPLE-TUMOUR"
NORMAL: Final = "EXAMPLE-NORMAL"


@dataclass(frozen=True)
class Planned:
    """One record to write; REF is read from the models where ``length`` is given."""

    contig: str
    pos: int
    alt: str
    vaf: tuple[float, ...]
    length: int = 1
    ref: str | None = None
    filters: str = "PASS"
    normal_vaf: float = 0.0
    genotype: str = "0/1"


def planned() -> list[Planned]:
    """The tumour's story, on GRCh38."""
    return [
        # drivers
        Planned("chr5", 1_295_113, "A", (0.34,)),  # TERT c.-124C>T
        Planned("chr3", 41_224_607, "G", (0.41,)),  # CTNNB1 c.95A>G, D32G
        Planned("chr17", 7_674_216, "A", (0.46,)),  # TP53 c.747G>T, R249S
        Planned("chr12", 45_851_800, "{first}", (0.38,), length=3),  # ARID2, 2-base deletion
        # passengers in panel genes
        Planned("chr4", 73_408_700, "{first}", (0.29,), length=2, ref="GA"),  # ALB frameshift
        Planned("chr2", 21_006_400, "T", (0.22,), ref="C"),  # APOB
        Planned("chr5", 112_839_510, "{other}", (0.31,)),  # APC, coding
        Planned("chr7", 116_771_000, "{other}", (0.12,)),  # MET, intronic
        Planned("chr11", 108_229_200, "{other}", (0.24,)),  # ATM, coding
        Planned("chr8", 37_700_000, "G", (0.19,), ref="A"),
        # a polymorphism of the promoter that the caller takes for germline
        Planned("chr5", 1_295_234, "G", (0.52,), filters="germline", normal_vaf=0.49),
        # a hotspot the caller did not trust: shown as left out, not as found
        Planned("chr3", 179_234_297, "G", (0.012,), filters="weak_evidence"),  # PIK3CA H1047R
        # what a caller's filters are for
        Planned("chr17", 7_676_154, "C", (0.98,), filters="germline", normal_vaf=0.99),  # TP53 P72R
        Planned("chr1", 26_696_500, "{other}", (0.03,), filters="clustered_events;haplotype"),
        Planned("chr13", 32_340_000, "{third}", (0.04,), filters="strand_bias"),
        # one record, two alleles
        Planned("chr16", 2_054_350, "{other},{third}", (0.18, 0.09), genotype="0/1/2"),
        # outside the panel
        Planned("chr1", 100_000_123, "T", (0.33,), ref="C"),
        Planned("chr6", 90_123_456, "A", (0.27,), ref="G"),
        Planned("chr9", 90_123_000, "C", (0.35,), ref="T"),
        Planned("chr14", 70_555_111, "G", (0.08,), ref="GAA", filters="slippage"),
        Planned("chr19", 30_000_777, "A", (0.30,), ref="C"),
        Planned("chr20", 40_111_222, "T", (0.51,), ref="G", filters="germline", normal_vaf=0.5),
        Planned("chr22", 30_999_888, "C", (0.25,), ref="A"),
        Planned("chrX", 70_010_010, "T", (0.40,), ref="C"),
    ]


COLUMNS: Final = ("POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT")
FILTERS: Final = {
    "PASS": "Site contains at least one allele that passes filters",
    "clustered_events": "Clustered events observed in the tumor",
    "germline": "Evidence indicates this site is germline, not somatic",
    "haplotype": "Variant near filtered variant on same haplotype.",
    "slippage": "Site filtered due to contraction of short tandem repeat region",
    "strand_bias": "Evidence for alt allele comes from one read direction only",
    "weak_evidence": "Mutation does not meet likelihood threshold",
}


def header(models: PanelModels) -> list[str]:
    """The header lines a current Mutect2 writes, without command lines."""
    contigs = models.contigs.contigs
    return [
        "##fileformat=VCFv4.2",
        *(f'##FILTER=<ID={name},Description="{text}">' for name, text in FILTERS.items()),
        '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allelic depths">',
        '##FORMAT=<ID=AF,Number=A,Type=Float,Description="Allele fractions of alternate alleles">',
        '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth">',
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        '##INFO=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth">',
        '##INFO=<ID=TLOD,Number=A,Type=Float,Description="Log 10 likelihood ratio score">',
        "##MutectVersion=2.2",
        *(
            f"##contig=<ID={name},length={contigs[name].length}>"
            for name in CONTIGS
            if name != MITOCHONDRION
        ),
        f"##normal_sample={NORMAL}",
        "##source=Mutect2",
        f"##tumor_sample={TUMOUR}",
        "#"
        + "\t".join(
            ["CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", NORMAL, TUMOUR]
        ),
    ]


def record(plan: Planned, models: PanelModels, draw: random.Random) -> str:
    """One line, with counts drawn for tumour and normal."""
    ref = plan.ref or models.bases(Interval.at(plan.contig, pos=plan.pos, length=plan.length))
    if "N" in ref:
        raise SystemExit(f"{plan.contig}:{plan.pos}: the embedded sequence is not known here.")
    others = [base for base in "ACGT" if base != ref[0]]
    alt = plan.alt.format(first=ref[0], other=others[1], third=others[2])
    tumour = _sample(plan.vaf, draw.randint(140, 320), draw, plan.genotype)
    normal = _sample((plan.normal_vaf,) * len(plan.vaf), draw.randint(60, 140), draw, "0/0")
    depth = sum(int(column.split(":")[3]) for column in (tumour, normal))
    lod = ",".join(f"{vaf * 250:.2f}" for vaf in plan.vaf)
    return "\t".join(
        [
            plan.contig, str(plan.pos), ".", ref, alt, ".", plan.filters,
            f"DP={depth};TLOD={lod}", "GT:AD:AF:DP", normal, tumour,
        ]
    )  # fmt: skip


def _sample(vaf: tuple[float, ...], depth: int, draw: random.Random, genotype: str) -> str:
    alts = [sum(draw.random() < share for _ in range(depth)) for share in vaf]
    ref = max(0, depth - sum(alts))
    shares = ",".join(f"{alt / depth:.3f}" for alt in alts)
    return f"{genotype}:{','.join(map(str, (ref, *alts)))}:{shares}:{depth}"


FOLDER: Final = Path(__file__).parents[1] / "resources" / "example"
PURITY: Final = 0.7
PLOIDY: Final = 2.1
ARMS: Final = {
    "1q": 3, "4q": 1, "6p": 3, "8p": 1, "8q": 3, "13q": 1, "16q": 1, "17p": 1,
}  # fmt: skip
"""Copies of whole arms; all others have two."""
FOCAL: Final = (("chr11", 69_350_000, 69_960_000, 11), ("chr9", 21_900_000, 22_050_000, 0))
"""The 11q13 amplicon with CCND1, FGF19, FGF4 and FGF3; a homozygous loss of CDKN2A."""
BIN: Final = 150_000
SPREAD: Final = 0.12
GENES_NAMED: Final = 12


def ratio(copies: float) -> float:
    """The log2 ratio of a tumour of this purity and ploidy (Carter 2012, doi:10.1038/nbt.2203)."""
    return log2((PURITY * copies + (1 - PURITY) * 2) / (PURITY * PLOIDY + (1 - PURITY) * 2))


def stretches() -> list[tuple[str, int, int, int]]:
    """Contig, start, end (interbase) and copies, along the genome; no sex chromosomes."""
    found = []
    for arm in load_arms(Assembly.GRCH38).arms:
        if arm.contig in ("chrX", "chrY") or not len(arm):
            continue
        start, copies = arm.start + 10_000, ARMS.get(arm.name, 2)
        for contig, first, last, focal in FOCAL:
            if contig == arm.contig and arm.start <= first < arm.end:
                found += [(contig, start, first, copies), (contig, first, last, focal)]
                start = last
        found.append((arm.contig, start, arm.end, copies))
    order = {contig: rank for rank, contig in enumerate(CONTIGS)}
    return sorted(found, key=lambda one: (order[one[0]], one[1]))


def segments(draw: random.Random) -> list[str]:
    """The lines of a ``.cns`` with its confidence intervals."""
    places = load_places(Assembly.GRCH38)
    lines = ["chromosome\tstart\tend\tgene\tlog2\tdepth\tprobes\tweight\tci_lo\tci_hi"]
    for contig, start, end, copies in stretches():
        probes = max(4, (end - start) // BIN)
        error = SPREAD / probes**0.5
        seen = ratio(copies) + draw.gauss(0, error)
        genes = [gene.symbol for gene in places.within(contig, start, end)]
        named = ",".join(genes[:GENES_NAMED]) or "-"
        numbers = (
            seen,
            180 * 2**seen,
            probes,
            probes * 0.9,
            seen - 1.96 * error,
            seen + 1.96 * error,
        )
        cells = (f"{number:.6g}" for number in numbers)
        lines.append("\t".join([contig, str(start), str(end), named, *cells]))
    return lines


def junctions(models: PanelModels) -> list[str]:
    """The lines of a somatic Manta VCF."""
    contigs = models.contigs.contigs
    info = (
        ("SVTYPE", "1", "String"), ("END", "1", "Integer"), ("SVLEN", ".", "Integer"),
        ("MATEID", ".", "String"), ("CIPOS", "2", "Integer"), ("HOMLEN", ".", "Integer"),
        ("SOMATIC", "0", "Flag"), ("SOMATICSCORE", "1", "Integer"),
    )  # fmt: skip
    header = [
        "##fileformat=VCFv4.1",
        "##source=GenerateSVCandidates 1.6.0",
        *(f"##contig=<ID={n},length={contigs[n].length}>" for n in CONTIGS if n != MITOCHONDRION),
        *(f'##INFO=<ID={i},Number={n},Type={t},Description="{i}">' for i, n, t in info),
        '##FORMAT=<ID=PR,Number=.,Type=Integer,Description="Spanning paired-read support">',
        '##FORMAT=<ID=SR,Number=.,Type=Integer,Description="Split reads">',
        '##FILTER=<ID=MinSomaticScore,Description="SOMATICSCORE is less than 30">',
        '##ALT=<ID=DEL,Description="Deletion">',
        '##ALT=<ID=DUP:TANDEM,Description="Tandem Duplication">',
        "#" + "\t".join([*("CHROM", *COLUMNS), NORMAL, TUMOUR]),
    ]
    return header + ["\t".join(row) for row in JUNCTIONS]


def _row(
    place: str, name: str, alleles: str, filters: str, info: str, reads: str
) -> tuple[str, ...]:
    contig, pos = place.split(":")
    ref, alt = alleles.split(">", 1)
    return (contig, pos, name, ref, alt, ".", filters, info, "PR:SR", "64,0:80,0", reads)


JUNCTIONS: Final = (
    _row(
        "chr1:52000123", "MantaBND:7:0:1:0:0:0:0", "G>G[chr8:101000456[", "PASS",
        "SVTYPE=BND;MATEID=MantaBND:7:0:1:0:0:0:1;SOMATIC;SOMATICSCORE=88", "70,14:81,17",
    ),
    _row(
        "chr8:101000456", "MantaBND:7:0:1:0:0:0:1", "A>]chr1:52000123]A", "PASS",
        "SVTYPE=BND;MATEID=MantaBND:7:0:1:0:0:0:0;SOMATIC;SOMATICSCORE=88", "70,14:81,17",
    ),
    _row(
        "chr11:69350000", "MantaDUP:TANDEM:12:0:1:0:0:0", "T><DUP:TANDEM>", "PASS",
        "END=69960000;SVTYPE=DUP;SVLEN=610000;SOMATIC;SOMATICSCORE=301", "90,160:77,201",
    ),
    _row(
        "chr17:16070000", "MantaDEL:31:0:1:0:0:0", "C><DEL>", "PASS",
        "END=16098000;SVTYPE=DEL;SVLEN=-28000;CIPOS=0,3;HOMLEN=3;SOMATIC;SOMATICSCORE=96",
        "44,19:51,23",
    ),
    _row(
        "chr19:10490000", "MantaDEL:44:0:0:0:0:0", "A><DEL>", "MinSomaticScore",
        "END=10499000;SVTYPE=DEL;SVLEN=-9000;SOMATIC;SOMATICSCORE=12", "98,3:101,1",
    ),
)  # fmt: skip
"""An unrelated translocation, the amplicon's duplication, a deletion within NCOR1, one filtered."""


GENES_AIMED_AT: Final = (
    *("TP53", "CTNNB1", "AXIN1", "ARID1A", "ARID2", "TSC1", "TSC2", "PTEN", "MET", "NFE2L2"),
    *("KEAP1", "CDKN2A", "RB1", "IDH1", "IDH2", "FGFR2", "BRAF", "KRAS", "ERBB2", "FGF19", "VEGFA"),
)
"""RPS6KA3 is not among them: many panels lack it."""
PROMOTER: Final = Interval("chr5", 1_295_000, 1_295_300)
"""Of TERT, with every known position."""
PADDING: Final = 25
STEP: Final = 40
DEEPEST, SHALLOWEST, THIN_DEPTH = 240, 120, 22
THIN: Final = Interval("chr1", 26_696_604, 26_696_764)
"""A stretch of ARID1A's first exon, rich in G and C, where capture fails."""


def regions(models: PanelModels) -> list[Interval]:
    """What the panel aims at: coding exons with a margin, and the TERT promoter."""
    found = [PROMOTER]
    for symbol in GENES_AIMED_AT:
        transcript = models.gene(symbol).select
        for exon in transcript.exons:
            start, end = max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end)
            if start < end:
                found.append(Interval(transcript.contig, start - PADDING, end + PADDING))
    order = {contig: rank for rank, contig in enumerate(CONTIGS)}
    merged: list[Interval] = []
    for one in sorted(found, key=lambda one: (order[one.contig], one.start)):
        if merged and merged[-1].contig == one.contig and one.start <= merged[-1].end:
            merged[-1] = Interval(one.contig, merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return merged


def panel(models: PanelModels) -> list[str]:
    """The lines of a BED."""
    return [f"{one.contig}\t{one.start}\t{one.end}" for one in regions(models)]


def depths(models: PanelModels, draw: random.Random) -> list[str]:
    """The lines of a per-base BED, in steps of alike depth."""
    lines = []
    for one in regions(models):
        for start in range(one.start, one.end, STEP):
            step = Interval(one.contig, start, min(start + STEP, one.end))
            deep = THIN_DEPTH if step.overlaps(THIN) else draw.randint(SHALLOWEST, DEEPEST)
            lines.append(f"{step.contig}\t{step.start}\t{step.end}\t{deep}")
    return lines


def small(models: PanelModels) -> list[str]:
    """The lines of the VCF, sorted as its header lists the contigs."""
    draw = random.Random(SEED)  # noqa: S311 -- read counts of an example, no secret
    order = {contig: rank for rank, contig in enumerate(CONTIGS)}
    plans = sorted(planned(), key=lambda plan: (order[plan.contig], plan.pos))
    return [*header(models), *(record(plan, models, draw) for plan in plans)]


def main() -> None:
    """Write the five files."""
    models = load_models(Assembly.GRCH38)
    draw = random.Random(SEED)  # noqa: S311 -- an example's noise, no secret
    files = {
        "hcc-example.vcf": small(models),
        "hcc-example.cns": segments(draw),
        "hcc-example.sv.vcf": junctions(models),
        "hcc-example.panel.bed": panel(models),
        "hcc-example.per-base.bed": depths(models, draw),
    }
    for name, lines in files.items():
        (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
