"""What a user states beside the files against the terms of curated rows.

A number is held against a cut-off in one unit, that of ``facts.tsv``, in which terms are written
too; values of different units are never compared. What was not stated is not known, and never
absent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import reasons
from hccgenomics.interpret import term_wording as wording
from hccgenomics.model.fact_terms import VALUE, lies_so
from hccgenomics.model.observation import Fact
from hccgenomics.vocabulary import Comparison, ComponentClass, EventKind, FactKind, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.event import Event
    from hccgenomics.model.fact_terms import FactTest

    FactKey = tuple[EventKind, str, str]
    """Kind, subject, and the gene of an expression result."""

KINDS: Final = {
    FactKind.LABORATORY: EventKind.LABORATORY,
    FactKind.CLINICAL: EventKind.CLINICAL,
    FactKind.SIGNATURE: EventKind.SIGNATURE,
    FactKind.EXPRESSION: EventKind.EXPRESSION,
}
"""The kind of term that asks for each kind of fact."""
FACT_TERMS: Final = frozenset(KINDS.values())
PLASMA_VARIANTS: Final = "plasma_variants"
NONE_FOUND: Final = "none"
_DIGITS: Final = 12
"""Significant digits: what a conversion of units leaves behind them is noise."""
_SHOWN: Final = range(4, _DIGITS + 1)
_SAID_WITHIN: Final = 1e-6
_OPPOSITE: Final = {
    Comparison.AT_LEAST: Comparison.BELOW,
    Comparison.BELOW: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.ABOVE,
    Comparison.ABOVE: Comparison.AT_MOST,
}
_UNSAID: Final = frozenset({"", "score", "ratio", "points"})
"""Units that a sentence does without."""


def key_of(fact: Fact) -> FactKey:
    """What a fact is about, as terms name it."""
    return KINDS[fact.kind], fact.subject, fact.gene


def asked_about(event: Event) -> FactKey:
    """What a term on a stated fact asks about."""
    return event.kind, event.subject, event.genes[0] if event.genes else ""


def is_met(event: Event, fact: Fact) -> bool:
    """Whether one fact holds every condition of a term about it."""
    return all(_holds(test, fact) for test in event.tests)


def why_met(event: Event, fact: Fact) -> str:
    """One clause, with the value and what it was held against."""
    tests = event.tests
    if len(tests) == 1 and tests[0].is_any:
        return reasons.FACT_ANY.format(text=fact.text)
    if len(tests) == 1 and tests[0].words:
        return reasons.FACT_WORD.format(text=fact.text, asked=_words(tests[0]))
    if len(tests) == 1 and tests[0].name == VALUE:
        return _is_so(_with_value(fact), tests[0])
    parts = ", ".join(_named(test, fact) for test in tests)
    return reasons.FACT_NUMBERS.format(text=fact.text, parts=parts)


def why_not(event: Event, fact: Fact) -> str:
    """One clause: the first condition that the fact does not hold, with both values."""
    test = next(test for test in event.tests if not _holds(test, fact))
    difference = fact.text if test.words else _difference(test, fact)
    return reasons.DIFFERS.format(difference=difference, asked=asked_of(event))


def _difference(test: FactTest, fact: Fact) -> str:
    """What the fact says in place of the number that is asked for."""
    value = _number(fact, test)
    if value is None or test.comparison is None:
        said = wording.NAMES.get(test.name, test.name)
        return reasons.FACT_NO_NUMBER.format(text=fact.text, number=said)
    if test.name == VALUE and test.unit != fact.unit:
        return reasons.FACT_OTHER_UNIT.format(text=fact.text, unit=fact.unit or reasons.NO_UNIT)
    if _compares(test, value, fact.bounds.get(test.name)) is None:
        return reasons.FACT_OPEN.format(text=fact.text)
    seen = _with_value(fact) if test.name == VALUE else _with_number(fact, test)
    return _is_so(seen, test, _OPPOSITE[test.comparison])


def why_none(event: Event, facts: Sequence[Fact]) -> str:
    """One clause for all the facts that a term asks about, where none of them meets it."""
    if len(facts) == 1:
        return why_not(event, facts[0])
    texts = "; ".join(fact.text for fact in facts)
    return reasons.DIFFERS.format(difference=texts, asked=asked_of(event))


def differs(event: Event, fact: Fact) -> bool:
    """Whether a fact certainly fails a condition; one that leaves it open, or is silent, does not.

    ``AFP < 500 ng/mL`` leaves a cut-off of 400 open, and ``5 %`` of cells says no word.
    """
    return any(_fails(test, fact) for test in event.tests)


def _fails(test: FactTest, fact: Fact) -> bool:
    if _holds(test, fact):
        return False
    if test.words:
        return bool(fact.words)
    value = _number(fact, test)
    if value is None or (test.name == VALUE and test.unit != fact.unit):
        return False
    return _compares(test, value, fact.bounds.get(test.name)) is False


def asked_of(event: Event) -> str:
    """What a term asks of a fact, in words.

    >>> from hccgenomics.model.event import parse_event
    >>> asked_of(parse_event("laboratory afp >= 400 ng/mL"))
    'AFP of at least 400 ng/mL'
    >>> asked_of(parse_event("MET expression ihc score >= 2 and percent >= 50"))
    'MET IHC with score of at least 2 and percent of at least 50'
    >>> asked_of(parse_event("clinical child_pugh is B or C")), asked_of(
    ...     parse_event("CD274 expression ihc any"))
    ('Child-Pugh: B or C', 'CD274 IHC')
    """
    subject = " ".join((*event.genes, _subject(event)))
    tests = [test for test in event.tests if not test.is_any]
    if not tests:
        return subject
    first = event.tests[0]
    if first.comparison is None:
        return wording.OF_WORDS.format(subject=subject, words=_both(map(_asked, tests)))
    if first.name != VALUE:
        return wording.WITH_NUMBERS.format(subject=subject, numbers=_both(map(_asked, tests)))
    return _both((_measured(subject, first), *map(_asked, tests[1:])))


def _both(conditions: Iterable[str]) -> str:
    return " and ".join(conditions)


def _subject(event: Event) -> str:
    return reasons.SUBJECTS.get(event.subject) or event.subject.replace("_", " ")


def _asked(test: FactTest) -> str:
    if test.comparison is None:
        return _words(test)
    return _measured("" if test.name == VALUE else test.name.replace("_", " "), test)


def _measured(name: str, test: FactTest) -> str:
    """``AFP of at least 400 ng/mL``; without a name the condition alone."""
    if test.comparison is None:
        return name
    template = wording.MEASURED[test.comparison]
    return template.format(name=name, number=_cut_off(test)).lstrip()


def _words(test: FactTest) -> str:
    return " or ".join(test.words).replace("_", " ")


def _holds(test: FactTest, fact: Fact) -> bool:
    if test.is_any:
        return True
    if test.words:
        return not set(test.words).isdisjoint(fact.words)
    value = _number(fact, test)
    if value is None or (test.name == VALUE and test.unit != fact.unit):
        return False
    return _compares(test, value, fact.bounds.get(test.name)) is True


def _number(fact: Fact, test: FactTest) -> float | None:
    return fact.numbers.get(test.name)


def _compares(test: FactTest, value: float, bound: Comparison | None) -> bool | None:
    """Whether a value meets a cut-off, free of the noise of conversions; ``None`` if undecided."""
    if test.number is None or test.comparison is None:
        return False
    return lies_so(test.comparison, test.number, float(f"{value:.{_DIGITS}g}"), bound)


def _is_so(text: str, test: FactTest, comparison: Comparison | None = None) -> str:
    """``AFP 412 ng/mL is at least 400 ng/mL``, by the condition or by another comparison."""
    comparison = comparison or test.comparison
    if comparison is None:
        return text
    return wording.IS_SO[comparison].format(text=text, number=_cut_off(test))


def _cut_off(test: FactTest) -> str:
    number = "" if test.number is None else _said(test.number)
    return number if test.unit in _UNSAID else f"{number} {test.unit}"


def _named(test: FactTest, fact: Fact) -> str:
    if test.comparison is None or _number(fact, test) is None:
        return _words(test)
    return _is_so(_told(fact, test.name), test)


def _told(fact: Fact, name: str) -> str:
    """``score 2``, ``percent 55``."""
    template = wording.NUMBERS.get(name) or f"{name.replace('_', ' ')} {{value}}"
    return template.format(value=_shown(fact, name))


def _with_number(fact: Fact, test: FactTest) -> str:
    return f"{fact.text}: {_told(fact, test.name)}"


def _shown(fact: Fact, name: str) -> str:
    """A number of a fact; ``< 1`` where but that side of it was stated."""
    bound = fact.bounds.get(name)
    return f"{'' if bound is None else f'{bound} '}{_said(fact.numbers[name])}"


def _with_value(fact: Fact) -> str:
    """The fact, with its value in the terms' unit where it was stated in another."""
    value = fact.numbers.get(VALUE)
    if value is None or _states(fact.text, value):
        return fact.text
    unit = "" if fact.unit in _UNSAID else f" {fact.unit}"
    return reasons.CONVERTED.format(text=fact.text, value=f"{_shown(fact, VALUE)}{unit}")


