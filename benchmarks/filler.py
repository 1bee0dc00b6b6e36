"""Genes beside the panel's, so that a peer's database has the size it had when it was published.

The published times of SnpEff and VEP are those of 500 genes with 1,116 transcripts. The panel has
130; the others here are copies of its transcripts, moved to random places outside the panel, where
nothing of the sequence is known. A real annotation has twenty times as many.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from benchmarks.peers import Row, genes_of, gtf_attributes, rows_of
from hccgenomics.model.genome import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.transcript import Transcript

SEED: Final = 5
GENES: Final = 500
TRANSCRIPTS: Final = 1_116


def filler_lines(models: PanelModels) -> Iterator[str]:
    """GTF rows of the genes that lack."""
    draw = random.Random(SEED)  # noqa: S311 -- places of a benchmark, no secret
    wanted = GENES - len(models.symbols)
    each, more = divmod(TRANSCRIPTS - len(models.symbols), wanted)
    for number in range(wanted):
        transcript, moved = _place(models, draw)
        for copy in range(each + (number < more)):
            yield from _transcript_lines(transcript, moved, f"FILLER{number}", copy)


def _place(models: PanelModels, draw: random.Random) -> tuple[Transcript, int]:
    """A transcript of the panel, and how far to move it along its chromosome."""
    genes = genes_of(models)
    while True:
        transcript = draw.choice(genes).select
        span = transcript.interval
        length = models.contigs.contigs[span.contig].length
        moved = draw.randrange(-span.start, length - span.end)
        if not models.genes_at(_shifted(span, moved)):
            return transcript, moved


def _shifted(span: Interval, by: int) -> Interval:
    return Interval(span.contig, span.start + by, span.end + by)


def _transcript_lines(transcript: Transcript, moved: int, gene: str, copy: int) -> Iterator[str]:
    attributes = gtf_attributes(gene, f"{gene}.{copy}")
    span = _shifted(transcript.interval, moved)
    yield Row("transcript", span, transcript.strand).line(attributes)
    for row in rows_of(transcript):
        if row.kind in {"exon", "CDS"}:
            place = _shifted(row.span, moved)
            yield Row(row.kind, place, row.strand, row.phase).line(attributes)
