"""What the pictures of copy number are drawn from, so that a report can be drawn again alone.

Places are interbase, on our own contig names; the steps are those of the section's ``profile``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from hccgenomics.model.precision import Stated  # noqa: TC001 -- pydantic asks for it

_STRICT: Final = {"extra": "forbid", "revalidate_instances": "always"}


@dataclass(frozen=True, slots=True)
class Chromosome:
    """One chromosome: its length, and its centromere, where nothing can be measured."""

    __pydantic_config__: ClassVar = _STRICT

    contig: str
    length: int
    centromere_start: int
    centromere_end: int


@dataclass(frozen=True, slots=True)
class DrawnGene:
    """A gene drawn to scale; ``strand`` is +1 or -1."""

    __pydantic_config__: ClassVar = _STRICT

    gene: str
    start: int
    end: int
    strand: int


@dataclass(frozen=True, slots=True)
class CloseUp:
    """A window around altered genes.

    Attributes:
        altered: The genes it was made for, in genome order.
        genes: All protein-coding genes that lie in it, in genome order.
    """

    __pydantic_config__: ClassVar = _STRICT

    contig: str
    start: int
    end: int
    altered: tuple[str, ...]
    genes: tuple[DrawnGene, ...]


@dataclass(frozen=True, slots=True)
class CopyPicture:
    """Scale, lines and windows of the pictures.

    Attributes:
        in_copies: Whether copies are drawn; else log2 ratios.
        base: What is no change: the ploidy, or a ratio of 0.
        amplification, gain, loss, homozygous_deletion: The cut-offs, on the same scale.
        chromosomes: In genome order; Y only where the profile has it.
        close_ups: In genome order; windows that overlap are one.
    """

    __pydantic_config__: ClassVar = _STRICT

    in_copies: bool
    base: Stated
    amplification: Stated
    gain: Stated
    loss: Stated
    homozygous_deletion: Stated
    chromosomes: tuple[Chromosome, ...]
    close_ups: tuple[CloseUp, ...]
