"""Sentences of a report read back through the catalogue, and told in another language.

A report's JSON holds English sentences. Each is made of templates of the catalogue, of words of
curated tables, and of data: names, places, numbers. To tell one in another language, the templates
it was made of are found again, their slots are read in the same way, and the other language's
templates are filled. Of several readings the one counts that leaves the fewest letters of English
words unread; data stay as they are. Nothing is computed anew, and reports of any age can be told.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.reports.translation.template import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.reports.translation.template import Template

WORD: Final = re.compile(r"(?<![\w./@-])[A-Za-z]?[a-z]{2,}(?![\w/@(]|[.-]\w)")
"""An English word; names of variants, files and places are none."""
TOKEN: Final = re.compile(r"[A-Za-z]{2,}")
LONGEST: Final = 4_000
"""Letters of a text that is read; a longer one stays as it is."""
SPLIT: Final = 0.01
"""What each joint costs, in letters: of two readings the one with fewer parts counts."""
JOINTS: Final = (
    "{first} {second}",
    "{first}; {second}",
    "{first}, {second}",
    "{first}, and {second}",
    "{first} and {second}",
    "{first} or {second}",
    "{first}: {second}",
    "{first} ({second})",
    "{first}. {second}",
)
"""How parts are joined, wherever a sentence is made of others; messages of the catalogue."""
SENTENCE_END: Final = (".", "?", "!", ":", ")")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text told anew; ``cost`` is how much of it was not read, in letters."""

    text: str
    cost: float


class Reader:
    """Tells English texts in the language of one catalogue."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self._exact = dict(messages)
        for message, told in messages.items():
            self._exact.setdefault(_other_case(message), told)
        self._memo: dict[str, Reading] = {}
        joints = {joint: messages.get(joint, joint) for joint in JOINTS}
        self._joints = [(parsed(joint, told), joint[7:-8]) for joint, told in joints.items()]
        self._index = _index(
            [
                found
                for message, told in messages.items()
                if message not in joints and (found := parsed(message, told)) is not None
            ]
        )

    def read(self, text: str) -> Reading:
        """The text in the other language; what cannot be read stays as it is."""
        known = self._memo.get(text)
        if known is None:
            known = self._memo[text] = self._read(text)
        return known

    def _read(self, text: str) -> Reading:
        told = self._exact.get(text)
        if told is not None:
            return Reading(told, 0.0)
        unread = _letters(text)
        if not unread or len(text) > LONGEST:
            return Reading(text, unread)
        stripped = text.strip()
        if stripped != text:
            inner = self.read(stripped)
            lead = text[: len(text) - len(text.lstrip())]
            return Reading(f"{lead}{inner.text}{text[len(text.rstrip()) :]}", inner.cost)
        best = Reading(text, unread)
        for reading in self._readings(text):
            if reading.cost < best.cost:
                best = reading
            if best.cost < SPLIT:
                break
        return best

    def _readings(self, text: str) -> Iterator[Reading]:
        yield from self._by_templates(text)
        yield from self._by_joints(text)

    def _by_templates(self, text: str) -> Iterator[Reading]:
        for template in self._index.candidates(text):
            for values in template.values(text):
                read = {name: self.read(value) for name, value in values.items()}
                cost = sum(one.cost for one in read.values()) + SPLIT * SPLIT * len(read)
                yield Reading(template.filled({n: one.text for n, one in read.items()}), cost)

    def _by_joints(self, text: str) -> Iterator[Reading]:
        for template, joint in self._joints:
            if template is None:
                continue
            for first, second in _cuts(text, joint):
                left = self.read(first)
                if left.cost >= _letters(text):
                    continue
                right = self.read(second)
                told = template.filled({"first": left.text, "second": right.text})
                yield Reading(told, left.cost + right.cost + SPLIT)


def _cuts(text: str, joint: str) -> Iterator[tuple[str, str]]:
    """Ways to take a text apart at a joint, from the left."""
    if joint == " (":
        inner = text.find(joint)
        if text.endswith(")") and inner > 0:
            yield text[:inner], text[inner + len(joint) : -1]
        return
    at = text.find(joint)
    while at > 0:
        first, second = text[:at], text[at + len(joint) :]
        if second and (joint != " " or first.endswith(SENTENCE_END)):
            yield first, second
        at = text.find(joint, at + 1)


class _Index:
    """Templates by the rarest word of theirs, and those without any."""

    def __init__(self, templates: list[Template]) -> None:
        words = {id(one): _words(one) for one in templates}
        often = Counter(word for found in words.values() for word in found)
        self._by_word: dict[str, list[Template]] = {}
        self._wordless: list[Template] = []
        for one in templates:
            found = words[id(one)]
            if found:
                rarest = min(found, key=lambda word: (often[word], word))
                self._by_word.setdefault(rarest, []).append(one)
            else:
                self._wordless.append(one)

    def candidates(self, text: str) -> Iterator[Template]:
        """Templates that the text may be made of, those with the most literal text first."""
        words = {word.lower() for word in TOKEN.findall(text)}
        found = [one for word in words for one in self._by_word.get(word, ())]
        found.sort(key=_weight, reverse=True)
        yield from found
        yield from self._wordless


def _index(templates: list[Template]) -> _Index:
    return _Index(sorted(templates, key=_weight, reverse=True))


def _weight(template: Template) -> tuple[int, str]:
    return sum(map(len, template.literals)), template.told


def _words(template: Template) -> set[str]:
    """Words of the literals that no slot can lengthen."""
    found = set()
    last = len(template.literals) - 1
    for place, literal in enumerate(template.literals):
        for match in TOKEN.finditer(literal):
            glued_left = match.start() == 0 and place > 0
            glued_right = match.end() == len(literal) and place < last
            if not glued_left and not glued_right:
                found.add(match.group().lower())
    return found


def _letters(text: str) -> float:
    return float(sum(len(word) for word in WORD.findall(text)))


def _other_case(message: str) -> str:
    """The message with its first letter in the other case, as within or before a sentence."""
    first = message[:1]
    return (first.lower() if first.isupper() else first.upper()) + message[1:]
