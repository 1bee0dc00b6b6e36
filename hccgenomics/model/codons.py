"""The standard genetic code, and the names of its residues.

NCBI translation table 1 (https://www.ncbi.nlm.nih.gov/Taxonomy/Utils/wprintgc.cgi). A codon with
an unknown base is still translated where every completion gives the same residue.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final

from hccgenomics.model.genome import UNKNOWN_BASE

CODON: Final = 3
"""Bases per residue."""

STOP: Final = "*"
UNKNOWN_RESIDUE: Final = "X"
INITIATOR: Final = "M"
"""Whatever the start codon, translation begins with methionine (Kozak 1999, PMID 10395892)."""

BASES: Final = "TCAG"
"""In the order of the table below."""
_RESIDUES: Final = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
_EXACT: Final = {"".join(c): r for c, r in zip(product(BASES, repeat=3), _RESIDUES, strict=True)}


def _residue(codon: tuple[str, ...]) -> str:
    """The residue of a codon in which N stands for any base."""
    choices = product(*(BASES if base == UNKNOWN_BASE else base for base in codon))
    residues = {_EXACT["".join(choice)] for choice in choices}
    return residues.pop() if len(residues) == 1 else UNKNOWN_RESIDUE


_ALPHABET: Final = BASES + UNKNOWN_BASE
_RADIX: Final = len(_ALPHABET)
_DIGITS: Final = bytes(
    _ALPHABET.index(chr(code)) if chr(code) in _ALPHABET else _ALPHABET.index(UNKNOWN_BASE)
    for code in range(256)
)
"""Each base as a digit; any other letter counts as unknown."""
_CODE: Final = bytes(map(ord, map(_residue, product(_ALPHABET, repeat=CODON)))).ljust(
    256, UNKNOWN_RESIDUE.encode()
)
"""The residue of a codon read as a number of three digits; 124 at most, so that it fits a byte."""

THREE_LETTER: Final = {
    "A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His",
    "I": "Ile", "K": "Lys", "L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln",
    "R": "Arg", "S": "Ser", "T": "Thr", "V": "Val", "W": "Trp", "Y": "Tyr",
    STOP: "Ter", UNKNOWN_RESIDUE: "Xaa",
}  # fmt: skip
"""IUPAC-IUB residue names, with HGVS's ``Ter`` for a stop."""


IUPAC: Final = {
    "A": "A", "C": "C", "G": "G", "T": "T", "R": "AG", "Y": "CT", "S": "CG", "W": "AT",
    "K": "GT", "M": "AC", "B": "CGT", "D": "AGT", "H": "ACT", "V": "ACG", "N": "ACGT",
}  # fmt: skip
"""Every code of a base that is not wholly known, and the bases it may be (Cornish-Bowden 1985,
PMID 2582368)."""


@lru_cache(maxsize=4096)
def completions(codes: str, residue: str) -> tuple[str, ...]:
    """The codons that three IUPAC codes allow and that code for a residue, ``X`` for any.

    >>> completions("YTN", "L"), completions("AAN", "L")
    (('CTA', 'CTC', 'CTG', 'CTT', 'TTA', 'TTG'), ())
    """
    allowed = map("".join, product(*(IUPAC[code] for code in codes)))
    return tuple(c for c in allowed if residue in (UNKNOWN_RESIDUE, _EXACT[c]))


def translate(bases: str) -> str:
    """Residues of the whole codons of ``bases``; ``*`` for a stop, ``X`` where unknown.

    >>> translate("ATGGCNNNNTAAA")
    'MAX*'
    """
    if len(bases) == CODON and bases in _EXACT:
        return _EXACT[bases]
    digits = bases[: len(bases) // CODON * CODON].encode().translate(_DIGITS)
    first, second, third = (int.from_bytes(digits[at::CODON]) for at in range(CODON))
    # All codons at once, one byte each: no sum reaches 256, so none carries into the next.
    codons = (first * _RADIX + second) * _RADIX + third
    return codons.to_bytes(len(digits) // CODON).translate(_CODE).decode()


def translate_to_stop(bases: str) -> str:
    """As ``translate``, up to the first stop, which is included if there is one.

    >>> translate_to_stop("ATGTAAGCA")
    'M*'
    """
    residues, stop, _ = translate(bases).partition(STOP)
    return residues + stop


def three_letter(residues: str) -> str:
    """One-letter residues as HGVS spells them.

    >>> three_letter("RS*")
    'ArgSerTer'
    """
    return "".join([THREE_LETTER[residue] for residue in residues])
