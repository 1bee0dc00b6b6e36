"""Findings that question the sample, the call or the entity: what is asked, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import Disease, Specimen


class CrossCheckRow(Document):
    """One row of ``resources/cross_checks.tsv``.

    The profile is written in the terms of curated rows. What ``none_of`` names was *not seen or not
    stated*: that is no proof of absence, and the question stands for just that reason.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    specimens: tuple[Specimen, ...] = tuple(Specimen)
    diseases: tuple[Disease, ...] = tuple(Disease)
    question: str = Field(min_length=1)
    question_zh: str = Field(min_length=1)
    rates: tuple[str, ...] = Field(default=(), description="Ids of prevalence.tsv.")
    rows: tuple[str, ...] = Field(default=(), description="Ids of biomarkers.tsv that say more.")
    asks_for: str = Field(default="", description="The test that would answer the question.")

    @property
    def genes(self) -> tuple[str, ...]:
        """Every gene that a term names."""
        terms = (*self.any_of, *self.all_of, *self.none_of)
        return tuple(dict.fromkeys(g for term in terms for g in parse_event(term).genes))


@dataclass(frozen=True, slots=True)
class CrossCheckFinding:
    """One check that asks its question of this sample.

    Attributes:
        alterations, facts: Ids of what brought it up.
        why: What was seen, one sentence.
    """

    row: CrossCheckRow
    alterations: tuple[str, ...]
    facts: tuple[str, ...]
    why: str
