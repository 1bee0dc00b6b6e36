"""Adjacencies, fusions and integrations of a run: from what files state to what is reported."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hccgenomics.annotate.breakends import Atlas
from hccgenomics.annotate.fusion_calls import event_of_call
from hccgenomics.annotate.junctions import ends_of
from hccgenomics.annotate.structural import events_of
from hccgenomics.interpret import structural_reasons as reasons
from hccgenomics.interpret.fusions import (
    CYCLINS,
    LOW_CONFIDENCE,
    LOW_CONFIDENCE_WORDS,
    NOT_THE_LISTED,
    UNKNOWN_PARTNER,
)
from hccgenomics.interpret.integration import integrations_of
from hccgenomics.interpret.integration_calls import of_adjacency
from hccgenomics.interpret.structural import TERT, judge
from hccgenomics.interpret.structural_sieve import Statement, objection
from hccgenomics.interpret.structural_tables import StructuralTables
from hccgenomics.knowledge.places import load_aliases
from hccgenomics.model.alteration import Finding
from hccgenomics.model.genome import canonical_contig
from hccgenomics.model.structural import (
    StructuralAlteration,
    StructuralFindings,
)
from hccgenomics.model.viral import viral_name
from hccgenomics.pipeline.integration import integration_question
from hccgenomics.pipeline.same_event import Shown, ids_of, merged, order
from hccgenomics.vocabulary import AdjacencyKind, Origin, StructuralEventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.interpret.integration_calls import Recognise
    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.evidence import KnowledgeBase
    from hccgenomics.model.places import GenePlaces
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.structural import StructuralEvent
    from hccgenomics.model.structural_files import (
        Adjacency,
        FusionCall,
        StructuralFile,
    )
    from hccgenomics.vocabulary import GeneRole

PAIR = "::"


@dataclass(frozen=True, slots=True)
class StructuralQuestion:
    """What rearrangements are judged by.

    Attributes:
        models: Genes with exons, on the assembly of the files.
        places: All genes of it.
    """

    models: PanelModels
    places: GenePlaces
    base: KnowledgeBase
    settings: Settings


@dataclass(slots=True)
class _Found:
    """What the records come to, while they pass by."""

    shown: list[Shown] = field(default_factory=list)
    aside: list[StructuralEvent] = field(default_factory=list)
    elsewhere: int = 0


def structural_of(
    files: Sequence[StructuralFile], question: StructuralQuestion
) -> StructuralFindings:
    """Everything the files show of genes; nothing depends on the order of records."""
    atlas, tables = _atlas(question), _tables(question)
    viral = integration_question(question.places, question.base.genes, question.settings)
    found = _Found()
    for file in files:
        for adjacency in file.adjacencies:
            if not _is_integration(adjacency, viral.recognise):
                _take(found, adjacency, atlas, tables)
        for call in file.fusions:
            _take_call(found, call, atlas, tables)
    integrations = integrations_of(files, viral)
    shown = merged(found.shown, question.settings.min_structural_length)
    return StructuralFindings(
        events=tuple(one.event for one in shown),
        integrations=integrations.listed,
        alterations=(*_alterations(shown, tables), *integrations.alterations),
        set_aside=tuple(sorted(found.aside, key=order)),
        elsewhere=found.elsewhere,
        notes=integrations.notes,
    )


def _is_integration(adjacency: Adjacency, recognise: Recognise) -> bool:
    """Whether it is told as an integration: one side is viral, or all that is inserted."""
    contigs = (end.contig for end in ends_of(adjacency))
    if any(canonical_contig(one) is None and viral_name(one) is not None for one in contigs):
        return True
    is_insertion = adjacency.kind is AdjacencyKind.INSERTION
    return is_insertion and of_adjacency(adjacency, recognise) is not None


def _atlas(question: StructuralQuestion) -> Atlas:
    listed = (gene for gene in question.base.genes if PAIR not in gene)
    beside = question.settings.integration_promoter_reach
    reaches = {TERT: question.settings.tert_promoter_reach, **dict.fromkeys(CYCLINS, beside)}
    reported = frozenset((*question.models.symbols, *listed))
    return Atlas(question.models, question.places, reported, reaches)


def _tables(question: StructuralQuestion) -> StructuralTables:
    base = question.base
    return StructuralTables(base.genes, base.fusions, base.hotspots, question.settings)


# --- records --------------------------------------------------------------------------


def _take(found: _Found, adjacency: Adjacency, atlas: Atlas, tables: StructuralTables) -> None:
    events = _chosen(events_of(adjacency, atlas), tables)
    if not events:
        found.elsewhere += 1
        return
    said = Statement(adjacency.filters, adjacency.support, adjacency.normal_support, adjacency.tag)
    against = objection(said, tables.settings)
    if against is not None:
        found.aside += [_with_note(event, against) for event in events]
        return
    if adjacency.is_unfiltered:
        events = [_with_note(event, reasons.UNFILTERED) for event in events]
    found.shown += [Shown(event, ends_of(adjacency)) for event in events]


def _chosen(events: Sequence[StructuralEvent], tables: StructuralTables) -> list[StructuralEvent]:
    """The events worth telling: a fusion, rather than two genes that are broken.

    Of a tumour suppressor it is told beside the fusion that the gene is broken. A pair that is
    listed and joined otherwise than it is known is no fusion: its genes are broken.
    """
    fusions = [event for event in events if event.kind is StructuralEventKind.FUSION]
    refused = [event for event in fusions if judge(event, tables).code == NOT_THE_LISTED]
    called = [event for event in fusions if event not in refused]
    joined = {gene for event in called for gene in event.genes}
    others = [
        _with_note(event, *(_refusal(one, tables) for one in refused))
        for event in events
        if event.kind is not StructuralEventKind.FUSION
        and (event.genes[0] not in joined or tables.is_suppressor(event.genes[0]))
    ]
    return [*called, *others]


def _refusal(event: StructuralEvent, tables: StructuralTables) -> str:
    five, three = event.genes
    why = f"{judge(event, tables).why} {event.frame_why}".strip()
    return reasons.NOT_CALLED.format(five=five, three=three, why=why)


def _with_note(event: StructuralEvent, *notes: str) -> StructuralEvent:
    return replace(event, notes=(*event.notes, *notes)) if notes else event


def _take_call(found: _Found, call: FusionCall, atlas: Atlas, tables: StructuralTables) -> None:
    read = event_of_call(_named(call, atlas), atlas)
    if read is None:
        found.elsewhere += 1
        return
    event = read.event
    against = objection(Statement(call.filters, call.reads), tables.settings)
    if against is None and read.objection:
        against = reasons.NO_FUSION.format(why=read.objection)
    if against is None and judge(event, tables).code == NOT_THE_LISTED:
        against = reasons.NO_FUSION.format(why=_refusal(event, tables))
    if against is not None:
        found.aside.append(_with_note(event, against))
        return
    ends = tuple(end for end in (call.first, call.second) if end is not None)
    doubt, notes = _doubt(call, event, atlas)
    found.shown.append(Shown(_with_note(event, *notes), ends, doubt))


def _doubt(
    call: FusionCall, event: StructuralEvent, atlas: Atlas
) -> tuple[Finding | None, tuple[str, ...]]:
    """What keeps a row of a table from counting as a driver, and what is to be noted of it."""
    sides = zip(event.genes, event.places, strict=False)
    strangers = [gene for gene, place in sides if not place and _is_stranger(gene, atlas)]
    if strangers:
        note = reasons.NO_GENE.format(names=" and ".join(strangers))
        return Finding(UNKNOWN_PARTNER, drives=None, why=note), (note,)
    if call.confidence.lower() in LOW_CONFIDENCE_WORDS:
        why = reasons.LOW_CONFIDENCE.format(word=call.confidence)
        return Finding(LOW_CONFIDENCE, drives=None, why=why), ()
    return None, ()


def _is_stranger(gene: str, atlas: Atlas) -> bool:
    return gene not in atlas.reported and atlas.places.named(gene) is None


def _named(call: FusionCall, atlas: Atlas) -> FusionCall:
    """With today's symbols, where a table has former names."""
    five, three = (_symbol(gene, atlas) for gene in (call.five_prime, call.three_prime))
    return replace(call, five_prime=five, three_prime=three)


