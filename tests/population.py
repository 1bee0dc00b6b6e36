"""Small population files for tests, packed and indexed as publishers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pysam

from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from pathlib import Path

AF_LINE = '##INFO=<ID=AF,Number=A,Type=Float,Description="Alternate allele frequency">'
GNOMAD_4 = (
    AF_LINE,
    '##INFO=<ID=AN,Number=1,Type=Integer,Description="Alleles">',
    '##INFO=<ID=nhomalt,Number=A,Type=Integer,Description="Homozygotes">',
    '##INFO=<ID=AF_grpmax,Number=A,Type=Float,Description="Highest of the groups">',
    '##INFO=<ID=grpmax,Number=A,Type=String,Description="The group">',
    '##FILTER=<ID=AC0,Description="No genotype is good">',
    '##FILTER=<ID=AS_VQSR,Description="Failed">',
)


def population_text(records, *, fields=GNOMAD_4, assembly=Assembly.GRCH38, name=str) -> str:
    """``records``: rows of (contig, pos, ref, alt, filter, INFO); ``name`` renames contigs."""
    contigs = load_assemblies()[assembly].contigs.values() if assembly else ()
    lines = [
        "##fileformat=VCFv4.2",
        *fields,
        *(f"##contig=<ID={name(c.name)},length={c.length}>" for c in contigs),
        "\t".join(["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"]),
    ]
    ordered = sorted(records, key=lambda row: (list_of_contigs().index(row[0]), row[1]))
    for contig, pos, ref, alt, *rest in ordered:
        filters, info = rest or ("PASS", "AF=0.1")
        lines.append("\t".join([name(contig), str(pos), ".", ref, alt, ".", filters, info]))
    return "\n".join(lines) + "\n"


def list_of_contigs():
    return list(load_assemblies()[Assembly.GRCH38].contigs)


def packed(text: str, folder: Path, *, name="population.vcf.gz", csi=False) -> Path:
    """The text compressed with bgzip, with its index beside it."""
    plain = folder / f"{name}.txt"
    plain.write_text(text, encoding="utf-8")
    path = folder / name
    pysam.tabix_compress(str(plain), str(path), force=True)
    pysam.tabix_index(str(path), preset="vcf", csi=csi, force=True)
    return path
