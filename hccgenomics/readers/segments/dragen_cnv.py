"""Illumina DRAGEN's copy number (VCF and called segments), and TruSight Oncology 500's by gene.

Written from https://help.dragen.illumina.com (CNV Output) and Illumina's description of
``CopyNumberVariants.vcf``, and not yet held against real output. ``SM`` is the ratio of depths,
not its logarithm, and ``FC`` the fold change of a gene.

``CN`` is copies of tumour cells only where the allele-specific caller fitted a purity; its ``CNF``
and ``MCNF`` are the same without rounding. Where it found no model (``EstimatedTumorPurity=NA``),
and in every other mode, ``CN`` is twice the ratio, as if every cell were the tumour's. The allele
``.`` is a stretch without change; a VCF that has none lists altered stretches alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number_files import (
    GeneRow,
    Observation,
)
from hccgenomics.model.genome import Interval
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.sample_choice import check_lone_sample
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import log2_of
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import Places
from hccgenomics.readers.segment_vcf import (
    build_lengths,
    build_texts,
    choose_column,
    header_number,
    header_solution,
    read_records,
)
from hccgenomics.vocabulary import CopySource, DialectTier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.copy_number import Solution
    from hccgenomics.model.copy_number_files import Segment
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table
    from hccgenomics.readers.segment_vcf import CopyRecord

_CALLED: Final = ("Sample", "Chromosome", "Start", "End", "Segment_Mean", "Segment_Call")
_ONLY_DRAGEN: Final = ("Qual", "Filter", "Copy_Number", "Improper_Pairs")
_PLACES: Final = Places("Chromosome", "Start", "End", first=0)
_SOURCE: Final = "dragen_cnv"
_PURITY: Final = "EstimatedTumorPurity"
_PLOIDY: Final = "OverallPloidy"
_MODEL: Final = "ModelSource"
_COPIES: Final = ("CNF", "CN")
_MINOR: Final = ("MCNF", "MCN")
_GENES: Final = ("ANT", "SEGID")
"""INFO of TruSight Oncology 500, by version, that names the gene of a record."""
_INFO_AT: Final = 7
_PANEL: Final = "TruSight Oncology 500"
_VERSION: Final = re.compile(r"SW: ([\w.]+)")
_DEFAULT_MODELS: Final = frozenset({"DEGENERATE_DIPLOID", "SAMPLE_MEDIAN"})
"""What DRAGEN falls back to where no model fits."""


def _is_called(head: Head) -> bool:
    return head.has(*_CALLED, *_ONLY_DRAGEN)


def _is_dragen(header: VcfHeader, rows: Sequence[Sequence[str]]) -> bool:
    sources = [value.lower() for value in header.values("source")]
    declared = not header.ids("INFO").isdisjoint(_GENES)
    by_gene = declared or any(_names_gene(row) for row in rows)
    return (
        _SOURCE in sources
        or ("SM" in header.ids("FORMAT") and bool(header.values("DRAGENVersion")))
        or ("FC" in header.ids("FORMAT") and by_gene)
    )


def _names_gene(row: Sequence[str]) -> bool:
    info = row[_INFO_AT] if len(row) > _INFO_AT else ""
    return any(field.partition("=")[0] in _GENES for field in info.split(";"))


def _recognises(head: Head) -> bool:
    return _is_called(head) or (head.vcf is not None and _is_dragen(head.vcf, head.rows))


def _fits(head: Head) -> bool:
    declared = head.vcf.ids("FORMAT") if head.vcf is not None else frozenset[str]()
    return _is_called(head) or not declared.isdisjoint({"SM", "FC"})


def _read(table: Table, asked: Asked) -> Found:
    header = table.head.vcf
    return _called(table, asked) if header is None else _records(table, asked, header)


def _called(table: Table, asked: Asked) -> Found:
    """``.seg.called.merged``: all segments; the mean is a ratio, not its logarithm."""
    sample = OneSample(table, asked, "Sample")
    segments = table.segments(_PLACES, _seen, sample.rows())
    return Found(
        CopySource.SEGMENTS,
        segments=segments,
        sample=sample.name,
        copies_are_corrected=False,
        notes=sample.notes,
    )


def _seen(row: Row) -> Observation:
    probes = row.whole("Num_Probes")
    return Observation(
        log2_ratio=log2_of(row.number("Segment_Mean")),
        copies=row.number("Copy_Number"),
        support=row.whole("Num_Targets") if probes is None else probes,
        call=row.raw("Segment_Call"),
    )


def _records(table: Table, asked: Asked, header: VcfHeader) -> Found:
    sample, column = choose_column(header, asked, where=table.where)
    genes: list[str] = []
    alleles: list[str] = []

    def observe(record: CopyRecord) -> Observation:
        seen = _observed(record)
        if seen.log2_ratio is not None or seen.copies is not None:
            genes.append(next((text for key in _GENES if (text := record.text(key))), ""))
            alleles.append(record.alt)
        return seen

    segments = read_records(table, column, observe)
    is_by_gene = bool(segments) and all(genes)
    silent = not is_by_gene and "." not in alleles
    return replace(
        _found(header),
        source=_source(is_by_gene=is_by_gene, silent=silent),
        segments=() if is_by_gene else segments,
        genes=_by_gene(segments, genes) if is_by_gene else (),
        sample=sample,
        tool=_PANEL if is_by_gene else "",
        notes=(*_lone(table, sample, asked), *_model_notes(header)),
    )


def _source(*, is_by_gene: bool, silent: bool) -> CopySource:
    if is_by_gene:
        return CopySource.GENES
    return CopySource.CALLS if silent else CopySource.SEGMENTS


def _lone(table: Table, sample: str | None, asked: Asked) -> tuple[str, ...]:
    is_lone = table.head.vcf is not None and len(table.head.vcf.samples) == 1
    return check_lone_sample(sample, asked, where=table.where) if is_lone else ()


def _found(header: VcfHeader) -> Found:
    return Found(
        CopySource.SEGMENTS,
        solutions=_solutions(header),
        version=_version(header),
        texts=build_texts(header),
        lengths=build_lengths(header),
        copies_are_corrected=header_number(header, _PURITY) is not None,
    )


def _observed(record: CopyRecord) -> Observation:
    return Observation(
        log2_ratio=log2_of(record.number("SM", "FC")),
        copies=record.number(*_COPIES),
        minor_copies=record.number(*_MINOR),
        support=record.whole("BC"),
        call=_call(record.alt),
    )


def _call(alt: str) -> str:
    """The allele; two at once are how VCF 4.2 writes one allele lost and the other doubled.

    >>> _call("DUP"), _call("DEL>,<DUP"), _call(".")
    ('DUP', 'LOH', '')
    """
    if "," in alt:
        return "LOH"
    return "" if alt == "." else alt


def _by_gene(segments: list[Segment], genes: list[str]) -> list[GeneRow]:
    return [
        GeneRow(gene, Interval(part.contig, part.start, part.end), part.seen, part.row)
        for gene, part in zip(genes, segments, strict=True)
    ]


def _solutions(header: VcfHeader) -> tuple[Solution, ...]:
    """What the header states, with the way the model was chosen."""
    found = header_solution(header, "DRAGEN", purity=(_PURITY,), ploidy=(_PLOIDY,))
    model = next(iter(header.values(_MODEL)), "")
    return tuple(replace(solution, status=model) for solution in found)


def _model_notes(header: VcfHeader) -> tuple[str, ...]:
    model = next(iter(header.values(_MODEL)), "")
    if model not in _DEFAULT_MODELS:
        return ()
    return (words.DRAGEN_NO_MODEL.format(model=model),)


def _version(header: VcfHeader) -> str:
    found = (_VERSION.search(value) for value in header.values("DRAGENVersion"))
    return next((match[1] for match in found if match), "")


FORMAT: Final = SegmentFormat(
    name="dragen_cnv",
    title="Illumina DRAGEN CNV",
    url="https://help.dragen.illumina.com/product-guide/dragen-v4.4/dragen-dna-pipeline/cnv-calling",
    recognises=_recognises,
    fits=_fits,
    read=_read,
    reads=(".cnv.vcf", ".seg.called.merged", "TruSight Oncology 500's CopyNumberVariants.vcf"),
    counts="VCF from the base behind POS to END; segments from 0, half open",
    states=(
        "SM, CNF or CN, MCNF or MCN, BC; FC by gene; EstimatedTumorPurity, OverallPloidy, "
        "ModelSource."
    ),
    untold=(
        "Copies of tumour cells, without a purity in the header: CN is then twice the ratio. "
        "A VCF without records of unchanged stretches is silent on them."
    ),
    x_is_certain=False,
    tier=DialectTier.UNTESTED,
)
