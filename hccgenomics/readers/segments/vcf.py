"""Any VCF of copy number: ``<DUP>``, ``<DEL>``, ``<CNV>`` with copies or ratios in known fields.

Copies stand in ``CN`` (VCF 4.5, section 5.7) and in fields of single tools (``RDCN`` of DELLY,
``TCN_EM`` of FACETS); ratios in ``FOLD_CHANGE_LOG`` of CNVkit, ``SM`` and ``FC`` of Illumina's
tools. Whether a ratio is a logarithm is said by the field's description. CNVkit, DELLY, CNVnator
and GATK's germline caller know no purity: their copies say no more than a ratio. So do copies that
are nearer to two than the ratio of the same record: no purity brings that about, but converters
that write 3 for every gain and 1 for every loss do.

Compared record by record with real output of CNVkit (Clinical-Genomics/scout), CNVnator,
GenomeSTRiP (broadinstitute/gatk-protected) and a merge of several callers (Illumina/witty.er):
places, CN, CNF and FOLD_CHANGE_LOG.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.copy_number_files import Observation
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.sample_choice import check_lone_sample
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import log2_of
from hccgenomics.readers.segment_vcf import (
    build_lengths,
    build_texts,
    choose_column,
    described,
    header_solution,
    is_copy_allele,
    read_records,
)
from hccgenomics.vocabulary import CopySource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hccgenomics.model.copy_number_files import Segment
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Table
    from hccgenomics.readers.segment_vcf import CopyRecord

_COPIES: Final = ("TCN_EM", "TCN", "CNF", "RDCN", "CN", "COPY_NUMBER", "natorCN")
_MINOR: Final = ("LCN_EM", "LCN", "MCNF", "MCN", "MINOR_CN", "CN_MINOR", "MinorCN")
_MAJOR: Final = ("MAJOR_CN", "CN_MAJOR", "MajorCN", "MCC")
_LOG2: Final = ("FOLD_CHANGE_LOG", "LOG2", "LOG2RATIO", "LOG2_RATIO", "log2", "CNLR_MEDIAN")
_RATIO: Final = ("SM", "FC", "FOLD_CHANGE", "RATIO", "natorRD")
_SUPPORT: Final = ("PROBES", "BC", "NP", "NUM_MARK", "BINS", "NBINS")
_CELLS: Final = ("CF_EM", "CF", "CCF")
_BAF: Final = ("BAF", "MAF")
_VALUES: Final = frozenset({*_COPIES, *_MINOR, *_MAJOR, *_LOG2, *_RATIO})
_ALT: Final = re.compile(r"<ID=([^,>]+)")
_LOGARITHM: Final = re.compile(r"\blog", re.IGNORECASE)
_PURITY: Final = ("purity", "Purity", "EstimatedTumorPurity", "tumor_purity")
_PLOIDY: Final = ("ploidy", "Ploidy", "OverallPloidy", "tumor_ploidy")


class _Tool(NamedTuple):
    """A program by a word of its header; whether its copies rest on a purity."""

    sign: str
    title: str
    is_corrected: bool
    note: str = ""


_TOOLS: Final = (
    _Tool("cnvkit", "CNVkit", is_corrected=False),
    _Tool("delly", "DELLY", is_corrected=False),
    _Tool("cnvnator", "CNVnator", is_corrected=False),
    _Tool("cnvpytor", "CNVpytor", is_corrected=False),
    _Tool(
        "germlinecnvcall",
        "GATK gCNV",
        is_corrected=False,
        note=words.GATK_GERMLINE,
    ),
    _Tool("canvas", "Canvas", is_corrected=True),
    _Tool("facets", "FACETS", is_corrected=True),
    _Tool("ascat", "ASCAT", is_corrected=True),
)
_DIPLOID: Final = 2
_ROUNDING: Final = 0.5
_ID_AT: Final = 2
_REF_AT: Final = 3
_ALT_AT: Final = 4
_INFO_AT: Final = 7
_ANY: Final = _Tool("", "VCF", is_corrected=True)
_VERSION: Final = re.compile(r"v?(\d+(?:\.\d+)+)")


def _recognises(head: Head) -> bool:
    """Fields of copy number, and alleles of changed depth, declared or used."""
    return head.vcf is not None and _has_alleles(head) and not _VALUES.isdisjoint(_keys(head))


def _fits(head: Head) -> bool:
    return head.vcf is not None and _has_alleles(head)


def _has_alleles(head: Head) -> bool:
    declared = head.vcf.values("ALT") if head.vcf else ()
    alleles = [f"<{match[1]}>" for text in declared if (match := _ALT.match(text))]
    alleles += [
        allele for row in head.rows if len(row) > _ALT_AT for allele in row[_ALT_AT].split(",")
    ]
    return any(is_copy_allele(allele) for allele in alleles if allele.startswith("<"))


def _keys(head: Head) -> Iterable[str]:
    declared = head.vcf.ids("FORMAT") | head.vcf.ids("INFO") if head.vcf else frozenset[str]()
    used = (
        key.partition("=")[0]
        for row in head.rows
        for cell, sign in zip(row[_INFO_AT:], ";:", strict=False)
        for key in cell.split(sign)
    )
    return declared.union(used)


def _tool(head: Head) -> _Tool:
    """The program, by the first records (DELLY's SVMETHOD, CNVnator's ID), else by the header.

    Headers of merged files speak of several programs.
    """
    header = head.vcf
    stated = (*header.values("source"), *(text for _, text in header.commands)) if header else ()
    records = (cell for row in head.rows for cell in (*row[_ID_AT:_REF_AT], *row[_INFO_AT:][:1]))
    for texts in (records, stated):
        said = "\n".join(texts).lower()
        for tool in _TOOLS:
            if tool.sign in said:
                return tool
    return _ANY


def _read(table: Table, asked: Asked) -> Found:
    header = table.head.vcf
    if header is None:
        raise TypeError("no VCF")  # never: the format was asked whether it recognises it
    sample, column = choose_column(header, asked, where=table.where)
    tool = _tool(table.head)
    segments = read_records(table, column, _observer(header))
    is_whole = any(part.seen.call == "" for part in segments)
    is_corrected = tool.is_corrected and not _are_tokens(segments)
    return Found(
        CopySource.SEGMENTS if is_whole else CopySource.CALLS,
        segments=segments,
        solutions=header_solution(header, tool.title, purity=_PURITY, ploidy=_PLOIDY),
        sample=sample,
        tool=tool.title,
        version=_version(header, tool),
        texts=build_texts(header),
        lengths=build_lengths(header),
        copies_are_corrected=is_corrected,
        notes=(
            *_lone_notes(table, header, asked),
            *((tool.note,) if tool.note else ()),
        ),
    )


def _are_tokens(segments: Sequence[Segment]) -> bool:
    """Whether copies are mostly nearer to two than the ratios that stand beside them."""
    pairs = [
        (part.seen.copies, _DIPLOID * 2**part.seen.log2_ratio)
        for part in segments
        if part.seen.copies is not None and part.seen.log2_ratio is not None
    ]
    nearer = sum(
        abs(pure - _DIPLOID) - abs(copies - _DIPLOID) > _ROUNDING for copies, pure in pairs
    )
    return nearer > len(pairs) / 2


def _lone_notes(table: Table, header: VcfHeader, asked: Asked) -> tuple[str, ...]:
    if len(header.samples) != 1:
        return ()
    return check_lone_sample(header.samples[0], asked, where=table.where)


def _version(header: VcfHeader, tool: _Tool) -> str:
    """The version beside the tool's name in a ``##source`` line."""
    for text in header.values("source"):
        match = _VERSION.search(text)
        if tool.sign and tool.sign in text.lower() and match:
            return match[1]
    return ""


