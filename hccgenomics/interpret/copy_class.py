"""What a number of copies is called: one set of cut-offs, from the settings, printed with the call.

With a purity the cut-offs are copies of a tumour cell; without one they are log2 ratios.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_wording import number
from hccgenomics.model.copy_number import CutOff
from hccgenomics.vocabulary import CopyClass

if TYPE_CHECKING:
    from hccgenomics.model.settings import Settings

RANK: Final = {
    CopyClass.HOMOZYGOUS_DELETION: -3,
    CopyClass.BORDERLINE_HOMOZYGOUS_DELETION: -2,
    CopyClass.LOSS: -1,
    CopyClass.NO_CHANGE: 0,
    CopyClass.GAIN: 1,
    CopyClass.BORDERLINE_AMPLIFICATION: 2,
    CopyClass.AMPLIFICATION: 3,
}
"""Classes in order; ``no_call`` has no place among them."""


@dataclass(frozen=True, slots=True)
class CutOffs:
    """The cut-offs of one kind of place, in copies or in log2 ratios.

    Attributes:
        base: What is no change: the ploidy in whole copies, the copies of normal cells on X and Y,
            or a log2 ratio of 0.
        ploidy: Above which the amplification is counted, where the genome is doubled.
    """

    in_copies: bool
    base: float
    amplification: float
    borderline_amplification: float
    gain: float
    loss: float
    borderline_deletion: float
    deletion: float
    ploidy: float | None = None


def by_ratio(settings: Settings) -> CutOffs:
    """Without a purity."""
    return CutOffs(
        in_copies=False,
        base=0.0,
        amplification=settings.amplification_log2,
        borderline_amplification=settings.borderline_amplification_log2,
        gain=settings.gain_log2,
        loss=settings.loss_log2,
        borderline_deletion=settings.borderline_homozygous_deletion_log2,
        deletion=settings.homozygous_deletion_log2,
    )


def by_copies(
    settings: Settings, ploidy: float, *, is_doubled: bool, normal: int | None = None
) -> CutOffs:
    """With a purity.

    What is no change is the ploidy in whole copies: in a genome of ploidy 2.4 most places have two,
    and three are a gain.

    Args:
        settings: The laboratory's choices.
        ploidy: Mean copies of a tumour cell.
        is_doubled: Whether amplification is counted from the ploidy.
        normal: Copies of normal cells, on X and Y; counted from instead of the ploidy.
    """
    fixed = settings.amplification_copies
    amplification = ploidy + settings.amplification_above_ploidy if is_doubled else fixed
    base = float(round(ploidy)) if normal is None else float(normal)
    return CutOffs(
        in_copies=True,
        base=base,
        amplification=amplification,
        borderline_amplification=amplification - settings.borderline_copies,
        gain=base + settings.gain_copies,
        loss=base - settings.gain_copies,
        borderline_deletion=settings.borderline_homozygous_deletion_copies,
        deletion=settings.homozygous_deletion_copies,
        ploidy=ploidy if is_doubled else None,
    )


def classify(value: float, cut: CutOffs) -> CopyClass:
    """The class of a number of copies or of a log2 ratio.

    A gain counts from its cut-off on; a loss of a ratio down to it, of copies under it, as the
    settings say.
    """
    if value >= cut.amplification:
        return CopyClass.AMPLIFICATION
    if value >= cut.borderline_amplification:
        return CopyClass.BORDERLINE_AMPLIFICATION
    if _is_deleted(value, cut.deletion, cut):
        return CopyClass.HOMOZYGOUS_DELETION
    if _is_deleted(value, cut.borderline_deletion, cut):
        return CopyClass.BORDERLINE_HOMOZYGOUS_DELETION
    if value >= cut.gain:
        return CopyClass.GAIN
    return CopyClass.LOSS if value <= cut.loss else CopyClass.NO_CHANGE


def threshold(copy_class: CopyClass, value: float, cut: CutOffs) -> str:
    """The cut-offs that a call was held against, in words, with their settings."""
    is_gain = _is_gain(value, cut)
    main = _amplified_from(cut) if is_gain else _deleted_under(cut)
    if abs(RANK[copy_class]) > RANK[CopyClass.GAIN]:
        return f"{main}."
    return f"{main}; {_changed(cut)}."


def neighbours(value: float, cut: CutOffs, settings: Settings) -> tuple[CutOff, ...]:
    """How the call would read at the cut-offs that others use."""
    others = _other_amplifications if _is_gain(value, cut) else _other_deletions
    return tuple(CutOff(text, classify(value, other)) for text, other in others(cut, settings))


def _is_deleted(value: float, bar: float, cut: CutOffs) -> bool:
    return value < bar if cut.in_copies else value <= bar


def _is_gain(value: float, cut: CutOffs) -> bool:
    return value >= cut.base


def _other_amplifications(cut: CutOffs, settings: Settings) -> tuple[tuple[str, CutOffs], ...]:
    """The neighbouring cut-offs; of a doubled genome as far from its own, and the fixed one too."""
    if not cut.in_copies:
        bars = settings.neighbouring_amplification_log2
        return tuple(
            (words.CUT_AMPLIFIED_LOG2.format(cut=number(b)), _amplify(cut, b)) for b in bars
        )
    shift = cut.amplification - settings.amplification_copies
    shifted = {bar + shift for bar in settings.neighbouring_amplification_copies}
    if cut.ploidy is not None:
        shifted.add(settings.amplification_copies)
    shifted.discard(cut.amplification)
    return tuple(
        (words.CUT_AMPLIFIED.format(cut=number(b)), _amplify(cut, b)) for b in sorted(shifted)
    )


def _other_deletions(cut: CutOffs, settings: Settings) -> tuple[tuple[str, CutOffs], ...]:
    if cut.in_copies:
        bars, text = settings.neighbouring_homozygous_deletion_copies, words.CUT_DELETED
    else:
        bars, text = settings.neighbouring_homozygous_deletion_log2, words.CUT_DELETED_LOG2
    return tuple((text.format(cut=number(bar)), _delete(cut, bar)) for bar in bars)


def _amplify(cut: CutOffs, bar: float) -> CutOffs:
    """The same with another cut-off for amplification, the border as far below it."""
    border = bar - (cut.amplification - cut.borderline_amplification)
    return replace(cut, amplification=bar, borderline_amplification=border)


def _delete(cut: CutOffs, bar: float) -> CutOffs:
    border = bar + (cut.borderline_deletion - cut.deletion)
    return replace(cut, deletion=bar, borderline_deletion=border)


def _amplified_from(cut: CutOffs) -> str:
    slots = {"cut": number(cut.amplification), "border": number(cut.borderline_amplification)}
    if not cut.in_copies:
        return words.AMPLIFIED_FROM_LOG2.format(**slots)
    if cut.ploidy is None:
        return words.AMPLIFIED_FROM.format(**slots)
    above = number(cut.amplification - cut.ploidy)
    return words.AMPLIFIED_FROM_DOUBLED.format(ploidy=number(cut.ploidy), above=above, **slots)


def _deleted_under(cut: CutOffs) -> str:
    text = words.DELETED_UNDER if cut.in_copies else words.DELETED_TO_LOG2
    return text.format(cut=number(cut.deletion), border=number(cut.borderline_deletion))


def _changed(cut: CutOffs) -> str:
    slots = {"gain": number(cut.gain), "loss": number(cut.loss)}
    if not cut.in_copies:
        return words.CHANGED_LOG2.format(**slots)
    step = number(cut.gain - cut.base)
    return words.CHANGED_COPIES.format(step=step, base=number(cut.base), **slots)
