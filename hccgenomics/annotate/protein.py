"""What a change does to the protein, and its HGVS name.

HGVS nomenclature 21.1, protein level (https://hgvs-nomenclature.org/stable/recommendations/protein/):
substitution beats everything, a stop is named at the first residue it replaces, insertions and
deletions are shifted to the C-terminal end, a duplication is never called an insertion, and a
frameshift is named from the first residue that differs. Names are predictions from the coding
sequence alone: a change of splicing is not considered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.change import shared_prefix
from hccgenomics.annotate.coding import start_is_kept
from hccgenomics.model.alteration import ProteinChange
from hccgenomics.model.codons import (
    CODON,
    INITIATOR,
    STOP,
    THREE_LETTER,
    UNKNOWN_RESIDUE,
    three_letter,
    translate_to_stop,
)
from hccgenomics.vocabulary import ProteinChangeKind

if TYPE_CHECKING:
    from hccgenomics.annotate.coding import CodingChange

START_LOST_NAME: Final = "Met1?"


@dataclass(frozen=True, slots=True)
class ProteinEffect:
    """A protein change and its name behind ``p.``.

    Attributes:
        stop: For a premature stop, the first base of its codon in the changed sequence, counted
            from the start codon from zero.
    """

    change: ProteinChange
    name: str
    stop: int | None = None


def protein_effect(change: CodingChange) -> ProteinEffect | None:
    """The change of protein; ``None`` where unknown sequence hides it."""
    effect = _effect(change)
    return None if effect is None or THREE_LETTER[UNKNOWN_RESIDUE] in effect.name else effect


def _effect(change: CodingChange) -> ProteinEffect | None:
    if change.touches_start and _alters_start(change):
        return _start_effect(change)
    if change.start < 0:
        return None
    if change.shifts_frame or change.touches_stop or change.end > change.sequence.coding_length:
        return _read_on(change)
    return _within(change)


def _alters_start(change: CodingChange) -> bool:
    """Whether the start codon does not stand where it stood, all before it being in its place."""
    moves = change.start < 0 and change.growth != 0
    return moves or change.after[:CODON] != change.sequence.start_codon


def _start_effect(change: CodingChange) -> ProteinEffect:
    if start_is_kept(change):
        silent = ProteinChange(ProteinChangeKind.SYNONYMOUS, 1, 1, INITIATOR, INITIATOR)
        return ProteinEffect(silent, "Met1=")
    return ProteinEffect(
        ProteinChange(ProteinChangeKind.START_LOSS, 1, 1, INITIATOR, UNKNOWN_RESIDUE),
        START_LOST_NAME,
    )


# --- in frame, and before the stop codon ---------------------------------------------------------


def _within(change: CodingChange) -> ProteinEffect | None:
    """A change that leaves the frame and the stop codon alone."""
    before, after = change.residues
    if UNKNOWN_RESIDUE in before or UNKNOWN_RESIDUE in after:
        return None
    first = change.first_codon + 1
    if before == after:
        return _silent(first, before)
    return _replacement(change, first, before, after.partition(STOP))


def _silent(first: int, residues: str) -> ProteinEffect:
    """``Arg320=``, or the range of residues touched.

    >>> _silent(12, "RL").name
    'Arg12_Leu13='
    """
    last = first + len(residues) - 1
    change = ProteinChange(ProteinChangeKind.SYNONYMOUS, first, last, residues, residues)
    return ProteinEffect(change, f"{_span(first, residues)}=")


def _replacement(
    change: CodingChange, first: int, before: str, after: tuple[str, str, str]
) -> ProteinEffect | None:
    """Residues ``before``, from residue ``first`` on, replaced by ``after`` (up to a stop)."""
    read, stop, _ = after
    shared = shared_prefix(before, read)
    if stop and shared == len(read):
        return _nonsense(change, first + shared)
    before = before.removesuffix(STOP)
    before, read, first = before[shared:], read[shared:], first + shared
    if stop:
        return _ending(change, first, before, read)
    shared = shared_prefix(before[::-1], read[::-1])
    before, read = before[: len(before) - shared], read[: len(read) - shared]
    if before and read:
        return _exchange(first, before, read)
    protein = change.sequence.protein
    if UNKNOWN_RESIDUE in protein[max(0, first - 2) : first + len(before) + len(read)]:
        return None
    return _inserted(protein, first, read) if read else _deleted(protein, first, before)


def _nonsense(change: CodingChange, residue: int) -> ProteinEffect:
    """A stop in place of a residue."""
    ref = change.sequence.protein[residue - 1]
    if ref == STOP:
        return _silent(residue, STOP)
    named = ProteinChange(ProteinChangeKind.NONSENSE, residue, residue, ref, STOP)
    return ProteinEffect(named, f"{_span(residue, ref)}Ter", stop=(residue - 1) * CODON)


def _ending(change: CodingChange, first: int, before: str, read: str) -> ProteinEffect | None:
    """New residues and then a stop; residues that merely repeat what stood there are not new."""
    protein = change.sequence.protein
    shared = shared_prefix(protein[first - 1 :], read)
    if shared == len(read):
        return _nonsense(change, first + shared)
    before, read, first = before[shared:], read[shared:], first + shared
    if protein[first - 1] == STOP:
        return _extension(first, read + STOP)
    if change.touches_stop and first + len(read) >= len(protein):
        return _replacement(change, first, protein[first - 1 : -1], (read, "", ""))
    stop = (first - 1 + len(read)) * CODON
    named = _exchange(first, before, read + STOP) if before else None
    named = named or _between(protein, first, read + STOP)
    return ProteinEffect(named.change, named.name, stop)


def _exchange(first: int, before: str, read: str) -> ProteinEffect:
    """Residues for residues: a substitution if one for one, else a delins."""
    last = first + len(before) - 1
    if len(before) == len(read) == 1:
        change = ProteinChange(ProteinChangeKind.SUBSTITUTION, first, first, before, read)
        return ProteinEffect(change, f"{_span(first, before)}{three_letter(read)}")
    change = ProteinChange(ProteinChangeKind.DELINS, first, last, before, read)
    return ProteinEffect(change, f"{_span(first, before)}delins{three_letter(read)}")


def _deleted(protein: str, first: int, residues: str) -> ProteinEffect:
    """Residues lost, named at the C-terminal end of a repeat."""
    last = first + len(residues) - 1
    while protein[last : last + 1] == protein[first - 1]:
        first, last = first + 1, last + 1
    residues = protein[first - 1 : last]
    change = ProteinChange(ProteinChangeKind.DELETION, first, last, residues, "")
    return ProteinEffect(change, f"{_span(first, residues)}del")


def _inserted(protein: str, first: int, residues: str) -> ProteinEffect:
    """Residues gained before residue ``first``; a duplication if they repeat those before.

    Right before the stop they are neither, but an extension.
    """
    while protein[first - 1 : first] == residues[0]:
        residues, first = residues[1:] + residues[0], first + 1
    if protein[first - 1] == STOP:
        return _extension(first, residues + STOP)
    start = first - len(residues)
    if start >= 1 and protein[start - 1 : first - 1] == residues:
        change = ProteinChange(
            ProteinChangeKind.DUPLICATION, start, first - 1, residues, residues * 2
        )
        return ProteinEffect(change, f"{_span(start, residues)}dup")
    return _between(protein, first, residues)


def _between(protein: str, first: int, residues: str) -> ProteinEffect:
    """Residues inserted before residue ``first``."""
    flanks = protein[first - 2 : first]
    change = ProteinChange(ProteinChangeKind.INSERTION, first - 1, first, flanks, residues)
    return ProteinEffect(change, f"{_span(first - 1, flanks)}ins{three_letter(residues)}")


def _span(first: int, residues: str) -> str:
    """First and last residue with their numbers.

    >>> _span(45, "S"), _span(30, "YLD")
    ('Ser45', 'Tyr30_Asp32')
    """
    start = f"{three_letter(residues[0])}{first}"
    if len(residues) == 1:
        return start
    return f"{start}_{three_letter(residues[-1])}{first + len(residues) - 1}"


# --- out of frame, or through the stop codon -----------------------------------------------------


def _read_on(change: CodingChange) -> ProteinEffect | None:
    """Read from the first codon touched to whatever stop comes."""
    skipped = change.first_codon
    protein = change.sequence.protein[skipped:]
    read = translate_to_stop(change.after[skipped * CODON :])
    shared = shared_prefix(protein, read)
    if shared == len(protein):
        return _same_end(change)
    if UNKNOWN_RESIDUE in protein[: shared + 1] or UNKNOWN_RESIDUE in read[: shared + 1]:
        return None
    if shared == len(read):
        return None
    first = skipped + shared + 1
    if protein[shared] == STOP:
        return _extension(first, read[shared:])
    if change.end > change.sequence.coding_length:
        return _beside_the_stop(change, first, protein[shared:], read[shared:])
    if not change.shifts_frame:
        return _through_the_stop(change, first, protein[shared:], read[shared:])
    if read[shared] == STOP:
        return _nonsense(change, first)
    return _frameshift(first, protein[shared], read[shared:])


def _beside_the_stop(
    change: CodingChange, first: int, protein: str, read: str
) -> ProteinEffect | None:
    """Last residues exchanged together with bases behind the stop codon, which stays in place."""
    if change.shifts_frame or len(read) != len(protein) or not read.endswith(STOP):
        return None
    return _replacement(change, first, protein[:-1], (read[:-1], "", ""))


def _same_end(change: CodingChange) -> ProteinEffect | None:
    """The stop codon changed, and the protein did not."""
    protein = change.sequence.protein
    if UNKNOWN_RESIDUE in protein[change.first_codon :]:
        return None
    if change.growth == 0:
        return _silent(change.first_codon + 1, protein[change.first_codon :])
    return _silent(len(protein), STOP)


def _frameshift(first: int, ref: str, read: str) -> ProteinEffect:
    """Named from the first residue that differs; the new stop counts from there."""
    length, stop = _distance(read)
    change = ProteinChange(ProteinChangeKind.FRAMESHIFT, first, first, ref, read[0])
    at = None if stop is None else (first - 1 + stop) * CODON
    return ProteinEffect(change, f"{_span(first, ref)}{three_letter(read[0])}fsTer{length}", at)


def _extension(ter: int, read: str) -> ProteinEffect:
    """The stop codon is read through, or residues come to stand before it.

    The next stop is counted from what is read in place of the old one.
    """
    _, stop = _distance(read)
    length = "?" if stop is None else str(stop)
    named = ProteinChange(ProteinChangeKind.EXTENSION, ter, ter, STOP, read[0])
    return ProteinEffect(named, f"Ter{ter}{three_letter(read[0])}extTer{length}")


def _through_the_stop(
    change: CodingChange, first: int, protein: str, read: str
) -> ProteinEffect | None:
    """In frame, from before the stop codon on."""
    before, after = change.residues
    codon = change.first_codon + 1
    if STOP not in after:
        if read[0] == STOP:
            return _nonsense(change, first)
        return _lost_end(first, protein, read, after[shared_prefix(before, after) :])
    stop_stays = after.find(STOP) == len(after) - 1 and before.endswith(STOP)
    if stop_stays:
        return _replacement(change, codon, before[:-1], (after[:-1], "", ""))
    return _replacement(change, codon, before, after.partition(STOP))


def _lost_end(first: int, protein: str, read: str, new: str) -> ProteinEffect:
    """The last residues and the stop are lost; HGVS has no rule, this is how VEP writes it."""
    stop = _distance(read)[1]
    last = first + len(protein) - 1
    span = _span(first, protein)
    named = ProteinChange(ProteinChangeKind.EXTENSION, first, last, protein, new)
    if new:
        return ProteinEffect(named, f"{span}delins{three_letter(new)}")
    length = "?" if stop is None else str(stop - len(protein) + 1)
    return ProteinEffect(named, f"{span}delextTer{length}")


def _distance(read: str) -> tuple[str, int | None]:
    """How many residues to the stop, the stop included, and its index; ``?`` if there is none."""
    stop = read.find(STOP)
    if stop < 0 or UNKNOWN_RESIDUE in read[:stop]:
        return "?", None
    return str(stop + 1), stop
