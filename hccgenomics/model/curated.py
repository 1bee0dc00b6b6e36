"""Curated genes, hotspots and marker components, one row at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.vocabulary import (
    BloodShare,
    ComponentClass,
    CopyClass,
    GeneRole,
    GermlineAsk,
    HotspotKind,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class MarkerComponent(Document):
    """One row of ``resources/markers.tsv``: a gene and class of event that a marker is made of.

    ``promoter``, ``exon``, ``codon`` and ``change`` narrow a small variant down, ``copy_class`` a
    change of copies. A component that is looked at ``only_if_found`` makes a marker present and
    is listed nowhere else: it never keeps a marker from being absent.
    """

    marker: str = Field(min_length=1)
    gene: str = Field(min_length=1)
    component_class: ComponentClass
    promoter: bool = False
    exon: int | None = Field(default=None, ge=1)
    codon: int | None = Field(default=None, ge=1)
    change: str | None = Field(default=None, description="``p.G12C``")
    copy_class: Literal[CopyClass.AMPLIFICATION, CopyClass.HOMOZYGOUS_DELETION] | None = None
    only_if_found: bool = False


class GeneRow(Document):
    """One row of ``resources/genes.tsv``."""

    gene: str = Field(min_length=1)
    role: GeneRole
    mechanism: str
    pathway: str
    tcga_tumours: int | None = Field(default=None, ge=0, description="Mutated, of 363 TCGA-LIHC.")
    tcga_truncating: int | None = Field(default=None, ge=0, description="Truncated, of 363.")
    note: str = ""
    source: str
    verification: Verification


class GermlineGene(Document):
    """One row of ``resources/germline_genes.tsv``: a gene of hereditary disease."""

    gene: str = Field(min_length=1)
    ask: GermlineAsk = Field(
        description="When a variant seen in a tumour asks for a germline test."
    )
    note: str = ""
    source: str = Field(min_length=1)
    verification: Verification


class BloodGene(Document):
    """One row of ``resources/blood_genes.tsv``: what clones of blood cells leave in plasma."""

    gene: str = Field(min_length=1)
    term: str = Field(description="A term of the event grammar; small variants alone meet it.")
    share: BloodShare
    note: str = Field(min_length=1, description="As a clause of a sentence.")
    source: str = Field(min_length=1)
    verification: Verification


class Hotspot(Document):
    """One row of ``resources/hotspots.tsv``: residues that count as a hotspot in HCC driver calls.

    Residues are MANE Select's. ``changes`` are one-letter alternatives (``*`` never counts), empty
    for any missense change; ``start_ref`` and ``end_ref`` are what the protein has there.
    """

    gene: str = Field(min_length=1)
    start_ref: str = Field(pattern=r"^[ACDEFGHIKLMNPQRSTVWY]$")
    start: int = Field(ge=1)
    end_ref: str = Field(pattern=r"^[ACDEFGHIKLMNPQRSTVWY]$")
    end: int = Field(ge=1)
    kind: HotspotKind
    changes: tuple[str, ...] = ()
    tcga_tumours: int | None = Field(default=None, ge=0, description="Of 363 TCGA-LIHC tumours.")
    note: str = ""
    source: str = Field(min_length=1)

    @property
    def residues(self) -> str:
        """As a board would say it: ``R249``, ``D32-S37``."""
        first = f"{self.start_ref}{self.start}"
        return first if self.start == self.end else f"{first}-{self.end_ref}{self.end}"


class ResidueAlias(Document):
    """One row of ``resources/numbering.tsv``: a MANE Select residue counted on another transcript.

    Residue ``n`` of MANE Select, ``start <= n <= end``, is residue ``n + offset`` there. Without an
    offset the transcript reads the gene in another frame (p14ARF of CDKN2A): its residues, from
    ``start`` to ``end``, are those of another protein and are compared with nothing.
    """

    gene: str = Field(min_length=1)
    transcript: str = Field(pattern=r"^ENST\d{11}$", description="Without its version.")
    start: int = Field(ge=1)
    end: int = Field(ge=1)
    offset: int | None = Field(default=None, description="Empty for another reading frame.")
    note: str = ""
    source: str = Field(min_length=1)


class HotspotCount(Document):
    """Pan-cancer tumours with a change at a residue (ODbL table, optional)."""

    gene: str = Field(min_length=1)
    start: int = Field(ge=1)
    end: int = Field(ge=1)
    ref: str = Field(
        default="", description="The residue's letter, X for a splice site, empty for a cluster."
    )
    kind: HotspotKind
    tumours: int = Field(ge=1)
    liver_tumours: int = Field(ge=0)
    biliary_tumours: int = Field(ge=0)
    by_change: tuple[str, ...] = Field(description="``C:127``, ``S45del:6`` …")
    transcript: str = ""

    @cached_property
    def counts(self) -> dict[str, int]:
        """Tumours by change."""
        pairs = (item.rpartition(":") for item in self.by_change)
        return {change: int(count) for change, _, count in pairs}


@dataclass(frozen=True, slots=True)
class HotspotTable:
    """The hotspots of ``resources/hotspots.tsv`` by gene, and the residue numbers of isoforms."""

    by_gene: Mapping[str, tuple[Hotspot, ...]] = field(default_factory=dict)
    aliases: tuple[ResidueAlias, ...] = ()

    def at(self, gene: str, start: int, end: int) -> tuple[Hotspot, ...]:
        """Those that share a residue with ``start`` to ``end`` of MANE Select."""
        rows = self.by_gene.get(gene, ())
        return tuple(row for row in rows if row.start <= end and start <= row.end)

    def offset(self, gene: str, transcript: str, residue: int) -> int | None:
        """What to subtract from a residue of ``transcript`` to count as MANE Select does."""
        accession = transcript.partition(".")[0]
        for alias in self.aliases:
            same = (alias.gene, alias.transcript) == (gene, accession)
            if not same or alias.offset is None:
                continue
            if alias.start <= residue - alias.offset <= alias.end:
                return alias.offset
        return None

    def reads_another_frame(self, gene: str, transcript: str) -> bool:
        """Whether ``transcript`` makes another protein of the gene than MANE Select does."""
        accession = transcript.partition(".")[0]
        return any(
            alias.offset is None and (alias.gene, alias.transcript) == (gene, accession)
            for alias in self.aliases
        )
