"""A resource before it is packed: models, pieces of sequence, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hccgenomics.knowledge.builder.pieces import Piece
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


@dataclass(slots=True)
class Draft:
    """Everything a build has collected, before anything is decided.

    Attributes:
        genes: By assembly; ungraded.
        pieces: By assembly, in no order; they may overlap if they agree.
        coding_digests: Expected refget digests of coding sequences, by assembly and transcript.
        proteins: Expected proteins, by assembly and transcript; ``X`` where unknown.
        origins: By gene symbol.
    """

    genes: dict[Assembly, list[Gene]] = field(default_factory=dict)
    pieces: dict[Assembly, list[Piece]] = field(default_factory=dict)
    coding_digests: dict[tuple[Assembly, str], str] = field(default_factory=dict)
    proteins: dict[tuple[Assembly, str], str] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
