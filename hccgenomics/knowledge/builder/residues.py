"""Proteins that stand in for coding bases nobody has: what is kept of them, and what must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.knowledge.builder.coding import codons
from hccgenomics.knowledge.builder.draft import Residues
from hccgenomics.model.codons import CODON, IUPAC, STOP, UNKNOWN_RESIDUE, completions
from hccgenomics.model.genome import UNKNOWN_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hccgenomics.model.transcript import DegenerateCoding, Gene, Transcript

_Codon = tuple[int, ...]
"""Where on the plus strand the bases of one codon lie, in its own direction."""


def shared_residues(gene: Gene, given: Mapping[str, Residues]) -> dict[str, Residues]:
    """What the known proteins of a gene tell of its transcripts that have none.

    A codon that lies on the same three bases in both codes for the same residue.
    """
    told: dict[_Codon, str] = {}
    donors = [transcript for transcript in gene.transcripts if transcript.transcript in given]
    for donor in donors:
        residues = given[donor.transcript].residues
        told |= dict(zip(_codon_places(donor), residues, strict=True))
    source = " + ".join(f"codons of {donor.refseq}" for donor in donors)
    lacking = [transcript for transcript in gene.transcripts if transcript not in donors]
    return {t.transcript: Residues(_looked_up(t, told), source) for t in lacking if donors}


def _looked_up(transcript: Transcript, told: Mapping[_Codon, str]) -> str:
    return "".join([told.get(place, UNKNOWN_RESIDUE) for place in _codon_places(transcript)])


def _codon_places(transcript: Transcript) -> list[_Codon]:
    places = [
        at
        for part in transcript.coding_segments
        for at in range(part.start, part.end)[:: transcript.strand]
    ]
    return [tuple(places[at : at + CODON]) for at in range(0, len(places), CODON)]


def tells_more(coding: str, residues: str) -> bool:
    """Whether the protein says anything of a codon that is not known whole.

    >>> tells_more("ATGNNNTAG", "ML*"), tells_more("ATGNNNTAG", "MX*"), tells_more("ATGTAG", "M*")
    (True, False, False)
    """
    pairs = zip(codons(coding), residues, strict=True)
    return any(UNKNOWN_BASE in codon and residue != UNKNOWN_RESIDUE for codon, residue in pairs)


def yielding(kept: Residues, codings: Iterable[str]) -> str:
    """The residues, without those that known bases contradict if bases come first.

    >>> yielding(Residues("MLX*", "a protein", binding=False), ["ATGGNANNNTAG", "ATGYTNNNNTAG"])
    'MXX*'
    """
    if kept.binding:
        return kept.residues
    residues = list(kept.residues)
    for coding in codings:
        for at, codon in enumerate(codons(coding)[1:], start=1):
            if not completions(codon, residues[at]):
                residues[at] = UNKNOWN_RESIDUE
    return "".join(residues)


def contradictions(told: DegenerateCoding, protein: str, coding: str) -> Iterator[str]:
    """What is wrong with a degenerate coding sequence, phrase by phrase.

    Every known base must be among those its code stands for, every codon must be able to code for
    its residue, and there is one stop, at the end.

    >>> from hccgenomics.model.transcript import DegenerateCoding
    >>> told = DegenerateCoding("ATGYTNTAG", "MLX")
    >>> list(contradictions(told, "MLX", "ATGNNATAG"))
    []
    >>> list(contradictions(told, "ML*", "ATGGNATAG"))
    ['c.4 is G, its code is Y', 'codon 2 is GNA, its residue L']
    """
    if not len(told.codes) == len(coding) == CODON * len(protein):
        yield f"{len(told.codes)} codes and {len(protein)} residues for {len(coding)} coding bases"
        return
    for c_pos, (base, code) in enumerate(zip(coding, told.codes, strict=True), start=1):
        if base not in (UNKNOWN_BASE, *IUPAC[code]):
            yield f"c.{c_pos} is {base}, its code is {code}"
    for number, (residue, codon) in enumerate(zip(protein, codons(coding), strict=True), start=1):
        if number > 1 and not completions(codon, residue):
            yield f"codon {number} is {codon}, its residue {residue}"
    if STOP in protein[:-1] or protein[-1] not in (STOP, UNKNOWN_RESIDUE):
        yield "its protein does not end with the one stop it has"
