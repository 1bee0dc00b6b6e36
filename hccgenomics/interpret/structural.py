"""Which rearrangements are flagged as drivers: one rule, one function, one reason.

A rule returns a finding or ``None``, and ``RULES`` is the policy, from the particular (one pair of
genes, one exon) to the general; the first that speaks is the finding. An alteration is a driver if
its finding speaks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import fusions, suppressors
from hccgenomics.interpret import structural_reasons as reasons
from hccgenomics.model.alteration import Finding
from hccgenomics.vocabulary import (
    AdjacencyKind,
    Frame,
    GeneRole,
    HotspotKind,
    StructuralEventKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.interpret.structural_tables import StructuralTables
    from hccgenomics.model.structural import StructuralEvent

    Rule = Callable[[StructuralEvent, StructuralTables], Finding | None]

TERT: Final = "TERT"
MET: Final = "MET"
MET_EXON_14: Final = (13, 15)
"""The exons kept on either side when exon 14 is lost, as row MET-04 of the biomarkers asks."""

PROMOTER: Final = "promoter_rearrangement"
PROMOTER_OPEN: Final = "promoter_rearrangement_open"
EXON_LOSS: Final = "activating_exon_deletion"
INFRAME_LOSS: Final = "inframe_exon_deletion"
INTRON_ONLY: Final = "intron_only"
ONCOGENE_BROKEN: Final = "oncogene_broken"
NOT_JUDGED: Final = "rearrangement_not_judged"

STRUCTURAL_CODES: Final[tuple[str, ...]] = (
    fusions.LISTED_FUSION,
    fusions.NOT_THE_LISTED,
    fusions.RECIPROCAL,
    fusions.UNORDERED,
    fusions.KINASE_FUSION,
    fusions.KINASE_LOST,
    fusions.KINASE_UNKNOWN,
    fusions.OUT_OF_FRAME,
    fusions.NO_CODING,
    fusions.LOW_CONFIDENCE,
    fusions.UNKNOWN_PARTNER,
    fusions.PARTNERLESS,
    fusions.TRUNCATED,
    fusions.CYCLIN,
    fusions.CYCLIN_LOST,
    fusions.CYCLIN_UNKNOWN,
    PROMOTER,
    PROMOTER_OPEN,
    EXON_LOSS,
    INFRAME_LOSS,
    suppressors.BROKEN,
    suppressors.DELETED,
    suppressors.EXONS_DELETED,
    suppressors.EXONS_DUPLICATED,
    suppressors.BROAD,
    suppressors.WHOLE,
    suppressors.UNCLEAR,
    INTRON_ONLY,
    ONCOGENE_BROKEN,
    NOT_JUDGED,
)
"""The rules of rearrangements, by their codes."""


def judge(event: StructuralEvent, tables: StructuralTables) -> Finding:
    """The first rule that speaks of an event."""
    found = (rule(event, tables) for rule in RULES)
    return next((finding for finding in found if finding is not None), _not_judged(event))


def _not_judged(event: StructuralEvent) -> Finding:
    if event.kind is StructuralEventKind.FUSION:
        return Finding(NOT_JUDGED, drives=None, why=reasons.OTHER_FUSION)
    why = reasons.NOT_JUDGED.format(gene=event.genes[0])
    return Finding(NOT_JUDGED, drives=None, why=why)


def promoter(event: StructuralEvent, tables: StructuralTables) -> Finding | None:
    """A break end before TERT, CCNA2 or CCNE1, with the gene on the side that is joined."""
    if event.kind is not StructuralEventKind.PROMOTER_REARRANGEMENT:
        return None
    gene = event.genes[0]
    if any(broken.keeps is None for broken in event.breaks):
        why = reasons.PROMOTER_SIDE.format(gene=gene)
        return Finding(PROMOTER_OPEN, drives=None, why=why)
    if len(event.breaks) > 1 or event.adjacency is AdjacencyKind.INSERTION:
        why = reasons.PROMOTER_STAYS.format(gene=gene)
        return Finding(PROMOTER_OPEN, drives=None, why=why)
    if gene != TERT:
        return Finding(fusions.CYCLIN, drives=True, why=reasons.CYCLIN.format(gene=gene))
    distance = event.breaks[0].distance
    reach = tables.settings.tert_promoter_reach
    upstream = reasons.UPSTREAM.format(distance=distance or 0, reach=reach)
    placed = reasons.IN_LEADER if distance is None else upstream
    why = reasons.PROMOTER.format(distance=placed)
    return Finding(PROMOTER, drives=True, why=why)


def met_exon(event: StructuralEvent, _: StructuralTables) -> Finding | None:
    """The loss of MET exon 14, and of no other exon."""
    lost = event.kind is StructuralEventKind.EXONS_DELETED and event.exons == MET_EXON_14
    if event.genes != (MET,) or not lost:
        return None
    why = reasons.MET_EXON_RNA if event.is_rna else reasons.MET_EXON
    return Finding(EXON_LOSS, drives=True, why=why)


def inframe_loss(event: StructuralEvent, tables: StructuralTables) -> Finding | None:
    """An in-frame deletion, within one exon or of it, over residues where such changes recur."""
    is_deletion = event.kind is StructuralEventKind.EXONS_DELETED
    if not is_deletion or event.frame is not Frame.IN_FRAME or event.residues is None:
        return None
    if not _is_one_exon(event):
        return None
    first, last = event.residues
    rows = [
        row
        for row in tables.hotspots.at(event.genes[0], first, last)
        if row.kind is HotspotKind.INFRAME
    ]
    if not rows:
        return None
    why = reasons.INFRAME_LOSS.format(
        gene=event.genes[0],
        first=first,
        last=last,
        hotspots=", ".join(f"{row.start}–{row.end}" for row in rows),
        source=rows[0].source,
    )
    return Finding(INFRAME_LOSS, drives=True, why=why)


def _is_one_exon(event: StructuralEvent) -> bool:
    last, first = event.exons or (None, None)
    return last is not None and first is not None and first - last in {0, 2}


def intron_only(event: StructuralEvent, _: StructuralTables) -> Finding | None:
    """Both ends in one intron."""
    if event.kind is not StructuralEventKind.INTRONIC:
        return None
    why = reasons.INTRON_ONLY.format(gene=event.genes[0])
    return Finding(INTRON_ONLY, drives=None, why=why)


def oncogene_broken(event: StructuralEvent, tables: StructuralTables) -> Finding | None:
    """An oncogene that is broken or lost, said so that nobody counts it."""
    kinds = {StructuralEventKind.DISRUPTION, StructuralEventKind.GENE_DELETED}
    if event.kind not in kinds or tables.role(event.genes[0]) is not GeneRole.ONCOGENE:
        return None
    why = reasons.ONCOGENE_BROKEN.format(gene=event.genes[0])
    return Finding(ONCOGENE_BROKEN, drives=None, why=why)


RULES: Final[tuple[Rule, ...]] = (
    fusions.listed_pair,
    fusions.kinase,
    fusions.partnerless,
    fusions.cyclin,
    promoter,
    met_exon,
    inframe_loss,
    suppressors.suppressor,
    intron_only,
    oncogene_broken,
)
