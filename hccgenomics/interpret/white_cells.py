"""An allele of plasma against matched white cells: the 2:1 rule, with what the counts allow.

A clone of blood cells sheds its DNA into plasma, where its variants lie near their fraction in
white cells. An allele whose fraction in plasma is at most ``blood_ratio`` times that in white cells
is put down to them (Brannon 2021, doi:10.1038/s41467-021-24109-5); the setting's default is two.

The rule is asked of counts, not of fractions. White cells carry an allele only if errors explain
its reads less often than ``forced_alpha``; and plasma has more of it than the rule allows only if
so many of all reads with the allele would be plasma's by chance less often than the interval's
tail. Given the reads with the allele in both, plasma's share of them is binomial (Przyborowski and
Wilenski 1940, doi:10.1093/biomet/31.3-4.313, the exact test of two Poisson rates; unverified). What
is neither is open, and the sentence says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import blood_wording as wording
from hccgenomics.interpret.normal_reads import telling
from hccgenomics.interpret.origin_wording import percent
from hccgenomics.model.alteration import OriginReason
from hccgenomics.model.binomial import least_odds, upper_tail
from hccgenomics.vocabulary import DepthUnit, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Support


class Share(Enum):
    """How an allele's fraction in plasma lies to that in white cells."""

    NOT_COUNTED = auto()
    LIKE_BLOOD = auto()  # at most the ratio, and white cells carry it
    MORE = auto()  # more than the ratio, beyond chance
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class WhiteCells:
    """White cells, held against plasma.

    Attributes:
        is_carried: Whether they have more reads with the allele than errors explain.
        reasons: What was compared, with its figures.
    """

    share: Share
    is_carried: bool = False
    reasons: tuple[OriginReason, ...] = ()


NOT_COUNTED: Final = WhiteCells(Share.NOT_COUNTED)


class _Pair(NamedTuple):
    """Reads with the allele and reads in all, of plasma and of white cells."""

    plasma: int
    plasma_depth: int
    white: int
    white_depth: int

    @property
    def ratio(self) -> float | None:
        """Of the two fractions; ``None`` where white cells have no read with the allele."""
        if not self.white:
            return None
        return (self.plasma / self.plasma_depth) / (self.white / self.white_depth)

    def share_at(self, ratio: float) -> float:
        """Plasma's share of all reads with the allele, were the fractions in this ratio."""
        return ratio * self.plasma_depth / (ratio * self.plasma_depth + self.white_depth)

    def chance_of_more(self, ratio: float) -> float:
        """How often plasma would have as many of them, or more."""
        return upper_tail(self.plasma, self.plasma + self.white, self.share_at(ratio))


def read_white_cells(
    plasma: Support,
    normals: Sequence[Support],
    settings: Settings,
    *,
    unit: DepthUnit = DepthUnit.READS,
) -> WhiteCells:
    """What the matched white cells say of one allele of plasma.

    Args:
        plasma: Its reads there.
        normals: Its reads in white cells, as each call or count has them.
        settings: The laboratory's choices.
        unit: Of the white cells' depth, which tells the error rate.
    """
    pair = _counted(plasma, normals, settings.min_normal_depth)
    if pair is None:
        return NOT_COUNTED
    rate = settings.error_rate_of(unit)
    chance = upper_tail(pair.white, pair.white_depth, rate)
    is_carried = chance <= settings.forced_alpha
    tail = (1 - settings.interval_level) / 2
    share = _share(pair, settings.blood_ratio, tail, is_carried=is_carried)
    words = _words(pair, settings, tail)
    says = Origin.POSSIBLE_HAEMATOPOIESIS if share is Share.LIKE_BLOOD else None
    template = wording.WHITE_CELLS[share.name.lower()]
    reasons = [OriginReason(f"white_cells_{share.name.lower()}", says, template.format(**words))]
    if pair.white and not is_carried:
        why = wording.WHITE_CELLS_ERROR.format(
            reads=wording.reads_of(pair.white), rate=f"{rate:g}", chance=f"{chance:.2g}"
        )
        reasons.append(OriginReason("white_cells_error", None, why))
    return WhiteCells(share, is_carried, tuple(reasons))


def _counted(plasma: Support, normals: Sequence[Support], least: int) -> _Pair | None:
    white, depth = telling(normals, least), plasma.total_depth
    if white is None or plasma.alt_depth is None or not depth or not plasma.alt_depth:
        return None
    of_white = white.total_depth or 0
    return _Pair(min(plasma.alt_depth, depth), depth, min(white.alt_depth or 0, of_white), of_white)


def _share(pair: _Pair, ratio: float, tail: float, *, is_carried: bool) -> Share:
    found = pair.ratio
    if is_carried and found is not None and found <= ratio:
        return Share.LIKE_BLOOD
    return Share.MORE if pair.chance_of_more(ratio) <= tail else Share.OPEN


def _words(pair: _Pair, settings: Settings, tail: float) -> dict[str, str]:
    low, high = ratio_interval(pair, tail)
    found = f"{low if pair.ratio is None else pair.ratio:.2g}"
    template = wording.OPEN_INTERVAL if high is None else wording.INTERVAL
    level = percent(settings.interval_level)
    interval = template.format(level=level, low=f"{low:.2g}", high=f"{high or 0.0:.2g}")
    return {
        "plasma": wording.fraction_of(pair.plasma, pair.plasma_depth),
        "white": wording.fraction_of(pair.white, pair.white_depth),
        "ratio": found if pair.ratio is not None else wording.AT_LEAST.format(ratio=found),
        "interval": interval,
        "most": f"{settings.blood_ratio:g}",
    }


def ratio_interval(pair: _Pair, tail: float) -> tuple[float, float | None]:
    """The ratio's interval by the same exact test; no upper bound without reads in white cells."""
    together, depths = pair.plasma + pair.white, pair.white_depth / pair.plasma_depth
    low = depths * least_odds(pair.plasma, together, tail)
    high = depths / least_odds(pair.white, together, tail) if pair.white else None
    return low, high
