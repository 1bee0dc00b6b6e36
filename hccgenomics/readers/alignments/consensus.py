"""Whether a read stands for one molecule: what programs and tags of a file say of it.

Consensus reads are made of all reads of one molecule and say so themselves:

==========  ====================================================================================
``cD``      fgbio and fgumi: reads behind the consensus; ``aD`` and ``bD``: of either strand
            (https://github.com/fulcrumgenomics/fgbio/issues/959)
``XV, XW``  DRAGEN and TruSight Oncology: reads of one strand, and of both; 0 for one strand alone
            (https://help.tso500software.illumina.com, Mapping and Alignment)
==========  ====================================================================================

Where duplicates were told by molecular barcodes, each fragment that is left is one molecule, and a
program of the header says so.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.vocabulary import DepthUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.readers.alignments.header import Program

RANK: Final = (DepthUnit.FRAGMENTS, DepthUnit.MOLECULES, DepthUnit.DUPLEX_MOLECULES)
"""From the weakest to the strongest: a file is what its weakest counted read is."""
_DEDUPLICATED: Final = (
    ("umi_tools", re.compile(r"umi_tools\s+dedup\b|^dedup\b")),
    ("UmiAwareMarkDuplicatesWithMateCigar", re.compile("")),
    ("MarkDuplicates", re.compile(r"(?i)\bBARCODE_TAG[= ]\s*(?!null\b)\S|--BARCODE_TAG\s+\S")),
)
"""Programs that leave one fragment of each molecule, and what their command must show."""


class ProgramUnit(NamedTuple):
    """What the header's programs say one fragment is, and which of them says so."""

    unit: DepthUnit
    evidence: str = ""


def unit_of_programs(programs: Iterable[Program]) -> ProgramUnit:
    """Fragments, or molecules where duplicates were told by their barcodes.

    >>> from hccgenomics.readers.alignments.header import Program
    >>> unit_of_programs([Program("umi_tools", "umi_tools dedup -I a.bam")]).unit
    <DepthUnit.MOLECULES: 'molecules'>
    >>> unit_of_programs([Program("MarkDuplicates", "MarkDuplicates INPUT=a.bam")]).unit
    <DepthUnit.FRAGMENTS: 'fragments'>
    """
    for program in programs:
        for name, command in _DEDUPLICATED:
            told = name in program.name or name in program.command
            if told and command.search(program.command):
                return ProgramUnit(DepthUnit.MOLECULES, name)
    return ProgramUnit(DepthUnit.FRAGMENTS)


def weakest(units: Iterable[DepthUnit]) -> DepthUnit | None:
    """What may be said of all of them together; ``None`` of none at all."""
    return min(units, key=RANK.index, default=None)


_SIZES: Final = {
    ord(kind): size for kind, size in zip("AcCsSiIf", (1, 1, 1, 2, 2, 4, 4, 4), strict=True)
}
_FORMS: Final = {
    ord(kind): struct.Struct(f"<{form}") for kind, form in zip("cCsSiI", "bBhHiI", strict=True)
}
_STRING: Final = frozenset(b"ZH")
_ARRAY: Final = ord("B")
_HEAD: Final = 3
_ARRAY_HEAD: Final = struct.Struct("<BI")
_ASKED: Final = frozenset({b"cD", b"aD", b"bD", b"XV", b"XW"})


def numbers_of_tags(aux: bytes) -> dict[bytes, int]:
    r"""The whole numbers of a record's tags that tell a consensus (SAM specification, 4.2.4).

    >>> numbers_of_tags(b"RXZACGT\x00cDC\x05NMC\x00")
    {b'cD': 5}
    """
    found: dict[bytes, int] = {}
    at = 0
    while at + _HEAD <= len(aux):
        tag, kind = aux[at : at + 2], aux[at + 2]
        at += _HEAD
        if tag in _ASKED and kind in _FORMS:
            (found[tag],) = _FORMS[kind].unpack_from(aux, at)
        at = _behind(aux, at, kind)
    return found


def _behind(aux: bytes, at: int, kind: int) -> int:
    """Where the next tag begins."""
    if kind in _STRING:
        return aux.index(b"\0", at) + 1
    if kind == _ARRAY:
        inner, number = _ARRAY_HEAD.unpack_from(aux, at)
        return int(at + _ARRAY_HEAD.size + number * _SIZES[inner])
    return at + _SIZES[kind]


def unit_of_tags(tags: dict[bytes, int]) -> DepthUnit:
    """What one read is by its own tags.

    >>> unit_of_tags({b"cD": 6, b"aD": 4, b"bD": 2}), unit_of_tags({b"cD": 6})
    (<DepthUnit.DUPLEX_MOLECULES: 'duplex_molecules'>, <DepthUnit.MOLECULES: 'molecules'>)
    """
    if (tags.get(b"aD", 0) > 0 and tags.get(b"bD", 0) > 0) or tags.get(b"XW", 0) > 0:
        return DepthUnit.DUPLEX_MOLECULES
    is_consensus = tags.get(b"cD", 0) > 0 or b"XV" in tags
    return DepthUnit.MOLECULES if is_consensus else DepthUnit.FRAGMENTS
