"""Why an adjacency of two genes makes no fused transcript: the near misses, said aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.annotate import structural_wording as wording
from hccgenomics.annotate.breakends import DOWNSTREAM, PROMOTER, UPSTREAM
from hccgenomics.vocabulary import GenePart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.annotate.breakends import Atlas, GeneBreak

    Breaks = tuple[GeneBreak, ...]


def remarks_of(first: Breaks, second: Breaks, atlas: Atlas) -> tuple[str, ...]:
    """What keeps two genes that are near both ends from being fused."""
    found = (
        remark
        for one in first
        for other in second
        if one.gene != other.gene and {one.gene, other.gene} <= atlas.reported
        for remark in _of_pair(one, other)
    )
    return tuple(dict.fromkeys(found))


def _of_pair(one: GeneBreak, other: GeneBreak) -> Iterator[str]:
    if one.is_inside and other.is_inside:
        yield from _same_part(one, other)
        return
    for cut, near in ((one, other), (other, one)):
        if not cut.is_inside or near.is_inside:
            continue
        distance = near.published.distance or 0
        region = near.published.region
        if region in {UPSTREAM, PROMOTER} and cut.part is GenePart.FIVE_PRIME and near.side == 1:
            yield wording.UPSTREAM_OF.format(five=cut.gene, three=near.gene, distance=distance)
        if region == DOWNSTREAM and cut.part is GenePart.THREE_PRIME and near.side == -1:
            yield wording.DOWNSTREAM_OF.format(five=near.gene, distance=distance)


def _same_part(one: GeneBreak, other: GeneBreak) -> Iterator[str]:
    if GenePart.UNKNOWN in {one.part, other.part}:
        yield wording.ORIENTATION_UNKNOWN
    elif one.part is other.part:
        is_five = one.part is GenePart.FIVE_PRIME
        part = wording.BOTH_FIVE if is_five else wording.BOTH_THREE
        genes = " and ".join(sorted((one.gene, other.gene)))
        yield wording.SAME_PART.format(part=part, genes=genes)
