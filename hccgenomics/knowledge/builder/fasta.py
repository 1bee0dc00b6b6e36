"""Sequence of the panel's genes from a reference that somebody else has opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.builder.coding import refget
from hccgenomics.knowledge.builder.pieces import Piece
from hccgenomics.model.genome import UNKNOWN_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.genome import AssemblyContigs, Interval

_AMBIGUOUS: Final = re.compile("[^ACGTN]")


class OpenFasta(Protocol):
    """A FASTA that can be asked by our own names of contigs."""

    @property
    def name(self) -> str:
        """The file's name, for provenance and for sentences about it."""

    def length(self, contig: str) -> int | None:
        """Bases of a contig; ``None`` if it has none of that name."""

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases, upper case; ``N`` where it has none."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the FASTA that was read.

    Attributes:
        refget: The GA4GH digest of the bases as they were read.
        unknown: How many of them are ``N``.
        ambiguous: How many are another IUPAC code; read as unknown.
    """

    place: Interval
    refget: str
    unknown: int
    ambiguous: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a FASTA says of the panel.

    Attributes:
        pieces: The bases, ``N`` and other codes left in.
        regions: The same stretches, by digest.
        absent: Contigs of the panel that it lacks or has in another length.
    """

    pieces: list[Piece]
    regions: list[Region]
    absent: tuple[str, ...]


def read_fasta(fasta: OpenFasta, regions: Iterable[Interval]) -> Reading:
    """One piece per region, as far as the FASTA has the contig."""
    asked = list(regions)
    present = [region for region in asked if fasta.length(region.contig) is not None]
    pieces, read = [], []
    for region in present:
        bases = fasta.bases(region)
        pieces.append(Piece(region.contig, region.start, bases, trusted=True, source=fasta.name))
        ambiguous = sum(1 for _ in _AMBIGUOUS.finditer(bases))
        read.append(Region(region, refget(bases), bases.count(UNKNOWN_BASE), ambiguous))
    absent = dict.fromkeys(region.contig for region in asked if region not in present)
    return Reading(pieces, read, tuple(absent))


def refuse_other_lengths(
    fasta: OpenFasta, regions: Iterable[Interval], contigs: AssemblyContigs
) -> None:
    """Refuse a FASTA in which a contig of the panel is not that of the assembly.

    Others may differ: UCSC's hg19 has another mitochondrion.
    """
    for name in dict.fromkeys(region.contig for region in regions):
        length, expected = fasta.length(name), contigs.contigs[name].length
        if length not in (None, expected):
            raise ResourceError(
                f"{name} has {length:,} bases, in {contigs.assembly} it has {expected:,}.",
                where=fasta.name,
            )


class OfAssembly:
    """A FASTA without those of its contigs that are not the assembly's."""

    def __init__(self, fasta: OpenFasta, contigs: AssemblyContigs) -> None:
        self._fasta = fasta
        self._contigs = contigs.contigs
        self.name = fasta.name
        self.bases = fasta.bases

    def length(self, contig: str) -> int | None:
        """Of a contig that has the assembly's length."""
        length = self._fasta.length(contig)
        return length if length == self._contigs[contig].length else None
