"""Random changes of real transcripts, and naive ways of doing what the package does cleverly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from hccgenomics.model.genome import Interval, Reference

if TYPE_CHECKING:
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.model.variant import Variant

BASES = "ACGT"


class Text:
    """A reference that knows one contig by heart."""

    def __init__(self, text: str) -> None:
        self.text = text

    def bases(self, interval: Interval) -> str:
        return self.text[interval.start : interval.end].ljust(len(interval), "N")


def applied(variant: Variant, text: str) -> str:
    """The contig once the variant is made."""
    place = variant.interval
    assert text[place.start : place.end] == variant.ref
    return text[: place.start] + variant.alt + text[place.end :]


def bases_at(reference: Reference, contig: str, start: int, end: int) -> str:
    return reference.bases(Interval(contig, start, end))


@st.composite
def changes(draw, models, symbols):
    """A variant with known bases around it, in or near an exon of a gene, and its transcript."""
    transcript: Transcript = models.gene(draw(st.sampled_from(symbols))).select
    exon = draw(st.sampled_from(transcript.exons))
    start = draw(st.integers(exon.start - 12, exon.end + 11))
    length = draw(st.sampled_from([0, 0, 0, 1, 1, 1, 2, 3, 3, 4, 6, 9, 14]))
    ref = bases_at(models, transcript.contig, start - 1, start + length)
    drawn = st.one_of(
        st.text(BASES, max_size=9),
        st.sampled_from([ref[1:] * 2, bases_at(models, transcript.contig, start, start + 3)]),
    )
    alt = ref[:1] + draw(drawn.filter(lambda text: ref[:1] + text != ref))
    return transcript, start, ref, alt


@st.composite
def indels(draw, models, symbols):
    """A pure insertion or deletion with its anchor, often of what stands beside it."""
    transcript: Transcript = models.gene(draw(st.sampled_from(symbols))).select
    exon = draw(st.sampled_from(transcript.exons))
    start = draw(st.integers(exon.start - 12, exon.end + 11))
    length = draw(st.sampled_from([1, 1, 2, 3, 3, 4, 6, 9, 14]))
    anchor = bases_at(models, transcript.contig, start - 1, start)
    beside = bases_at(models, transcript.contig, start, start + length)
    if draw(st.booleans()):
        return transcript, start, anchor + beside, anchor
    unit = draw(st.one_of(st.just(beside), st.text(BASES, min_size=1, max_size=9)))
    return transcript, start, anchor, anchor + unit


def known(models, contig: str, start: int, length: int, *, around: int = 60) -> bool:
    return "N" not in bases_at(models, contig, start - around, start + length + around)
