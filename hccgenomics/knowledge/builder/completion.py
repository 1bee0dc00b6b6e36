"""The models of one assembly, completed by a FASTA."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError
from hccgenomics.knowledge.builder.check import check_models
from hccgenomics.knowledge.builder.draft import Draft
from hccgenomics.knowledge.builder.fasta import OfAssembly, read_fasta
from hccgenomics.knowledge.builder.packaged import kept_pieces, kept_residues
from hccgenomics.knowledge.builder.pieces import where_unknown
from hccgenomics.knowledge.builder.write import pack_draft, sealed
from hccgenomics.knowledge.completion import Completion
from hccgenomics.knowledge.parts import Parts
from hccgenomics.knowledge.transcripts import REGION_FLANK, models_of
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import CONTIGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.knowledge.builder.fasta import OpenFasta, Reading
    from hccgenomics.knowledge.builder.pieces import Piece
    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.model.transcript import Gene
    from hccgenomics.vocabulary import Assembly

MAX_CONTRADICTIONS: Final = 5
"""Bases in which a FASTA may differ from those known at reference grade before it is refused. Our
own choice: the assemblies agree with all 7.6 million of them, a personal or major-allele reference
differs in thousands."""

SUFFIX: Final = "+fasta"
"""Behind the release of the models that were completed."""


def complete(draft: Draft, assembly: Assembly, fasta: OpenFasta, base: Parts) -> None:
    """Add the models of an assembly: bases of the FASTA first, those of ``base`` where it has none.

    Raises:
        AssemblyError: The FASTA contradicts what is known at reference grade.
    """
    models = models_of(base, assembly)
    genes = [models.gene(symbol) for symbol in models.symbols]
    own = list(kept_pieces(base, assembly))
    reading = read_fasta(fasta, regions_of(genes, own, models.contigs))
    contradicted = _contradictions(own, reading.pieces)
    if len(contradicted) > MAX_CONTRADICTIONS:
        raise AssemblyError(
            f"It has other bases than {assembly} at {len(contradicted):,} known places, first at "
            f"{contradicted[0]}.",
            where=fasta.name,
            hint=f"Pass an unaltered FASTA of {assembly}.",
        )
    draft.genes[assembly] = genes
    draft.pieces[assembly] = [*reading.pieces, *where_unknown(own, reading.pieces)]
    draft.residues |= kept_residues(base)
    draft.readings[assembly] = reading
    draft.completions[assembly] = _completion(reading, contradicted)


def completed_parts(base: Parts, assembly: Assembly, fasta: OpenFasta) -> dict[str, bytes]:
    """The parts of a resource of one assembly, manifest included; nothing is written.

    A transcript that does not hold with the bases of the FASTA is kept with them, since they are
    those the variants were called on, but is graded provisional, and the reason is kept.
    """
    models = models_of(base, assembly)
    draft = Draft()
    complete(draft, assembly, OfAssembly(fasta, models.contigs), base)
    parts = _sealed(draft, base)
    draft.doubts = _doubts(models_of(Parts.in_memory(parts, where=fasta.name), assembly))
    if not draft.doubts:
        return parts
    told = tuple(f"{name}: {problem}" for name, problem in sorted(draft.doubts.items()))
    draft.completions[assembly] = replace(draft.completions[assembly], doubtful=told)
    return _sealed(draft, base)


def _sealed(draft: Draft, base: Parts) -> dict[str, bytes]:
    draft.embedded = base.manifest.sha256
    return sealed(pack_draft(draft), draft, release=base.manifest.release + SUFFIX)


def _doubts(models: PanelModels) -> dict[str, str]:
    """By the names of gene and transcript: what is wrong with it."""
    return {
        found.subject: found.problem.removeprefix(f"{found.subject}: ")
        for found in check_models(models)
        if found.problem
    }


def _completion(reading: Reading, contradicted: Sequence[str]) -> Completion:
    return Completion(
        ambiguous=sum(region.ambiguous for region in reading.regions),
        absent=reading.absent,
        contradicted=tuple(contradicted),
    )


def _contradictions(own: Iterable[Piece], read: Iterable[Piece]) -> list[str]:
    """Where the FASTA has another base than is known at reference grade; ``N`` is none."""
    by_contig: dict[str, list[Piece]] = {}
    for piece in read:
        by_contig.setdefault(piece.contig, []).append(piece)
    return [
        place
        for piece in own
        if piece.trusted
        for there in by_contig.get(piece.contig, ())
        if there.start <= piece.start and piece.end <= there.end
        for place in _differences(piece, there)
    ]


def _differences(piece: Piece, there: Piece) -> Iterator[str]:
    bases = there.bases[piece.start - there.start : piece.end - there.start]
    if bases == piece.bases:
        return
    for at, (known, found) in enumerate(zip(piece.bases, bases, strict=True), piece.start + 1):
        if found != known and found in "ACGT":
            yield f"{piece.contig}:{at} ({found}, not {known})"


def regions_of(
    genes: Iterable[Gene], own: Iterable[Piece], contigs: AssemblyContigs
) -> list[Interval]:
    """The genes with their flanks, and what is known already beyond them, without overlap."""
    spans = [_region(gene, contigs) for gene in genes]
    spans += [Interval(piece.contig, piece.start, piece.end) for piece in own]
    merged: list[Interval] = []
    for span in sorted(spans, key=lambda span: (CONTIGS.index(span.contig), span.start)):
        last = merged[-1] if merged else None
        if last is not None and last.contig == span.contig and span.start <= last.end:
            merged[-1] = Interval(span.contig, last.start, max(last.end, span.end))
        else:
            merged.append(span)
    return merged


def _region(gene: Gene, contigs: AssemblyContigs) -> Interval:
    span = gene.interval
    last = contigs.contigs[span.contig].length
    start, end = max(0, span.start - REGION_FLANK), min(last, span.end + REGION_FLANK)
    return Interval(span.contig, start, end)
