"""Chromosome arms that are gained or lost again and again in hepatocellular carcinoma."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from hccgenomics.knowledge.tables import open_table, validate
from hccgenomics.model.amounts import RECURRENT
from hccgenomics.model.base import Document
from hccgenomics.vocabulary import CopyClass, Verification

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RECURRENT_ARMS: Final = "recurrent_arms.tsv"
COLUMNS: Final = ("arm", "change", "percent", "tumours", "source", "verification")


class RecurrentArm(Document):
    """One row of ``resources/recurrent_arms.tsv``: how often an arm is changed in one series."""

    arm: str = Field(pattern=r"^([1-9]|1\d|2[0-2])[pq]$")
    change: Literal[CopyClass.GAIN, CopyClass.LOSS]
    percent: float = Field(gt=0, le=100)
    tumours: int = Field(ge=1)
    source: str = Field(min_length=1)
    verification: Verification

    def __str__(self) -> str:
        """As the report states it.

        >>> print(RecurrentArm(arm="1q", change="gain", percent=57.1, tumours=785,
        ...     source="Moinzadeh 2005", verification="verified"))
        Gained in 57.1 % of 785 HCC (Moinzadeh 2005)
        """
        source = self.verification.beside(self.source)
        percent = f"{self.percent:g}"
        return RECURRENT[self.change].format(percent=percent, tumours=self.tumours, source=source)


def read_recurrent_arms(path: Path | None = None) -> tuple[tuple[RecurrentArm, ...], str]:
    """The rows in the order of the table, and its digest.

    Raises:
        TableError: If a row is wrong; the table is refused whole.
    """
    from pydantic import TypeAdapter

    table = open_table(RECURRENT_ARMS, COLUMNS, path)
    table.unique("arm")
    rows = validate(table, TypeAdapter(list[RecurrentArm]), lambda _, row: dict(row))
    return tuple(rows), table.sha256


@cache
def load_recurrent_arms() -> Mapping[tuple[str, CopyClass], str]:
    """What is known of an arm changed in one way, in words."""
    return {(row.arm, row.change): str(row) for row in read_recurrent_arms()[0]}
