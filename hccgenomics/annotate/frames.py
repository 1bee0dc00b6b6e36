"""Whether a reading frame goes on across a junction.

Between introns whole exons are joined, and the frame goes on where the coding bases before the
last kept exon's end and those before the first kept exon leave the same remainder by three; within
exons, and in RNA, bases are counted one by one with those inserted between.
"""

from __future__ import annotations

from dataclasses import dataclass

from hccgenomics.annotate import structural_wording as wording
from hccgenomics.model.codons import CODON
from hccgenomics.vocabulary import Frame


@dataclass(frozen=True, slots=True)
class CodingSide:
    """How much of a gene's coding sequence lies before a cut.

    Attributes:
        before: Coding bases before it; negative where it lies before the start codon.
        length: Of the coding sequence, stop codon included.
    """

    gene: str
    before: int
    length: int


def frame_of(five: CodingSide, three: CodingSide, inserted: int = 0) -> tuple[Frame, str]:
    """Whether the 3′ partner is read in its own frame, and why.

    >>> exon_1 = CodingSide("DNAJB1", 211, 1023)
    >>> frame_of(exon_1, CodingSide("PRKACA", 46, 1056))[0].value
    'in_frame'
    >>> frame_of(exon_1, CodingSide("PRKACA", 108, 1056))[0].value
    'out_of_frame'
    >>> frame_of(CodingSide("TMPRSS2", -4, 1479), CodingSide("ERG", 0, 1440))[0].value
    'not_coding'
    """
    names = {"five": five.gene, "three": three.gene}
    if three.before >= three.length:
        return Frame.NOT_CODING, wording.NO_CODING_THREE.format(three=three.gene)
    if five.before <= 0:
        return Frame.NOT_CODING, _without_start(five, three)
    if five.before >= five.length:
        return Frame.NOT_CODING, wording.STOP_KEPT.format(**names)
    goes_on = (five.before + inserted - three.before) % CODON == 0
    if three.before < 0:
        return _through_leader(three, goes_on=goes_on)
    text = wording.SAME_FRAME if goes_on else wording.OTHER_FRAME
    between = wording.INSERTED.format(bases=inserted) if inserted else ""
    why = text.format(**names, kept=five.before, lost=three.before, inserted=between)
    return Frame.IN_FRAME if goes_on else Frame.OUT_OF_FRAME, why


def _without_start(five: CodingSide, three: CodingSide) -> str:
    text = wording.PROMOTER_SWAP if three.before <= 0 else wording.NO_CODING_FIVE
    return text.format(five=five.gene, three=three.gene, lost=three.before)


def _through_leader(three: CodingSide, *, goes_on: bool) -> tuple[Frame, str]:
    text = wording.THROUGH_LEADER if goes_on else wording.THROUGH_LEADER_OUT
    frame = Frame.UNKNOWN if goes_on else Frame.OUT_OF_FRAME
    return frame, text.format(bases=-three.before, three=three.gene)


def frame_without(start: int, end: int, length: int, what: str) -> tuple[Frame, str]:
    """Whether a gene is read on where the coding bases from ``start`` to ``end`` are changed.

    Both are counted as ``CodingSide.before``; ``what`` says what is done to them.

    >>> frame_without(13, 241, 2346, "deleted")        # CTNNB1 exon 3
    (<Frame.IN_FRAME: 'in_frame'>, '228 coding bases are deleted, a multiple of three.')
    """
    first, last = max(start, 0), min(end, length)
    bases = last - first
    if bases <= 0:
        return Frame.NOT_CODING, wording.LOST_NOT_CODING.format(what=what)
    if what == wording.DELETED and first < CODON:
        return Frame.OUT_OF_FRAME, wording.START_LOST.format(bases=bases, what=what)
    if what == wording.DELETED and last > length - CODON:
        return Frame.OUT_OF_FRAME, wording.STOP_LOST.format(bases=bases, what=what)
    if bases % CODON:
        return Frame.OUT_OF_FRAME, wording.LOST_OUT_OF_FRAME.format(bases=bases, what=what)
    return Frame.IN_FRAME, wording.LOST_IN_FRAME.format(bases=bases, what=what)
