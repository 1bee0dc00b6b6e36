"""An adjacency from what a record, or two that are mates, tell of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hccgenomics.model.adjacencies import extent_of, joined
from hccgenomics.model.structural_files import (
    Adjacency,
    JunctionSupport,
)

if TYPE_CHECKING:
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.breakends.junction import Junction
    from hccgenomics.readers.breakends.mates import Half
    from hccgenomics.readers.breakends.record import SvRecord


class Said(NamedTuple):
    """What a caller says of a junction beyond its place."""

    support: JunctionSupport = JunctionSupport()
    normal_support: JunctionSupport | None = None
    tag: CallerTag | None = None
    junction_copies: float | None = None


def assembled(
    record: SvRecord, junction: Junction, mate: Half | None, said: Said, *, min_length: int
) -> Adjacency | None:
    """The adjacency, unless it is too short to be structural.

    Args:
        record: Whose word is taken.
        junction: What it tells.
        mate: The record of the other side, which knows how exact that side is.
        said: Reads and origin.
        min_length: Bases from which a deletion, duplication or insertion is structural.
    """
    own, other = junction.own, junction.mate
    if mate is not None and other is not None:
        known = mate.junction.own
        shift = known.pos - other.pos
        other = replace(other, low=min(known.low + shift, 0), high=max(known.high + shift, 0))
    inserted, length = junction.inserted, junction.inserted_length
    made = joined(own, other, inserted=inserted, inserted_length=length)
    extent = extent_of(made)
    if extent is not None and extent < min_length:
        return None
    records = [record] if mate is None else [record, mate.record]
    return Adjacency(
        first=made.first,
        second=made.second,
        kind=made.kind,
        inserted=made.inserted,
        inserted_length=made.inserted_length,
        ids=tuple(one.id for one in records if one.id not in {"", "."}),
        filters=tuple(dict.fromkeys(name for one in records for name in one.filters)),
        support=said.support,
        normal_support=said.normal_support,
        tag=said.tag,
        junction_copies=said.junction_copies,
        rows=tuple(sorted({one.row for one in records})),
        is_imprecise=any("IMPRECISE" in one.info for one in records),
        is_unfiltered=any(one.is_unfiltered for one in records),
    )
