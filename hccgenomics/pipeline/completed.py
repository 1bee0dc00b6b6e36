"""The models completed by the FASTA of a run, kept in the user's cache folder for the next one.

An entry goes by what it was made from: the state of the FASTA (``reference_digest``), the models
that were completed, and the program. The bases of a whole genome are not hashed, which would take
longer than the run; those that were read are, and their digests are in the entry. What a report
states is the digest of the entry, which does not depend on how the FASTA is called or dated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics import __version__
from hccgenomics.errors import AssemblyError
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.files import digest_of
from hccgenomics.knowledge.kept import keep, kept
from hccgenomics.knowledge.parts import Parts
from hccgenomics.knowledge.transcripts import models_of
from hccgenomics.model.folders import cache_folder
from hccgenomics.readers.reference import FastaReference, reference_digest, reference_facts
from hccgenomics.vocabulary import MITOCHONDRION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.vocabulary import Assembly

MODELS: Final = "models"
"""The folder of the entries, below that of the program."""

_NAME_LENGTH: Final = 32
"""Hexadecimal digits of the digest that an entry goes by."""


def complete(
    fasta: Path, bases: Mapping[Assembly, Parts], *, warn: Callable[[str], None]
) -> PanelModels:
    """The models of the assembly that the FASTA holds, completed by it: kept ones, or new ones.

    Raises:
        AssemblyError: Its contig lengths fit neither assembly, or its bases contradict it.
        UnreadableError: It or its index cannot be read.
    """
    facts, state = reference_facts(fasta), reference_digest(fasta)
    root = cache_folder()
    names = {assembly: _name(assembly, state, base) for assembly, base in bases.items()}
    if root is not None:
        for assembly, name in names.items():
            if (parts := kept(root / MODELS, name)) is not None:
                return models_of(parts, assembly, fasta=facts)
    assembly, made = _made(fasta, bases)
    if root is None:
        warn("There is no cache folder, so the FASTA is read anew by every run.")
    else:
        _keep(root / MODELS, names[assembly], made, warn=warn)
    return models_of(Parts.in_memory(made, where=fasta), assembly, fasta=facts)


def _name(assembly: Assembly, state: str, base: Parts) -> str:
    made_from = "\n".join((__version__, base.manifest.sha256, state))
    digits = digest_of(made_from.encode()).removeprefix("sha256:")
    return f"{assembly}-{digits[:_NAME_LENGTH]}"


def _keep(
    root: Path, name: str, parts: Mapping[str, bytes], *, warn: Callable[[str], None]
) -> None:
    try:
        keep(root, name, parts)
    except OSError as error:
        warn(
            f"What was read of the FASTA cannot be kept in {root} ({error.strerror or error}), so "
            "it is read anew by every run."
        )


def _made(fasta: Path, bases: Mapping[Assembly, Parts]) -> tuple[Assembly, dict[str, bytes]]:
    from hccgenomics.knowledge.builder.completion import completed_parts

    assembly = assembly_of(fasta)
    with FastaReference(fasta, contigs=load_assemblies()[assembly]) as reference:
        return assembly, completed_parts(bases[assembly], assembly, reference)


def assembly_of(fasta: Path) -> Assembly:
    """The assembly whose contig lengths most contigs of the FASTA have.

    The mitochondrion has no say: UCSC's hg19 has another one than GRCh37.

    Raises:
        AssemblyError: Neither.
    """
    for assembly, contigs in load_assemblies().items():
        with FastaReference(fasta, contigs=contigs) as reference:
            lengths = [
                (reference.length(contig.name), contig.length)
                for contig in contigs.contigs.values()
                if contig.name != MITOCHONDRION
            ]
        known = [(found, expected) for found, expected in lengths if found is not None]
        if known and sum(found == expected for found, expected in known) * 2 > len(known):
            return assembly
    raise AssemblyError(
        "The FASTA's contig lengths fit neither GRCh37 nor GRCh38.",
        where=fasta,
        hint="Pass the reference the variants were called on.",
    )
