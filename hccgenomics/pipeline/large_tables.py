"""The tables that only copy number, junctions and integrations are read with, for provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics import __version__
from hccgenomics.model.provenance import Resource

if TYPE_CHECKING:
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.vocabulary import Assembly


def large_tables(inputs: Inputs, assembly: Assembly) -> tuple[Resource, ...]:
    """Each table with its digest, by name; nothing where no such file was given."""
    names = _names(inputs, assembly)
    if not names:
        return ()
    from hccgenomics.knowledge.files import digest, resource

    return tuple(
        Resource(
            name=name,
            version=__version__,
            sha256=digest(resource(name)).removeprefix("sha256:"),
        )
        for name in sorted(names)
    )


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
