"""What another annotator says of a variant, taken over where we cannot say it ourselves.

Two cases: a gene of which we have no model, and a coding change in a sequence that is not known.
What is taken over is marked, and what we would have said stays with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import wording
from hccgenomics.interpret.comparison import (
    is_same_consequence,
    is_same_protein,
    plain_coding,
)
from hccgenomics.interpret.quirks import INCOMPLETE, is_indel
from hccgenomics.model.alteration import Effect, ProteinChange
from hccgenomics.model.annotation import MANE_SELECT
from hccgenomics.model.codons import UNKNOWN_RESIDUE
from hccgenomics.model.protein_name import read_protein
from hccgenomics.model.transcript import Transcript
from hccgenomics.vocabulary import (
    INFRAME_CONSEQUENCES,
    TRUNCATING_CONSEQUENCES,
    Consequence,
    Mane,
    ProteinChangeKind,
    SequenceGrade,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.annotation import ForeignEffect
    from hccgenomics.model.protein_name import ProteinName

_READ_ON: Final = frozenset({*TRUNCATING_CONSEQUENCES, *INFRAME_CONSEQUENCES})
"""Consequences that coordinates alone decide, though not the residues."""
_CODING: Final = frozenset(
    {
        *_READ_ON,
        Consequence.STOP_LOST,
        Consequence.START_LOST,
        Consequence.MISSENSE,
        Consequence.START_RETAINED,
        Consequence.STOP_RETAINED,
        Consequence.SYNONYMOUS,
    }
)


def completed(effect: Effect, theirs: ForeignEffect) -> Effect:
    """Our effect with the consequence and p. name that only the annotator could tell.

    Nothing is taken where the c. names show that the two do not speak of the same change.
    """
    if not is_undecided(effect) or not _is_same_change(effect, theirs):
        return effect
    if effect.most_severe is Consequence.CODING_SEQUENCE:
        if _CODING.isdisjoint(theirs.consequences):
            return effect
        return _taken(effect, theirs, theirs.consequences, wording.CONSEQUENCE_TAKEN)
    if theirs.hgvs_p is None or not is_same_consequence(effect.consequences, theirs):
        return effect
    return _taken(effect, theirs, effect.consequences, wording.NAME_TAKEN)


def is_undecided(effect: Effect) -> bool:
    """Whether the residues of a coding change are not known for want of sequence."""
    if effect.hgvs_p is not None or effect.cds_start is None or effect.annotated_by is not None:
        return False
    if effect.transcript.grade not in INCOMPLETE:
        return False
    return effect.most_severe is Consequence.CODING_SEQUENCE or effect.most_severe in _READ_ON


def _is_same_change(effect: Effect, theirs: ForeignEffect) -> bool:
    """By the c. names; ours of an indel may lie before the 3′ end of an unknown repeat."""
    if effect.hgvs_c is None or theirs.hgvs_c is None or is_indel(effect.hgvs_c):
        return True
    return plain_coding(effect.hgvs_c.rpartition(":")[2]) == plain_coding(theirs.hgvs_c)


def _taken(
    effect: Effect, theirs: ForeignEffect, consequences: tuple[Consequence, ...], what: str
) -> Effect:
    name = read_protein(theirs.hgvs_p or "")
    notes = [
        wording.TAKEN.format(what=what, source=theirs.source.name, transcript=theirs.transcript),
        wording.OWN_CONSEQUENCE.format(
            transcript=effect.transcript.refseq, consequence="&".join(effect.consequences)
        ),
    ]
    ours = (effect.transcript.transcript, effect.transcript.refseq)
    if "." in theirs.transcript and theirs.transcript not in ours:
        same = next((a for a in ours if a.startswith(f"{theirs.accession}.")), ours[0])
        notes.insert(1, wording.OTHER_VERSION.format(theirs=theirs.transcript, ours=same))
    return replace(
        effect,
        consequences=consequences,
        hgvs_p=_protein_name(theirs, name),
        protein=protein_change(name),
        notes=(*notes, *effect.notes),
        annotated_by=theirs.source.name,
    )


def effect_elsewhere(theirs: ForeignEffect, gene: str, contig: str) -> Effect:
    """The effect on a gene of which we have no model: wholly the annotator's."""
    name = read_protein(theirs.hgvs_p or "")
    note = wording.ANNOTATED_ELSEWHERE.format(
        source=theirs.source.name,
        transcript=theirs.transcript or wording.UNNAMED_TRANSCRIPT,
        standing=wording.STANDING[theirs.standing],
    )
    is_pair = len(theirs.joint) > 1
    together = wording.JUDGED_TOGETHER if is_pair else wording.JUDGED_BEHIND
    return Effect(
        transcript=_transcript(theirs, gene, contig),
        consequences=theirs.consequences,
        hgvs_c=_coding_name(theirs),
        hgvs_p=_protein_name(theirs, name),
        protein=protein_change(name),
        exon=theirs.exon,
        intron=theirs.intron,
        escapes_nmd=_escapes_decay(theirs),
        notes=(note, together.format(changes=wording.listed(theirs.joint)))
        if theirs.joint
        else (note,),
        annotated_by=theirs.source.name,
    )


