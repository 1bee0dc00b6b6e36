"""What a reader must know of the panel: its regions, the contigs' names, and some bases."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from hccgenomics.model.genome import canonical_contig

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hccgenomics.model.genome import AssemblyContigs, Interval
    from hccgenomics.vocabulary import Assembly


class Panel(Protocol):
    """The panel on one assembly."""

    @property
    def assembly(self) -> Assembly:
        """The assembly its coordinates are on."""

    @property
    def contigs(self) -> AssemblyContigs:
        """The contigs of that assembly, under all their names."""

    @property
    def regions(self) -> tuple[Interval, ...]:
        """Where variants are looked at."""

    def bases(self, interval: Interval) -> str:
        """Reference bases, ``N`` where unknown."""

    def is_provisional(self, interval: Interval) -> bool:
        """Whether a REF allele that disagrees there proves nothing against the assembly."""


MOST_NAMES: Final = 50_000
"""Contigs without panel genes whose names are remembered; GRCh38 with HLA and decoys has 3,366."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of one contig, sorted and apart, for quick look-up.

    >>> from hccgenomics.model.genome import Interval
    >>> stretches = Stretches.of([Interval("chr5", 10, 20), Interval("chr5", 15, 30)])
    >>> stretches.touch(29, 30), stretches.touch(30, 31)
    (True, False)
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, intervals: Iterable[Interval]) -> Stretches:
        """Overlapping and adjacent intervals become one stretch."""
        merged: list[list[int]] = []
        for interval in sorted(intervals):
            if merged and interval.start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], interval.end)
            else:
                merged.append([interval.start, interval.end])
        return cls(tuple(start for start, _ in merged), tuple(end for _, end in merged))

    def touch(self, start: int, end: int) -> bool:
        """Whether a base between these two gaps is inside."""
        nearest = bisect_right(self.ends, start)
        return nearest < len(self.ends) and self.starts[nearest] < end


@dataclass(frozen=True, slots=True)
class Place:
    """One contig as the input names it: ours, and the panel's stretches on it.

    An accession with its version belongs to one assembly; ``chr5`` may be on any.
    """

    contig: str
    union: Stretches
    by_assembly: dict[Assembly, Stretches]

    def assemblies(self, start: int, end: int) -> tuple[Assembly, ...]:
        """The assemblies on which this interval touches the panel."""
        return tuple(a for a, stretches in self.by_assembly.items() if stretches.touch(start, end))


class Places(dict[bytes, Place | None]):
    """Contig names as they come, looked up once each; ``None`` where the panel has nothing."""

    def __init__(self, panels: Mapping[Assembly, Panel]) -> None:
        super().__init__()
        self._panels = panels
        self._beyond: dict[bytes, Place | None] = {}
        self._accessions = {
            assembly: accessions(panel.contigs) for assembly, panel in panels.items()
        }

    def __missing__(self, name: bytes) -> Place | None:
        place = self._find(name.decode("utf-8", errors="replace"))
        if place is not None or len(self) < MOST_NAMES:
            self[name] = place
        return place

    def beyond(self, name: bytes) -> Place | None:
        """A contig on which the panel has nothing; ``None`` if no assembly has it."""
        if name not in self._beyond:
            self._beyond[name] = self._empty(name.decode("utf-8", errors="replace"))
        return self._beyond[name]

    def _empty(self, name: str) -> Place | None:
        nothing = Stretches.of(())
        known = {a: self._contig(name, a) for a in self._panels}
        contig = next(filter(None, known.values()), None)
        if contig is None:
            return None
        return Place(contig, nothing, {a: nothing for a, found in known.items() if found})

    def _contig(self, name: str, assembly: Assembly) -> str | None:
        """Our name of a contig, if this assembly has it."""
        return canonical_contig(name) or self._accessions[assembly].get(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names looked up so far."""
        return tuple(name.decode("utf-8", errors="replace") for name in self)

    def _find(self, name: str) -> Place | None:
        regions: dict[Assembly, list[Interval]] = {}
        contig = None
        for assembly, panel in self._panels.items():
            ours = self._contig(name, assembly)
            if ours is None:
                continue
            contig = ours
            regions[assembly] = [region for region in panel.regions if region.contig == ours]
        everything = [region for found in regions.values() for region in found]
        if contig is None or not everything:
            return None
        by_assembly = {assembly: Stretches.of(found) for assembly, found in regions.items()}
        return Place(contig, Stretches.of(everything), by_assembly)


def accessions(contigs: AssemblyContigs) -> dict[str, str]:
    """Our contig names by RefSeq and GenBank accession."""
    return {
        accession: contig.name
        for contig in contigs.contigs.values()
        for accession in (contig.refseq, contig.genbank)
        if accession
    }
