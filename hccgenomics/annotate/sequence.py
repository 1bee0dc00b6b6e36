"""The spliced sequence of a transcript, as far as it is known, and its protein."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.change import Strand
from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.model.codons import CODON, INITIATOR, translate
from hccgenomics.model.genome import UNKNOWN_BASE

if TYPE_CHECKING:
    from hccgenomics.annotate.coordinates import TranscriptMap
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript


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
            return self.start_codon + reading[CODON:]
        return reading

    @cached_property
    def protein(self) -> str:
        """One letter per codon, the stop included; the first is always methionine."""
        return INITIATOR + translate(self.reading[: self.coding_length])[1:]

    @property
    def start_codon(self) -> str:
        """``ATG``; ``CTG`` for MYC."""
        return self.map.transcript.start_codon

    def read(self, start: int, end: int) -> str:
        """``reading[start:end]``, without reading the whole for a few bases."""
        if start < CODON or "reading" in self.__dict__:
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
