"""Where a change stands to the introns of a transcript, in Sequence Ontology terms.

Distances as Ensembl VEP 115 defines them
(https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html): the two outermost
intronic bases are the donor (5′) and acceptor (3′) site, the fifth base and bases 3, 4 and 6 of
the donor have terms of their own, the polypyrimidine tract lies 3 to 17 bases before the exon, and
the splice region is 3 to 8 bases of the intron and 1 to 3 of the exon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import Consequence

if TYPE_CHECKING:
    from hccgenomics.annotate.coordinates import TranscriptMap

SITE: Final = 2
FIFTH: Final = 5
DONOR_REGION_END: Final = 6
TRACT_END: Final = 17
REGION_IN_INTRON: Final = 8
REGION_IN_EXON: Final = 3

Span = tuple[int, int]
"""Two oriented gaps."""


def splice_terms(at: TranscriptMap, spans: tuple[Span, ...], *, exonic: bool) -> set[Consequence]:
    """Terms for bases changed between these oriented gaps; equal gaps are an insertion.

    Args:
        at: The transcript.
        spans: The stretches of bases that differ.
        exonic: Whether any base of the change lies in an exon, which leaves the tract unnamed.
    """
    terms: set[Consequence] = set()
    for span in spans:
        for donor, acceptor in _introns_near(at, span):
            terms |= _terms(span, donor, acceptor)
    return _without_lesser(terms, exonic=exonic)


def _introns_near(at: TranscriptMap, span: Span) -> list[Span]:
    """The introns whose bases or borders the span may touch."""
    first = max(0, at.exon_before(span[0] - REGION_IN_INTRON) - 1)
    last = min(at.exons - 1, at.exon_before(span[1] + REGION_IN_INTRON) + 1)
    return [(at.ends[exon], at.starts[exon + 1]) for exon in range(first, last)]


def _terms(span: Span, donor: int, acceptor: int) -> set[Consequence]:
    """All terms that apply to a span at one intron, from gap ``donor`` to gap ``acceptor``."""
    checks = (
        (Consequence.SPLICE_DONOR, _hits(span, donor, donor + SITE)),
        (Consequence.SPLICE_ACCEPTOR, _hits(span, acceptor - SITE, acceptor)),
        (Consequence.SPLICE_DONOR_5TH_BASE, _hits(span, donor + FIFTH - 1, donor + FIFTH)),
        (Consequence.SPLICE_DONOR_REGION, _hits(span, donor + SITE, donor + DONOR_REGION_END)),
        (
            Consequence.SPLICE_POLYPYRIMIDINE,
            _touches(span, acceptor - TRACT_END, acceptor - SITE),
        ),
        (Consequence.SPLICE_REGION, _in_region(span, donor, acceptor)),
        (Consequence.INTRON, _in_intron(span, donor + SITE, acceptor - SITE)),
    )
    return {term for term, applies in checks if applies}


def _hits(span: Span, start: int, end: int) -> bool:
    """Whether a base between the gaps changes, or an insertion parts two of them."""
    if span[0] == span[1]:
        return start < span[0] < end
    return span[0] < end and span[1] > start


def _touches(span: Span, start: int, end: int) -> bool:
    """As ``_hits``, but an insertion at the border counts."""
    if span[0] == span[1]:
        return start <= span[0] <= end
    return span[0] < end and span[1] > start


def _in_intron(span: Span, start: int, end: int) -> bool:
    if span[0] == span[1] and span[0] in {start, end}:
        return True
    return _hits(span, start, end)


def _in_region(span: Span, donor: int, acceptor: int) -> bool:
    """3 to 8 bases of the intron, 1 to 3 of the exon, or an insertion beside a splice site."""
    if span[0] == span[1] and span[0] in {donor, donor + SITE, acceptor - SITE, acceptor}:
        return True
    return (
        _hits(span, donor + SITE, donor + REGION_IN_INTRON)
        or _hits(span, acceptor - REGION_IN_INTRON, acceptor - SITE)
        or _hits(span, donor - REGION_IN_EXON, donor)
        or _hits(span, acceptor, acceptor + REGION_IN_EXON)
    )


_OUTRANK_REGION: Final = frozenset(
    {
        Consequence.SPLICE_DONOR,
        Consequence.SPLICE_ACCEPTOR,
        Consequence.SPLICE_DONOR_5TH_BASE,
        Consequence.SPLICE_DONOR_REGION,
    }
)


def _without_lesser(terms: set[Consequence], *, exonic: bool) -> set[Consequence]:
    """Without the terms that a more exact one makes superfluous."""
    if Consequence.SPLICE_DONOR_5TH_BASE in terms:
        terms.discard(Consequence.SPLICE_DONOR_REGION)
    if terms & _OUTRANK_REGION:
        terms.discard(Consequence.SPLICE_REGION)
    if exonic:
        terms.discard(Consequence.SPLICE_POLYPYRIMIDINE)
    return terms
