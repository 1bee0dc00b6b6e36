"""Protein names as people write them, read into one form.

The grammar is that of HGVS nomenclature 21.1, protein level
(https://hgvs-nomenclature.org/stable/recommendations/protein/), with what older papers and other
programs write: one-letter residues, parentheses, ``*``, ``Ter`` or ``X`` for a stop, upper or lower
case. What a name leaves open (which residue a frameshift begins with, where it ends) stays open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.codons import INITIATOR, STOP, THREE_LETTER, UNKNOWN_RESIDUE, three_letter
from hccgenomics.vocabulary import ProteinChangeKind

if TYPE_CHECKING:
    from collections.abc import Callable

_KEEPS_THE_RESIDUE: Final = frozenset(
    {ProteinChangeKind.SYNONYMOUS, ProteinChangeKind.INSERTION, ProteinChangeKind.DUPLICATION}
)


@dataclass(frozen=True, slots=True)
class ProteinName:
    """What a p. name says, and no more.

    Attributes:
        kind: ``None`` for any change of the residues named (``V600``).
        start, end: First and last residue named, from one; the neighbours for an insertion.
        first, last: The residues there, one-letter, ``*`` for a stop.
        alt: What comes instead, or is inserted; ``None`` where the name leaves it open. What stands
            in place of a lost start is no residue of any protein, and decides nothing.
        stop: Of a frameshift or extension, the residues to the new stop; ``None`` if left open.
    """

    kind: ProteinChangeKind | None
    start: int
    end: int
    first: str
    last: str
    alt: str | None = None
    stop: int | None = None

    def __str__(self) -> str:
        span = f"{three_letter(self.first)}{self.start}"
        if self.end != self.start:
            span += f"_{three_letter(self.last)}{self.end}"
        return f"p.{span}{_tail(self)}"

    def covers(self, other: ProteinName) -> bool:
        """Whether ``other`` is this change, or one of those that this name leaves open.

        >>> frameshift, named = read_protein("K132fs"), read_protein("Lys132AsnfsTer38")
        >>> frameshift.covers(named), named.covers(frameshift)
        (True, False)
        """
        if self.kind is None:
            inside = other.start <= self.start and self.end <= other.end
            return inside and other.kind not in _KEEPS_THE_RESIDUE
        open_end = self.alt is None or self.kind is ProteinChangeKind.START_LOSS
        return (
            self._place == other._place
            and (open_end or self.alt == other.alt)
            and self.stop in {None, other.stop}
        )

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last residue named."""
        return self.first, self.last

    @property
    def _place(self) -> tuple[ProteinChangeKind | None, int, int, str, str]:
        return self.kind, self.start, self.end, self.first, self.last


def _tail(name: ProteinName) -> str:
    """What stands behind the residues, as HGVS writes it."""
    if name.kind is None:
        return ""
    if name.kind is ProteinChangeKind.EXTENSION:
        lost = "del" if name.alt == "" else three_letter(name.alt or "")
        return f"{lost}extTer{'?' if name.stop is None else name.stop}"
    stop = "" if name.stop is None else f"Ter{name.stop}"
    return _FORMS[name.kind].format(new=three_letter(name.alt or ""), stop=stop)


_FORMS: Final = {
    ProteinChangeKind.SYNONYMOUS: "=",
    ProteinChangeKind.START_LOSS: "?",
    ProteinChangeKind.DELETION: "del",
    ProteinChangeKind.DUPLICATION: "dup",
    ProteinChangeKind.INSERTION: "ins{new}",
    ProteinChangeKind.DELINS: "delins{new}",
    ProteinChangeKind.FRAMESHIFT: "{new}fs{stop}",
    ProteinChangeKind.SUBSTITUTION: "{new}",
    ProteinChangeKind.NONSENSE: "{new}",
}


# --- reading -------------------------------------------------------------------------------------

_LETTER: Final = {three.upper(): one for one, three in THREE_LETTER.items()} | {"STOP": STOP}
_ONE: Final = "[ACDEFGHIKLMNPQRSTVWYX*]"
_THREE: Final = "|".join(name for name in _LETTER if name != "XAA")
_RESIDUE: Final = rf"(?:{_THREE}|{_ONE})"
_STOP_WORD: Final = r"(?:TER|STOP|\*|X)"
_NAME: Final = re.compile(
    rf"(?P<first>{_RESIDUE})(?P<start>[1-9]\d*)"
    rf"(?:[_-](?P<last>{_RESIDUE})(?P<end>[1-9]\d*))?(?P<what>.*)"
)
_TITLE: Final = re.compile(_THREE.title())
"""A residue in the case of the nomenclature can be nothing else."""
_PARENTHESES: Final = re.compile(r"[()]")
_THREES: Final = re.compile(rf"(?:{_THREE}|\*)+")
_SINGLE: Final = re.compile(rf"{_THREE}|\*")
_ONES: Final = re.compile(rf"{_ONE}+")
_FRAMESHIFT: Final = re.compile(
    rf"(?P<alt>{_RESIDUE})?FS(?:{_STOP_WORD}(?P<stop>\d+|\?)?)?", re.ASCII
)
_EXTENSION: Final = re.compile(
    rf"(?P<alt>DEL|{_RESIDUE})?EXT(?:{_STOP_WORD}(?P<stop>\d+|\?)?)?", re.ASCII
)


