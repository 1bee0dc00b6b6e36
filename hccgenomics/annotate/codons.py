"""The standard genetic code, and the names of its residues.

NCBI translation table 1 (https://www.ncbi.nlm.nih.gov/Taxonomy/Utils/wprintgc.cgi). A codon with
an unknown base is still translated where every completion gives the same residue.
"""

from __future__ import annotations

from itertools import product
from typing import Final

from hccgenomics.model.genome import UNKNOWN_BASE

CODON: Final = 3
"""Bases per residue."""

STOP: Final = "*"
UNKNOWN_RESIDUE: Final = "X"
INITIATOR: Final = "M"
"""Whatever the start codon, translation begins with methionine (Kozak 1999, PMID 10395892)."""

_BASES: Final = "TCAG"
_RESIDUES: Final = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
_EXACT: Final = {"".join(c): r for c, r in zip(product(_BASES, repeat=3), _RESIDUES, strict=True)}


def _residue(codon: tuple[str, ...]) -> str:
    """The residue of a codon in which N stands for any base."""
    choices = product(*(_BASES if base == UNKNOWN_BASE else base for base in codon))
    residues = {_EXACT["".join(choice)] for choice in choices}
    return residues.pop() if len(residues) == 1 else UNKNOWN_RESIDUE


_CODE: Final = {
    "".join(codon): _residue(codon) for codon in product(_BASES + UNKNOWN_BASE, repeat=CODON)
}

THREE_LETTER: Final = {
    "A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His",
    "I": "Ile", "K": "Lys", "L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln",
    "R": "Arg", "S": "Ser", "T": "Thr", "V": "Val", "W": "Trp", "Y": "Tyr",
    STOP: "Ter", UNKNOWN_RESIDUE: "Xaa",
}  # fmt: skip
"""IUPAC-IUB residue names, with HGVS's ``Ter`` for a stop."""


def translate(bases: str) -> str:
    """Residues of the whole codons of ``bases``; ``*`` for a stop, ``X`` where unknown.

    >>> translate("ATGGCNNNNTAAA")
    'MAX*'
    """
    code = _CODE
    return "".join(
        [
            code.get(bases[at : at + CODON], UNKNOWN_RESIDUE)
            for at in range(0, len(bases) - 2, CODON)
        ]
    )


def translate_to_stop(bases: str) -> str:
    """As ``translate``, up to the first stop, which is included if there is one.

    >>> translate_to_stop("ATGTAAGCA")
    'M*'
    """
    code = _CODE
    residues = []
    for at in range(0, len(bases) - 2, CODON):
        residue = code.get(bases[at : at + CODON], UNKNOWN_RESIDUE)
        residues.append(residue)
        if residue == STOP:
            break
    return "".join(residues)


def three_letter(residues: str) -> str:
    """One-letter residues as HGVS spells them.

    >>> three_letter("RS*")
    'ArgSerTer'
    """
    return "".join([THREE_LETTER[residue] for residue in residues])
