"""Codons of which not every base is known, but whose residue is.

A residue has one to six codons. Those that agree with the bases known, with the IUPAC codes and
with the variant's own REF are the possible ones: what is true of a change on all of them is true of
the change.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Final, TypeVar

from hccgenomics.model.codons import CODON, IUPAC, UNKNOWN_RESIDUE, completions
from hccgenomics.model.genome import UNKNOWN_BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.annotate.coding import CodingChange

    Answer = TypeVar("Answer")

MOST: Final = 64
"""Possible pairs of a first and a last codon beyond which nothing is tried; residues give 36."""


def agreed(change: CodingChange, judge: Callable[[CodingChange], Answer]) -> Answer | None:
    """What is said of a change on every sequence it may stand on; ``None`` if not one thing."""
    if change.sequence.degenerate is None:
        return judge(change)
    first, *others = map(judge, possible_changes(change))
    return first if all(other == first for other in others) else None


def possible_changes(change: CodingChange) -> tuple[CodingChange, ...]:
    """The change on each coding sequence that fits; on the one given if nothing narrows it."""
    start, known = _touched(change)
    if UNKNOWN_BASE not in known:
        return (change,)
    codons = [_codons(change, known[at : at + CODON], start + at) for at in _ends(known)]
    pairs = list(product(*codons))
    if not 0 < len(pairs) <= MOST:
        return (change,)
    return tuple(_on(change, start, known, pair) for pair in pairs)


def rests_on_protein(change: CodingChange) -> bool:
    """Whether bases of the codons touched are told by neither reference nor variant."""
    start, known = _touched(change)
    if change.sequence.degenerate is None:
        return False
    before, behind = change.start - start, change.end - start
    embedded = change.sequence.embedded(start, start + len(known))
    return UNKNOWN_BASE in embedded[:before] + embedded[behind:]


def contradicts_protein(change: CodingChange) -> bool:
    """Whether REF does not fit the residues that the protein has there."""
    start, known = _touched(change)
    return any(not _codons(change, known[at : at + CODON], start + at) for at in _ends(known))


def _touched(change: CodingChange) -> tuple[int, str]:
    """Where the codons touched begin, and what is known of them; nothing if nothing could be."""
    start = change.first_codon * CODON
    if change.sequence.degenerate is None or not change.is_coding:
        return start, ""
    return start, change.before[start : -(-change.end // CODON) * CODON]


def _ends(known: str) -> tuple[int, ...]:
    """Where the first and the last codon of a stretch begin; what lies between is all REF."""
    return tuple(sorted({0, len(known) - CODON})) if known else ()


def _codons(change: CodingChange, known: str, start: int) -> tuple[str, ...]:
    """What a codon may be, given the bases known of it and the residue it codes for."""
    sequence = change.sequence
    if start == 0:
        return (sequence.start_codon,) if _fits(known, sequence.start_codon) else ()
    degenerate = sequence.degenerate
    codes, residue = known, UNKNOWN_RESIDUE
    if degenerate is not None:
        codes = "".join(map(_narrower, known, degenerate.codes[start : start + CODON]))
        residue = degenerate.protein[start // CODON]
    return tuple(codon for codon in completions(codes, residue) if _fits(known, codon))


def _narrower(base: str, code: str) -> str:
    return code if base == UNKNOWN_BASE else base


def _fits(known: str, codon: str) -> bool:
    return all(base in IUPAC[code] for base, code in zip(codon, known, strict=True))


def _on(change: CodingChange, start: int, known: str, ends: tuple[str, ...]) -> CodingChange:
    """The change on a sequence whose first and last codon are these."""
    first, last = ends[0], ends[-1]
    bases = first + known[CODON:-CODON] + last if len(ends) > 1 else first
    return replace(change, sequence=change.sequence.completed(start, bases))
