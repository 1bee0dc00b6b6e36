"""Contigs of tables and structural files under our names, and what their names say of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.genome import canonical_contig
from hccgenomics.model.viral import viral_name
from hccgenomics.readers.panel import accessions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.vocabulary import Assembly


class ContigNames(dict[str, str | None]):
    """Our contig by one file's name for it, looked up once each; ``None`` beyond chromosomes.

    With ``viruses``, a virus keeps the file's own name.
    """

    def __init__(
        self, contigs: Mapping[Assembly, AssemblyContigs], *, viruses: bool = False
    ) -> None:
        super().__init__()
        self._accessions = {name: accessions(known) for name, known in contigs.items()}
        self._viruses = viruses

    def __missing__(self, name: str) -> str | None:
        found = canonical_contig(name)
        for known in self._accessions.values():
            found = found or known.get(name)
        if found is None and self._viruses and viral_name(name):
            found = name
        self[name] = found
        return found

    @property
    def witnesses(self) -> tuple[str, ...]:
        """What accessions that were met say of the assembly, each belonging to one alone."""
        return tuple(
            f"{name} is of {assembly}"
            for assembly, known in self._accessions.items()
            for name in self
            if name in known
        )
