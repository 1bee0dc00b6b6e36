"""Alternate alleles and genotypes, as VCF spells them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Phase
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.integers import integer
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Mapping

GAP: Final = "-"
"""No bases, as MAF writes the missing allele of a deletion or insertion."""
_UNSPECIFIED: Final = frozenset({".", "<NON_REF>", "<*>", "<X>", "X", "<M>"})
"""No allele, or "whatever else might be here": GATK, VCF 4.3, samtools 1 and 0.1, and Pisces, whose
``<M>`` is an allele that another record has."""
_SPANNING: Final = frozenset({"*", "<*:DEL>"})
"""VCF 4.2's allele deleted by a record upstream, and what GATK 3 wrote before that."""
_BASES: Final = re.compile(r"[ACGTacgt]+")
_CODES: Final = re.compile(r"[ACGTNRYSWKMBDHVacgtnryswkmbdhv]+")
_BETWEEN: Final = re.compile(r"[/|]")
_UNKNOWN: Final = frozenset({"", "."})

Objection = tuple[DropReason, str]


def is_unspecified(alt: str) -> bool:
    """Whether an ALT names no allele at all.

    >>> is_unspecified("."), is_unspecified("<NON_REF>"), is_unspecified("<DEL>")
    (True, True, False)
    """
    return alt in _UNSPECIFIED


def objection(ref: str, alt: str) -> Objection | None:
    """Why this allele cannot be a small variant, or ``None`` if it can.

    >>> objection("G", "A") is None, objection("G", "*")[0].value
    (True, 'spanning_deletion')
    """
    if _BASES.fullmatch(alt) and _BASES.fullmatch(ref) and ref.upper() != alt.upper():
        return None
    if is_unspecified(alt):
        return DropReason.REFERENCE_BLOCK, words.NO_ALLELE
    if alt in _SPANNING:
        return DropReason.SPANNING_DELETION, words.DELETED_ELSEWHERE
    if "[" in alt or "]" in alt or (alt.startswith(".") or alt.endswith(".")):
        return DropReason.BREAKEND, words.BREAKENDS
    if "<" in alt:
        return DropReason.SYMBOLIC, words.WITHOUT_SEQUENCE.format(alt=alt)
    return _objection_to_bases(ref, alt)


def _objection_to_bases(ref: str, alt: str) -> Objection | None:
    for name, allele in (("REF", ref), ("ALT", alt)):
        if _BASES.fullmatch(allele):
            continue
        if _CODES.fullmatch(allele):
            return DropReason.AMBIGUOUS_BASES, words.OTHER_BASES.format(field=name)
        return DropReason.MALFORMED, words.NO_BASES.format(field=name)
    if ref.upper() == alt.upper():
        return DropReason.MALFORMED, words.ALT_IS_REF
    return None


def genotype(text: str | None) -> tuple[int | None, ...]:
    """The alleles of a genotype, unknown ones as ``None``; VCF 4.4 lets it begin with a phase.

    >>> genotype("0/1"), genotype("|0|2"), genotype("./."), genotype(None)
    ((0, 1), (0, 2), (None, None), ())
    """
    if text is None or text in _UNKNOWN:
        return ()
    return tuple(map(integer, _BETWEEN.split(text.lstrip("/|"))))


def carries(text: str | None, *, index: int) -> bool | None:
    """Whether a genotype names allele ``index``; ``None`` where it cannot be told.

    >>> carries("0/1", index=1), carries("0/0", index=1), carries("0/.", index=1)
    (True, False, None)
    """
    alleles = genotype(text)
    if index in alleles:
        return True
    return None if None in alleles or not alleles else False


def phase(fields: Mapping[str, str], *, index: int) -> Phase | None:
    """The haplotype that carries allele ``index``, where the caller says so.

    ``PS`` with a phased ``GT`` (VCF 4.3), ``PID`` with ``PGT`` (GATK), or ``HP`` (GATK 3). A phased
    ``GT`` without a set says nothing of other records, and an allele on both haplotypes is not
    placed on one.

    >>> phase({"GT": "0|1", "PS": "41266097"}, index=1)
    Phase(phase_set='PS:41266097', haplotype=2)
    """
    for tag, phased in (("PS", "GT"), ("PID", "PGT")):
        known = fields.get(tag, ".") not in _UNKNOWN
        haplotype = _haplotype(fields.get(phased, ""), index=index) if known else None
        if haplotype is not None:
            return Phase(f"{tag}:{fields[tag]}", haplotype)
    return _phase_of_hp(fields, index=index)


def _haplotype(text: str, *, index: int) -> int | None:
    inner = text.lstrip("/|")
    alleles = genotype(inner)
    if "|" not in inner or "/" in inner or alleles.count(index) != 1:
        return None
    return alleles.index(index) + 1


def _phase_of_hp(fields: Mapping[str, str], *, index: int) -> Phase | None:
    """``HP=17-1,17-2``: one identifier with its haplotype for each allele of ``GT``."""
    alleles = genotype(fields.get("GT"))
    places = fields.get("HP", "").split(",")
    if len(places) != len(alleles) or alleles.count(index) != 1:
        return None
    identifier, _, haplotype = places[alleles.index(index)].rpartition("-")
    number = integer(haplotype)
    return Phase(f"HP:{identifier}", number) if identifier and number is not None else None
