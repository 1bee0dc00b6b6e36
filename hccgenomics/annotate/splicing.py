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


def splice_terms(
    at: TranscriptMap, change: Span, spans: tuple[Span, ...], *, exonic: bool
) -> set[Consequence]:
    """Terms for bases changed between these oriented gaps; equal gaps are an insertion.

    Only the introns that the change itself lies at are looked at, however far bases that reach
    beyond it are compared.

    Args:
        at: The transcript.
        change: Where bases are replaced.
        spans: The stretches of bases that differ.
        exonic: Whether any base of the change lies in an exon, which leaves the tract unnamed.
    """
    terms: set[Consequence] = set()
    if _is_inside_exon(change, at):
        return terms
    for donor, acceptor in _introns_near(at, change):
        near = _is_at_border(change, donor, acceptor)
        for span in spans:
            terms |= _terms(span, donor, acceptor, at_border=near)
    return _without_lesser(terms, exonic=exonic)


def _is_inside_exon(change: Span, at: TranscriptMap) -> bool:
    """Whether it lies in one exon, beyond what splice terms reach: most coding changes do."""
    exon = at.exon_before(change[0])
    reach = REGION_IN_EXON
    return exon >= 0 and at.starts[exon] + reach < change[0] and change[1] < at.ends[exon] - reach


def _introns_near(at: TranscriptMap, span: Span) -> list[Span]:
    """The introns whose bases or borders the span may touch."""
    first = max(0, at.exon_before(span[0] - REGION_IN_INTRON) - 1)
    last = min(at.exons - 1, at.exon_before(span[1] + REGION_IN_INTRON) + 1)
    introns = ((at.ends[exon], at.starts[exon + 1]) for exon in range(first, last))
    reach = REGION_IN_EXON
    return [(a, b) for a, b in introns if _touches(span, a - reach, b + reach)]


def _is_at_border(change: Span, donor: int, acceptor: int) -> bool:
    """Whether it lies in the 3 bases of the exon or 8 of the intron that splice terms speak of."""
    return _touches(change, donor - REGION_IN_EXON, donor + REGION_IN_INTRON) or _touches(
        change, acceptor - REGION_IN_INTRON, acceptor + REGION_IN_EXON
    )


def _terms(span: Span, donor: int, acceptor: int, *, at_border: bool) -> set[Consequence]:
    """All terms that apply to a span at one intron, from gap ``donor`` to gap ``acceptor``."""
    terms: set[Consequence] = set()
    if _in_intron(span, donor + SITE, acceptor - SITE):
        terms.add(Consequence.INTRON)
    if _touches(span, acceptor - TRACT_END, acceptor - SITE):
        terms.add(Consequence.SPLICE_POLYPYRIMIDINE)
    if not at_border:
        return terms
    checks = (
        (Consequence.SPLICE_DONOR, _hits(span, donor, donor + SITE)),
        (Consequence.SPLICE_ACCEPTOR, _hits(span, acceptor - SITE, acceptor)),
        (Consequence.SPLICE_DONOR_5TH_BASE, _hits(span, donor + FIFTH - 1, donor + FIFTH)),
        (Consequence.SPLICE_DONOR_REGION, _hits(span, donor + SITE, donor + DONOR_REGION_END)),
        (Consequence.SPLICE_REGION, _in_region(span, donor, acceptor)),
    )
    return terms | {term for term, applies in checks if applies}


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
