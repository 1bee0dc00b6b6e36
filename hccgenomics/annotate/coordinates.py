"""From genome to transcript to protein and back, on one transcript.

Inside this layer a transcript is always read 5′ to 3′. An *oriented gap* is a gap of the plus
strand for a transcript on that strand, and its negative for one on the other strand: either way
it grows along the transcript, so that nothing below has to ask which strand it is on.

Positions are named as HGVS nomenclature 21.1 numbers them
(https://hgvs-nomenclature.org/stable/background/numbering/).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.codons import CODON
from hccgenomics.model.genome import Interval

if TYPE_CHECKING:
    from hccgenomics.model.transcript import Transcript


@dataclass(frozen=True, slots=True)
class CodingPosition:
    """One base in c. numbering.

    Attributes:
        base: Counted from the A of the start codon; negative before it, never zero. After the
            stop codon counted from the first base behind it.
        offset: Into an intron; positive behind an exon, negative before one.
        after_stop: Whether ``base`` is counted from behind the stop codon (``*``).

    >>> str(CodingPosition(-124)), str(CodingPosition(375, 5)), str(CodingPosition(7, -2, True))
    ('-124', '375+5', '*7-2')
    """

    base: int
    offset: int = 0
    after_stop: bool = False

    def __str__(self) -> str:
        star = "*" if self.after_stop else ""
        return f"{star}{self.base}{self.offset:+d}" if self.offset else f"{star}{self.base}"


@dataclass(frozen=True, slots=True, eq=False)
class TranscriptMap:
    """The coordinates of one transcript, ready for look-up.

    Attributes:
        starts, ends: Oriented gaps of the exons, 5′ to 3′.
        spliced: Gap of the spliced transcript at which each exon starts.
        coding_start, coding_end: Oriented gaps around the coding sequence.
        leader: Bases of the spliced transcript before the coding sequence.
        coding_length: Coding bases, stop codon included.
    """

    transcript: Transcript
    strand: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    spliced: tuple[int, ...]
    coding_start: int
    coding_end: int
    leader: int
    coding_length: int

    @property
    def exons(self) -> int:
        """How many exons there are."""
        return len(self.starts)

    @property
    def start(self) -> int:
        """Oriented gap before the first base of the transcript."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """Oriented gap behind its last base."""
        return self.ends[-1]

    # --- the genome and oriented gaps -------------------------------------------------

    def oriented(self, interval: Interval) -> tuple[int, int]:
        """The oriented gaps around an interval of the plus strand."""
        if self.strand > 0:
            return interval.start, interval.end
        return -interval.end, -interval.start

    def interval(self, start: int, end: int) -> Interval:
        """The interval of the plus strand between two oriented gaps."""
        if self.strand > 0:
            return Interval(self.transcript.contig, start, end)
        return Interval(self.transcript.contig, -end, -start)

    # --- the genome and the spliced transcript ----------------------------------------

    def exon_before(self, gap: int) -> int:
        """Index of the last exon that starts at or before ``gap``; -1 if there is none."""
        return bisect_right(self.starts, gap) - 1

    def deep_intron(self, start: int, end: int, margin: int) -> int | None:
        """Index of the intron that holds two gaps with ``margin`` bases of it on either side."""
        before = bisect_right(self.starts, start) - 1
        if not 0 <= before < len(self.starts) - 1:
            return None
        is_deep = start - self.ends[before] >= margin and self.starts[before + 1] - end >= margin
        return before if is_deep else None

    def spliced_gap(self, gap: int) -> int | None:
        """The gap of the spliced transcript at ``gap``, borders of exons included."""
        exon = bisect_right(self.starts, gap) - 1
        if exon < 0 or gap > self.ends[exon]:
            return None
        return self.spliced[exon] + gap - self.starts[exon]

    def gap_of_spliced_base(self, index: int) -> int:
        """The oriented gap before base ``index`` of the spliced transcript."""
        exon = bisect_right(self.spliced, index) - 1
        return self.starts[exon] + index - self.spliced[exon]

    # --- c. numbering ------------------------------------------------------------------

    def coding_position(self, gap: int) -> CodingPosition:
        """The c. position of the base behind an oriented gap, wherever it lies.

        Beyond the ends of the transcript counting simply goes on, as is usual for promoters.
        """
        exon = bisect_right(self.starts, gap) - 1
        if exon < 0:
            return self._numbered(gap - self.start, 0)
        behind = gap - self.ends[exon] + 1
        if behind <= 0 or exon == len(self.starts) - 1:
            return self._numbered(self.spliced[exon] + gap - self.starts[exon], 0)
        before = self.starts[exon + 1] - gap
        if behind <= before:
            return self._numbered(self.spliced[exon + 1] - 1, behind)
        return self._numbered(self.spliced[exon + 1], -before)

    def _numbered(self, index: int, offset: int) -> CodingPosition:
        from_start = index - self.leader
        if from_start < 0:
            return CodingPosition(from_start, offset)
        if from_start < self.coding_length:
            return CodingPosition(from_start + 1, offset)
        return CodingPosition(from_start - self.coding_length + 1, offset, after_stop=True)

    def gap(self, position: CodingPosition) -> int:
        """The oriented gap before the base with this c. position."""
        index = self.leader + position.base
        if position.after_stop:
            index += self.coding_length - 1
        elif position.base > 0:
            index -= 1
        if index < 0:
            return self.start + index
        return self.gap_of_spliced_base(index) + position.offset

    def coding_position_at(self, pos: int) -> CodingPosition:
        """The c. position of base ``pos`` of the contig."""
        return self.coding_position(pos - 1 if self.strand > 0 else -pos)

    def pos(self, position: CodingPosition) -> int:
        """The base of the contig with this c. position, counted from one."""
        gap = self.gap(position)
        return gap + 1 if self.strand > 0 else -gap

    # --- the protein -------------------------------------------------------------------

    def residue(self, position: CodingPosition) -> int | None:
        """The residue whose codon holds this base, from one; ``None`` outside the codons."""
        if position.base < 1 or position.offset or position.after_stop:
            return None
        return (position.base + CODON - 1) // CODON

    def codon(self, residue: int) -> tuple[int, int, int]:
        """The bases of the contig that code for a residue, 5′ to 3′."""
        first = residue * CODON - CODON + 1
        one, two, three = (self.pos(CodingPosition(first + step)) for step in range(CODON))
        return one, two, three


_KEPT_MAPS: Final = 2048
_maps: dict[int, TranscriptMap] = {}


def transcript_map(transcript: Transcript) -> TranscriptMap:
    """The map of a transcript; computed once for each transcript object.

    Hashing a transcript means hashing all its exons, so the cache goes by identity; every entry
    holds its transcript, so that an identity is never used twice.
    """
    found = _maps.get(id(transcript))
    if found is None:
        if len(_maps) >= _KEPT_MAPS:
            _maps.clear()
        found = _maps[id(transcript)] = _map(transcript)
    return found


def _map(transcript: Transcript) -> TranscriptMap:
    forward = transcript.strand > 0
    exons = [(e.start, e.end) if forward else (-e.end, -e.start) for e in transcript.exons]
    spliced = [0]
    for start, end in exons:
        spliced.append(spliced[-1] + end - start)
    coding = (transcript.cds_start, transcript.cds_end)
    coding_start, coding_end = coding if forward else (-coding[1], -coding[0])
    leader = sum(max(0, min(end, coding_start) - start) for start, end in exons)
    return TranscriptMap(
        transcript=transcript,
        strand=transcript.strand,
        starts=tuple(start for start, _ in exons),
        ends=tuple(end for _, end in exons),
        spliced=tuple(spliced[:-1]),
        coding_start=coding_start,
        coding_end=coding_end,
        leader=leader,
        coding_length=transcript.cds_length,
    )