def _observer(header: VcfHeader) -> Callable[[CopyRecord], Observation]:
    fields = described(header, "INFO") | described(header, "FORMAT")
    logs = (*_LOG2, *_logarithms(fields))
    ratios = tuple(name for name in _RATIO if name not in logs)

    def observe(record: CopyRecord) -> Observation:
        log2 = record.number(*logs)
        minor, major = record.number(*_MINOR), record.number(*_MAJOR)
        copies = record.number(*_COPIES)
        if copies is None and minor is not None and major is not None:
            copies = minor + major
        if minor is None and copies is not None and major is not None:
            minor = copies - major
        log2 = log2_of(record.number(*ratios)) if log2 is None else log2
        is_silent = log2 is None and copies is None
        return Observation(
            log2_ratio=log2,
            copies=copies,
            minor_copies=minor,
            minor_allele_fraction=_minor_fraction(record.number(*_BAF)),
            cell_fraction=record.number(*_CELLS),
            support=record.whole(*_SUPPORT),
            level=record.level if is_silent else None,
            call="" if record.is_unchanged else record.alt,
        )

    return observe


def _logarithms(fields: dict[str, str]) -> Iterable[str]:
    """Fields named like ratios that are described as logarithms."""
    return (name for name in _RATIO if _LOGARITHM.search(fields.get(name, "")))


def _minor_fraction(fraction: float | None) -> float | None:
    if fraction is None or not 0 <= fraction <= 1:
        return None
    return min(fraction, 1 - fraction)


FORMAT: Final = SegmentFormat(
    name="vcf",
    title="VCF",
    url="https://samtools.github.io/hts-specs/",
    recognises=_recognises,
    read=_read,
    fits=_fits,
    reads=("VCF and BCF with <DUP>, <DEL> or <CNV> and CN, SM, FC or their like",),
    counts="from the base behind POS to END",
    states=(
        "CN, TCN, RDCN, LCN and their like; SM, FC, FOLD_CHANGE_LOG and their like, "
        "logarithms by their description; END or SVLEN."
    ),
    untold=(
        "Whether copies rest on a purity, unless the tool is known; a VCF without unchanged "
        "stretches is silent on them."
    ),
    is_general=True,
    x_is_certain=False,
)
