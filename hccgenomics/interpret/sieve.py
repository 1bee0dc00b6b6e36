"""Filters that keep their receipts: nothing vanishes, and the first objection is the reason.

A filter passes an allele, objects to it, or cannot be evaluated because the file does not say what
it asks for. The last is no objection, and no pass either: it is counted, and said of the allele.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import sieve_wording as wording
from hccgenomics.interpret.wording import ALLELES, counted
from hccgenomics.model.ledger import FilterOutcome
from hccgenomics.model.precision import rounded
from hccgenomics.vocabulary import CallerSays, DropReason, Specimen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hccgenomics.model.genome import Interval
    from hccgenomics.model.settings import RegionThresholds, Settings
    from hccgenomics.model.variant import VariantCall

CALLER_FILTER: Final = "caller_filter"
IN_TUMOUR: Final = "in_tumour"
ABOUT_ORIGIN: Final = frozenset(
    {
        "germline", "germline_risk", "germline_het", "panel_of_normals", "pon", "normal_artifact",
        "artifact_in_normal", "alt_allele_in_normal", "refcall", "nonsomatic", "loh",
        "non_somatic", "non_homref_normal", "maxgermlinevaf", "maxgermlinerelqual",
        "maxgermlinerelrawbasequal", "maxgermlinealtsupport", "pongnomad", "ponartefact",
    }
)  # fmt: skip
"""Filters by which callers say where an allele comes from rather than how good the call is, in
lower case: Mutect2 (https://gatk.broadinstitute.org/hc/en-us/articles/360035531112), TNscope,
DeepSomatic, ClairS, DRAGEN, SAGE and PAVE. Others are told by the dialect's own tag."""


class Verdict(NamedTuple):
    """What one filter says of one allele; ``objects`` is ``None`` where it cannot be evaluated."""

    objects: bool | None
    why: str = ""


def _objection(why: str) -> Verdict:
    return Verdict(objects=True, why=why)


_PASSED: Final = Verdict(objects=False)
_NO_GENOTYPE: Final = Verdict(None, wording.NO_GENOTYPE)
_NO_ALT_DEPTH: Final = Verdict(None, wording.NO_ALT_DEPTH)
_NO_DEPTH: Final = Verdict(None, wording.NO_DEPTH)
_NO_VAF: Final = Verdict(None, wording.NO_VAF)
_NO_NORMAL: Final = Verdict(None, wording.NO_NORMAL)
_NO_NORMAL_VAF: Final = Verdict(None, wording.NO_NORMAL_VAF)
_UNFILTERED: Final = Verdict(None, wording.UNFILTERED)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The laboratory's numbers for one allele; ``of`` names the region they are for, or is ""."""

    min_depth: int
    min_alt_depth: int
    min_vaf: float
    max_normal_vaf: float
    vaf_setting: str
    of: str = ""

    def setting(self, name: str, value: float) -> str:
        """A setting as reasons name it."""
        region = wording.OF_REGION.format(region=self.of) if self.of else ""
        return wording.FILTER_SETTING.format(name=name, value=value, region=region)


@dataclass(frozen=True, slots=True)
class Filter:
    """One question put to every allele that the filters before it let by.

    Attributes:
        name: As the report names it.
        reason: The ledger's word for what it removes.
        judge: What it says of a call.
        setting: The laboratory's setting behind it, or "".
        value: That setting.
    """

    name: str
    reason: DropReason
    judge: Callable[[VariantCall, Thresholds], Verdict]
    setting: str = ""
    value: str | float | None = None


class Judged(NamedTuple):
    """A call, the first objection to it if there is one, and the filters that knew too little."""

    call: VariantCall
    reason: DropReason | None
    why: str
    not_applied: tuple[str, ...]


@dataclass(slots=True)
class _Count:
    applied: int = 0
    removed: int = 0
    lacking: Counter[str] = field(default_factory=Counter)


class Sieve:
    """The filters of one run, in the order in which they are put.

    Args:
        settings: The laboratory's choices.
        specimen: What was sequenced; thresholds differ.
        regions: Where other thresholds hold; the first that touches an allele counts.
    """

    def __init__(
        self,
        settings: Settings,
        specimen: Specimen,
        regions: Sequence[tuple[Interval, RegionThresholds]] = (),
    ) -> None:
        is_plasma = specimen is Specimen.PLASMA
        self._general = Thresholds(
            min_depth=settings.min_depth,
            min_alt_depth=settings.min_alt_depth,
            min_vaf=settings.min_vaf_plasma if is_plasma else settings.min_vaf_tissue,
            max_normal_vaf=settings.max_normal_vaf,
            vaf_setting="min_vaf_plasma" if is_plasma else "min_vaf_tissue",
        )
        self._regions = tuple((at, _within(self._general, own)) for at, own in regions)
        self.filters = tuple(_filters(settings, self._general, [t for _, t in self._regions]))

    def judge(self, calls: Iterable[VariantCall]) -> tuple[list[Judged], tuple[FilterOutcome, ...]]:
        """Every call with its first objection, and what each filter did; none is left out."""
        counts = {put.name: _Count() for put in self.filters}
        judged = [self._judge(call, counts) for call in calls]
        return judged, tuple(_outcome(put, counts[put.name]) for put in self.filters)

    def _judge(self, call: VariantCall, counts: dict[str, _Count]) -> Judged:
        thresholds = self._thresholds(call) if self._regions else self._general
        lacking: tuple[str, ...] = ()
        for put in self.filters:
            verdict = put.judge(call, thresholds)
            count = counts[put.name]
            if verdict.objects is None:
                count.lacking[verdict.why] += 1
                lacking = (
                    *lacking,
                    f"{put.name}: {wording.NOT_APPLIED.format(lacking=verdict.why)}",
                )
                continue
            count.applied += 1
            if verdict.objects:
                count.removed += 1
                return Judged(call, put.reason, verdict.why, lacking)
        return Judged(call, None, "", lacking)

    def _thresholds(self, call: VariantCall) -> Thresholds:
        at = call.variant.interval
        return next((own for place, own in self._regions if place.overlaps(at)), self._general)


def is_about_origin(call: VariantCall) -> bool:
    """Whether a filter of the caller says that the allele is not somatic, whatever else it says."""
    return bool(_about_origin(call))


def filter_sentences(outcomes: Iterable[FilterOutcome]) -> Iterator[str]:
    """What the filters could not be evaluated on: no pass, and a limit of this report."""
    for outcome in outcomes:
        if not outcome.not_applied:
            continue
        alleles = counted(outcome.not_applied, *ALLELES)
        if outcome.reason is DropReason.FILTERED:
            yield wording.UNFILTERED_FILE.format(alleles=alleles)
        else:
            said = wording.FILTER_NOT_APPLIED
            yield said.format(name=outcome.name, why=outcome.why, alleles=alleles)


def _within(general: Thresholds, own: RegionThresholds) -> Thresholds:
    chosen = own.model_dump(exclude={"region"}, exclude_none=True)
    return replace(general, of=own.region, **chosen)


def _filters(
    settings: Settings, general: Thresholds, regional: Sequence[Thresholds]
) -> Iterable[Filter]:
    """The caller's own first; a threshold that is off everywhere is not put."""
    tolerated = frozenset(settings.tolerated_filters)
    yield Filter(
        CALLER_FILTER,
        DropReason.FILTERED,
        lambda call, _: _caller_filter(call, tolerated),
        "tolerated_filters",
        ", ".join(settings.tolerated_filters) or "none",
    )
    yield Filter(IN_TUMOUR, DropReason.NOT_IN_TUMOUR, _in_tumour)
    everywhere = (general, *regional)
    if any(t.min_depth for t in everywhere):
        yield _threshold("min_depth", DropReason.TOO_SHALLOW, _depth, general.min_depth)
    if any(t.min_alt_depth for t in everywhere):
        yield _threshold("min_alt_depth", DropReason.TOO_FEW_READS, _reads, general.min_alt_depth)
    if any(t.min_vaf for t in everywhere):
        yield _threshold(general.vaf_setting, DropReason.LOW_VAF, _vaf, general.min_vaf)
    if general.max_normal_vaf < 1:
        name = "max_normal_vaf"
        yield _threshold(name, DropReason.IN_NORMAL, _normal_vaf, general.max_normal_vaf)


def _threshold(
    name: str,
    reason: DropReason,
    judge: Callable[[VariantCall, Thresholds], Verdict],
    value: float,
) -> Filter:
    return Filter(name, reason, judge, name, value)


def _outcome(put: Filter, count: _Count) -> FilterOutcome:
    return FilterOutcome(
        name=put.name,
        reason=put.reason,
        setting=put.setting or None,
        value=put.value,
        applied=count.applied,
        removed=count.removed,
        not_applied=count.lacking.total(),
        why="; ".join(wording.NOT_APPLIED.format(lacking=why) for why in sorted(count.lacking)),
    )


def _caller_filter(call: VariantCall, tolerated: frozenset[str]) -> Verdict:
    if call.is_unfiltered:
        return _UNFILTERED
    if tolerated.issuperset(call.filters):
        return _PASSED
    below = wording.BELOW_FILTER.format(filters=", ".join(call.filters))
    about = ", ".join(_about_origin(call))
    return _objection(
        wording.SPEAKS_OF_ORIGIN.format(below=below, filters=about) if about else below
    )


def _about_origin(call: VariantCall) -> list[str]:
    found = [name for name in call.filters if name.lower() in ABOUT_ORIGIN]
    if not found and call.filters and call.tag is not None:
        key, _, named = call.tag.field.partition("=")
        if key == "FILTER" and call.tag.says is not CallerSays.SOMATIC:
            found = [named]
    return found


def _in_tumour(call: VariantCall, _: Thresholds) -> Verdict:
    """The caller's own genotype leaves the allele out, or counts no read with it."""
    reads = call.support.alt_depth
    if call.genotype_carries_allele is False:
        return _objection(wording.NOT_NAMED)
    if reads == 0:
        return _objection(wording.NO_READ)
    return _NO_GENOTYPE if reads is None and call.genotype_carries_allele is None else _PASSED


def _at_least(
    value: float | None, least: float, unknown: Verdict, said: Callable[[float], str]
) -> Verdict:
    """Whether a value reaches the setting; what is said of one that does not, and below what."""
    if not least:
        return _PASSED
    if value is None:
        return unknown
    return _PASSED if value >= least else _objection(said(value))


def _depth(call: VariantCall, limits: Thresholds) -> Verdict:
    return _at_least(
        call.support.total_depth,
        limits.min_depth,
        _NO_DEPTH,
        lambda depth: wording.FEW_READS.format(
            depth=depth, setting=limits.setting("min_depth", limits.min_depth)
        ),
    )


def _reads(call: VariantCall, limits: Thresholds) -> Verdict:
    def said(reads: float) -> str:
        setting = limits.setting("min_alt_depth", limits.min_alt_depth)
        template = wording.ONE_ALTERNATE if reads == 1 else wording.FEW_ALTERNATE
        return template.format(reads=reads, setting=setting)

    return _at_least(call.support.alt_depth, limits.min_alt_depth, _NO_ALT_DEPTH, said)


def _vaf(call: VariantCall, limits: Thresholds) -> Verdict:
    def said(vaf: float) -> str:
        setting = limits.setting(limits.vaf_setting, limits.min_vaf)
        return wording.LOW_VAF.format(vaf=rounded(vaf), setting=setting)

    return _at_least(call.support.vaf, limits.min_vaf, _NO_VAF, said)


def _normal_vaf(call: VariantCall, at_most: Thresholds) -> Verdict:
    normal = call.normal_support
    if normal is None:
        return _NO_NORMAL
    vaf = normal.vaf
    if vaf is None:
        return _NO_NORMAL_VAF
    if vaf <= at_most.max_normal_vaf:
        return _PASSED
    setting = at_most.setting("max_normal_vaf", at_most.max_normal_vaf)
    return _objection(wording.IN_NORMAL.format(vaf=rounded(vaf), setting=setting))
