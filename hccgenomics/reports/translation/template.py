"""A sentence with slots, and how it is found again in what was made of it."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WAYS: Final = 8
"""Ways to lay one template over one text that are looked at."""
TRIES: Final = 40
"""Ways that are gone through for these where some slots hold numbers or verbs alone."""
WORD_ENDS: Final = re.compile(r"(?=[ ,;:]|(?<! )\()")
NUMBER: Final = re.compile(r"[-+]?[\d,.]+(?:e[-+]?\d+)?")
NUMERIC: Final = tuple(",dfg%")
"""Ends of the format of a slot that holds a number."""
MORE: Final = " more"
"""What stands behind a count."""
VERB: Final = re.compile(r"(?!no|never)[a-z]{0,8}")
"""What agrees with a noun in English; no name of a gene, no list and no denial."""


@dataclass(frozen=True, slots=True)
class Template:
    """One message with named slots.

    Attributes:
        literals: The text before, between and behind the slots, one more than there are slots.
        slots: Their names, in order; one may occur twice.
        numeric: Those of them that hold a number, by their format.
        verbs: Those that the other language leaves out; they hold nothing but grammar.
        told: The message in the other language: text, and the slot behind it if there is one.
    """

    literals: tuple[str, ...]
    slots: tuple[str, ...]
    numeric: frozenset[str]
    verbs: frozenset[str]
    told: tuple[tuple[str, str | None], ...]

    def values(self, text: str) -> Iterator[Mapping[str, str]]:
        """What the slots held where the text was made of this; a few ways to read it at most.

        Time is linear in the text, whatever a file wrote into it.
        """
        first, last = self.literals[0], self.literals[-1]
        if len(text) < len(first) + len(last) or not text.endswith(last):
            return
        if not _begins(text, first):
            return
        inner = text[len(first) : len(text) - len(last)]
        tries = islice(_ways(inner, self.literals[1:-1]), TRIES if self._is_choosy else WAYS)
        fitting = (found for pieces in tries if (found := self._fitting(pieces)) is not None)
        yield from islice(fitting, WAYS)

    def filled(self, values: Mapping[str, str]) -> str:
        """The message in the other language with these values.

        Slots are filled by name and nothing else of a format string is obeyed.
        """
        return "".join(
            literal if name is None else literal + values.get(name, "")
            for literal, name in self.told
        )

    def without_stop(self) -> Template:
        """The same less its full stop, which sentences lose within others."""
        last = self.literals[-1]
        if not last.endswith("."):
            return self
        literal, name = self.told[-1]
        told = self.told
        if name is None:
            told = (*told[:-1], (literal.rstrip("。."), None))
        literals = (*self.literals[:-1], last[:-1])
        return Template(literals, self.slots, self.numeric, self.verbs, told)

    @property
    def _is_choosy(self) -> bool:
        return bool(self.numeric or self.verbs)

    def _fitting(self, pieces: tuple[str, ...]) -> Mapping[str, str] | None:
        """What each slot holds, if it can."""
        found = dict(zip(self.slots, pieces, strict=True))
        if len(found) < len(pieces) and any(
            found[name] != piece for name, piece in zip(self.slots, pieces, strict=True)
        ):
            return None
        is_fit = all(NUMBER.fullmatch(found[name]) for name in self.numeric) and all(
            VERB.fullmatch(found[name].strip()) for name in self.verbs
        )
        return found if is_fit else None


def parsed(message: str, told: str) -> Template | None:
    """The template that a message is; ``None`` for one without slots or that is nothing else.

    White space around either is left out: so are texts asked.

    >>> parsed("{gene} at {place:,}", "{place} 处的 {gene}").literals
    ('', ' at ', '')
    >>> parsed("no slot", "x") is None
    True
    """
    literals, slots, numeric = [""], [], []
    try:
        for literal, name, spec, _ in string.Formatter().parse(message.strip()):
            literals[-1] += literal
            if name is not None:
                slots.append(name)
                literals.append("")
                numeric += [name] * (spec or "").endswith(NUMERIC)
        pieces = tuple((one[0], one[1]) for one in string.Formatter().parse(told.strip()))
    except ValueError:
        return None
    if not slots or not any(literal.strip() for literal in literals):
        return None
    numeric += [name for name, behind in zip(slots, literals[1:], strict=True) if _counts(behind)]
    verbs = frozenset(slots) - {name for _, name in pieces}
    return Template(tuple(literals), tuple(slots), frozenset(numeric), verbs, pieces)


def _counts(behind: str) -> bool:
    """Whether what stands behind a slot makes it a count."""
    return behind == MORE or behind.startswith(f"{MORE} ")


def _begins(text: str, literal: str) -> bool:
    """Whether the text begins so; a sentence may have changed the case of its first letter."""
    if text.startswith(literal):
        return True
    return (
        literal[:1].isalpha()
        and text[:1].lower() == literal[0].lower()
        and text.startswith(literal[1:], 1)
    )


def _ways(text: str, literals: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Texts between the literals, for each way to find them in order, the leftmost first."""
    if not literals:
        yield (text,)
    elif len(literals) == 1:
        (literal,) = literals
        for at in _places(text, literal, 0, text.rfind(literal)):
            yield text[:at], text[at + len(literal) :]
    else:
        latest = _latest(text, literals)
        if latest is not None:
            yield from _from(text, 0, literals, latest)


def _from(
    text: str, start: int, literals: tuple[str, ...], latest: tuple[int, ...]
) -> Iterator[tuple[str, ...]]:
    if not literals:
        yield (text[start:],)
        return
    for at in _places(text, literals[0], start, latest[0]):
        for pieces in _from(text, at + len(literals[0]), literals[1:], latest[1:]):
            yield (text[start:at], *pieces)


def _places(text: str, literal: str, start: int, latest: int) -> Iterator[int]:
    """Where the literal stands; two slots side by side meet where a word ends."""
    if not literal:
        yield start
        yield from (one.start() for one in WORD_ENDS.finditer(text, start + 1, latest))
        if latest > start:
            yield latest
        return
    at = text.find(literal, start)
    while 0 <= at <= latest:
        yield at
        at = text.find(literal, at + 1)


def _latest(text: str, literals: tuple[str, ...]) -> tuple[int, ...] | None:
    """The last place of each literal from which the others can still follow."""
    places, end = [], len(text)
    for literal in reversed(literals):
        end = text.rfind(literal, 0, end)
        if end < 0:
            return None
        places.append(end)
    return tuple(reversed(places))
