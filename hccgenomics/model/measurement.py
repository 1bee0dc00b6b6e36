"""Laboratory values with their units, and the curated rows that say how units convert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.fact_terms import lies_so
from hccgenomics.vocabulary import Comparison, Verification

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNS: Final = {
    ">": Comparison.ABOVE,
    ">=": Comparison.AT_LEAST,
    "≥": Comparison.AT_LEAST,
    "<": Comparison.BELOW,
    "<=": Comparison.AT_MOST,
    "≤": Comparison.AT_MOST,
}
"""How a laboratory writes that it knows but one side of a value."""
ANY_SIGNATURE: Final = "signature"
"""Under this name ``units.tsv`` has the units of every mutational signature."""


class UnitRow(Document):
    """One row of ``resources/units.tsv``: a unit in which an analyte is stated.

    A row has a factor to the unit of ``facts.tsv``, or the reason for which it is refused.
    """

    subject: str = Field(min_length=1)
    unit: str = Field(min_length=1)
    spellings: tuple[str, ...] = ()
    factor: float | None = Field(default=None, gt=0.0)
    becomes: str = Field(default="", description="Subject of a value on another scale.")
    refusal: str = Field(default="", description="Why it is not converted, and what to give.")
    source: str = Field(min_length=1)
    verification: Verification


class PlausibleRow(Document):
    """One row of ``resources/plausible.tsv``, in the unit of ``facts.tsv``."""

    subject: str = Field(min_length=1)
    low: float
    high: float
    source: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class UnitTables:
    """How units convert, and which values a patient may have.

    Attributes:
        units: Rows by subject, the unit of ``facts.tsv`` first.
        plausible: By subject.
        sha256: Digest by table name.
    """

    units: Mapping[str, tuple[UnitRow, ...]]
    plausible: Mapping[str, PlausibleRow]
    sha256: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value as it was stated, and in the unit of ``facts.tsv``.

    Attributes:
        subject: Of ``facts.tsv``.
        name: As a board says it: ``bilirubin``, ``AFP``.
        value, unit: Converted.
        stated, stated_unit: As given.
        bound: The side that is known, where the value was stated as ``> 60500`` or ``< 2``.
        date: ISO, or "".
        note: What was stated beside it: the method, the territory.
    """

    subject: str
    name: str
    value: float
    unit: str
    stated: float
    stated_unit: str
    bound: Comparison | None = None
    date: str = ""
    note: str = ""

    @property
    def amount(self) -> str:
        """As stated: ``> 60500 ng/mL``."""
        sign = "" if self.bound is None else f"{self.bound.value} "
        return f"{sign}{shown(self.stated)}{unit_said(self.stated_unit)}"

    @property
    def text(self) -> str:
        """As a board says it: ``AFP 412 ng/mL (2026-10-03)``."""
        beside = ", ".join(filter(None, (self.note, self.date)))
        return f"{self.name} {self.amount}{f' ({beside})' if beside else ''}"

    def lies(self, comparison: Comparison, bar: float) -> bool | None:
        """Whether it lies so to a cut-off, in the unit of ``facts.tsv``; ``None`` if undecided."""
        return lies_so(comparison, bar, self.value, self.bound)

    def stated_lies(self, comparison: Comparison, bar: float) -> bool | None:
        """The same of the number as stated, for rules that are printed in several units."""
        return lies_so(comparison, bar, self.stated, self.bound)


def shown(value: float) -> str:
    """A number as it was written, without zeros that say nothing.

    >>> shown(412.0), shown(0.8), shown(60500.0), shown(1e-7)
    ('412', '0.8', '60500', '1e-07')
    """
    return f"{value:.12g}"


def unit_said(unit: str) -> str:
    """A unit after its number; of a plain ratio, score or count nothing.

    >>> unit_said("ng/mL"), unit_said("ratio"), unit_said("%")
    (' ng/mL', '', ' %')
    """
    return "" if unit in _UNSAID else f" {unit}"


_UNSAID: Final = frozenset({"", "ratio", "score", "points", "nodules"})
