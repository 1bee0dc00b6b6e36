"""How often a variant is seen in a population, and the file that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from hccgenomics.model.variant import Variant
    from hccgenomics.vocabulary import PopulationState


@dataclass(frozen=True, slots=True)
class PopulationRecord:
    """What a population file says of one variant; ``None`` is 'it does not say'.

    Attributes:
        state: Whether the variant is there, and if not, what that is worth.
        af: Allele frequency over everybody.
        af_field: The INFO field that ``af`` is.
        popmax: The highest frequency of any one group.
        popmax_field: The INFO field that ``popmax`` is.
        alleles: Alleles that could be typed at the place (``AN``).
        homozygotes: People who carry it twice.
        filters: Why the file's own quality control doubts the record; empty for ``PASS``.
    """

    state: PopulationState
    af: float | None = None
    af_field: str | None = None
    popmax: float | None = None
    popmax_field: str | None = None
    alleles: int | None = None
    homozygotes: int | None = None
    filters: tuple[str, ...] = ()

    @property
    def highest(self) -> float | None:
        """The highest frequency stated.

        >>> from hccgenomics.vocabulary import PopulationState
        >>> PopulationRecord(PopulationState.FOUND, af=0.001, popmax=0.02).highest
        0.02
        """
        return max((af for af in (self.af, self.popmax) if af is not None), default=None)

    @property
    def highest_field(self) -> str | None:
        """The field that ``highest`` is."""
        is_popmax = self.popmax is not None and self.popmax == self.highest
        return self.popmax_field if is_popmax else self.af_field


@dataclass(frozen=True, slots=True)
class PopulationFacts:
    """A population file as it was found, for the report's provenance; too large to be hashed whole.

    Attributes:
        header_sha256: Of the header's text.
        index_sha256: Of the index beside it, as it is packed.
        af_field, popmax_field: The INFO fields that were read; a list joined by ", ".
    """

    name: str
    size: int
    header_sha256: str
    index_sha256: str
    af_field: str
    popmax_field: str | None


class Population(Protocol):
    """Whatever can say how often a variant is seen."""

    def of(self, variant: Variant) -> PopulationRecord:
        """What is known of a normalised variant."""
