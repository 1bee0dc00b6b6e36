"""What stands for a file of alignments in provenance: its size, header and index.

Alignments are too large to be hashed whole; the header and the index change with the reads.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.readers.alignments.opening import opened_by_htslib

if TYPE_CHECKING:
    from hccgenomics.readers.alignments.opening import Alignments


@dataclass(frozen=True, slots=True)
class AlignmentsIdentity:
    """A file of alignments, by what is small of it; digests are SHA-256 in hexadecimal."""

    name: str
    size: int
    header_sha256: str
    index_sha256: str


def identity_of(alignments: Alignments) -> AlignmentsIdentity:
    """Size, header and index of an open file."""
    with opened_by_htslib(alignments.path, alignments.fasta) as file:
        header = str(file.header).encode()
    return AlignmentsIdentity(
        name=alignments.name,
        size=alignments.path.stat().st_size,
        header_sha256=hashlib.sha256(header).hexdigest(),
        index_sha256=hashlib.sha256(alignments.index.read_bytes()).hexdigest(),
    )
