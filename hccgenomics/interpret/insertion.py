"""A long insertion that a caller of small variants spelled out: viral, or open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hccgenomics.interpret import integration_wording as wording
from hccgenomics.interpret.integration import (
    PROMOTER,
    finding_of,
    integration_at,
    is_worth_a_line,
    site_of,
)
from hccgenomics.interpret.integration_calls import Seen, recognised
from hccgenomics.interpret.long_insertions import OPEN, VIRAL
from hccgenomics.model.alteration import Finding
from hccgenomics.model.structural_files import (
    Breakend,
    IntegrationCall,
)
from hccgenomics.vocabulary import IntegrationEvidence

if TYPE_CHECKING:
    from hccgenomics.interpret.integration import IntegrationQuestion
    from hccgenomics.model.structural import Integration
    from hccgenomics.model.variant import Variant
    from hccgenomics.model.viral import ViralMatch


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
