"""The VRS identifier of a variant on the models at hand, if their sequence can vouch for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.annotate import effect_wording as wording
from hccgenomics.annotate.identity import Identity, identify

if TYPE_CHECKING:
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.models import Models


def identity_of(variant: Variant, models: Models) -> Identity:
    """As ``identify``, but never resting on bases that are not of the assembly itself."""
    found = identify(variant, models.contigs.contigs[variant.contig], models)
    if found.vrs_id is None or found.rests_on is None:
        return found
    if models.is_provisional(found.rests_on):
        return Identity(None, wording.ON_CLONES, found.rests_on)
    return found
