"""One spelling per variant: left-aligned and parsimonious.

Tan, Abecasis and Kang 2015, Unified representation of genetic variants
(doi:10.1093/bioinformatics/btv112).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hccgenomics.annotate import effect_wording as wording
from hccgenomics.annotate.change import Strand, shared_prefix, slide
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.model.variant import Variant

if TYPE_CHECKING:
    from hccgenomics.model.genome import Reference


class Normalised(NamedTuple):
    """A variant in its one spelling, and what kept it from being so, if anything did."""

    variant: Variant
    note: str = ""


def normalise(variant: Variant, reference: Reference) -> Normalised:
    """The spelling with the fewest bases at the lowest position that says the same.

    >>> from types import SimpleNamespace
    >>> reference = SimpleNamespace(bases=lambda at: "GCACAT"[at.start : at.end])
    >>> str(normalise(Variant("chr1", 3, ref="ACA", alt="A"), reference).variant)
    'chr1:1GCA>G'
    """
    if variant.is_snv:
        return Normalised(variant)
    start, ref, alt = _trimmed(variant)
    if ref and alt:
        return Normalised(_respelt(variant, start, ref, alt))
    return _left_aligned(variant, start, ref, alt, reference)


def _trimmed(variant: Variant) -> tuple[int, str, str]:
    """The gap before the bases that differ, and those bases: shared ones are cut, last ones first.

    >>> _trimmed(Variant("chr1", 10, "CACA", "CA"))
    (9, 'CA', '')
    """
    ref, alt = variant.ref, variant.alt
    shared = shared_prefix(ref[::-1], alt[::-1])
    ref, alt = ref[: len(ref) - shared], alt[: len(alt) - shared]
    shared = shared_prefix(ref, alt)
    return variant.pos - 1 + shared, ref[shared:], alt[shared:]


def _left_aligned(
    variant: Variant, start: int, ref: str, alt: str, reference: Reference
) -> Normalised:
    """Move a pure insertion or deletion to the left as far as sequence is known."""
    unit = ref or alt
    strand = Strand(reference, variant.contig, 1, own=variant)
    steps, blocked = slide(unit[::-1], lambda at, n: strand.before(start - at, n))
    if steps and steps < start and strand.bases(start - steps - 1, start - steps) == UNKNOWN_BASE:
        steps, blocked = steps - 1, True
    turned = steps % len(unit)
    unit = unit[len(unit) - turned :] + unit[: len(unit) - turned]
    start -= steps
    ref, alt = ref and unit, alt and unit
    note = wording.ALIGNMENT_BLOCKED.format(contig=variant.contig, pos=start)
    return Normalised(_anchored(variant, start, ref, alt, strand), note if blocked else "")


def _anchored(variant: Variant, start: int, ref: str, alt: str, strand: Strand) -> Variant:
    """With the base before, as VCF wants it; with the base behind where there is none before."""
    before = strand.bases(start - 1, start) if start else UNKNOWN_BASE
    if before != UNKNOWN_BASE:
        return _respelt(variant, start - 1, before + ref, before + alt)
    behind = strand.bases(start + len(ref), start + len(ref) + 1)
    if not start or behind != UNKNOWN_BASE:
        return _respelt(variant, start, ref + behind, alt + behind)
    return variant


def _respelt(variant: Variant, start: int, ref: str, alt: str) -> Variant:
    if start == variant.pos - 1 and ref == variant.ref and alt == variant.alt:
        return variant
    return Variant(variant.contig, start + 1, ref, alt)
