"""A resource before it is packed: models, pieces of sequence, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hccgenomics.knowledge.builder.fasta import Reading
    from hccgenomics.knowledge.builder.pieces import Piece
    from hccgenomics.knowledge.completion import Completion
    from hccgenomics.model.transcript import Gene
    from hccgenomics.vocabulary import Assembly


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the sequence of a gene comes from.

    Attributes:
        source: Repository and path, accession, or the name of a FASTA.
        terms: The terms of that container and of the data, as far as they were read.
        checks: Independent sources that agreed with it.
    """

    source: str
    terms: str
    checks: str = ""


@dataclass(frozen=True, slots=True)
class Residues:
    """A protein that stands in where its coding sequence is not known whole.

    Attributes:
        residues: One for each codon, ``*`` for the stop, ``X`` where unknown.
        source: Where it comes from.
        binding: Whether bases that contradict it are a mistake; else they come first.
    """

    residues: str
    source: str
    binding: bool = True


@dataclass(slots=True)
class Draft:
    """Everything a build has collected, before anything is decided.

    Attributes:
        genes: By assembly; ungraded.
        pieces: By assembly, in no order; they may overlap if they agree.
        coding_digests: Expected refget digests of coding sequences, by assembly and transcript.
        proteins: Expected proteins, by assembly and transcript; ``X`` where unknown.
        origins: By gene symbol.
        residues: By transcript, to be kept for those that are not known whole.
        readings: By assembly: what was read of a FASTA.
        completions: By assembly: what a FASTA left to be said.
        doubts: By names of gene and transcript: why its sequence cannot be trusted.
        embedded: SHA-256 of the manifest of the models that were completed.
    """

    genes: dict[Assembly, list[Gene]] = field(default_factory=dict)
    pieces: dict[Assembly, list[Piece]] = field(default_factory=dict)
    coding_digests: dict[tuple[Assembly, str], str] = field(default_factory=dict)
    proteins: dict[tuple[Assembly, str], str] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    residues: dict[str, Residues] = field(default_factory=dict)
    readings: dict[Assembly, Reading] = field(default_factory=dict)
    completions: dict[Assembly, Completion] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    embedded: str = ""
