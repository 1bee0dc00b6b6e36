"""Copy number and structural variants as published."""

from __future__ import annotations

from pydantic import Field, field_validator

from hccgenomics.model.base import Document
from hccgenomics.model.copy_number import (
    ArmCopies,
    CopyAgreement,
    GeneCopies,
    ProfileSegment,
    Solution,
)
from hccgenomics.model.copy_picture import CopyPicture
from hccgenomics.model.precision import Stated
from hccgenomics.model.structural import (
    Integration,
    StructuralEvent,
)
from hccgenomics.vocabulary import DialectTier, DropReason


class ReadFile(Document):
    """One file, and where its rows went: records = kept + all that was dropped."""

    number: int
    format: str
    tool: str
    tier: DialectTier
    sample: str | None
    records: int
    kept: int
    dropped: dict[DropReason, int]
    is_used: bool
    notes: tuple[str, ...] = ()

    @field_validator("dropped")
    @classmethod
    def _in_order(cls, dropped: dict[DropReason, int]) -> dict[DropReason, int]:
        """In the order of the vocabulary, so that equal reports are equal byte for byte."""
        return {reason: dropped[reason] for reason in DropReason if reason in dropped}


class CopyNumberSection(Document):
    """Copy number: files, purity, genes, arms, agreement and the profile that is drawn."""

    files: tuple[ReadFile, ...] = ()
    solution: Solution | None = None
    solutions: tuple[Solution, ...] = ()
    is_doubled: bool | None = None
    doubled_why: str = ""
    noise: Stated | None = None
    genes: tuple[GeneCopies, ...] = ()
    arms: tuple[ArmCopies, ...] = ()
    agreements: tuple[CopyAgreement, ...] = ()
    profile: tuple[ProfileSegment, ...] = ()
    picture: CopyPicture | None = None
    why: str = Field(default="", description="Why there is nothing, or how it was read.")
    notes: tuple[str, ...] = ()


class StructuralSection(Document):
    """Structural variants, fusions and viral integrations."""

    files: tuple[ReadFile, ...] = ()
    events: tuple[StructuralEvent, ...] = ()
    integrations: tuple[Integration, ...] = ()
    set_aside: tuple[StructuralEvent, ...] = ()
    elsewhere: int = 0
    why: str = Field(default="", description="Why there is nothing, or how it was read.")
    notes: tuple[str, ...] = ()
