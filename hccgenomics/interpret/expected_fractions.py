"""Which allele fractions germline and somatic variants have in a tumour of known purity.

A tumour of purity ``p`` whose cells have ``C`` copies of a place, mixed with normal cells that have
``N`` (two, or one on X and Y of a man), holds ``p·C + (1 - p)·N`` copies of it. A germline variant
on ``m`` of the tumour's copies, and on ``g`` of the normal cells' (one if heterozygous, ``N`` if
not), has the fraction

    (p·m + (1 - p)·g) / (p·C + (1 - p)·N)

and a somatic one on ``m`` of them in every tumour cell

    p·m / (p·C + (1 - p)·N)

(Sun 2018, doi:10.1371/journal.pcbi.1005965; Riester 2016, doi:10.1186/s13029-016-0060-z). A somatic
variant of only some of the cells has any lower fraction, so it is excluded from above alone. Where
copies are not known, any number up to ``MOST_COPIES`` is possible, and few fractions tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import origin_wording as wording
from hccgenomics.interpret.wording import COPIES, counted
from hccgenomics.model.alteration import OriginReason
from hccgenomics.model.binomial import lower_tail, upper_tail
from hccgenomics.vocabulary import SEX_CONTIGS, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Support

MOST_COPIES: Final = 4
"""Copies a place is taken to have at the most, where their number is not known."""
SLACK: Final = 0.03
"""What reads of the reference, which align better, and errors of sequencing shift a fraction by;
so a homozygote need not show it in every read."""
DIPLOID: Final = 2
MALE: Final = "male"


class Copies(NamedTuple):
    """How often a place is there in a tumour cell.

    Attributes:
        total: Of both parental alleles.
        minor: Of the rarer one; ``None`` where unknown.
    """

    total: int
    minor: int | None = None


@dataclass(frozen=True, slots=True)
class Mixture:
    """What an allele fraction is held against.

    Attributes:
        purity: Share of tumour cells; ``None`` where it was not given.
        normal_copies: How often normal cells have the place; several where that is open.
        copies: In the tumour, where known.
    """

    purity: float | None
    normal_copies: tuple[int, ...] = (DIPLOID,)
    copies: Copies | None = None


class _Range(NamedTuple):
    """The fractions one state may show, as purity is known only so well."""

    low: float
    high: float


class _State(NamedTuple):
    """Copies that carry a variant and copies in all, in tumour and normal cells."""

    carried: int
    total: int
    in_normal: int
    normal_copies: int


def copies_in_normal(contig: str, sex: str | None) -> tuple[int, ...]:
    """How often normal cells have a place of this contig.

    >>> copies_in_normal("chr5", None), copies_in_normal("chrX", "male")
    ((2,), (1,))
    >>> copies_in_normal("chrX", None)
    (1, 2)
    """
    if contig not in SEX_CONTIGS:
        return (DIPLOID,)
    if sex is None:
        return (1, DIPLOID)
    return (1,) if sex == MALE else (DIPLOID,)


def germline_fraction(
    purity: float, carried: int, *, total: int, in_normal: int, normal_copies: int = DIPLOID
) -> float:
    """The expected fraction of a germline variant.

    >>> germline_fraction(0.6, 1, total=2, in_normal=1)        # no change of copies
    0.5
    >>> round(germline_fraction(0.6, 2, total=2, in_normal=1), 3)    # the other allele was lost
    0.8
    """
    rest = 1 - purity
    copies = purity * total + rest * normal_copies
    return (purity * carried + rest * in_normal) / copies if copies else 0.0


def somatic_fraction(
    purity: float, carried: int, *, total: int, normal_copies: int = DIPLOID
) -> float:
    """The expected fraction of a somatic variant of every tumour cell.

    >>> round(somatic_fraction(0.6, 1, total=2), 3)
    0.3
    """
    return germline_fraction(purity, carried, total=total, in_normal=0, normal_copies=normal_copies)


def judge_fraction(
    support: Support, mixture: Mixture, settings: Settings
) -> tuple[OriginReason, ...]:
    """What an allele's reads say, if purity is known: mostly nothing, sometimes a lot."""
    if mixture.purity is None:
        return (OriginReason("no_purity", None, wording.NO_PURITY),)
    depth = support.total_depth
    if support.alt_depth is None or not depth:
        return (OriginReason("no_fraction", None, wording.NO_FRACTION),)
    purities = _purities(mixture.purity, settings.purity_tolerance)
    expected = _Expected(
        germline=tuple(_range(state, purities) for state in _germline(mixture)),
        somatic=max(_range(state, purities).high for state in _somatic(mixture)),
    )
    reads = _Reads(min(support.alt_depth, depth), depth, settings.max_fraction_chance)
    verdict = _verdict(reads, expected, _words(reads, mixture, mixture.purity))
    is_open = len(mixture.normal_copies) > 1
    return (verdict, OriginReason("no_sex", None, wording.NO_SEX)) if is_open else (verdict,)


