"""What the reads of a matched normal say of where a variant comes from.

A normal of too few reads says nothing. From the setting ``min_normal_depth`` on, the allele is not
carried (at most ``likely_somatic_normal_vaf``), carried (at least ``likely_germline_normal_vaf``),
or something between, which is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import origin_wording as wording
from hccgenomics.interpret.read_counts import more_in_first
from hccgenomics.model.alteration import OriginReason
from hccgenomics.model.binomial import lower_tail
from hccgenomics.vocabulary import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Support

HETEROZYGOUS: Final = 0.5
HOMOZYGOUS: Final = 0.9
"""A normal at or above this fraction has no other allele but by error."""

SHALLOW: Final = "normal_shallow"
DIFFERS: Final = "normal_differs"
ALIKE: Final = "normal_alike"
BETWEEN: Final = "normal_between"


@dataclass(frozen=True, slots=True)
class NormalReading:
    """The matched normal, read.

    Attributes:
        reasons: What was seen; the first decides.
        is_usable: Whether it has enough reads to say anything.
        is_final: Whether it leaves no room for a germline heterozygote or for its absence, so that
            no other evidence is heard on the germline.
    """

    reasons: tuple[OriginReason, ...]
    is_usable: bool = True
    is_final: bool = True

    @property
    def says(self) -> Origin | None:
        """What it speaks for."""
        return self.reasons[0].says


@dataclass(frozen=True, slots=True)
class _Counts:
    """A normal deep enough, beside its tumour."""

    normal: Support
    alt: int
    depth: int
    vaf: float
    tumour: Support

    @property
    def seen(self) -> str:
        """Its reads, in words."""
        return wording.seen(self.alt, self.depth)

    @property
    def chance(self) -> float:
        """How often a germline heterozygote shows as few reads."""
        return lower_tail(self.alt, self.depth, HETEROZYGOUS)


def read_normal(
    normals: Sequence[Support], tumour: Support, settings: Settings, *, has_normal: bool
) -> NormalReading:
    """The verdict of the normal on one allele.

    Several callers may have counted the normal: of those with enough reads the highest fraction
    decides, for a read that carries the allele is not undone by a caller that left it out.

    Args:
        normals: What each call says of the normal.
        tumour: What the tumour has.
        settings: The laboratory's thresholds.
        has_normal: Whether the files hold a matched normal at all.
    """
    deepest = telling(normals, settings.min_normal_depth)
    if deepest is None:
        why = _why_unused(normals, settings, has_normal=has_normal)
        return NormalReading((why,), is_usable=False, is_final=False)
    counts = _counts(deepest, tumour)
    if counts.vaf >= settings.likely_germline_normal_vaf:
        return NormalReading((_carried(counts, settings),))
    allowed = _allowed(tumour, settings)
    if counts.vaf <= allowed:
        return NormalReading(tuple(_not_carried(counts, allowed, settings)))
    return _between(counts, allowed, settings)


def telling(normals: Sequence[Support], least: int) -> Support | None:
    """The highest fraction among normals with enough reads; of equals that with the fewest."""
    deep = [one for one in normals if one.alt_depth is not None and (one.total_depth or 0) >= least]
    return max(deep, key=lambda one: (one.vaf or 0.0, -(one.total_depth or 0)), default=None)


def _counts(normal: Support, tumour: Support) -> _Counts:
    depth = normal.total_depth or 0
    return _Counts(normal, min(normal.alt_depth or 0, depth), depth, normal.vaf or 0.0, tumour)


def _allowed(tumour: Support, settings: Settings) -> float:
    """The fraction up to which the normal counts as not carrying the allele."""
    spilled = settings.tumour_in_normal * (tumour.vaf or 0.0)
    return max(settings.likely_somatic_normal_vaf, spilled)


def _why_unused(
    normals: Sequence[Support], settings: Settings, *, has_normal: bool
) -> OriginReason:
    if not has_normal:
        return OriginReason("no_normal", None, wording.NO_NORMAL)
    deepest = max(normals, key=lambda one: one.total_depth or -1, default=None)
    if deepest is not None and deepest.total_depth is not None:
        return _too_little(deepest, deepest.total_depth, settings.min_normal_depth)
    if deepest is not None and deepest.vaf is not None:
        why = wording.NORMAL_NO_DEPTH.format(vaf=wording.percent(deepest.vaf))
        return OriginReason("normal_without_depth", None, why)
    return OriginReason("normal_silent", None, wording.NORMAL_SILENT)


def _too_little(normal: Support, depth: int, least: int) -> OriginReason:
    """A normal of too few reads, or of enough, of which nobody says how many carry the allele."""
    if depth >= least:
        return OriginReason("normal_silent", None, wording.NORMAL_SILENT)
    alt = normal.alt_depth
    carries = wording.NORMAL_SHALLOW_CARRIES.format(alt=alt) if alt else ""
    reads = "1 read" if depth == 1 else f"{depth} reads"
    why = wording.NORMAL_SHALLOW.format(depth=reads, least=least, carries=carries)
    return OriginReason(SHALLOW, None, why)


def _carried(counts: _Counts, settings: Settings) -> OriginReason:
    seen = counts.seen
    if counts.vaf >= HOMOZYGOUS:
        why = wording.NORMAL_HOMOZYGOUS.format(seen=seen)
        return OriginReason("normal_homozygous", Origin.LIKELY_GERMLINE, why)
    limit = wording.percent(settings.likely_germline_normal_vaf)
    why = wording.NORMAL_HETEROZYGOUS.format(seen=seen, limit=limit)
    return OriginReason("normal_heterozygous", Origin.LIKELY_GERMLINE, why)


def _not_carried(counts: _Counts, allowed: float, settings: Settings) -> Iterator[OriginReason]:
    why = wording.NORMAL_CLEAN.format(
        seen=counts.seen,
        limit=wording.percent(allowed),
        chance=wording.chance(counts.chance),
    )
    yield OriginReason("normal_clean", Origin.LIKELY_SOMATIC, why)
    yield _comparison(counts, settings.max_somatic_p)


def _comparison(counts: _Counts, most: float) -> OriginReason:
    """Tumour against normal, without which a clean normal of few reads could not be told apart."""
    tumour, total = counts.tumour, counts.tumour.total_depth
    if tumour.alt_depth is None or total is None:
        return OriginReason("normal_not_compared", None, wording.NO_COMPARISON)
    alt = min(tumour.alt_depth, total)
    p = more_in_first((alt, total), (counts.alt, counts.depth))
    words = {"p": wording.p_value(p), "most": f"{most:g}"}
    if p > most:
        return OriginReason(ALIKE, None, wording.NORMAL_SAME.format(**words))
    return OriginReason(DIFFERS, Origin.SOMATIC, wording.NORMAL_DIFFERS.format(**words))


def _between(counts: _Counts, allowed: float, settings: Settings) -> NormalReading:
    words = {
        "seen": counts.seen,
        "low": wording.percent(allowed),
        "high": wording.percent(settings.likely_germline_normal_vaf),
        "chance": wording.chance(counts.chance),
    }
    if counts.chance > settings.max_fraction_chance:
        why = wording.NORMAL_BETWEEN_OPEN.format(**words)
        return NormalReading((OriginReason("normal_undecided", None, why),), is_final=False)
    why = wording.NORMAL_BETWEEN.format(**words)
    return NormalReading((OriginReason(BETWEEN, None, why),))
