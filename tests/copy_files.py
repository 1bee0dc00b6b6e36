"""Copy-number files as readers would hand them over, and the question put to them; all invented."""

from __future__ import annotations

from array import array
from functools import cache
from typing import TYPE_CHECKING

from hccgenomics.annotate.copies import AUTOSOME, Mixture, logarithm, ratio_of
from hccgenomics.knowledge.arms import load_arms
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.places import load_places
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.copy_number_files import (
    Bins,
    CopyNumberFile,
    InputFacts,
    Observation,
    Segment,
)
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.copy_number import CopyQuestion
from hccgenomics.vocabulary import Assembly, CopySource, DialectTier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.copy_number import Solution

ASSEMBLY = Assembly.GRCH38


def facts(number: int = 1, *, tool: str = "gatk") -> InputFacts:
    return InputFacts(
        name=f"tumour.{number}",
        sha256=f"sha256:{number:064}",
        size=1,
        container="text",
        format=tool,
        tool=tool.upper(),
        tier=DialectTier.EXACT,
        records=1,
        number=number,
    )


@cache
def _question() -> CopyQuestion:
    return CopyQuestion(
        models=load_models(ASSEMBLY),
        places=load_places(ASSEMBLY),
        arms=load_arms(ASSEMBLY),
        base=load_knowledge(),
        settings=Settings(),
    )


def question(**changes) -> CopyQuestion:
    from dataclasses import replace

    return replace(_question(), **changes)


def lengths() -> dict[str, int]:
    return {name: contig.length for name, contig in _question().models.contigs.contigs.items()}


def segments_file(
    segments: Iterable[Segment], *, number: int = 1, tool: str = "gatk", **changes
) -> CopyNumberFile:
    changes = {"source": CopySource.SEGMENTS} | changes
    return CopyNumberFile(facts(number, tool=tool), segments=tuple(segments), **changes)


def solution_file(*solutions: Solution, number: int = 2, tool: str = "purple") -> CopyNumberFile:
    return CopyNumberFile(
        facts(number, tool=tool), source=CopySource.SOLUTION, solutions=tuple(solutions)
    )


def whole(contig: str, seen: Observation) -> Segment:
    """One segment over a whole chromosome."""
    return Segment(contig, 0, lengths()[contig], seen, 1)


def steps(contig: str, *levels: tuple[int, int, Observation]) -> list[Segment]:
    return [Segment(contig, start, end, seen, row) for row, (start, end, seen) in enumerate(levels)]


def around(gene: str, seen: Observation, *, rest: Observation, flank: int = 500_000):
    """A chromosome at one level, and a stretch around a gene at another."""
    span = _question().models.span(gene)
    end = lengths()[span.contig]
    return steps(
        span.contig,
        (0, span.start - flank, rest),
        (span.start - flank, span.end + flank, seen),
        (span.end + flank, end, rest),
    )


def ratio(copies: float, mixture: Mixture, **support) -> Observation:
    """What a caller of ratios sees of so many copies."""
    return Observation(
        log2_ratio=round(logarithm(ratio_of(copies, mixture, AUTOSOME)), 6), **support
    )


def bins_of(start: int, width: int, log2: Iterable[float]) -> Bins:
    values = list(log2)
    starts = [start + width * at for at in range(len(values))]
    return Bins(
        array("q", starts),
        array("q", [at + width for at in starts]),
        array("d", values),
        array("d", [1.0] * len(values)),
    )