def _symbol(gene: str, atlas: Atlas) -> str:
    if gene in atlas.reported or atlas.places.named(gene) is not None:
        return gene
    return load_aliases().get(gene, gene)


# --- alterations ----------------------------------------------------------------------


def _alterations(
    shown: Sequence[Shown], tables: StructuralTables
) -> tuple[StructuralAlteration, ...]:
    events = [one.event for one in shown]
    judged = [(one.event, _judged(one, tables)) for one in shown]
    ids = ids_of(events)
    told = {
        (gene, event.places) for event in events if not _is_fusion(event) for gene in event.genes
    }
    return tuple(
        _alteration(event, finding, ids[event], tables)
        for event, finding in judged
        if _is_reported(event, finding, tables) and not _is_told(event, finding, told)
    )


def _judged(one: Shown, tables: StructuralTables) -> Finding:
    """What the rules say; of a row that is not to be relied on nothing counts as a driver."""
    finding = judge(one.event, tables)
    return one.doubt if finding.drives and one.doubt is not None else finding


def _is_fusion(event: StructuralEvent) -> bool:
    return event.kind is StructuralEventKind.FUSION


def _is_told(
    event: StructuralEvent, finding: Finding, told: set[tuple[str, tuple[str, ...]]]
) -> bool:
    """Whether the same junction is told as a broken tumour suppressor, and the fusion says nothing.

    One junction must not look like two hits of one gene.
    """
    nothing = _is_fusion(event) and finding.drives is None
    return nothing and any((gene, event.places) in told for gene in event.genes)


def _is_reported(event: StructuralEvent, finding: Finding, tables: StructuralTables) -> bool:
    """All but what touches an intron alone, and genes deleted whose loss means nothing."""
    match event.kind:
        case StructuralEventKind.INTRONIC:
            return False
        case StructuralEventKind.GENE_DELETED:
            return tables.is_suppressor(event.genes[0]) and finding.drives is True
        case _:
            return True


def _alteration(
    event: StructuralEvent, finding: Finding, name: str, tables: StructuralTables
) -> StructuralAlteration:
    gene = PAIR.join(event.genes)
    return StructuralAlteration(
        id=name,
        gene=gene,
        event=event,
        role=tables.role(gene) or _role(event.genes, tables),
        findings=(finding,),
        notes=event.notes,
        origin=Origin.SOMATIC if event.is_somatic else Origin.UNKNOWN,
    )


def _role(genes: Iterable[str], tables: StructuralTables) -> GeneRole | None:
    return next((role for role in map(tables.role, genes) if role is not None), None)
