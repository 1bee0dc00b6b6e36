"""PURPLE: segments, the table of genes, purity and quality; and LINX's copy of the segments.

Files: https://github.com/hartwigmedical/hmftools/blob/master/purple/README.md#output. Places are
counted from one, ends included, and cover every base. Copies are those of tumour cells; noise can
leave fewer than none, which are read as none. Beside the project's real files, segments of PURPLE
2.1 to 4 were compared, row by row: those of github.com/umccr/vcf_stuff, umccr/gpgr,
VerenaK90/LACHESIS and hartwigmedical/hmftools.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number import Solution
from hccgenomics.model.copy_number_files import Observation
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import (
    boundary_note,
    not_negative,
    purity_in,
    sex_of,
    share,
    truth_of,
)
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import Places, finite
from hccgenomics.vocabulary import CopySource, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_PLACES: Final = Places("chromosome", "start", "end", first=1)
_LINX_PLACES: Final = Places("Chromosome", "Start", "End", first=1)
_SEGMENTS: Final = ("chromosome", "start", "end", "copyNumber", "bafCount", "method")
_GENES: Final = ("chromosome", "start", "end", "gene", "minCopyNumber", "maxCopyNumber")
_PURITY: Final = ("purity", "normFactor", "ploidy", "status")
_LINX: Final = ("SampleId", "Chromosome", "Start", "End", "CopyNumber", "BAF")
_QC: Final = "QCStatus"
_GERMLINE: Final = "GERMLINE_"
_FROM_DEPTH: Final = frozenset({"BAF_WEIGHTED", "NON_DIPLOID"})
"""Methods that rest on depth; others infer copies from junctions or from the other arm."""
_SEARCHED: Final = (0.08, 1.0)
"""Between these PURPLE looks for a purity (``-min_purity`` and ``-max_purity``)."""


def _is_genes(head: Head) -> bool:
    return head.has(*_GENES) and "transcriptId" in head.columns


def _is_qc(head: Head) -> bool:
    return head.columns[:1] == (_QC,)


def _recognises(head: Head) -> bool:
    return (
        head.has(*_SEGMENTS)
        or _is_genes(head)
        or head.has(*_PURITY)
        or head.columns == _LINX
        or _is_qc(head)
    )


def _read(table: Table, asked: Asked) -> Found:
    head = table.head
    if head.columns == _LINX:
        return _linx(table, asked)
    if _is_qc(head):
        return _quality(table)
    if head.has(*_PURITY):
        return _purity(table)
    return _genes(table) if _is_genes(head) else _segments(table)


def _minor(row: Row, copies: str, ploidy: str) -> float | None:
    """By its name since version 2.40, or by that before."""
    stated = row.number(copies)
    return not_negative(row.number(ploidy) if stated is None else stated)


def _windows(row: Row, method: str) -> int | None:
    """COBALT's windows of depth; unknown where copies were not told by depth."""
    return row.whole("depthWindowCount") if method in _FROM_DEPTH else None


def _seen(row: Row) -> Observation:
    method = row.text("method")
    return Observation(
        copies=not_negative(row.number("copyNumber")),
        minor_copies=_minor(row, "minorAlleleCopyNumber", "minorAllelePloidy"),
        support=_windows(row, method),
        call=method,
    )


class _Clipped:
    """Counts rows with fewer copies than none."""

    def __init__(self) -> None:
        self.count = 0

    def watch(self, rows: Iterator[Row], column: str) -> Iterator[Row]:
        for row in rows:
            copies = row.number(column)
            self.count += copies is not None and copies < 0
            yield row

    @property
    def notes(self) -> tuple[str, ...]:
        if not self.count:
            return ()
        return (words.told(self.count, words.FEWER_THAN_NONE),)


def _somatic(table: Table) -> Iterator[Row]:
    """Rows of the tumour's profile; PURPLE before version 3 writes germline stretches likewise."""
    for row in table.rows():
        if row.text("method").startswith(_GERMLINE):
            table.drop(DropReason.GERMLINE_EVENT)
        else:
            yield row


def _segments(table: Table) -> Found:
    clipped = _Clipped()
    rows = clipped.watch(_somatic(table), "copyNumber")
    segments = table.segments(_PLACES, _seen, rows)
    return Found(CopySource.SEGMENTS, segments=segments, notes=clipped.notes)


def _of_gene(row: Row) -> Observation:
    least = not_negative(row.number("minCopyNumber"))
    method = row.text("minRegionMethod")
    return Observation(
        copies=least,
        copies_low=least,
        copies_high=not_negative(row.number("maxCopyNumber")),
        minor_copies=_minor(row, "minMinorAlleleCopyNumber", "minMinorAllelePloidy"),
        support=_windows(row, method),
        call=method,
    )


