"""Everything that can alter a gene."""

from __future__ import annotations

from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.structural import (
    IntegrationAlteration,
    StructuralAlteration,
)

AnyAlteration = (
    SmallAlteration | CopyNumberAlteration | StructuralAlteration | IntegrationAlteration
)
"""Told apart by ``kind`` or by class; a ``match`` over it ends in ``assert_never``."""
