"""A long insertion that a caller of small variants spelled out: viral, or open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import integration_wording as wording
from hccgenomics.interpret.integration import (
    PROMOTER,
    finding_of,
    integration_at,
    is_worth_a_line,
    site_of,
)
from hccgenomics.interpret.integration_calls import Seen, recognised
from hccgenomics.interpret.requests import Request
from hccgenomics.interpret.wording import name_of
from hccgenomics.model.alteration import Finding, SmallAlteration
from hccgenomics.model.structural import IntegrationAlteration
from hccgenomics.model.structural_files import (
    Breakend,
    IntegrationCall,
)
from hccgenomics.vocabulary import IntegrationEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.interpret.integration import IntegrationQuestion
    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.structural import Integration
    from hccgenomics.model.variant import Variant
    from hccgenomics.model.viral import ViralMatch

VIRAL: Final = "viral_insertion"
OPEN: Final = "long_insertion_open"
INSERTION_CODES: Final[tuple[str, ...]] = (VIRAL, OPEN)
"""The rules of this module, by their codes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a long insertion is to a gene.

    Attributes:
        integration: ``None`` where the inserted bases are of no virus known here.
        notes: What a reader must know of it.
    """

    gene: str
    finding: Finding
    integration: Integration | None = None
    notes: tuple[str, ...] = ()


def of_insertion(variant: Variant, question: IntegrationQuestion) -> Told | None:
    """What a normalised variant with many inserted bases is; ``None`` where no rule speaks of it.

    Viral sequence is told as in ``interpret.integration``; anything else only in the promoter of a
    gene that viral sequence switches on.
    """
    inserted = variant.alt[len(variant.ref) :]
    match = question.recognise(inserted)
    pos = variant.pos + len(variant.ref) - 1
    return (
        _open(variant.contig, pos, len(inserted), question)
        if match is None
        else _viral(variant.contig, pos, match, inserted, question)
    )


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


def _viral(
    contig: str, pos: int, match: ViralMatch, inserted: str, question: IntegrationQuestion
) -> Told | None:
    site = site_of(contig, pos, match.virus, question)
    if site.gene is None or not is_worth_a_line(site, question):
        return None
    call = IntegrationCall(
        virus=match.virus,
        place=Breakend(contig, pos, 1),
        virus_pos=match.first,
        virus_keeps=-1 if match.strand > 0 else 1,
        length=match.end - match.start,
        evidence=IntegrationEvidence.SMALL_INSERTION,
    )
    seen = Seen(call, notes=(recognised(match, len(inserted)),))
    integration = replace(integration_at(site, (seen,), question.settings), files=())
    finding = finding_of(site)
    if finding.drives:
        finding = replace(finding, code=VIRAL)
    return Told(site.gene.symbol, finding, integration, integration.notes)


def _open(contig: str, pos: int, length: int, question: IntegrationQuestion) -> Told | None:
    for row in question.recurrent.values():
        gene = question.places.named(row.gene)
        if gene is None or gene.contig != contig or PROMOTER not in row.regions:
            continue
        site = site_of(contig, pos, row.viruses[0], question)
        if site.gene == gene and site.region == PROMOTER:
            why = wording.UNKNOWN_INSERTION.format(
                length=length, gene=gene.symbol, distance=abs(site.distance)
            )
            return Told(gene.symbol, Finding(OPEN, drives=None, why=why))
    return None
