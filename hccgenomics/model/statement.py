"""What a curated row states in figures: references, effects, approvals.

Half a dozen documents hold these, so that their schemas are built once and at once.
"""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.vocabulary import (
    ApprovalStatus,
    EffectMeasure,
    Endpoint,
    EvidenceFrom,
    Region,
    Verification,
)

LEVEL: float = 95.0
"""Per cent: the level of an interval of which nothing else is said."""


class Citation(Document, defer_build=False):
    """One reference, with its own verification status."""

    text: str = Field(min_length=1, description="Short form: first author, year, journal.")
    doi: str | None = None
    pmid: str | None = None
    pmc: str | None = Field(default=None, description="PMC and its number.")
    trial: str | None = Field(default=None, description="Registry number, NCT… or other.")
    verification: Verification


class Effect(Document, defer_build=False):
    """One figure of a study, with its interval where one was stated.

    ``low`` and ``high`` are ``None`` where the study gave none; an upper bound that was not reached
    has ``open_high``. ``versus`` is the other group's value where the measure has one by group.
    """

    endpoint: Endpoint
    measure: EffectMeasure
    value: float
    versus: float | None = None
    low: float | None = None
    high: float | None = None
    open_high: bool = False
    level: float | None = Field(default=None, description="Of the interval, per cent.")
    p: float | None = None
    n: int | None = Field(default=None, ge=1)
    of: str = Field(default="", description="In whom, against whom.")


class Approval(Document, defer_build=False):
    """What one regulator has said of one therapy, up to the row's date."""

    region: Region
    status: ApprovalStatus
    scope: EvidenceFrom = Field(description="The tumours the label speaks of.")
    date: str = Field(default="", pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")
    therapy: str = Field(default="", description="Where the row has several.")
    verification: Verification
