"""The pictures of altered genes: coding sequence, cited parts, hotspots, and what is changed.

A gene is drawn on MANE Select; on another transcript of the panel only where Select has a place for
none of its changes (p14ARF of CDKN2A), and then without parts and hotspots, whose residues are
those of Select.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.promoter import HOTSPOTS as PROMOTER_EVENTS
from hccgenomics.interpret import gene_picture_wording as wording
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.codons import CODON
from hccgenomics.model.gene_picture import (
    CodingExon,
    DrawnDomain,
    DrawnHotspot,
    DrawnPromoterEvent,
    GenePicture,
    PromoterStretch,
)
from hccgenomics.pipeline.gene_change import (
    drawn_change,
    effect_on,
    elsewhere_named,
    stretch_of,
)
from hccgenomics.vocabulary import HotspotKind, Mane

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.annotate.promoter import PromoterEvent
    from hccgenomics.model.alteration import Effect
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.curated import Hotspot, HotspotCount
    from hccgenomics.model.evidence import KnowledgeBase
    from hccgenomics.model.functional import CriticalDomain, FunctionalEvidence
    from hccgenomics.model.gene_picture import DrawnChange
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.pipeline.gene_change import Stretch

MOST_GENES: Final = 12
"""Genes with a driver that a report draws: a page has to stay small, and read."""
FEW_OTHERS: Final = 4
"""Genes without a driver are drawn where there are at most so many."""
MOST_CHANGES: Final = 60
"""Changes of one gene that are drawn."""
LIVER_TUMOURS: Final = 3
"""From how many tumours of the liver on a residue of the pan-cancer table is drawn."""
PROMOTER_BASES: Final = 250
"""Of the promoter, unless a change lies further out."""
BEYOND_CHANGE: Final = 20
PAN_CANCER: Final = "cancerhotspots.org v3, ODbL 1.0"
PROMOTER: Final = "promoter"
"""How the term of an event in the promoter begins."""
NO_SOURCE: Final = "no source seen"
"""What stands in place of a source that nobody found."""
_NO_HOTSPOT: Final = frozenset({HotspotKind.ARTEFACT, HotspotKind.HAEMATOPOIESIS})
"""Rows of the table of hotspots that no tumour of the liver is known by."""


@dataclass(frozen=True, slots=True)
class GenePictures:
    """All pictures of a report, and why others are lacking, a sentence for each reason."""

    pictures: tuple[GenePicture, ...] = ()
    undrawn: tuple[str, ...] = ()


def gene_pictures(alterations: Iterable[AnyAlteration], base: KnowledgeBase) -> GenePictures:
    """Genes with a driver in the report's order, then the others where they are few."""
    by_gene: dict[str, list[SmallAlteration]] = {}
    for one in alterations:
        if isinstance(one, SmallAlteration):
            by_gene.setdefault(one.gene, []).append(one)
    driven = {gene: found for gene, found in by_gene.items() if _has_driver(found)}
    others = {gene: found for gene, found in by_gene.items() if gene not in driven}
    first = _drawn(driven, base, MOST_GENES)
    second = _drawn(others, base, FEW_OTHERS)
    if second.beyond:
        undrawn = (*first.sentences, wording.MANY_OTHERS.format(few=FEW_OTHERS))
        return GenePictures(first.pictures, undrawn)
    return GenePictures((*first.pictures, *second.pictures), (*first.sentences, *second.sentences))


def _has_driver(found: Iterable[SmallAlteration]) -> bool:
    return any(one.is_driver for one in found)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Pictures of some genes; the genes without, by reason."""

    pictures: tuple[GenePicture, ...]
    without_model: tuple[str, ...]
    without_place: tuple[str, ...]
    beyond: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Why genes are not drawn."""
        told = (
            (wording.NO_MODEL, self.without_model),
            (wording.NO_PLACE, self.without_place),
            (wording.TOO_MANY, self.beyond),
        )
        return tuple(
            said.format(genes=", ".join(genes), most=MOST_GENES) for said, genes in told if genes
        )


def _drawn(
    by_gene: Mapping[str, Sequence[SmallAlteration]], base: KnowledgeBase, most: int
) -> _Drawn:
    """The first genes that can be drawn; nobody looks at those behind the last of them."""
    pictures: list[GenePicture] = []
    without_model, without_place, beyond = [], [], []
    for gene, found in by_gene.items():
        if len(pictures) == most:
            beyond.append(gene)
            continue
        if not any(_is_drawable(effect.transcript) for effect in found[0].effects):
            without_model.append(gene)
            continue
        picture = picture_of(found, base)
        if picture is None:
            without_place.append(gene)
        else:
            pictures.append(picture)
    return _Drawn(tuple(pictures), tuple(without_model), tuple(without_place), tuple(beyond))


def _is_drawable(transcript: Transcript) -> bool:
    """Whether the coding sequence is known base by base; an annotator's transcript has none."""
    return bool(transcript.exons) and transcript.cds_end > transcript.cds_start


def picture_of(found: Sequence[SmallAlteration], base: KnowledgeBase) -> GenePicture | None:
    """The picture of one gene from its changes; ``None`` where none has a place."""
    every = (_placed(found, transcript) for transcript in _drawable(found))
    placed = next((one for one in every if one.changes), None)
    if placed is None:
        return None
    gene, transcript = found[0].gene, placed.transcript
    drawn = (drawn_change(*one) for one in placed.changes[:MOST_CHANGES])
    shown = sorted(drawn, key=lambda one: (one.start, one.end, one.label))
    is_select = transcript.mane is Mane.SELECT
    hotspots, more = _hotspots(gene, shown, base) if is_select else ((), 0)
    return GenePicture(
        gene=gene,
        transcript=transcript.refseq,
        mane=transcript.mane,
        residues=transcript.residues or placed.exons[-1].end // CODON - 1,
        exons=placed.exons,
        domains=tuple(map(_domain, cited(base.domains.get(gene, ())))) if is_select else (),
        hotspots=hotspots,
        more_hotspots=more,
        promoter=_promoter(shown, base.functional.get(gene, ())),
        changes=tuple(shown),
        more_changes=max(0, len(placed.changes) - MOST_CHANGES),
        unplaced=tuple(placed.unplaced),
    )


