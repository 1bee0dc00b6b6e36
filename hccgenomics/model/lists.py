"""Curated lists that rows refer to by id: trials, therapies, facts, prevalence."""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.model.statement import Citation
from hccgenomics.vocabulary import AnsweredBy, FactKind, SelectedOn, TherapyKind, Verification


class Trial(Document):
    """One row of ``resources/trials.tsv``."""

    id: str = Field(min_length=1, description="Registry number.")
    name: str = Field(min_length=1, description="Acronym, or what it studies.")
    phase: str = ""
    design: str = ""
    population: str = ""
    child_pugh: str = ""
    selected_on: SelectedOn | None = None
    n_patients: int | None = Field(default=None, ge=1)
    verification: Verification
    source: str = ""


class Therapy(Document):
    """One row of ``resources/therapies.tsv``; ``name`` is the generic one."""

    name: str = Field(min_length=1)
    kind: TherapyKind
    classes: tuple[str, ...] = Field(default=(), description="Names of rows of kind class.")
    targets: tuple[str, ...] = Field(default=(), description="Gene symbols.")
    synonyms: tuple[str, ...] = ()
    name_zh: str = ""
    verification: Verification
    source: str = ""


class FactRow(Document):
    """One row of ``resources/facts.tsv``: a thing that a user may state and a term may ask for.

    A fact is a number with a unit (``unit`` is the one that terms are written in), one of the
    ``words``, or either; an expression result names its gene beside.
    """

    subject: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")
    kind: FactKind
    unit: str = ""
    words: tuple[str, ...] = ()
    open_words: bool = Field(default=False, description="Any word: names of drugs, of genes.")
    description: str = Field(min_length=1)
    source: str = ""


class Prevalence(Document):
    """One row of ``resources/prevalence.tsv``: how often, in which cohort, by whom.

    ``section`` is ``prevalence`` or ``co-occurrence``; ``genes`` are those it speaks of.
    ``percent`` is ``None`` where the source gives words or a range, which ``stated`` then holds.
    """

    id: str = Field(min_length=1)
    section: str = Field(pattern=r"^(prevalence|co-occurrence)$")
    genes: tuple[str, ...] = ()
    event: str = Field(min_length=1)
    percent: float | None = Field(default=None, ge=0.0, le=100.0)
    stated: str = ""
    n_altered: int | None = Field(default=None, ge=0)
    n_total: int | None = Field(default=None, ge=1)
    expected: float | None = Field(default=None, description="By chance, both altered.")
    cohort: str = ""
    citations: tuple[Citation, ...] = ()
    verification: Verification
    note: str = ""


class FurtherTest(Document):
    """One row of ``resources/tests.tsv``: a test that rows ask for, and what answers it already.

    ``test`` is worded as the rows word it; ``all_of`` are terms on stated facts, each of which must
    be met. ``dated``: they must carry a date, the same one; ``says``: what their text must name.
    """

    test: str = Field(min_length=1)
    answered_by: AnsweredBy
    all_of: tuple[str, ...] = ()
    dated: bool = False
    says: str = ""
