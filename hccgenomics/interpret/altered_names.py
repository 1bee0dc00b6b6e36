"""What a board calls an alteration, of whatever kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from hccgenomics.interpret import integration_wording, wording
from hccgenomics.model import amounts
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.structural import (
    IntegrationAlteration,
    StructuralAlteration,
)
from hccgenomics.vocabulary import CopyClass

if TYPE_CHECKING:
    from hccgenomics.model.altered import AnyAlteration

CLASS_NAMES: Final = {
    **amounts.CLASS_NAMES,
    CopyClass.NO_CHANGE: wording.NO_CHANGE_OF_COPIES,
    CopyClass.NO_CALL: wording.NO_CALL_OF_COPIES,
}
"""Classes beside the name of a gene, where nothing else says that copies are meant."""


def altered_name(alteration: AnyAlteration) -> str:
    """``TP53 p.R249S``, ``FGF19 amplification``, ``DNAJB1::PRKACA fusion``."""
    match alteration:
        case SmallAlteration():
            return wording.name_of(alteration)
        case CopyNumberAlteration():
            return f"{alteration.gene} {CLASS_NAMES[alteration.copies.copy_class]}"
        case StructuralAlteration():
            return alteration.event.name
        case IntegrationAlteration():
            found = alteration.integration
            region = integration_wording.REGIONS.get(found.region, found.region)
            named = integration_wording.NAME.format(virus=found.virus)
            return f"{found.gene} {region}: {named}"
        case _:
            assert_never(alteration)
