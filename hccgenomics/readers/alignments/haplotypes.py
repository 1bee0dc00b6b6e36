"""Which fragments carry an insertion or a deletion: told by their sequence, not by their CIGAR.

1. A read that is aligned at both anchors shows a haplotype: its own bases from one to the other.
   It is the reference, the variant, or another.
2. A read that shows neither, or is aligned at one anchor only, is the variant's where its bases
   run on as the variant's haplotype and the reference beyond it do, without a difference, and far
   enough: from the left anchor ``PROOF`` bases beyond the first that the two haplotypes do not
   share, from the right one ``PROOF`` bases behind the event. Aligners clip or mismatch the ends of
   such reads, and a read need not reach the other end of a long insertion.
3. Aligned at the left anchor only, it is the reference's where it runs on so like the reference:
   the fragments with a long deletion, and those without, are told at the same place.
4. Where such a read ends too early to tell, it tells nothing.
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
    told = _of_fragments(batch, _which(shown, counted), min_base_quality)
    left_out = np.unique(batch.mates.fragment[shown.read[~counted]])
    is_alt = told.passes & (told.haplotype == ALT)
    backward = int((is_alt & told.is_reverse).sum())
    return Tally(
        ref=int((told.passes & (told.haplotype == REF)).sum()),
        other=int((told.passes & (told.haplotype == OTHER)).sum()),
        alt_forward=int(is_alt.sum()) - backward,
        alt_reverse=backward,
        low_quality=int((~told.passes).sum() + (~np.isin(left_out, told.names)).sum()),
    )


def fragments_with(
    batch: ReadBatch, locus: SequenceLocus, *, min_base_quality: int
) -> tuple[Ints, Bools]:
    """The fragments that show the variant by their sequence, and whether on the minus strand."""
    shown = _shown(batch, locus)
    told = _of_fragments(batch, _which(shown, batch.counted[shown.read]), min_base_quality)
    is_alt = told.passes & (told.haplotype == ALT)
    return told.names[is_alt], told.is_reverse[is_alt]


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
    untold = np.flatnonzero((haplotype == NOTHING) & ~spans)
    like_ref = _runs_on_as_reference(batch.reads, read[untold], first[untold], locus)
    haplotype[untold[like_ref]] = REF
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
    matches: Bools = agreeing & inside.all(axis=1)
    return matches


def _agreeing(
    reads: Reads, read: Ints, first: Ints, bases: Bytes, *, step: int
) -> tuple[Bools, Bools]:
    """Whether a read agrees with bases as far as it goes, and which of them it reaches.

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
    return same.all(axis=1) & (first >= 0), inside


def _known(inside: Bools, bases: Bytes) -> Ints:
    """How many bases a read reaches that are known; one that is not known proves nothing."""
    known: Ints = (inside & (bases != ANY)).sum(axis=1)
    return known


def _run_on(
    reads: Reads, read: Ints, ends: tuple[Ints, Ints], locus: SequenceLocus
) -> tuple[Bools, Bools]:
    """Whether a read runs on as the variant does, and whether it does so but ends too early."""
    rightward = array_of(locus.alt + locus.behind)
    leftward = array_of(locus.before + locus.alt)[::-1]
    behind = min(len(locus.alt) + PROOF - 1, len(leftward))
    runs_on = np.zeros(len(read), dtype=np.bool_)
    too_short = np.zeros(len(read), dtype=np.bool_)
    directions = ((ends[0], rightward, 1, _proof(locus)), (ends[1], leftward, -1, behind))
    for first, bases, step, least in directions:
        agrees, inside = _agreeing(reads, read, first, bases, step=step)
        enough = _known(inside, bases) >= least
        runs_on |= agrees & enough
        too_short |= agrees & ~enough
    return runs_on, too_short


def _runs_on_as_reference(reads: Reads, read: Ints, first: Ints, locus: SequenceLocus) -> Bools:
    """Whether a read runs on from the left anchor as the reference does, and far enough."""
    rightward = array_of(locus.ref + locus.behind)
    agrees, inside = _agreeing(reads, read, first, rightward, step=1)
    runs_on: Bools = agrees & (_known(inside, rightward) >= _proof(locus))
    return runs_on


def _proof(locus: SequenceLocus) -> int:
    """Bases from the left anchor on that tell the two haplotypes apart."""
    ref, alt = locus.ref + locus.behind, locus.alt + locus.behind
    shared = next((at for at, (a, b) in enumerate(zip(ref, alt, strict=False)) if a != b), None)
    farthest = min(len(ref), len(alt))
    return farthest if shared is None else min(shared + PROOF, farthest)


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


@dataclass(frozen=True, slots=True)
class _Fragments:
    """What fragments show, each once.

    Attributes:
        names: Their numbers, growing.
        passes: Whether their bases are good enough.
    """

    names: Ints
    haplotype: Ints
    passes: Bools
    is_reverse: Bools


def _of_fragments(batch: ReadBatch, shown: _Shown, min_base_quality: int) -> _Fragments:
    """Each fragment once.

    Mates that show the same lend each other their qualities; mates that differ show another.
    """
    if not len(shown.read):
        none = np.zeros(0, dtype=np.bool_)
        return _Fragments(shown.read, shown.haplotype, none, none)
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
    return _Fragments(
        names=names,
        haplotype=np.where(agree, lowest, OTHER),
        passes=together >= min_base_quality,
        is_reverse=_strand(batch, shown.read[order], starts, sizes),
    )


def _strand(batch: ReadBatch, read: Ints, starts: Ints, sizes: Ints) -> Bools:
    """The strand of the read that stands for each fragment: of several, as the name's coin says."""
    chosen = read[starts]
    several = np.flatnonzero(sizes > 1)
    if len(several):
        first_wins = tossed(batch.reads.take(chosen[several]))
        last = read[starts[several] + sizes[several] - 1]
        chosen[several] = np.where(first_wins, chosen[several], last)
    return batch.reads.is_reverse()[chosen]
