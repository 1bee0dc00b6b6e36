"""The part of a name that says what happens to which bases, in g. or c. numbering.

HGVS nomenclature 21.1, DNA level (https://hgvs-nomenclature.org/stable/recommendations/DNA/), with
the older habits of writing what is deleted, how many bases, or two bases on each side of ``>``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from hccgenomics.annotate.coordinates import CodingPosition


class Operation(Enum):
    """What happens to the bases named."""

    REPLACE = ">"
    DELETE = "del"
    DUPLICATE = "dup"
    INSERT = "ins"
    INVERT = "inv"


@dataclass(frozen=True, slots=True)
class NamedBases:
    """One change of bases, in the numbering of its name.

    Attributes:
        start, end: First and last base; for an insertion the two neighbours.
        ref: The bases there, as far as the name states them.
        alt: What is put there; "" where the operation says it all.
        length: How many bases the name says there are, where it does.
    """

    operation: Operation
    start: CodingPosition
    end: CodingPosition
    ref: str | None = None
    alt: str = ""
    length: int | None = None


_POSITION: Final = r"(?:\*|-)?\d+(?:[+-]\d+)?"
_BASES: Final = re.compile(rf"(?P<start>{_POSITION})(?:_(?P<end>{_POSITION}))?(?P<what>[A-Z>]\S*)")
_PART: Final = re.compile(r"(?P<star>\*)?(?P<base>-?\d+)(?P<offset>[+-]\d+)?")
_CHANGE: Final = re.compile(
    r"(?P<ref>[ACGT]+)>(?P<alt>[ACGT]+)"
    r"|DEL(?P<lost>[ACGT]+|\d+)?(?:INS(?P<new>[ACGT]+))?"
    r"|DELINS(?P<only>[ACGT]+)"
    r"|DUP(?P<twice>[ACGT]+|\d+)?|INS(?P<added>[ACGT]+)|INV(?P<turned>[ACGT]+|\d+)?"
)


def read_bases(text: str) -> tuple[NamedBases, ...] | None:
    """The changes behind ``c.`` or ``g.``, several in brackets; ``None`` if they are none.

    >>> [str(change.start) for change in read_bases("[-146C>T;-124C>T]")]
    ['-146', '-124']
    """
    body = text.upper()
    parts = body[1:-1].split(";") if body.startswith("[") and body.endswith("]") else [body]
    changes = [_one_change(part) for part in parts]
    return tuple(change for change in changes if change) if all(changes) else None


def _one_change(text: str) -> NamedBases | None:
    found = _BASES.fullmatch(text)
    if found is None:
        return None
    start, end = _position(found["start"]), _position(found["end"] or found["start"])
    change = _CHANGE.fullmatch(found["what"])
    if change is None or not start or not end:
        return None
    return _operation(change, start, end, ranged=found["end"] is not None)


def _position(text: str) -> CodingPosition | None:
    found = _PART.fullmatch(text)
    if found is None or not int(found["base"]):
        return None
    return CodingPosition(int(found["base"]), int(found["offset"] or 0), bool(found["star"]))


def _operation(
    change: re.Match[str], start: CodingPosition, end: CodingPosition, *, ranged: bool
) -> NamedBases | None:
    what = change[0]
    if what.startswith("INS"):
        return NamedBases(Operation.INSERT, start, end, alt=change["added"]) if ranged else None
    if change["ref"]:
        ref, alt = change["ref"], change["alt"]
        end = end if ranged else _advanced(start, len(ref) - 1)
        replaced = NamedBases(Operation.REPLACE, start, end, ref, alt, len(ref))
        return None if ref == alt else replaced
    stated = change["lost"] or change["twice"] or change["turned"]
    ref, length = _stated(stated)
    if new := change["new"] or change["only"]:
        return NamedBases(Operation.REPLACE, start, end, ref, new, length)
    return NamedBases(Operation(what[:3].lower()), start, end, ref, length=length)


def _advanced(position: CodingPosition, bases: int) -> CodingPosition:
    """So many bases further on; there is no base 0.

    >>> str(_advanced(CodingPosition(-2), 3)), str(_advanced(CodingPosition(375, 1), 1))
    ('2', '375+2')
    """
    if position.offset:
        return replace(position, offset=position.offset + bases)
    base = position.base + bases
    return replace(position, base=base + 1 if position.base < 0 <= base else base)


def _stated(bases: str | None) -> tuple[str | None, int | None]:
    """Bases and their number, of bases, a number, or nothing."""
    if bases is None:
        return None, None
    return (None, int(bases)) if bases.isdecimal() else (bases, len(bases))