def _drawable(found: Sequence[SmallAlteration]) -> list[Transcript]:
    """The gene's transcripts whose coding sequence is known, Select before others."""
    every = {e.transcript.transcript: e.transcript for one in found for e in one.effects}
    drawable = filter(_is_drawable, every.values())
    return sorted(drawable, key=lambda one: one.mane is not Mane.SELECT)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Changes with a place on one transcript, in the report's order; the names of those without."""

    transcript: Transcript
    exons: tuple[CodingExon, ...]
    changes: list[tuple[SmallAlteration, Effect, Stretch]]
    unplaced: list[str]


def _placed(found: Sequence[SmallAlteration], transcript: Transcript) -> _Placed:
    exons = coding_exons(transcript)
    placed = _Placed(transcript, exons, [], [])
    for one in found:
        effect = effect_on(one, transcript)
        stretch = None if effect is None else stretch_of(one, effect, exons[-1].end)
        if effect is None or stretch is None:
            placed.unplaced.append(elsewhere_named(one, effect))
        else:
            placed.changes.append((one, effect, stretch))
    return placed


def coding_exons(transcript: Transcript) -> tuple[CodingExon, ...]:
    """The coding parts of the exons, counted from the start codon."""
    exons, before = [], 0
    for exon in transcript.exons:
        length = min(exon.end, transcript.cds_end) - max(exon.start, transcript.cds_start)
        if length > 0:
            exons.append(CodingExon(exon.number, before + 1, before + length))
            before += length
    return tuple(exons)


def cited(rows: Iterable[CriticalDomain]) -> Iterator[CriticalDomain]:
    """The parts of a protein that a source names; no source, no domain."""
    return (row for row in rows if not row.source.startswith(NO_SOURCE))


def _domain(row: CriticalDomain) -> DrawnDomain:
    return DrawnDomain(
        start=row.start,
        end=row.end,
        residues=row.residues,
        name=row.name,
        source=row.source,
        verification=row.verification,
    )


def _promoter(
    changes: Sequence[DrawnChange], studies: Sequence[FunctionalEvidence]
) -> PromoterStretch | None:
    """The stretch before the start codon, where a change lies in it, with what is cited of it."""
    outermost = min((one.start for one in changes), default=0)
    if outermost >= 0:
        return None
    seen = {row.event: row for row in studies if not row.citation.startswith(NO_SOURCE)}
    events = (
        (one, seen[name]) for one in PROMOTER_EVENTS if (name := f"{PROMOTER} {one.name}") in seen
    )
    return PromoterStretch(
        min(-PROMOTER_BASES, outermost - BEYOND_CHANGE),
        tuple(_event(event, row) for event, row in events),
    )


def _event(event: PromoterEvent, row: FunctionalEvidence) -> DrawnPromoterEvent:
    bases = [base for base, _, _ in event.changes]
    return DrawnPromoterEvent(
        name=event.name,
        legacy_name=event.legacy_name,
        start=min(bases),
        end=max(bases),
        source=row.reference,
        verification=row.verification,
    )


def _hotspots(
    gene: str, changes: Sequence[DrawnChange], base: KnowledgeBase
) -> tuple[tuple[DrawnHotspot, ...], int]:
    """Our rows with their counts, then residues of the counts; and how many are left out."""
    rows = [row for row in base.hotspots.by_gene.get(gene, ()) if row.kind not in _NO_HOTSPOT]
    counts = {} if base.counts is None else {_key(one): one for one in base.counts.get(gene, ())}
    drawn = [_of_row(row, counts.pop(_key(row), None)) for row in rows]
    recurrent = [one for one in counts.values() if _is_drawn(one, changes)]
    drawn += map(_of_count, recurrent)
    ordered = sorted(drawn, key=lambda one: (one.start, one.end, one.kind))
    return tuple(ordered), len(counts) - len(recurrent)


def _key(row: Hotspot | HotspotCount) -> tuple[int, int, HotspotKind]:
    return row.start, row.end, row.kind


def _is_drawn(row: HotspotCount, changes: Iterable[DrawnChange]) -> bool:
    """Whether enough tumours of the liver have it, or this sample has a change there."""
    return row.liver_tumours >= LIVER_TUMOURS or any(
        (one.first_codon or 0) <= row.end and row.start <= (one.last_codon or 0) for one in changes
    )


def _of_row(row: Hotspot, count: HotspotCount | None) -> DrawnHotspot:
    return DrawnHotspot(
        start=row.start,
        end=row.end,
        residues=row.residues,
        kind=row.kind,
        tcga_tumours=row.tcga_tumours,
        tumours=None if count is None else count.tumours,
        liver_tumours=None if count is None else count.liver_tumours,
        sources=(row.source,) if count is None else (row.source, PAN_CANCER),
    )


def _of_count(row: HotspotCount) -> DrawnHotspot:
    name = f"{row.ref}{row.start}"
    return DrawnHotspot(
        start=row.start,
        end=row.end,
        residues=name if row.start == row.end else f"{name}-{row.end}",
        kind=row.kind,
        tcga_tumours=None,
        tumours=row.tumours,
        liver_tumours=row.liver_tumours,
        sources=(PAN_CANCER,),
    )
