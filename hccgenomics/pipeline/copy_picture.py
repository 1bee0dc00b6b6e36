"""What the pictures of copy number need beyond the profile: chromosomes, cut-offs and windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.copy_class import by_copies, by_ratio
from hccgenomics.model.copy_picture import Chromosome, CloseUp, CopyPicture, DrawnGene
from hccgenomics.vocabulary import CONTIGS, MITOCHONDRION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.interpret.copy_class import CutOffs
    from hccgenomics.model.copy_number import (
        CopyNumberFindings,
        GeneCopies,
        ProfileSegment,
    )
    from hccgenomics.model.places import Arms, GenePlaces
    from hccgenomics.model.settings import Settings
    from hccgenomics.vocabulary import Assembly

MARGIN: Final = 1_000_000
"""Bases shown on either side of an altered gene."""
REACH: Final = 3_000_000
"""Bases to which an event is followed on either side of its gene; most are wider by far."""
EDGE: Final = 0.05
"""Of a window: what is left free beyond the event that it is made for."""
CHROMOSOME_Y: Final = "chrY"


def picture_of(
    found: CopyNumberFindings, assembly: Assembly, settings: Settings
) -> CopyPicture | None:
    """Scale, lines and windows; ``None`` where there is no profile to draw."""
    if not found.profile:
        return None
    from hccgenomics.knowledge.arms import load_arms
    from hccgenomics.knowledge.places import load_places

    in_copies = any(step.copies is not None for step in found.profile)
    base, cut = _lines(found, settings, in_copies=in_copies)
    chromosomes = tuple(_chromosomes(load_arms(assembly), found.profile))
    return CopyPicture(
        in_copies=in_copies,
        base=base,
        amplification=cut.amplification,
        gain=cut.gain,
        loss=cut.loss,
        homozygous_deletion=cut.deletion,
        chromosomes=chromosomes,
        close_ups=close_ups(
            [one.copies for one in found.alterations], chromosomes, load_places(assembly)
        ),
    )


def _lines(
    found: CopyNumberFindings, settings: Settings, *, in_copies: bool
) -> tuple[float, CutOffs]:
    """The mean of the genome, and the cut-offs that genes of the autosomes are held against."""
    if not in_copies:
        return 0.0, by_ratio(settings)
    ploidy = found.ploidy_or(settings.assumed_ploidy)
    return ploidy, by_copies(settings, ploidy, is_doubled=bool(found.is_doubled))


def _chromosomes(arms: Arms, profile: Iterable[ProfileSegment]) -> Iterator[Chromosome]:
    seen = {step.contig for step in profile}
    for contig in CONTIGS[: CONTIGS.index(MITOCHONDRION)]:
        if contig != CHROMOSOME_Y or contig in seen:
            short, long = arms.of(contig)
            yield Chromosome(contig, long.end, short.end, long.start)


def close_ups(
    altered: Iterable[GeneCopies], chromosomes: Sequence[Chromosome], places: GenePlaces
) -> tuple[CloseUp, ...]:
    """A window for each altered gene, in genome order; windows that overlap are one."""
    lengths = {one.contig: one.length for one in chromosomes}
    order = {contig: number for number, contig in enumerate(lengths)}
    genes = sorted(
        (gene for gene in altered if gene.contig in lengths),
        key=lambda gene: (order[gene.contig], gene.start),
    )
    merged: list[tuple[list[str], str, int, int]] = []
    for gene in genes:
        start, end = _window(gene, lengths[gene.contig])
        if merged and merged[-1][1] == gene.contig and start < merged[-1][3]:
            names, contig, first, last = merged[-1]
            merged[-1] = ([*names, gene.gene], contig, first, max(last, end))
        else:
            merged.append(([gene.gene], gene.contig, start, end))
    return tuple(
        CloseUp(contig, start, end, tuple(names), _drawn(contig, start, end, places))
        for names, contig, start, end in merged
    )


def _window(gene: GeneCopies, length: int) -> tuple[int, int]:
    """The gene with its margin, and of its event what is not too far away."""
    start, end = gene.start - MARGIN, gene.end + MARGIN
    if gene.event is not None:
        edge = round(EDGE * (gene.event.end - gene.event.start))
        start = max(gene.start - REACH, min(start, gene.event.start - edge))
        end = min(gene.end + REACH, max(end, gene.event.end + edge))
    return max(0, start), min(length, end)


def _drawn(contig: str, start: int, end: int, places: GenePlaces) -> tuple[DrawnGene, ...]:
    return tuple(
        DrawnGene(gene.symbol, gene.start, gene.end, gene.strand)
        for gene in places.within(contig, start, end)
    )
