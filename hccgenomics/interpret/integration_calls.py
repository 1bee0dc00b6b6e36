"""What the structural files say of viral sequence, whoever says it, in one form.

A table row or an integration caller's record is one already. An adjacency becomes one where its
other side lies on a viral contig, or where the bases between its sides are viral.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import integration_wording as wording
from hccgenomics.interpret import structural_reasons
from hccgenomics.model.genome import UNKNOWN_BASE, canonical_contig
from hccgenomics.model.structural_files import (
    Breakend,
    IntegrationCall,
    JunctionSupport,
)
from hccgenomics.model.viral import viral_name
from hccgenomics.vocabulary import AdjacencyKind, CallerSays, IntegrationEvidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hccgenomics.model.structural_files import (
        Adjacency,
        Side,
        StructuralFile,
    )
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.model.viral import ViralMatch

    Recognise = Callable[[str], ViralMatch | None]


_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Seen:
    """One statement of viral sequence, with what its caller says of it.

    Attributes:
        normal: Reads for it in the matched normal.
        tag: What the caller says of its origin.
        notes: What a reader must know of it.
    """

    call: IntegrationCall
    normal: JunctionSupport | None = None
    tag: CallerTag | None = None
    notes: tuple[str, ...] = ()


def seen_in(files: Iterable[StructuralFile], recognise: Recognise) -> tuple[Seen, ...]:
    """Every statement of viral sequence, in the order of the files.

    Args:
        files: As the readers give them.
        recognise: Which virus inserted bases are, if any.
    """
    every = tuple(files)
    viruses = {contig: name for file in every for contig, name in file.viruses.items()}
    return tuple(one for file in every for one in _seen_in_file(file, recognise, viruses))


def _seen_in_file(
    file: StructuralFile, recognise: Recognise, viruses: Mapping[str, str]
) -> Iterator[Seen]:
    for call in file.integrations:
        notes = (call.note,) if call.note else ()
        yield Seen(replace(call, virus=viral_name(call.virus) or call.virus), notes=notes)
    for adjacency in file.adjacencies:
        found = of_adjacency(adjacency, recognise, viruses)
        if found is not None:
            yield found


def of_adjacency(
    adjacency: Adjacency, recognise: Recognise, viruses: Mapping[str, str] = _NONE
) -> Seen | None:
    """The viral sequence an adjacency shows, if any.

    Both breakends on viral contigs, as within the virus, are no integration.

    Args:
        adjacency: As a reader gives it.
        recognise: Which virus inserted bases are, if any.
        viruses: What a summary calls the contigs.
    """
    call = _by_contig(adjacency, viruses)
    notes: tuple[str, ...] = ()
    if call is None:
        match = recognise(adjacency.inserted) if adjacency.inserted else None
        if match is None or canonical_contig(adjacency.first.contig) is None:
            return None
        call = _by_sequence(adjacency, match)
        notes = (recognised(match, len(adjacency.inserted)),)
    if adjacency.is_imprecise:
        notes = (*notes, wording.IMPRECISE)
    if adjacency.is_unfiltered:
        notes = (*notes, structural_reasons.UNFILTERED)
    return Seen(call, adjacency.normal_support, adjacency.tag, notes)


def _by_contig(adjacency: Adjacency, viruses: Mapping[str, str]) -> IntegrationCall | None:
    first, second = adjacency.first, adjacency.second
    if second is None:
        return None
    for human, other in ((first, second), (second, first)):
        if canonical_contig(human.contig) is not None and canonical_contig(other.contig) is None:
            name = viruses.get(other.contig) or viral_name(other.contig)
            virus = name or other.contig
            return _call(adjacency, virus, human, other.pos, other.keeps)
    return None


def _by_sequence(adjacency: Adjacency, match: ViralMatch) -> IntegrationCall:
    """The inserted bases follow the first breakend, on its strand.

    ``inserted`` is on the plus strand for a breakend that keeps its left; otherwise it precedes
    the base, and its right end is the one beside it.
    """
    is_left = adjacency.first.keeps != -1
    beside = match.first if is_left else match.last
    side = match.strand if not is_left else _opposite(match.strand)
    made = _call(adjacency, match.virus, adjacency.first, beside, side)
    inserted = adjacency.kind is AdjacencyKind.INSERTION
    kind = IntegrationEvidence.INSERTED_SEQUENCE if inserted else IntegrationEvidence.BREAKENDS
    length = match.end - match.start if UNKNOWN_BASE not in adjacency.inserted else None
    return replace(made, length=length, evidence=kind)


def _opposite(side: Side) -> Side:
    return -1 if side > 0 else 1


def _call(
    adjacency: Adjacency, virus: str, human: Breakend, virus_pos: int, virus_keeps: Side | None
) -> IntegrationCall:
    return IntegrationCall(
        virus=virus,
        place=human,
        virus_pos=virus_pos,
        virus_keeps=virus_keeps,
        evidence=IntegrationEvidence.BREAKENDS,
        support=adjacency.support,
        filters=adjacency.filters,
        gene=human.gene,
        ids=adjacency.ids,
        rows=adjacency.rows,
        file=adjacency.file,
    )


def recognised(match: ViralMatch, length: int) -> str:
    """How much of an insertion is viral, in one sentence."""
    return wording.RECOGNISED.format(
        matched=match.matched,
        length=length,
        virus=match.virus,
        sequence=_sequence(match),
        bases=_bases(match),
    )


def _sequence(match: ViralMatch) -> str:
    genome = match.genome
    if not genome.genotype:
        return genome.accession
    return wording.OF_GENOTYPE.format(accession=genome.accession, genotype=genome.genotype)


def _bases(match: ViralMatch) -> str:
    first, last = sorted((match.first, match.last))
    bases = f"{first}-{last}"
    return wording.REVERSE_BASES.format(bases=bases) if match.strand < 0 else bases


def is_somatic(tag: CallerTag | None) -> bool:
    """Whether the caller says that the tumour acquired it."""
    return tag is not None and tag.says is CallerSays.SOMATIC
