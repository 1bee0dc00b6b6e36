"""Places on a reference assembly.

Two ways of counting meet here and nowhere else. ``pos`` counts bases from one, as
VCF and HGVS do. ``start`` and ``end`` count the gaps between bases from zero, as BED
and GA4GH VRS do. A name tells which is meant; a bare integer is never passed around.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from hccgenomics.vocabulary import CONTIGS, MITOCHONDRION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.vocabulary import Assembly

UNKNOWN_BASE = "N"
_COMPLEMENT = str.maketrans("ACGTNRYSWKMBDHVacgtn", "TGCANYRSWMKVHDBtgcan")


def reverse_complement(bases: str) -> str:
    """The opposite strand, read 5′ to 3′; IUPAC codes are kept.

    >>> reverse_complement("GGAN")
    'NTCC'
    """
    return bases.translate(_COMPLEMENT)[::-1]


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of one contig, between gap ``start`` and gap ``end``.

    >>> Interval.at("chr5", pos=1_295_113)          # TERT promoter, C228T on GRCh38
    Interval(contig='chr5', start=1295112, end=1295113)
    """

    contig: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"{self.contig}:{self.start}-{self.end} ends before it starts.")

    @classmethod
    def at(cls, contig: str, *, pos: int, length: int = 1) -> Interval:
        """The interval covered by ``length`` bases from base ``pos``."""
        return cls(contig, pos - 1, pos - 1 + length)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Interval) -> bool:
        """Whether at least one base is shared."""
        return self.contig == other.contig and self.start < other.end and other.start < self.end

    def contains(self, other: Interval) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.contig == other.contig and self.start <= other.start and other.end <= self.end


def merged(places: Iterable[Interval]) -> tuple[Interval, ...]:
    """Overlapping and adjacent places as one, in order.

    >>> merged([Interval("chr5", 5, 9), Interval("chr5", 1, 5), Interval("chr3", 2, 3)])[1]
    Interval(contig='chr5', start=1, end=9)
    """
    found: list[Interval] = []
    for place in sorted(places):
        last = found[-1] if found else None
        if last is not None and last.contig == place.contig and place.start <= last.end:
            found[-1] = Interval(last.contig, last.start, max(last.end, place.end))
        else:
            found.append(place)
    return tuple(found)


class Reference(Protocol):
    """Whatever can say which bases an assembly has somewhere."""

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases, upper case, as many as the interval is long; ``N`` where unknown."""


@dataclass(frozen=True, slots=True)
class Contig:
    """One sequence of an assembly, under all its names.

    Attributes:
        name: Our own spelling, ``chr1`` … ``chrM``.
        length: In bases.
        refseq: The versioned NC_ accession, as HGVS g. names use it.
        genbank: The versioned CM_ accession.
        refget: The ``SQ.`` digest of GA4GH refget, or ``None`` where unknown.
    """

    name: str
    length: int
    refseq: str
    genbank: str
    refget: str | None


@dataclass(frozen=True, slots=True)
class ReferenceFacts:
    """A FASTA as it was found, for the report's provenance; too large to be hashed whole.

    Attributes:
        index_sha256: Of the ``.fai``, which names every contig with its length.
    """

    name: str
    size: int
    index_sha256: str


@dataclass(frozen=True, slots=True)
class AssemblyContigs:
    """The contigs of one assembly, by our own spelling."""

    assembly: Assembly
    contigs: dict[str, Contig]


def canonical_contig(name: str) -> str | None:
    """Our spelling of a UCSC or Ensembl style contig name; ``None`` for any other contig.

    Accessions (``NC_…``, ``CM…``) need the table of an assembly and are not resolved here.

    >>> canonical_contig("17"), canonical_contig("chrX"), canonical_contig("MT")
    ('chr17', 'chrX', 'chrM')
    >>> canonical_contig("GL000192.1") is None
    True
    """
    return _CANONICAL.get(name)


_CANONICAL = {
    **{contig: contig for contig in CONTIGS},
    **{contig.removeprefix("chr"): contig for contig in CONTIGS},
    **{contig.replace("chr", "Chr"): contig for contig in CONTIGS},
    **{contig.replace("chr", "CHR"): contig for contig in CONTIGS},
    "MT": MITOCHONDRION,
    "chrMT": MITOCHONDRION,
}
