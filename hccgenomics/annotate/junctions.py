"""What is the same for every event of a junction: its places, its reads, its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.annotate import structural_wording as wording
from hccgenomics.annotate.breakends import EXON, INTRON, PROMOTER, cut_gap
from hccgenomics.model.structural import StructuralEvent
from hccgenomics.vocabulary import AdjacencyKind, CallerSays, GenePart

if TYPE_CHECKING:
    from hccgenomics.annotate.breakends import GeneBreak
    from hccgenomics.model.structural_files import (
        Adjacency,
        Breakend,
    )
    from hccgenomics.vocabulary import StructuralEventKind

    Breaks = tuple[GeneBreak, ...]

_TAKES_AWAY = frozenset({AdjacencyKind.DELETION, AdjacencyKind.INSERTION})
_SIGNS = {1: "+", -1: "-", None: "?"}


def place_of(end: Breakend) -> str:
    """``chr19:14628123(+)``: the outermost base kept, and the side.

    >>> from hccgenomics.model.structural_files import Breakend
    >>> place_of(Breakend("chr19", 14_628_123, 1))
    'chr19:14628123(+)'
    """
    return f"{end.contig}:{end.pos}({_SIGNS[end.keeps]})"


def described(adjacency: Adjacency, kind: StructuralEventKind, name: str) -> StructuralEvent:
    """An event with all that the adjacency itself tells; the caller adds genes and frame."""
    support = adjacency.support
    return StructuralEvent(
        kind=kind,
        name=name,
        genes=(),
        places=tuple(place_of(end) for end in ends_of(adjacency)),
        why="",
        adjacency=adjacency.kind,
        deleted_bases=lost_bases(adjacency) or None,
        inserted_length=inserted_length(adjacency) or None,
        split_reads=support.across,
        read_pairs=support.pairs,
        vaf=support.vaf,
        filter=adjacency.filters,
        files=(adjacency.file,),
        ids=adjacency.ids,
        is_somatic=is_somatic(adjacency),
        notes=_imprecise(adjacency),
    )


def is_somatic(adjacency: Adjacency) -> bool | None:
    """As the caller says; ``None`` if it says nothing."""
    tag = adjacency.tag
    if tag is None:
        return None
    match tag.says:
        case CallerSays.SOMATIC:
            return True
        case CallerSays.GERMLINE | CallerSays.NOT_SOMATIC:
            return False
        case CallerSays.LOSS_OF_HETEROZYGOSITY:
            return None


def ends_of(adjacency: Adjacency) -> tuple[Breakend, ...]:
    """One or two breakends."""
    second = adjacency.second
    return (adjacency.first,) if second is None else (adjacency.first, second)


def inserted_length(adjacency: Adjacency) -> int:
    """Bases inserted between the two sides, as far as they are known."""
    return len(adjacency.inserted) or adjacency.inserted_length or 0


def lost_bases(adjacency: Adjacency) -> int:
    """Bases of the genome between the two sides of a deletion, or where something is inserted."""
    second = adjacency.second
    if adjacency.kind not in _TAKES_AWAY or second is None:
        return 0
    return abs(cut_gap(second) - cut_gap(adjacency.first))


def _imprecise(adjacency: Adjacency) -> tuple[str, ...]:
    if not adjacency.is_imprecise:
        return ()
    widest = max(end.high - end.low for end in ends_of(adjacency))
    interval = wording.INTERVAL.format(bases=widest) if widest else ""
    return (wording.IMPRECISE.format(interval=interval),)


def where(found: GeneBreak) -> str:
    """``intron 1``, ``exon 2``; for a gene without a model that its exons are not known."""
    return where_published(found.published.region, found.published.exon, found.published.intron)


def where_published(region: str, exon: str | None, intron: str | None) -> str:
    """As ``where``, of the published cells."""
    if region == EXON and exon:
        return wording.IN_EXON.format(exon=exon.partition("/")[0])
    if region == INTRON and intron:
        return wording.IN_INTRON.format(intron=intron.partition("/")[0])
    return wording.IN_GENE


def exons_text(first: int, last: int) -> str:
    """``exon 14``, ``exons 2–4``.

    >>> exons_text(14, 14), exons_text(2, 4)
    ('exon 14', 'exons 2–4')
    """
    if first == last:
        return wording.EXON.format(number=first)
    return wording.EXONS.format(first=first, last=last)


def side_text(end: Breakend, breaks: Breaks) -> str:
    """What one side of a junction is, as a clause."""
    inside = [found for found in breaks if found.is_inside]
    if inside:
        return " and ".join(_kept(found) for found in inside)
    near = next((found for found in breaks if found.published.region == PROMOTER), None)
    if near is not None:
        return wording.KEEPS_PROMOTER.format(
            contig=end.contig, pos=end.pos, distance=near.published.distance, gene=near.gene
        )
    return wording.KEEPS_NOTHING.format(contig=end.contig, pos=end.pos)


def _kept(found: GeneBreak) -> str:
    match found.part:
        case GenePart.FIVE_PRIME:
            text = wording.KEEPS_FIVE
        case GenePart.THREE_PRIME:
            text = wording.KEEPS_THREE
        case _:
            text = wording.KEEPS_UNKNOWN
    return text.format(gene=found.gene, place=where(found))


def joined_text(adjacency: Adjacency, first: Breaks, second: Breaks) -> str:
    """What is joined to what, in one sentence."""
    one = side_text(adjacency.first, first)
    if adjacency.kind is AdjacencyKind.INSERTION:
        bases = inserted_length(adjacency)
        said = wording.INSERTED_BASES.format(bases=bases) if bases else wording.INSERTED_UNKNOWN
        return wording.INSERTED_AT.format(bases=said, first=one)
    if adjacency.second is None:
        return _sentence(wording.JOINED_NOWHERE.format(first=one))
    other = side_text(adjacency.second, second)
    return _sentence(wording.JOINED.format(first=one, second=other))


def _sentence(text: str) -> str:
    return text if text.startswith("chr") else text[:1].upper() + text[1:]


def published_breaks(first: Breaks, second: Breaks) -> tuple[GeneBreak, ...]:
    """Genes cut and promoters reached, of both sides."""
    shown = (found for found in (*first, *second))
    return tuple(one for one in shown if one.is_inside or one.published.region == PROMOTER)
