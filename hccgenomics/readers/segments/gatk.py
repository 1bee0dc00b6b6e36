"""GATK ModelSegments and CallCopyRatioSegments, and the older tools of GATK 4 alpha.

Tables: ``.called.seg``, ``.cr.seg``, ``.modelFinal.seg`` and ``.modelBegin.seg``, with the header
lines of a SAM; ``START`` and ``END`` are bases, counted from 1
(https://gatk.broadinstitute.org/hc/en-us/articles/360035890011). Of a modelled segment the median
of the posterior is its value, and the deciles next to both ends are its interval, 80 % of the
posterior. The sign in ``CALL`` is of the tool's own threshold, and no number of copies.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number_files import (
    Observation,
    Segment,
)
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.integers import integer
from hccgenomics.readers.sample_choice import check_lone_sample
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_table import Places, is_empty
from hccgenomics.vocabulary import CopySource, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_PLACES: Final = Places("CONTIG", "START", "END", first=1)
_MODELLED: Final = "LOG2_COPY_RATIO_POSTERIOR_50"
_MEANS: Final = ("MEAN_LOG2_COPY_RATIO", "Segment_Mean")
_POINTS: Final = ("NUM_POINTS_COPY_RATIO", "NUM_POINTS", "Num_Probes")
_CALLS: Final = ("CALL", "Segment_Call")
_GERMLINE: Final = "POSSIBLE_GERMLINE"
_NOT_GERMLINE: Final = frozenset({"", "0"})
_SEQUENCE: Final = "@SQ\t"
_READ_GROUP: Final = "@RG\t"
_BUILD_TAGS: Final = ("AS", "UR", "SP")


def _recognises(head: Head) -> bool:
    has_value = any(head.has(column) for column in (*_MEANS, _MODELLED))
    return has_value and head.has("CONTIG", "START", "END")


def _read(table: Table, asked: Asked) -> Found:
    samples = _samples(table.head.comments)
    sample = samples[0] if len(samples) == 1 else None
    segments = list(_segments(table))
    is_modelled = table.head.has(_MODELLED)
    return Found(
        CopySource.SEGMENTS,
        segments=segments,
        sample=sample,
        texts=_texts(table.head.comments),
        lengths=_lengths(table.head.comments),
        notes=(
            *check_lone_sample(sample, asked, where=table.where),
            *((words.GATK_INTERVAL,) if is_modelled else ()),
        ),
    )


def _segments(table: Table) -> Iterator[Segment]:
    seen = _modelled if table.head.has(_MODELLED) else _averaged
    for row in table.rows():
        place = table.interval(row, _PLACES)
        if place is None:
            continue
        observed = seen(row)
        if is_empty(observed):
            table.drop(DropReason.NO_VALUE)
        elif row.raw(_GERMLINE) not in _NOT_GERMLINE:
            table.drop(DropReason.GERMLINE_EVENT)
        else:
            table.keep()
            number = row.number_in_file
            yield Segment(place.contig, place.start, place.end, observed, number)


def _modelled(row: Row) -> Observation:
    return replace(
        _averaged(row),
        log2_ratio=row.number(_MODELLED),
        log2_low=row.number("LOG2_COPY_RATIO_POSTERIOR_10"),
        log2_high=row.number("LOG2_COPY_RATIO_POSTERIOR_90"),
        minor_allele_fraction=row.number("MINOR_ALLELE_FRACTION_POSTERIOR_50"),
    )


def _averaged(row: Row) -> Observation:
    points = next((count for name in _POINTS if (count := row.whole(name)) is not None), None)
    ratio = next((mean for name in _MEANS if (mean := row.number(name)) is not None), None)
    call = next((text for name in _CALLS if (text := row.raw(name))), "")
    return Observation(log2_ratio=ratio, support=points, call=call)


def _samples(comments: Sequence[str]) -> tuple[str, ...]:
    """The samples that read groups name, each once."""
    named = (_tags(line).get("SM", "") for line in comments if line.startswith(_READ_GROUP))
    return tuple(dict.fromkeys(name for name in named if name))


def _lengths(comments: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in comments:
        if line.startswith(_SEQUENCE):
            tags = _tags(line)
            length = integer(tags.get("LN", ""))
            if length is not None and "SN" in tags:
                found[tags["SN"]] = length
    return found


def _texts(comments: Sequence[str]) -> tuple[str, ...]:
    """What contigs say of their assembly, each saying once."""
    said = (
        _tags(line).get(tag, "")
        for line in comments
        if line.startswith(_SEQUENCE)
        for tag in _BUILD_TAGS
    )
    return tuple(dict.fromkeys(text for text in said if text))


def _tags(line: str) -> dict[str, str]:
    r"""The fields of a header line of a SAM.

    >>> _tags("@SQ\tSN:chr11\tLN:135086622")
    {'SN': 'chr11', 'LN': '135086622'}
    """
    pairs = (field.partition(":") for field in line.split("\t")[1:])
    return {key: value for key, _, value in pairs}


FORMAT: Final = SegmentFormat(
    name="gatk",
    title="GATK",
    url="https://gatk.broadinstitute.org/hc/en-us/articles/360035890011",
    recognises=_recognises,
    read=_read,
    reads=(".called.seg", ".cr.seg", ".modelFinal.seg", ".modelBegin.seg"),
    counts="from 1, both ends included",
    states=(
        "MEAN_LOG2_COPY_RATIO or LOG2_COPY_RATIO_POSTERIOR_10, _50, _90; "
        "MINOR_ALLELE_FRACTION_POSTERIOR_50; number of points; CALL; @SQ and @RG."
    ),
    untold=(
        "Copies and purity: GATK states ratios alone. Its interval holds 80 % of the posterior."
    ),
    x_is_certain=False,
)
