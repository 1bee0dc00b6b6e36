"""How much of the cell-free DNA is the tumour's, by the fractions of its clonal variants.

A variant with ``m`` mutated of ``C`` copies in a tumour cell and ``N`` in a normal one lies at
``F m / (F C + (1 - F) N)`` where ``F`` is the share of tumour genomes (as in ABSOLUTE, Carter
2012, doi:10.1038/nbt.2203). ``F`` is the one value under which all counts together are most likely.
Variants that disagree more than their counts allow (a copy number or a clone taken wrongly) widen
the interval by their dispersion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.ctdna.detection import expected_vaf
from hccgenomics.ctdna.likelihood import likely_interval, log_likelihood
from hccgenomics.ctdna.roots import crossing
from hccgenomics.ctdna.totals import Part, merge, spectrum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.background import SiteNoise

CLOSE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class ClonalVariant:
    """Fragments at the place of a variant that all tumour cells carry.

    Attributes:
        mutated_copies: Of one tumour cell.
        tumour_copies, normal_copies: Of the place, mutated or not.
        noise: What errors do there; ``None`` where it is not known, and then they are left out of
            account.
    """

    alt: int
    depth: int
    mutated_copies: float = 1.0
    tumour_copies: float = 2.0
    normal_copies: float = 2.0
    noise: SiteNoise | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.alt <= self.depth:
            raise ValueError(f"{self.alt} of {self.depth} fragments is no count.")
        if not 0 < self.mutated_copies <= self.tumour_copies or self.normal_copies < 0:
            raise ValueError(
                f"{self.mutated_copies} mutated of {self.tumour_copies} copies cannot be."
            )

    def expected(self, fraction: float) -> float:
        """The share of alternate fragments at a share of tumour genomes, errors included."""
        vaf = self._vaf(fraction)
        return vaf if self.noise is None else vaf + self.noise.mean * (1 - 2 * vaf)

    def _vaf(self, fraction: float) -> float:
        if fraction >= 1:
            return self.mutated_copies / self.tumour_copies
        return expected_vaf(
            fraction,
            tumour_copies=self.tumour_copies,
            mutated_copies=self.mutated_copies,
            normal_copies=self.normal_copies,
        )


@dataclass(frozen=True, slots=True)
class FractionEstimate:
    """The share of tumour genomes, and what it rests on.

    Attributes:
        value, low, high: By maximum likelihood, with the interval by its ratio.
        variants: How many it rests on.
        floor: The share up to which errors alone may bring as many alternate fragments; ``None``
            where the error rate of a variant is not known.
        dispersion: How much more the variants disagree than their counts allow; 1 where they do
            not.
    """

    value: float
    low: float
    high: float
    variants: int
    floor: float | None
    dispersion: float

    @property
    def rests_on_one(self) -> bool:
        """Whether a single variant decides, which nothing contradicts and nothing confirms."""
        return self.variants == 1

    @property
    def is_above_floor(self) -> bool | None:
        """Whether it can be told from none; ``None`` where the floor is not known."""
        return None if self.floor is None else self.value > self.floor


def tumour_fraction(variants: Sequence[ClonalVariant], *, level: float) -> FractionEstimate:
    """The share of tumour genomes under which these counts are most likely.

    >>> found = tumour_fraction([ClonalVariant(50, 1000), ClonalVariant(52, 1000)], level=0.95)
    >>> [round(share, 3) for share in (found.low, found.value, found.high)]
    [0.084, 0.102, 0.122]
    >>> lost = ClonalVariant(200, 1000, tumour_copies=1.0)        # one copy left, the mutated one
    >>> round(tumour_fraction([lost], level=0.95).value, 4)
    0.3333
    """
    read = [variant for variant in variants if variant.depth]
    if not read:
        raise ValueError("No variant has a fragment.")

    def height(share: float) -> float:
        return sum(
            log_likelihood(one.alt, Part(one.depth, one.expected(share), None)) for one in read
        )

    at = likely_interval(height, level).at
    dispersion = _dispersion(read, at)
    found = likely_interval(height, level, dispersion=dispersion)
    return FractionEstimate(at, found.low, found.high, len(read), _floor(read, level), dispersion)


def _dispersion(variants: Sequence[ClonalVariant], share: float) -> float:
    """Pearson's statistic over its degrees of freedom, never below one."""
    if len(variants) == 1:
        return 1.0
    total = 0.0
    for one in variants:
        rate = one.expected(share)
        if 0 < rate < 1:
            total += (one.alt - one.depth * rate) ** 2 / (one.depth * rate * (1 - rate))
    return max(1.0, total / (len(variants) - 1))


def _floor(variants: Sequence[ClonalVariant], level: float) -> float | None:
    """Where errors alone bring no more fragments than expected, with probability ``level``."""
    parts: list[Part] = []
    for one in variants:
        if one.noise is None:
            return None
        parts.append(Part(one.depth, one.noise.mean, one.noise.concentration))
    alone = spectrum(merge(parts))
    most = alone.first
    while alone.at_least(most + 1) > 1 - level:
        most += 1

    def excess(share: float) -> float:
        return sum(one.depth * one.expected(share) for one in variants) - most

    if excess(0.0) >= 0:
        return 0.0
    return crossing(excess, 0.0, 1.0, near=CLOSE) if excess(1.0) > 0 else 1.0
