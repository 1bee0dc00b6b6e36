"""From bases to a coding sequence, a protein and their GA4GH digests.

Refget digests are those of the GA4GH sequence collection, ``SQ.`` and the truncated SHA-512 of the
upper-case bases.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from hccgenomics.model.codons import CODON, INITIATOR, UNKNOWN_RESIDUE, translate
from hccgenomics.model.genome import UNKNOWN_BASE, reverse_complement

if TYPE_CHECKING:
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript

_DIGEST_BYTES: Final = 24  # of the SHA-512; refget 2.0


def coding_bases(transcript: Transcript, reference: Reference) -> str:
    """The coding sequence 5′ to 3′, with the stop codon; ``N`` where unknown."""
    parts = (
        oriented(reference.bases(part), transcript.strand) for part in transcript.coding_segments
    )
    return "".join(parts)


def oriented(bases: str, strand: int) -> str:
    """Plus-strand bases as a transcript of this strand reads them, and back."""
    return bases if strand > 0 else reverse_complement(bases)


def codons(coding: str) -> list[str]:
    """The codons of a coding sequence; an incomplete last one is left out.

    >>> codons("ATGGCNTGAA")
    ['ATG', 'GCN', 'TGA']
    """
    whole = len(coding) - len(coding) % CODON
    return [coding[at : at + CODON] for at in range(0, whole, CODON)]


def protein_of(coding: str) -> str:
    """One residue per codon, ``*`` for a stop, ``X`` where the residue is unknown.

    The start codon is always read as methionine, also where it is CTG (MYC); it is unknown as soon
    as one of its bases is.

    >>> protein_of("CTGGCGNAATAA")
    'MAX*'
    >>> protein_of("CTNGCG")
    'XA'
    """
    first = UNKNOWN_RESIDUE if UNKNOWN_BASE in coding[:CODON] else INITIATOR
    residues = translate(coding)
    return first + residues[1:] if residues else ""


def refget(sequence: str) -> str:
    """The GA4GH refget digest of bases or residues.

    >>> refget("ACGT")
    'SQ.aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2'
    """
    hashed = hashlib.sha512(sequence.encode("ascii")).digest()[:_DIGEST_BYTES]
    return "SQ." + base64.urlsafe_b64encode(hashed).decode("ascii")
