"""The spliced sequence of a transcript, as far as it is known, and its protein."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.change import Strand
from hccgenomics.annotate.codons import CODON, INITIATOR, translate
from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.model.genome import UNKNOWN_BASE

if TYPE_CHECKING:
    from hccgenomics.annotate.coordinates import TranscriptMap
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript


@dataclass(frozen=True, eq=False)
class TranscriptSequence:
    """Bases of the spliced transcript, N where unknown.

    Attributes:
        leader: The 5′ untranslated region.
        reading: The coding sequence with the 3′ untranslated region behind it.
        coding_length: How much of ``reading`` codes, stop codon included.
        reference: Where it was read; kept so that the cache below stays true.
    """

    map: TranscriptMap
    leader: str
    reading: str
    coding_length: int
    reference: Reference

    @cached_property
    def protein(self) -> str:
        """One letter per codon, the stop included; the first is always methionine.

        Translated when first asked for: a substitution needs its own codons alone.
        """
        return INITIATOR + translate(self.reading[: self.coding_length])[1:]

    @property
    def start_codon(self) -> str:
        """``ATG``; ``CTG`` for MYC."""
        return self.map.transcript.start_codon


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
        found = _sequences[key] = _read(transcript_map(transcript), reference)
    return found


def _read(at: TranscriptMap, reference: Reference) -> TranscriptSequence:
    strand = Strand(reference, at.transcript.contig, at.strand)
    spliced = "".join(
        strand.bases(start, end) for start, end in zip(at.starts, at.ends, strict=True)
    )
    reading = spliced[at.leader :]
    if UNKNOWN_BASE in reading[:CODON]:
        reading = at.transcript.start_codon + reading[CODON:]
    return TranscriptSequence(
        map=at,
        leader=spliced[: at.leader],
        reading=reading,
        coding_length=at.coding_length,
        reference=reference,
    )
