"""The models that variants are read on: packaged, installed, or completed by a FASTA for this run.

What is used, the first that there is:

1. with ``--fasta``, the models completed by it, which are kept for the next run;
2. what the variable ``HCCGENOMICS_MODELS`` says: ``packaged``, or a folder that
   ``hccgenomics resources build -o`` wrote;
3. what ``hccgenomics resources build --fasta`` installed for this user;
4. what travels inside the package.

The choice is made for each assembly by itself.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError
from hccgenomics.knowledge.parts import Parts
from hccgenomics.knowledge.transcripts import PanelModels, models_of, packaged_parts
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.model.genome import ReferenceFacts

Models = PanelModels
"""Genes, regions and bases of one assembly, from whatever source."""

VARIABLE: Final = "HCCGENOMICS_MODELS"
PACKAGED: Final = "packaged"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the models of an assembly come from.

    Attributes:
        kind: In words.
        fasta: What completed them, if anything did.
    """

    parts: Parts
    kind: str
    fasta: ReferenceFacts | None = None

    def models(self, assembly: Assembly, *, verify: bool = False) -> PanelModels:
        """The models themselves."""
        return models_of(self.parts, assembly, verify=verify, fasta=self.fasta)


def unheard(text: str) -> None:
    """A warning that nobody asked to hear."""
    del text


def open_models(
    fasta: Path | None = None, *, warn: Callable[[str], None] = unheard
) -> Mapping[Assembly, Models]:
    """The models of both assemblies; the one that the FASTA holds is completed by it.

    Args:
        fasta: An indexed reference, plain or bgzip compressed.
        warn: Takes one line for whoever runs this, which no report depends on.

    Raises:
        AssemblyError: If the FASTA's contig lengths fit neither assembly, or its bases do not.
        UnreadableError: If it or its index cannot be read.
        ResourceError: If models of ours, or those the environment names, are damaged.
    """
    if fasta is None:
        return {a: source.models(a) for a, source in sources_in_use(warn=warn).items()}
    from hccgenomics.pipeline.completed import complete

    bases = named_sources()
    completed = complete(fasta, {a: source.parts for a, source in bases.items()}, warn=warn)
    opened = {a: source.models(a) for a, source in bases.items() if a is not completed.assembly}
    return {a: opened.get(a, completed) for a in Assembly}


def sources_in_use(
    *, warn: Callable[[str], None] = unheard, environ: Mapping[str, str] = os.environ
) -> dict[Assembly, Source]:
    """Where the models of each assembly come from in a run without ``--fasta``."""
    named = named_sources(environ)
    if environ.get(VARIABLE):
        return named
    from hccgenomics.pipeline.installed import installed_source

    found = {a: installed_source(a, named[a].parts, warn=warn, environ=environ) for a in Assembly}
    return {a: source or named[a] for a, source in found.items()}


def named_sources(environ: Mapping[str, str] = os.environ) -> dict[Assembly, Source]:
    """The packaged models, or those of the folder that the environment names.

    Raises:
        ResourceError: There are no models in that folder, or they are damaged.
    """
    packaged = Source(packaged_parts(), PACKAGED)
    choice = environ.get(VARIABLE, "")
    if choice in ("", PACKAGED):
        return dict.fromkeys(Assembly, packaged)
    from hccgenomics.pipeline.installed import fasta_beside

    folder = Path(choice)
    parts = Parts.in_folder(folder)
    there = {
        a: Source(parts, f"{VARIABLE}={folder}", fasta_beside(folder, a))
        for a in parts.manifest.assemblies
    }
    return {a: there.get(a, packaged) for a in Assembly}


def fasta_of(models: Models) -> ReferenceFacts | None:
    """The FASTA that completes the models, if one does."""
    return models.fasta


def refuse_other_assembly(fasta: Path | None, models: Models) -> None:
    """Refuse a FASTA that is not of the assembly the variants are on."""
    if fasta is None:
        return
    from hccgenomics.readers.reference import reference_facts

    if models.fasta != reference_facts(fasta):
        raise AssemblyError(
            f"The variants are on {models.assembly}, the FASTA is of the other assembly.",
            where=fasta,
            hint=f"Pass a FASTA of {models.assembly}, or none.",
        )
