"""SEG: segments of one or of hundreds of samples, as CBS (DNAcopy), IGV and GISTIC know them.

Columns: sample, contig, start, end, number of markers, mean
(https://igv.org/doc/desktop/#FileFormats/DataTracks/#seg); the heading is spelled in many ways, and
may be missing. Bases are counted from 1, both ends included. The mean is meant to be the log2
ratio, but nothing in the file says so. ``23`` and ``24`` are X and Y.

Rows of other samples are counted and not looked at: a cohort may have millions.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number_files import (
    Observation,
    Segment,
)
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_head import is_placed
from hccgenomics.readers.segment_numbers import SEX_BY_NUMBER
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import Places, finite, is_empty
from hccgenomics.vocabulary import CopySource, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_SAMPLE: Final = frozenset({"id", "sample", "sampleid", "samplename", "gdcaliquot", "tumorsample"})
_CONTIG: Final = frozenset({"chrom", "chr", "chromosome", "contig"})
_START: Final = frozenset({"locstart", "start", "startposition", "chromstart", "startpos"})
_END: Final = frozenset({"locend", "end", "endposition", "chromend", "stop", "endpos"})
_MARKERS: Final = frozenset(
    {"nummark", "nummarks", "nummarkers", "numprobes", "nbrofloci", "nmarkers", "probes", "markers"}
)
_MEAN: Final = frozenset({"segmean", "segmentmean", "mean", "log2", "log2ratio", "value", "logr"})
_LETTERS: Final = re.compile(r"[^a-z0-9]")
_BARE: Final = ("sample", "chrom", "start", "end", "markers", "mean")
"""The columns of a file without a heading."""
_GATK_MEAN: Final = "Segment_Mean"
_LARGEST_MINOR: Final = 0.5
_TYPICAL_MINOR: Final = 0.15
"""A median of ratios over a genome is nearer to 0, one of minor allele fractions nearer to 1/2."""
_FEWEST_TO_JUDGE: Final = 10
_TYPICAL_LINEAR: Final = 0.6
"""Copies lie about 2 and linear ratios about 1; log2 ratios lie about 0 and some are below."""
_WIDE_TO_JUDGE: Final = 1_000_000_000
"""Bases of which few segments tell as well: of a third of the genome most is not gained."""
_FEWEST_WHOLE: Final = 2


class _Columns(NamedTuple):
    places: Places
    mean: str
    markers: str
    sample: str


def _find(names: Sequence[str]) -> _Columns | None:
    """The columns, however they are spelled; ``None`` where these are not those of a SEG."""
    plain = {_LETTERS.sub("", name.lower()): name for name in reversed(names)}

    def named(known: frozenset[str]) -> str:
        return next((name for key, name in reversed(plain.items()) if key in known), "")

    found = [named(known) for known in (_CONTIG, _START, _END, _MEAN)]
    markers, sample = named(_MARKERS), named(_SAMPLE)
    if not all(found) or not (sample or markers):
        return None
    return _Columns(Places(found[0], found[1], found[2], first=1), found[3], markers, sample)


def _is_bare(head: Head) -> bool:
    """Six cells a row, of which the second to fourth are a place and the last is a number."""
    return not head.has_heading and bool(head.rows) and all(_is_bare_row(row) for row in head.rows)


def _is_bare_row(cells: Sequence[str]) -> bool:
    if len(cells) != len(_BARE) or not is_placed(cells[1:]) or is_placed(cells[:3]):
        return False
    try:
        finite(cells[-1])
        finite(cells[-2])
    except ValueError:
        return False
    return True


def _recognises(head: Head) -> bool:
    if head.vcf is not None:
        return False
    return _is_bare(head) if not head.has_heading else _find(head.columns) is not None


def _read(table: Table, asked: Asked) -> Found:
    head = table.head
    if not head.has_heading:
        table.name_columns(*_BARE)
    columns = _find(head.columns if head.has_heading else _BARE)
    if columns is None:
        raise TypeError("no SEG")  # never: the format was asked whether it recognises it
    table.contigs.update(SEX_BY_NUMBER)
    sample = OneSample(table, asked, columns.sample) if columns.sample else None
    rows = sample.rows() if sample else table.rows()
    segments = list(_segments(table, columns, rows))
    if columns.mean == _GATK_MEAN and not asked.is_named:
        _refuse_fractions(segments, where=table.where)
    if not asked.is_named:
        _refuse_linear(segments, columns.mean, where=table.where)
    return Found(
        CopySource.SEGMENTS,
        segments=segments,
        sample=sample.name if sample else None,
        notes=(*(sample.notes if sample else ()), words.SEG_UNIT),
    )


def _segments(table: Table, columns: _Columns, rows: Iterable[Row]) -> Iterator[Segment]:
    for row in rows:
        place = table.interval(row, columns.places)
        if place is None:
            continue
        seen = Observation(
            log2_ratio=row.number(columns.mean),
            support=row.whole(columns.markers) if columns.markers else None,
        )
        if is_empty(seen):
            table.drop(DropReason.NO_VALUE)
            continue
        table.keep()
        yield Segment(place.contig, place.start, place.end, seen, row.number_in_file)


def _refuse_fractions(segments: Sequence[Segment], *, where: str) -> None:
    """GATK writes minor allele fractions under the same names (``.af.igv.seg``).

    Raises:
        FormatError: All values could be such fractions.
    """
    values = [part.seen.log2_ratio or 0.0 for part in segments]
    if not values or min(values) < 0 or max(values) > _LARGEST_MINOR:
        return
    if median(values) < _TYPICAL_MINOR:
        return
    raise FormatError(
        f"Every Segment_Mean lies between 0 and {_LARGEST_MINOR}: these look like the minor allele "
        "fractions of GATK's .af.igv.seg.",
        where=where,
        hint="Pass .modelFinal.seg or .called.seg, or --cnv-format igv if they are log2 ratios.",
    )


def _refuse_linear(segments: Sequence[Segment], mean: str, *, where: str) -> None:
    """Copies and linear ratios are written as SEG too, under the names of log2 ratios.

    Raises:
        FormatError: No value is below 0, and most are far above it.
    """
    typical = _typical_if_linear(segments)
    if typical is None:
        return
    raise FormatError(
        f"No {mean} is below 0 and half of them are {typical:.2f} or more: these look like "
        "copies or linear ratios, not log2 ratios.",
        where=where,
        hint="Pass the caller's own table of copies, or --cnv-format igv if they are log2 ratios.",
    )


def _typical_if_linear(segments: Sequence[Segment]) -> float | None:
    """What half of the means, or of the bases, come to where no log2 ratios lie so."""
    values = [part.seen.log2_ratio or 0.0 for part in segments]
    if not values or min(values) < 0:
        return None
    by_count, by_width = median(values), _median_by_width(segments)
    is_wide = sum(part.end - part.start for part in segments) >= _WIDE_TO_JUDGE
    are_whole = len(values) >= _FEWEST_WHOLE and all(value.is_integer() for value in values)
    if len(values) >= _FEWEST_TO_JUDGE and by_count >= _TYPICAL_LINEAR:
        return by_count
    return by_width if (is_wide or are_whole) and by_width >= _TYPICAL_LINEAR else None


def _median_by_width(segments: Sequence[Segment]) -> float:
    """The mean that half of the bases lie at or below."""
    parts = sorted((part.seen.log2_ratio or 0.0, part.end - part.start) for part in segments)
    half = sum(width for _, width in parts) / 2
    for value, width in parts:
        half -= width
        if half <= 0:
            return value
    return 0.0


FORMAT: Final = SegmentFormat(
    name="igv",
    title="SEG",
    url="https://igv.org/doc/desktop/#FileFormats/DataTracks/#seg",
    recognises=_recognises,
    read=_read,
    reads=(".seg of CBS, IGV or GISTIC, of one sample or a cohort",),
    counts="from 1, both ends included",
    states="The mean, the number of markers.",
    untold=(
        "Whether the mean is a log2 ratio; GATK writes minor allele fractions under the same "
        "names, others copies or linear ratios: what looks like those is refused."
    ),
    is_general=True,
    x_is_certain=False,
)
