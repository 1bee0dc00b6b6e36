"""Genes broken, joined to others or with viral sequence in them, as a report tells them.

``keeps`` and ``pos`` of a breakend are those of ``model.structural_files``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from hccgenomics.model.flagged import Flagged
from hccgenomics.model.precision import Stated  # noqa: TC001 -- pydantic asks for it
from hccgenomics.vocabulary import (
    AdjacencyKind,
    AlterationKind,
    Frame,
    GenePart,
    IntegrationEvidence,
    Origin,
    StructuralEventKind,
)

if TYPE_CHECKING:
    from hccgenomics.model.alteration import Finding
    from hccgenomics.vocabulary import GeneRole

_STRICT: Final = {"extra": "forbid", "revalidate_instances": "always"}
"""As a ``Document``; validated when it enters one, so that its numbers are rounded."""


@dataclass(frozen=True, slots=True)
class BrokenGene:
    """What a breakend does to a gene; published as it stands.

    Attributes:
        transcript: MANE Select; "" for a gene of which only the place is known.
        part: Which part of the transcript the breakend keeps.
        exon, intron: ``3/12`` of the place; both ``None`` outside the transcript.
        region: ``intron``, ``exon``, ``upstream``, ``downstream``, ``promoter``, ``within gene``.
        distance: Bases from the gene, for what lies outside.
    """

    __pydantic_config__: ClassVar = _STRICT

    gene: str
    contig: str
    pos: int
    keeps: int | None
    transcript: str
    part: GenePart
    region: str
    exon: str | None = None
    intron: str | None = None
    distance: int | None = None


@dataclass(frozen=True, slots=True)
class StructuralEvent:
    """One event that concerns genes; published as it stands.

    Attributes:
        name: As a board would say it: ``DNAJB1::PRKACA (exon 1 :: exon 2)``.
        genes: Of a fusion the 5′ partner first.
        exons: Last exon kept before the junction, first kept behind it: of a fusion those of the 5′
            and the 3′ partner, of exons deleted those on either side, of exons duplicated the last
            and the first of them.
        frame: Whether the reading frame goes on; with ``frame_why``.
        breaks: What each breakend does to which gene.
        places: ``chr19:14628123(+)``; one per breakend.
        residues: First and last that a deletion within the coding sequence takes or touches.
        deleted_bases: Of the genome, between the two sides of a deletion.
        files: Numbers of the files that show it; ``ids`` the records.
        is_somatic: By the caller's own word; ``None`` if it does not say.
    """

    __pydantic_config__: ClassVar = _STRICT

    kind: StructuralEventKind
    name: str
    genes: tuple[str, ...]
    places: tuple[str, ...]
    why: str
    adjacency: AdjacencyKind | None = None
    exons: tuple[int | None, int | None] | None = None
    frame: Frame = Frame.UNKNOWN
    frame_why: str = ""
    breaks: tuple[BrokenGene, ...] = ()
    residues: tuple[int, int] | None = None
    deleted_bases: int | None = None
    inserted_length: int | None = None
    split_reads: int | None = None
    read_pairs: int | None = None
    vaf: Stated | None = None
    filter: tuple[str, ...] = ()
    files: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()
    is_somatic: bool | None = None
    is_rna: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Integration:
    """A viral integration with the gene it concerns; published as it stands.

    Attributes:
        distance: Bases from the gene's nearer end, 0 within it; upstream negative, downstream
            positive, by the gene's own strand.
        region: ``promoter``, ``upstream``, ``within gene``, ``downstream``.
        same_direction: Whether the viral genome reads the way the gene does; ``None`` if unknown.
    """

    __pydantic_config__: ClassVar = _STRICT

    virus: str
    gene: str
    contig: str
    pos: int
    region: str
    distance: int
    evidence: IntegrationEvidence
    why: str
    virus_pos: int | None = None
    length: int | None = None
    same_direction: bool | None = None
    split_reads: int | None = None
    read_pairs: int | None = None
    filter: tuple[str, ...] = ()
    files: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StructuralAlteration(Flagged):
    """A gene broken or joined to another."""

    id: str
    gene: str
    """Of a fusion ``DNAJB1::PRKACA``."""
    event: StructuralEvent
    role: GeneRole | None = None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.UNKNOWN
    kind: AlterationKind = field(default=AlterationKind.STRUCTURAL, init=False)


@dataclass(frozen=True, slots=True)
class IntegrationAlteration(Flagged):
    """A gene with viral sequence in it or beside it."""

    id: str
    gene: str
    integration: Integration
    role: GeneRole | None = None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.UNKNOWN
    kind: AlterationKind = field(default=AlterationKind.INTEGRATION, init=False)


@dataclass(frozen=True, slots=True)
class StructuralFindings:
    """Everything that the structural files of a run come to.

    Attributes:
        events: Everything that concerns a gene of the panel, drivers or not, in genome order.
        integrations: Likewise; also those that concern no gene of the panel.
        alterations: What to report as alterations.
        set_aside: Events that a filter or a setting left out, with their reason in ``notes``.
        elsewhere: Adjacencies that concern no gene of the panel.
    """

    events: tuple[StructuralEvent, ...] = ()
    integrations: tuple[Integration, ...] = ()
    alterations: tuple[StructuralAlteration | IntegrationAlteration, ...] = ()
    set_aside: tuple[StructuralEvent, ...] = ()
    elsewhere: int = 0
    notes: tuple[str, ...] = ()
