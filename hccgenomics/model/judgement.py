"""What rules make of a finding: tiers and oncogenicity, each with its trace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hccgenomics.vocabulary import OncogenicityClass, TierScheme


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier computed here by a published rule, or why none is.

    Attributes:
        tier: As the scale writes it: ``II-D``, ``III-A``, ``m2A``; ``None`` where the scale
            does not apply.
        trace: The steps, in order, one sentence each: what was asked, what the row states.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    tier: str | None
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tiers:
    """The three scales side by side.

    Attributes:
        disagreement: One sentence where they differ in weight, with the reason; else "".
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    amp: Tier
    escat: Tier
    mtb: Tier
    disagreement: str = ""

    @property
    def by_scheme(self) -> dict[TierScheme, Tier]:
        """Each scale's tier, in the order of the vocabulary."""
        return dict(zip(TierScheme, (self.amp, self.escat, self.mtb), strict=True))


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion, fired or not, with its reason.

    Attributes:
        points: What it adds where it fires.
        evaluated: Whether it could be looked at at all; where not, ``why`` says what is lacking.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    code: str
    fired: bool
    points: int
    evaluated: bool
    why: str


@dataclass(frozen=True, slots=True)
class Oncogenicity:
    """The class by points; ``verdict`` is ``None`` where the method does not apply.

    ``not_evaluated`` counts criteria that could not be looked at.
    """

    verdict: OncogenicityClass | None
    points: int | None
    criteria: tuple[Criterion, ...]
    why: str
