"""Errors as normal samples show them: how often each change is read where nobody carries it.

``Background`` is what a file of ``hccgenomics background build`` says, as values. A change is
looked up at its own place first; where no normal was read there, its context tells, and without a
context the mean of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.vocabulary import Assembly

RestsOn = Literal["site", "context", "global"]
Place = tuple[str, int, str, str]
"""Contig, position, reference and alternate allele, normalised as ``Variant`` is."""

COMPLEMENT: Final = str.maketrans("ACGT", "TGCA")
PYRIMIDINES: Final = frozenset("CT")
MNV: Final = "mnv"
LONGER: Final = "2+"


@dataclass(frozen=True, slots=True)
class SiteNoise:
    """The rate at which errors alone show one change at one place.

    Attributes:
        mean: Rate per fragment.
        concentration: How alike the rate is from sample to sample, as the sum of the two
            parameters of a beta distribution; ``None`` where it is taken as the same in all (plain
            binomial).
        rests_on: ``site`` (normals read there), ``context`` (the same change between the same
            neighbours elsewhere) or ``global``.
    """

    mean: float
    concentration: float | None
    rests_on: RestsOn

    def __post_init__(self) -> None:
        if not 0 < self.mean < 1:
            raise ValueError(f"An error rate lies between 0 and 1, not at {self.mean}.")
        if self.concentration is not None and self.concentration <= 0:
            raise ValueError(f"A concentration is above 0, not {self.concentration}.")


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """What normal samples show of one change at one place.

    Attributes:
        contig, pos, ref, alt: The change, normalised.
        context: As ``context_of`` names it.
        alts: Alternate fragments, by normal.
        depths: All fragments there, in the same order; 0 where a normal was not read.
    """

    contig: str
    pos: int
    ref: str
    alt: str
    context: str
    alts: Sequence[int]
    depths: Sequence[int]

    @property
    def place(self) -> Place:
        """What the change is looked up by."""
        return self.contig, self.pos, self.ref, self.alt


@dataclass(frozen=True, slots=True)
class SiteBackground:
    """One change at one place, after the fit.

    Attributes:
        noise: Shrunk to the context's mean; ``rests_on`` is ``site``.
        context: As ``context_of`` names it.
        alt, depth: Fragments of all normals that counted.
        normals: How many did.
        left_out: How many carry the allele themselves and so did not.
    """

    noise: SiteNoise
    context: str
    alt: int
    depth: int
    normals: int
    left_out: int


@dataclass(frozen=True, slots=True)
class ContextBackground:
    """One change between the same neighbours, over all its places.

    Attributes:
        noise: Of a place that no normal was read at.
        spread: Concentration of the places' rates around the mean; ``None`` where they are alike.
        between: Concentration of the normals' rates at one place; ``None`` likewise.
        sites: Places that counted.
        alt, depth: Fragments of them all.
    """

    noise: SiteNoise
    spread: float | None
    between: float | None
    sites: int
    alt: int
    depth: int


@dataclass(frozen=True, slots=True)
class Background:
    """The model of a file.

    Attributes:
        assembly: The places are on it; ``None`` in a model of contexts alone.
        normals: Samples it was built of.
        sites: By place.
        contexts: By name.
        overall: Of everything together.
        left_out: Counts of normals left out because they carry the allele, over all places.
    """

    assembly: Assembly | None
    normals: int
    overall: ContextBackground
    sites: Mapping[Place, SiteBackground] = field(default_factory=dict)
    contexts: Mapping[str, ContextBackground] = field(default_factory=dict)
    left_out: int = 0

    def noise(self, contig: str, pos: int, ref: str, alt: str, context: str = "") -> SiteNoise:
        """Of the place, else of the context, else of all."""
        site = self.sites.get((contig, pos, ref, alt))
        if site is not None:
            return site.noise
        known = self.contexts.get(context or context_of(ref, alt))
        return known.noise if known is not None else self.overall.noise


def context_of(ref: str, alt: str, *, before: str = "", after: str = "") -> str:
    """The class a change's errors are pooled in.

    A single base with its neighbours, as the 96 classes of Alexandrov (2013,
    doi:10.1038/nature12477): both strands of DNA are read, so a purine is turned to the other
    strand. Without its neighbours the change alone. Insertions and deletions by their length.

    >>> context_of("C", "T", before="A", after="G"), context_of("G", "A", before="C", after="T")
    ('A[C>T]G', 'A[C>T]G')
    >>> context_of("G", "A"), context_of("CA", "C"), context_of("C", "CAT"), context_of("CA", "TT")
    ('C>T', 'del1', 'ins2+', 'mnv')
    """
    if len(ref) == len(alt) == 1:
        return _of_base(ref, alt, before, after)
    if len(ref) == len(alt) or not (ref.startswith(alt) or alt.startswith(ref)):
        return MNV
    kind = "ins" if len(alt) > len(ref) else "del"
    length = abs(len(alt) - len(ref))
    return f"{kind}{length if length == 1 else LONGER}"


def _of_base(ref: str, alt: str, before: str, after: str) -> str:
    if ref not in PYRIMIDINES:
        ref, alt, before, after = (base.translate(COMPLEMENT) for base in (ref, alt, after, before))
    return f"{before}[{ref}>{alt}]{after}" if before and after else f"{ref}>{alt}"
