"""Reads counted at known places: what was asked, what was counted, what it amounts to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hccgenomics.model.variant import Variant
    from hccgenomics.vocabulary import DepthUnit, ForcedBecause, ForcedState


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """One variant that is counted whether or not it was called.

    Attributes:
        variant: Normalised, on the run's assembly.
        gene: Its symbol.
        name: As a board says it: ``TERT c.-124C>T``.
        because: Every reason to count it.
        alteration: Its id in the report, or in the tissue report; "" for neither.
        is_blood: Whether it is a hotspot of leukaemia, and none of the tumour.
        kept_as: For an allele the files do not list by itself, what they keep that makes it: the
            wider substitution, or the single bases of a tandem one.
        vaf: Of a called one, as the files have it.
        left_out: Why the run left it out, where the files list it and it was not kept.
    """

    variant: Variant
    gene: str
    name: str
    because: tuple[ForcedBecause, ...]
    alteration: str = ""
    is_blood: bool = False
    kept_as: str = ""
    vaf: float | None = None
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class AlleleCount:
    """Fragments at one known place, each counted once.

    Attributes:
        depth: Fragments whose bases there pass the qualities, of any allele.
        ref: Of those, with the reference allele.
        alt: With this alternate allele.
        other: With any other.
        alt_forward, alt_reverse: ``alt`` by strand of the read that was counted.
        low_quality: Fragments left out for base or mapping quality.
        unit: What was counted: fragments, or (duplex) molecules where reads are consensus.
    """

    depth: int
    ref: int
    alt: int
    other: int
    alt_forward: int
    alt_reverse: int
    low_quality: int
    unit: DepthUnit

    @property
    def vaf(self) -> float | None:
        """``alt / depth``; ``None`` without depth."""
        return self.alt / self.depth if self.depth else None


@dataclass(frozen=True, slots=True)
class ForcedCall:
    """What the reads at one known place amount to.

    Attributes:
        error: The rate at which errors alone make this change there.
        error_from: ``site``, ``context`` or ``global``: what the rate rests on.
        concentration: Of the beta distribution of that rate; ``None`` where it is one number.
        p_value: Chance of so many reads, or more, by error alone.
        q_value: The same after control for all places counted (Benjamini-Hochberg).
        low, high: Interval of the fraction, Clopper-Pearson at the setting's level.
        limit_vaf: Computed detection limit at this depth.
        normal: The same place in the matched normal or white cells.
    """

    place: KnownPlace
    count: AlleleCount
    state: ForcedState
    error: float
    error_from: str
    p_value: float | None
    q_value: float | None
    low: float | None
    high: float | None
    limit_vaf: float | None
    normal: AlleleCount | None
    why: str
    concentration: float | None = None
