"""Copy number of genes and arms, as a report tells it.

Ratios are log2 of tumour over normal. ``copies`` are those of a tumour cell, of both parental
alleles together; ``minor_copies`` are those of the rarer one. Places are interbase (``start``,
``end``) on our own contig names. Unknown is ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from hccgenomics.model.flagged import Flagged
from hccgenomics.model.precision import Stated  # noqa: TC001 -- pydantic asks for it
from hccgenomics.vocabulary import (
    AlterationKind,
    CopyClass,
    CopyMethod,
    CopySource,
    Extent,
    Origin,
)

if TYPE_CHECKING:
    from hccgenomics.model.alteration import Finding
    from hccgenomics.vocabulary import GeneRole

_STRICT: Final = {"extra": "forbid", "revalidate_instances": "always"}
"""As a ``Document``; validated when it enters one, so that its numbers are rounded."""


@dataclass(frozen=True, slots=True)
class Solution:
    """A purity and ploidy, whoever found them; published as it stands.

    Attributes:
        source: ``--purity``, ``PURPLE``, ``ASCAT``, …
        file: Number of the file it stands in; ``None`` for what the user states.
        is_doubled: Whether the source calls the genome doubled.
        sex: As the source infers it; never used for X copies, only compared.
        status: What the source says of its own fit ("NORMAL", "NO_TUMOR", …), or "".
    """

    __pydantic_config__: ClassVar = _STRICT

    source: str
    file: int | None = None
    purity: Stated | None = None
    purity_low: Stated | None = None
    purity_high: Stated | None = None
    ploidy: Stated | None = None
    ploidy_low: Stated | None = None
    ploidy_high: Stated | None = None
    is_doubled: bool | None = None
    sex: str | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class CopyEvent:
    """The event around a gene: all adjoining stretches altered the same way.

    Attributes:
        start, end: Interbase; ``width`` in bases is their difference.
        arm: ``11q``; ``11`` where it spans the centromere.
        arm_share: Share of that arm (or chromosome) it covers.
        peak: Genes of the part with the most copies (fewest, of a loss), in genome order.
        peak_start, peak_end: That part.
    """

    __pydantic_config__: ClassVar = _STRICT

    contig: str
    start: int
    end: int
    extent: Extent
    arm: str
    arm_share: Stated
    peak: tuple[str, ...]
    peak_start: int
    peak_end: int


@dataclass(frozen=True, slots=True)
class CutOff:
    """How a gene would read at another cut-off: ``amplification from 5 copies`` → its class."""

    __pydantic_config__: ClassVar = _STRICT

    cut_off: str
    reads: CopyClass


@dataclass(frozen=True, slots=True)
class GeneCopies:
    """The copy number of one gene; published as it stands.

    Attributes:
        copy_class: What it is called; ``no_call`` where nothing may be said, and ``why`` says so.
        copies: Of a tumour cell; ``None`` where only a ratio or a class is known.
        copies_low, copies_high: From the spread of the ratio and the range of the purity.
        is_loh: Whether one parental allele is lost (copy-neutral too); ``None`` if unknown.
        method: How copies were found.
        files: Numbers of the files used.
        support: Bins, probes or sites within the gene (bins given) or of its segment.
        parts: Segments that overlap the gene.
        covered: Share of the gene that segments or bins cover.
        threshold: The cut-offs it was held against, in words, with their settings.
        neighbours: How it would read at the neighbouring cut-offs.
        event: ``None`` without segments, and for a gene that is not altered.
    """

    __pydantic_config__: ClassVar = _STRICT

    gene: str
    contig: str
    start: int
    end: int
    copy_class: CopyClass
    why: str
    log2_ratio: Stated | None = None
    log2_low: Stated | None = None
    log2_high: Stated | None = None
    copies: Stated | None = None
    copies_low: Stated | None = None
    copies_high: Stated | None = None
    minor_copies: Stated | None = None
    is_loh: bool | None = None
    cell_fraction: Stated | None = None
    method: CopyMethod | None = None
    files: tuple[int, ...] = ()
    support: int | None = None
    parts: int = 0
    covered: Stated = 0.0
    threshold: str = ""
    neighbours: tuple[CutOff, ...] = ()
    event: CopyEvent | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArmCopies:
    """One chromosome arm.

    Attributes:
        copy_class: Gain, loss or no change of the arm as a whole; ``no_call`` where too little is
            covered.
        share: Share of the covered arm that is changed this way.
        covered: Share of the arm that segments cover.
        recurrent: What is known of it in HCC ("gained in many HCC"), or "".
    """

    __pydantic_config__: ClassVar = _STRICT

    arm: str
    copy_class: CopyClass
    share: Stated
    covered: Stated
    log2_ratio: Stated | None
    copies: Stated | None
    recurrent: str = ""


@dataclass(frozen=True, slots=True)
class CopyStatement:
    """What one file alone says of a gene."""

    __pydantic_config__: ClassVar = _STRICT

    file: int
    source: CopySource
    copy_class: CopyClass
    log2_ratio: Stated | None
    copies: Stated | None
    is_used: bool


@dataclass(frozen=True, slots=True)
class CopyAgreement:
    """Several files on one gene: what each says, whether they agree, and which is used and why."""

    __pydantic_config__: ClassVar = _STRICT

    gene: str
    agree: bool
    why: str
    statements: tuple[CopyStatement, ...]


@dataclass(frozen=True, slots=True)
class ProfileSegment:
    """One step of the genome-wide picture; adjoining steps that look alike are joined."""

    __pydantic_config__: ClassVar = _STRICT

    contig: str
    start: int
    end: int
    log2_ratio: Stated | None
    copies: Stated | None


@dataclass(frozen=True, slots=True)
class CopyNumberAlteration(Flagged):
    """A gene altered in its number of copies: amplified, lost, or on the border of either."""

    id: str
    gene: str
    copies: GeneCopies
    role: GeneRole | None = None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.UNKNOWN
    kind: AlterationKind = field(default=AlterationKind.COPY_NUMBER, init=False)


@dataclass(frozen=True, slots=True)
class CopyNumberFindings:
    """Everything that the copy-number files of a run come to.

    Attributes:
        genes: One per gene of the panel, in genome order.
        arms: In genome order; empty without segments.
        solution: The purity and ploidy used; ``None`` without any.
        solutions: All that were given, the user's first.
        is_doubled: Whether the genome counts as doubled; ``None`` if it cannot be told.
        doubled_why: By what rule.
        alterations: Genes to report as alterations, in genome order.
        agreements: Genes of which several files speak.
        profile: For the picture; at most some thousands of steps.
        noise: Spread of the ratios that is no signal (log2), where it can be told.
        notes: Sentences for the report.
        ploidy: Of the genome: as stated, or as the tool's copies come to; ``None`` if unknown.
    """

    genes: tuple[GeneCopies, ...] = ()
    arms: tuple[ArmCopies, ...] = ()
    solution: Solution | None = None
    solutions: tuple[Solution, ...] = ()
    is_doubled: bool | None = None
    doubled_why: str = ""
    alterations: tuple[CopyNumberAlteration, ...] = ()
    agreements: tuple[CopyAgreement, ...] = ()
    profile: tuple[ProfileSegment, ...] = ()
    noise: float | None = None
    notes: tuple[str, ...] = ()
    ploidy: float | None = None

    def ploidy_or(self, assumed: float) -> float:
        """What no change is: the ploidy of the genome where it is known, else the one assumed."""
        used = None if self.solution is None else self.solution.ploidy
        return next((known for known in (self.ploidy, used) if known is not None), assumed)

    def of(self, gene: str) -> GeneCopies | None:
        """What is known of a gene; ``None`` for one that is not of the panel."""
        return next((found for found in self.genes if found.gene == gene), None)
