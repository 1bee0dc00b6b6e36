"""The packaged sequence and its origins, for a build that completes or keeps the packaged models.

Laid together again, the pieces are the very stretches the package was made of: a block ends where
bases, trust or the store's own thrift end, and only the last leaves no trace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.builder.draft import Origin
from hccgenomics.knowledge.builder.pieces import Piece
from hccgenomics.knowledge.builder.write import PROVENANCE
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.sequence import PackedSequence
from hccgenomics.knowledge.transcripts import BLOCKS, FOLDER, STORE
from hccgenomics.model.genome import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.vocabulary import Assembly

_SOURCE: Final = "the packaged models"


def packaged_pieces(assembly: Assembly) -> Iterator[Piece]:
    """Every base the package knows of an assembly, each with the trust it has there."""
    folder, name = resource(FOLDER), BLOCKS.format(assembly)
    packed = (folder / STORE).read_bytes()
    sequence = PackedSequence((folder / name).read_bytes(), packed, where=name)
    for contig in load_assemblies()[assembly].contigs.values():
        for block in sequence.blocks(Interval(contig.name, 0, contig.length)):
            bases = sequence.bases(Interval(contig.name, block.start, block.end))
            yield Piece(contig.name, block.start, bases, trusted=block.trusted, source=_SOURCE)


def packaged_origins() -> dict[str, Origin]:
    """By gene: where its packaged sequence comes from."""
    text = (resource(FOLDER) / PROVENANCE).read_text(encoding="utf-8")
    heading, *rows = [line.split("\t") for line in text.splitlines()]
    records = [dict(zip(heading, row, strict=True)) for row in rows]
    return {r["gene"]: Origin(r["source"], r["terms"], r["checks"]) for r in records}
