"""A variant as the transcript reads it: trimmed, on its strand, and shifted to the 3′ end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.genome import UNKNOWN_BASE, Interval, reverse_complement

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.model.genome import Reference
    from hccgenomics.model.variant import Variant

FIRST_WINDOW: Final = 64
LARGEST_WINDOW: Final = 4096
"""Bases looked up at a time while an insertion or deletion slides along a repeat."""


class Change(NamedTuple):
    """Bases ``ref`` between two oriented gaps become ``alt``; one gap twice for an insertion."""

    start: int
    end: int
    ref: str
    alt: str

    @property
    def growth(self) -> int:
        """Bases gained; negative if lost."""
        return len(self.alt) - len(self.ref)

    @property
    def can_shift(self) -> bool:
        """Whether it is a pure insertion or deletion, which may have several places."""
        return not self.ref or not self.alt

    def moved(self, steps: int) -> Change:
        """The same change described ``steps`` bases further 3′, in a repeat that allows it."""
        turned = steps % (len(self.ref) + len(self.alt))
        return Change(
            self.start + steps,
            self.end + steps,
            self.ref and self.ref[turned:] + self.ref[:turned],
            self.alt and self.alt[turned:] + self.alt[:turned],
        )


@dataclass(frozen=True, slots=True)
class Strand:
    """The bases of one strand of a contig, by oriented gaps.

    ``own`` is the variant at hand: where the reference is unknown, its REF is not. ``told`` says
    what else is known of the base behind an oriented gap, such as what a protein tells of it.
    """

    reference: Reference
    contig: str
    direction: int
    own: Variant | None = None
    told: Callable[[int], str] | None = None

    def bases(self, start: int, end: int) -> str:
        """Bases between two oriented gaps, 5′ to 3′ of this strand; N beyond the contig's start."""
        low, high = (start, end) if self.direction > 0 else (-end, -start)
        missing = ""
        if low < 0:
            missing = UNKNOWN_BASE * (min(high, 0) - low)
            low, high = 0, max(high, 0)
        found = self.reference.bases(Interval(self.contig, low, high))
        if self.own is not None and UNKNOWN_BASE in found:
            found = _filled(found, low, self.own)
        found = missing + found
        found = found if self.direction > 0 else reverse_complement(found)
        if self.told is not None and UNKNOWN_BASE in found:
            told = self.told
            return "".join(
                told(gap) if base == UNKNOWN_BASE else base for gap, base in enumerate(found, start)
            )
        return found

    def before(self, gap: int, length: int) -> str:
        """Up to ``length`` bases before a gap of the plus strand, nearest first."""
        return self.bases(max(0, gap - length), gap)[::-1]


def _filled(found: str, start: int, own: Variant) -> str:
    """``found``, which begins at gap ``start``, with unknown bases taken from the variant's REF."""
    first = own.pos - 1 - start
    inside, beyond = max(first, 0), min(first + len(own.ref), len(found))
    if inside >= beyond:
        return found
    pairs = zip(found[inside:beyond], own.ref[inside - first :], strict=False)
    known = "".join([ours if base == UNKNOWN_BASE else base for base, ours in pairs])
    return found[:inside] + known + found[beyond:]


def oriented_change(variant: Variant, direction: int) -> Change:
    """The bases that differ, on the strand the transcript is read from.

    >>> from hccgenomics.model.variant import Variant
    >>> oriented_change(Variant("chr1", 10, "CA", "C"), -1)
    Change(start=-11, end=-10, ref='T', alt='')
    """
    ref, alt, start = variant.ref, variant.alt, variant.pos - 1
    if len(ref) > 1 or len(alt) > 1:
        shared = shared_prefix(ref, alt)
        ref, alt, start = ref[shared:], alt[shared:], start + shared
        if ref and alt:
            shared = shared_prefix(ref[::-1], alt[::-1])
            ref, alt = ref[: len(ref) - shared], alt[: len(alt) - shared]
    if direction > 0:
        return Change(start, start + len(ref), ref, alt)
    end = start + len(ref)
    return Change(-end, -start, reverse_complement(ref), reverse_complement(alt))


def shared_prefix(one: str, other: str) -> int:
    """How many letters both begin with.

    >>> shared_prefix("CAT", "CAAT")
    2
    """
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


class Shifted(NamedTuple):
    """A change at its 3′-most place; ``blocked`` if unknown sequence ended the search."""

    change: Change
    blocked: bool


def shifted_3prime(change: Change, strand: Strand) -> Shifted:
    """The change at the last place that gives the same sequence (the HGVS 3′ rule)."""
    if not change.can_shift:
        return Shifted(change, blocked=False)
    steps, blocked = slide(
        change.ref or change.alt, lambda at, n: strand.bases(change.end + at, change.end + at + n)
    )
    return Shifted(change.moved(steps) if steps else change, blocked)


def slide(unit: str, following: Callable[[int, int], str]) -> tuple[int, bool]:
    """How many bases a repeat unit can move into what follows it, and whether N stopped it.

    ``following(at, n)`` gives ``n`` bases from ``at`` bases behind the unit.

    >>> slide("CA", lambda at, n: "CACAT"[at : at + n])
    (4, False)
    """
    steps, window, length = 0, FIRST_WINDOW, len(unit)
    while True:
        bases = following(steps, window)
        for step, base in enumerate(bases):
            if base != unit[(steps + step) % length]:
                return steps + step, base == UNKNOWN_BASE
        steps += len(bases)
        if len(bases) < window:
            return steps, False
        window = min(2 * window, LARGEST_WINDOW)
