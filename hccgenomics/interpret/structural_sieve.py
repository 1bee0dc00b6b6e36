"""What keeps a rearrangement from being reported: the caller's filter, its reads, the normal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.interpret import structural_reasons as reasons
from hccgenomics.vocabulary import CallerSays

if TYPE_CHECKING:
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.structural_files import JunctionSupport
    from hccgenomics.model.variant import CallerTag


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file says of how far an adjacency can be trusted."""

    filters: tuple[str, ...]
    support: JunctionSupport
    normal: JunctionSupport | None = None
    tag: CallerTag | None = None


def objection(said: Statement, settings: Settings) -> str | None:
    """The first reason to set it aside; ``None`` if there is none."""
    filters = [name for name in said.filters if name not in settings.tolerated_filters]
    if filters:
        return reasons.FILTERED.format(filters=", ".join(filters))
    return _by_origin(said.tag) or _by_reads(said, settings)


def _by_origin(tag: CallerTag | None) -> str | None:
    if tag is None:
        return None
    match tag.says:
        case CallerSays.GERMLINE:
            return reasons.GERMLINE.format(field=tag.field)
        case CallerSays.NOT_SOMATIC:
            return reasons.NOT_SOMATIC.format(field=tag.field)
        case CallerSays.SOMATIC | CallerSays.LOSS_OF_HETEROZYGOSITY:
            return None


def _by_reads(said: Statement, settings: Settings) -> str | None:
    reads, limit = said.support.total, settings.min_junction_reads
    if reads is not None and reads < limit:
        return reasons.FEW_READS.format(reads=reads, limit=limit)
    normal = None if said.normal is None else said.normal.total
    if normal is not None and normal > settings.max_normal_junction_reads:
        limit = settings.max_normal_junction_reads
        return reasons.IN_NORMAL.format(reads=normal, limit=limit)
    return None
