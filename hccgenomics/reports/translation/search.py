"""The search for the reading of one sentence that leaves the fewest letters unread.

Each search begins afresh and ends after so many steps as its text is long, so that what a text is
told as depends on nothing else, and a text made to be hard costs no more than a long one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from hccgenomics.reports.translation.english import ARTICLES, CLAUSE, WORD, letters_of, unread
from hccgenomics.reports.translation.joints import (
    BRACKETS,
    COMMA,
    COUNT,
    HEAD,
    IDEOGRAPHS,
    ITEMS,
    SPLIT,
    STATED,
    STOP,
    Reading,
    cuts_of,
    is_balanced,
    opening_of,
    pieces_of,
)
from hccgenomics.reports.translation.template import NUMBER
from hccgenomics.reports.translation.template_index import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from hccgenomics.reports.translation.joints import Cut, Joints
    from hccgenomics.reports.translation.template_index import Entry, TemplateIndex

SENTENCE: Final = re.compile(r"[.?!] [A-Z\d(]")
COUNTED: Final = re.compile(r"(\d[\d,.]*) ([a-z].*)", re.DOTALL)
LATIN: Final = re.compile(r"[\x21-\x7e]")
LONGEST: Final = 4_000
"""Letters of a text that is read; a longer one stays as it is."""
LONGEST_HEAD: Final = 60
"""Letters of a head before a colon."""
LONGEST_STATEMENT: Final = 80
"""Letters of a name with what is stated of it."""
NO_NAMES: Final = FUNCTION_WORDS | {"absent", "called", "present", "stated"}
"""Messages that are no name of anything stated."""
DEEPEST: Final = 12
"""How far texts are read within texts."""
LEAST_STEPS: Final = 120
STEPS_PER_LETTER: Final = 1.5
MOST_STEPS: Final = 900
LETTERS_PER_STEP: Final = 150
"""Letters that are looked through in one step."""
SPAN: Final = 6
"""Parts of a list that one template is looked for over."""
DATA: Final = frozenset(("caller", "callers", "field", "filters", "key"))
"""Slots whose text is a file's own, whatever it reads like."""
SINGLE: Final = frozenset(("contig", "gene", "place", "pos"))
"""Slots that hold one of something, and no list."""
QUOTED: Final = frozenset(
    (
        *("citation", "file", "files", "panel", "paper", "reference", "response", "source"),
        *("sources", "table"),
    )
)
"""Slots that hold names of files, citations and what a user typed, in whatever language."""
CITED: Final = dict.fromkeys((*QUOTED, "text"), 0.02) | dict.fromkeys(("name", "response"), 0.25)
"""What unread letters cost in slots that hold names and citations, for few of them are English."""
READ: Final = 1.0
"""Cost below which every letter was read."""
NEVER: Final = float("inf")
SLOT: Final = SPLIT * SPLIT
ACROSS: Final = 0.5
"""What a slot costs that holds the end of a clause: cutting there is better."""
SENTENCE_ACROSS: Final = 12.0
"""What a slot within a sentence costs that holds the end of another, in letters."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What texts are read by: messages without slots, templates, and joints."""

    exact: Mapping[str, str]
    index: TemplateIndex
    joints: Joints


