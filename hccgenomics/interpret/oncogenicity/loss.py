"""OVS1 and OM2: the protein is lost, or its length changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.interpret.oncogenicity.points import (
    POINTS,
    fires,
    silent,
    silent_of,
    unknown,
    unknown_of,
)
from hccgenomics.interpret.oncogenicity.reading import Change
from hccgenomics.interpret.residues import (
    is_late_truncation,
    is_of_class,
    is_untranslated_splice,
    net_change,
)
from hccgenomics.vocabulary import Consequence, EffectClass, GeneRole

if TYPE_CHECKING:
    from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion
    from hccgenomics.interpret.oncogenicity.reading import Reading
    from hccgenomics.model.judgement import Criterion
    from hccgenomics.model.settings import Settings

SUPPRESSORS: Final = frozenset({GeneRole.TUMOUR_SUPPRESSOR, GeneRole.BOTH})
CANCER_ROLES: Final = SUPPRESSORS | {GeneRole.ONCOGENE}
_NAMED_LENGTHS: Final = frozenset({Consequence.INFRAME_DELETION, Consequence.INFRAME_INSERTION})


def null_variant(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """OVS1: a null variant of a bona fide tumour suppressor.

    Its strength follows the caveat of the table, which points to ClinGen's tree for PVS1 (Abou
    Tayoun 2018, doi:10.1002/humu.23626): a stop that escapes decay counts for less, and in the last
    tenth of the protein for nothing.
    """
    if reading.change is Change.UNTOLD:
        return unknown("OVS1", wording.UNTOLD)
    if reading.change is Change.NONE and is_untranslated_splice(reading.alteration.effect):
        return silent("OVS1", wording.UNTRANSLATED)
    if reading.change is not Change.LOST:
        return silent("OVS1", wording.NOT_NULL)
    if reading.role is None:
        return unknown_of("OVS1", wording.NO_ROLE, reading.gene)
    if reading.role not in SUPPRESSORS:
        return silent_of("OVS1", wording.NO_SUPPRESSOR, reading.gene)
    if is_late_truncation(reading.alteration):
        return silent("OVS1", wording.LATE)
    return _lost(reading, question.settings)


def _lost(reading: Reading, settings: Settings) -> Criterion:
    both = wording.BOTH if reading.role is GeneRole.BOTH else ""
    why = wording.NULL.format(kind=_kind(reading), gene=reading.gene, both=both)
    if not reading.alteration.effect.escapes_nmd:
        return fires("OVS1", f"{why}.")
    points = settings.oncogenicity_escaped_decay_points
    why += wording.ESCAPES.format(points=points, full=POINTS["OVS1"])
    return fires("OVS1", why, points) if points else silent("OVS1", why)


def _kind(reading: Reading) -> str:
    alteration = reading.alteration
    if is_of_class(alteration, EffectClass.TRUNCATING):
        return wording.TRUNCATING
    if is_of_class(alteration, EffectClass.SPLICE):
        return wording.SPLICE
    if Consequence.START_LOST in alteration.effect.consequences:
        return wording.START
    return wording.TRANSCRIPT


def length_change(reading: Reading, _: OncogenicityQuestion) -> Criterion:
    """OM2: a change of length in an oncogene or a suppressor, or a suppressor's stop lost."""
    if reading.change is Change.UNTOLD:
        return unknown("OM2", wording.UNTOLD)
    is_stop_lost = reading.change is Change.STOP_LOST
    if not is_stop_lost and not _changes_length(reading):
        return silent("OM2", wording.SAME_LENGTH)
    if reading.role is None:
        return unknown_of("OM2", wording.NO_ROLE, reading.gene)
    wanted = SUPPRESSORS if is_stop_lost else CANCER_ROLES
    if reading.role not in wanted:
        kind = wording.STOP_LOST_ELSEWHERE if is_stop_lost else wording.LENGTH_ELSEWHERE
        return silent_of("OM2", kind, reading.gene)
    kind = wording.STOP_LOST if is_stop_lost else wording.LENGTH
    role = wording.ROLES[reading.role]
    return fires("OM2", kind.format(gene=reading.gene, role=role))


def _changes_length(reading: Reading) -> bool:
    if reading.change is not Change.INFRAME:
        return False
    if net_change(reading.protein) is not None:
        return True
    is_named = not _NAMED_LENGTHS.isdisjoint(reading.alteration.effect.consequences)
    return reading.protein is None and is_named
