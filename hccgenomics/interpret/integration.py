"""Viral integration: which gene it concerns, how far away, and whether it is a driver.

Only the genes of ``integration_genes.tsv`` are flagged, where that table says that viral sequence
acts from there; every other integration is listed with its nearest gene and judged no further.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import integration_wording as wording
from hccgenomics.interpret.integration_calls import Seen, is_somatic, seen_in
from hccgenomics.interpret.structural_sieve import Statement, objection
from hccgenomics.model.alteration import Finding
from hccgenomics.model.structural import (
    Integration,
    IntegrationAlteration,
)
from hccgenomics.model.viral import EBV, HBV, UNNAMED
from hccgenomics.vocabulary import CONTIGS, IntegrationEvidence, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.interpret.integration_calls import Recognise
    from hccgenomics.model.curated import GeneRow
    from hccgenomics.model.places import GenePlace, GenePlaces
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.structural_files import StructuralFile
    from hccgenomics.model.viral import IntegrationGene

DRIVES: Final = "viral_integration"
REMARK: Final = "viral_integration_open"
INTEGRATION_CODES: Final[tuple[str, ...]] = (DRIVES, REMARK)
"""The rules of this module, by their codes."""

PROMOTER: Final = "promoter"
UPSTREAM: Final = "upstream"
WITHIN: Final = "within gene"
DOWNSTREAM: Final = "downstream"

_WIDER: Final = (1, 10, 100, 10_000)
"""Multiples of ``integration_reach`` in which the nearest gene is looked for, one after another."""
_CONTIG_RANK: Final = {contig: rank for rank, contig in enumerate(CONTIGS)}
_STRONGEST: Final = (
    IntegrationEvidence.SMALL_INSERTION,
    IntegrationEvidence.INSERTED_SEQUENCE,
    IntegrationEvidence.BREAKENDS,
    IntegrationEvidence.TABLE,
)


@dataclass(frozen=True, slots=True)
class IntegrationQuestion:
    """What integrations are judged by.

    Attributes:
        places: All genes of the assembly.
        recurrent: Genes into which viruses integrate again and again, by symbol.
        genes: The driver genes, for their role.
        recognise: Which virus inserted bases are, if any.
    """

    places: GenePlaces
    recurrent: Mapping[str, IntegrationGene]
    genes: Mapping[str, GeneRow]
    settings: Settings
    recognise: Recognise


@dataclass(frozen=True, slots=True)
class Integrations:
    """What the files come to.

    Attributes:
        listed: Every integration, in genome order; those left out say so in their notes.
        alterations: Those that concern a gene of the tables.
        notes: Sentences on what was left out and would be a driver.
    """

    listed: tuple[Integration, ...] = ()
    alterations: tuple[IntegrationAlteration, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """A place told by a gene.

    Attributes:
        gene: ``None`` where no gene is known on the chromosome.
        acts: Whether the table says that the virus acts from there.
        why: In one or more sentences.
        beside: Of genes that viral sequence drives from nearer, and that are within reach.
    """

    gene: GenePlace | None
    region: str
    distance: int
    acts: bool
    why: str
    beside: tuple[str, ...] = ()


@dataclass(slots=True)
class _Cluster:
    """Junctions of one integration."""

    virus: str
    seen: list[Seen] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.seen[-1].call.place.pos


def integrations_of(files: Iterable[StructuralFile], question: IntegrationQuestion) -> Integrations:
    """Every viral integration of the files with its gene, and which of them are drivers.

    The order of files and of records in them makes no difference but for the numbers of files.
    """
    return judged(seen_in(files, question.recognise), question)


def judged(seen: Iterable[Seen], question: IntegrationQuestion) -> Integrations:
    """The same for statements that were collected already."""
    listed: list[Integration] = []
    alterations: list[IntegrationAlteration] = []
    notes: list[str] = []
    for cluster, objections in _sorted_out(seen, question.settings):
        site, integration = _told_cluster(cluster, objections, question)
        listed.append(integration)
        if objections:
            notes.extend(_left_out(site, integration, objections))
        elif is_worth_a_line(site, question):
            alterations.append(_alteration(cluster, site, integration, question))
    return Integrations(tuple(listed), tuple(alterations), tuple(notes))


def _sorted_out(
    seen: Iterable[Seen], settings: Settings
) -> Iterator[tuple[_Cluster, tuple[str, ...]]]:
    """Integrations in genome order, each with why it is left out.

    What was left out of an integration that others show is no integration of its own.
    """
    gap = settings.integration_junction_gap
    against = [(one, _objection(one, settings)) for one in seen]
    kept = _clusters([one for one, why in against if why is None], gap)
    whys = {id(one): why for one, why in against if why is not None}
    out: list[tuple[_Cluster, tuple[str, ...]]] = [(cluster, ()) for cluster in kept]
    for cluster in _clusters([one for one, why in against if why is not None], gap):
        if not any(_is_near(cluster, other, gap) for other in kept):
            given = (whys[id(one)] for one in cluster.seen)
            out.append((cluster, tuple(dict.fromkeys(given))))
    yield from sorted(out, key=lambda item: _order(item[0].seen[0]))


def _objection(one: Seen, settings: Settings) -> str | None:
    """Why a statement is left out; ``None`` for one that is kept."""
    return objection(Statement(one.call.filters, one.call.support, one.normal, one.tag), settings)


def _order(one: Seen) -> tuple[int, str, int, str, tuple[str, ...], int]:
    place = one.call.place
    rank = _CONTIG_RANK.get(place.contig, len(CONTIGS))
    return rank, place.contig, place.pos, one.call.virus, one.call.ids, one.call.file


def _clusters(seen: Sequence[Seen], gap: int) -> list[_Cluster]:
    """Junctions with one virus that lie no further apart than ``gap``, in genome order."""
    found: list[_Cluster] = []
    growing: dict[tuple[str, str], _Cluster] = {}
    for one in sorted(seen, key=_order):
        key = one.call.virus, one.call.place.contig
        cluster = growing.get(key)
        if cluster is None or one.call.place.pos - cluster.last > gap:
            cluster = growing[key] = _Cluster(one.call.virus)
            found.append(cluster)
        cluster.seen.append(one)
    return found


def _is_near(one: _Cluster, other: _Cluster, gap: int) -> bool:
    first, second = one.seen[0].call.place, other.seen[0].call.place
    if one.virus != other.virus or first.contig != second.contig:
        return False
    return first.pos - other.last <= gap and second.pos - one.last <= gap


def _told_cluster(
    cluster: _Cluster, objections: tuple[str, ...], question: IntegrationQuestion
) -> tuple[Site, Integration]:
    """The junction nearest to acting on a gene speaks for the integration."""
    sites = [
        (site_of(one.call.place.contig, one.call.place.pos, cluster.virus, question), one)
        for one in cluster.seen
    ]
    site, lead = min(sites, key=lambda item: (not item[0].acts, abs(item[0].distance)))
    rest = [one for one in cluster.seen if one is not lead]
    made = integration_at(site, (lead, *rest), question.settings)
    return site, replace(made, notes=(*objections, *made.notes))


def integration_at(site: Site, seen: Sequence[Seen], settings: Settings) -> Integration:
    """The integration that statements agree on; the first of them says where it is.

    Reads are those of the best supported statement, and never summed.
    """
    lead, calls = seen[0], [one.call for one in seen]
    best = max(calls, key=lambda call: (call.support.total or 0, -call.place.pos))
    return Integration(
        virus=lead.call.virus,
        gene=site.gene.symbol if site.gene else "",
        contig=lead.call.place.contig,
        pos=lead.call.place.pos,
        region=site.region,
        distance=site.distance,
        evidence=min((call.evidence for call in calls), key=_STRONGEST.index),
        why=site.why,
        virus_pos=lead.call.virus_pos,
        length=max((call.length for call in calls if call.length is not None), default=None),
        same_direction=_same_direction(lead, site),
        split_reads=best.support.across,
        read_pairs=best.support.pairs,
        filter=tuple(sorted({name for call in calls for name in call.filters})),
        files=tuple(sorted({call.file for call in calls})),
        ids=tuple(sorted({name for call in calls for name in call.ids})),
        notes=tuple(_notes(seen, site, settings)),
    )


def _same_direction(one: Seen, site: Site) -> bool | None:
    """Breakends that keep opposite sides join strands of one direction."""
    human, virus = one.call.place.keeps, one.call.virus_keeps
    if human is None or virus is None or site.gene is None:
        return None
    return (human != virus) == (site.gene.strand > 0)


def _notes(seen: Sequence[Seen], site: Site, settings: Settings) -> Iterator[str]:
    virus = seen[0].call.virus
    yield from dict.fromkeys(note for one in seen for note in one.notes)
    named = {one.call.gene for one in seen if one.call.gene}
    for gene in sorted(named - {site.gene.symbol if site.gene else ""}):
        yield wording.STATED_GENE.format(gene=gene)
    yield from site.beside
    if len(seen) > 1:
        gap = settings.integration_junction_gap
        yield wording.JUNCTIONS.format(count=len(seen), gap=gap)
    if virus == HBV:
        yield wording.IN_TISSUE
    if virus == EBV:
        yield wording.EPISOME.format(virus=virus)


def _left_out(site: Site, integration: Integration, objections: Iterable[str]) -> Iterator[str]:
    if site.acts:
        left_out = wording.LEFT_OUT.format(
            where=_where(site, integration.virus), contig=integration.contig, pos=integration.pos
        )
        yield " ".join((left_out, *objections))


def is_worth_a_line(site: Site, question: IntegrationQuestion) -> bool:
    """Whether an integration is an alteration of a gene, and not only listed.

    Of a gene with recurrent integration within reach, of a driver gene within it or its promoter.
    """
    if site.gene is None:
        return False
    if site.gene.symbol in question.recurrent:
        return abs(site.distance) <= question.settings.integration_reach
    return site.gene.symbol in question.genes and site.region in {PROMOTER, WITHIN}


def _alteration(
    cluster: _Cluster, site: Site, integration: Integration, question: IntegrationQuestion
) -> IntegrationAlteration:
    row = question.genes.get(integration.gene)
    somatic = any(is_somatic(one.tag) for one in cluster.seen)
    place = f"{integration.contig}-{integration.pos}"
    return IntegrationAlteration(
        id=f"{integration.gene}:{integration.virus}_integration:{place}",
        gene=integration.gene,
        integration=integration,
        role=None if row is None else row.role,
        findings=(finding_of(site),),
        notes=integration.notes,
        origin=Origin.SOMATIC if somatic else Origin.UNKNOWN,
    )


def finding_of(site: Site) -> Finding:
    """The finding on viral sequence at a site: a driver, or a remark."""
    if site.acts:
        return Finding(DRIVES, drives=True, why=site.why)
    return Finding(REMARK, drives=None, why=site.why)


def site_of(contig: str, pos: int, virus: str, question: IntegrationQuestion) -> Site:
    """What viral sequence beside base ``pos`` concerns.

    A gene on which the virus is known to act from there comes first, then the gene it lies in,
    then the nearest.
    """
    around = _around(contig, pos, question)
    told = [_told(gene, pos, virus, question) for gene in around]
    if not told:
        why = wording.NOWHERE.format(virus=virus, contig=contig, pos=pos)
        return Site(None, "", 0, acts=False, why=f"{why}.")
    chosen = min(told, key=lambda site: _rank(site, question))
    return replace(chosen, beside=tuple(_beside(chosen, told, question)))


def _beside(chosen: Site, told: Sequence[Site], question: IntegrationQuestion) -> Iterator[str]:
    """Genes within reach that viral sequence is known to switch on from elsewhere."""
    for site in sorted(told, key=lambda site: _rank(site, question)):
        row = question.recurrent.get(site.gene.symbol) if site.gene else None
        if row is not None and row.regions and site.gene != chosen.gene:
            yield wording.BESIDE.format(gene=row.gene, distance=abs(site.distance))


def _rank(site: Site, question: IntegrationQuestion) -> tuple[bool, int, bool, str]:
    symbol = site.gene.symbol if site.gene else ""
    return not site.acts, abs(site.distance), symbol not in question.genes, symbol


def _around(contig: str, pos: int, question: IntegrationQuestion) -> tuple[GenePlace, ...]:
    """Genes within reach, or else the nearest ones beyond it."""
    for times in _WIDER:
        reach = times * question.settings.integration_reach
        found = question.places.within(contig, max(0, pos - 1 - reach), pos + reach)
        if found:
            return found
    return ()


def _told(gene: GenePlace, pos: int, virus: str, question: IntegrationQuestion) -> Site:
    row = question.recurrent.get(gene.symbol)
    region, distance = _region(gene, pos, row, question.settings)
    bare = Site(gene, region, distance, acts=False, why="")
    where = _where(bare, virus)
    if row is None:
        return Site(gene, region, distance, acts=False, why=f"{where}. {wording.NOT_LISTED}")
    why_not = _why_not(bare, virus, row, question.settings)
    slots = {"effect": row.effect, "source": row.verification.beside(row.source)}
    if why_not:
        why = f"{where}. {wording.OTHER_PLACE.format(**slots)} {why_not}"
        return Site(gene, region, distance, acts=False, why=why)
    return Site(gene, region, distance, acts=True, why=wording.DRIVES.format(where=where, **slots))


def _region(
    gene: GenePlace, pos: int, row: IntegrationGene | None, settings: Settings
) -> tuple[str, int]:
    """Region and signed distance, by the gene's own strand; 0 within it."""
    before = gene.upstream_of(pos)
    if before > 0:
        near = before <= settings.integration_promoter_reach
        return (PROMOTER if near else UPSTREAM), -before
    length = gene.end - gene.start
    into = 1 - before
    if into > length:
        return DOWNSTREAM, into - length
    if row is not None and into <= row.five_prime_bases:
        return PROMOTER, 0
    return WITHIN, 0


def _where(site: Site, virus: str) -> str:
    symbol = site.gene.symbol if site.gene else ""
    template = {
        PROMOTER: wording.PROMOTER if site.distance else wording.FIVE_PRIME,
        UPSTREAM: wording.UPSTREAM,
        WITHIN: wording.WITHIN,
        DOWNSTREAM: wording.DOWNSTREAM,
    }[site.region]
    return template.format(virus=virus, gene=symbol, distance=abs(site.distance))


def _why_not(site: Site, virus: str, row: IntegrationGene, settings: Settings) -> str:
    """Why viral sequence there is no driver; "" if it is one."""
    if site.region not in row.regions:
        return wording.NOT_THERE
    if virus not in row.viruses:
        template = wording.NO_NAME if virus == UNNAMED else wording.OTHER_VIRUS
        return template.format(virus=virus, viruses=" and ".join(row.viruses))
    if -site.distance > settings.integration_driver_reach:
        return wording.TOO_FAR.format(reach=settings.integration_driver_reach)
    return ""
