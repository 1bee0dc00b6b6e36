"""The bases of many reads over the places asked about: a pileup, but of those columns alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hccgenomics.readers.alignments.mates import NONE, Looked, Mates, settled_quality
from hccgenomics.readers.alignments.reads import within
from hccgenomics.readers.alignments.stretches import ALIGNED, DELETED, SKIPPED, AlignedBases

if TYPE_CHECKING:
    from hccgenomics.readers.alignments.reads import Bools, Ints, Reads
    from hccgenomics.readers.alignments.stretches import Stretches

GAP: Final = 16
"""The code of a base that a read lacks, beside the sixteen of a BAM."""
CODES: Final = 17


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Reads whose mates are all here or nowhere.

    Attributes:
        counted: Whether a read's mapping quality lets it count.
        ends: Where on the reference each ends.
    """

    reads: Reads
    ends: Ints
    stretches: Stretches
    aligned: AlignedBases
    mates: Mates
    counted: Bools


@dataclass(frozen=True, slots=True)
class SeenBases:
    """Bases over columns, one row each.

    Attributes:
        column: Which of the columns.
        read: Whose base it is.
        code: Which base, or ``GAP``.
        passes: Whether the read counts and the base is good enough.
        is_spoken_for: Whether the mate's base passes instead.
        breaks: Whether the read holds an insertion right behind this base.
    """

    column: Ints
    read: Ints
    code: Ints
    passes: Bools
    is_spoken_for: Bools
    breaks: Bools


def bases_over(batch: ReadBatch, columns: Ints, *, min_base_quality: int) -> SeenBases:
    """What the reads show in these columns; a column that a read skips (N) it has not seen.

    Args:
        batch: The reads.
        columns: Places on the reference, from 0, in order.
        min_base_quality: A base below it does not pass, after its mate has been asked.
    """
    found = batch.stretches
    seen = found.kind != SKIPPED
    low = np.searchsorted(columns, found.start)
    high = np.searchsorted(columns, found.end)
    counts = np.where(seen, high - low, 0)
    which = np.repeat(np.arange(len(counts)), counts)
    column = low[which] + within(counts)
    read, place = found.read[which], columns[column]
    is_base = found.kind[which] == ALIGNED
    query = np.where(is_base, found.query[which] + place - found.start[which], found.query[which])
    asked = np.where(is_base, place, _place_behind(found)[which])
    quality, of_mate = settled_quality(
        batch.reads, batch.mates, batch.aligned, Looked(read, query, asked, place)
    )
    has_base = is_base & (query < batch.reads.length[read])
    code = np.where(has_base, batch.reads.base(read, np.where(has_base, query, 0)), GAP)
    good = quality >= min_base_quality
    if min_base_quality == 0:
        good &= ~is_base | has_base
    return SeenBases(
        column=column,
        read=read,
        code=code.astype(np.int64),
        passes=good & batch.counted[read],
        is_spoken_for=is_base & (of_mate >= max(min_base_quality, 1)),
        breaks=_breaks(found)[which] & (place + 1 == found.end[which]),
    )


def _place_behind(found: Stretches) -> Ints:
    """Of a deletion: where the next base of the read lies; -1 where that base is inserted.

    The quality of a missing base is that of the next base there is, as samtools has it.
    """
    places = np.full(len(found.read), NONE, dtype=np.int64)
    for at in np.flatnonzero(found.kind == DELETED).tolist():
        behind = at + 1
        while behind < len(places) and found.read[behind] == found.read[at]:
            if found.kind[behind] == ALIGNED:
                if found.query[behind] == found.query[at]:
                    places[at] = found.start[behind]
                break
            behind += 1
    return places


def _breaks(found: Stretches) -> Bools:
    """Whether bases of the read lie between a stretch and the next."""
    breaks = np.zeros(len(found.read), dtype=np.bool_)
    if len(breaks) > 1:
        same = found.read[1:] == found.read[:-1]
        breaks[:-1] = same & (found.query[1:] != found.query_end()[:-1])
    return breaks
