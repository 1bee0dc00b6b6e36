"""Files of structural variants, as they were read: adjacencies, fusions, viral integrations.

A breakend keeps one side of its base. ``keeps`` is +1 where what lies at and to the left of ``pos``
is joined (VCF ``t[p[`` and ``t]p]``; BEDPE strand ``+``), -1 where it is what lies at and to the
right (``]p]t``, ``[p[t``; strand ``-``). So a deletion joins +1 to -1, a tandem duplication -1 to
+1, the two ends of an inversion +1 to +1 and -1 to -1. ``pos`` is the outermost base that is kept,
counted from one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from hccgenomics.model.copy_number_files import BuildSigns, InputFacts
from hccgenomics.model.ledger import Tally
from hccgenomics.vocabulary import AdjacencyKind, Frame, IntegrationEvidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.variant import CallerTag

Side = Literal[1, -1]
"""+1: what lies at and to the left is kept; -1: what lies at and to the right."""


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
    def across(self) -> int | None:
        """Reads that cross it; all that support it, where those alone are counted."""
        return self.alt if self.split is None else self.split

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
        viruses: What viruses the contigs of other files are, as a summary of them says.
    """

    facts: InputFacts
    adjacencies: tuple[Adjacency, ...] = ()
    fusions: tuple[FusionCall, ...] = ()
    integrations: tuple[IntegrationCall, ...] = ()
    viruses: Mapping[str, str] = field(default_factory=dict)
    sample: str | None = None
    build: BuildSigns = field(default_factory=BuildSigns)
    tally: Tally = field(default_factory=Tally)
    notes: tuple[str, ...] = ()