class Search:
    """The reading of one text and of all that lies within it."""

    def __init__(self, stock: Stock, text: str) -> None:
        self._stock = stock
        self._text = text
        self._left = min(MOST_STEPS, LEAST_STEPS + STEPS_PER_LETTER * len(text))
        self._known: dict[str, Reading] = {}
        self._known_whole: dict[str, Reading] = {}

    def read(self) -> Reading:
        """The best reading found before the steps are used up."""
        return self._read(self._text, 0)

    def made_of_one(self) -> Reading:
        """The reading by the first template that leaves nothing, if there is one."""
        found = unread(self._text)
        entries = self._stock.index.candidates(self._text)
        telling = (one for one in entries if not one.is_weak)
        return next(self._by_templates(self._text, telling, 0, ACROSS), found)

    def whole(self) -> Reading:
        """The best reading of the text as one."""
        return self._whole(self._text, 0)

    def _read(self, text: str, depth: int) -> Reading:
        """A text taken apart at its joints where each part is read; else by its templates."""
        found = self._known.get(text) or self._plain(text, depth)
        if found is None:
            cuts = cuts_of(text)
            found = self._joined(text, cuts, depth) if cuts else self._whole(text, depth)
        self._known[text] = found
        return found

    def _joined(self, text: str, cuts: Sequence[Cut], depth: int) -> Reading:
        whole = None if cuts[0].is_strong else self._whole(text, depth)
        if whole is not None and whole.cost < ACROSS:
            return whole
        pieces = pieces_of(text, cuts)
        singles = [self._read(part, depth + 1) for part in pieces]
        if all(cut.joint == COMMA for cut in cuts) and all(map(self._is_item, pieces)):
            cuts = [cut._replace(joint=ITEMS) for cut in cuts]
        apart = self._stock.joints.joined(cuts, singles)
        if apart.cost < READ:
            return apart
        whole = whole or self._whole(text, depth)
        if whole.cost < READ or self._left <= 0:
            return min(whole, apart, key=_cost)
        together = partial(self._whole, depth=depth + 1)
        return min(whole, grouped(text, cuts, singles, self._stock, together), key=_cost)

    def _is_item(self, text: str) -> bool:
        is_name = text[:1].isalpha() and "=" not in text and not letters_of(text)
        return is_name or text in self._stock.exact

    def _whole(self, text: str, depth: int) -> Reading:
        """A text that is not taken apart at its joints."""
        found = self._known_whole.get(text) or self._plain(text, depth)
        if found is None:
            found = unread(text)
            for way in self._ways(text, depth):
                found = min(found, way, key=_cost)
                if found.cost < ACROSS or self._left <= 0:
                    break
        self._known_whole[text] = found
        return found

    def _stopped(self, text: str, read: Reading) -> Reading:
        """The reading of a sentence without its full stop, with that of the language."""
        if read.text == text[:-1]:
            return read._replace(text=text)
        told = self._stock.joints.told(STOP, read.text, "").rstrip()
        told = self._stock.joints.stopped(told)
        return Reading(told, read.cost + SLOT, read.is_half)

    def _plain(self, text: str, depth: int) -> Reading | None:
        """The reading of a text that needs no search."""
        told = self._stock.exact.get(text)
        if told is not None:
            return Reading(told, 0.0)
        self._left -= 1 + len(text) // LETTERS_PER_STEP
        if not letters_of(text) or depth > DEEPEST or self._left <= 0:
            return unread(text)
        inner = text.strip()
        return None if inner == text else padded(text, self._read(inner, depth + 1))

    def _ways(self, text: str, depth: int) -> Iterator[Reading]:
        """Readings of a text as one, the most telling first."""
        candidates = self._stock.index.candidates(text)
        yield from self._by_templates(text, (one for one in candidates if not one.is_weak), depth)
        if text.endswith("."):
            yield self._stopped(text, self._whole(text[:-1], depth + 1))
        yield from self._by_ends(text, depth)
        yield from self._by_templates(text, (one for one in candidates if one.is_weak), depth)

    def _by_templates(
        self, text: str, entries: Iterable[Entry], depth: int, least: float = NEVER
    ) -> Iterator[Reading]:
        least = min(least, letters_of(text))
        for entry in entries:
            self._left -= 1 + len(text) // LETTERS_PER_STEP
            for values in entry.template.values(text):
                found = self._filled(entry, values, least, depth)
                if found is not None:
                    least = found.cost
                    yield found

    def _filled(
        self, entry: Entry, values: Mapping[str, str], least: float, depth: int
    ) -> Reading | None:
        """One template with its slots read, where that leaves less than another."""
        cost = SLOT * len(values) + _across(entry, values)
        if entry.is_sum and not all(map(NUMBER.fullmatch, values.values())):
            return None
        if entry.is_short and not entry.has_comma:
            cost += ACROSS * sum(", " in one and letters_of(one) > 0 for one in values.values())
        most = min(least, READ) if entry.is_short or entry.is_weak else least
        told, is_half = {}, False
        for name, value in values.items():
            if cost >= most:
                return None
            read = self._slot(name, value, entry, depth)
            told[name] = read.text
            cost += read.cost * CITED.get(name, 1.0)
            is_half = is_half or (read.is_half and name not in QUOTED)
        return Reading(entry.template.filled(told), cost, is_half) if cost < most else None

    def _slot(self, name: str, value: str, entry: Entry, depth: int) -> Reading:
        if name in DATA or name in entry.template.verbs:
            return Reading(value, 0.0)
        return self._atom(value, depth + 1) if entry.is_weak else self._read(value, depth + 1)

    def _atom(self, text: str, depth: int) -> Reading:
        """A number, a name, a message, so many of what one names, or of a telling template."""
        told = self._stock.exact.get(text) or self._counted(text)
        if told is not None:
            return Reading(told, 0.0)
        found = unread(text)
        if found.cost and depth <= DEEPEST and self._left > 0:
            telling = (one for one in self._stock.index.candidates(text) if not one.is_weak)
            found = min((found, *self._by_templates(text, telling, depth)), key=_cost)
        return found if found.cost < READ else self._named(text) or found

    def _named(self, text: str) -> Reading | None:
        """A message with data around it, as the name of a variant is."""
        words = text.split(" ")
        first, last = _phrase(words)
        told = self._stock.exact.get(" ".join(words[first:last]))
        if told is None or words[first] in FUNCTION_WORDS:
            return None
        lead = _beside(" ".join(words[:first]), told)
        return Reading(_beside(lead, " ".join(words[last:])), SLOT)

    def _counted(self, text: str) -> str | None:
        found = COUNTED.fullmatch(text)
        unit = self._stock.exact.get(found.group(2)) if found else None
        if found is None or unit is None:
            return None
        return self._stock.joints.told(COUNT, found.group(1), unit)

    def _by_ends(self, text: str, depth: int) -> Iterator[Reading]:
        """A text less its brackets, its head, or the data around it."""
        if text.endswith(")") and (at := opening_of(text)) > 0:
            yield self._bracketed(text[:at].rstrip(), text[at:], depth)
        head, colon, rest = text.partition(": ")
        if colon and rest and len(head) <= LONGEST_HEAD and not head.endswith(":"):
            yield self._pair(HEAD, head, rest, depth)
        if counted := self._counted(text):
            yield Reading(counted, SLOT)
        yield from self._beside_data(text, depth)

    def _beside_data(self, text: str, depth: int) -> Iterator[Reading]:
        """A phrase with numbers or names around it, or a name with what is stated of it."""
        words = text.split(" ")
        first, last = _phrase(words)
        phrase = " ".join(words[first:last])
        has_data = (first or last < len(words)) and not any(
            one.endswith(";") for one in words[:first]
        )
        is_one = words[first] not in FUNCTION_WORDS and ", " not in phrase
        if has_data and (is_one or (" " in phrase and phrase in self._stock.exact)):
            read = self._read(phrase, depth + 1)
            if read.cost < READ:
                lead = _beside(" ".join(words[:first]), read.text)
                yield Reading(_beside(lead, " ".join(words[last:])), SLOT, read.is_half)
        if len(text) <= LONGEST_STATEMENT:
            yield from self._stated(words, depth)

    def _stated(self, words: Sequence[str], depth: int) -> Iterator[Reading]:
        for place in range(len(words) - 1, 0, -1):
            head, stated = " ".join(words[:place]), " ".join(words[place:])
            name = self._stock.exact.get(head) if head.lower() not in NO_NAMES else None
            if name is not None and (WORD.match(stated) or not cuts_of(stated)):
                value = self._atom(stated, depth)
                if value.cost < READ and value.text[:1].isalnum():
                    yield Reading(self._stock.joints.told(STATED, name, value.text), SPLIT)

    def _bracketed(self, text: str, brackets: str, depth: int) -> Reading:
        """A text with brackets behind it: a message that has its own, or any text in them."""
        own = self._whole(brackets, depth + 1)
        if own.cost < READ and own.text != brackets:
            first = self._read(text, depth + 1)
            cost = first.cost + own.cost + SPLIT
            return Reading(_beside(first.text, own.text), cost, first.is_half or own.is_half)
        return self._pair(BRACKETS, text, brackets[1:-1], depth)

    def _pair(self, joint: str, first: str, second: str, depth: int) -> Reading:
        left, right = self._read(first, depth + 1), self._read(second, depth + 1)
        told = self._stock.joints.told(joint, left.text, right.text)
        is_half = right.is_half and (joint != BRACKETS or CLAUSE.search(second) is not None)
        return Reading(told, left.cost + right.cost + SPLIT, left.is_half or is_half)


