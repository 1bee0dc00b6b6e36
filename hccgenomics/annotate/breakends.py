"""Which gene a breakend lies in, at which exon or intron, and which part of it is kept.

``keeps`` and the gene's strand tell the part: the side that lies towards the gene's start is its
5′ part (VCF 4.5, section 5.4, https://samtools.github.io/hts-specs/VCFv4.5.pdf). Exons are those
of MANE Select; of genes without a model only place and strand are known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.model.genome import Interval
from hccgenomics.model.structural import BrokenGene
from hccgenomics.vocabulary import GenePart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.annotate.coordinates import TranscriptMap
    from hccgenomics.model.places import GenePlaces
    from hccgenomics.model.structural_files import Breakend
    from hccgenomics.model.transcript import Gene, Transcript

EXON: Final = "exon"
INTRON: Final = "intron"
UPSTREAM: Final = "upstream"
DOWNSTREAM: Final = "downstream"
PROMOTER: Final = "promoter"
WITHIN: Final = "within gene"
INSIDE: Final = frozenset({EXON, INTRON, WITHIN})
"""Regions in which a break cuts the gene."""


class GeneModels(Protocol):
    """The genes of which exons are known."""

    symbols: tuple[str, ...]

    def gene(self, symbol: str) -> Gene:
        """One of them."""

    def genes_at(self, interval: Interval) -> tuple[str, ...]:
        """Those at or beside an interval."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """Where genes lie, and which of them a report speaks of.

    Attributes:
        models: Genes with exons.
        places: All genes, by place and strand alone.
        reported: Genes a report speaks of: those with a model and those of the driver tables.
        reaches: Of genes that a break in their promoter switches on: how far upstream it counts.
        zones: By contig, those genes with the stretch in which they are asked for.
    """

    models: GeneModels
    places: GenePlaces
    reported: frozenset[str]
    reaches: Mapping[str, int] = field(default_factory=dict)
    zones: dict[str, list[tuple[str, int, int]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for gene, reach in self.reaches.items():
            known = self.span(gene)
            if known is not None:
                span = known[0]
                zone = (gene, span.start - reach, span.end + reach)
                self.zones.setdefault(span.contig, []).append(zone)

    def select(self, gene: str) -> Transcript | None:
        """MANE Select of a gene with a model."""
        return self.models.gene(gene).select if gene in self.models.symbols else None

    def span(self, gene: str) -> tuple[Interval, int] | None:
        """Where a gene lies and on which strand; ``None`` for a gene nobody knows here."""
        select = self.select(gene)
        if select is not None:
            return select.interval, select.strand
        place = self.places.named(gene)
        if place is None:
            return None
        return Interval(place.contig, place.start, place.end), place.strand


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a transcript is cut.

    Attributes:
        exon: Number of the exon that is cut; ``None`` between exons.
        before: Number of the last whole exon before the cut; 0 if there is none.
        after: Number of the first whole exon behind it.
        coding: Coding bases before the cut; negative in the 5′ untranslated part, where it counts
            the bases still to come before the start codon.
        exon_start, exon_end: The same at both borders of the cut exon; elsewhere ``coding``.
        coding_length: Of the transcript, stop codon included.
        exons: How many there are.
        is_end, is_start: Whether the cut is exactly the end or the start of an exon.
    """

    exon: int | None
    before: int
    after: int
    coding: int
    exon_start: int
    exon_end: int
    coding_length: int
    exons: int
    is_end: bool = False
    is_start: bool = False


@dataclass(frozen=True, slots=True)
class GeneBreak:
    """A breakend in a gene or beside it.

    Attributes:
        side: +1 if what is kept lies towards the gene's end or holds it (its 3′ part), -1 if
            towards its start; ``None`` without an orientation.
        spot: On the transcript; ``None`` for a gene without a model.
        along: The cut, interbase, in a direction that grows along the gene.
    """

    published: BrokenGene
    end: Breakend
    side: int | None
    spot: Spot | None
    along: int

    @property
    def gene(self) -> str:
        """Its symbol."""
        return self.published.gene

    @property
    def is_inside(self) -> bool:
        """Whether the gene itself is cut."""
        return self.published.region in INSIDE

    @property
    def part(self) -> GenePart:
        """The part of the gene that is kept."""
        return self.published.part


