"""What the picture of one gene is drawn from, so that a report can be drawn again alone.

Places are bases of the coding sequence as HGVS counts them: 1 is the A of the start codon, -1 the
base before it. Codon ``n`` is bases ``3n - 2`` to ``3n``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from pydantic import Field

from hccgenomics.model.codons import CODON
from hccgenomics.model.precision import Stated  # noqa: TC001 -- pydantic asks for it
from hccgenomics.vocabulary import Consequence, HotspotKind, Mane, Verification  # noqa: TC001

_STRICT: Final = {"extra": "forbid", "revalidate_instances": "always"}

LONGEST_CODING: Final = 1_000_000
"""Bases that a place can be counted to: several times titin's 107,976, the longest known."""
Numbered = Annotated[int, Field(ge=1, le=LONGEST_CODING)]
Counted = Annotated[int, Field(ge=0)]
Upstream = Annotated[int, Field(ge=-LONGEST_CODING, le=-1)]


@dataclass(frozen=True, slots=True)
class CodingExon:
    """The coding part of one exon, start and stop codon included.

    Attributes:
        number: As the transcript counts its exons; those without coding bases are counted too.
        start, end: First and last coding base.
    """

    __pydantic_config__: ClassVar = _STRICT

    number: Numbered
    start: Numbered
    end: Numbered

    @property
    def first_codon(self) -> int:
        """The codon of its first base; an exon may begin within one."""
        return codon_of(self.start)

    @property
    def last_codon(self) -> int:
        """The codon of its last base."""
        return codon_of(self.end)


@dataclass(frozen=True, slots=True)
class DrawnDomain:
    """A part of the protein, in residues, by a source that names it."""

    __pydantic_config__: ClassVar = _STRICT

    start: Numbered
    end: Numbered
    residues: str
    name: str
    source: str
    verification: Verification


@dataclass(frozen=True, slots=True)
class DrawnHotspot:
    """Residues that recur in tumours.

    Attributes:
        residues: As a board says it: ``R249``, ``D32-S45``.
        tcga_tumours: With a change there, of 363 liver tumours of TCGA; ``None`` where not counted.
        tumours, liver_tumours: Of all kinds and of the liver in the pan-cancer table; ``None``
            where it has no row.
        sources: Of the row, of the counts, or of both.
    """

    __pydantic_config__: ClassVar = _STRICT

    start: Numbered
    end: Numbered
    residues: str
    kind: HotspotKind
    tcga_tumours: Counted | None
    tumours: Counted | None
    liver_tumours: Counted | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnPromoterEvent:
    """A change of the promoter by a source that saw it switch the gene on; bases below zero."""

    __pydantic_config__: ClassVar = _STRICT

    name: str
    legacy_name: str | None
    start: Upstream
    end: Upstream
    source: str
    verification: Verification


@dataclass(frozen=True, slots=True)
class PromoterStretch:
    """The bases before the start codon, drawn to a scale of their own.

    Attributes:
        start: The outermost base drawn, below zero; the last is -1.
    """

    __pydantic_config__: ClassVar = _STRICT

    start: Upstream
    events: tuple[DrawnPromoterEvent, ...]


@dataclass(frozen=True, slots=True)
class DrawnChange:
    """One alteration of the gene in its place.

    Attributes:
        alteration: Its id in the report.
        label: The change alone: ``p.R249S``, ``c.672+1G>A``.
        kind: What it does to the transcript drawn, by its most severe term.
        start, end: First and last base concerned; of a splice site the bases on either side of it.
        first_codon, last_codon: ``None`` in the promoter.
        new_stop: The codon at which a frameshift ends, counted on the transcript; ``None`` where
            there is none or it is not known.
    """

    __pydantic_config__: ClassVar = _STRICT

    alteration: str
    label: str
    kind: Consequence
    start: Annotated[int, Field(ge=-LONGEST_CODING, le=LONGEST_CODING)]
    end: Annotated[int, Field(ge=-LONGEST_CODING, le=LONGEST_CODING)]
    first_codon: Numbered | None
    last_codon: Numbered | None
    new_stop: Numbered | None
    vaf: Stated | None
    driver: bool


@dataclass(frozen=True, slots=True)
class GenePicture:
    """One gene: its coding sequence, what is known of it, and what is changed.

    Attributes:
        residues: Of the protein; the coding sequence has one codon more, the stop.
        hotspots: Rows of ``hotspots.tsv``, and the residues of the pan-cancer table with at least
            three tumours of the liver or a change of this sample.
        more_hotspots: Residues of the pan-cancer table with fewer tumours of the liver, not drawn.
        promoter: Only where a change lies there.
        changes: From left to right; of very many the drivers, then the first of the report.
        more_changes: How many more the report has in this gene.
        unplaced: Changes of the gene that have no place on this coding sequence.
    """

    __pydantic_config__: ClassVar = _STRICT

    gene: str
    transcript: str
    mane: Mane
    residues: Numbered
    exons: Annotated[tuple[CodingExon, ...], Field(min_length=1)]
    domains: tuple[DrawnDomain, ...]
    hotspots: tuple[DrawnHotspot, ...]
    more_hotspots: Counted
    promoter: PromoterStretch | None
    changes: tuple[DrawnChange, ...]
    more_changes: Counted
    unplaced: tuple[str, ...]

    @property
    def coding_bases(self) -> int:
        """Length of the coding sequence, stop codon included."""
        return self.exons[-1].end


def codon_of(base: int) -> int:
    """The codon that a coding base belongs to.

    >>> codon_of(1), codon_of(3), codon_of(4), codon_of(747)
    (1, 1, 2, 249)
    """
    return -(-base // CODON)
