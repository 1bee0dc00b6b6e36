"""Which fragments carry an insertion or a deletion: told by their sequence, not by their CIGAR.

1. A read that is aligned at both anchors shows a haplotype: its own bases from one to the other.
   It is the reference, the variant, or another.
2. A read that shows neither, or is aligned at one anchor only because the rest of it was clipped,
   is the variant's where its bases run on as the variant's haplotype and the reference beyond it
   do, without a difference, to ``PROOF`` bases behind the event. Aligners clip or mismatch the ends
   of such reads.
3. Where such a read ends too early to tell, it tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hccgenomics.readers.alignments.loci import ANY, SequenceLocus, array_of
from hccgenomics.readers.alignments.names import tossed
from hccgenomics.readers.alignments.stretches import SKIPPED
from hccgenomics.readers.alignments.tallies import Tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hccgenomics.readers.alignments.columns import ReadBatch
    from hccgenomics.readers.alignments.reads import Bools, Bytes, Ints, Reads

PROOF: Final = 8
"""Bases in a row behind the event, the anchor included, that tell one place from another."""
NOTHING, REF, ALT, OTHER = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class _Shown:
    """What each read of a batch shows, and the mean quality of the bases that show it."""

    read: Ints
    haplotype: Ints
    quality: NDArray[np.float64]


def tally_sequence(batch: ReadBatch, locus: SequenceLocus, *, min_base_quality: int) -> Tally:
    """The counts of an insertion or deletion."""
    shown = _shown(batch, locus)
    counted = batch.counted[shown.read]
    tally, told = _of_fragments(batch, _which(shown, counted), min_base_quality)
    left_out = np.unique(batch.mates.fragment[shown.read[~counted]])
    tally.low_quality += int((~np.isin(left_out, told)).sum())
    return tally


def _which(shown: _Shown, which: Bools) -> _Shown:
    return _Shown(shown.read[which], shown.haplotype[which], shown.quality[which])


def _shown(batch: ReadBatch, locus: SequenceLocus) -> _Shown:
    """What each read shows that shows anything."""
    read = _near(batch, locus)
    left = batch.aligned.find(read, np.full(len(read), locus.start))
    right = batch.aligned.find(read, np.full(len(read), locus.end - 1))
    first = np.where(left >= 0, batch.aligned.query(left, locus.start), -1)
    last = np.where(right >= 0, batch.aligned.query(right, locus.end - 1), -1)
    spans = (left >= 0) & (right >= 0)
    haplotype = np.where(spans, OTHER, NOTHING)
    ends = (first, last)
    for code, bases in ((REF, locus.ref), (ALT, locus.alt)):
        same = spans & (last - first + 1 == len(bases))
        haplotype[same & _matches(batch.reads, read, first, array_of(bases))] = code
    unsure = np.flatnonzero((haplotype != REF) & (haplotype != ALT))
    runs_on, too_short = _run_on(batch.reads, read[unsure], (first[unsure], last[unsure]), locus)
    haplotype[unsure[too_short & ~runs_on]] = NOTHING
    haplotype[unsure[runs_on]] = ALT
    quality = _mean_quality(batch.reads, read, ends, len(locus.alt))
    told = haplotype != NOTHING
    return _Shown(read[told], haplotype[told], quality[told])


def _near(batch: ReadBatch, locus: SequenceLocus) -> Ints:
    """Reads that touch the locus and skip none of it."""
    found = batch.stretches
    touches = (found.start < locus.end) & (found.end > locus.start)
    near = np.unique(found.read[touches & (found.kind != SKIPPED)])
    skips = np.unique(found.read[touches & (found.kind == SKIPPED)])
    return near[~np.isin(near, skips)]


def _matches(reads: Reads, read: Ints, first: Ints, bases: Bytes) -> Bools:
    """Whether the bases of a read from a place on are these."""
    agreeing, inside = _agreeing(reads, read, first, bases, step=1)
    matches: Bools = agreeing & (inside == len(bases))
    return matches


def _agreeing(
    reads: Reads, read: Ints, first: Ints, bases: Bytes, *, step: int
) -> tuple[Bools, Ints]:
    """Whether a read agrees with bases as far as it goes, and how far that is.

    Args:
        reads: All.
        read: Which of them.
        first: Where in each to begin; below 0 for nowhere.
        bases: In the direction of ``step``.
        step: 1 to the right, -1 to the left.
    """
    at = first[:, None] + step * np.arange(len(bases))
    inside = (first >= 0)[:, None] & (at >= 0) & (at < reads.length[read][:, None])
    rows = np.broadcast_to(read[:, None], at.shape)
    found = reads.base(rows, np.where(inside, at, 0))
    same = (found == bases) | (bases == ANY) | ~inside
    return same.all(axis=1) & (first >= 0), inside.sum(axis=1)


def _run_on(
    reads: Reads, read: Ints, ends: tuple[Ints, Ints], locus: SequenceLocus
) -> tuple[Bools, Bools]:
    """Whether a read runs on as the variant does, and whether it does so but ends too early."""
    alt = array_of(locus.alt)
    rightward = np.concatenate([alt, array_of(locus.behind)])
    leftward = np.concatenate([array_of(locus.before), alt])[::-1]
    runs_on = np.zeros(len(read), dtype=np.bool_)
    too_short = np.zeros(len(read), dtype=np.bool_)
    for first, bases, step in ((ends[0], rightward, 1), (ends[1], leftward, -1)):
        agrees, length = _agreeing(reads, read, first, bases, step=step)
        enough = length >= min(len(alt) + PROOF - 1, len(bases))
        runs_on |= agrees & enough
        too_short |= agrees & ~enough
    return runs_on, too_short


def _mean_quality(
    reads: Reads, read: Ints, ends: tuple[Ints, Ints], width: int
) -> NDArray[np.float64]:
    """Mean quality from anchor to anchor; of a clipped read over as many bases as the variant."""
    first, last = ends
    begin = np.where(first >= 0, first, np.maximum(last - width + 1, 0))
    behind = np.where(last >= 0, last + 1, np.minimum(first + width, reads.length[read]))
    sizes = np.maximum(behind - begin, 0)
    rows = np.repeat(np.arange(len(read)), sizes)
    at = begin[rows] + np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    totals = np.bincount(rows, weights=reads.quality_at(read[rows], at), minlength=len(read))
    mean: NDArray[np.float64] = totals / np.maximum(sizes, 1)
    return mean


def _of_fragments(batch: ReadBatch, shown: _Shown, min_base_quality: int) -> tuple[Tally, Ints]:
    """Each fragment once, and which fragments there are.

    Mates that show the same lend each other their qualities; mates that differ show another.
    """
    if not len(shown.read):
        return Tally(), shown.read
    order = np.lexsort((shown.read, batch.mates.fragment[shown.read]))
    fragment = batch.mates.fragment[shown.read][order]
    names, starts, sizes = np.unique(fragment, return_index=True, return_counts=True)
    haplotype = shown.haplotype[order]
    lowest = np.minimum.reduceat(haplotype, starts)
    agree = lowest == np.maximum.reduceat(haplotype, starts)
    quality = shown.quality[order]
    together = np.where(
        agree, np.add.reduceat(quality, starts), np.maximum.reduceat(quality, starts)
    )
    good = together >= min_base_quality
    told = np.where(agree, lowest, OTHER)
    is_reverse = _strand(batch, shown.read[order], starts, sizes)
    is_alt = good & (told == ALT)
    tally = Tally(
        ref=int((good & (told == REF)).sum()),
        other=int((good & (told == OTHER)).sum()),
        alt_forward=int((is_alt & ~is_reverse).sum()),
        alt_reverse=int((is_alt & is_reverse).sum()),
        low_quality=int((~good).sum()),
    )
    return tally, names


def _strand(batch: ReadBatch, read: Ints, starts: Ints, sizes: Ints) -> Bools:
    """The strand of the read that stands for each fragment: of several, as the name's coin says."""
    chosen = read[starts]
    several = np.flatnonzero(sizes > 1)
    if len(several):
        first_wins = tossed(batch.reads.take(chosen[several]))
        last = read[starts[several] + sizes[several] - 1]
        chosen[several] = np.where(first_wins, chosen[several], last)
    return batch.reads.is_reverse()[chosen]
