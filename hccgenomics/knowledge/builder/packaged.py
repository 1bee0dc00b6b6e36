"""Sequence, proteins and origins of models that are there already, for a build that completes them.

Laid together again, the pieces are the very stretches the resource was made of: a block ends where
bases, trust or the store's own thrift end, and only the last leaves no trace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.builder.draft import Origin, Residues
from hccgenomics.knowledge.builder.pieces import Piece
from hccgenomics.knowledge.degenerate import read_protein_rows
from hccgenomics.knowledge.parts import BLOCKS, PROVENANCE, STORE
from hccgenomics.knowledge.sequence import PackedSequence
from hccgenomics.model.genome import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.knowledge.parts import Parts
    from hccgenomics.vocabulary import Assembly

PACKAGED: Final = "the packaged models"
"""What a piece is said to come from that was there already."""


def kept_pieces(parts: Parts, assembly: Assembly) -> Iterator[Piece]:
    """Every base a resource knows of an assembly, each with the trust it has there."""
    name = BLOCKS.format(assembly)
    sequence = PackedSequence(parts.read(name), parts.read(STORE), where=name)
    for contig in load_assemblies()[assembly].contigs.values():
        for block in sequence.blocks(Interval(contig.name, 0, contig.length)):
            bases = sequence.bases(Interval(contig.name, block.start, block.end))
            yield Piece(contig.name, block.start, bases, trusted=block.trusted, source=PACKAGED)


def kept_residues(parts: Parts) -> dict[str, Residues]:
    """By transcript: the proteins a resource keeps, which give way to any base of a FASTA."""
    return {
        row["transcript"]: Residues(row["residues"], row["source"], binding=False)
        for row in read_protein_rows(parts)
    }


def kept_origins(parts: Parts) -> dict[str, Origin]:
    """By gene: where the sequence of a resource comes from."""
    heading, *rows = [line.split("\t") for line in parts.read(PROVENANCE).decode().splitlines()]
    records = [dict(zip(heading, row, strict=True)) for row in rows]
    return {r["gene"]: Origin(r["source"], r["terms"], r["checks"]) for r in records}
