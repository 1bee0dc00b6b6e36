"""Rows that can never be met: what they ask for and what they exclude cannot both be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.knowledge.lint.terms import BY_RESIDUE
from hccgenomics.knowledge.tables import split_list
from hccgenomics.vocabulary import Comparison, EffectClass, EventKind, Implication, Verification

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.knowledge.lint.ground import Ground
    from hccgenomics.knowledge.lint.row import LintRow
    from hccgenomics.model.event import Event
    from hccgenomics.model.fact_terms import FactTest

_PROTEIN: Final = frozenset(
    {EventKind.PROTEIN, EventKind.CODONS, EventKind.EXON, EventKind.CLASS, EventKind.HOTSPOT}
)
_WIDER: Final = {
    "gain": {"amplification", "focal_amplification"},
    "amplification": {"focal_amplification"},
    "loss": {"homozygous_deletion"},
}
"""A class of copies, and those that always meet it too."""
_APART: Final = ({"gain", "amplification", "focal_amplification"}, {"loss", "homozygous_deletion"})
_CLASSES: Final = {
    EffectClass.INFRAME: {EffectClass.INFRAME_DELETION, EffectClass.INFRAME_INSERTION},
    EffectClass.LOSS_OF_FUNCTION: {EffectClass.TRUNCATING},
}
_LOWER: Final = frozenset({Comparison.AT_LEAST, Comparison.ABOVE})
_OPEN: Final = frozenset({Comparison.ABOVE, Comparison.BELOW})
_ANY_OF: Final = "any_of"


def check_dead(row: LintRow, ground: Ground) -> Iterator[Problem]:
    """Why the row can never be met, if so."""
    yield from _misplaced(row)
    yield from _uncounted(row, ground)
    asked = {column: [e for c, e in row.events if c == column] for column in (_ANY_OF, "all_of")}
    excluded = [event for column, event in row.events if column == "none_of"]
    yield from _twice(row)
    yield from _excluded(asked["all_of"], excluded)
    every_alternative = asked[_ANY_OF] and len(asked[_ANY_OF]) == len(row.items(_ANY_OF))
    if every_alternative and all(_covered(event, excluded) for event in asked[_ANY_OF]):
        yield _dead("none_of", "Each alternative of any_of is excluded by none_of.")
    yield from _incompatible(asked["all_of"])
    if row.document is not None and row.document.verification is Verification.UNVERIFIED:
        yield Problem(
            code="dead.unverified",
            column="verification",
            detail="The row is unverified, so it is kept and never met.",
            hint="Verify it against its source.",
        )


def _dead(column: str, detail: str) -> Problem:
    return Problem(code="dead.profile", column=column, detail=detail)


def _misplaced(row: LintRow) -> Iterator[Problem]:
    is_regimen = row.cells.get("implication") == Implication.REGIMEN
    if is_regimen and not row.standing.is_regimen:
        yield Problem(
            code="dead.regimen",
            column="implication",
            detail="A regimen stands in the table of assertions.",
            hint="Regimens are rows of regimens.tsv.",
        )


def _uncounted(row: LintRow, ground: Ground) -> Iterator[Problem]:
    """Rows that ask for residues of genes without a model, and for nothing else."""
    alternatives = [e for c, e in row.events if c == _ANY_OF]
    needed = [e for c, e in row.events if c == "all_of"]
    is_dead = bool(alternatives) and all(_is_uncounted(e, ground) for e in alternatives)
    if is_dead or any(_is_uncounted(e, ground) for e in needed):
        genes = dict.fromkeys(g for e in (*alternatives, *needed) for g in e.genes)
        yield Problem(
            code="dead.gene",
            column=_ANY_OF if is_dead else "all_of",
            detail=f"Residues of {', '.join(genes)} are counted on no model of ours.",
            hint="Ask for a class of variants: 'GENE missense'.",
        )


def _is_uncounted(event: Event, ground: Ground) -> bool:
    return event.kind in BY_RESIDUE and not set(event.genes) & set(ground.models.symbols)


def _twice(row: LintRow) -> Iterator[Problem]:
    for column in ("any_of", "all_of", "none_of"):
        terms = split_list(row.cells.get(column, ""))
        if len(terms) != len(set(terms)):
            yield _dead(column, "A term is there twice.")


def _excluded(needed: Sequence[Event], excluded: Sequence[Event]) -> Iterator[Problem]:
    for event in needed:
        if _covered(event, excluded):
            yield _dead("none_of", f"{event.text!r} is asked for, and excluded as well.")


def _covered(event: Event, excluded: Sequence[Event]) -> bool:
    return any(covers(other, event) for other in excluded)


def covers(wide: Event, narrow: Event) -> bool:
    """Whether whatever meets ``narrow`` meets ``wide`` too, as far as the terms tell.

    >>> from hccgenomics.model.event import parse_event
    >>> covers(parse_event("TP53 any"), parse_event("TP53 p.R249S"))
    True
    >>> covers(parse_event("TP53 p.R249S"), parse_event("TP53 any"))
    False
    """
    if wide.body == narrow.body and set(wide.genes) == set(narrow.genes):
        return True
    if wide.genes != narrow.genes or not wide.genes or wide.both_alleles or wide.below_vaf:
        return False
    if wide.kind is EventKind.COPY_NUMBER:
        return narrow.detail in _WIDER.get(wide.detail, ())
    if wide.kind is EventKind.CLASS and narrow.kind in _PROTEIN:
        return wide.effect is EffectClass.ANY or _class_covers(wide, narrow)
    if wide.kind is EventKind.CODONS and narrow.kind is EventKind.PROTEIN:
        return _codons_cover(wide, narrow)
    return False


def _class_covers(wide: Event, narrow: Event) -> bool:
    if narrow.kind is EventKind.HOTSPOT or wide.effect is None or narrow.effect is None:
        return False
    return narrow.effect is wide.effect or narrow.effect in _CLASSES.get(wide.effect, ())


def _codons_cover(wide: Event, narrow: Event) -> bool:
    if None in (wide.start, wide.end, narrow.start, narrow.end):
        return False
    inside = (wide.start or 0) <= (narrow.start or 0) and (narrow.end or 0) <= (wide.end or 0)
    is_missense = not set(narrow.changes) & {"del", "dup"}
    return inside and wide.effect is EffectClass.MISSENSE and is_missense


def _incompatible(needed: Sequence[Event]) -> Iterator[Problem]:
    """Two things that are asked for together, and cannot be together."""
    for at, one in enumerate(needed):
        for other in needed[at + 1 :]:
            if one.genes == other.genes and (_copies_apart(one, other) or _facts_apart(one, other)):
                yield _dead("all_of", f"{one.text!r} and {other.text!r} cannot both be.")
    for event in needed:
        if any(_tests_apart(a, b) for a in event.tests for b in event.tests if a is not b):
            yield _dead("all_of", f"{event.text!r} contradicts itself.")


def _copies_apart(one: Event, other: Event) -> bool:
    pair = (one.detail, other.detail)
    return any(pair[0] in a and pair[1] in b for a, b in (_APART, _APART[::-1]))


def _facts_apart(one: Event, other: Event) -> bool:
    same = one.subject and (one.kind, one.subject) == (other.kind, other.subject)
    return bool(same) and any(_tests_apart(a, b) for a in one.tests for b in other.tests)


def _tests_apart(one: FactTest, other: FactTest) -> bool:
    """Whether no number can meet both; words never exclude each other: causes come together."""
    lower, upper = (one, other) if one.comparison in _LOWER else (other, one)
    if lower.comparison not in _LOWER or upper.comparison in _LOWER or one.name != other.name:
        return False
    if lower.number is None or upper.number is None:
        return False
    if lower.number == upper.number:
        return bool({lower.comparison, upper.comparison} & _OPEN)
    return lower.number > upper.number
