"""VCFs of one patient, right and wrong: variants at places of the panel with known bases."""

from __future__ import annotations

from functools import cache

from hccgenomics.model.genome import Interval
from hccgenomics.pipeline.models import open_models
from hccgenomics.vocabulary import Assembly
from tests.written import vcf_text

GENE = ("chr17", 7_675_000)
"""From here on along TP53, GRCh38."""


@cache
def places(number: int) -> tuple[tuple[str, int, str, str], ...]:
    """So many substitutions, each with the reference's own base, ten bases apart."""
    contig, start = GENE
    models = open_models(None)[Assembly.GRCH38]
    found = []
    for pos in range(start, start + 10_000, 10):
        ref = models.bases(Interval(contig, pos - 1, pos))
        if ref in "ACGT" and len(found) < number:
            found.append((contig, pos, ref, "CATG"["ACGT".index(ref)]))
    assert len(found) == number
    return tuple(found)


def column(alt: int, depth: int, genotype: str | None = None) -> str:
    """One cell of GT:AD:DP."""
    called = genotype or ("1/1" if alt > 0.9 * depth else "0/1" if alt else "0/0")
    return f"{called}:{depth - alt},{alt}:{depth}"


def one_sample(*reads: tuple[int, int], filters: str = "PASS", **header) -> str:
    """A file with one column: alternate reads and depth of each allele."""
    records = [
        (*place, filters, "GT:AD:DP", column(*pair))
        for place, pair in zip(places(len(reads)), reads, strict=True)
    ]
    return vcf_text(records, **header)


def pair(*reads: tuple[tuple[int, int], tuple[int, int]], filters: str = "PASS", **header) -> str:
    """A file with two columns, the tumour's first."""
    records = [
        (*place, filters, "GT:AD:DP", *(column(*one) for one in both))
        for place, both in zip(places(len(reads)), reads, strict=True)
    ]
    return vcf_text(records, **{"samples": ("TUMOR", "NORMAL"), **header})


def with_header(text: str, *lines: str) -> str:
    """The same with further lines in the header, after the first."""
    first, rest = text.split("\n", 1)
    return "\n".join([first, *lines, rest])


GERMLINE = one_sample(*[(48, 100)] * 7, *[(99, 100)] * 5, samples=("P1",))
SWAPPED = pair(*[((0, 80), (30, 100))] * 4)
SOUND = pair(*[((30, 100), (0, 80))] * 4)
MUTECT2 = "##source=Mutect2"
HAPLOTYPECALLER = (
    '##GATKCommandLine=<ID=HaplotypeCaller,CommandLine="HaplotypeCaller",Version="4.5">'
)
