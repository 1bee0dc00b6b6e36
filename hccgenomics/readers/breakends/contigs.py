"""The sequences that breakends lie on: chromosomes under our names, viruses under the file's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.genome import canonical_contig
from hccgenomics.model.viral import viral_name
from hccgenomics.readers.panel import accessions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.vocabulary import Assembly


class ContigNames:
    """How the contigs of a file are called here."""

    def __init__(self, contigs: Mapping[Assembly, AssemblyContigs]) -> None:
        self._known: dict[str, str | None] = {}
        for assembly in contigs.values():
            self._known.update(accessions(assembly))

    def ours(self, name: str) -> str | None:
        """Our name of a chromosome, the file's own of a virus, ``None`` for anything else."""
        if name not in self._known:
            self._known[name] = canonical_contig(name) or (name if viral_name(name) else None)
        return self._known[name]
