"""What a depth can show: the calling rule, its computed detection limit, and its inverse.

A call needs a number of alternate reads (or molecules) that the rule states. An allele at a
fraction is seen with the probability that so many of the reads there carry it, an exact binomial
tail; the smallest fraction seen with the probability asked for is the *computed detection limit*.
It is no limit of detection in the sense of CLSI EP17, which a laboratory measures.

The limit falls with depth, except where one more read becomes necessary: there it rises by a step
(the saw-tooth of a discrete rule). Everything here uses the exact depth.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, nextafter
from typing import Final

from hccgenomics.ctdna import beta_binomial
from hccgenomics.ctdna.roots import crossing
from hccgenomics.model.binomial import quantile, upper_tail

KEPT: Final = 65_536
PICOGRAMS: Final = 1000.0
"""In a nanogram."""
HALF: Final = 0.5
LAST_DIGIT: Final = 1e-15
CLOSE: Final = 1e-11
"""How near a limit is found where only steps lead to it."""
DEEPEST: Final = 1_000_000
"""Deeper than any sequencing: no depth beyond it is looked for."""


@dataclass(frozen=True, slots=True)
class CallingRule:
    """What an allele needs to be called, and how surely it is to be seen.

    Attributes:
        min_alt: Alternate reads (or molecules) without which nothing is called.
        min_vaf: The same as a fraction of the depth; 0 for none.
        error_rate: Rate at which a base is read as the given other one.
        alpha: Errors alone reach the number asked for with at most this probability.
        probability: With which an allele at the detection limit is seen.
        concentration: How alike the error rate is from sample to sample, as a background of normals
            says (``SiteNoise``); ``None`` where it is taken as the same in all.
    """

    min_alt: int
    min_vaf: float
    error_rate: float
    alpha: float
    probability: float
    concentration: float | None = None

    def __post_init__(self) -> None:
        rates = (self.error_rate, self.min_vaf)
        if not all(0 <= rate < 1 for rate in rates) or self.error_rate >= HALF:
            raise ValueError(f"{rates} are no error rate and least fraction.")
        if not (0 < self.alpha < 1 and 0 < self.probability < 1):
            raise ValueError(f"{self.alpha} and {self.probability} are no probabilities.")

    def tail(self, k: int, depth: int, vaf: float = 0.0) -> float:
        """Probability of ``k`` or more alternate reads of an allele at a fraction; at 0, errors."""
        rate = seen_as_alt(vaf, self.error_rate)
        alike = concentration_at(vaf, self.error_rate, self.concentration)
        if alike is None:
            return upper_tail(k, depth, rate)
        return beta_binomial.upper_tail(k, depth, rate * alike, (1 - rate) * alike)


@lru_cache(maxsize=KEPT)
def least_alt(depth: int, rule: CallingRule) -> int:
    """Alternate reads that a call needs at this depth; it may be more than there are reads.

    >>> rule = CallingRule(min_alt=3, min_vaf=0.0, error_rate=1e-3, alpha=1e-3, probability=0.95)
    >>> [least_alt(depth, rule) for depth in (10, 100, 1000, 10_000)]
    [3, 3, 6, 22]
    """
    asked = max(1, rule.min_alt, _of_fraction(depth, rule.min_vaf))
    return max(asked, _beyond_error(depth, rule))


def chance_of_seeing(vaf: float, depth: int, rule: CallingRule) -> float:
    """Probability that an allele at this fraction is called; at 0, that errors are.

    >>> rule = CallingRule(min_alt=3, min_vaf=0.0, error_rate=1e-6, alpha=1e-3, probability=0.95)
    >>> round(chance_of_seeing(0.01, 500, rule), 4), chance_of_seeing(1.0, 2, rule)
    (0.8767, 0.0)
    """
    return rule.tail(least_alt(depth, rule), depth, vaf)


def seen_as_alt(vaf: float, error_rate: float) -> float:
    """Share of reads that show the allele: those that carry it, read right, and others misread.

    >>> seen_as_alt(0.0, 0.001), seen_as_alt(1.0, 0.0)
    (0.001, 1.0)
    """
    if not 0 <= vaf <= 1:
        raise ValueError(f"{vaf} is no fraction.")
    return vaf * (1 - error_rate) + (1 - vaf) * error_rate


def concentration_at(vaf: float, error_rate: float, concentration: float | None) -> float | None:
    """How alike the share of alternate reads is from sample to sample where an allele is there.

    The reads that carry the allele do not differ among samples of one fraction, those misread do:
    mean and variance are exact, the shape is taken as beta. ``None`` where nothing differs.

    >>> concentration_at(0.0, 1e-3, 500.0), concentration_at(0.1, 1e-3, None)
    (500.0, None)
    """
    rate = seen_as_alt(vaf, error_rate)
    if concentration is None or not 0 < rate < 1:
        return None
    if vaf == 0:
        return concentration
    variance = (1 - 2 * vaf) ** 2 * error_rate * (1 - error_rate) / (concentration + 1)
    return rate * (1 - rate) / variance - 1 if variance > 0 else None


@lru_cache(maxsize=KEPT)
def detection_limit(depth: int, rule: CallingRule) -> float | None:
    """The smallest fraction that is seen with the rule's probability at this depth.

    ``None`` where not even an allele in every read is seen so often: the depth is below the number
    of reads a call needs, or just above it and reads err.

    >>> rule = CallingRule(min_alt=3, min_vaf=0.0, error_rate=1e-6, alpha=1e-3, probability=0.95)
    >>> [round(detection_limit(depth, rule), 4) for depth in (100, 1000)]
    [0.0616, 0.0063]
    >>> detection_limit(2, rule) is None
    True
    """
    if depth <= 0 or chance_of_seeing(1.0, depth, rule) < rule.probability:
        return None
    return _just_seen(_about_seen(depth, rule), depth, rule)


def _about_seen(depth: int, rule: CallingRule) -> float:
    """The fraction seen with the rule's probability, to the last digits."""
    if rule.concentration is not None:
        return crossing(
            lambda vaf: chance_of_seeing(vaf, depth, rule) - rule.probability, 0.0, 1.0, near=CLOSE
        )
    needed = least_alt(depth, rule)
    rate = quantile(needed, depth - needed + 1, rule.probability)
    vaf = (rate - rule.error_rate) / (1 - 2 * rule.error_rate)
    return min(max(vaf, 0.0), 1.0)


