"""Where the fractions of a call set lie: at those of inherited variants, or elsewhere.

A germline variant lies at half or all of the reads of a diploid genome, a somatic one at half the
purity or anywhere below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.binomial import lower_tail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import VariantCall

HETEROZYGOUS: Final = (0.35, 0.65)
"""Where nine in ten heterozygous germline alleles lie from 30 reads on (binomial around a half)."""
HOMOZYGOUS: Final = 0.9
HOMOZYGOUS_COUNTS: Final = 3
MOST_ELSEWHERE: Final = 0.05
"""Of a germline call set, about what paralogous sequence gives in the panel's genes."""


class Spectrum(NamedTuple):
    """How many alleles lie where germline variants do.

    Attributes:
        judged: Alleles with enough reads.
        het, hom: Those at about half and at nearly all of the reads.
        elsewhere: Those at a fraction that no germline genotype explains.
    """

    judged: int
    het: int
    hom: int
    elsewhere: int

    @property
    def like(self) -> int:
        """Those that lie where germline variants do."""
        return self.het + self.hom

    @property
    def weight(self) -> int:
        """What the alleles count for: a homozygous one as three.

        A somatic allele at nearly all reads needs a nearly pure tumour that has lost the other
        copy; at half of them, nothing out of the way.

        >>> Spectrum(judged=4, het=2, hom=2, elsewhere=0).weight
        8
        """
        return self.judged + (HOMOZYGOUS_COUNTS - 1) * self.hom

    @property
    def share(self) -> float:
        """Those that lie where germline variants do, of all.

        >>> Spectrum(10, 6, 3, 0).share
        0.9
        """
        return self.like / self.judged if self.judged else 0.0


def spectrum(calls: Iterable[VariantCall], settings: Settings) -> Spectrum:
    """Where the fractions lie, of the alleles that the caller does not filter."""
    low, high = HETEROZYGOUS
    judged = het = hom = elsewhere = 0
    for call in calls:
        alt, depth = call.support.alt_depth, call.support.total_depth
        if call.filters or not alt or depth is None or depth < settings.min_spectrum_depth:
            continue
        judged += 1
        fraction = alt / depth
        if low <= fraction <= high:
            het += 1
        elif fraction >= HOMOZYGOUS:
            hom += 1
        elif is_no_half(alt, depth, settings):
            elsewhere += 1
    return Spectrum(judged, het, hom, elsewhere)


def is_no_half(alt: int, depth: int, settings: Settings) -> bool:
    """Whether so few reads would hardly turn up of a heterozygous allele."""
    return (
        alt < depth * HETEROZYGOUS[0] and lower_tail(alt, depth, 0.5) < settings.max_fraction_chance
    )


def is_like_germline(found: Spectrum, settings: Settings) -> bool:
    """Enough alleles, nearly all where germline variants lie, and hardly one where none does."""
    if found.weight < settings.min_spectrum_alleles:
        return False
    most = found.judged * MOST_ELSEWHERE
    return found.share >= settings.germline_share and found.elsewhere <= most
