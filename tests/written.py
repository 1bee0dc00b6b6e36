"""VCF text for tests: a header that names its assembly, and the records a test is about."""

from __future__ import annotations

from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.vocabulary import Assembly

FORMATS = (
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depths">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">',
)


def vcf_text(records, *, assembly=Assembly.GRCH38, samples=("TUMOUR",), version="4.2") -> str:
    """``records``: rows of (contig, pos, ref, alt[, filter[, FORMAT[, sample…]]])."""
    contigs = load_assemblies()[assembly].contigs.values()
    lines = [
        f"##fileformat=VCFv{version}",
        *FORMATS,
        *(f"##contig=<ID={contig.name},length={contig.length}>" for contig in contigs),
        "\t".join(
            ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", *samples]
        ),
    ]
    return "\n".join([*lines, *(_line(record, len(samples)) for record in records)]) + "\n"


def _line(record, samples: int) -> str:
    contig, pos, ref, alt, *rest = record
    filters = rest[0] if rest else "PASS"
    keys = rest[1] if len(rest) > 1 else "GT:AD:DP"
    columns = rest[2:] or [_carrying(alt.count(",") + 1)]
    cells = [contig, str(pos), ".", ref, alt, ".", filters, ".", keys, *columns]
    return "\t".join([*cells, *["./.:.:."] * (samples - len(columns))])


def _carrying(alleles: int) -> str:
    """A genotype that carries every alternate allele, 40 reads each."""
    genotype = "/".join(map(str, range(alleles + 1)))
    return f"{genotype}:{','.join(['80', *['40'] * alleles])}:{80 + 40 * alleles}"
