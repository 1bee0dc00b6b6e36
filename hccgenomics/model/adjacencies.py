"""Breakends put together: which comes first, what kind of event they make, how long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.genome import reverse_complement
from hccgenomics.vocabulary import CONTIGS, AdjacencyKind

if TYPE_CHECKING:
    from hccgenomics.model.structural_files import Breakend

_RANK: Final = {contig: rank for rank, contig in enumerate(CONTIGS)}
UNREAD: Final = "N" * 10
"""Between the known ends of an insertion whose middle, of unknown length, was not read."""


class Joined(NamedTuple):
    """Two breakends in the order of the genome, or a single one.

    Attributes:
        inserted: Bases between them, as the plus strand at ``first`` reads.
        inserted_length: Of them, where it is known.
    """

    first: Breakend
    second: Breakend | None
    kind: AdjacencyKind
    inserted: str
    inserted_length: int | None


def joined(
    one: Breakend,
    other: Breakend | None,
    *,
    inserted: str = "",
    inserted_length: int | None = None,
) -> Joined:
    """The same adjacency whichever breakend is told first.

    Args:
        one: A breakend.
        other: What it is joined to; ``None`` of a single breakend.
        inserted: Bases between them, as the plus strand at ``one`` reads.
        inserted_length: Where their number is known and they are not.

    >>> from hccgenomics.model.structural_files import Breakend
    >>> made = joined(Breakend("chr19", 900, -1), Breakend("chr19", 500, 1))
    >>> made.first.pos, made.kind.value
    (500, 'deletion')
    """
    is_whole = bool(inserted) and UNREAD not in inserted
    length = len(inserted) if is_whole else inserted_length
    if other is None:
        return Joined(one, None, AdjacencyKind.SINGLE, inserted, length)
    if genome_order(other) < genome_order(one):
        if one.keeps == other.keeps:
            inserted = reverse_complement(inserted)
        one, other = other, one
    kind = kind_of(one, other, length if length is not None else len(inserted) or None)
    return Joined(one, other, kind, inserted, length)


def genome_order(end: Breakend) -> tuple[int, str, int, int]:
    """Chromosomes as they are numbered, then what else there is (viruses) by name."""
    rank = _RANK.get(end.contig, len(_RANK))
    return rank, end.contig, end.pos, -(end.keeps or 0)


def kind_of(first: Breakend, second: Breakend, inserted: int | None) -> AdjacencyKind:
    """What two breakends in genome order make of the stretch between them.

    A stretch lost and another put in its place is called by the longer of the two.
    """
    if first.contig != second.contig:
        return AdjacencyKind.TRANSLOCATION
    match first.keeps, second.keeps:
        case (1, -1):
            is_longer = inserted is None or inserted > lost_between(first, second)
            gains = is_longer and (bool(inserted) or not lost_between(first, second))
            return AdjacencyKind.INSERTION if gains else AdjacencyKind.DELETION
        case (-1, 1):
            return AdjacencyKind.DUPLICATION
        case (1, 1) | (-1, -1):
            return AdjacencyKind.INVERSION
        case _:
            return AdjacencyKind.UNKNOWN


def lost_between(first: Breakend, second: Breakend) -> int:
    """Bases of the reference that lie between the two and are in neither.

    >>> from hccgenomics.model.structural_files import Breakend
    >>> lost_between(Breakend("chr1", 10, 1), Breakend("chr1", 21, -1))
    10
    """
    return max(0, second.pos - first.pos - 1)


def extent_of(made: Joined) -> int | None:
    """Bases lost, gained or doubled; ``None`` where that does not measure the event."""
    if made.second is None:
        return None
    if made.kind is AdjacencyKind.DUPLICATION:
        return made.second.pos - made.first.pos + 1
    if made.kind is AdjacencyKind.DELETION:
        return lost_between(made.first, made.second)
    return made.inserted_length if made.kind is AdjacencyKind.INSERTION else None
