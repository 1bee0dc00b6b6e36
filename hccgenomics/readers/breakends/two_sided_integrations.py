"""What tables have in common whose rows name two sides, one human and one viral, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hccgenomics.model.genome import canonical_contig
from hccgenomics.model.structural_files import (
    Breakend,
    IntegrationCall,
)
from hccgenomics.model.viral import viral_name
from hccgenomics.readers.breakends.integrations import human_side, number
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from hccgenomics.model.structural_files import (
        JunctionSupport,
        Side,
    )
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Row


class TableSide(NamedTuple):
    """One side of a junction, as the row names it."""

    contig: str
    pos: int | None
    keeps: Side | None


def side_in(row: Row, contig: str, pos: str, keeps: Side | None) -> TableSide:
    """The side that two columns of a row name."""
    return TableSide(row.text(contig) or "", number(row.text(pos)), keeps)


def two_sided(
    sides: tuple[TableSide, TableSide], reads: JunctionSupport, row: Row, asked: Asked
) -> IntegrationCall | DropReason:
    """A junction as a call; the side on a chromosome is the human one, whichever comes first."""
    human, virus = sides
    if _on_chromosome(virus.contig, asked) and not _on_chromosome(human.contig, asked):
        human, virus = virus, human
    place = human_side(human.contig or None, human.pos, human.keeps, asked)
    if not isinstance(place, Breakend):
        return place
    if not virus.contig or _on_chromosome(virus.contig, asked):
        return DropReason.MALFORMED
    return IntegrationCall(
        virus=viral_name(virus.contig) or virus.contig,
        place=place,
        virus_pos=virus.pos,
        virus_keeps=virus.keeps,
        support=reads,
        rows=(row.number,),
    )


def _on_chromosome(contig: str, asked: Asked) -> bool:
    ours = asked.names[contig] if contig else None
    return ours is not None and canonical_contig(ours) is not None
