"""The GA4GH identifier of a variant, computed without asking anybody.

A VRS 2 ``Allele`` is the sequence (by its refget digest), the place on it, and what stands there
instead, in a form that does not depend on how the variant was written: *fully justified*, over the
whole stretch in which a repeat lets it slide. Its canonical JSON is hashed, and the hash is the
identifier: two laboratories that never met compute the same one.

GA4GH Variation Representation Specification 2.0 (https://vrs.ga4gh.org/en/2.0): conventions/
normalization and conventions/computed_identifiers. Where the text leaves a choice (which repeat
unit a reference-length expression names) it is made as ``ga4gh.vrs`` 2.3 makes it; tests compare
the two over random variants.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha512
from itertools import cycle, islice
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import effect_wording as wording
from hccgenomics.annotate.change import Strand, oriented_change, slide
from hccgenomics.model.genome import UNKNOWN_BASE, Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.annotate.change import Change
    from hccgenomics.model.genome import Contig, Reference
    from hccgenomics.model.variant import Variant

VRS_VERSION: Final = "2.0"
"""The version of the specification whose identifiers these are."""

_DIGEST_BYTES: Final = 24


@dataclass(frozen=True, slots=True)
class Identity:
    """An identifier, or why there is none.

    Attributes:
        vrs_id: ``ga4gh:VA.…``, or ``None``.
        why_not: One phrase; "" where there is an identifier.
        rests_on: The reference bases the identifier rests on beyond the variant's own REF; ``None``
            where it rests on none, as for every substitution.
    """

    vrs_id: str | None
    why_not: str = ""
    rests_on: Interval | None = None


def identify(variant: Variant, contig: Contig, reference: Reference) -> Identity:
    """The VRS 2 identifier of a variant, however it is spelt.

    REF is taken to agree with the reference. Where a repeat runs into unknown sequence there is
    no identifier: one that is right only perhaps is worse than none.
    """
    if contig.refget is None:
        return Identity(None, wording.NO_REFGET.format(contig=contig.name))
    change = oriented_change(variant, 1)
    if not change.can_shift:
        return Identity(_digest_of(contig.refget, change.start, change.end, _literal(change.alt)))
    return _justified(change, variant, contig.refget, _Known(reference, contig.length))


def sha512t24u(blob: bytes) -> str:
    """SHA-512 cut to 24 bytes, in the URL-safe alphabet of base 64.

    >>> sha512t24u(b"ACGT")
    'aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2'
    """
    return urlsafe_b64encode(sha512(blob).digest()[:_DIGEST_BYTES]).decode("ascii")


@dataclass(frozen=True, slots=True)
class _Known:
    """A reference that ends where its contig does."""

    reference: Reference
    length: int

    def bases(self, interval: Interval) -> str:
        end = min(interval.end, self.length)
        start = min(interval.start, end)
        return self.reference.bases(Interval(interval.contig, start, end))


def _justified(change: Change, variant: Variant, refget: str, known: _Known) -> Identity:
    """An insertion or deletion over the whole stretch in which it may stand."""
    strand = Strand(known, variant.contig, 1, own=variant)
    unit = change.ref or change.alt
    right, _ = slide(unit, lambda at, n: strand.bases(change.end + at, change.end + at + n))
    left, _ = slide(unit[::-1], lambda at, n: strand.before(change.start - at, n))
    start, end = change.start - left, change.end + right
    rests_on = Interval(variant.contig, max(0, start - 1), min(known.length, end + 1))
    if UNKNOWN_BASE in strand.bases(rests_on.start, rests_on.end):
        why_not = wording.NO_SEQUENCE.format(contig=variant.contig, pos=variant.pos)
        return Identity(None, why_not, rests_on)
    head, tail = strand.bases(start, change.start), strand.bases(change.end, end)
    state = _state(head + change.ref + tail, head + change.alt + tail, len(unit))
    return Identity(_digest_of(refget, start, end, state), rests_on=rests_on)


def _state(ref: str, alt: str, unit: int) -> str:
    """The state of a fully justified insertion or deletion.

    Whatever the reference itself can spell is given by its length and its repeat unit.

    >>> _state("CACA", "CA", 2)
    '{"length":2,"repeatSubunitLength":2,"type":"ReferenceLengthExpression"}'
    >>> _state("CACA", "CACAG", 1)
    '{"sequence":"CACAG","type":"LiteralSequenceExpression"}'
    """
    if len(alt) < len(ref):
        return _reference_length(len(alt), unit)
    added = alt[len(ref) :]
    for length in _divisors(unit):
        if length <= len(ref) and added == "".join(islice(cycle(ref[-length:]), unit)):
            return _reference_length(len(alt), length)
    return _literal(alt)


def _divisors(number: int) -> Iterator[int]:
    """All divisors, the largest first."""
    return (divisor for divisor in range(number, 0, -1) if not number % divisor)


# --- canonical JSON (RFC 8785): keys in order, no white space ------------------------------------


def _literal(bases: str) -> str:
    return f'{{"sequence":"{bases}","type":"LiteralSequenceExpression"}}'


def _reference_length(length: int, unit: int) -> str:
    return f'{{"length":{length},"repeatSubunitLength":{unit},"type":"ReferenceLengthExpression"}}'


def _digest_of(refget: str, start: int, end: int, state: str) -> str:
    """The identifier of an allele; its location goes in by its own digest."""
    location = sha512t24u(
        f'{{"end":{end},"sequenceReference":{{"refgetAccession":"{refget}",'
        f'"type":"SequenceReference"}},"start":{start},"type":"SequenceLocation"}}'.encode()
    )
    allele = f'{{"location":"{location}","state":{state},"type":"Allele"}}'
    return f"ga4gh:VA.{sha512t24u(allele.encode())}"