def grouped(
    text: str,
    cuts: Sequence[Cut],
    singles: Sequence[Reading],
    stock: Stock,
    together: Callable[[str], Reading],
    *,
    span: int = SPAN,
) -> Reading:
    """A text taken apart at some of its joints: the cheapest way to group its parts.

    Several parts are one where a message says them, or where not each of them was read and they
    are read together.
    """
    best: list[tuple[float, tuple[tuple[int, Reading], ...]]] = [(0.0, ())]
    for upto, single in enumerate(singles):
        end = cuts[upto].start if upto < len(cuts) else len(text)
        found = [_with(best[upto], upto, single)]
        for since in range(upto - 1, max(-1, upto - span), -1):
            is_open = max(singles[since].cost, single.cost) >= READ
            part = text[cuts[since - 1].end if since else 0 : end]
            told = stock.exact.get(part)
            if told is not None:
                found.append(_with(best[since], since, Reading(told, 0.0)))
            elif is_open:
                found.append(_with(best[since], since, together(part)))
                if found[-1][1][-1][1].cost < READ:
                    break
        best.append(min(found, key=_first))
    parts = best[-1][1]
    kept = [cuts[since - 1] for since, _ in parts[1:]]
    return stock.joints.joined(kept, [part for _, part in parts])


def _with(
    best: tuple[float, tuple[tuple[int, Reading], ...]], since: int, part: Reading
) -> tuple[float, tuple[tuple[int, Reading], ...]]:
    cost, parts = best
    return cost + part.cost + SPLIT, (*parts, (since, part))


