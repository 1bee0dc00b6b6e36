"""What a clinical file states, once its words and units are those of the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.model.observation import Fact
from hccgenomics.model.report import ClinicalScore
from hccgenomics.vocabulary import Comparison, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hccgenomics.model.measurement import Measurement

    Key = tuple[str | int, ...]


WARFARIN: Final = "warfarin"
"""The anticoagulant that voids what is told from clotting, and DCP."""


class StatementError(ValueError):
    """A statement that cannot be used, with the key of the file it stands at."""

    def __init__(self, key: Key, detail: str) -> None:
        self.key = key
        self.detail = detail
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Stated:
    """Everything that scores are worked out of.

    Attributes:
        facts: In the order of the file's sections.
        measured: Laboratory values and lengths by subject.
        words: By subject: ``ascites``, ``anticoagulant``, ``bclc`` …; several for causes.
        numbers: By subject: ``ecog``, ``nodules``, ``child_pugh`` in points.
        doubts: Remarks on values that may have a wrong unit, by subject.
        remarks: What does not fit, or could not be resolved.
    """

    facts: tuple[Fact, ...] = ()
    measured: Mapping[str, Measurement] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def word(self, subject: str) -> str:
        """The one word stated of a subject, or ""."""
        return next(iter(self.words.get(subject, ())), "")


@dataclass(frozen=True, slots=True)
class Scored:
    """A score, the facts that follow from it, and what does not fit."""

    score: ClinicalScore
    facts: tuple[Fact, ...] = ()
    remarks: tuple[str, ...] = ()


def worked_out(
    subject: str, text: str, *, unit: str, value: float | None = None, words: tuple[str, ...] = ()
) -> Fact:
    """A fact that follows from a score; one without a number has no unit."""
    return Fact(
        id=f"{FactKind.CLINICAL}:{subject}",
        kind=FactKind.CLINICAL,
        subject=subject,
        text=text,
        numbers={} if value is None else {"value": value},
        words=words,
        unit="" if value is None else unit,
        is_derived=True,
    )


def graded(measurement: Measurement, bar: float, unit: str) -> str | None:
    """On which side of a cut-off a value lies, the cut-off itself being above; ``None`` if open."""
    reaches = measurement.lies(Comparison.AT_LEAST, bar)
    if reaches is None:
        return None
    return f"{'>=' if reaches else '<'} {bar:g} {unit}"


def caveats_on(stated: Stated, inputs: Iterable[Measurement]) -> tuple[str, ...]:
    """That an input may have a wrong unit, or that inputs are of different days."""
    every = tuple(inputs)
    doubts = [
        wording.INPUT_DOUBTED.format(text=one.text) for one in every if one.subject in stated.doubts
    ]
    days = sorted({one.date for one in every if one.date})
    if len(days) > 1:
        doubts.append(wording.OF_DAYS.format(days=", ".join(days)))
    return tuple(doubts)


def missing(stated: Stated, subjects: Iterable[str]) -> list[str]:
    """A reason for each laboratory value that was not given."""
    return [wording.absent(one) for one in subjects if one not in stated.measured]


def not_worked_out(
    name: str,
    reasons: Iterable[str],
    *,
    inputs: Iterable[str] = (),
    method: str,
) -> ClinicalScore:
    """A score without a value, and why."""
    return ClinicalScore(
        name=name,
        value=None,
        grade=None,
        inputs=tuple(inputs),
        why=wording.not_computed(reasons),
        method=method,
    )
