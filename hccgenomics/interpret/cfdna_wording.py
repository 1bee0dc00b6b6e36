"""What is said of cell-free DNA as a clinical file states it."""

from __future__ import annotations

from typing import Final

CFDNA_INPUT: Final = (
    "{mass} ng went into the library: {equivalents} haploid genome equivalents at {picograms} pg "
    "each, of which {share} are taken to be in it; no more molecules of a place can be seen."
)
CFDNA_NO_INPUT: Final = "The mass of cfDNA that went into the library is not stated."
CFDNA_STATED: Final = "As stated, plasma holds {ng} ng of cfDNA a millilitre."
CFDNA_EXTRACTED: Final = (
    "{mass} ng extracted from {volume} mL of plasma: {ng} ng a millilitre, losses of the "
    "extraction not counted."
)
CFDNA_DIFFERS: Final = (
    "The stated concentration ({stated} ng/mL) and mass over volume ({computed} ng/mL) differ more "
    "than twofold."
)
CFDNA_MORE_THAN_EXTRACTED: Final = "More cfDNA is stated to have gone in than was extracted."
