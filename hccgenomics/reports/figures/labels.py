"""Labels in a row that do not touch, each as near to its place as the others let it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BOLD_LETTER: Final = 9.4
PLAIN_LETTER: Final = 7.2
"""Width of a letter, generously: no font is measured."""
GAP: Final = 8.0
WIDE: Final = frozenset("WF")
"""Glyphs as wide as two letters (Unicode Standard Annex 11)."""


def letters(text: str) -> int:
    """The width of a text in Latin letters; a Chinese character takes the room of two.

    >>> letters("no data"), letters("无数据")
    (7, 6)
    """
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(one) in WIDE else 1 for one in text)


def shortened_to(text: str, room: int) -> str:
    """The text, or its beginning with an ellipsis where it is wider than so many letters.

    >>> shortened_to("TERT", 4), shortened_to("CTNNB1", 4)
    ('TERT', 'CTN…')
    """
    if letters(text) <= room:
        return text
    kept = ""
    for one in text:
        if letters(kept + one) >= room:
            break
        kept += one
    return f"{kept}…"


@dataclass(frozen=True, slots=True)
class Label:
    """What is written, and the place it is about.

    Attributes:
        x, y: Of the thing, not of the words.
        words: The first line.
        under: The second line, or "".
        kind: How it is drawn.
        rank: The lower, the sooner it has to be there; 0 is written large.
    """

    x: float
    y: float
    words: str
    under: str
    kind: str
    rank: int

    @property
    def width(self) -> float:
        """Of its longer line, with the space around it."""
        letter = PLAIN_LETTER if self.rank else BOLD_LETTER
        return max(letter * letters(self.words), PLAIN_LETTER * letters(self.under)) + GAP


def fitting(labels: Iterable[Label], room: float) -> list[Label]:
    """As many as there is room for, by rank, then from left to right.

    >>> first, second = Label(1, 0, "a", "", "", 0), Label(9, 0, "b", "", "", 1)
    >>> [one.words for one in fitting([second, first], 20)]
    ['a']
    """
    kept, used = [], 0.0
    for label in sorted(labels, key=lambda one: (one.rank, one.x, one.words)):
        if used + label.width <= room:
            kept.append(label)
            used += label.width
    return sorted(kept, key=lambda one: (one.x, one.words))


def spread(labels: Sequence[Label], left: float, right: float) -> list[float]:
    """The middles of labels in a row, as ``apart`` places them.

    >>> a, b = Label(50, 0, "AAA", "", "", 0), Label(52, 0, "BBB", "", "", 0)
    >>> first, second = spread([a, b], 0, 100)
    >>> abs(second - first - a.width) < 1e-9
    True
    """
    return apart([label.x for label in labels], [label.width for label in labels], left, right)


def apart(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of things of these sizes: in their order, apart, inside, moved as little as can be.

    Pool adjacent violators: things that touch are moved together, to where the sum of their squared
    moves is least (Best and Chakravarti 1990, doi:10.1007/BF01580873).

    >>> apart([50, 52, 90], [10, 10, 10], 0, 100)
    [46.0, 56.0, 90.0]
    """
    before, total = [], 0.0
    for size in sizes:
        before.append(total + size / 2)
        total += size
    starts = [
        min(high - total, max(low, middle - offset))
        for middle, offset in zip(wanted, before, strict=True)
    ]
    return [start + offset for start, offset in zip(_rising(starts), before, strict=True)]


def _rising(values: Sequence[float]) -> list[float]:
    """The values that never fall and lie nearest to these."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while blocks and blocks[-1][0] > mean:
            other, size = blocks.pop()
            mean, count = (other * size + mean * count) / (size + count), size + count
        blocks.append((mean, count))
    return [mean for mean, count in blocks for _ in range(count)]