def _just_seen(vaf: float, depth: int, rule: CallingRule) -> float:
    """The fraction, moved up by the last digits where rounding left it unseen."""
    step = LAST_DIGIT
    while vaf < 1 and chance_of_seeing(vaf, depth, rule) < rule.probability:
        vaf, step = min(1.0, nextafter(vaf * (1 + step), 1.0)), step * 2
    return vaf


def least_depth(limit: float, rule: CallingRule) -> int | None:
    """The smallest depth whose detection limit is at most ``limit``; ``None`` where none is.

    A limit at or below the least fraction that the rule calls is reached at no depth, one just
    above it at none worth sequencing (``DEEPEST``).

    >>> rule = CallingRule(min_alt=3, min_vaf=0.0, error_rate=1e-6, alpha=1e-3, probability=0.95)
    >>> least_depth(0.01, rule), round(detection_limit(628, rule), 5)
    (628, 0.00999)
    >>> least_depth(0.01, CallingRule(3, 0.02, 1e-6, 1e-3, 0.95)) is None
    True
    """
    if chance_of_seeing(limit, DEEPEST, rule) < rule.probability:
        return None
    depth = max(1, rule.min_alt)
    while depth <= DEEPEST:
        last = _last_with(least_alt(depth, rule), depth, rule)
        if chance_of_seeing(limit, last, rule) >= rule.probability:
            return _first_seen(limit, depth, last, rule)
        depth = last + 1
    return None


def _last_with(needed: int, depth: int, rule: CallingRule) -> int:
    """The greatest depth at which a call still needs no more than ``needed`` reads."""
    low, step = depth, 1
    while low <= DEEPEST and least_alt(low + step, rule) <= needed:
        low, step = low + step, step * 2
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if least_alt(middle, rule) <= needed else (low, middle)
    return low


def _first_seen(limit: float, low: int, high: int, rule: CallingRule) -> int:
    """Between two depths with one number of reads needed, where the chance rises with depth."""
    while low < high:
        middle = (low + high) // 2
        if chance_of_seeing(limit, middle, rule) >= rule.probability:
            high = middle
        else:
            low = middle + 1
    return low


def genome_equivalents(
    nanograms: float, *, picograms_per_genome: float, library_yield: float
) -> float:
    """Haploid genomes in a mass of DNA that a library took up: no more molecules can be seen.

    >>> round(genome_equivalents(10, picograms_per_genome=3.3, library_yield=0.5))
    1515
    """
    if nanograms < 0 or picograms_per_genome <= 0 or not 0 < library_yield <= 1:
        raise ValueError("A mass, the mass of a genome and a yield up to 1 are positive.")
    return nanograms * PICOGRAMS / picograms_per_genome * library_yield


def capped_depth(depth: int, equivalents: float | None) -> int:
    """The depth, but no more than the genome equivalents that went in.

    >>> capped_depth(20_000, 3030.3), capped_depth(800, 3030.3), capped_depth(800, None)
    (3030, 800, 800)
    """
    return depth if equivalents is None else min(depth, floor(equivalents))


def expected_vaf(
    purity: float,
    *,
    tumour_copies: float = 2.0,
    mutated_copies: float = 1.0,
    normal_copies: float = 2.0,
) -> float:
    """Where a clonal variant lies: its copies over all copies, tumour cells and others.

    As in PureCN (Riester 2016, doi:10.1186/s13029-016-0060-z).

    >>> expected_vaf(0.2), expected_vaf(1.0, tumour_copies=1.0)
    (0.1, 1.0)
    """
    everything = purity * tumour_copies + (1 - purity) * normal_copies
    if not 0 <= purity <= 1 or everything <= 0:
        raise ValueError(f"No fraction can be expected at a purity of {purity}.")
    return purity * mutated_copies / everything


def _of_fraction(depth: int, fraction: float) -> int:
    """The smallest count whose share of the depth, as divided, is not below the fraction."""
    count = ceil(depth * fraction)
    while count > 0 and depth and (count - 1) / depth >= fraction:
        count -= 1
    while depth and count / depth < fraction:
        count += 1
    return count


def _beyond_error(depth: int, rule: CallingRule) -> int:
    """The smallest count that errors alone reach with probability ``alpha`` at most."""
    low, step = floor(depth * rule.error_rate), 1
    if rule.tail(low, depth) <= rule.alpha:
        low = 0
    while rule.tail(low + step, depth) > rule.alpha:
        low, step = low + step, step * 2
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        is_too_few = rule.tail(middle, depth) > rule.alpha
        low, high = (middle, high) if is_too_few else (low, middle)
    return high
