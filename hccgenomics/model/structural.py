"""Structural variants: two places joined that are not neighbours, and viral sequence in ours.

A breakend keeps one side of its base. ``keeps`` is +1 where what lies at and to the left of ``pos``
is joined (VCF ``t[p[`` and ``t]p]``; BEDPE strand ``+``), -1 where it is what lies at and to the
right (``]p]t``, ``[p[t``; strand ``-``). So a deletion joins +1 to -1, a tandem duplication -1 to
+1, the two ends of an inversion +1 to +1 and -1 to -1. ``pos`` is the outermost base that is kept,
counted from one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from hccgenomics.model.copy_number import BuildSigns, InputFacts
from hccgenomics.model.ledger import Tally
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
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.vocabulary import GeneRole

Side = Literal[1, -1]
_STRICT: Final = {"extra": "forbid", "revalidate_instances": "always"}
"""As a ``Document``; validated when it enters one, so that its numbers are rounded."""


@dataclass(frozen=True, slots=True, order=True)
class Breakend:
    """One side of an adjacency.

    Attributes:
        contig: Our name of it; for a viral or other contig the file's own.
        pos: The outermost base kept, from one.
        keeps: +1 or -1; ``None`` where the file does not tell the orientation.
        low, high: How far the true place may lie before and after ``pos``: -10, +12. 0, 0 if exact.
        gene: The gene the file itself names there, or "".
    """

    contig: str
    pos: int
    keeps: Side | None
    low: int = 0
    high: int = 0
    gene: str = ""


@dataclass(frozen=True, slots=True)
class JunctionSupport:
    """Reads for and against an adjacency in one sample; ``None`` is 'the caller does not say'.

    Attributes:
        split: Reads that cross the junction.
        pairs: Read pairs that span it.
        alt: All that support it, where the caller counts them together.
        ref: Those that contradict it.
        vaf: As the caller states it.
    """

    split: int | None = None
    pairs: int | None = None
    alt: int | None = None
    ref: int | None = None
    vaf: float | None = None

    @property
    def total(self) -> int | None:
        """All supporting reads, as far as they are counted."""
        if self.alt is not None:
            return self.alt
        counted = [count for count in (self.split, self.pairs) if count is not None]
        return sum(counted) if counted else None


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Two places joined in the tumour, as one record, or two that are mates, say.

    Attributes:
        first: The breakend that comes first in the genome (human before virus).
        second: ``None`` for a single breakend, whose other side nobody placed.
        inserted: Bases between them, on the strand of ``first``; "" if none or unknown.
        inserted_length: Where the length is known and not the sequence.
        ids: As the file names its records.
        filters: The caller's, empty for ``PASS`` and ``.``.
        tag: What the caller says of its origin (SOMATIC, …).
        junction_copies: Copies of the junction in tumour cells (PURPLE).
        rows: The records it is made of.
        is_imprecise: Whether the caller could place it only roughly.
        file: Number of the file.
    """

    first: Breakend
    second: Breakend | None
    kind: AdjacencyKind
    inserted: str = ""
    inserted_length: int | None = None
    ids: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    support: JunctionSupport = field(default_factory=JunctionSupport)
    normal_support: JunctionSupport | None = None
    tag: CallerTag | None = None
    junction_copies: float | None = None
    rows: tuple[int, ...] = ()
    is_imprecise: bool = False
    is_unfiltered: bool = False
    file: int = 1


@dataclass(frozen=True, slots=True)
class FusionCall:
    """A row of a fusion table: two genes joined in RNA, as the tool says.

    Attributes:
        five_prime, three_prime: The genes, in the order of the transcript.
        first, second: Where they are joined; ``keeps`` follows from the genes' strands, or is
            ``None``; the whole ``None`` where the table gives no place.
        frame: As the tool states it.
        reads: Junction and spanning reads, under ``split`` and ``pairs``.
        confidence: The tool's own word, or "".
        exons: Of both partners, as the tool numbers them, each ``None`` if unknown.
    """

    five_prime: str
    three_prime: str
    first: Breakend | None
    second: Breakend | None
    frame: Frame = Frame.UNKNOWN
    reads: JunctionSupport = field(default_factory=JunctionSupport)
    confidence: str = ""
    filters: tuple[str, ...] = ()
    exons: tuple[int | None, int | None] = (None, None)
    rows: tuple[int, ...] = ()
    is_rna: bool = True
    file: int = 1


@dataclass(frozen=True, slots=True)
class IntegrationCall:
    """Viral sequence joined to a human place, as a table row, a record or an insertion says.

    Attributes:
        virus: ``HBV``, ``AAV2``, … or the name the file gives it.
        place: The human side; ``pos`` is the base beside the viral sequence.
        virus_pos: Base of the viral genome, from one.
        length: Of the viral sequence, where it is known.
        gene: As the file names it, or "".
        distance: To that gene, as the file states it.
    """

    virus: str
    place: Breakend
    virus_pos: int | None = None
    virus_keeps: Side | None = None
    length: int | None = None
    evidence: IntegrationEvidence = IntegrationEvidence.TABLE
    support: JunctionSupport = field(default_factory=JunctionSupport)
    filters: tuple[str, ...] = ()
    gene: str = ""
    distance: int | None = None
    ids: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    file: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class StructuralFile:
    """One file of structural variants, fusions or integrations.

    Attributes:
        tally: Records kept and dropped by reason; of two mates one is kept and the other counted
            as ``mate_of_another_record``: kept + dropped = ``facts.records``.
    """

    facts: InputFacts
    adjacencies: tuple[Adjacency, ...] = ()
    fusions: tuple[FusionCall, ...] = ()
    integrations: tuple[IntegrationCall, ...] = ()
    sample: str | None = None
    build: BuildSigns = field(default_factory=BuildSigns)
    tally: Tally = field(default_factory=Tally)
    notes: tuple[str, ...] = ()


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
        exons: Last exon kept of the 5′ partner, first kept of the 3′ partner.
        frame: Whether the reading frame goes on; with ``frame_why``.
        breaks: What each breakend does to which gene.
        places: ``chr19:14628123(+)``; one per breakend.
        residues: First and last that a deletion within the coding sequence takes or touches.
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
class StructuralAlteration:
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

    @property
    def is_driver(self) -> bool:
        """Whether a rule flags it and none argues against."""
        votes = [finding.drives for finding in self.findings]
        return True in votes and False not in votes


@dataclass(frozen=True, slots=True)
class IntegrationAlteration:
    """A gene with viral sequence in it or beside it."""

    id: str
    gene: str
    integration: Integration
    role: GeneRole | None = None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.UNKNOWN
    kind: AlterationKind = field(default=AlterationKind.INTEGRATION, init=False)

    @property
    def is_driver(self) -> bool:
        """Whether a rule flags it and none argues against."""
        votes = [finding.drives for finding in self.findings]
        return True in votes and False not in votes


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