def padded(text: str, read: Reading) -> Reading:
    """The reading of a text without the white space around it, with it where it is needed."""
    lead = text[: len(text) - len(text.lstrip())]
    if read.text[:1] >= IDEOGRAPHS:
        lead = ""
    return read._replace(text=f"{lead}{read.text}{text[len(text.rstrip()) :]}")


def _first(found: tuple[float, object]) -> float:
    return found[0]


def _cost(reading: Reading) -> float:
    return reading.cost


def _across(entry: Entry, values: Mapping[str, str]) -> float:
    """What it costs that slots hold ends of sentences or clauses; the last may hold sentences."""
    cost = 0.0
    last = None if entry.is_ended else entry.template.slots[-1]
    for name, value in values.items():
        cost += 2 * ACROSS * any(text in value for text in entry.own)
        cost += ACROSS * ("; " in value or ", but " in value)
        if name != last:
            cost += SENTENCE_ACROSS * bool(SENTENCE.search(value))
        if name in SINGLE:
            cost += ACROSS * (", " in value or " and " in value)
        cost += SENTENCE_ACROSS * (not is_balanced(value) or _keeps_stop(value))
    return cost


def _keeps_stop(value: str) -> bool:
    """Whether it took the full stop of the sentence that it ends, and is none itself."""
    inner = value.strip()
    return inner.endswith(".") and not (inner[:1].isupper() and " " in inner)


def _phrase(words: Sequence[str]) -> tuple[int, int]:
    """From which to which word the English phrase stands, without data around it."""
    told = [place for place, word in enumerate(words) if word in ARTICLES or WORD.search(word)]
    return (told[0], told[-1] + 1) if told else (0, len(words))


def _beside(left: str, right: str) -> str:
    """Two parts side by side, with a space where both are Latin."""
    if not left or not right:
        return left + right
    space = " " if LATIN.match(left[-1]) and LATIN.match(right[0]) else ""
    return f"{left}{space}{right}"
