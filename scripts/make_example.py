"""Write the bundled example: a synthetic hepatocellular carcinoma as Mutect2 would call it.

    python scripts/make_example.py > resources/example/hcc-example.vcf

Nobody's data: positions and changes are chosen for what they show, read counts are drawn from
a seeded generator, REF bases of panel genes come from the embedded models. Records outside the
panel carry made-up bases, which nothing in the product looks at.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from typing import Final

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


def main() -> None:
    """Write the VCF to standard output, sorted as its header lists the contigs."""
    models = load_models(Assembly.GRCH38)
    draw = random.Random(SEED)  # noqa: S311 -- read counts of an example, no secret
    order = {contig: rank for rank, contig in enumerate(CONTIGS)}
    plans = sorted(planned(), key=lambda plan: (order[plan.contig], plan.pos))
    lines = [*header(models), *(record(plan, models, draw) for plan in plans)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
