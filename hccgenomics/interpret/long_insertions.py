"""Alterations that are long insertions: told once, and what would settle those that are open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import integration_wording as wording
from hccgenomics.interpret.requests import Request
from hccgenomics.interpret.wording import name_of
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.structural import IntegrationAlteration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.structural import Integration

VIRAL: Final = "viral_insertion"
OPEN: Final = "long_insertion_open"
INSERTION_CODES: Final[tuple[str, ...]] = (VIRAL, OPEN)
"""The rules of ``interpret.insertion``, by their codes."""


def one_event(every: Sequence[AnyAlteration], gap: int) -> tuple[AnyAlteration, ...]:
    """The alterations, each integration once: as a small variant where it is one too.

    Args:
        every: Of all kinds.
        gap: Bases between two statements of one integration, at most.
    """
    small = [one for one in every if isinstance(one, SmallAlteration) and one.integration]
    large = [one for one in every if isinstance(one, IntegrationAlteration)]
    same = {
        one.id: [
            other
            for other in large
            if one.is_driver is other.is_driver
            and _is_same(one.integration, other.integration, gap)
        ]
        for one in small
    }
    told = {other.id for others in same.values() for other in others}
    kept = (one for one in every if one.id not in told)
    return tuple(_with_others(one, same.get(one.id, ())) for one in kept)


def _is_same(one: Integration | None, other: Integration, gap: int) -> bool:
    if one is None or (one.virus, one.gene, one.contig) != (other.virus, other.gene, other.contig):
        return False
    return abs(one.pos - other.pos) <= gap


def _with_others(one: AnyAlteration, others: Iterable[IntegrationAlteration]) -> AnyAlteration:
    """A small variant with the files and records that show it otherwise."""
    if not isinstance(one, SmallAlteration) or one.integration is None:
        return one
    found = one.integration
    for other in others:
        shown = other.integration
        found = replace(
            found,
            split_reads=shown.split_reads if found.split_reads is None else found.split_reads,
            read_pairs=shown.read_pairs if found.read_pairs is None else found.read_pairs,
            files=tuple(sorted({*found.files, *shown.files})),
            ids=tuple(sorted({*found.ids, *shown.ids})),
        )
    return replace(one, integration=found)


def insertion_requests(
    markers: Sequence[MarkerResult], alterations: Iterable[AnyAlteration]
) -> Iterator[Request]:
    """What would settle a long insertion that is open."""
    for alteration in alterations:
        if any(finding.code == OPEN for finding in alteration.findings):
            asked = tuple(
                marker.marker
                for marker in markers
                if any(
                    part.component.promoter and part.component.gene == alteration.gene
                    for part in marker.components
                )
            )
            name = name_of(alteration) if isinstance(alteration, SmallAlteration) else alteration.id
            test = wording.FOLLOW_UP.format(name=name, gene=alteration.gene)
            yield Request(test, wording.FOLLOW_UP_WHY, asked)
