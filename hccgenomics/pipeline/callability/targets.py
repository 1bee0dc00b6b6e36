"""The bases that decide each small-variant part of a marker: where a driver rule could flag.

Of a tumour suppressor these are the coding bases of MANE Select and the splice sites beside them,
of an oncogene the residues that the rules name, of the TERT promoter the positions of its known
events. A part in a gene that no rule judges has none, and depth says nothing of it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import promoter
from hccgenomics.annotate.coordinates import CodingPosition, transcript_map
from hccgenomics.interpret import callability_wording as wording
from hccgenomics.interpret.drivers import EXON_LOSSES, LOSS_ROLES, RECURRENT_TUMOURS
from hccgenomics.interpret.wording import counted
from hccgenomics.model.coverage import Target
from hccgenomics.model.genome import Interval, merged
from hccgenomics.vocabulary import ComponentClass, HotspotKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.evidence import KnowledgeBase
    from hccgenomics.model.transcript import Exon, Transcript
    from hccgenomics.pipeline.models import Models

SPLICE_BASES: Final = 2
"""Bases of an intron that make its splice site: GT at the donor, AG at the acceptor, as the terms
splice_donor_variant and splice_acceptor_variant of the Sequence Ontology have it."""
_ACTIVATING: Final = frozenset({HotspotKind.MISSENSE, HotspotKind.INFRAME})
_NAMED_AT_MOST: Final = 8

Part = tuple[str, Interval]
"""A place with its name."""


def targets_of(
    components: Iterable[MarkerComponent], models: Models, base: KnowledgeBase
) -> tuple[Target, ...]:
    """The deciding bases of every small-variant part, in the order of the table.

    Args:
        components: Rows of the markers table.
        models: Genes and transcripts on the assembly of the variants.
        base: Roles of genes, hotspots, and the pan-cancer counts where they are installed.
    """
    found = (_target(component, models, base) for component in components)
    return tuple(target for target in found if target is not None)


def _target(component: MarkerComponent, models: Models, base: KnowledgeBase) -> Target | None:
    is_small = component.component_class is ComponentClass.SMALL
    if not is_small or component.gene not in models.symbols:
        return None
    transcript = models.gene(component.gene).select
    if component.promoter:
        return _of_promoter(component, transcript)
    if codon := _codon_asked(component):
        return _of_codon(component, transcript, codon)
    hotspots = _hotspot_residues(component.gene, base)
    if component.exon is not None:
        return _of_exon(component, transcript, hotspots)
    row = base.genes.get(component.gene)
    if row is not None and row.role in LOSS_ROLES:
        return _of_coding(component, transcript, hotspots)
    return _of_hotspots(component, transcript, hotspots | _recurrent(component.gene, base))


def _of_promoter(component: MarkerComponent, transcript: Transcript) -> Target | None:
    """Every position at which a known event of the TERT promoter changes a base."""
    if component.gene != promoter.GENE:
        return None
    coding = sorted({position for one in promoter.HOTSPOTS for position, _, _ in one.changes})
    at = transcript_map(transcript)
    parts = [
        (
            wording.PROMOTER_PART.format(position=position),
            Interval.at(transcript.contig, pos=at.pos(CodingPosition(position))),
        )
        for position in coding
    ]
    names = ", ".join(f"c.{position}" for position in coding)
    return _whole(
        component, parts, wording.PROMOTER_POSITIONS.format(count=len(coding), names=names)
    )


def _codon_asked(component: MarkerComponent) -> int | None:
    """The codon that a row names, by itself or by a change: 12 of ``p.G12C``."""
    if component.codon is not None or component.change is None:
        return component.codon
    return int("".join(filter(str.isdigit, component.change))) or None


def _of_codon(component: MarkerComponent, transcript: Transcript, codon: int) -> Target | None:
    parts = list(_codons(transcript, {codon}))
    count = sum(len(place) for _, place in parts)
    return _whole(component, parts, wording.ONE_CODON.format(codon=codon, count=count))


def _of_exon(
    component: MarkerComponent, transcript: Transcript, hotspots: set[int]
) -> Target | None:
    """The coding bases of one exon, with its hotspots whatever the fraction."""
    exon = next((one for one in transcript.exons if one.number == component.exon), None)
    coding = None if exon is None else _coding_of(exon, transcript)
    if exon is None or coding is None:
        return None
    named = [(name, at) for name, at in _each_codon(transcript, hotspots) if coding.contains(at)]
    what = wording.CODING_OF_EXON.format(
        count=len(coding), exon=exon.number, transcript=transcript.refseq
    )
    return _fractional(component, [(wording.EXON.format(exon=exon.number), coding)], what, named)


def _of_coding(
    component: MarkerComponent, transcript: Transcript, hotspots: set[int]
) -> Target | None:
    """The coding bases with their splice sites, and the hotspots whatever the fraction."""
    parts = [
        (wording.EXON.format(exon=exon.number), place)
        for exon in transcript.exons
        for place in merged(_with_splice_sites(exon, transcript))
    ]
    exons = len({name for name, _ in parts})
    what = wording.CODING.format(
        transcript=transcript.refseq,
        count=f"{sum(len(place) for _, place in parts):,}",
        exons=counted(exons, *wording.EXONS),
    )
    return _fractional(component, parts, what, list(_each_codon(transcript, hotspots)))


def _of_hotspots(
    component: MarkerComponent, transcript: Transcript, residues: set[int]
) -> Target | None:
    """Of a gene that losses do not activate: the residues and splice sites that rules name."""
    lost = [event for event in EXON_LOSSES if component.gene in event.genes]
    residues |= {event.start for event in lost if event.start is not None}
    parts = list(_codons(transcript, residues))
    for number in sorted({event.exon for event in lost if event.exon is not None}):
        name = wording.SPLICE_SITES.format(exon=number)
        exon = next((one for one in transcript.exons if one.number == number), None)
        parts.extend((name, place) for place in _splice_sites(exon, transcript))
    names = list(dict.fromkeys(name for name, _ in parts))
    count = sum(len(place) for _, place in parts)
    return _whole(component, parts, wording.HOTSPOTS.format(count=count, names=_few(names)))


def _few(names: Sequence[str]) -> str:
    """The first of many names, and how many there are beside."""
    more = len(names) - _NAMED_AT_MOST
    if more <= 0:
        return ", ".join(names)
    return wording.AND_MORE.format(names=", ".join(names[:_NAMED_AT_MOST]), more=more)


def _hotspot_residues(gene: str, base: KnowledgeBase) -> set[int]:
    """Residues of MANE Select where the hotspots table lets a rule flag a change."""
    rows = (row for row in base.hotspots.by_gene.get(gene, ()) if row.kind in _ACTIVATING)
    return {residue for row in rows for residue in range(row.start, row.end + 1)}


def _recurrent(gene: str, base: KnowledgeBase) -> set[int]:
    """Residues with a change that the pan-cancer counts, if installed, have often enough."""
    return {
        residue
        for row in (base.counts or {}).get(gene, ())
        if row.kind in _ACTIVATING and max(row.counts.values(), default=0) >= RECURRENT_TUMOURS
        for residue in range(row.start, row.end + 1)
    }


def _whole(component: MarkerComponent, parts: Sequence[Part], what: str) -> Target | None:
    """A target of which every base must be callable; ``None`` of no bases."""
    if not parts:
        return None
    names, places = _in_order(parts)
    return Target(component, places, what, is_whole=True, parts=names)


def _fractional(
    component: MarkerComponent, parts: Sequence[Part], what: str, hotspots: Sequence[Part]
) -> Target | None:
    if not parts:
        return None
    names, places = _in_order(parts)
    spots, at = _in_order(hotspots)
    return Target(
        component, places, what, is_whole=False, parts=names, hotspots=at, hotspot_names=spots
    )


def _in_order(parts: Sequence[Part]) -> tuple[tuple[str, ...], tuple[Interval, ...]]:
    ordered = sorted(parts, key=lambda part: part[1])
    return tuple(name for name, _ in ordered), tuple(place for _, place in ordered)


def _codons(transcript: Transcript, residues: Iterable[int]) -> Iterator[Part]:
    """Neighbouring codons under one name, cut where an intron lies between their bases."""
    known = transcript.cds_length // 3
    counted = enumerate(sorted(residue for residue in residues if 0 < residue <= known))
    for _, run in groupby(counted, key=lambda pair: pair[1] - pair[0]):
        codons = [residue for _, residue in run]
        one, several = wording.CODON, wording.CODONS
        name = (one if len(codons) == 1 else several).format(first=codons[0], last=codons[-1])
        bases = sorted(pos for codon in codons for pos in transcript_map(transcript).codon(codon))
        yield from ((name, place) for place in _runs(transcript.contig, bases))


def _each_codon(transcript: Transcript, residues: Iterable[int]) -> Iterator[Part]:
    """Every codon under its own name."""
    for residue in sorted(residues):
        yield from _codons(transcript, [residue])


def _runs(contig: str, bases: Sequence[int]) -> Iterator[Interval]:
    """Positions, sorted, as intervals."""
    for _, run in groupby(enumerate(bases), key=lambda pair: pair[1] - pair[0]):
        positions = [pos for _, pos in run]
        yield Interval.at(contig, pos=positions[0], length=len(positions))


def _coding_of(exon: Exon, transcript: Transcript) -> Interval | None:
    start, end = max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end)
    return Interval(transcript.contig, start, end) if start < end else None


def _with_splice_sites(exon: Exon, transcript: Transcript) -> Iterator[Interval]:
    coding = _coding_of(exon, transcript)
    if coding is not None:
        yield coding
    yield from _splice_sites(exon, transcript)


def _splice_sites(exon: Exon | None, transcript: Transcript) -> Iterator[Interval]:
    """The two bases beside an exon, at each intron that has a coding base on either side.

    An intron between untranslated bases is no site where a rule applies.
    """
    if exon is None:
        return
    ordered = sorted(transcript.exons, key=lambda one: one.start)
    index = ordered.index(exon)
    if index > 0 and _is_coding_intron(ordered[index - 1], exon, transcript):
        yield Interval(transcript.contig, exon.start - SPLICE_BASES, exon.start)
    if index + 1 < len(ordered) and _is_coding_intron(exon, ordered[index + 1], transcript):
        yield Interval(transcript.contig, exon.end, exon.end + SPLICE_BASES)


def _is_coding_intron(left: Exon, right: Exon, transcript: Transcript) -> bool:
    first, last = transcript.cds_start, transcript.cds_end
    return first < left.end <= last or first <= right.start < last