def _canonical(table: Table) -> Iterator[Row]:
    """One row a gene: that of its canonical transcript, where several are listed."""
    for row in table.rows():
        if truth_of(row.text("isCanonical")) is False:
            table.drop(DropReason.DUPLICATE)
        else:
            yield row


def _genes(table: Table) -> Found:
    clipped = _Clipped()
    rows = clipped.watch(_canonical(table), "minCopyNumber")
    genes = table.genes("gene", _PLACES, _of_gene, rows)
    return Found(CopySource.GENES, genes=genes, notes=clipped.notes)


def _linx(table: Table, asked: Asked) -> Found:
    clipped = _Clipped()
    sample = OneSample(table, asked, "SampleId")
    rows = clipped.watch(sample.rows(), "CopyNumber")
    segments = table.segments(_LINX_PLACES, _linx_seen, rows)
    notes = (*sample.notes, *clipped.notes)
    return Found(
        CopySource.SEGMENTS, segments=segments, sample=sample.name, tool="LINX", notes=notes
    )


def _linx_seen(row: Row) -> Observation:
    return Observation(copies=not_negative(row.number("CopyNumber")))


def _purity(table: Table) -> Found:
    solutions: list[Solution] = []
    version = ""
    for row in table.rows():
        table.keep()
        version = version or row.text("version")
        solutions.append(_solution(row))
    if len(solutions) != 1:
        raise _several(table, len(solutions))
    return Found(
        CopySource.SOLUTION,
        solutions=tuple(solutions),
        version=version,
        notes=boundary_note("PURPLE", solutions[0].purity, _SEARCHED),
    )


def _several(table: Table, count: int) -> Exception:
    from hccgenomics.errors import FormatError

    return FormatError(
        f"The table of purity has {count} rows, and one is the fit.",
        where=table.where,
        hint="Pass one sample's .purple.purity.tsv.",
    )


def _solution(row: Row) -> Solution:
    return Solution(
        source="PURPLE",
        purity=purity_in(row, "purity"),
        purity_low=purity_in(row, "minPurity"),
        purity_high=purity_in(row, "maxPurity"),
        ploidy=row.number("ploidy"),
        ploidy_low=row.number("minPloidy"),
        ploidy_high=row.number("maxPloidy"),
        is_doubled=truth_of(row.text("wholeGenomeDuplication")),
        sex=sex_of(row.text("gender")),
        status=row.text("status"),
    )


def _quality(table: Table) -> Found:
    """Keys with their values, a line each; the first line stands where a heading would."""
    first = table.head.columns
    said = {first[0]: first[1] if len(first) > 1 else ""}
    table.name_columns("key")
    for row in table.rows():
        table.keep()
        said[row.cells[0].strip()] = row.cells[1].strip() if len(row.cells) > 1 else ""
    solution = Solution(
        source="PURPLE",
        purity=_stated(said, "Purity", table),
        ploidy=_stated(said, "Ploidy", table),
        sex=sex_of(said.get("AmberGender", "")),
        status=said[_QC],
    )
    return Found(CopySource.SOLUTION, solutions=(solution,))


def _stated(said: dict[str, str], key: str, table: Table) -> float | None:
    try:
        value = finite(said.get(key, ""))
    except ValueError:
        from hccgenomics.errors import FormatError

        raise FormatError(f"{key} is no number.", where=table.where) from None
    return share(value) if key == "Purity" else value


FORMAT: Final = SegmentFormat(
    name="purple",
    title="PURPLE",
    url="https://github.com/hartwigmedical/hmftools/blob/master/purple/README.md#output",
    recognises=_recognises,
    read=_read,
    reads=(
        ".purple.cnv.somatic.tsv",
        ".purple.cnv.gene.tsv",
        ".purple.purity.tsv",
        ".purple.qc",
        "LINX .vis_copy_number.tsv",
    ),
    counts="from 1, both ends included",
    states=(
        "copyNumber, minorAlleleCopyNumber (minorAllelePloidy before 2.40), depthWindowCount, "
        "method; by gene minCopyNumber to maxCopyNumber; purity, ploidy and their ranges, "
        "wholeGenomeDuplication, gender, status; QCStatus."
    ),
    untold=(
        "Copies below none are noise and read as none; stretches that PURPLE 2 calls germline "
        "and transcripts that are not canonical are dropped; a stretch inferred from "
        "junctions has no windows."
    ),
)
