"""Our effect beside another annotator's, on the same transcript: what is stated differently.

Annotators have words of their own and finer or coarser ones than ours; what merely is said in other
words is no disagreement. What remains is listed for a reader, and nothing here decides who is
right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.quirks import quirk
from hccgenomics.model.annotation import Disagreement
from hccgenomics.model.protein_name import read_protein
from hccgenomics.vocabulary import (
    INFRAME_CONSEQUENCES,
    AnnotatedField,
    Annotator,
    Consequence,
    ProteinChangeKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.model.alteration import Effect
    from hccgenomics.model.annotation import ForeignEffect

VEP_WITH_FINE_TERMS: Final = 105
"""The Ensembl release that first tells the parts of a donor region and the polypyrimidine tract."""

_BESIDE_THE_GENE: Final = dict.fromkeys(
    (Consequence.UPSTREAM, Consequence.DOWNSTREAM), Consequence.INTERGENIC
)
"""How far upstream and downstream reach is a setting of each program."""
_COARSE_SPLICING: Final = {
    Consequence.SPLICE_DONOR_5TH_BASE: Consequence.SPLICE_REGION,
    Consequence.SPLICE_DONOR_REGION: Consequence.SPLICE_REGION,
    Consequence.SPLICE_POLYPYRIMIDINE: Consequence.INTRON,
}
_ONE_INFRAME: Final = dict.fromkeys(INFRAME_CONSEQUENCES, Consequence.PROTEIN_ALTERING)
_NEVER_SAID_BY_FUNCOTATOR: Final = {
    Consequence.SPLICE_REGION: Consequence.INTRON,
    Consequence.SPLICE_DONOR_5TH_BASE: Consequence.INTRON,
    Consequence.SPLICE_DONOR_REGION: Consequence.INTRON,
    Consequence.SPLICE_POLYPYRIMIDINE: Consequence.INTRON,
    Consequence.STOP_RETAINED: Consequence.SYNONYMOUS,
    Consequence.START_RETAINED: Consequence.SYNONYMOUS,
}
_ONE_WORD: Final = frozenset({Annotator.BCFTOOLS_CSQ, Annotator.FUNCOTATOR})
"""Annotators that name one of several grave terms and leave the others out."""
_GRAVE: Final = frozenset(
    {
        Consequence.SPLICE_ACCEPTOR,
        Consequence.SPLICE_DONOR,
        Consequence.STOP_GAINED,
        Consequence.FRAMESHIFT,
        Consequence.STOP_LOST,
        Consequence.START_LOST,
    }
)
_STATED_BASES: Final = re.compile(r"(del|dup|inv)(?:[ACGTN]+|\d+)(?=ins|$)", re.IGNORECASE)
_RELEASE: Final = re.compile(r"\d+")
_SAME_PROTEIN: Final = "="


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of one comparison.

    Attributes:
        compared: The fields that both sides state.
        disagreements: Those of them that differ.
    """

    compared: tuple[AnnotatedField, ...]
    disagreements: tuple[Disagreement, ...]


def same_transcript(effect: Effect, foreign: Iterable[ForeignEffect]) -> ForeignEffect | None:
    """The statement on this effect's transcript; of several that with the very same version.

    A judgement of a whole haplotype is no statement on this variant.
    """
    ours = effect.transcript
    accessions = {ours.transcript, ours.refseq}
    stems = {accession.partition(".")[0] for accession in accessions}
    mine = [other for other in foreign if other.accession in stems and not other.joint]
    return min(mine, key=lambda other: other.transcript not in accessions, default=None)


def compare(effect: Effect, theirs: ForeignEffect, *, as_written: bool = True) -> Comparison:
    """Consequence, c. name and p. name side by side.

    Args:
        effect: Ours.
        theirs: On the same transcript, whatever the version.
        as_written: Whether the file spells the variant as we name it; annotators take the record
            as it stands.
    """
    pairs = list(_pairs(effect, theirs))
    different = [pair for pair in pairs if not pair[1]]
    return Comparison(
        compared=tuple(field for field, *_ in pairs),
        disagreements=tuple(
            Disagreement(
                source=theirs.source.name,
                transcript=theirs.transcript,
                field=field,
                ours=ours,
                theirs=other,
                why=quirk(field, effect, theirs, as_written=as_written),
            )
            for field, _, ours, other in different
        ),
    )


