"""Transcript models for whoever looks after them: which are in use, whether they hold, new ones."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.parts import Parts
from hccgenomics.knowledge.transcripts import packaged_parts
from hccgenomics.pipeline.models import Source, sources_in_use, unheard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from hccgenomics.knowledge.builder.check import Outcome
    from hccgenomics.model.genome import ReferenceFacts
    from hccgenomics.readers.reference import FastaReference
    from hccgenomics.vocabulary import Assembly

_LOCAL = "local"
_FOLDER = "in {}"


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What models are to be made from, and where they go.

    Attributes:
        fasta, gff3: By assembly.
        facts: A folder of collected facts.
        release: What to call the result.
        outdir: A folder to write into; ``None`` to install for this user.
    """

    fasta: Mapping[Assembly, Path] = field(default_factory=dict)
    gff3: Mapping[Assembly, Path] = field(default_factory=dict)
    facts: Path | None = None
    release: str | None = None
    outdir: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Models that were written.

    Attributes:
        outcomes: What was verified, by assembly.
        parts: How many files.
        size: In bytes, together.
        folders: Where.
        remarks: What the FASTA left to be said.
    """

    outcomes: Mapping[Assembly, list[Outcome]]
    parts: int
    size: int
    folders: tuple[Path, ...]
    remarks: tuple[str, ...] = ()


def sources_of(
    folder: Path | None, *, warn: Callable[[str], None] = unheard
) -> dict[Assembly, Source]:
    """The models in use without ``--fasta``, or those of a folder that has fewer perhaps."""
    if folder is None:
        return sources_in_use(warn=warn)
    from hccgenomics.pipeline.installed import fasta_beside

    parts = Parts.in_folder(folder)
    return {
        a: Source(parts, _FOLDER.format(folder), fasta_beside(folder, a))
        for a in parts.manifest.assemblies
    }


def described(source: Source) -> str:
    """Where models come from, in one sentence.

    >>> described(Source(packaged_parts(), "packaged"))
    'Models: packaged.'
    """
    if source.fasta is None:
        return f"Models: {source.kind}."
    facts = source.fasta
    return (
        f"Models: {source.kind}, completed by {facts.name} ({facts.size:,} bytes, index "
        f"sha256:{facts.index_sha256})."
    )


def verify(sources: Mapping[Assembly, Source]) -> dict[Assembly, list[Outcome]]:
    """Check digests and biology of every model.

    Raises:
        ResourceError: Something does not hold.
    """
    from hccgenomics.knowledge.builder.check import check_models

    return {a: check_models(source.models(a, verify=True)) for a, source in sources.items()}


def holds_models(folder: Path) -> bool:
    """Whether a build into this folder would replace a file that is there."""
    from hccgenomics.knowledge.builder.write import holds_parts

    return holds_parts(folder)


def build(request: BuildRequest) -> Made:
    """Build models and check them; they are written, or installed, only if every check holds.

    Raises:
        ResourceError: Sources contradict each other, or a transcript fails a check.
        InputError: A file cannot be read, or is of another assembly.
        OutputError: The result cannot be written.
    """
    with ExitStack() as opened:
        fastas = {a: opened.enter_context(_open(path, a)) for a, path in request.fasta.items()}
        facts = {assembly: fasta.facts() for assembly, fasta in fastas.items()}
        if request.outdir is None:
            return _installed(fastas, facts, release=request.release)
        return _written(request, request.outdir, fastas, facts)


def _open(path: Path, assembly: Assembly) -> FastaReference:
    from hccgenomics.readers.reference import FastaReference

    return FastaReference(path, contigs=load_assemblies()[assembly])


def _written(
    request: BuildRequest,
    outdir: Path,
    fastas: Mapping[Assembly, FastaReference],
    facts: Mapping[Assembly, ReferenceFacts],
) -> Made:
    from hccgenomics.knowledge.builder.sources import Sources, collect
    from hccgenomics.knowledge.builder.write import write_resource
    from hccgenomics.pipeline.installed import write_beside

    draft = collect(Sources(facts=request.facts, gff3=request.gff3, fasta=fastas))
    built = write_resource(draft, outdir, release=request.release or _LOCAL)
    write_beside(outdir, facts)
    remarks = tuple(s for found in draft.completions.values() for s in found.sentences())
    return Made(built.outcomes, len(built.sizes), sum(built.sizes.values()), (outdir,), remarks)


def _installed(
    fastas: Mapping[Assembly, FastaReference],
    facts: Mapping[Assembly, ReferenceFacts],
    *,
    release: str | None,
) -> Made:
    """Each assembly by itself, so that one can be made anew without the other."""
    from hccgenomics.knowledge.builder.sources import completed_whole
    from hccgenomics.knowledge.completion import Completion
    from hccgenomics.pipeline.installed import install

    base = packaged_parts()
    made = {a: completed_whole(base, a, fasta, release=release) for a, fasta in fastas.items()}
    folders = tuple(install(a, parts, facts[a]) for a, (parts, _) in made.items())
    sizes = [len(data) for parts, _ in made.values() for data in parts.values()]
    stated = {a: Parts.in_memory(parts, where=a).manifest.facts for a, (parts, _) in made.items()}
    completions = [Completion.of(found, a) for a, found in stated.items()]
    remarks = tuple(s for one in completions if one is not None for s in one.sentences())
    outcomes = {a: found for a, (_, found) in made.items()}
    return Made(outcomes, len(sizes), sum(sizes), folders, remarks)