def is_unsure(end: Breakend, found: GeneBreak, atlas: Atlas) -> bool:
    """Whether the caller's interval of a break reaches into other exons or introns."""
    select = atlas.select(found.gene)
    if found.spot is None or select is None or not (end.low or end.high):
        return False
    ends = (spot_of(select, cut_gap(end) + shift) for shift in (end.low, end.high))
    return any((spot.exon, spot.before) != (found.spot.exon, found.spot.before) for spot in ends)


def cut_gap(end: Breakend) -> int:
    """The gap of the plus strand at which a breakend cuts.

    >>> from hccgenomics.model.structural_files import Breakend
    >>> cut_gap(Breakend("chr1", 100, 1)), cut_gap(Breakend("chr1", 100, -1))
    (100, 99)
    """
    return end.pos - 1 if end.keeps == -1 else end.pos


def spot_of(transcript: Transcript, gap: int) -> Spot:
    """Where a gap of the plus strand lies on a transcript."""
    on = transcript_map(transcript)
    oriented = gap if on.strand > 0 else -gap
    exon, before = _place(on, oriented)
    after = before + 1 if exon is None else exon + 1
    coding = _spliced(on, oriented, exon, before) - on.leader
    start, end = _borders(on, exon, coding)
    return Spot(
        exon,
        before,
        after,
        coding,
        start,
        end,
        on.coding_length,
        on.exons,
        is_end=oriented in on.ends,
        is_start=oriented in on.starts,
    )


def _place(on: TranscriptMap, gap: int) -> tuple[int | None, int]:
    """The exon that is cut, if any, and the last whole exon before."""
    index = on.exon_before(gap)
    if index < 0 or gap == on.starts[index]:
        return None, max(index, 0)
    if gap < on.ends[index]:
        return index + 1, index
    return None, index + 1


def _spliced(on: TranscriptMap, gap: int, exon: int | None, before: int) -> int:
    if exon is not None:
        return on.spliced[exon - 1] + gap - on.starts[exon - 1]
    if before < on.exons:
        return on.spliced[before]
    return on.spliced[-1] + on.ends[-1] - on.starts[-1]


def _borders(on: TranscriptMap, exon: int | None, coding: int) -> tuple[int, int]:
    if exon is None:
        return coding, coding
    start = on.spliced[exon - 1] - on.leader
    return start, start + on.ends[exon - 1] - on.starts[exon - 1]


def breaks_at(end: Breakend, atlas: Atlas) -> tuple[GeneBreak, ...]:
    """What a breakend does to the genes there: those a report speaks of first, in genome order.

    Genes beside it are named only where a report speaks of them.
    """
    found = {one.gene: one for one in _modelled(end, atlas)}
    for place in atlas.places.within(end.contig, end.pos - 1, end.pos):
        if place.symbol not in found:
            found[place.symbol] = _placed(end, place.symbol, place.strand)
    for gene, start, stop in atlas.zones.get(end.contig, ()):
        if gene not in found and start <= end.pos <= stop + 1:
            beside = _beside(end, gene, atlas)
            if beside is not None:
                found[gene] = beside
    if not found:
        return ()
    return tuple(sorted(found.values(), key=lambda one: (one.gene not in atlas.reported, one.gene)))


def _modelled(end: Breakend, atlas: Atlas) -> Iterator[GeneBreak]:
    gap = cut_gap(end)
    for symbol in atlas.models.genes_at(Interval.at(end.contig, pos=max(end.pos, 1))):
        gene = atlas.models.gene(symbol)
        cut = [one for one in gene.transcripts if _cuts(one, gap)]
        if cut:
            yield _on(end, cut[0], gap)
        else:
            beside = _beside(end, symbol, atlas)
            if beside is not None:
                yield beside


