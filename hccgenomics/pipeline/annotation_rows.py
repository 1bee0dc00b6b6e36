"""An allele's rows: one for every panel transcript of every gene it lies in or beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.annotate.hgvs import hgvs_g
from hccgenomics.annotate.normalise import normalise
from hccgenomics.model.transcript_row import TranscriptRow
from hccgenomics.pipeline.effects import effects_on

if TYPE_CHECKING:
    from hccgenomics.model.alteration import Effect
    from hccgenomics.model.genome import Interval
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.models import Models
    from hccgenomics.vocabulary import Consequence


class RowMaker:
    """Makes rows on one assembly."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._joined: dict[tuple[Consequence, ...], str] = {}

    def of_variant(self, variant: Variant) -> list[TranscriptRow]:
        """What a variant, however spelled, does to each transcript; none if no gene is near."""
        models = self._models
        normalised = normalise(variant, models).variant
        symbols = models.genes_at(normalised.interval)
        if not symbols:
            return []
        genomic = hgvs_g(normalised, models.contigs.contigs[normalised.contig], models)
        return [
            self._row(effect, genomic)
            for symbol in symbols
            for effect in effects_on(normalised, models.gene(symbol), models)[0]
        ]

    def of_place(self, place: Interval) -> list[TranscriptRow]:
        """The transcripts of the genes that an allele without sequence overlaps, and no more."""
        return [
            TranscriptRow(transcript.gene, transcript.transcript, transcript.refseq)
            for symbol in self._models.genes_at(place)
            for transcript in self._models.gene(symbol).transcripts
        ]

    def _row(self, effect: Effect, genomic: str) -> TranscriptRow:
        transcript: Transcript = effect.transcript
        terms = effect.consequences
        joined = self._joined.get(terms)
        if joined is None:
            joined = self._joined[terms] = "&".join(terms)
        exon = effect.exon
        return TranscriptRow(
            transcript.gene,
            transcript.transcript,
            transcript.refseq,
            joined,
            genomic,
            effect.hgvs_c or "",
            effect.hgvs_p or "",
            f"{exon[0]}/{exon[1]}" if exon else "",
        )
