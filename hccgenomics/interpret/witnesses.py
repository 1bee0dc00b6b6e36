"""The witnesses of a variant's origin besides the normal: caller, population, fraction, tissue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import blood_wording
from hccgenomics.interpret import origin_wording as wording
from hccgenomics.interpret.expected_fractions import judge_fraction
from hccgenomics.interpret.normal_reads import SHALLOW
from hccgenomics.interpret.origin_evidence import SOMATIC_SIDE, is_germline
from hccgenomics.interpret.plasma_fraction import near_germline
from hccgenomics.interpret.polymorphism import read_population
from hccgenomics.model.alteration import OriginReason
from hccgenomics.vocabulary import CallerSays, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.interpret.normal_reads import NormalReading
    from hccgenomics.interpret.origin_evidence import OriginEvidence
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import CallerTag

IN_TISSUE: Final = "tissue_with"
"""The code of the reason that the tissue's report has the variant."""
_GERMLINE_TAGS: Final = frozenset({CallerSays.GERMLINE, CallerSays.LOSS_OF_HETEROZYGOSITY})


class Heard(NamedTuple):
    """The witnesses besides the normal, each with what it counts for."""

    caller: tuple[OriginReason, ...]
    population: OriginReason
    fraction: tuple[OriginReason, ...]
    tissue: tuple[OriginReason, ...] = ()

    @property
    def reasons(self) -> tuple[OriginReason, ...]:
        """Of all, in their order."""
        return (*self.caller, self.population, *self.fraction, *self.tissue)

    def sides(self) -> dict[str, Origin]:
        """What each speaks for, if it does."""
        said = {
            "caller": first_side(self.caller),
            "population": self.population.says,
            "fraction": first_side(self.fraction),
            "tissue": first_side(self.tissue),
        }
        return {rule: says for rule, says in said.items() if says is not None}


def hear(evidence: OriginEvidence, normal: NormalReading, settings: Settings) -> Heard:
    """What the witnesses say, those not counted with the reason why not."""
    population = read_population(evidence.population, settings)
    fraction = _fraction(evidence, normal, settings)
    caller = _caller(evidence.tags)
    if normal.reasons[0].code == SHALLOW:
        caller = uncounted(caller, SOMATIC_SIDE, wording.CALLER_SHALLOW)
    is_alone = first_side(fraction) is not Origin.LIKELY_GERMLINE
    if evidence.is_hotspot and is_alone:
        germline = frozenset({Origin.LIKELY_GERMLINE})
        (population,) = uncounted((population,), germline, wording.POPULATION_HOTSPOT)
        if not normal.is_usable:
            caller = uncounted(caller, germline, wording.CALLER_HOTSPOT)
    heard = Heard(caller, population, fraction)
    return heard._replace(tissue=_tissue(evidence, heard))


def _fraction(
    evidence: OriginEvidence, normal: NormalReading, settings: Settings
) -> tuple[OriginReason, ...]:
    """By the stated purity; of plasma without one, whether it is one half or one."""
    known = judge_fraction(evidence.tumour, evidence.mixture, settings)
    if not evidence.is_plasma or evidence.mixture.purity is not None or _is_germline_by(normal):
        return known
    near = near_germline(evidence.tumour, settings)
    if near is None:
        return known
    if evidence.is_hotspot:
        germline = frozenset({Origin.LIKELY_GERMLINE})
        return uncounted((near,), germline, blood_wording.NEAR_HOTSPOT)
    return (near,)


def _is_germline_by(normal: NormalReading) -> bool:
    """Whether the normal carries it anyway, so that a fraction adds nothing."""
    return normal.is_final and is_germline(normal.says)


def _tissue(evidence: OriginEvidence, heard: Heard) -> tuple[OriginReason, ...]:
    """What the tissue's report says of the same variant."""
    found = evidence.tissue
    if found is None:
        why = blood_wording.TISSUE_WITHOUT
        return (OriginReason("tissue_without", None, why),) if evidence.has_tissue else ()
    fraction = blood_wording.tissue_fraction(found.vaf)
    if is_germline(found.origin):
        why = blood_wording.TISSUE_GERMLINE.format(fraction=fraction)
        return (OriginReason("tissue_germline", Origin.LIKELY_GERMLINE, why),)
    origin = blood_wording.ORIGINS[found.origin]
    why = blood_wording.TISSUE.format(fraction=fraction, origin=origin)
    is_doubtful = any(map(is_germline, heard.sides().values()))
    if is_doubtful and found.origin not in SOMATIC_SIDE:
        why += blood_wording.TISSUE_NOT_COUNTED
        return (OriginReason(IN_TISSUE, None, why),)
    return (OriginReason(IN_TISSUE, Origin.LIKELY_SOMATIC, why),)


def uncounted(
    reasons: Iterable[OriginReason], sides: frozenset[Origin], why: str
) -> tuple[OriginReason, ...]:
    """The same reasons, those that speak for these sides without their vote."""
    return tuple(
        replace(one, says=None, why=one.why + why) if one.says in sides else one for one in reasons
    )


def _caller(tags: Sequence[CallerTag]) -> tuple[OriginReason, ...]:
    """What the callers say; where they contradict each other nobody is counted."""
    said = [
        OriginReason(f"caller_{tag.says.value}", _side(tag.says), _tag_sentence(tag))
        for tag in dict.fromkeys(tags)
    ]
    if len({one.says for one in said if one.says is not None}) > 1:
        uncounted = (replace(one, says=None) for one in said)
        return (*uncounted, OriginReason("callers_disagree", None, wording.CALLERS_DISAGREE))
    return tuple(said)


def _tag_sentence(tag: CallerTag) -> str:
    return wording.CALLER[tag.says].format(field=tag.field)


def _side(says: CallerSays) -> Origin | None:
    if says is CallerSays.SOMATIC:
        return Origin.LIKELY_SOMATIC
    return Origin.LIKELY_GERMLINE if says in _GERMLINE_TAGS else None


def first_side(reasons: Iterable[OriginReason]) -> Origin | None:
    """What the first of them speaks for that speaks for anything."""
    return next((one.says for one in reasons if one.says is not None), None)
