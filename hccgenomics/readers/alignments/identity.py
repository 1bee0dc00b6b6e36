"""What stands for a file of alignments in provenance: its size, header and index.

Alignments are too large to be hashed whole; the header and the index change with the reads.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hccgenomics.errors import InputError
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


def refuse_same(alignments: Alignments, normal: Alignments) -> None:
    """Raise where the matched normal is the sample itself: all that it has would be blood's.

    Raises:
        InputError: One file is given for both, or a copy of it.
    """
    one, other = identity_of(alignments), identity_of(normal)
    if replace(one, name="") == replace(other, name=""):
        raise InputError(
            "The alignments of the sample and of its matched normal are the same file, or copies.",
            where=str(normal.path),
            hint="Pass the matched normal's, or white cells', with --normal-bam, or leave it out.",
        )


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
