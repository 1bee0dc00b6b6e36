"""Short cards on the genes a board asks about (engineer K writes this module)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.card import Card
    from hccgenomics.model.copy_number import CopyNumberFindings
    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.structural import StructuralFindings
    from hccgenomics.vocabulary import ComponentClass


@dataclass(frozen=True, slots=True)
class CardQuestion:
    """What cards are made from."""

    copies: CopyNumberFindings
    junctions: StructuralFindings
    alterations: Sequence[AnyAlteration]
    assayed: frozenset[ComponentClass]
    biomarkers: Sequence[Biomarker]
    settings: Settings
    markers: Sequence[MarkerResult]


def cards_of(question: CardQuestion) -> tuple[Card, ...]:
    """The cards of a sample."""
    del question
    return ()
