"""Known reasons why an annotator states something else; each with where it is documented.

A reason found here explains a disagreement and does not remove it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import wording
from hccgenomics.vocabulary import AnnotatedField, Annotator, Consequence, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.model.alteration import Effect
    from hccgenomics.model.annotation import ForeignEffect

    Applies = Callable[[AnnotatedField, Effect, ForeignEffect], bool]

INCOMPLETE: Final = frozenset(
    {SequenceGrade.PROVISIONAL, SequenceGrade.PARTIAL, SequenceGrade.NONE}
)
"""Grades of coding sequence of which not every base is that of the assembly."""
_INDEL: Final = re.compile(r"del|dup|ins")
_INTRONIC: Final = re.compile(r"\d[+-]\d")
_STOP_AS_INSERTED: Final = re.compile(r"(?:ins|delins)\w*Ter$")
_EXTENDED: Final = re.compile(r"^p\.Ter\d+.*ext")
_SPLICE_SITES: Final = frozenset({Consequence.SPLICE_ACCEPTOR, Consequence.SPLICE_DONOR})


def quirk(field: AnnotatedField, effect: Effect, theirs: ForeignEffect, *, as_written: bool) -> str:
    """The reason that is known for a disagreement, or ""."""
    for applies, sentence in _QUIRKS:
        if applies(field, effect, theirs):
            return sentence
    if _is_other_version(effect, theirs):
        ours = _of_same_kind(effect, theirs)
        return wording.QUIRK_VERSION.format(theirs=theirs.transcript, ours=ours)
    return "" if as_written else wording.QUIRK_AS_WRITTEN


def _of_same_kind(effect: Effect, theirs: ForeignEffect) -> str:
    ours = effect.transcript
    same_kind = ours.transcript.startswith(theirs.accession)
    return ours.transcript if same_kind else ours.refseq


def _is_other_version(effect: Effect, theirs: ForeignEffect) -> bool:
    return "." in theirs.transcript and theirs.transcript != _of_same_kind(effect, theirs)


def _stop_retained(field: AnnotatedField, effect: Effect, theirs: ForeignEffect) -> bool:
    """A stop that an insertion creates, ensembl-vep issue 1710."""
    gained = {Consequence.STOP_GAINED, Consequence.FRAMESHIFT, Consequence.STOP_LOST}
    return (
        theirs.source.annotator is Annotator.VEP
        and field is AnnotatedField.CONSEQUENCE
        and Consequence.STOP_RETAINED in theirs.consequences
        and not gained.isdisjoint(effect.consequences)
    )


def _created_stop(field: AnnotatedField, effect: Effect, theirs: ForeignEffect) -> bool:
    """VEP p.Glu303_Trp304insTer, HGVS p.Trp304Ter."""
    return (
        field is AnnotatedField.PROTEIN_NAME
        and bool(_STOP_AS_INSERTED.search(theirs.hgvs_p or ""))
        and not (effect.hgvs_p or "").endswith("=")
    )


def _stop_kept(field: AnnotatedField, effect: Effect, theirs: ForeignEffect) -> bool:
    """VEP inframe_insertion&stop_retained_variant, p.Ter977delinsTer; p.Ter977= by HGVS."""
    return (
        theirs.source.annotator is Annotator.VEP
        and field is not AnnotatedField.CODING_NAME
        and Consequence.STOP_RETAINED in effect.consequences
    )


def _extension(field: AnnotatedField, effect: Effect, theirs: ForeignEffect) -> bool:
    """VEP p.Ter2550AsnfsTer18 and p.Ter757delextTer35, HGVS p.Ter2550AsnextTer17."""
    ours = (effect.hgvs_p or "").rpartition(":")[2]
    return (
        field is AnnotatedField.PROTEIN_NAME
        and bool(_EXTENDED.match(ours))
        and ("ext" not in (theirs.hgvs_p or "") or "delext" in (theirs.hgvs_p or ""))
    )


def _start_codon(field: AnnotatedField, effect: Effect, theirs: ForeignEffect) -> bool:
    """Names of a lost start: HGVS p.Met1?, VEP p.Met1_?2 and the like."""
    ours = (effect.hgvs_p or "").rpartition(":")[2]
    is_name = field is AnnotatedField.PROTEIN_NAME and (
        ours.startswith("p.Met1") or (theirs.hgvs_p or "").partition("fs")[0].find("?") > 0
    )
    words = {Consequence.START_LOST, Consequence.START_RETAINED}
    is_word = field is AnnotatedField.CONSEQUENCE and not words.isdisjoint(
        (*effect.consequences, *theirs.consequences)
    )
    return is_name or is_word


def _shifted(field: AnnotatedField, effect: Effect, theirs: ForeignEffect) -> bool:
    """SnpEff moves a change to the 3′ end of a repeat before it judges it."""
    return (
        theirs.source.annotator is Annotator.SNPEFF
        and field is AnnotatedField.CONSEQUENCE
        and _is_indel(effect)
        and theirs.hgvs_c is not None
        and (effect.hgvs_c or "").rpartition(":")[2] == theirs.hgvs_c
    )


def _at_exon_end(field: AnnotatedField, effect: Effect, theirs: ForeignEffect) -> bool:
    """An insertion exactly between exon and intron is exonic to VEP and to us."""
    return (
        theirs.source.annotator is not Annotator.VEP
        and field is AnnotatedField.CONSEQUENCE
        and not _SPLICE_SITES.isdisjoint(theirs.consequences)
        and _SPLICE_SITES.isdisjoint(effect.consequences)
        and _is_indel(effect)
    )


def _inversion(field: AnnotatedField, effect: Effect, theirs: ForeignEffect) -> bool:
    return (
        field is AnnotatedField.CODING_NAME
        and (effect.hgvs_c or "").endswith("inv")
        and "delins" in (theirs.hgvs_c or "")
    )


def _unshifted(field: AnnotatedField, effect: Effect, theirs: ForeignEffect) -> bool:
    """A repeat of which not every base is known here may be longer than our name tells."""
    grade = effect.transcript.grade
    into_intron = grade is SequenceGrade.CDS and _INTRONIC.search(theirs.hgvs_c or "") is not None
    is_unknown = grade in INCOMPLETE or into_intron
    return field is AnnotatedField.CODING_NAME and is_unknown and _is_indel(effect)


def _is_indel(effect: Effect) -> bool:
    return is_indel(effect.hgvs_c or "")


def is_indel(name: str) -> bool:
    """Whether a c. name says that bases are lost or gained.

    >>> is_indel("NM_000477.7:c.281del"), is_indel("NM_000477.7:c.280A>C")
    (True, False)
    """
    return bool(_INDEL.search(name))


_QUIRKS: Final[tuple[tuple[Applies, str], ...]] = (
    (_stop_retained, wording.QUIRK_STOP_RETAINED),
    (_stop_kept, wording.QUIRK_STOP_KEPT),
    (_created_stop, wording.QUIRK_CREATED_STOP),
    (_extension, wording.QUIRK_EXTENSION),
    (_start_codon, wording.QUIRK_START),
    (_shifted, wording.QUIRK_SHIFT),
    (_at_exon_end, wording.QUIRK_EXON_END),
    (_inversion, wording.QUIRK_INVERSION),
    (_unshifted, wording.QUIRK_UNSHIFTED),
)
