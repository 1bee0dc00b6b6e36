"""The tables that only copy number, junctions and integrations are read with, for provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.pipeline.embedded_tables import embedded

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
    return names
