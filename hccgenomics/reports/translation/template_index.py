"""Templates of a catalogue by the words that a text must hold to be made of one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.reports.translation.joints import JOINTS
from hccgenomics.reports.translation.template import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.reports.translation.template import Template

TOKEN: Final = re.compile(r"[A-Za-z]{2,}")
SLOT: Final = re.compile(r"\{[^{}]*\}")
OWN_TOKEN: Final = re.compile(r"(?<![}A-Za-z])[A-Za-z]{2,}(?![{A-Za-z])")
"""A word of a message that no slot beside it can lengthen."""
_FUNCTION_WORDS: Final = """
a an and are as at be but by for from had in into is it its no nor not of off on one or so than that
the their them then there these they this to was were which with
"""
FUNCTION_WORDS: Final = frozenset(_FUNCTION_WORDS.split())
REMEMBERED: Final = 4_000
WEAK: Final = 5
LONG_LITERAL: Final = 8
"""Letters of a template's text that none of its slots is likely to hold again."""
SHORT: Final = 8
"""Letters of literal text below which a template says little by itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One template and what is asked of a text before it is tried.

    Attributes:
        order: Its place in the order in which templates are tried: most literal text first.
        is_short: It has few words of its own, so it counts only where all else is read.
        is_weak: It has one word like "of" alone, so that it would be found in nearly any text: it
            counts only where each slot is a number, a name, a message or of a telling template.
        is_sum: It is weak and told as so many of so many, so it counts only between numbers.
        own: Stretches of its text that none of its slots is likely to hold again.
        has_comma: Its own text has a comma.
        is_ended: It ends in text of its own.
    """

    template: Template
    order: tuple[object, ...]
    is_short: bool
    is_weak: bool
    is_sum: bool
    own: tuple[str, ...]
    has_comma: bool
    is_ended: bool


class _Listed(NamedTuple):
    """One message with slots, and the words a text must hold to be made of it."""

    words: frozenset[str]
    message: str
    told: str


class TemplateIndex:
    """Messages with slots by their first word, else by the rarest; one without words is not kept.

    A message is made a template when the first text comes that may be made of it: a report uses
    few of a catalogue.
    """

    def __init__(self, messages: Mapping[str, str]) -> None:
        found = list(_listed(messages))
        often = Counter(word for one in found for word in one.words)
        self._by_first: dict[str, list[_Listed]] = {}
        self._by_rarest: dict[str, list[_Listed]] = {}
        for one in found:
            first = _first(one.message)
            if first in one.words:
                self._by_first.setdefault(first, []).append(one)
            else:
                rarest = min(one.words, key=lambda word: (often[word], word))
                self._by_rarest.setdefault(rarest, []).append(one)
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._known: dict[str, list[Entry]] = {}

    def candidates(self, text: str) -> list[Entry]:
        """What the text may be made of, by words alone, most literal text first."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            found = self._known[text] = self._found(text)
        return found

    def _found(self, text: str) -> list[Entry]:
        words = set(TOKEN.findall(text.lower()))
        listed = [one for one in self._by_first.get(_first(text), ()) if one.words <= words]
        for word in words & self._by_rarest.keys():
            listed += [one for one in self._by_rarest[word] if one.words <= words]
        found = [entry for one in listed for entry in self._made(one)]
        found.sort(key=_order)
        return found

    def _made(self, one: _Listed) -> tuple[Entry, ...]:
        entries = self._entries.get(one.message)
        if entries is None:
            entries = self._entries[one.message] = _entries(one)
        return entries


def _listed(messages: Mapping[str, str]) -> Iterator[_Listed]:
    for message, told in messages.items():
        if "{" in message:
            words = _words(message)
            if words:
                yield _Listed(words, message.strip(), told)


def _entries(one: _Listed) -> tuple[Entry, ...]:
    """The template of a message with and without its full stop; none of one that only joins."""
    template = parsed(one.message, one.told)
    if template is None or template.literals in _joining():
        return ()
    both = dict.fromkeys((template, template.without_stop()))
    return tuple(map(_entry, both))


def _entry(template: Template) -> Entry:
    literals = template.literals
    return Entry(
        template,
        _placed(template),
        *_strength(template),
        own=tuple(text for text in map(str.strip, literals) if len(text) >= LONG_LITERAL),
        has_comma=any("," in literal for literal in literals),
        is_ended=bool(literals[-1]),
    )


@cache
def _joining() -> frozenset[tuple[str, ...]]:
    return frozenset(made.literals for joint in JOINTS if (made := parsed(joint, joint)))


def _first(text: str) -> str:
    """The word that a text begins with."""
    found = TOKEN.match(text)
    return found.group().lower() if found else ""


def _order(entry: Entry) -> tuple[object, ...]:
    return entry.order


def _placed(template: Template) -> tuple[object, ...]:
    literals = template.literals
    return (-sum(map(len, literals)), len(literals), literals, template.slots, str(template.told))


def _words(message: str) -> frozenset[str]:
    """Words of a message that no slot can lengthen; where there are none, the others."""
    text = SLOT.sub("{}", message)
    found = OWN_TOKEN.findall(text) or TOKEN.findall(text)
    return frozenset(map(str.lower, found))


def _strength(template: Template) -> tuple[bool, bool, bool]:
    words = [word.lower() for one in template.literals for word in TOKEN.findall(one)]
    letters = sum(map(len, words))
    is_weak = letters < WEAK and FUNCTION_WORDS.issuperset(words)
    return letters < SHORT, is_weak, is_weak and any("/" in text for text, _ in template.told)
