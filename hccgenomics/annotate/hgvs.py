"""Names by the HGVS nomenclature 21.1 (https://hgvs-nomenclature.org/stable/).

One grammar serves g. and c. names: the change is shifted to the 3′ end of its strand, what repeats
the bases before it is a duplication, an exact reverse complement of two or more bases is an
inversion, any other exchange of bases is a delins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.change import Strand, oriented_change, shifted_3prime
from hccgenomics.model.codons import THREE_LETTER
from hccgenomics.model.genome import reverse_complement

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.annotate.change import Change
    from hccgenomics.annotate.coordinates import TranscriptMap
    from hccgenomics.model.genome import Contig, Reference
    from hccgenomics.model.variant import Variant

_ONE_LETTER: Final = {three: one for one, three in THREE_LETTER.items()}
_RESIDUE: Final = re.compile("|".join(_ONE_LETTER))


def short_protein(name: str) -> str:
    """A p. name as a page prints it: without accession, residues by one letter.

    >>> short_protein("NP_000537.3:p.Arg249Ser")
    'p.R249S'
    >>> short_protein("NP_000537.3:p.Lys132AsnfsTer38")
    'p.K132Nfs*38'
    """
    return _RESIDUE.sub(lambda found: _ONE_LETTER[found[0]], name.rpartition(":")[2])


def hgvs_g(variant: Variant, contig: Contig, reference: Reference) -> str:
    """The g. name on the versioned RefSeq accession of the contig."""
    if variant.is_snv:
        return f"{contig.refseq}:g.{substitution(str(variant.pos), variant.ref, variant.alt)}"
    strand = Strand(reference, variant.contig, 1, own=variant)
    change = shifted_3prime(oriented_change(variant, 1), strand).change
    return f"{contig.refseq}:g.{name_of(change, strand, lambda gap: str(gap + 1))}"


def coding_name(change: Change, strand: Strand, at: TranscriptMap) -> str:
    """The c. name, without accession, of a change that is already shifted."""
    return "c." + name_of(change, strand, lambda gap: str(at.coding_position(gap)))


def name_of(change: Change, strand: Strand, number: Callable[[int], str]) -> str:
    """What happens, and where; ``number`` names the base behind an oriented gap."""
    ref, alt = change.ref, change.alt
    if len(ref) == len(alt) == 1:
        return substitution(number(change.start), ref, alt)
    if not ref:
        return _insertion(change, strand, number)
    place = _place(change.start, change.end, number)
    if not alt:
        return f"{place}del"
    if alt == reverse_complement(ref):
        return f"{place}inv"
    return f"{place}delins{alt}"


def substitution(place: str, ref: str, alt: str) -> str:
    """One base for another, for which no sequence need be read."""
    return f"{place}{ref}>{alt}"


def _insertion(change: Change, strand: Strand, number: Callable[[int], str]) -> str:
    before = change.start - len(change.alt)
    if strand.bases(before, change.start) == change.alt:
        return f"{_place(before, change.start, number)}dup"
    return f"{_place(change.start - 1, change.start + 1, number)}ins{change.alt}"


def _place(start: int, end: int, number: Callable[[int], str]) -> str:
    """The first and last base between two gaps.

    >>> _place(9, 11, lambda gap: str(gap + 1))
    '10_11'
    """
    first = number(start)
    return first if end - start == 1 else f"{first}_{number(end - 1)}"
