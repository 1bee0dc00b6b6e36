"""The spliced sequence of a transcript, as far as it is known, and its protein."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.change import Strand
from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.model.codons import BASES, CODON, INITIATOR, UNKNOWN_RESIDUE, translate
from hccgenomics.model.genome import UNKNOWN_BASE

if TYPE_CHECKING:
    from hccgenomics.annotate.coordinates import TranscriptMap
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import DegenerateCoding, Transcript


@dataclass(frozen=True, eq=False)
class TranscriptSequence:
    """Bases of the spliced transcript, N where unknown.

    Everything is read when first asked for: a substitution needs the bases of its codons alone.

    Attributes:
        map: Where the exons are.
        reference: Where the bases are read.
    """

    map: TranscriptMap
    reference: Reference

    @property
    def coding_length(self) -> int:
        """How much of ``reading`` codes, stop codon included."""
        return self.map.coding_length

    @property
    def leader(self) -> str:
        """The 5′ untranslated region."""
        return self._spliced[: self.map.leader]

    @cached_property
    def reading(self) -> str:
        """The coding sequence with the 3′ untranslated region behind it."""
        reading = self._spliced[self.map.leader :]
        if UNKNOWN_BASE in reading[:CODON]:
            reading = self.start_codon + reading[CODON:]
        if self.degenerate is not None and UNKNOWN_BASE in reading[: self.coding_length]:
            return _narrowed(reading, self.degenerate.codes)
        return reading

    @cached_property
    def protein(self) -> str:
        """One letter per codon, the stop included; the first is always methionine.

        Where a codon is not known, its residue may be.
        """
        read = translate(self.reading[: self.coding_length])
        if self.degenerate is not None and UNKNOWN_RESIDUE in read:
            told = zip(read, self.degenerate.protein, strict=True)
            read = "".join([b if a == UNKNOWN_RESIDUE else a for a, b in told])
        return INITIATOR + read[1:]

    @property
    def degenerate(self) -> DegenerateCoding | None:
        """What the protein tells of coding bases that are not known."""
        return self.map.transcript.degenerate

    def base_behind(self, gap: int) -> str:
        """The coding base behind an oriented gap, also where only the protein tells it."""
        at = self.map
        exon = at.exon_before(gap)
        if exon < 0 or gap >= at.ends[exon]:
            return UNKNOWN_BASE
        base = at.spliced[exon] + gap - at.starts[exon] - at.leader
        return self.reading[base] if 0 <= base < self.coding_length else UNKNOWN_BASE

    def embedded(self, start: int, end: int) -> str:
        """Coding bases as the reference has them, without what the protein tells."""
        return self._spliced[self.map.leader + start : self.map.leader + end]

    def completed(self, start: int, bases: str) -> TranscriptSequence:
        """The same with these bases from ``start`` on, where some were not known."""
        other = TranscriptSequence(self.map, self.reference)
        reading = self.reading[:start] + bases + self.reading[start + len(bases) :]
        other.__dict__.update(self.__dict__ | {"reading": reading, "protein": self.protein})
        return other

    @property
    def start_codon(self) -> str:
        """``ATG``; ``CTG`` for MYC."""
        return self.map.transcript.start_codon

    def read(self, start: int, end: int) -> str:
        """``reading[start:end]``, without reading the whole for a few bases."""
        if start < CODON or "reading" in self.__dict__ or self.degenerate is not None:
            return self.reading[start:end]
        at = self.map
        first, last = at.leader + start, at.leader + end
        parts = []
        for exon in range(bisect_right(at.spliced, first) - 1, len(at.starts)):
            begin = at.spliced[exon]
            if begin >= last:
                break
            from_, to = max(first - begin, 0), last - begin
            opens, closes = at.starts[exon], at.ends[exon]
            parts.append(self._strand.bases(opens + from_, min(opens + to, closes)))
        return "".join(parts)

    @property
    def _strand(self) -> Strand:
        return Strand(self.reference, self.map.transcript.contig, self.map.strand)

    @cached_property
    def _spliced(self) -> str:
        strand = self._strand
        spans = zip(self.map.starts, self.map.ends, strict=True)
        return "".join(strand.bases(start, end) for start, end in spans)


def _narrowed(reading: str, codes: str) -> str:
    """Unknown bases read off their IUPAC codes where those allow one base alone.

    >>> _narrowed("ATGNNNTAGC", "ATGGARTAG")
    'ATGGANTAGC'
    """
    coding = zip(reading, codes, strict=False)
    known = [b if a == UNKNOWN_BASE and b in BASES else a for a, b in coding]
    return "".join(known) + reading[len(codes) :]


_KEPT_SEQUENCES: Final = 1024
_sequences: dict[tuple[int, int], TranscriptSequence] = {}


def transcript_sequence(transcript: Transcript, reference: Reference) -> TranscriptSequence:
    """The sequence of a transcript on a reference; read once for each pair of objects.

    An entry holds both objects, so that an identity is never used twice while it is kept.
    """
    key = (id(transcript), id(reference))
    found = _sequences.get(key)
    if found is None:
        if len(_sequences) >= _KEPT_SEQUENCES:
            _sequences.clear()
        found = _sequences[key] = TranscriptSequence(transcript_map(transcript), reference)
    return found
