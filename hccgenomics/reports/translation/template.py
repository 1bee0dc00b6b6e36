"""A sentence with slots, and how it is found again in what was made of it."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Template:
    """One message with named slots.

    Attributes:
        literals: The text before, between and behind the slots, one more than there are slots.
        slots: Their names, in order; one may occur twice.
        told: The message in the other language.
    """

    literals: tuple[str, ...]
    slots: tuple[str, ...]
    told: str

    def values(self, text: str) -> Iterator[Mapping[str, str]]:
        """What the slots held where the text was made of this; at most two ways to read it.

        Each literal is looked for from the left, then from the right: time is linear in the text,
        whatever a file wrote into it.
        """
        first, last = self.literals[0], self.literals[-1]
        if len(text) < len(first) + len(last) or not text.startswith(first):
            return
        if not text.endswith(last):
            return
        inner = text[len(first) : len(text) - len(last)]
        seen = None
        for cut in (_from_left, _from_right):
            pieces = cut(inner, self.literals[1:-1])
            if pieces is None or pieces == seen:
                continue
            seen = pieces
            found = dict(zip(self.slots, pieces, strict=True))
            if all(found[name] == piece for name, piece in zip(self.slots, pieces, strict=True)):
                yield found

    def filled(self, values: Mapping[str, str]) -> str:
        """The message in the other language with these values.

        Slots are filled by name and nothing else of a format string is obeyed.
        """
        return "".join(
            literal + ("" if name is None else values.get(name, ""))
            for literal, name, _, _ in string.Formatter().parse(self.told)
        )


def parsed(message: str, told: str) -> Template | None:
    """The template that a message is; ``None`` for one without slots or that is nothing else.

    >>> parsed("{gene} at {place:,}", "{place} 处的 {gene}").literals
    ('', ' at ', '')
    >>> parsed("no slot", "x") is None
    True
    """
    literals, slots = [""], []
    try:
        for literal, name, _, _ in string.Formatter().parse(message):
            literals[-1] += literal
            if name is not None:
                slots.append(name)
                literals.append("")
    except ValueError:
        return None
    if not slots or not any(literal.strip() for literal in literals):
        return None
    return Template(tuple(literals), tuple(slots), told)


def _from_left(text: str, literals: tuple[str, ...]) -> tuple[str, ...] | None:
    pieces, start = [], 0
    for literal in literals:
        found = text.find(literal, start)
        if found < 0:
            return None
        pieces.append(text[start:found])
        start = found + len(literal)
    return (*pieces, text[start:])


def _from_right(text: str, literals: tuple[str, ...]) -> tuple[str, ...] | None:
    pieces, end = [], len(text)
    for literal in reversed(literals):
        found = text.rfind(literal, 0, end)
        if found < 0:
            return None
        pieces.append(text[found + len(literal) : end])
        end = found
    return (text[:end], *reversed(pieces))
