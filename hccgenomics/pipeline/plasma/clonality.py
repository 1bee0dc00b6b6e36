"""In how many of the tumour's cells a variant of the tissue is, and on how many copies.

Mutated copies a cell are ``vaf × (purity × copies + 2 × (1 − purity)) / purity`` (McGranahan 2015,
doi:10.1126/scitranslmed.aaa1408; unverified; the same mixture as ``ctdna.detection.expected_vaf``).
The copies that carry it are that number, rounded, between one and all; the share of cells is what
is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from hccgenomics.pipeline.plasma.tissue import TissueVariant

TWO: Final = 2.0
"""Copies of an autosome in a normal cell, and of a tumour cell where nothing else is known."""


class CellFraction(NamedTuple):
    """The share of tumour cells that carry a variant, with its interval."""

    value: float
    low: float
    high: float


def cell_fraction(
    variant: TissueVariant, purity: float | None, *, level: float
) -> CellFraction | None:
    """The share of tumour cells; ``None`` without purity or counts.

    The interval is that of the reads alone (Clopper-Pearson); purity and copies are taken as
    known. A share above one is what a purity stated too low gives.
    """
    from hccgenomics.model.binomial import clopper_pearson

    if not purity or not variant.depth or variant.alt_depth is None:
        return None
    alt = min(variant.alt_depth, variant.depth)
    low, high = clopper_pearson(alt, variant.depth, level)
    per_cell = _per_cell(copies_of(variant), purity)
    mutated = mutated_copies(variant, purity)
    value = alt / variant.depth
    return CellFraction(*(share * per_cell / mutated for share in (value, low, high)))


def mutated_copies(variant: TissueVariant, purity: float | None) -> float:
    """Copies that carry the variant in a tumour cell that has it; one where nothing tells."""
    if not purity or variant.vaf is None:
        return 1.0
    copies = copies_of(variant)
    rounded = round(variant.vaf * _per_cell(copies, purity))
    return float(min(max(1, rounded), copies))


def copies_of(variant: TissueVariant) -> float:
    """Copies of the gene in a tumour cell, two where the tissue's report tells none."""
    known = known_copies(variant)
    return TWO if known is None else known


def known_copies(variant: TissueVariant) -> float | None:
    """Copies as the tissue's report tells them; of a gene that is lost wholly there are none."""
    found = None if variant.copies is None else variant.copies.copies
    return None if found is None or found < 1 else found


def _per_cell(copies: float, purity: float) -> float:
    """What a fraction of reads is multiplied by to give copies in a tumour cell."""
    return (purity * copies + TWO * (1 - purity)) / purity
