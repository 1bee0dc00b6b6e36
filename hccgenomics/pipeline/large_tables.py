"""The tables that only some inputs are read with, for provenance.

Those of copy number, of junctions and integrations, and of panels by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.pipeline.embedded_tables import embedded
from hccgenomics.vocabulary import CoverageKind

if TYPE_CHECKING:
    from hccgenomics.model.provenance import Resource
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.vocabulary import Assembly


def large_tables(inputs: Inputs, assembly: Assembly) -> tuple[Resource, ...]:
    """Each table with its digest, by name; nothing where no such file was given."""
    return embedded(sorted(_names(inputs, assembly)))


def _names(inputs: Inputs, assembly: Assembly) -> set[str]:
    names: set[str] = set()
    if inputs.copy_number:
        from hccgenomics.knowledge import arms, places, recurrent_arms

        names |= {places.NAMES[assembly], places.ALIASES}
        names |= {arms.TABLE, recurrent_arms.RECURRENT_ARMS}
    if inputs.structural:
        from hccgenomics.knowledge import places, viral

        names |= {places.NAMES[assembly], viral.GENES, viral.GENOMES, viral.BASES_FILE}
    if _has_named_panel(inputs):
        from hccgenomics.knowledge import panels

        names.add(panels.PANELS)
    return names


def _has_named_panel(inputs: Inputs) -> bool:
    looked = inputs.looked
    if looked is None or looked.panel is None:
        return False
    return looked.panel.kind is CoverageKind.NAMED_PANEL
