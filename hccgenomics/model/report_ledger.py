"""The ledger as published, and the driver alleles among what was dropped."""

from __future__ import annotations

from pydantic import Field, field_validator

from hccgenomics.model.base import Document
from hccgenomics.model.ledger import Block, Entry, FilterOutcome
from hccgenomics.model.precision import Stated
from hccgenomics.vocabulary import AsideStatus, DropReason


class Ledger(Document):
    """Where every entry of the input went: read = kept + all that was dropped."""

    read: int
    kept: int
    dropped: dict[DropReason, int] = Field(description="Only reasons that occurred.")
    filters: tuple[FilterOutcome, ...] = ()
    blocks: tuple[Block, ...] = ()
    entries: tuple[Entry, ...] | None = None

    @field_validator("dropped")
    @classmethod
    def _in_order(cls, dropped: dict[DropReason, int]) -> dict[DropReason, int]:
        """In the order of the vocabulary, so that equal ledgers are equal byte for byte."""
        return {reason: dropped[reason] for reason in DropReason if reason in dropped}


class NamedRescue(Document):
    """The rule by which an allele that was dropped is named all the same."""

    code: str
    why: str
    source: str


class SetAsideFinding(Document):
    """An allele that would have been flagged as a driver, had it not been dropped."""

    gene: str
    name: str
    contig: str
    pos: int
    ref: str
    alt: str
    reason: DropReason
    why: str
    vaf: Stated | None
    alt_depth: int | None
    status: AsideStatus | None = None
    filter: tuple[str, ...] = ()
    rescue: NamedRescue | None = None
