"""Counts of single bases, and of several bases in a row on one fragment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hccgenomics.readers.alignments.columns import CODES, GAP, SeenBases
from hccgenomics.readers.alignments.haplotypes import fragments_with
from hccgenomics.readers.alignments.loci import RowLocus
from hccgenomics.readers.alignments.tallies import Tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hccgenomics.readers.alignments.columns import ReadBatch
    from hccgenomics.readers.alignments.loci import BaseLocus
    from hccgenomics.readers.alignments.reads import Bools, Ints

_STRANDS: Final = 2
_APART: Final = 1 << 32


class ColumnCounts:
    """Bases by column, code and strand.

    Attributes:
        counts: Of each column: bases that pass, by code and strand.
        low: Of each column: fragments none of whose bases pass.
    """

    def __init__(self, columns: int) -> None:
        self.counts = np.zeros((columns, CODES, _STRANDS), dtype=np.int64)
        self.low = np.zeros(columns, dtype=np.int64)

    def add(self, batch: ReadBatch, seen: SeenBases) -> None:
        """Count the bases of a batch."""
        strand = batch.reads.is_reverse()[seen.read]
        cell = (seen.column * CODES + seen.code) * _STRANDS + strand
        size = self.counts.size
        found = np.bincount(cell[seen.passes], minlength=size)
        self.counts += found.reshape(self.counts.shape)
        self.low += _low(batch, seen, len(self.low))

    def depth(self) -> Ints:
        """Fragments by column."""
        depth: Ints = self.counts.sum(axis=(1, 2))
        return depth

    def tally(self, column: int, locus: BaseLocus) -> Tally:
        """The counts of a change of one base."""
        counts = self.counts[column]
        (ref,), (alt,) = locus.ref, locus.alt
        forward, backward = counts[alt].tolist()
        of_ref = int(counts[ref].sum())
        return Tally(
            ref=of_ref,
            other=int(counts.sum()) - of_ref - forward - backward,
            alt_forward=forward,
            alt_reverse=backward,
            low_quality=int(self.low[column]),
        )


def _low(batch: ReadBatch, seen: SeenBases, columns: int) -> Ints:
    """Fragments of each column that have bases there, of which none passes."""
    fails = ~(seen.passes | seen.is_spoken_for)
    if not fails.any():
        return np.zeros(columns, dtype=np.int64)
    fragment = batch.mates.fragment[seen.read]
    key = seen.column * _APART + fragment
    failing = np.unique(key[fails])
    alone = _absent_from(failing, key[seen.passes & _has_company(batch)[seen.read]])
    return np.bincount(alone // _APART, minlength=columns)


def _has_company(batch: ReadBatch) -> Bools:
    """Whether a read is not the only one of its fragment."""
    fragment = batch.mates.fragment
    return np.bincount(fragment, minlength=1)[fragment] > 1


def _absent_from(keys: Ints, others: Ints) -> Ints:
    """Those of sorted keys that the others do not hold."""
    held = np.zeros(len(keys), dtype=np.bool_)
    at = np.searchsorted(keys, others)
    inside = at < len(keys)
    at, others = at[inside], others[inside]
    held[at[keys[at] == others]] = True
    return keys[~held]


@dataclass(frozen=True, slots=True)
class RowColumns:
    """Where the bases of a locus of several are.

    Attributes:
        seen: The bases over all columns.
        first: The column of the locus's first base; the others follow it.
        min_base_quality: For fragments that are told by their sequence.
    """

    seen: SeenBases
    first: int
    min_base_quality: int


@dataclass(frozen=True, slots=True)
class _Row:
    """What each fragment shows of a locus of several bases."""

    names: Ints
    codes: NDArray[np.int64]
    covered: Bools
    passes: Bools
    has_gap: Bools
    is_torn: Bools
    is_reverse: Bools


def tally_row(batch: ReadBatch, looked: RowColumns, locus: BaseLocus | RowLocus) -> Tally:
    """The counts of a change of several bases, all of which one fragment must carry.

    What is told by no base here, or by others, is asked for its sequence: aligners write an
    insertion and a deletion for such a change, or clip it.
    """
    bases = locus.bases if isinstance(locus, RowLocus) else locus
    row = _row(batch, looked, len(bases.ref))
    whole = row.covered.all(axis=1)
    passes = whole & row.passes.all(axis=1)
    is_ref = passes & ~row.is_torn & (row.codes == np.array(bases.ref)).all(axis=1)
    is_alt = passes & ~row.is_torn & (row.codes == np.array(bases.alt)).all(axis=1)
    is_low = whole & ~passes & ~row.has_gap
    backward = int((is_alt & row.is_reverse).sum())
    tally = Tally(int(is_ref.sum()), 0, int(is_alt.sum()) - backward, backward)
    asked = ~(is_ref | is_alt | is_low)
    if isinstance(locus, RowLocus):
        names, is_reverse = _by_sequence(batch, looked, locus, row.names[~asked])
        tally.alt_forward += int((~is_reverse).sum())
        tally.alt_reverse += int(is_reverse.sum())
        asked &= ~np.isin(row.names, names)
    tally.other = int((passes & asked).sum())
    tally.low_quality = int((whole & ~passes & (asked | is_low)).sum())
    return tally


def _by_sequence(
    batch: ReadBatch, looked: RowColumns, locus: RowLocus, settled: Ints
) -> tuple[Ints, Bools]:
    """Fragments that carry the change by their sequence, beside those that are settled."""
    names, is_reverse = fragments_with(
        batch, locus.sequence, min_base_quality=looked.min_base_quality
    )
    further = ~np.isin(names, settled)
    return names[further], is_reverse[further]


def _row(batch: ReadBatch, looked: RowColumns, width: int) -> _Row:
    seen, first = looked.seen, looked.first
    here = np.flatnonzero((seen.column >= first) & (seen.column < first + width))
    read, column = seen.read[here], seen.column[here] - first
    names, fragment = np.unique(batch.mates.fragment[read], return_inverse=True)
    shape = (len(names), width)
    covered = np.zeros(shape, dtype=np.bool_)
    covered[fragment, column] = True
    good = seen.passes[here]
    passes = np.zeros(shape, dtype=np.bool_)
    passes[fragment[good], column[good]] = True
    codes = np.full(shape, GAP, dtype=np.int64)
    codes[fragment[good], column[good]] = seen.code[here][good]
    torn = good & (codes[fragment, column] != seen.code[here])
    torn |= good & seen.breaks[here] & (column < width - 1)
    has_gap = np.zeros(len(names), dtype=np.bool_)
    has_gap[fragment[seen.code[here] == GAP]] = True
    is_torn = np.zeros(len(names), dtype=np.bool_)
    is_torn[fragment[torn]] = True
    is_reverse = np.zeros(len(names), dtype=np.bool_)
    starts = good & (column == 0)
    is_reverse[fragment[starts]] = batch.reads.is_reverse()[read[starts]]
    return _Row(names, codes, covered, passes, has_gap, is_torn, is_reverse)
