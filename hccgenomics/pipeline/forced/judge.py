"""Forced calls: reads counted at known places, whether or not the caller called them there.

What is counted: every hotspot allele, every variant of the tissue's report, and everything the
files call. The counts are held against a background of normal samples where one is given, else
against one error rate; q-values are over all covered places of the same reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import InputError
from hccgenomics.interpret.forced import state_of, why_of
from hccgenomics.model.coverage import Looked
from hccgenomics.model.forced import AlleleCount, ForcedCall
from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.pipeline.callability.certificate import asked_of
from hccgenomics.pipeline.forced.places import known_places
from hccgenomics.pipeline.regions import regions_of
from hccgenomics.vocabulary import DepthUnit, ForcedBecause, ForcedState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.background import SiteNoise
    from hccgenomics.model.forced import KnownPlace
    from hccgenomics.model.settings import RegionThresholds, Settings
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.callability.callable_depths import Asked
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.pipeline.looking import Case
    from hccgenomics.pipeline.models import Models
    from hccgenomics.pipeline.report import ReportRequest
    from hccgenomics.readers.alignments import Alignments
    from hccgenomics.readers.background import ReadBackground
    from hccgenomics.vocabulary import Specimen

GLOBAL: Final = "global"
"""What an error rate rests on where no background was given."""
UNTOLD: Final = 0.5
"""Error rate from which on an allele cannot be told from error at all: a place of a polymorphism
that the normal samples carry themselves."""
_FAMILIES: Final = {
    DepthUnit.READS: "fragments",
    DepthUnit.FRAGMENTS: "fragments",
    DepthUnit.MOLECULES: "molecules",
    DepthUnit.DUPLEX_MOLECULES: "duplex molecules",
}
"""What may be held against what: errors of raw fragments say nothing of collapsed molecules."""


class CountedPlace(NamedTuple):
    """One place, with its counts in the sample and in its matched normal."""

    place: KnownPlace
    counts: AlleleCount
    normal: AlleleCount | None


def forced_calls(case: Case, looked: Looked | None) -> tuple[ForcedCall, ...]:
    """Every known place, counted and judged, along the genome; none without alignments.

    Args:
        case: What the files keep, the alignments that were opened, the tissue's report and the
            background.
        looked: For the genome equivalents that went in.

    Raises:
        InputError: The alignments are damaged, or the background does not fit them.
    """
    inputs, models = case.inputs, case.knowledge.models
    if inputs.alignments is None:
        return ()
    small = case.judged.small
    places = known_places(small.alterations, case.knowledge, inputs.tissue, small.set_aside)
    variants = [place.variant for place in places]
    counts = _counts(inputs.alignments, variants, case.request, models)
    normals = dict(case.judged.white_cells)
    more = [variant for variant in variants if variant not in normals]
    normals.update(counts_in_normal(inputs, more, case.request, models))
    judge = ForcedJudge(
        settings=case.request.settings,
        specimen=case.sample.specimen,
        models=models,
        looked=looked or Looked(models.assembly),
        background=inputs.background,
    )
    return judge.calls(
        [
            CountedPlace(place, count, normals.get(place.variant))
            for place, count in zip(places, counts, strict=True)
        ]
    )


def counts_in_normal(
    inputs: Inputs, variants: Sequence[Variant], request: ReportRequest, models: Models
) -> Mapping[Variant, AlleleCount]:
    """What the matched normal or white cells show of variants; nothing without such alignments."""
    if inputs.normal_alignments is None:
        return {}
    counts = _counts(inputs.normal_alignments, variants, request, models)
    return dict(zip(variants, counts, strict=True))


def _counts(
    alignments: Alignments, variants: Sequence[Variant], request: ReportRequest, models: Models
) -> Sequence[AlleleCount]:
    """The pileup, with the qualities of the settings."""
    from hccgenomics.readers.alignments import count_alleles
    from hccgenomics.readers.alignments.questions import PROCESSES

    settings = request.settings
    return count_alleles(
        alignments,
        variants,
        min_base_quality=settings.pileup_min_base_quality,
        min_mapping_quality=settings.pileup_min_mapping_quality,
        reference=models,
        processes=request.threads or PROCESSES,
    )


# --- from counts to calls -------------------------------------------------------------------------


@dataclass(frozen=True)
class ForcedJudge:
    """Judges counts; opens nothing.

    Attributes:
        looked: For the genome equivalents that went in, which cap what can be seen.
    """

    settings: Settings
    specimen: Specimen
    models: Models
    looked: Looked
    background: ReadBackground | None = None

    def calls(self, counted: Sequence[CountedPlace]) -> tuple[ForcedCall, ...]:
        """One call for each place, in their order."""
        self._refuse_other_unit(counted)
        calls = [self._call(one) for one in counted]
        return tuple(
            replace(call, why=why_of(call, self.settings)) for call in with_q_values(calls)
        )

    def _call(self, counted: CountedPlace) -> ForcedCall:
        from hccgenomics.ctdna.noise import p_value
        from hccgenomics.model.binomial import clopper_pearson

        place, count = counted.place, counted.counts
        noise = self._noise(place.variant, count.unit)
        state = state_of(place, count, self.settings.min_forced_depth)
        is_covered = count.depth >= self.settings.min_forced_depth
        low, high = None, None
        if count.depth:
            low, high = clopper_pearson(count.alt, count.depth, self.settings.interval_level)
        return ForcedCall(
            place=place,
            count=count,
            state=state,
            error=noise.mean,
            error_from=noise.rests_on,
            p_value=p_value(count.alt, count.depth, noise) if is_covered else None,
            q_value=None,
            low=low,
            high=high,
            limit_vaf=self._limit(place.variant, count, noise) if is_covered else None,
            normal=counted.normal,
            why="",
            concentration=noise.concentration,
        )

    def _noise(self, variant: Variant, unit: DepthUnit) -> SiteNoise:
        from hccgenomics.model.background import SiteNoise

        rate = SiteNoise(
            mean=self.settings.error_rate_of(unit), concentration=None, rests_on=GLOBAL
        )
        if self.background is None:
            return rate
        return self.background.noise(variant, context_at(variant, self.models), otherwise=rate)

    def _limit(self, variant: Variant, count: AlleleCount, noise: SiteNoise) -> float | None:
        """By the calling rule that the certificate uses, with the errors of this place."""
        if noise.mean >= UNTOLD:
            return None
        asked = self._asked(count.unit, variant.interval)
        rule = replace(asked.rule, error_rate=noise.mean, concentration=noise.concentration)
        return replace(asked, rule=rule).limit_at(count.depth)

    def _asked(self, unit: DepthUnit, at: Interval) -> Asked:
        own = next((own for place, own in self._regions if place.overlaps(at)), None)
        return asked_of(
            unit, own, looked=self.looked, settings=self.settings, specimen=self.specimen
        )

    @cached_property
    def _regions(self) -> Sequence[tuple[Interval, RegionThresholds]]:
        return regions_of(self.settings, self.models)

    def _refuse_other_unit(self, counted: Sequence[CountedPlace]) -> None:
        """Errors of fragments and of collapsed molecules differ by orders of magnitude."""
        if self.background is None or not counted:
            return
        unit, own = counted[0].counts.unit, self.background.unit
        if _FAMILIES[unit] != _FAMILIES[own]:
            raise InputError(
                f"The background was counted in {_FAMILIES[own]}, the alignments hold "
                f"{_FAMILIES[unit]}.",
                where=self.background.facts.name,
                hint="Build the background from normal samples of the same kind.",
            )


def context_at(variant: Variant, models: Models) -> str:
    """The class in which errors of a change are pooled; without neighbours that are not known."""
    from hccgenomics.model.background import context_of

    if not variant.is_snv:
        return context_of(variant.ref, variant.alt)
    around = models.bases(Interval(variant.contig, variant.pos - 2, variant.pos + 1))
    known = "" if UNKNOWN_BASE in around else around
    return context_of(variant.ref, variant.alt, before=known[:1], after=known[2:])


# --- many places at once --------------------------------------------------------------------------


def family_of(call: ForcedCall) -> ForcedBecause:
    """The reason by which a place is tested together with others.

    What the files call, and what the tissue has, is expected to be there: among so many true ones
    the share of false ones would stay small even if every hotspot allele counted as seen.
    """
    if call.state is ForcedState.CALLED:
        return ForcedBecause.CALLED
    is_of_tissue = ForcedBecause.TISSUE in call.place.because
    return ForcedBecause.TISSUE if is_of_tissue else ForcedBecause.HOTSPOT


def with_q_values(calls: Sequence[ForcedCall]) -> tuple[ForcedCall, ...]:
    """Benjamini and Hochberg's control, within each family over every place that is covered."""
    from hccgenomics.ctdna.multiplicity import benjamini_hochberg

    q_values: dict[int, float] = {}
    for family in ForcedBecause:
        tested = [
            (at, call.p_value)
            for at, call in enumerate(calls)
            if call.p_value is not None and family_of(call) is family
        ]
        adjusted = benjamini_hochberg([p for _, p in tested])
        q_values.update(zip((at for at, _ in tested), adjusted, strict=True))
    return tuple(replace(call, q_value=q_values.get(at)) for at, call in enumerate(calls))
