"""One cell of a truth table becomes stated facts.

``laboratory afp=412 ng/mL; ihc FGF19 percent=5``
"""

from __future__ import annotations

import re

from hccgenomics.model.observation import Fact
from hccgenomics.vocabulary import FactKind

_EXPRESSION = re.compile(r"(ihc|rna|fish) (\S+) (.+)")
_STATED = re.compile(r"(laboratory|clinical|signature) (\w+)=(.+)")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?: (\S+))?")


def stated_facts(cell: str) -> list[Fact]:
    """Facts are separated by semicolons, words by commas."""
    return [_fact(item.strip()) for item in cell.split(";") if item.strip()]


def _fact(item: str) -> Fact:
    found = _EXPRESSION.fullmatch(item)
    if found:
        method, gene, said = found.groups()
        numbers, words = {}, []
        for part in said.split(","):
            name, equals, value = part.strip().partition("=")
            if equals:
                numbers[name] = float(value)
            else:
                words.append(name)
        return Fact(
            id=f"expression:{gene}:{method}",
            kind=FactKind.EXPRESSION,
            subject=method,
            gene=gene,
            text=item,
            numbers=numbers,
            words=tuple(words),
        )
    found = _STATED.fullmatch(item)
    assert found, f"{item!r} is no fact"
    kind, subject, said = found.groups()
    number = _NUMBER.fullmatch(said)
    return Fact(
        id=f"{kind}:{subject}",
        kind=FactKind(kind),
        subject=subject,
        text=item.partition(" ")[2],
        numbers={"value": float(number[1])} if number else {},
        words=() if number else tuple(word.strip() for word in said.split(",")),
        unit=(number[2] or "") if number else "",
    )
