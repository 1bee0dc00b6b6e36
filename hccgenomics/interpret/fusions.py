"""The rules on fusions: a listed pair, a kinase that is kept, a cyclin that is activated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import structural_reasons as reasons
from hccgenomics.model.alteration import Finding
from hccgenomics.vocabulary import Frame, GenePart, StructuralEventKind

if TYPE_CHECKING:
    from hccgenomics.interpret.structural_tables import StructuralTables
    from hccgenomics.model.fusion_gene import FusionGene
    from hccgenomics.model.structural import (
        BrokenGene,
        StructuralEvent,
    )

    Exons = tuple[int | None, int | None]

LISTED_FUSION: Final = "listed_fusion"
NOT_THE_LISTED: Final = "not_the_listed_fusion"
RECIPROCAL: Final = "reciprocal_fusion"
UNORDERED: Final = "listed_fusion_order_unknown"
KINASE_FUSION: Final = "kinase_fusion"
KINASE_LOST: Final = "kinase_domain_lost"
KINASE_UNKNOWN: Final = "kinase_domain_unknown"
OUT_OF_FRAME: Final = "fusion_out_of_frame"
NO_CODING: Final = "fusion_not_coding"
PARTNERLESS: Final = "kinase_without_partner"
TRUNCATED: Final = "kinase_end_lost"
CYCLIN: Final = "cyclin_rearrangement"
CYCLIN_LOST: Final = "cyclin_lost"
CYCLIN_UNKNOWN: Final = "cyclin_part_unknown"
LOW_CONFIDENCE: Final = "fusion_low_confidence"
UNKNOWN_PARTNER: Final = "fusion_partner_unknown"

LOW_CONFIDENCE_WORDS: Final = frozenset({"low", "no_ldas"})
"""How Arriba calls a fusion it doubts, and STAR-Fusion one whose reads have short anchors only."""
_SIDES: Final = ("(+)", "(-)")
_BROKEN: Final = frozenset({StructuralEventKind.DISRUPTION, StructuralEventKind.EXONS_DELETED})
CYCLINS: Final = ("CCNA2", "CCNE1")
"""Genes activated by rearrangement, as row CCNE-01 of the biomarkers names them."""


def listed_pair(event: StructuralEvent, tables: StructuralTables) -> Finding | None:
    """One pair of genes, joined at the exons that are known: DNAJB1::PRKACA."""
    if event.kind is not StructuralEventKind.FUSION:
        return None
    for row in tables.fusions.values():
        if row.pair == event.genes:
            return _of_pair(event, row)
        if row.pair == event.genes[::-1]:
            five, three = event.genes[::-1]
            if _is_unordered(event):
                why = reasons.UNORDERED.format(five=five, three=three)
                return Finding(UNORDERED, drives=None, why=why)
            why = reasons.RECIPROCAL.format(five=five, three=three)
            return Finding(RECIPROCAL, drives=False, why=why)
    return None


def _is_unordered(event: StructuralEvent) -> bool:
    """Whether a table of DNA names two genes alone: their order then means nothing."""
    is_row_of_dna = event.adjacency is None and not event.is_rna
    has_exons = event.exons is not None and any(event.exons)
    return is_row_of_dna and not has_exons and not any(one.endswith(_SIDES) for one in event.places)


def _of_pair(event: StructuralEvent, row: FusionGene) -> Finding:
    five, three = event.genes
    last, first = row.five_exon, row.three_exon
    words = {"five": five, "three": three, "last": last, "first": first}
    words["source"] = row.verification.beside(row.source)
    seen = event.exons or (None, None)
    if event.frame in {Frame.OUT_OF_FRAME, Frame.NOT_CODING}:
        why = reasons.OTHER_FRAME.format(**words)
        return Finding(NOT_THE_LISTED, drives=False, why=why)
    if seen == (last, first):
        return Finding(LISTED_FUSION, drives=True, why=reasons.LISTED_PAIR.format(**words))
    if _differ(seen, (last, first)) or (any(event.places) and not event.is_rna):
        why = reasons.OTHER_EXONS.format(**words)
        return Finding(NOT_THE_LISTED, drives=False, why=why)
    why = reasons.LISTED_PAIR_WITHOUT_EXONS.format(**words)
    return Finding(LISTED_FUSION, drives=True, why=why)


def _differ(seen: Exons, known: Exons) -> bool:
    return any(one not in {None, other} for one, other in zip(seen, known, strict=True))


def kinase(event: StructuralEvent, tables: StructuralTables) -> Finding | None:
    """A kinase with any partner, its domain kept."""
    if event.kind is not StructuralEventKind.FUSION:
        return None
    judged = [
        _of_kinase(event, tables.fusions[gene], is_five=gene == event.genes[0])
        for gene in event.genes
        if gene in tables.fusions
    ]
    rank = {True: 0, None: 1, False: 2}
    return min(judged, key=lambda finding: rank[finding.drives]) if judged else None


def _of_kinase(event: StructuralEvent, row: FusionGene, *, is_five: bool) -> Finding:
    exon = (event.exons or (None, None))[0 if is_five else 1]
    limit = row.five_prime_to if is_five else row.three_prime_from
    if _is_unordered(event):
        why = reasons.KINASE_UNKNOWN.format(kinase=row.kinase, frame_why=reasons.NO_ORDER)
        return Finding(KINASE_UNKNOWN, drives=None, why=why)
    words = {"kinase": row.kinase, "start": row.domain_start, "end": row.domain_end}
    if limit is None:
        why = reasons.KINASE_LOST.format(**words, kept=reasons.LOST_AS_FIVE)
        return Finding(KINASE_LOST, drives=False, why=why)
    if exon is None:
        frame_why = event.frame_why or reasons.NO_EXON
        why = reasons.KINASE_UNKNOWN.format(kinase=row.kinase, frame_why=frame_why)
        return Finding(KINASE_UNKNOWN, drives=None, why=why)
    if not _is_kept(exon, limit, is_five=is_five):
        lost = reasons.LOST_TO_EXON if is_five else reasons.LOST_FROM_EXON
        why = reasons.KINASE_LOST.format(**words, kept=lost.format(exon=exon, limit=limit))
        return Finding(KINASE_LOST, drives=False, why=why)
    return _by_frame(
        event,
        row,
        (reasons.TO_EXON if is_five else reasons.FROM_EXON).format(exon=exon, limit=limit),
    )


def _is_kept(exon: int, limit: int, *, is_five: bool) -> bool:
    return exon >= limit if is_five else exon <= limit


def _by_frame(event: StructuralEvent, row: FusionGene, kept: str) -> Finding:
    match event.frame:
        case Frame.OUT_OF_FRAME:
            why = reasons.OUT_OF_FRAME.format(kinase=row.kinase)
            return Finding(OUT_OF_FRAME, drives=False, why=why)
        case Frame.NOT_CODING:
            why = reasons.NO_CODING.format(frame_why=event.frame_why)
            return Finding(NO_CODING, drives=None, why=why)
        case Frame.IN_FRAME | Frame.UNKNOWN:
            known = event.frame is Frame.IN_FRAME
            why = reasons.KINASE_KEPT.format(
                kinase=row.kinase,
                start=row.domain_start,
                end=row.domain_end,
                kept=kept,
                frame=reasons.IN_FRAME if known else reasons.FRAME_UNKNOWN,
                source=row.verification.beside(row.source),
            )
            return Finding(KINASE_FUSION, drives=True, why=why)


def partnerless(event: StructuralEvent, tables: StructuralTables) -> Finding | None:
    """A kinase that is broken with its domain kept, and joined to no gene."""
    gene = event.genes[0]
    row = tables.fusions.get(gene)
    if row is None or not event.breaks or event.kind not in _BROKEN:
        return None
    broken = event.breaks[0]
    exon = _edge(broken)
    is_five = broken.part is GenePart.FIVE_PRIME
    limit = row.five_prime_to if is_five else row.three_prime_from
    if exon is None or limit is None or not _is_kept(exon, limit, is_five=is_five):
        return None
    if is_five:
        source = row.verification.beside(row.source)
        why = reasons.TRUNCATED.format(kinase=gene, exon=limit, source=source)
        return Finding(TRUNCATED, drives=True, why=why)
    return Finding(PARTNERLESS, drives=None, why=reasons.PARTNERLESS.format(kinase=gene))


def _edge(broken: BrokenGene) -> int | None:
    """The whole exon next to the break, on the side that is kept."""
    if broken.part not in {GenePart.FIVE_PRIME, GenePart.THREE_PRIME}:
        return None
    is_five = broken.part is GenePart.FIVE_PRIME
    if broken.intron is not None:
        number = int(broken.intron.partition("/")[0])
        return number if is_five else number + 1
    if broken.exon is not None:
        number = int(broken.exon.partition("/")[0])
        return number - 1 if is_five else number + 1
    return None


def cyclin(event: StructuralEvent, _: StructuralTables) -> Finding | None:
    """CCNA2 or CCNE1, broken at its start or before its promoter."""
    gene = next((one for one in event.genes if one in CYCLINS), None)
    if gene is None or event.kind not in {
        StructuralEventKind.FUSION,
        StructuralEventKind.DISRUPTION,
    }:
        return None
    parts = {broken.part for broken in event.breaks if broken.gene == gene}
    if event.kind is StructuralEventKind.FUSION and not parts:
        parts = {GenePart.FIVE_PRIME if event.genes[0] == gene else GenePart.THREE_PRIME}
    if parts == {GenePart.THREE_PRIME}:
        return Finding(CYCLIN, drives=True, why=reasons.CYCLIN.format(gene=gene))
    if parts == {GenePart.FIVE_PRIME}:
        return Finding(CYCLIN_LOST, drives=False, why=reasons.CYCLIN_LOST.format(gene=gene))
    return Finding(CYCLIN_UNKNOWN, drives=None, why=reasons.CYCLIN_SIDE.format(gene=gene))
