"""The variants of a timeline: all that any sample shows, each in its lane.

The lane decides what enters a mean. Blood and germline come before the tumour, for a variant that
may be theirs says nothing of it; only where a tissue report calls it somatic is it the tumour's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import monitor_wording as words
from hccgenomics.interpret.origin_evidence import SOMATIC_SIDE
from hccgenomics.model.monitor import FollowedVariant
from hccgenomics.pipeline.monitor.counts import are_counted
from hccgenomics.pipeline.monitor.states import (
    Followed,
    Indexed,
    Key,
    cell_of,
    indexed,
    key_of,
    small_alterations,
)
from hccgenomics.vocabulary import (
    CONTIGS,
    DropReason,
    ForcedBecause,
    ForcedState,
    Lane,
    Origin,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.plasma import ForcedCall
    from hccgenomics.model.report import Alteration, Report
    from hccgenomics.pipeline.monitor.inputs import ReadReport, Series

_PLACES: Final = {contig: number for number, contig in enumerate(CONTIGS)}
_LANES: Final = tuple(Lane)


@dataclass(frozen=True, slots=True)
class Told:
    """What the samples say of where a variant comes from.

    Attributes:
        origins: By number of the report.
        in_normal: Reports whose matched normal carries it.
    """

    origins: dict[int, Origin]
    in_normal: tuple[int, ...]
    in_tissue: tuple[int, ...]
    is_driver: bool
    is_tracked: bool


def followed_variants(series: Series) -> tuple[FollowedVariant, ...]:
    """Every small variant that any sample shows, drivers of the tumour first."""
    names = _names(series.every)
    samples = {one.number: _opened(one, names) for one in series.every}
    found = [_followed(key, names[key], series, samples) for key in names]
    return tuple(sorted(found, key=_place))


def _opened(one: ReadReport, keys: Iterable[Key]) -> Indexed:
    level = one.report.provenance.settings.interval_level
    return indexed(one.report, frozenset(keys), level)


def _place(found: FollowedVariant) -> tuple[int, bool, int, int, str]:
    contig = _PLACES.get(found.contig, len(_PLACES))
    return _LANES.index(found.lane), not found.driver, contig, found.pos, found.id


def _names(every: Sequence[ReadReport]) -> dict[Key, tuple[str, str]]:
    """Name and gene of each variant that is shown: called, or counted beyond error."""
    names: dict[Key, tuple[str, str]] = {}
    for one in every:
        for found in sorted(small_alterations(one.report), key=lambda found: not found.driver):
            names.setdefault(key_of(found), (found.short_name, found.gene))
    for one in every:
        for call in one.report.forced_calls:
            if _is_shown(call, one.report):
                names.setdefault(key_of(call), (call.name, call.gene))
    return names


def _is_shown(call: ForcedCall, report: Report) -> bool:
    """Whether a counted place is worth a line: hotspots at which nothing is seen are not."""
    if ForcedBecause.TISSUE in call.because or call.state is ForcedState.CALLED:
        return True
    alpha = report.provenance.settings.forced_alpha
    seen = call.state is ForcedState.GENOTYPED
    return seen and call.q_value is not None and call.q_value <= alpha


def _followed(
    key: Key, named: tuple[str, str], series: Series, samples: dict[int, Indexed]
) -> FollowedVariant:
    called = {number: one.called[key] for number, one in samples.items() if key in one.called}
    exon = _exon(called.values())
    is_measured = bool(exon) or any(one.promoter is not None for one in called.values())
    what = Followed(key, _parts(called, samples), exon, is_measured)
    lane, why = lane_of(_told(key, called, series, samples))
    contig, pos, ref, alt = key
    plasma = tuple(cell_of(what, samples[one.number]) for one in series.plasma)
    return FollowedVariant(
        id=f"{contig}-{pos}-{ref}-{alt}",
        name=named[0],
        gene=named[1],
        contig=contig,
        pos=pos,
        ref=ref,
        alt=alt,
        driver=any(one.driver for one in called.values()),
        lane=lane,
        lane_why=why,
        in_mean=False,
        by_counts=are_counted(plasma),
        tissue=tuple(cell_of(what, samples[one.number]) for one in series.tissue),
        plasma=plasma,
    )


def _parts(
    called: dict[int, Alteration], samples: dict[int, Indexed]
) -> frozenset[tuple[str, str]]:
    return frozenset(
        (marker.marker, found.gene)
        for number, found in called.items()
        for marker in samples[number].report.markers
        if found.id in marker.alterations
    )


def _exon(called: Iterable[Alteration]) -> str:
    return next((one.exon.partition("/")[0] for one in called if one.exon), "")


def _told(
    key: Key, called: dict[int, Alteration], series: Series, samples: dict[int, Indexed]
) -> Told:
    origins = {number: found.origin for number, found in called.items()}
    forced = [one.forced[key] for one in samples.values() if key in one.forced]
    for number, sample in samples.items():
        if _in_blood_lane(key, sample):
            origins[number] = Origin.POSSIBLE_HAEMATOPOIESIS
    return Told(
        origins=origins,
        in_normal=tuple(number for number, one in samples.items() if _in_normal(key, one)),
        in_tissue=tuple(one.number for one in series.tissue if one.number in called),
        is_driver=any(found.driver for found in called.values()),
        is_tracked=any(ForcedBecause.TISSUE in call.because for call in forced),
    )


def _in_blood_lane(key: Key, sample: Indexed) -> bool:
    lane = () if sample.report.plasma is None else sample.report.plasma.blood_lane
    found = sample.called.get(key)
    return found is not None and any(one.alteration == found.id for one in lane)


def _in_normal(key: Key, sample: Indexed) -> bool:
    entry = sample.left_out.get(key)
    return entry is not None and entry.bucket is DropReason.IN_NORMAL


def lane_of(told: Told) -> tuple[Lane, str]:
    """The lane, and why."""
    somatic = [number for number in told.in_tissue if told.origins.get(number) in SOMATIC_SIDE]
    if somatic:
        return Lane.TUMOUR, words.LANE_OF_TISSUE.format(reports=listed(somatic))
    if told.in_normal:
        return Lane.UNDECIDED, words.LANE_OF_NORMAL.format(reports=listed(told.in_normal))
    for origin, lane in _CAUTIOUS:
        numbers = [number for number, one in told.origins.items() if one is origin]
        if numbers:
            return lane, words.LANE_WHY[lane].format(reports=listed(numbers))
    known = told.is_driver or told.is_tracked or bool(SOMATIC_SIDE & set(told.origins.values()))
    if not known and not told.origins:
        return Lane.UNDECIDED, words.LANE_OF_COUNT
    lane = Lane.TUMOUR if known else Lane.UNDECIDED
    return lane, words.LANE_WHY[lane]


_CAUTIOUS: Final = (
    (Origin.POSSIBLE_HAEMATOPOIESIS, Lane.BLOOD),
    (Origin.LIKELY_GERMLINE, Lane.GERMLINE),
)


def listed(numbers: Iterable[int]) -> str:
    """Numbers in a sentence.

    >>> listed([3, 1])
    '1, 3'
    """
    return ", ".join(map(str, sorted(numbers)))


def disagreements(series: Series, variants: Sequence[FollowedVariant]) -> Iterator[str]:
    """Where the reports do not agree on the origin of a variant that several of them call."""
    known = {one.id: one for one in variants}
    origins: dict[str, dict[Origin, list[int]]] = {}
    for one in series.every:
        for found in small_alterations(one.report):
            id_ = "-".join(map(str, key_of(found)))
            if found.origin is not Origin.UNKNOWN:
                origins.setdefault(id_, {}).setdefault(_coarse(found.origin), []).append(one.number)
    for id_, variant in known.items():
        told = origins.get(id_, {})
        if len(told) > 1:
            said = "; ".join(
                words.ORIGIN_AT.format(origin=words.ORIGIN[origin], reports=listed(numbers))
                for origin, numbers in told.items()
            )
            yield words.LANES_DISAGREE.format(name=variant.name, origins=said)


def _coarse(origin: Origin) -> Origin:
    return Origin.LIKELY_SOMATIC if origin in SOMATIC_SIDE else origin
