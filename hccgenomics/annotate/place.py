"""Which parts of a transcript a change touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hccgenomics.annotate.change import shared_prefix
from hccgenomics.annotate.coding import CodingChange
from hccgenomics.model.codons import CODON

if TYPE_CHECKING:
    from hccgenomics.annotate.change import Change
    from hccgenomics.annotate.coordinates import TranscriptMap
    from hccgenomics.annotate.sequence import TranscriptSequence


class Place(NamedTuple):
    """Where a change lies.

    Attributes:
        first, last: Gaps of the spliced transcript around the exonic bases touched, counted from
            the start codon; equal for an insertion; ``None`` if no exon is touched.
        exon: Index of the first exon touched.
        intron: Index of the first intron touched.
        whole: Whether both ends are exonic or beyond the transcript, so that one spliced stretch
            takes all of it.
    """

    change: Change
    first: int | None
    last: int | None
    exon: int | None
    intron: int | None
    coding_length: int
    whole: bool = True

    @property
    def span(self) -> tuple[int, int] | None:
        """Exonic gaps touched, or ``None``."""
        return None if self.first is None or self.last is None else (self.first, self.last)

    @property
    def coding_span(self) -> tuple[int, int] | None:
        """Gaps of the coding sequence touched; an insertion at its border is outside."""
        if self.first is None or self.last is None:
            return None
        if self.first == self.last:
            inside = 0 < self.first < self.coding_length
            return (self.first, self.last) if inside else None
        first, last = max(self.first, 0), min(self.last, self.coding_length)
        return (first, last) if first < last else None

    @property
    def in_leader(self) -> bool:
        """Whether the 5′ untranslated region is touched."""
        if self.first is None or self.last is None:
            return False
        return self.first < 0 or self.first == self.last == 0

    @property
    def in_trailer(self) -> bool:
        """Whether the 3′ untranslated region is touched."""
        if self.first is None or self.last is None:
            return False
        return self.last > self.coding_length or self.first == self.last == self.coding_length

    def coding_change(self, sequence: TranscriptSequence) -> CodingChange | None:
        """The change as the ribosome meets it, if it takes one stretch that codes."""
        if not self.whole or self.first is None or self.last is None or self.coding_span is None:
            return None
        spliced = self.last - self.first == len(self.change.ref)
        ref = self.change.ref if spliced else ""
        change = CodingChange(sequence, self.first, self.last, ref, self.change.alt)
        return _without_leader(change) if self.first < 0 else change


def _without_leader(change: CodingChange) -> CodingChange:
    """Of an exchange of base for base around an untouched start codon, what lies behind that."""
    if change.growth or change.after[:CODON] != change.sequence.start_codon:
        return change
    ref, alt = change.ref[-change.start :], change.alt[-change.start :]
    start = shared_prefix(ref, alt)
    return CodingChange(change.sequence, start, change.end, ref[start:], alt[start:])


def place_of(change: Change, at: TranscriptMap) -> Place:
    """Where an oriented change lies on a transcript it overlaps."""
    if change.start == change.end:
        return _place_of_insertion(change, at)
    exon = at.exon_before(change.start)
    if exon >= 0 and change.end <= at.ends[exon]:
        first = at.spliced[exon] + change.start - at.starts[exon] - at.leader
        last = first + change.end - change.start
        return Place(change, first, last, exon, None, at.coding_length)
    return _place_across(change, at)


def _place_of_insertion(change: Change, at: TranscriptMap) -> Place:
    exon = at.exon_before(change.start)
    gap = at.spliced_gap(change.start)
    if gap is None:
        return Place(change, None, None, None, exon, at.coding_length)
    gap -= at.leader
    return Place(change, gap, gap, exon, None, at.coding_length)


def _place_across(change: Change, at: TranscriptMap) -> Place:
    """A change that leaves its exon, or lies in an intron, or reaches beyond the transcript."""
    before = at.exon_before(change.start)
    starts_exonic = before >= 0 and change.start < at.ends[before]
    first_exon = before if starts_exonic else before + 1
    last_exon = at.exon_before(change.end - 1)
    if first_exon > last_exon:
        return Place(change, None, None, None, before, at.coding_length)
    start = max(change.start, at.starts[first_exon])
    end = min(change.end, at.ends[last_exon])
    intron = None
    if first_exon < last_exon or change.end > at.ends[last_exon] or not starts_exonic:
        intron = min(max(before, 0), at.exons - 2) if at.exons > 1 else None
    return Place(
        change=change,
        first=at.spliced[first_exon] + start - at.starts[first_exon] - at.leader,
        last=at.spliced[last_exon] + end - at.starts[last_exon] - at.leader,
        exon=first_exon,
        intron=intron,
        coding_length=at.coding_length,
        whole=start in {change.start, at.start} and end in {change.end, at.end},
    )
