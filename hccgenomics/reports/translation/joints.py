"""How parts of a text are joined, and where a text may be taken apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SENTENCES: Final = "{first} {second}"
CLAUSES: Final = "{first}; {second}"
STOP: Final = "{first}. {second}"
BRACKETS: Final = "{first} ({second})"
HEAD: Final = "{first}: {second}"
COUNT: Final = "{count} {unit}"
STATED: Final = "{name} {value}"
ITEMS: Final = "{one}, {other}"
AND: Final = "{first} and {second}"
OR: Final = "{first} or {second}"
COMMA: Final = "{first}, {second}"
JOINTS: Final = (
    SENTENCES,
    CLAUSES,
    COMMA,
    "{first}, and {second}",
    AND,
    OR,
    HEAD,
    BRACKETS,
    STOP,
    COUNT,
    STATED,
    ITEMS,
)
"""How parts are joined, wherever a sentence is made of others; messages of the catalogue."""
LEVELS: Final = (
    re.compile(r"(?<=[.?!]) (?=[A-Z\d(])"),
    re.compile(r"; "),
    re.compile(r"(?<=[).?!]) (?!\(|and |or )|(?<!:): "),
    re.compile(r", and |, | and | or "),
)
"""Joints from the strongest, at which a text is taken apart first."""
STRONG: Final = 2
"""Of these, so many come before the text is read as a whole."""
MOST_CUTS: Final = 120
BRACKET: Final = re.compile(r"[()]")


IDEOGRAPHS: Final = "\u2e80"
"""From here on are scripts that put no space between words."""
GLUED: Final = frozenset("，。；：、）")
"""Marks before which no space stands."""
SPLIT: Final = 0.01
"""What each joint costs, in letters: of two readings the one with fewer parts counts."""


class Reading(NamedTuple):
    """A text told anew.

    Attributes:
        cost: How much of it was not read, in letters.
        is_half: Words of a sentence of it were not read, and they are no data.
    """

    text: str
    cost: float
    is_half: bool = False


class Cut(NamedTuple):
    """One place at which a text is taken apart."""

    start: int
    end: int
    joint: str
    is_strong: bool


class Joints:
    """The joints in another language."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        told = {joint: messages.get(joint) or joint for joint in JOINTS}
        self._marks = {joint: _between(one) for joint, one in told.items()}
        self._closing = told[BRACKETS].rpartition("}")[2]

    def told(self, joint: str, first: str, second: str) -> str:
        """Two parts as the other language joins them.

        A mark is not doubled where a part brings its own, and a sentence left in English keeps the
        space behind it.
        """
        mark = self._marks[joint]
        if mark and second.startswith(mark):
            mark = ""
        if joint == SENTENCES:
            first = self.stopped(first)
            is_split = first[-1:].isascii() and second[:1] not in GLUED
            mark = " " if is_split else mark
        closing = self._closing if joint == BRACKETS else ""
        return f"{first}{mark}{second}{closing}"

    def stopped(self, told: str) -> str:
        """A sentence that was told and ends in data, with the full stop of its language."""
        stop = self._marks[STOP].rstrip()
        if not told.endswith(".") or stop == "." or told.isascii():
            return told
        last = told[:-1].rpartition(stop)[2]
        return told[:-1] + stop if any(map(IDEOGRAPHS.__le__, last)) else told

    def joined(self, cuts: Sequence[Cut], parts: Sequence[Reading]) -> Reading:
        """Parts with the joints between them."""
        text, cost, is_half = parts[0]
        for cut, part in zip(_as_items(cuts), parts[1:], strict=True):
            text = self.told(cut.joint, text, part.text)
            cost += part.cost + SPLIT
            is_half = is_half or part.is_half
        return Reading(text, cost, is_half)


def pieces_of(text: str, cuts: Sequence[Cut]) -> list[str]:
    """What stands between the cuts."""
    starts = [0, *(cut.end for cut in cuts)]
    ends = [*(cut.start for cut in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def cuts_of(text: str) -> list[Cut]:
    """Where the text is taken apart: all its strongest joints that stand in no brackets."""
    if " " not in text:
        return []
    depths = _depths(text)
    for place, level in enumerate(LEVELS):
        found = [
            Cut(match.start(), match.end(), _joint(match.group()), place < STRONG)
            for match in level.finditer(text)
            if match.start() > 0 and not (depths and depths[match.start()])
        ]
        if found:
            return found if len(found) <= MOST_CUTS else []
    return []


def is_one_sentence(cuts: Sequence[Cut]) -> bool:
    """Whether what they part are clauses of one sentence."""
    return all(cut.joint == CLAUSES for cut in cuts)


def _as_items(cuts: Sequence[Cut]) -> Sequence[Cut]:
    """The same, with commas before a last "and" or "or" as those between items of a list."""
    if not any(cut.joint in (AND, OR) for cut in cuts):
        return cuts
    last = max(place for place, cut in enumerate(cuts) if cut.joint in (AND, OR))
    return [
        cut._replace(joint=ITEMS) if cut.joint == COMMA and place < last else cut
        for place, cut in enumerate(cuts)
    ]


def _joint(found: str) -> str:
    return f"{{first}}{found}{{second}}"


def _depths(text: str) -> list[int]:
    """How many brackets are open at each letter; nothing where none is or one has no partner."""
    if "(" not in text or text.count("(") != text.count(")"):
        return []
    found, depth, upto = [], 0, 0
    for bracket in BRACKET.finditer(text):
        at = bracket.start()
        found += [depth] * (at - upto)
        depth += bracket[0] == "("
        found.append(depth)
        depth -= bracket[0] == ")"
        upto = at + 1
    return found + [depth] * (len(text) - upto)


def _between(told: str) -> str:
    """What stands between the two slots of a joint."""
    return told.partition("}")[2].partition("{")[0]


def is_balanced(text: str) -> bool:
    """Whether each bracket in it has its partner in it."""
    if "(" not in text and ")" not in text:
        return True
    open_ = 0
    for letter in text:
        open_ += (letter == "(") - (letter == ")")
        if open_ < 0:
            return False
    return not open_


def opening_of(text: str) -> int:
    """Where the bracket opens that the text closes with; -1 if no space is before it."""
    open_ = 0
    for at in range(len(text) - 1, -1, -1):
        open_ += (text[at] == ")") - (text[at] == "(")
        if not open_:
            return at if text[at - 1 : at] == " " else -1
    return -1
