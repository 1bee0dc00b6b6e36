"""What the protein tells of a coding sequence that is not embedded whole.

Where bases are missing, a codon is any of those that code for the residue of the protein and agree
with the bases that are known: the protein, back-translated, in IUPAC codes (Cornish-Bowden 1985,
PMID 2582368). The codes are not stored. They follow from the protein and from the bases of the
assembly at hand, and so can contradict neither.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.parts import PROTEINS, REBUILD
from hccgenomics.model.codons import (
    CODON,
    INITIATOR,
    IUPAC,
    UNKNOWN_RESIDUE,
    completions,
    translate,
)
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.model.transcript import DegenerateCoding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.knowledge.parts import Parts

PROTEIN_COLUMNS: Final = ("gene", "transcript", "protein", "source", "residues")

_CODE_OF: Final = {frozenset(bases): code for code, bases in IUPAC.items()}


def read_proteins(parts: Parts) -> Mapping[str, str]:
    """By Ensembl accession: the residues of transcripts that are not known whole, stop included."""
    return {row["transcript"]: row["residues"] for row in read_protein_rows(parts)}


def read_protein_rows(parts: Parts) -> list[dict[str, str]]:
    """The table of proteins; a resource that lacks the part lacks no base."""
    if PROTEINS not in parts.manifest.parts:
        return []
    heading, *rows = parts.read(PROTEINS).decode("utf-8").splitlines()
    if tuple(heading.split("\t")) != PROTEIN_COLUMNS:
        raise ResourceError("The columns are not those expected.", where=PROTEINS, hint=REBUILD)
    return [dict(zip(PROTEIN_COLUMNS, row.split("\t"), strict=True)) for row in rows]


def degenerate_coding(coding: str, protein: str, *, start_codon: str) -> DegenerateCoding:
    """Codes and residues of a coding sequence with ``N``, from the protein it codes for.

    A residue the protein does not tell is read off its codon where that is known. A codon whose
    known bases cannot code for the residue stays as it is known, and its residue unknown.

    >>> degenerate_coding("ATGNNNGCNTAG", "MLX*", start_codon="ATG")
    DegenerateCoding(codes='ATGYTNGCNTAG', protein='MLA*')
    >>> degenerate_coding("NNNGNNTAG", "ML*", start_codon="CTG")
    DegenerateCoding(codes='CTGGNNTAG', protein='MX*')
    """
    first = _first_codon(coding[:CODON], protein[0], start_codon)
    codons = [coding[at : at + CODON] for at in range(CODON, len(coding), CODON)]
    told = [first, *map(_codon, codons, protein[1:])]
    codes, residues = zip(*told, strict=True)
    return DegenerateCoding("".join(codes), "".join(residues))


def _first_codon(known: str, residue: str, start_codon: str) -> tuple[str, str]:
    """The start codon, which is read as methionine whatever it is (CTG in MYC)."""
    if residue == INITIATOR and _agrees(known, start_codon):
        return start_codon, residue
    return known, UNKNOWN_RESIDUE


@lru_cache(maxsize=4096)
def _codon(known: str, residue: str) -> tuple[str, str]:
    """The codes of one codon, and its residue.

    >>> _codon("NNN", "L"), _codon("TNN", "L"), _codon("GCN", "X"), _codon("GNN", "L")
    (('YTN', 'L'), ('TTR', 'L'), ('GCN', 'A'), ('GNN', 'X'))
    """
    told = translate(known) if residue == UNKNOWN_RESIDUE else residue
    fitting = completions(known, told)
    if not fitting:
        return known, UNKNOWN_RESIDUE
    return "".join(_CODE_OF[frozenset(column)] for column in zip(*fitting, strict=True)), told


def _agrees(known: str, codon: str) -> bool:
    return all(base in (UNKNOWN_BASE, there) for base, there in zip(known, codon, strict=True))
