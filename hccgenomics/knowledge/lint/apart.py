"""What terms on facts and codons imply of each other, and which of them no value can meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import Comparison, EffectClass, EventKind

if TYPE_CHECKING:
    from hccgenomics.model.event import Event
    from hccgenomics.model.fact_terms import FactTest

_LOWER: Final = frozenset({Comparison.AT_LEAST, Comparison.ABOVE})
_OPEN: Final = frozenset({Comparison.ABOVE, Comparison.BELOW})
_SEVERAL: Final = frozenset({"aetiology", "prior_therapy", "albi_grade", "macrovascular_invasion"})
"""Subjects of which a patient has several words at a time: causes, drugs, a grade and its part."""
_MOST: Final = {"percent": 100.0, "tps": 100.0, "cps": 100.0, "score": 3.0, "h_score": 300.0}
"""What no result of staining exceeds."""
_PERCENT: Final = "%"
_CLASSES: Final = {
    EffectClass.INFRAME: {EffectClass.INFRAME_DELETION, EffectClass.INFRAME_INSERTION},
    EffectClass.LOSS_OF_FUNCTION: {EffectClass.TRUNCATING},
}


def class_covers(wide: Event, narrow: Event) -> bool:
    """Whether every change of one class is of the other too."""
    if wide.effect is None or narrow.effect is None:
        return False
    return wide.effect in {EffectClass.ANY, narrow.effect} or narrow.effect in _CLASSES.get(
        wide.effect, ()
    )


def codons_cover(wide: Event, narrow: Event) -> bool:
    """Whether a change of these residues is always one of those.

    >>> from hccgenomics.model.event import parse_event
    >>> wide = parse_event("CTNNB1 codon D32-S45 missense")
    >>> codons_cover(wide, parse_event("CTNNB1 codon S45 missense"))
    True
    >>> codons_cover(wide, parse_event("CTNNB1 p.S45del"))
    False
    """
    if None in (wide.start, wide.end, narrow.start, narrow.end):
        return False
    if not ((wide.start or 0) <= (narrow.start or 0) and (narrow.end or 0) <= (wide.end or 0)):
        return False
    if narrow.kind is EventKind.CODONS:
        return class_covers(wide, narrow)
    return wide.effect is EffectClass.MISSENSE and not set(narrow.changes) & {"del", "dup"}


def facts_cover(wide: Event, narrow: Event) -> bool:
    """Whether a fact that meets one term always meets the other.

    >>> from hccgenomics.model.event import parse_event
    >>> term = parse_event("laboratory afp >= 400 ng/mL")
    >>> facts_cover(parse_event("laboratory afp >= 100 ng/mL"), term)
    True
    >>> facts_cover(term, parse_event("laboratory afp >= 100 ng/mL"))
    False
    """
    if not _of_one_fact(wide, narrow):
        return False
    return all(any(_implies(one, asked) for one in narrow.tests) for asked in wide.tests)


def facts_apart(one: Event, other: Event) -> bool:
    """Whether nothing that can be stated meets both.

    >>> from hccgenomics.model.event import parse_event
    >>> a, b = map(parse_event, ("signature MSI is MSI-H", "signature MSI is MSS"))
    >>> facts_apart(a, b)
    True
    """
    if not _of_one_fact(one, other):
        return False
    if any(_numbers_apart(a, b) for a in one.tests for b in other.tests):
        return True
    if one.kind is EventKind.EXPRESSION or one.subject in _SEVERAL:
        return False
    return any(
        a.words and b.words and not set(a.words) & set(b.words)
        for a in one.tests
        for b in other.tests
    )


def contradicts_itself(event: Event) -> bool:
    """Whether one term asks for what no value is: above and below, over 100 %, under nothing.

    >>> from hccgenomics.model.event import parse_event
    >>> contradicts_itself(parse_event("MET expression ihc percent > 100"))
    True
    """
    if event.below_vaf == 0:
        return True
    if any(_numbers_apart(a, b) for a in event.tests for b in event.tests if a is not b):
        return True
    return any(_beyond(event, test) for test in event.tests)


def _of_one_fact(one: Event, other: Event) -> bool:
    same = (one.kind, one.subject, one.genes) == (other.kind, other.subject, other.genes)
    return same and bool(one.subject)


def _beyond(event: Event, test: FactTest) -> bool:
    if test.number is None:
        return False
    if test.comparison is Comparison.BELOW and test.number == 0:
        return True
    most = _MOST.get(test.name) if event.kind is EventKind.EXPRESSION else None
    if test.unit == _PERCENT:
        most = _MOST["percent"]
    if most is None or test.comparison not in _LOWER:
        return False
    return test.number > most or (test.number == most and test.comparison is Comparison.ABOVE)


def _implies(one: FactTest, asked: FactTest) -> bool:
    """Whether whatever holds of the first holds of the second."""
    if asked.is_any:
        return True
    if asked.words:
        return bool(one.words) and set(one.words) <= set(asked.words)
    same_side = (one.comparison in _LOWER) is (asked.comparison in _LOWER)
    if one.number is None or asked.number is None or one.name != asked.name or not same_side:
        return False
    if one.number == asked.number:
        return asked.comparison not in _OPEN or one.comparison in _OPEN
    return (one.number > asked.number) is (one.comparison in _LOWER)


def _numbers_apart(one: FactTest, other: FactTest) -> bool:
    """Whether no number can meet both."""
    lower, upper = (one, other) if one.comparison in _LOWER else (other, one)
    if lower.comparison not in _LOWER or upper.comparison in _LOWER or one.name != other.name:
        return False
    if lower.number is None or upper.number is None:
        return False
    if lower.number == upper.number:
        return bool({lower.comparison, upper.comparison} & _OPEN)
    return lower.number > upper.number