def break_of_gene(end: Breakend, gene: str, atlas: Atlas) -> GeneBreak | None:
    """What a breakend does to one gene that is named; ``None`` on another chromosome.

    Unlike those of DNA, the ends of RNA may be the borders of the gene itself.
    """
    known = atlas.span(gene)
    if known is None or known[0].contig != end.contig:
        return None
    select = atlas.select(gene)
    gap = cut_gap(end)
    if select is not None and known[0].start <= gap <= known[0].end:
        return _on(end, select, gap)
    return _beside(end, gene, atlas)


def _cuts(transcript: Transcript, gap: int) -> bool:
    span = transcript.interval
    return span.start < gap < span.end


def _on(end: Breakend, transcript: Transcript, gap: int) -> GeneBreak:
    spot = spot_of(transcript, gap)
    total = spot.exons
    side = _side(end, transcript.strand)
    published = BrokenGene(
        transcript.gene,
        end.contig,
        end.pos,
        end.keeps,
        transcript.transcript,
        part_of(side),
        EXON if spot.exon else INTRON,
        exon=f"{spot.exon}/{total}" if spot.exon else None,
        intron=None if spot.exon else f"{spot.before}/{total - 1}",
    )
    return GeneBreak(published, end, side, spot, gap * transcript.strand)


def _placed(end: Breakend, symbol: str, strand: int) -> GeneBreak:
    side = _side(end, strand)
    part = part_of(side)
    published = BrokenGene(symbol, end.contig, end.pos, end.keeps, "", part, WITHIN)
    return GeneBreak(published, end, side, None, cut_gap(end) * strand)


def _beside(end: Breakend, symbol: str, atlas: Atlas) -> GeneBreak | None:
    """Beside a gene, as far as a report asks."""
    known = atlas.span(symbol)
    if known is None or known[0].contig != end.contig:
        return None
    span, strand = known
    gap = cut_gap(end)
    upstream = span.start - gap if strand > 0 else gap - span.end
    downstream = gap - span.end if strand > 0 else span.start - gap
    if upstream < 0 and downstream < 0:
        return _placed(end, symbol, strand)
    reach = atlas.reaches.get(symbol)
    if reach is None:
        region = UPSTREAM if upstream >= 0 else DOWNSTREAM
    elif 0 <= upstream <= reach:
        region = PROMOTER
    else:
        return None
    published = _outside(end, symbol, atlas, region, max(upstream, downstream))
    return GeneBreak(published, end, _side(end, strand), None, gap * strand)


def beside(end: Breakend, symbol: str, atlas: Atlas) -> BrokenGene | None:
    """How far a breakend outside a gene lies from it; ``None`` on another chromosome."""
    known = atlas.span(symbol)
    if known is None or known[0].contig != end.contig:
        return None
    span, strand = known
    gap = cut_gap(end)
    is_left = gap <= span.start
    distance = span.start - gap if is_left else gap - span.end
    region = UPSTREAM if is_left is (strand > 0) else DOWNSTREAM
    return _outside(end, symbol, atlas, region, distance)


def _outside(end: Breakend, symbol: str, atlas: Atlas, region: str, distance: int) -> BrokenGene:
    accession, part = _accession(symbol, atlas), GenePart.NONE
    return BrokenGene(
        symbol, end.contig, end.pos, end.keeps, accession, part, region, distance=distance
    )


def _accession(symbol: str, atlas: Atlas) -> str:
    select = atlas.select(symbol)
    return "" if select is None else select.transcript


def _side(end: Breakend, strand: int) -> int | None:
    return None if end.keeps is None else -end.keeps * strand


def part_of(side: int | None) -> GenePart:
    """The part of a gene on that side of a cut."""
    if side is None:
        return GenePart.UNKNOWN
    return GenePart.THREE_PRIME if side > 0 else GenePart.FIVE_PRIME
