"""What has to be looked at for one variant.

A change of one base is looked for at its place. An insertion or deletion is looked for as a
sequence: the reads' own bases between two *anchors*, the nearest bases on either side that no
spelling of the variant moves. In ``CAAAAG`` the loss of any of the four A is the same haplotype,
and only a read that reaches from C to G can tell how many there are. A change of several bases is
looked for base by base, and as a sequence where an aligner wrote gaps for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hccgenomics.model.genome import UNKNOWN_BASE, Interval

if TYPE_CHECKING:
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.variant import Variant
    from hccgenomics.readers.alignments.reads import Bytes

_CODES: Final = bytes.maketrans(b"=ACMGRSVTWYHKDBN", bytes(range(16)))
ANY: Final = 15
"""The code of N: in a haplotype, a base that is not known and fits every other."""
FLANK: Final = 30
"""Bases beyond the anchors that a clipped read is held against."""
BESIDE: Final = 8
"""Bases on either side of a change of several within which an aligner may put gaps instead."""
_STRIDE: Final = 256
_FURTHEST: Final = 10_000
"""Bases over which a repeat is followed."""


@dataclass(frozen=True, slots=True)
class BaseLocus:
    """One base or several in a row, replaced by as many.

    Attributes:
        start, end: On the reference, between bases.
        ref, alt: Codes of the alleles.
    """

    start: int
    end: int
    ref: tuple[int, ...]
    alt: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SequenceLocus:
    """An insertion, a deletion or both.

    Attributes:
        start, end: From the left anchor to behind the right one.
        ref, alt: The haplotypes from anchor to anchor.
        before, behind: The reference beyond the anchors.
    """

    start: int
    end: int
    ref: bytes
    alt: bytes
    before: bytes
    behind: bytes


@dataclass(frozen=True, slots=True)
class RowLocus:
    """Several bases in a row, with what is known of the reference around them.

    Attributes:
        bases: Those that change.
        sequence: The same change as a haplotype, for reads that are aligned with gaps there.
    """

    bases: BaseLocus
    sequence: SequenceLocus

    @property
    def start(self) -> int:
        """Where the haplotype begins."""
        return self.sequence.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.sequence.end


@dataclass(frozen=True, slots=True)
class DepthLocus:
    """Bases of which only the depth is asked."""

    start: int
    end: int


Locus = BaseLocus | RowLocus | SequenceLocus | DepthLocus


def columns_of(locus: Locus) -> range:
    """The places of the reference that are looked at base by base."""
    if isinstance(locus, SequenceLocus):
        return range(0)
    bases = locus.bases if isinstance(locus, RowLocus) else locus
    return range(bases.start, bases.end)


def codes(bases: str) -> bytes:
    """Bases as a BAM codes them.

    >>> list(codes("ACGTN"))
    [1, 2, 4, 8, 15]
    """
    return bases.upper().encode("ascii").translate(_CODES)


def array_of(haplotype: bytes) -> Bytes:
    """A haplotype, for comparison with many reads."""
    return np.frombuffer(haplotype, dtype=np.uint8)


class OwnAlleles:
    """The reference where none is given: nothing is known but the variant's own alleles."""

    def __init__(self, variant: Variant) -> None:
        self._variant = variant

    def bases(self, interval: Interval) -> str:
        """Of the variant's REF; ``N`` elsewhere."""
        own = self._variant.interval
        places = range(interval.start, interval.end)
        return "".join(
            self._variant.ref[at - own.start] if own.start <= at < own.end else UNKNOWN_BASE
            for at in places
        )


def locus_of(variant: Variant, reference: Reference | None) -> Locus:
    """Where to look for a variant, and what for.

    >>> from hccgenomics.model.variant import Variant
    >>> locus_of(Variant("chr5", 1295113, "G", "A"), None)
    BaseLocus(start=1295112, end=1295113, ref=(4,), alt=(1,))
    """
    start, ref, alt = _trimmed(variant)
    bases = _Contig(variant.contig, reference or OwnAlleles(variant))
    if len(ref) == len(alt):
        own = BaseLocus(start, start + len(ref), tuple(codes(ref)), tuple(codes(alt)))
        return own if len(ref) == 1 else _row_locus(bases, own, (start, ref, alt))
    left, right = start, start + len(ref)
    if not (ref and alt):
        left -= _slide(bases, start, ref or alt, step=-1)
        right += _slide(bases, start + len(ref), ref or alt, step=1)
    return _sequence_locus(bases, (left, right), (start, ref, alt))


def _row_locus(bases: _Contig, own: BaseLocus, event: tuple[int, str, str]) -> Locus:
    """A change of several bases; base by base alone where the bases around it are not known."""
    sequence = _sequence_locus(bases, (own.start - BESIDE, own.end + BESIDE), event)
    return own if ANY in sequence.ref else RowLocus(own, sequence)


def _sequence_locus(
    bases: _Contig, reach: tuple[int, int], event: tuple[int, str, str]
) -> SequenceLocus:
    begin, end = max(reach[0] - 1, 0), reach[1] + 1
    start, ref, alt = event
    head, tail = bases.between(begin, start), bases.between(start + len(ref), end)
    return SequenceLocus(
        start=begin,
        end=end,
        ref=codes(head + ref + tail),
        alt=codes(head + alt + tail),
        before=codes(bases.between(max(begin - FLANK, 0), begin)),
        behind=codes(bases.between(end, end + FLANK)),
    )


def _trimmed(variant: Variant) -> tuple[int, str, str]:
    """The gap before the first base that differs, and the alleles without what they share."""
    ref, alt, start = variant.ref, variant.alt, variant.pos - 1
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while ref and alt and ref[0] == alt[0]:
        ref, alt, start = ref[1:], alt[1:], start + 1
    return start, ref, alt


class _Contig:
    """The bases of one contig, by places."""

    def __init__(self, name: str, reference: Reference) -> None:
        self._name = name
        self._reference = reference

    def between(self, start: int, end: int) -> str:
        """Bases between two gaps; none before the contig begins."""
        start = max(start, 0)
        return self._reference.bases(Interval(self._name, start, end)) if start < end else ""


def _slide(bases: _Contig, gap: int, unit: str, *, step: int) -> int:
    """How far an inserted or deleted unit can be moved without changing the sequence.

    Moved to the right, the unit's first base must be the next one of the reference, and so on
    round the unit; to the left likewise from its last.
    """
    moved = 0
    while moved < _FURTHEST:
        if step > 0:
            ahead = bases.between(gap + moved, gap + moved + _STRIDE)
        else:
            ahead = bases.between(gap - moved - _STRIDE, gap - moved)[::-1]
        around = unit if step > 0 else unit[::-1]
        here = _agreeing(ahead, around, moved)
        moved += here
        if here < _STRIDE:
            break
    return moved


def _agreeing(ahead: str, around: str, moved: int) -> int:
    for at, base in enumerate(ahead):
        if base != around[(moved + at) % len(around)]:
            return at
    return len(ahead)