def _pairs(
    effect: Effect, theirs: ForeignEffect
) -> Iterator[tuple[AnnotatedField, bool, str, str]]:
    """Each field that both state: whether they agree, ours, theirs."""
    taken = effect.annotated_by == theirs.source.name  # its own words say nothing of ours
    if theirs.consequences and not taken:
        words = "&".join(effect.consequences)
        same = is_same_consequence(effect.consequences, theirs)
        yield AnnotatedField.CONSEQUENCE, same, words, theirs.terms
    if effect.hgvs_c and theirs.hgvs_c and theirs.hgvs_c.startswith("c."):
        ours = effect.hgvs_c.rpartition(":")[2]
        same = plain_coding(ours) == plain_coding(theirs.hgvs_c)
        yield AnnotatedField.CODING_NAME, same, ours, theirs.hgvs_c
    if effect.hgvs_p and theirs.hgvs_p and not taken:
        ours = effect.hgvs_p.rpartition(":")[2]
        same = is_same_protein(ours, theirs.hgvs_p)
        yield AnnotatedField.PROTEIN_NAME, same, ours, theirs.hgvs_p


def is_same_consequence(ours: Sequence[Consequence], theirs: ForeignEffect) -> bool:
    """Whether the gravest consequence is the same, in the coarser of the two vocabularies."""
    merged = _merged(theirs)
    mine = {merged.get(term, term) for term in ours}
    other = {merged.get(term, term) for term in theirs.consequences}
    gravest, stated = _gravest(mine), _gravest(other)
    if gravest is stated:
        return True
    is_part = gravest in _GRAVE and stated in _GRAVE and stated in mine
    return is_part and theirs.source.annotator in _ONE_WORD


def _gravest(terms: Iterable[Consequence]) -> Consequence:
    return min(terms, key=lambda term: term.severity)


def _merged(theirs: ForeignEffect) -> Mapping[Consequence, Consequence]:
    """The distinctions that this annotator does not make."""
    match theirs.source.annotator:
        case Annotator.VEP if _release(theirs.source.version) >= VEP_WITH_FINE_TERMS:
            return _BESIDE_THE_GENE
        case Annotator.VEP:
            return _BESIDE_THE_GENE | _COARSE_SPLICING
        case Annotator.FUNCOTATOR:
            return _BESIDE_THE_GENE | _ONE_INFRAME | _NEVER_SAID_BY_FUNCOTATOR
        case _:
            return _BESIDE_THE_GENE | _COARSE_SPLICING | _ONE_INFRAME


def _release(version: str | None) -> int:
    found = _RELEASE.match(version or "")
    return int(found[0]) if found else 0


def plain_coding(name: str) -> str:
    """A c. name without the bases that HGVS leaves out.

    >>> plain_coding("c.651_668delGCGGCAGGAACGCCTGGA"), plain_coding("c.(35_36delGTinsAA)")
    ('c.651_668del', 'c.35_36delinsAA')
    """
    bare = name.replace("(", "").replace(")", "").replace(" ", "")
    return _STATED_BASES.sub(r"\1", bare)


def is_same_protein(ours: str, theirs: str) -> bool:
    """Whether two p. names say the same, one perhaps less of it.

    >>> is_same_protein("p.Lys132AsnfsTer38", "p.(K132fs)")
    True
    >>> is_same_protein("p.Leu54=", "p.="), is_same_protein("p.Arg249Ser", "p.R249S")
    (True, True)
    >>> is_same_protein("p.Gly12dup", "p.Gly12_Gly13insGly")
    False
    """
    mine, other = read_protein(ours), read_protein(theirs)
    if _is_silent(ours) and _is_silent(theirs):
        return True
    if mine is None or other is None:
        return _plain(ours) == _plain(theirs)
    if mine.kind is other.kind is ProteinChangeKind.SYNONYMOUS:
        return True
    return mine.covers(other) or other.covers(mine)


def _is_silent(name: str) -> bool:
    return _plain(name).endswith(_SAME_PROTEIN)


def _plain(name: str) -> str:
    return name.replace("(", "").replace(")", "").replace("*", "Ter").replace(" ", "")
