"""Residual disease, tumour-informed: the tissue's variants followed in plasma, all together.

The test, its limit and what may rest on them are ``ctdna.residual``'s; what is followed is chosen
by ``tracked``. It is detected, not detected down to a stated fraction, or not evaluable and why.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import plasma_wording as words
from hccgenomics.model.plasma import LimitAt, ResidualDisease
from hccgenomics.pipeline.plasma.clonality import cell_fraction
from hccgenomics.pipeline.plasma.tracked import chosen_of, named
from hccgenomics.vocabulary import DepthUnit, ResidualState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.ctdna.residual import Residual, TrackedSite
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.plasma.tracked import Chosen, Followed, ResidualQuestion

MULTIPLES: Final = (1, 2, 4)
"""Of the places and of the depth there are, for which a limit is shown beside."""
MOST_FOR_LIMITS: Final = 100
"""Places beyond which no limits of more places are worked out: each costs a test."""
_ANY_LEVEL: Final = 0.95
"""Where only asked whether there is a share at all."""


def residual_disease_of(question: ResidualQuestion, chosen: Chosen) -> ResidualDisease:
    """Detected, not detected down to a limit, or not evaluable and why."""
    if question.tissue is None:
        return _not_evaluable(words.NE_NO_TISSUE, chosen, question.settings)
    if not question.tissue.small:
        return _not_evaluable(words.NE_NONE_AT_ALL, chosen, question.settings)
    if not (chosen.followed or chosen.uncounted or chosen.unfit):
        why = words.NE_NO_TRACKED.format(count=words.variants(len(chosen.left_out)))
        return _not_evaluable(why, chosen, question.settings)
    if chosen.uncounted:
        why = _why_uncounted(chosen)
        return _in_spite_of_blocks(question, chosen) or _not_evaluable(
            why, chosen, question.settings
        )
    return _Statement(question, chosen).document()


def _in_spite_of_blocks(question: ResidualQuestion, chosen: Chosen) -> ResidualDisease | None:
    """Detected even if no read in a reference block carried the variant; else nothing is stated.

    Reads that a block does not tell of could only have added to the sum.
    """
    if chosen.in_blocks < len(chosen.uncounted):
        return None
    counts = {
        variant: count if count.alt is not None else count._replace(alt=0)
        for variant, count in question.counts.items()
    }
    without_reads = replace(question, counts=counts)
    found = residual_disease_of(without_reads, chosen_of(without_reads))
    if found.state is not ResidualState.DETECTED:
        return None
    said = words.IN_BLOCKS.format(inside=words.places(chosen.in_blocks))
    return found.model_copy(update={"why": found.why + said})


def _why_uncounted(chosen: Chosen) -> str:
    all_ = len(chosen.followed) + len(chosen.uncounted)
    said = words.NE_NO_COUNTS.format(known=len(chosen.followed), places=words.places(all_))
    blocks = words.NE_BLOCKS.format(inside=words.places(chosen.in_blocks))
    return words.sentences(said, blocks if chosen.in_blocks else "")


def _not_evaluable(
    why: str, chosen: Chosen, settings: Settings, more: Sequence[str] = ()
) -> ResidualDisease:
    """Nothing is stated but what was counted."""
    counts = [one.count for one in chosen.followed]
    return ResidualDisease(
        state=ResidualState.NOT_EVALUABLE,
        sites=len(chosen.followed),
        sites_left_out=(*chosen.left_out, *_uncounted(chosen), *more),
        fragments=sum(count.depth for count in counts),
        alt_fragments=sum(count.alt or 0 for count in counts),
        expected_by_error=None,
        p_value=None,
        alpha=settings.residual_alpha,
        fraction=None,
        low=None,
        high=None,
        limit=None,
        method=words.METHOD_NONE,
        why=why,
    )


def _uncounted(chosen: Chosen) -> Iterator[str]:
    for variant in chosen.uncounted:
        yield named(variant, words.LEFT_OUT_NO_COUNTS)


class _Statement:
    """The test of one sample."""

    def __init__(self, question: ResidualQuestion, chosen: Chosen) -> None:
        from hccgenomics.ctdna.residual import supported

        self._question = question
        self._settings = question.settings
        sites = [one.site for one in chosen.followed]
        self._support = supported(
            sites,
            min_sites=self._settings.residual_min_sites,
            min_depth=self._settings.residual_min_depth,
        )
        usable = {id(site) for site in self._support.usable}
        self._used = [one for one in chosen.followed if id(one.site) in usable]
        unused = [one for one in chosen.followed if id(one.site) not in usable]
        self._chosen = chosen
        self._unused = tuple(named(one.variant, self._why_unused(one)) for one in unused)

    def _why_unused(self, one: Followed) -> str:
        """Too shallow or too noisy for what the calibration covers."""
        least = self._support.least_depth
        if one.count.depth < least:
            depth, unit = one.count.depth, words.unit_of(one.count.depth, one.count.unit)
            return words.LEFT_OUT_UNCALIBRATED_DEPTH.format(count=depth, unit=unit, least=least)
        return words.LEFT_OUT_UNINFORMATIVE.format(error=words.percent(one.count.noise.mean))

    def document(self) -> ResidualDisease:
        """As published."""
        if not self._support.is_evaluable:
            return self._refused(self._why_few())
        settings = self._settings
        found = self._tested(self._support.usable)
        limit = self._limit(self._capped())
        below = None if limit is None else max(limit, found.high)
        if below is None and not found.is_detected:
            why = words.NE_NO_LIMIT.format(
                places=words.places(len(self._used)),
                probability=words.percent(settings.detection_probability),
            )
            return self._refused(why)
        state = ResidualState.DETECTED if found.is_detected else ResidualState.NOT_DETECTED
        per_ml = self._question.equivalents_per_ml
        return ResidualDisease(
            state=state,
            sites=found.sites,
            sites_left_out=(*self._chosen.left_out, *self._unused),
            fragments=found.depth,
            alt_fragments=found.alt,
            expected_by_error=found.expected,
            p_value=found.p_value,
            alpha=found.alpha,
            fraction=found.fraction,
            low=found.low,
            high=found.high,
            limit=limit,
            below=None if found.is_detected else below,
            method=self._method(),
            why=self._why(found, below),
            molecules_per_ml=found.fraction * per_ml if per_ml and found.is_detected else None,
            limits=tuple(self._limits()),
        )

    def _refused(self, why: str) -> ResidualDisease:
        return _not_evaluable(why, self._chosen, self._settings, self._unused)

    def _tested(self, sites: Sequence[TrackedSite]) -> Residual:
        from hccgenomics.ctdna.residual import residual_disease

        return residual_disease(
            sites,
            alpha=self._settings.residual_alpha,
            probability=self._settings.detection_probability,
            level=self._settings.interval_level,
        )

    def _limit(self, sites: Sequence[TrackedSite]) -> float | None:
        from hccgenomics.ctdna.residual import limit_of_detection

        settings = self._settings
        return limit_of_detection(
            sites, alpha=settings.residual_alpha, probability=settings.detection_probability
        )

    def _capped(self) -> list[TrackedSite]:
        """The places, none deeper than what went into the library."""
        from hccgenomics.ctdna.detection import capped_depth

        most = self._question.equivalents
        return [
            _quiet(site, max(1, capped_depth(site.depth, most))) for site in self._support.usable
        ]

    def _is_capped(self) -> bool:
        most = self._question.equivalents
        return most is not None and any(site.depth > most for site in self._support.usable)

    def _limits(self) -> Iterator[LimitAt]:
        """What twice and four times the places or the depth would allow."""
        places, depth, noise = len(self._used), self._median_depth(), self._noise()
        for of_places in MULTIPLES:
            if of_places > 1 and places * of_places > MOST_FOR_LIMITS:
                return
            for of_depth in MULTIPLES:
                alike = _alike(places * of_places, depth * of_depth, noise)
                yield LimitAt(
                    sites=places * of_places,
                    depth=depth * of_depth,
                    error=noise,
                    limit=self._limit(alike),
                )

    def _median_depth(self) -> int:
        return max(1, int(median(site.depth for site in self._capped())))

    def _noise(self) -> float:
        return float(median(site.noise.mean for site in self._support.usable))

    def _why_few(self) -> str:
        support = self._support
        return words.NE_FEW.format(
            usable=words.places(len(support.usable)),
            least_depth=support.least_depth,
            most=words.percent(support.most_error),
            least=support.least_sites,
        )

    def _why(self, found: Residual, below: float | None) -> str:
        template = words.DETECTED if found.is_detected else words.NOT_DETECTED
        said = template.format(
            alt=f"{found.alt:,}",
            depth=words.units(found.depth, self._unit()),
            places=words.places(found.sites),
            carrying=found.carrying,
            expected=words.figure(found.expected),
            p=words.chance(found.p_value),
            fraction=words.percent(found.fraction),
            low=words.percent(found.low),
            high=words.percent(found.high),
            limit=words.percent(below),
        )
        return said + "".join(self._additions(found))

    def _additions(self, found: Residual) -> Iterator[str]:
        if not found.is_detected and found.p_all <= found.alpha:
            alike = [one for one in self._used if one.site.alt == found.doubted]
            most = min(alike, key=_place)
            yield words.ONE_PLACE_ALONE.format(
                name=most.variant.name,
                alt=f"{most.site.alt:,}",
                depth=words.units(most.site.depth, most.count.unit),
            )
        if self._is_capped():
            yield words.CAPPED.format(equivalents=f"{self._question.equivalents:,.0f}")
        tissue = self._question.tissue
        if tissue is not None and _is_clonality_open(self._used, tissue.purity):
            yield words.CLONALITY_UNKNOWN

    def _unit(self) -> DepthUnit:
        units = {one.count.unit for one in self._used}
        return units.pop() if len(units) == 1 else DepthUnit.READS

    def _method(self) -> str:
        settings = self._settings
        rests = Counter[str](site.noise.rests_on for site in self._support.usable)
        basis = [
            words.BASIS_JOINED.format(count=rests[name], what=what)
            for name, what in words.BASIS.items()
            if rests[name]
        ]
        return words.METHOD.format(
            places=words.places(len(self._used)),
            basis="; ".join(basis),
            depth=f"{self._median_depth():,}",
            error=words.percent(self._noise()),
            alpha=words.percent(settings.residual_alpha),
            probability=words.percent(settings.detection_probability),
        )


def _place(one: Followed) -> Variant:
    """By which one of several alike is named, whatever the order of the tissue's report."""
    return one.variant.variant


def _quiet(site: TrackedSite, depth: int) -> TrackedSite:
    """The place at another depth, with nothing counted: a limit does not ask for counts."""
    from hccgenomics.ctdna.residual import TrackedSite

    return TrackedSite(0, depth, site.noise)


def _alike(count: int, depth: int, error: float) -> list[TrackedSite]:
    from hccgenomics.ctdna.residual import TrackedSite
    from hccgenomics.model.background import SiteNoise

    return [TrackedSite(0, depth, SiteNoise(error, None, "global"))] * count


def _is_clonality_open(used: Sequence[Followed], purity: float | None) -> bool:
    """Whether of any of them it is unknown how many tumour cells have it."""
    return any(cell_fraction(one.variant, purity, level=_ANY_LEVEL) is None for one in used)
