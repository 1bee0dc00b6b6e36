"""Random variants on one transcript: every edit at every kind of place, for the cross-check.

Places are drawn where rules change (exon borders, start, stop, codon borders) far more often than
chance would; sizes are drawn evenly on a logarithmic scale from 1 to 300 bases.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import UNKNOWN_BASE, Interval, reverse_complement
from hccgenomics.model.variant import Variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript

LONGEST: Final = 300
LONGEST_MNV: Final = 8
NEAR: Final = 12
INTRONIC: Final = 60
MOST_TRIES: Final = 200
WHOLE_EXONS: Final = 3
BASES: Final = "ACGT"

Edits = tuple[str, str]
"""What stands there, and what stands there instead; one of both may be empty."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A variant as drawn, not normalised, with what was meant by it."""

    variant: Variant
    edit: str
    site: str


def draw_variants(
    transcript: Transcript, reference: Reference, draw: Random, *, count: int
) -> Iterator[Drawn]:
    """Up to ``count`` variants whose replaced bases are all known."""
    sites, edits = list(SITES), list(EDITS)
    found = tries = 0
    while found < count and tries < count * MOST_TRIES:
        tries += 1
        site = draw.choices(sites, [SITES[name][1] for name in sites])[0]
        edit = draw.choices(edits, [EDITS[name][1] for name in edits])[0]
        at = SITES[site][0](transcript, draw)
        variant = _variant(transcript.contig, at, _bases(reference, transcript.contig), edit, draw)
        if variant is not None:
            found += 1
            yield Drawn(variant, edit, site)
    inner = transcript.exons[1:-1]
    for exon in draw.sample(inner, min(WHOLE_EXONS, len(inner))):
        pad = draw.randint(0, NEAR)
        variant = _deletion(transcript.contig, exon.start - pad, exon.end + pad, reference)
        if variant is not None:
            yield Drawn(variant, "del", "whole exon")


def _bases(reference: Reference, contig: str) -> Callable[[int, int], str]:
    return lambda start, end: reference.bases(Interval(contig, start, end))


def _deletion(contig: str, start: int, end: int, reference: Reference) -> Variant | None:
    ref = reference.bases(Interval(contig, start - 1, end))
    return None if UNKNOWN_BASE in ref else Variant(contig, start, ref, ref[0])


def _variant(
    contig: str, at: int, bases: Callable[[int, int], str], edit: str, draw: Random
) -> Variant | None:
    """The edit at a gap, with the base before it."""
    replaced = EDITS[edit][0](at, bases, draw)
    before = bases(at - 1, at)
    if UNKNOWN_BASE in before + replaced[0] + replaced[1]:
        return None
    ref, alt = replaced
    if ref == alt:
        return None
    if len(ref) == len(alt):
        return Variant(contig, at + 1, ref, alt)
    return Variant(contig, at, before + ref, before + alt)


# --- where ----------------------------------------------------------------------------------------


def _coding(transcript: Transcript, draw: Random) -> int:
    segments = transcript.coding_segments
    segment = draw.choices(segments, [len(s) for s in segments])[0]
    return draw.randrange(segment.start, segment.end)


def _codon_border(transcript: Transcript, draw: Random) -> int:
    """A gap between two codons."""
    wanted = 3 * draw.randrange(1, transcript.cds_length // 3)
    for segment in transcript.coding_segments:
        if wanted <= len(segment):
            return segment.start + wanted if transcript.strand > 0 else segment.end - wanted
        wanted -= len(segment)
    return transcript.cds_start


def _exon_border(transcript: Transcript, draw: Random) -> int:
    exon = draw.choice(transcript.exons)
    return draw.choice([exon.start, exon.end]) + draw.randint(-NEAR, NEAR)


def _coding_end(transcript: Transcript, draw: Random, *, start: bool) -> int:
    lower = start == (transcript.strand > 0)
    at = transcript.cds_start if lower else transcript.cds_end
    return at + draw.randint(-5, 5)


def _start(transcript: Transcript, draw: Random) -> int:
    return _coding_end(transcript, draw, start=True)


def _stop(transcript: Transcript, draw: Random) -> int:
    return _coding_end(transcript, draw, start=False)


def _untranslated(transcript: Transcript, draw: Random) -> int:
    exon = draw.choice([transcript.exons[0], transcript.exons[-1]])
    return draw.randrange(exon.start, exon.end)


def _intron(transcript: Transcript, draw: Random) -> int:
    exon = draw.choice(transcript.exons)
    return draw.choice(
        [exon.start - draw.randint(1, INTRONIC), exon.end + draw.randint(0, INTRONIC)]
    )


SITES: Final[dict[str, tuple[Callable[[Transcript, Random], int], int]]] = {
    "coding": (_coding, 8),
    "codon border": (_codon_border, 4),
    "exon border": (_exon_border, 8),
    "start": (_start, 2),
    "stop": (_stop, 3),
    "UTR": (_untranslated, 1),
    "intron": (_intron, 3),
}

# --- what -----------------------------------------------------------------------------------------


def _length(draw: Random, longest: int = LONGEST) -> int:
    """Small ones often: even on a logarithmic scale."""
    return int(math.exp(draw.uniform(0, math.log(longest + 1))))


def _random_bases(draw: Random, length: int) -> str:
    return "".join(draw.choices(BASES, k=length))


def _snv(at: int, bases: Callable[[int, int], str], draw: Random) -> Edits:
    return bases(at, at + 1), draw.choice(BASES)


def _mnv(at: int, bases: Callable[[int, int], str], draw: Random) -> Edits:
    length = draw.randint(2, LONGEST_MNV)
    return bases(at, at + length), _random_bases(draw, length)


def _del(at: int, bases: Callable[[int, int], str], draw: Random) -> Edits:
    return bases(at, at + _length(draw)), ""


def _ins(at: int, bases: Callable[[int, int], str], draw: Random) -> Edits:
    del bases
    return "", _random_bases(draw, _length(draw))


def _dup(at: int, bases: Callable[[int, int], str], draw: Random) -> Edits:
    return "", bases(at, at + _length(draw))


def _inv(at: int, bases: Callable[[int, int], str], draw: Random) -> Edits:
    ref = bases(at, at + 1 + _length(draw))
    return ref, reverse_complement(ref)


def _delins(at: int, bases: Callable[[int, int], str], draw: Random) -> Edits:
    return bases(at, at + _length(draw)), _random_bases(draw, _length(draw))


EDITS: Final[dict[str, tuple[Callable[[int, Callable[[int, int], str], Random], Edits], int]]] = {
    "snv": (_snv, 6),
    "mnv": (_mnv, 3),
    "del": (_del, 6),
    "ins": (_ins, 4),
    "dup": (_dup, 5),
    "inv": (_inv, 2),
    "delins": (_delins, 4),
}
