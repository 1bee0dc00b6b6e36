"""What a curated term asks of a stated fact: a number against a cut-off, or one of some words.

::

    asked  = test { " and " test }
    test   = [ name " " ] comparison " " number [ " " unit ]     >= 400 ng/mL      percent >= 1
           | "is " word { " or " word }                          is positive       is B or C
           | "any"                                               whatever was stated

A number without a name is the fact's own ``value``; staining has ``percent``, ``score``, ``cps`` …
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from hccgenomics.vocabulary import Comparison

VALUE: Final = "value"
ANY: Final = "any"
_AND: Final = " and "
_OR: Final = " or "
_NUMBER_TEST: Final = re.compile(
    r"(?:(?P<name>[a-z_]+) )?(?P<comparison>>=|<=|>|<) (?P<number>\d+(?:\.\d+)?)(?: (?P<unit>\S+))?"
)
_WORD_TEST: Final = re.compile(r"is (?P<words>\S.*)")


@dataclass(frozen=True, slots=True)
class FactTest:
    """One condition.

    Attributes:
        name: Of the number; ``value`` unless the term names another.
        comparison: ``None`` for words, and for ``any``.
        words: One of which the fact must hold; empty for numbers, and for ``any``.
    """

    name: str = VALUE
    comparison: Comparison | None = None
    number: float | None = None
    unit: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether any statement at all meets it."""
        return self.comparison is None and not self.words


def parse_tests(text: str) -> tuple[FactTest, ...]:
    """Every condition of a term, each of which must hold; ``ValueError`` in one sentence.

    >>> test, = parse_tests(">= 400 ng/mL")
    >>> test.comparison.value, test.number, test.unit
    ('>=', 400.0, 'ng/mL')
    >>> [test.name for test in parse_tests("score >= 2 and percent >= 50")]
    ['score', 'percent']
    >>> parse_tests("is B or C")[0].words
    ('B', 'C')
    """
    return tuple(map(_parse, text.split(_AND)))


def _parse(text: str) -> FactTest:
    if text == ANY:
        return FactTest()
    number = _NUMBER_TEST.fullmatch(text)
    if number is not None:
        return FactTest(
            name=number["name"] or VALUE,
            comparison=Comparison(number["comparison"]),
            number=float(number["number"]),
            unit=number["unit"] or "",
        )
    words = _WORD_TEST.fullmatch(text)
    if words is None:
        raise ValueError(f"{text!r} is no condition: write '>= 400 ng/mL', 'is positive' or 'any'")
    return FactTest(words=tuple(words["words"].split(_OR)))


def lies_so(
    comparison: Comparison, bar: float, value: float, bound: Comparison | None = None
) -> bool | None:
    """Whether a number lies so to a cut-off.

    Of ``> 60500`` or ``< 2`` but one side is known (``bound``): it decides a cut-off only where
    every number on that side does, and is ``None`` elsewhere.

    >>> lies_so(Comparison.AT_LEAST, 400, 400), lies_so(Comparison.ABOVE, 400, 400)
    (True, False)
    >>> lies_so(Comparison.AT_LEAST, 400, 60500, Comparison.ABOVE)
    True
    >>> lies_so(Comparison.AT_LEAST, 400, 500, Comparison.BELOW) is None
    True
    """
    if comparison in _OPPOSITES:
        other = lies_so(_OPPOSITES[comparison], bar, value, bound)
        return None if other is None else not other
    reaches = value >= bar if comparison is Comparison.AT_LEAST else value > bar
    if bound is None:
        return reaches
    if bound in _FROM_BELOW:
        return True if reaches or (bound is Comparison.ABOVE and value >= bar) else None
    return None if reaches and not (bound is Comparison.BELOW and value <= bar) else False


_OPPOSITES: Final = {Comparison.AT_MOST: Comparison.ABOVE, Comparison.BELOW: Comparison.AT_LEAST}
_FROM_BELOW: Final = frozenset({Comparison.ABOVE, Comparison.AT_LEAST})
