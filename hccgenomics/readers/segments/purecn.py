"""PureCN: segments with copies, calls of genes, stretches with loss of heterozygosity, the summary.

Files: https://bioconductor.org/packages/release/bioc/vignettes/PureCN/inst/doc/Quick.html. Places
are counted from one, ends included; X is written as 23. ``C`` is the copies of tumour cells and
``M`` those of the rarer allele; both may be fractions where a segment fits no whole number, and
``M`` is left out where PureCN flags it as unreliable. Normal samples are matched by sex, so that a
ratio of none stands on X for what normal cells of this sex have.

Segments and genes were held against real output, the other tables are written from ``PureCN.R``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number import Solution
from hccgenomics.model.copy_number_files import Observation
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import (
    SEX_BY_NUMBER,
    boundary_note,
    not_negative,
    purity_in,
    sex_of,
    to_half,
    truth_of,
)
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import Places
from hccgenomics.vocabulary import CopySource, DialectTier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_SEGMENTS: Final = ("ID", "chrom", "loc.start", "loc.end", "num.mark", "seg.mean", "C")
_PLACES: Final = Places("chrom", "loc.start", "loc.end", first=1)
_GENES: Final = ("chr", "start", "end", "C", "seg.mean", "gene.mean", "gene.symbol")
_LOH: Final = ("Sampleid", "chr", "start", "end", "arm", "C", "M", "type")
_GENE_PLACES: Final = Places("chr", "start", "end", first=1)
_SUMMARY: Final = ("Sampleid", "Purity", "Ploidy", "Sex", "Flagged")
_SAMPLE: Final = "Sampleid"
_SEARCHED: Final = (0.15, 0.95)
"""``PureCN.R --min-purity`` and ``--max-purity``, by default."""
_FLAGGED: Final = "FLAGGED"
_FAILED: Final = "FAILED"


def _recognises(head: Head) -> bool:
    return any(head.has(*columns) for columns in (_SEGMENTS, _GENES, _LOH, _SUMMARY))


def _read(table: Table, asked: Asked) -> Found:
    table.contigs.update(SEX_BY_NUMBER)
    column = "ID" if table.head.has(*_SEGMENTS) else _SAMPLE
    if column not in table.head.columns:
        return _found(table, None)
    sample = OneSample(table, asked, column)
    found = _found(table, sample.rows())
    return replace(found, sample=sample.name, notes=(*sample.notes, *found.notes))


def _found(table: Table, rows: Iterable[Row] | None) -> Found:
    head = table.head
    if head.has(*_SUMMARY):
        solutions = _solutions(table, rows or ())
        return Found(
            CopySource.SOLUTION,
            solutions=solutions,
            tier=DialectTier.UNTESTED,
            notes=boundary_note("PureCN", solutions[0].purity, _SEARCHED) if solutions else (),
        )
    if head.has(*_GENES):
        genes = table.genes("gene.symbol", _GENE_PLACES, _of_gene, rows)
        return Found(CopySource.GENES, genes=genes)
    if head.has(*_SEGMENTS):
        return Found(CopySource.SEGMENTS, segments=table.segments(_PLACES, _seen, rows))
    segments = table.segments(_GENE_PLACES, _of_stretch, rows)
    return Found(CopySource.SEGMENTS, segments=segments, tier=DialectTier.UNTESTED)


def _seen(row: Row) -> Observation:
    return Observation(
        log2_ratio=row.number("seg.mean"),
        copies=not_negative(row.number("C")),
        support=row.whole("num.mark"),
    )


def _minor(row: Row) -> float | None:
    if truth_of(row.text("M.flagged")):
        return None
    return not_negative(row.number("M"))


def _of_stretch(row: Row) -> Observation:
    """``_loh.csv``: each segment, cut at centromeres."""
    return Observation(
        log2_ratio=row.number("seg.mean"),
        copies=not_negative(row.number("C")),
        minor_copies=_minor(row),
        minor_allele_fraction=to_half(row.number("maf.observed")),
        support=row.whole("num.mark"),
        call=row.text("type"),
    )


def _of_gene(row: Row) -> Observation:
    """The ratio is the segment's, from which ``C`` follows; targets are those of the gene."""
    return Observation(
        log2_ratio=row.number("seg.mean"),
        copies=not_negative(row.number("C")),
        minor_copies=_minor(row),
        support=row.whole("number.targets"),
        call=row.text("type"),
    )


def _solutions(table: Table, rows: Iterable[Row]) -> tuple[Solution, ...]:
    """One row a sample; were there more, the first would be the one PureCN prefers."""
    found: list[Solution] = []
    for row in rows:
        table.keep()
        found.append(_solution(row))
    return tuple(found[:1])


def _solution(row: Row) -> Solution:
    return Solution(
        source="PureCN",
        purity=purity_in(row, "Purity"),
        ploidy=row.number("Ploidy") if row.text("Ploidy") != "?" else None,
        sex=sex_of(row.text("Sex")),
        status=_status(row),
    )


def _status(row: Row) -> str:
    """The verdict, with PureCN's own reasons; a curator's comment is not passed on."""
    if truth_of(row.text("Failed")):
        return _FAILED
    if not truth_of(row.text("Flagged")):
        return ""
    reasons = "" if truth_of(row.text("Curated")) else row.text("Comment")
    return f"{_FLAGGED}: {reasons.replace(';', '; ')}" if reasons else _FLAGGED


FORMAT: Final = SegmentFormat(
    name="purecn",
    title="PureCN",
    url="https://bioconductor.org/packages/release/bioc/vignettes/PureCN/inst/doc/Quick.html",
    recognises=_recognises,
    read=_read,
    reads=(
        "_dnacopy.seg",
        "_genes.csv",
        "untested on real output: _loh.csv, the summary .csv",
    ),
    counts="from 1, both ends included",
    states=(
        "C, M where it is not flagged, seg.mean, num.mark or number.targets, type, "
        "maf.observed; Purity, Ploidy, Sex, Flagged, Failed."
    ),
    untold="Comments are passed on only where no curator wrote them; a failed fit has no purity.",
    x_is_diploid=False,
)