def read_protein(text: str) -> ProteinName | None:
    """The change that a p. name says, with or without ``p.``; ``None`` if it is no such name.

    >>> str(read_protein("p.(Ser45Phe)")), str(read_protein("r213x"))
    ('p.Ser45Phe', 'p.Arg213Ter')
    >>> read_protein("p.?") is None
    True
    """
    body = _PARENTHESES.sub("", text.rpartition(":")[2])
    plain = _TITLE.sub(lambda residue: _LETTER[residue[0].upper()], body).upper()
    found = _NAME.fullmatch(plain.removeprefix("P."))
    if found is None:
        return None
    first, start = _one_letter(found["first"]), int(found["start"])
    last, end = _one_letter(found["last"] or found["first"]), int(found["end"] or start)
    if end < start or (found["end"] and end == start):
        return None
    spelt = _THREES if len(found["first"]) > 1 else _ONES
    where = ProteinName(None, start, end, first, last)
    return _read_change(where, found["what"], spelt)


def _read_change(where: ProteinName, what: str, spelt: re.Pattern[str]) -> ProteinName | None:
    if what == "":
        return where if where.start == where.end else None
    if what == "=":
        return _as(where, ProteinChangeKind.SYNONYMOUS)
    if what == "?":
        lost = where.start == where.end == 1 and where.first == INITIATOR
        return _as(where, ProteinChangeKind.START_LOSS) if lost else None
    for pattern, read in ((_FRAMESHIFT, _read_frameshift), (_EXTENSION, _read_extension)):
        if found := pattern.fullmatch(what):
            return read(where, found)
    for word, read_word in _WORDS.items():
        if what.startswith(word):
            return read_word(where, what.removeprefix(word), spelt)
    return _read_substitution(where, what)


def _as(
    where: ProteinName, kind: ProteinChangeKind, alt: str | None = None, stop: int | None = None
) -> ProteinName:
    return ProteinName(kind, where.start, where.end, where.first, where.last, alt, stop)


def _read_substitution(where: ProteinName, what: str) -> ProteinName | None:
    """One residue for one; the start codon lost, the stop codon read through."""
    if where.start != where.end or not re.fullmatch(_RESIDUE, what):
        return None
    alt = _one_letter(what)
    if alt == where.first:
        return _as(where, ProteinChangeKind.SYNONYMOUS)
    if where.first == STOP:
        return _as(where, ProteinChangeKind.EXTENSION, alt)
    if where.start == 1:
        return _as(where, ProteinChangeKind.START_LOSS, alt)
    kind = ProteinChangeKind.NONSENSE if alt == STOP else ProteinChangeKind.SUBSTITUTION
    return _as(where, kind, alt)


def _read_frameshift(where: ProteinName, found: re.Match[str]) -> ProteinName | None:
    if where.start != where.end:
        return None
    alt = None if found["alt"] is None else _one_letter(found["alt"])
    return _as(where, ProteinChangeKind.FRAMESHIFT, alt, _number(found["stop"]))


def _read_extension(where: ProteinName, found: re.Match[str]) -> ProteinName | None:
    """Behind the stop codon; an extension before the start is not read."""
    if where.last != STOP:
        return None
    alt = None if found["alt"] is None else found["alt"]
    alt = alt if alt is None else "" if alt == "DEL" else _one_letter(alt)
    return _as(where, ProteinChangeKind.EXTENSION, alt, _number(found["stop"]))


def _read_delins(where: ProteinName, rest: str, spelt: re.Pattern[str]) -> ProteinName | None:
    alt = _residues(rest, spelt, where)
    return _as(where, ProteinChangeKind.DELINS, alt) if alt else None


def _read_insertion(where: ProteinName, rest: str, spelt: re.Pattern[str]) -> ProteinName | None:
    alt = _residues(rest, spelt, where)
    if not alt or where.end != where.start + 1:
        return None
    return _as(where, ProteinChangeKind.INSERTION, alt)


def _read_deletion(where: ProteinName, rest: str, spelt: re.Pattern[str]) -> ProteinName | None:
    return _whole(where, ProteinChangeKind.DELETION, rest, spelt)


def _read_duplication(where: ProteinName, rest: str, spelt: re.Pattern[str]) -> ProteinName | None:
    return _whole(where, ProteinChangeKind.DUPLICATION, rest, spelt)


def _whole(
    where: ProteinName, kind: ProteinChangeKind, rest: str, spelt: re.Pattern[str]
) -> ProteinName | None:
    """A deletion or duplication; residues or a count behind it must fit the span."""
    length = where.end - where.start + 1
    if rest.isdecimal():
        return _as(where, kind) if int(rest) == length else None
    stated = _residues(rest, spelt, where) if rest else ""
    if rest and (not stated or len(stated) != length):
        return None
    if stated and (stated[0], stated[-1]) != (where.first, where.last):
        return None
    return _as(where, kind)


_WORDS: Final[dict[str, Callable[[ProteinName, str, re.Pattern[str]], ProteinName | None]]] = {
    "DELINS": _read_delins,
    "DEL": _read_deletion,
    "DUP": _read_duplication,
    "INS": _read_insertion,
}


def _residues(text: str, spelt: re.Pattern[str], where: ProteinName) -> str | None:
    """Residues in the spelling of those named before; after a bare ``*`` in either."""
    if where.first == STOP and _THREES.fullmatch(text):
        spelt = _THREES
    if not spelt.fullmatch(text):
        return None
    parts = _SINGLE.findall(text) if spelt is _THREES else text
    return "".join(map(_one_letter, parts))


def _one_letter(residue: str) -> str:
    """One letter for a residue; the ``X`` of old names is a stop."""
    letter = _LETTER.get(residue, residue)
    return STOP if letter == UNKNOWN_RESIDUE else letter


def _number(digits: str | None) -> int | None:
    return None if digits in {None, "?"} else int(digits or 0)
