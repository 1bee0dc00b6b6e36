"""One small alteration in its place along a coding sequence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.hgvs import short_protein
from hccgenomics.model.codons import CODON
from hccgenomics.model.gene_picture import DrawnChange, codon_of
from hccgenomics.model.long_bases import shortened
from hccgenomics.vocabulary import SPLICE_CONSEQUENCES, Mane, ProteinChangeKind

if TYPE_CHECKING:
    from hccgenomics.model.alteration import Effect, SmallAlteration
    from hccgenomics.model.transcript import Transcript

_BORDER: Final = re.compile(r":c\.(?:(\d+)\+\d+|(\d+)-\d+)")
_UPSTREAM: Final = re.compile(r"-(\d+)")
_NEW_STOP: Final = re.compile(r"fsTer(\d+)$")

Stretch = tuple[int, int]
"""First and last coding base; below zero before the start codon."""


def effect_on(alteration: SmallAlteration, transcript: Transcript) -> Effect | None:
    """What the alteration does to this transcript, where that was told."""
    wanted = transcript.transcript
    return next((e for e in alteration.effects if e.transcript.transcript == wanted), None)


def stretch_of(alteration: SmallAlteration, effect: Effect, last: int) -> Stretch | None:
    """Where a change lies on the coding sequence or in the promoter; ``None`` for elsewhere.

    By residues where the protein is named, by coding bases where it is not, and at the border of
    the exon for a splice site; ``last`` is the last coding base.
    """
    if effect.protein is not None:
        protein = effect.protein
        return _within(CODON * (protein.start - 1) + 1, CODON * protein.end, last)
    if effect.cds_start is not None and effect.cds_end is not None:
        return _within(effect.cds_start, effect.cds_end, last)
    if alteration.promoter is not None and effect.transcript.mane is Mane.SELECT:
        return _upstream(effect.hgvs_c or "")
    return None if SPLICE_CONSEQUENCES.isdisjoint(effect.consequences) else _at_border(effect, last)


def _within(start: int, end: int, last: int) -> Stretch:
    return min(max(1, start), last), min(max(1, end), last)


def _upstream(name: str) -> Stretch | None:
    """The outermost and innermost base of a name that may list several changes.

    >>> _upstream("NM_198253.3:c.-139_-138delinsTT"), _upstream("NM_198253.3:c.[-146C>T;-124C>T]")
    ((-139, -138), (-146, -124))
    """
    bases = [-int(digits) for digits in _UPSTREAM.findall(name.rpartition(":")[2])]
    return (min(bases), max(bases)) if bases else None


def _at_border(effect: Effect, last: int) -> Stretch | None:
    """The coding bases on either side of the intron whose end is hit."""
    found = _BORDER.search(effect.hgvs_c or "")
    if found is None:
        return None
    before = int(found[1]) if found[1] else int(found[2]) - 1
    return _within(before, before + 1, last)


def drawn_change(alteration: SmallAlteration, effect: Effect, stretch: Stretch) -> DrawnChange:
    """The change as a picture has it."""
    start, end = stretch
    is_coding = start > 0
    return DrawnChange(
        alteration=alteration.id,
        label=label_of(alteration, effect),
        kind=effect.most_severe,
        start=start,
        end=end,
        first_codon=codon_of(start) if is_coding else None,
        last_codon=codon_of(end) if is_coding else None,
        new_stop=_new_stop(effect),
        vaf=alteration.support.vaf,
        driver=alteration.is_driver,
    )


def label_of(alteration: SmallAlteration, effect: Effect) -> str:
    """The protein change by one letter, or the name of the bases where there is none."""
    if alteration.promoter is not None and effect.transcript.mane is Mane.SELECT:
        return shortened(f"c.{alteration.promoter.name.removeprefix('c.')}")
    if effect.hgvs_p:
        return short_protein(effect.hgvs_p)
    name = effect.hgvs_c or alteration.hgvs_g
    return shortened(name.rpartition(":")[2])


def elsewhere_named(alteration: SmallAlteration, effect: Effect | None) -> str:
    """A change without a place: by the transcript drawn, or by the first that has a name for it."""
    if effect is not None and (effect.hgvs_c or alteration.promoter):
        return label_of(alteration, effect)
    named = (other.hgvs_c for other in alteration.effects if other.hgvs_c)
    return shortened(next(named, alteration.hgvs_g))


def _new_stop(effect: Effect) -> int | None:
    """Where a shifted frame ends: the n-th codon from the first that is changed (HGVS fsTer)."""
    found = _NEW_STOP.search(effect.hgvs_p or "")
    is_shifted = effect.protein is not None and effect.protein.kind is ProteinChangeKind.FRAMESHIFT
    if found is None or effect.protein is None or not is_shifted:
        return None
    return effect.protein.start + int(found[1]) - 1
