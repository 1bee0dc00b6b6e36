"""Templates of a catalogue by the words that a text must hold to be made of one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.reports.translation.template import Template

TOKEN: Final = re.compile(r"[A-Za-z]{2,}")
_FUNCTION_WORDS: Final = """
a an and are as at be but by for from had in into is it its no nor not of off on one or so than that
the their them then there these they this to was were which with
"""
FUNCTION_WORDS: Final = frozenset(_FUNCTION_WORDS.split())
WEAK: Final = 5
SHORT: Final = 8
"""Letters of literal text below which a template says little by itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One template and what is asked of a text before it is tried.

    Attributes:
        rank: Its place in the order in which templates are tried: most literal text first.
        words: Words of its literals that no slot can lengthen; where there are none, the others.
        is_short: It has few words of its own, so it counts only where all else is read.
        is_weak: It has one word like "of" alone, so that it would be found in nearly any text: it
            counts only where each slot is a number, a name, a message or of a telling template.
        is_sum: It is weak and told as so many of so many, so it counts only between numbers.
    """

    template: Template
    rank: int
    words: frozenset[str]
    is_short: bool
    is_weak: bool
    is_sum: bool


class TemplateIndex:
    """Templates by their first word, else by the rarest; one that has no word is not kept."""

    def __init__(self, templates: Iterable[Template]) -> None:
        ordered = sorted(dict.fromkeys(templates), key=_order)
        found = [
            Entry(one, rank, words, *_strength(one))
            for rank, one in enumerate(ordered)
            if (words := _words(one))
        ]
        often = Counter(word for entry in found for word in entry.words)
        self._by_first: dict[str, list[Entry]] = {}
        self._by_rarest: dict[str, list[Entry]] = {}
        for entry in found:
            first = _first(entry.template.literals[0])
            if first in entry.words:
                self._by_first.setdefault(first, []).append(entry)
            else:
                rarest = min(entry.words, key=lambda word: (often[word], word))
                self._by_rarest.setdefault(rarest, []).append(entry)

    def candidates(self, text: str) -> list[Entry]:
        """What the text may be made of, by words alone, most literal text first."""
        words = {word.lower() for word in TOKEN.findall(text)}
        found = [one for one in self._by_first.get(_first(text), ()) if one.words <= words]
        for word in words & self._by_rarest.keys():
            found += [one for one in self._by_rarest[word] if one.words <= words]
        found.sort(key=_rank)
        return found


def _first(text: str) -> str:
    """The word that a text begins with."""
    found = TOKEN.match(text)
    return found.group().lower() if found else ""


def _rank(entry: Entry) -> int:
    return entry.rank


def _order(template: Template) -> tuple[object, ...]:
    literals = template.literals
    return (-sum(map(len, literals)), len(literals), literals, template.slots, str(template.told))


def _words(template: Template) -> frozenset[str]:
    found = set()
    last = len(template.literals) - 1
    for place, literal in enumerate(template.literals):
        for match in TOKEN.finditer(literal):
            glued_left = match.start() == 0 and place > 0
            glued_right = match.end() == len(literal) and place < last
            if not glued_left and not glued_right:
                found.add(match.group().lower())
    return frozenset(found) or frozenset(
        word.lower() for literal in template.literals for word in TOKEN.findall(literal)
    )


def _strength(template: Template) -> tuple[bool, bool, bool]:
    words = [word.lower() for one in template.literals for word in TOKEN.findall(one)]
    letters = sum(map(len, words))
    is_weak = letters < WEAK and FUNCTION_WORDS.issuperset(words)
    return letters < SHORT, is_weak, is_weak and any("/" in text for text, _ in template.told)
