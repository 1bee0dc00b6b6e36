"""Serial plasma reports of one patient, and their tissue, to one timeline.

Only reports are read (ADR 0021): what a time point could have seen is what its own report says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics import __version__
from hccgenomics.interpret import monitor_wording as words
from hccgenomics.model.monitor import Monitor, MonitorProvenance, TissueSample
from hccgenomics.pipeline.monitor.changes import appeared, no_longer_seen
from hccgenomics.pipeline.monitor.clones import groups, movements
from hccgenomics.pipeline.monitor.differences import (
    differences,
    may_not_be_concluded,
    remarks,
)
from hccgenomics.pipeline.monitor.events import followed_events
from hccgenomics.pipeline.monitor.inputs import input_document, read_series
from hccgenomics.pipeline.monitor.measures import (
    behind_mean,
    evaluable,
    mean_rests_on,
    time_points,
)
from hccgenomics.pipeline.monitor.ratios import ratios
from hccgenomics.pipeline.monitor.summary import summary_of
from hccgenomics.pipeline.monitor.treatments import treatments_of
from hccgenomics.pipeline.monitor.variants import followed_variants
from hccgenomics.reports.identity import monitor_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hccgenomics.model.monitor import (
        Appeared,
        FollowedVariant,
        Moved,
        NoLongerSeen,
        TimePoint,
        Treatment,
    )
    from hccgenomics.pipeline.monitor.inputs import ReadReport, Series


@dataclass(frozen=True, slots=True)
class MonitorRequest:
    """What a user asks for.

    Attributes:
        reports: Report files of plasma, and of tissue, in any order.
        tissue: Report files of tissue.
        treatments: TOML or a table of treatments.
        label: The name the timeline is filed under; by default the tissue's sample, else that of
            the first plasma.
        in_order: Take plasma of one day in the order in which it is named.
    """

    reports: tuple[str, ...]
    tissue: tuple[str, ...] = ()
    treatments: Path | None = None
    label: str | None = None
    in_order: bool = False


def make_monitor(request: MonitorRequest) -> Monitor:
    """Read the reports, then follow each variant through them.

    Raises:
        InputError: If a report or the treatments cannot be used (exit 3).
    """
    series = read_series(request.reports, request.tissue, in_order=request.in_order)
    return monitor_of(series, *treatments_of(series, request.treatments), request.label)


def monitor_of(
    series: Series,
    treatments: tuple[Treatment, ...] = (),
    treatments_sha256: str | None = None,
    label: str | None = None,
) -> Monitor:
    """The timeline of reports that are read already."""
    settings = series.plasma[0].report.provenance.settings
    variants, points = _followed(series)
    changes = _changes(series, variants)
    between = tuple(ratios(points, variants, settings.interval_level))
    moved = tuple(movements(points, variants, settings.interval_level))
    unlike = tuple(differences(series))
    tracked = [one for one in variants if one.in_mean]
    made = Monitor(
        monitor_id="",
        label=label or (series.tissue or series.plasma)[0].report.sample.id,
        assembly=series.plasma[0].report.sample.assembly,
        summary=tuple(summary_of(points, len(series.tissue), variants, between, changes)),
        time_points=points,
        tissue_samples=tuple(map(_tissue, series.tissue)),
        treatments=treatments,
        variants=variants,
        larger_alterations=followed_events(series),
        mean_rests_on=mean_rests_on(tracked),
        ratios=between,
        appeared=changes[0],
        no_longer_seen=changes[1],
        clone_groups=tuple(groups(points, variants, settings.interval_level)),
        clones=moved,
        clones_why=_clones_why(moved),
        differences=unlike,
        remarks=tuple(remarks(series, variants)),
        may_not_be_concluded=tuple(may_not_be_concluded(series, points, variants, unlike)),
        provenance=MonitorProvenance(
            software_version=__version__,
            interval_level=settings.interval_level,
            treatments_sha256=treatments_sha256,
            inputs=tuple(map(input_document, series.every)),
        ),
    )
    return made.model_copy(update={"monitor_id": monitor_id(made)})


def _followed(series: Series) -> tuple[tuple[FollowedVariant, ...], tuple[TimePoint, ...]]:
    """The variants, with those behind the mean marked, and the time points."""
    found = followed_variants(series)
    told = evaluable(series, found)
    behind = {one.id for one in behind_mean(found, told)}
    variants = tuple(one.model_copy(update={"in_mean": one.id in behind}) for one in found)
    tracked = [one for one in variants if one.in_mean]
    return variants, time_points(series, variants, tracked, told)


def _changes(
    series: Series, variants: Sequence[FollowedVariant]
) -> tuple[tuple[Appeared, ...], tuple[NoLongerSeen, ...]]:
    alphas = [one.report.provenance.settings.forced_alpha for one in series.plasma]
    return tuple(appeared(variants, alphas)), tuple(no_longer_seen(variants, alphas))


def _tissue(one: ReadReport) -> TissueSample:
    sample = one.report.sample
    return TissueSample(report=one.number, sample_id=sample.id, collected=sample.collected)


def _clones_why(moved: Sequence[Moved]) -> str:
    return words.CLONES.format(count=len(moved)) if moved else words.NO_CLONES
