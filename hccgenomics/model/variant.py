"""Small variants, and what a caller said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hccgenomics.model.genome import Interval

if TYPE_CHECKING:
    from hccgenomics.model.annotation import RecordAnnotation
    from hccgenomics.vocabulary import CallerSays, DropReason


@dataclass(frozen=True, slots=True, order=True)
class Variant:
    """One change of sequence, as VCF writes it: ``pos`` is the first base of ``ref``.

    ``contig`` is our own spelling (``chr5``); both alleles are non-empty upper-case A, C, G, T.
    """

    contig: str
    pos: int
    ref: str
    alt: str

    def __post_init__(self) -> None:
        if self.ref == self.alt or not (self.ref and self.alt):
            raise ValueError(f"{self} changes nothing.")

    def __str__(self) -> str:
        return f"{self.contig}:{self.pos}{self.ref}>{self.alt}"

    @property
    def interval(self) -> Interval:
        """The reference bases replaced."""
        return Interval.at(self.contig, pos=self.pos, length=len(self.ref))

    @property
    def is_snv(self) -> bool:
        """Whether one base replaces one base."""
        return len(self.ref) == len(self.alt) == 1


@dataclass(frozen=True, slots=True)
class Locus:
    """One alternate allele exactly as an input file spells it.

    Attributes:
        source: Index of the input file among those given, from zero.
        record: Number of the record among those of that file that touch the panel, from one: it is
            the same whether the file was read whole or through an index.
        alt_index: Number of the alternate allele in the record, from one; 0 for the record itself.
    """

    source: int
    record: int
    contig: str
    pos: int
    ref: str
    alt: str
    alt_index: int


@dataclass(frozen=True, slots=True)
class Support:
    """Reads for and against an allele; ``None`` is 'the caller does not say'.

    Attributes:
        ref_depth: Reads with the reference allele.
        alt_depth: Reads with this alternate allele.
        depth: Informative reads of all alleles together, where the caller counts them.
        stated_vaf: The fraction as the caller states it, used only where counts are missing.
    """

    ref_depth: int | None = None
    alt_depth: int | None = None
    depth: int | None = None
    stated_vaf: float | None = None

    @property
    def vaf(self) -> float | None:
        """Variant allele fraction from the counts, else as stated, else ``None``.

        >>> Support(ref_depth=97, alt_depth=3).vaf
        0.03
        >>> Support(ref_depth=0, alt_depth=0).vaf is None     # not covered is not absent
        True
        """
        total = self.total_depth
        if self.alt_depth is None or total is None:
            return self.stated_vaf
        return min(1.0, self.alt_depth / total) if total else None

    @property
    def total_depth(self) -> int | None:
        """Informative reads of all alleles, where the caller counts them.

        >>> Support(ref_depth=97, alt_depth=3).total_depth
        100
        >>> Support(ref_depth=97).total_depth is None
        True
        """
        if self.depth is not None:
            return self.depth
        if self.ref_depth is None or self.alt_depth is None:
            return None
        return self.ref_depth + self.alt_depth


@dataclass(frozen=True, slots=True)
class Phase:
    """Which haplotype of which phase set carries an allele.

    Attributes:
        phase_set: The caller's identifier of the set, with the tag it came from
            (``PS:1234``, ``PID:41266097_T_C``).
        haplotype: 1, 2, … as the order in the phased genotype says.
    """

    phase_set: str
    haplotype: int


class CallerTag(NamedTuple):
    """What a caller says of an allele's origin.

    Attributes:
        says: The judgement.
        field: Where it stands and what it reads: ``STATUS=Germline``, ``FILTER=germline``.
    """

    says: CallerSays
    field: str


@dataclass(frozen=True, slots=True)
class VariantCall:
    """What one caller reported of one alternate allele in the tumour (and the normal)."""

    variant: Variant
    locus: Locus
    support: Support
    normal_support: Support | None = None
    filters: tuple[str, ...] = ()
    """The caller's filters, in file order; empty for ``PASS`` and for ``.``."""
    genotype_carries_allele: bool | None = None
    """Whether the tumour's GT names this allele; ``None`` without a usable GT."""
    genotype: str = ""
    """The tumour's GT as the file writes it; "" where there is none."""
    phase: Phase | None = None
    annotation: RecordAnnotation | None = None
    """What another program wrote into the record, of all its alleles."""
    tag: CallerTag | None = None
    """What the caller says of the allele's origin."""
    is_unfiltered: bool = False
    """Whether FILTER is ``.``: the caller's filters were not applied, which is no pass."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """One allele (or one record without an allele) that cannot become a ``VariantCall``.

    Attributes:
        end: The last base that a symbolic allele reaches; ``None`` for all others.
    """

    locus: Locus
    reason: DropReason
    why: str
    end: int | None = None
