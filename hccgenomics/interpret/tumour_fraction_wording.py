"""The tumour's share of the cell-free DNA, in words: by what it was found, on what it rests."""

from __future__ import annotations

from typing import Final

FROM_VARIANTS: Final = "clonal variants of the tissue"
FROM_COPIES: Final = "copy number ({source})"
FROM_STATED: Final = "stated ({source})"
FROM_PLASMA_ALONE: Final = "variants of plasma alone"
FRACTION_WHY: Final = (
    "From {count} of the tissue, counted in plasma whether or not they were called{copies}; "
    "likelihood interval at {level}. The floor is what the same places could just have shown."
)
WITH_COPIES: Final = ", with the tissue's copies of {known} of {all} and two copies of the others"
WITHOUT_COPIES: Final = ", each taken as one of two copies, for the tissue's report tells none"
CALLED_ALONE: Final = (
    " Only what the files state reads of is counted; {count} more that they do not call would "
    "lower the value."
)
ONE_VARIANT_ALONE: Final = (
    " It rests on a single variant: a change of that place's copies, a subclone or a clone of "
    "blood cells would shift it, and nothing here could tell."
)
FEW_VARIANTS: Final = " It rests on {count} only, fewer than min_fraction_variants ({least})."
BELOW_FLOOR: Final = " At {value} it lies below the floor of {floor}: it cannot be told from none."
UNDETECTED: Final = (
    " The test over all places does not detect tumour DNA: it cannot be told from none."
)
FLOOR_UNKNOWN: Final = " No floor could be worked out, so a low value may be none."
NO_FRACTION: Final = "No clonal variant of the tissue is counted in plasma. {why}"
COPIES_WHY: Final = "As {source} states it{interval}. Its floor is the setting copy_fraction_floor."
OTHER_TOOL: Final = " The floor is that of ichorCNA; {source} may have another."
NO_INTERVAL: Final = "; it gives no interval"
NO_VALUE_OF_TOOL: Final = "{source} found no solution with a tumour fraction."
DE_NOVO: Final = (
    "Without a tissue report neither the copies of a place nor which variants are in all tumour "
    "cells are known, so no tumour fraction is worked out from variants."
)
DE_NOVO_LARGEST: Final = (
    " The largest allele fraction among {count} of likely tumour origin is {vaf} ({name}); if that "
    "were one of two copies in every tumour cell, twice as much of the DNA would be the tumour's."
)