def _states(text: str, value: float) -> bool:
    """Whether a text already gives this value.

    >>> _states("AFP 60,500 ng/mL (2026-10-03)", 60500.0), _states("AFP 340 IU/mL", 411.4)
    (True, False)
    """
    said = {word.strip("().,;") for word in text.replace(",", "").split()}
    return _said(value).replace(",", "") in said


def _said(value: float) -> str:
    """A number as short as it can be without another value being meant.

    >>> _said(400.0), _said(399.9), _said(411.40000000000003), _said(60500.0), _said(-2.6)
    ('400', '399.9', '411.4', '60,500', '-2.6')
    """
    whole = float(f"{value:.{_DIGITS}g}")
    for digits in _SHOWN:
        shown = float(f"{value:.{digits}g}")
        if abs(shown - whole) <= abs(whole) * _SAID_WITHIN:
            return f"{shown:,.{_DIGITS}g}"
    return f"{whole:,.{_DIGITS}g}"


def derived_facts(
    alterations: Sequence[AnyAlteration],
    stated: Iterable[Fact],
    *,
    specimen: Specimen,
    assayed: Set[ComponentClass],
    alleles_read: int,
    is_seen_uncalled: bool = False,
) -> tuple[Fact, ...]:
    """What the files themselves tell, in the form of a stated fact.

    That no variant was found in plasma: only where small variants were given, none of them and
    nothing larger was kept, alignments hold no more of a known one than errors explain, and the
    user did not state it otherwise. It says where the file held no allele in the genes of the
    panel at all, for then it may not have looked there.
    """
    told = {fact.subject for fact in stated}
    is_plasma = specimen is Specimen.PLASMA and ComponentClass.SMALL in assayed
    if not is_plasma or alterations or is_seen_uncalled or PLASMA_VARIANTS in told:
        return ()
    text = reasons.PLASMA_NONE if alleles_read else reasons.PLASMA_NOTHING_READ
    fact = Fact(
        id=f"{FactKind.CLINICAL}:{PLASMA_VARIANTS}",
        kind=FactKind.CLINICAL,
        subject=PLASMA_VARIANTS,
        text=text,
        words=(NONE_FOUND,),
        is_derived=True,
    )
    return (fact,)
