"""A fraction near one half or one in plasma, where nobody stated how much of it is the tumour's.

Cell-free DNA of a person holds every germline variant at one half or one, whatever a tumour sheds;
a tumour's variant is there only as far as the tumour sheds, which is seldom as much. So a fraction
whose interval lies within ``germline_fraction_reach`` of one half or one speaks for germline, if
nothing speaks against it; one whose interval is wider says nothing. Where purity is stated, the
expected fractions are asked instead (``expected_fractions``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import blood_wording as wording
from hccgenomics.interpret.expected_fractions import SLACK
from hccgenomics.interpret.origin_wording import percent
from hccgenomics.model.alteration import OriginReason
from hccgenomics.model.binomial import lower_tail, upper_tail
from hccgenomics.vocabulary import Origin

if TYPE_CHECKING:
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Support

HALF: Final = 0.5
NEAR_ONE: Final = "fraction_near_one"
WHOLE: Final = 1.0


def near_germline(support: Support, settings: Settings) -> OriginReason | None:
    """That a fraction in plasma is one that germline variants have; ``None`` where it is not."""
    depth = support.total_depth
    if support.alt_depth is None or not depth:
        return None
    alt, reach = min(support.alt_depth, depth), settings.germline_fraction_reach
    tail = (1 - settings.interval_level) / 2
    words = {
        "seen": wording.fraction_of(alt, depth),
        "reach": f"{reach:g}",
        "level": percent(settings.interval_level),
    }
    if upper_tail(alt, depth, WHOLE - reach) < tail:
        why = wording.NEAR_ONE.format(**words)
        return OriginReason(NEAR_ONE, Origin.LIKELY_GERMLINE, why)
    is_within = (
        upper_tail(alt, depth, HALF - reach) < tail and lower_tail(alt, depth, HALF + reach) < tail
    )
    if is_within and _fits_half(alt, depth, settings.max_fraction_chance):
        why = wording.NEAR_HALF.format(**words)
        return OriginReason("fraction_near_half", Origin.LIKELY_GERMLINE, why)
    return None


def _fits_half(alt: int, depth: int, least: float) -> bool:
    """Whether a heterozygote strays so far often enough, alignment to the reference allowed for."""
    if alt < depth * (HALF - SLACK):
        return lower_tail(alt, depth, HALF - SLACK) >= least
    if alt > depth * (HALF + SLACK):
        return upper_tail(alt, depth, HALF + SLACK) >= least
    return True