class _Expected(NamedTuple):
    """The fractions of every germline state, and the highest of a somatic one."""

    germline: tuple[_Range, ...]
    somatic: float


class _Reads(NamedTuple):
    """What was seen, and how seldom reads may stray so far."""

    alt: int
    depth: int
    least: float

    @property
    def vaf(self) -> float:
        return self.alt / self.depth

    def fit(self, expected: _Range) -> bool:
        """Whether reads as far from the expected fractions turn up often enough by chance."""
        if self.vaf < expected.low:
            return lower_tail(self.alt, self.depth, expected.low) >= self.least
        if self.vaf > expected.high:
            return upper_tail(self.alt, self.depth, expected.high) >= self.least
        return True


def _verdict(reads: _Reads, expected: _Expected, words: dict[str, str]) -> OriginReason:
    germline = any(map(reads.fit, expected.germline))
    somatic = reads.fit(_Range(0.0, expected.somatic))
    if germline and somatic:
        return OriginReason("fraction_open", None, wording.FRACTION_OPEN.format(**words))
    if not germline and not somatic:
        return OriginReason("fraction_unexpected", None, wording.FRACTION_NEITHER.format(**words))
    if somatic:
        nearest = min(expected.germline, key=lambda one: _distance(reads.vaf, one))
        why = wording.FRACTION_SOMATIC.format(**words, nearest=_span(nearest))
        return OriginReason("fraction_somatic", Origin.LIKELY_SOMATIC, why)
    why = wording.FRACTION_GERMLINE.format(**words, most=wording.percent(expected.somatic))
    return OriginReason("fraction_germline", Origin.LIKELY_GERMLINE, why)


def _distance(vaf: float, expected: _Range) -> float:
    return max(expected.low - vaf, vaf - expected.high, 0.0)


def _span(expected: _Range) -> str:
    low, high = wording.percent(expected.low), wording.percent(expected.high)
    return low if low == high else f"{low} to {high}"


def _words(reads: _Reads, mixture: Mixture, purity: float) -> dict[str, str]:
    return {"vaf": wording.percent(reads.vaf), "purity": _purity(mixture, wording.percent(purity))}


def _purity(mixture: Mixture, purity: str) -> str:
    known = mixture.copies
    if known is None:
        return wording.PURITY_ANY_COPIES.format(purity=purity, most=MOST_COPIES)
    copies = counted(known.total, *COPIES)
    return wording.PURITY_AND_COPIES.format(purity=purity, copies=copies)


def _purities(purity: float, tolerance: float) -> tuple[float, float]:
    return max(0.0, purity - tolerance), min(1.0, purity + tolerance)


def _range(state: _State, purities: tuple[float, float]) -> _Range:
    """Between two purities the fraction rises or falls all the way."""
    ends = [
        germline_fraction(
            purity,
            state.carried,
            total=state.total,
            in_normal=state.in_normal,
            normal_copies=state.normal_copies,
        )
        for purity in purities
    ]
    return _Range(max(0.0, min(ends) - SLACK), min(1.0, max(ends) + SLACK))


def _germline(mixture: Mixture) -> Iterator[_State]:
    """Heterozygous on either parental allele, or homozygous."""
    for normal_copies in mixture.normal_copies:
        for copies in _possible(mixture.copies):
            yield _State(copies.total, copies.total, normal_copies, normal_copies)
            if normal_copies == DIPLOID:
                for carried in _parental(copies):
                    yield _State(carried, copies.total, 1, normal_copies)


def _somatic(mixture: Mixture) -> Iterator[_State]:
    """On as many copies as one parental allele has, for a variant arises on one."""
    for normal_copies in mixture.normal_copies:
        for copies in _possible(mixture.copies):
            yield _State(max(_parental(copies)), copies.total, 0, normal_copies)


def _possible(known: Copies | None) -> Iterable[Copies]:
    return (known,) if known else map(Copies, range(1, MOST_COPIES + 1))


def _parental(copies: Copies) -> tuple[int, ...]:
    """How many copies either parental allele may have."""
    if copies.minor is None:
        return tuple(range(copies.total + 1))
    return copies.minor, copies.total - copies.minor
