"""What a user states beside the files: laboratory values, findings, staining, signatures."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 -- pydantic asks for it
from dataclasses import dataclass, field
from typing import ClassVar

from hccgenomics.vocabulary import Comparison, FactKind  # noqa: TC001 -- pydantic asks for it


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact, in the unit that curated terms are written in; published as it stands.

    Attributes:
        id: Stable within a report: ``laboratory:afp``, ``expression:FGF19:ihc``.
        subject: Of ``facts.tsv``: ``afp``, ``child_pugh``, ``TMB``; of expression the method
            (``ihc``, ``rna``).
        gene: Of expression alone.
        text: As a board would say it, with the unit as given: ``AFP 412 ng/mL (2026-10-03)``.
        numbers: By name; laboratory and signature values under ``value``, staining under
            ``percent``, ``score``, ``cps`` …
        words: What it is, in words of ``facts.tsv``: ``positive``, ``B``, ``sorafenib`` and the
            classes of that drug.
        unit: Of ``value``.
        bounds: Of numbers of which but one side was stated (``> 60500``, ``< 2``), that side;
            ``model/fact_terms.py: lies_so`` says what they decide.
        date: ISO, or "".
        is_derived: Whether it was worked out of other facts (a score) and not stated.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    kind: FactKind
    subject: str
    text: str
    gene: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    unit: str = ""
    date: str = ""
    is_derived: bool = False
    bounds: Mapping[str, Comparison] = field(default_factory=dict)
