"""The NCI Genomic Data Commons (TCGA and others): segments of two alleles, and copies by gene.

Both are made of ASCAT's or ABSOLUTE's fits, so that copies are those of tumour cells; the fits
themselves are not in the files (https://docs.gdc.cancer.gov/Data/Bioinformatics_Pipelines/CNV_Pipeline/).
Its segments with a mean instead of copies are a SEG, and read as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number_files import Observation
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import rarer
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import Places
from hccgenomics.vocabulary import CopySource, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_SAMPLE: Final = "GDC_Aliquot"
_PLACES: Final = Places("Chromosome", "Start", "End", first=1)
_SEGMENTS: Final = (_SAMPLE, *_PLACES[:3], "Copy_Number", "Major_Copy_Number", "Minor_Copy_Number")
_GENE_PLACES: Final = Places("chromosome", "start", "end", first=1)
_GENES: Final = ("gene_id", "gene_name", *_GENE_PLACES[:3], "copy_number")


def _recognises(head: Head) -> bool:
    return head.has(*_SEGMENTS) or head.has(*_GENES)


def _read(table: Table, asked: Asked) -> Found:
    if table.head.has(*_GENES):
        return Found(CopySource.GENES, genes=table.genes("gene_name", _GENE_PLACES, _of_gene))
    sample = OneSample(table, asked, _SAMPLE)
    segments = table.segments(_PLACES, _seen, sample.rows())
    return Found(CopySource.SEGMENTS, segments=segments, sample=sample.name, notes=sample.notes)


def _seen(row: Row) -> Observation:
    alleles = row.number("Major_Copy_Number"), row.number("Minor_Copy_Number")
    return Observation(copies=row.number("Copy_Number"), minor_copies=rarer(*alleles))


def _of_gene(row: Row) -> Observation:
    return Observation(
        copies=row.number("copy_number"),
        copies_low=row.number("min_copy_number"),
        copies_high=row.number("max_copy_number"),
    )


FORMAT: Final = SegmentFormat(
    name="gdc",
    title="GDC",
    url="https://docs.gdc.cancer.gov/Data/Bioinformatics_Pipelines/CNV_Pipeline/",
    recognises=_recognises,
    read=_read,
    reads=(".allelic_specific.seg.txt", ".gene_level_copy_number.tsv"),
    counts="from 1, both ends included",
    states="Copy_Number, Major_Copy_Number, Minor_Copy_Number; by gene copy_number from "
    "min_copy_number to max_copy_number.",
    untold="Purity and ploidy of the fit, which the files do not hold.",
    tier=DialectTier.UNTESTED,
)
