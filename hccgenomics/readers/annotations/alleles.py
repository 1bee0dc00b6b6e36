"""Which alternate allele an entry speaks of, by the ways in which annotators spell alleles.

Ensembl VEP removes the first base where an indel shares it with every allele of the record, and
writes ``-`` for what is then empty (Bio::EnsEMBL::VEP::Parser::VCF); SnpEff repeats ALT. A record
that was split or trimmed after it was annotated carries entries of alleles it no longer has. Where
two readings are possible none is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Spelling = Callable[[str, Sequence[str]], tuple[str, ...]]

EMPTY: Final = "-"
_NO_BASES: Final = frozenset("*<>[].")


def as_written(_: str, alts: Sequence[str]) -> tuple[str, ...]:
    """ALT as it stands."""
    return tuple(alts)


def as_vep_writes(ref: str, alts: Sequence[str]) -> tuple[str, ...]:
    """Without the first base, if an allele differs in length and all share that base.

    >>> as_vep_writes("CT", ["C", "CTT"]), as_vep_writes("C", ["T", "CT"])
    (('-', 'TT'), ('T', 'CT'))
    """
    bases = [alt for alt in alts if _NO_BASES.isdisjoint(alt)]
    is_indel = any(len(alt) != len(ref) for alt in bases)
    if not is_indel or any(alt[:1] != ref[:1] for alt in bases):
        return tuple(alts)
    return tuple((alt[1:] or EMPTY) if alt in bases else alt for alt in alts)


def as_trimmed(ref: str, alts: Sequence[str]) -> tuple[str, ...]:
    """Each allele without what it shares with REF (VEP's ``--minimal``).

    >>> as_trimmed("CTT", ["CT", "CTTA"])
    ('-', 'A')
    """
    return tuple(_trimmed(ref, alt) for alt in alts)


def _trimmed(ref: str, alt: str) -> str:
    if not _NO_BASES.isdisjoint(alt):
        return alt
    start = 0
    while start < min(len(ref), len(alt)) and ref[start] == alt[start]:
        start += 1
    end = 0
    while end < min(len(ref), len(alt)) - start and ref[-1 - end] == alt[-1 - end]:
        end += 1
    return alt[start : len(alt) - end] or EMPTY


VEP_SPELLINGS: Final[tuple[Spelling, ...]] = (as_vep_writes, as_written, as_trimmed)
SNPEFF_SPELLINGS: Final[tuple[Spelling, ...]] = (as_written, as_vep_writes)


def place_alleles(
    spelled: Iterable[str], ref: str, alts: Sequence[str], spellings: Sequence[Spelling]
) -> dict[str, int]:
    """The number of the alternate allele, from one, for each spelling that can be told.

    One way of spelling that explains every entry is taken; failing that, an entry is placed only
    if all ways agree and no other entry claims the same allele.

    >>> place_alleles(["T", "CT"], "C", ["CT"], VEP_SPELLINGS)      # split off C>T,CT
    {}
    >>> place_alleles(["T", "A"], "C", ["T"], VEP_SPELLINGS)        # split off C>T,A
    {'T': 1}
    """
    wanted = set(spelled)
    for spelling in spellings:
        names = spelling(ref, alts)
        if len(set(names)) == len(names) and wanted <= set(names):
            return {name: number for number, name in enumerate(names, start=1) if name in wanted}
    return _undisputed(wanted, [spelling(ref, alts) for spelling in spellings])


def _undisputed(wanted: set[str], readings: Sequence[tuple[str, ...]]) -> dict[str, int]:
    claims: dict[str, set[int]] = {
        name: {number for names in readings for number, n in enumerate(names, 1) if n == name}
        for name in wanted
    }
    claimants = [number for numbers in claims.values() for number in numbers]
    return {
        name: min(numbers)
        for name, numbers in claims.items()
        if len(numbers) == 1 and claimants.count(min(numbers)) == 1
    }
