"""Sentences of a report read back through the catalogue, and told in another language.

A report's JSON holds English sentences. Each is made of templates of the catalogue, of words of
curated tables, and of data: names, places, numbers. To tell one in another language, the templates
it was made of are found again, their slots are read in the same way, and the other language's
templates are filled. Of several readings the one counts that leaves the fewest letters of English
words unread; data stay as they are. Nothing is computed anew, and reports of any age can be told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.reports.translation.english import WORD, letters_of, unread
from hccgenomics.reports.translation.joints import (
    JOINTS,
    Joints,
    Reading,
    cuts_of,
    is_one_sentence,
    pieces_of,
)
from hccgenomics.reports.translation.search import (
    ACROSS,
    LONGEST,
    READ,
    Search,
    Stock,
    grouped,
    padded,
)
from hccgenomics.reports.translation.template_index import TemplateIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hccgenomics.reports.translation.joints import Cut

__all__ = ["JOINTS", "WORD", "Reader", "Reading"]

MOST_UNREAD: Final = 0.4
"""Share of a sentence's letters; where more is not read, the sentence stays as it is."""
MOST_GROUPED: Final = 40
"""Sentences of one text up to which several are read as one."""
SENTENCES_SPAN: Final = 3
"""Sentences that one template makes at most."""
REMEMBERED: Final = 50_000
STOPS: Final = "。."
VERBS: Final = frozenset(("are", "has", "have", "is", "was", "were"))
"""Messages that agree with a noun in English and say nothing by themselves."""
LEADS: Final = re.compile(r"(?:\{\w+\}\.? )+(?=[A-Z])")
"""Sentences that a message begins with."""
SLOT: Final = re.compile(r"\{\w+\}")
SPACED: Final = re.compile(r"\.? ")
BESIDE: Final = " ,;，；、"
"""What joins a fragment to the text before it."""


class Reader:
    """Tells English texts in the language of one catalogue.

    What a text is told as depends on it and the catalogue alone, and on nothing read before.
    """

    def __init__(self, messages: Mapping[str, str]) -> None:
        known = dict(_parts(messages)) | dict(messages)
        self._stock = Stock(_exact(known), TemplateIndex(known), Joints(messages))
        self._known: dict[str, Reading] = {}
        self._known_together: dict[str, Reading] = {}

    def forget(self) -> None:
        """Forgets what was read, which changes nothing but the time it takes again."""
        self._known.clear()
        self._known_together.clear()

    def read(self, text: str) -> Reading:
        """The text in the other language; what cannot be read stays as it is."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) > REMEMBERED:
                self.forget()
            known = self._known[text] = self._fresh(text)
        return known

    def _fresh(self, text: str) -> Reading:
        told = self._stock.exact.get(text)
        if told is not None:
            return Reading(told, 0.0)
        if not letters_of(text) or len(text) > LONGEST:
            return unread(text)
        inner = text.strip()
        if inner != text:
            return padded(text, self.read(inner))
        cuts = cuts_of(text)
        if cuts and cuts[0].is_strong:
            return self._sentences(text, cuts)
        return self._stopped(_or_as_it_is(text, Search(self._stock, text).read()))

    def _sentences(self, text: str, cuts: Sequence[Cut]) -> Reading:
        """Sentences one by one; together where one message or template made several."""
        read = Search(self._stock, text).made_of_one()
        if read.cost < ACROSS:
            return self._stopped(read)
        parts = [self.read(part) for part in pieces_of(text, cuts)]
        read = self._stock.joints.joined(cuts, parts)
        if read.cost >= READ and len(cuts) <= MOST_GROUPED:
            read = grouped(text, cuts, parts, self._stock, self._together, span=SENTENCES_SPAN)
        return unread(text) if read.is_half and is_one_sentence(cuts) else self._stopped(read)

    def _stopped(self, read: Reading) -> Reading:
        return read._replace(text=self._stock.joints.stopped(read.text))

    def _together(self, text: str) -> Reading:
        """Several sentences as one."""
        known = self._known_together.get(text)
        if known is None:
            read = Search(self._stock, text).whole()
            known = self._known_together[text] = _or_as_it_is(text, read)
        return known


def _or_as_it_is(text: str, read: Reading) -> Reading:
    """The reading, unless it is half a sentence or too little of it was read to make one."""
    is_told = not read.is_half and read.cost <= MOST_UNREAD * letters_of(text)
    return read if is_told else unread(text)


def _parts(messages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Sentences of messages before or behind which whole sentences are filled in."""
    for message, told in messages.items():
        lead = LEADS.match(message) if message.startswith("{") else None
        filled = SPACED.sub("", lead[0]) if lead else ""
        if lead and told.startswith(filled):
            yield message[lead.end() :], told[len(filled) :].lstrip(STOPS)
        head, space, slot = message.rpartition(" ")
        if space and head.endswith(".") and SLOT.fullmatch(slot) and told.endswith(slot):
            yield head, told.removesuffix(slot).rstrip()


def _exact(messages: Mapping[str, str]) -> dict[str, str]:
    """Messages as they stand; then as they may stand within others."""
    own = {one: told for one, told in messages.items() if one not in VERBS}
    found = dict(own)
    for message, told in own.items():
        found.setdefault(message.strip(BESIDE), told.strip(BESIDE))
        if message.endswith("."):
            found.setdefault(message.strip(BESIDE)[:-1], told.strip(BESIDE).rstrip(STOPS))
    for message, told in list(found.items()):
        if message != told:
            found.setdefault(_other_case(message), told)
    return found


def _other_case(message: str) -> str:
    """The message with its first letter in the other case, as within or before a sentence."""
    first = message[:1]
    return (first.lower() if first.isupper() else first.upper()) + message[1:]
