"""What the page calls the words of tissue and plasma."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import Compartments, ForcedBecause, ResidualState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

PLASMA_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    Compartments: {
        Compartments.BOTH: "tissue and plasma",
        Compartments.TISSUE_ONLY: "tissue only",
        Compartments.PLASMA_ONLY: "plasma only",
        Compartments.NEITHER: "neither, down to their limits",
        Compartments.UNDECIDED: "undecided",
    },
    ForcedBecause: {
        ForcedBecause.HOTSPOT: "hotspot",
        ForcedBecause.TISSUE: "tissue",
        ForcedBecause.CALLED: "called",
    },
    ResidualState: {
        ResidualState.DETECTED: "detected",
        ResidualState.NOT_DETECTED: "not detected",
        ResidualState.NOT_EVALUABLE: "not evaluable",
    },
}