def otherwise_elsewhere(taken: ForeignEffect, other: ForeignEffect) -> Iterator[str]:
    """That a second annotator states otherwise on a gene of which we have no model."""
    if other.consequences and is_same_consequence(taken.consequences, other):
        mine, its = taken.hgvs_p, other.hgvs_p
        if mine is None or its is None or is_same_protein(mine, its):
            return
    yield wording.OTHERWISE_ELSEWHERE.format(
        source=other.source.name,
        terms=other.terms,
        name=f" ({other.hgvs_p})" if other.hgvs_p else "",
        transcript=other.transcript or wording.UNNAMED_TRANSCRIPT,
    )


def _transcript(theirs: ForeignEffect, gene: str, contig: str) -> Transcript:
    """The transcript as far as it is known: its accessions."""
    return Transcript(
        gene=gene,
        transcript=theirs.transcript,
        refseq=theirs.transcript,
        protein=theirs.protein,
        refseq_protein=theirs.protein,
        mane=Mane.SELECT if theirs.standing == MANE_SELECT else Mane.UNSTATED,
        contig=contig,
        strand=1,
        exons=(),
        cds_start=0,
        cds_end=0,
        start_codon="",
        grade=SequenceGrade.NONE,
        residues=theirs.residues,
    )


def _coding_name(theirs: ForeignEffect) -> str | None:
    if theirs.hgvs_c is None:
        return None
    name = plain_coding(theirs.hgvs_c)
    return f"{theirs.transcript}:{name}" if theirs.transcript else name


def _protein_name(theirs: ForeignEffect, name: ProteinName | None) -> str | None:
    """With the accession where the annotator gives one; in three letters where it can be read."""
    if theirs.hgvs_p is None:
        return None
    said = theirs.hgvs_p if name is None else str(name)
    return f"{theirs.protein}:{said}" if theirs.protein else said


def protein_change(name: ProteinName | None) -> ProteinChange | None:
    """A p. name as a change of residues; what it does not tell of them is ``X``.

    >>> protein_change(read_protein("p.E746_A750del"))       # doctest: +ELLIPSIS
    ProteinChange(kind=<ProteinChangeKind.DELETION: 'deletion'>, ..., ref='EXXXA', alt='')
    """
    if name is None or name.kind is None:
        return None
    length = name.end - name.start + 1
    unknown = UNKNOWN_RESIDUE * max(length - 2, 0)
    ref = name.first if length == 1 else f"{name.first}{unknown}{name.last}"
    return ProteinChange(name.kind, name.start, name.end, ref, _alternate(name, ref))


def _alternate(name: ProteinName, ref: str) -> str:
    """What stands there instead, as our own effects have it."""
    match name.kind:
        case ProteinChangeKind.SYNONYMOUS:
            return ref
        case ProteinChangeKind.DUPLICATION:
            return ref * 2
        case ProteinChangeKind.START_LOSS:
            return UNKNOWN_RESIDUE
        case _:
            return name.alt or ""


def _escapes_decay(theirs: ForeignEffect) -> bool | None:
    """Told only for the last exon of a protein whose length is stated."""
    if theirs.exon is None or TRUNCATING_CONSEQUENCES.isdisjoint(theirs.consequences):
        return None
    number, total = theirs.exon
    return True if number == total and theirs.residues is not None else None
