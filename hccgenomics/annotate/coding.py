"""What a change does to the coding sequence, in Sequence Ontology terms.

Terms are those of Ensembl VEP 115, taken from the residues of the codons touched, before and after.
Where VEP is known to be wrong (a stop that an insertion creates is called retained, a stop that is
rebuilt in place is called lost) the protein decides; see docs/methods.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hccgenomics.model.codons import (
    CODON,
    STOP,
    UNKNOWN_RESIDUE,
    translate,
    translate_to_stop,
)
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.vocabulary import Consequence

if TYPE_CHECKING:
    from hccgenomics.annotate.sequence import TranscriptSequence

PUSHED: Final = 2
"""Letters, the stop included, that VEP 115 allows behind the length of the protein before it no
longer calls the stop retained."""


@dataclass(frozen=True)
class CodingChange:
    """A change of the spliced transcript, in bases from the start codon, counted from zero.

    Attributes:
        start, end: Gaps of the coding sequence (negative before it); equal for an insertion.
        ref: The bases replaced, from the variant itself.
        alt: The bases that replace them.
    """

    sequence: TranscriptSequence
    start: int
    end: int
    ref: str
    alt: str

    @property
    def growth(self) -> int:
        """Bases of the spliced transcript gained; negative if lost."""
        return len(self.alt) - (self.end - self.start)

    @property
    def shifts_frame(self) -> bool:
        """Whether what follows is read in another frame."""
        return self.growth % CODON != 0

    @property
    def is_coding(self) -> bool:
        """Whether the whole change lies between start and stop codon, both included."""
        return self.start >= 0 and self.end <= self.sequence.coding_length

    @property
    def touches_start(self) -> bool:
        """Whether bases of the start codon change, or are parted."""
        return _overlaps(self.start, self.end, 0, CODON)

    @property
    def touches_stop(self) -> bool:
        """Whether bases of the stop codon change, or are parted."""
        length = self.sequence.coding_length
        return _overlaps(self.start, self.end, length - CODON, length)

    @property
    def meets_stop(self) -> bool:
        """Whether it touches the stop codon or inserts bases right before it."""
        return self.end >= self.sequence.coding_length - CODON and (
            self.touches_stop or self.start == self.sequence.coding_length - CODON
        )

    @cached_property
    def before(self) -> str:
        """What is read from the start codon on, its unknown bases filled from the variant's REF."""
        reading = self.sequence.reading
        if UNKNOWN_BASE in reading[max(0, self.start) : self.end]:
            known = self.ref[max(0, -self.start) :]
            return reading[: max(0, self.start)] + known + reading[self.end :]
        return reading

    @cached_property
    def after(self) -> str:
        """What stands behind the place of the start codon once the change is made."""
        reading = self.before
        if self.start >= 0:
            return reading[: self.start] + self.alt + reading[self.end :]
        return (self.alt + reading[max(0, self.end) :])[-self.start :]

    @property
    def first_codon(self) -> int:
        """Index of the first codon touched, from zero."""
        return self.start // CODON

    @cached_property
    def residues(self) -> tuple[str, str]:
        """Residues of the codons touched, and of what becomes of them.

        An incomplete codon at the end, as a shifted frame leaves, is not read.
        """
        first, last = self.first_codon * CODON, -(-self.end // CODON) * CODON
        reading = self.sequence.read(first, last)
        start, end = self.start - first, self.end - first
        head, middle, tail = reading[:start], reading[start:end], reading[end:]
        if UNKNOWN_BASE in middle:
            middle = self.ref
        return translate(head + middle + tail), translate(head + self.alt + tail)


def _overlaps(start: int, end: int, first: int, last: int) -> bool:
    """Whether a span meets another; an insertion does if it lies strictly inside."""
    if start == end:
        return first < start < last
    return start < last and end > first


def coding_terms(change: CodingChange, *, slides_out: bool) -> set[Consequence]:
    """Terms for a change of which every base lies in the coding sequence.

    Args:
        change: The change at the left end of its repeat.
        slides_out: Whether the other end of the repeat lies outside the coding sequence.
    """
    before, after = change.residues
    start = _start_terms(change, before, after) if change.touches_start else set()
    terms = start | _terms_behind_start(change, (before, after), start, slides_out=slides_out)
    return terms - {Consequence.STOP_GAINED} if _start_has_moved(change, start) else terms


def _start_has_moved(change: CodingChange, start: set[Consequence]) -> bool:
    """Whether the start codon stands elsewhere, so that no stop before it is ever read."""
    kept = Consequence.START_RETAINED in start
    return kept and change.after[:CODON] != change.sequence.start_codon


def _terms_behind_start(
    change: CodingChange, residues: tuple[str, str], start: set[Consequence], *, slides_out: bool
) -> set[Consequence]:
    """What is said of residues, frame and stop codon."""
    before, after = residues
    if _may_rebuild_stop(change, before, after) and stop_is_kept(change):
        return _kept_stop_terms(change, slides_out=slides_out)
    if change.shifts_frame:
        return _frameshift_terms(change, before, after)
    if UNKNOWN_RESIDUE in before or UNKNOWN_RESIDUE in after:
        return _terms_of_length(change)
    if before == after:
        return _silent_terms(change, before, start)
    return _inframe_terms(change, before, after, start)


def _may_rebuild_stop(change: CodingChange, before: str, after: str) -> bool:
    """Whether bases gained or lost at the stop, or a stop gained, can give the old protein."""
    if change.meets_stop:
        return change.growth != 0
    return change.growth > 0 and STOP in after and STOP not in before


def _start_terms(change: CodingChange, before: str, after: str) -> set[Consequence]:
    """Whether the start codon is lost or rebuilt; both are said where VEP's two tests differ."""
    terms = set()
    kept = start_is_kept(change)
    if kept:
        terms.add(Consequence.START_RETAINED)
    moved = change.after[:CODON] != change.sequence.start_codon
    if moved or not _keeps_residues(before, after):
        terms.add(Consequence.START_LOST)
    return terms


def _keeps_residues(before: str, after: str) -> bool:
    return not after or after.startswith(before) or after.endswith(before)


def start_is_kept(change: CodingChange) -> bool:
    """Whether start codon and frame survive, be it further up or down the transcript."""
    sequence = change.sequence
    if change.start >= 0 and change.after[:CODON] == sequence.start_codon:
        return True
    if UNKNOWN_BASE in sequence.reading[:CODON]:
        return False
    place = len(sequence.leader) + change.start
    whole = sequence.leader + change.before
    changed = whole[:place] + change.alt + whole[len(sequence.leader) + change.end :]
    return changed.endswith(sequence.reading)


def _frameshift_terms(change: CodingChange, before: str, after: str) -> set[Consequence]:
    terms = {Consequence.FRAMESHIFT}
    if STOP in after and STOP not in before:
        terms.add(Consequence.STOP_GAINED)
    elif STOP not in after and (change.meets_stop or _leads_into_stop(change)):
        terms.add(Consequence.STOP_LOST)
    return terms


def _leads_into_stop(change: CodingChange) -> bool:
    """Whether bases are gained, every residue stays and the stop codon is the first to differ."""
    first, protein = change.first_codon, change.sequence.protein[:-1]
    if change.growth < 0 or first + len(change.alt) // CODON + 1 < len(protein):
        return False
    return translate(change.after[first * CODON : len(protein) * CODON]) == protein[first:]


def _kept_stop_terms(change: CodingChange, *, slides_out: bool) -> set[Consequence]:
    """A stop codon rebuilt in place; beside it what VEP says where the bases fit behind it too."""
    terms = {Consequence.STOP_RETAINED}
    if not slides_out:
        return terms
    if change.growth > 0:
        return terms | {Consequence.INFRAME_INSERTION}
    if change.shifts_frame:
        return terms | {Consequence.FRAMESHIFT, Consequence.STOP_LOST}
    lost = set() if STOP in change.residues[1] else {Consequence.STOP_LOST}
    return terms | lost | {Consequence.INFRAME_DELETION}


def stop_is_kept(change: CodingChange) -> bool:
    """Whether the same protein is read to the same stop."""
    first = max(0, change.first_codon)
    expected = change.sequence.protein[first:]
    return (
        UNKNOWN_RESIDUE not in expected
        and translate_to_stop(change.after[first * CODON :]) == expected
    )


def _terms_of_length(change: CodingChange) -> set[Consequence]:
    """What length alone can tell where sequence is unknown."""
    if change.start == change.end:
        return {Consequence.INFRAME_INSERTION}
    if not change.alt:
        return {Consequence.INFRAME_DELETION}
    return {Consequence.CODING_SEQUENCE}


def _silent_terms(change: CodingChange, residues: str, start: set[Consequence]) -> set[Consequence]:
    if start:
        return set()
    if STOP in residues and change.touches_stop:
        return {Consequence.STOP_RETAINED}
    return {Consequence.SYNONYMOUS}


def _inframe_terms(
    change: CodingChange, before: str, after: str, start: set[Consequence]
) -> set[Consequence]:
    terms = _stop_terms(change, before, after)
    if change.growth == 0:
        return terms if terms or start else {Consequence.MISSENSE}
    if before == STOP and after.startswith(STOP):
        return terms
    term = _length_term(change, before, after)
    if term is Consequence.INFRAME_DELETION or Consequence.START_LOST not in start:
        terms |= {term} if term else set()
    return terms or start or {Consequence.PROTEIN_ALTERING}


def _stop_terms(change: CodingChange, before: str, after: str) -> set[Consequence]:
    """A stop gained, lost or kept among the residues touched.

    A stop that stands behind the last residue, all residues being as before, is none gained.
    """
    new, old = after.find(STOP), before.find(STOP)
    if new < 0:
        lost = {Consequence.STOP_LOST} if old >= 0 else set()
        return lost or _pushed_stop(change, before, after)
    if old >= 0 and new >= old:
        return {Consequence.STOP_RETAINED} if new == old else _pushed_stop(change, before, after)
    if old >= 0 and new == len(after) - 1 and change.growth:
        return set()
    behind = change.sequence.protein[change.first_codon : -1]
    return set() if after.startswith(behind) else {Consequence.STOP_GAINED}


def _pushed_stop(change: CodingChange, before: str, after: str) -> set[Consequence]:
    """What VEP says of a stop codon that one or two inserted residues push along."""
    if not 0 < change.growth <= PUSHED * CODON:
        return set()
    first, protein = change.first_codon, change.sequence.protein[:-1]
    changed = after + protein[first + len(before) :]
    beyond = first + len(changed) - len(protein)
    is_pushed = 0 < beyond <= PUSHED and changed.startswith(protein[first:])
    return {Consequence.STOP_RETAINED} if is_pushed else set()


def _length_term(change: CodingChange, before: str, after: str) -> Consequence | None:
    """Whether residues are added or taken away beside those that stay, or replaced."""
    if change.growth < 0:
        if not change.alt or _is_deletion(before, after):
            return Consequence.INFRAME_DELETION
    else:
        read = after[: after.find(STOP) + 1] if STOP in after else after
        if read.startswith(before) or read.endswith(before):
            return Consequence.INFRAME_INSERTION
    if STOP in {before[:1], after[:1]} or after.endswith(before):
        return None
    return Consequence.PROTEIN_ALTERING


def _is_deletion(before: str, after: str) -> bool:
    """Whether the last residues before the stop codon are simply gone."""
    return before.endswith(STOP) and after.endswith(STOP) and before.endswith(after)


def border_terms(change: CodingChange) -> set[Consequence]:
    """Terms for a change that reaches from the coding sequence into an untranslated region."""
    terms = set()
    if change.touches_start:
        kept = start_is_kept(change)
        terms |= {Consequence.START_RETAINED} if kept else set()
        if not kept or change.after[:CODON] != change.sequence.start_codon:
            terms.add(Consequence.START_LOST)
    if change.touches_stop:
        terms.add(Consequence.STOP_RETAINED if stop_stays(change) else Consequence.STOP_LOST)
    return terms or {Consequence.CODING_SEQUENCE}


def stop_stays(change: CodingChange) -> bool:
    """Whether the protein is as long as before, whatever became of residues touched."""
    first = max(0, change.first_codon)
    expected = change.sequence.protein[first:]
    read = translate_to_stop(change.after[first * CODON :])
    known = UNKNOWN_RESIDUE not in expected and UNKNOWN_RESIDUE not in read
    return known and len(read) == len(expected) and read.endswith(STOP)
