"""NCT/DKTK levels m1A to m4: in whose tumours, and by what kind of study, a match was shown.

Leichsenring et al. 2019, Int J Cancer 145:2996, doi:10.1002/ijc.32358; the definitions are those of
the code system ``mii-cs-mtb-therapieempfehlung-evidenzgrad`` of the German MII. The levels rank
claims on a therapy, of more effect or less; labels and size of benefit change none of them, and are
told in addenda (Z: label; R: less effect).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.tiers import preamble, wording
from hccgenomics.interpret.tiers.rule import Answer, asked, walk, withheld
from hccgenomics.interpret.tiers.weighed import CLINICAL, PROSPECTIVE, Chosen, Weighed
from hccgenomics.vocabulary import (
    CLAIMS_ON_THERAPY,
    Direction,
    DiseaseMatch,
    Implication,
    Region,
    StudyDesign,
    TierScheme,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.interpret.tiers.rule import Rule
    from hccgenomics.model.judgement import Tier

PRECLINICAL: Final = "m3"
RATIONALE: Final = "m4"
_ENTITY: Final = {True: "m1", False: "m2"}


def mtb(weighed: Weighed) -> Tier:
    """The level of a match, with its trace."""
    row = weighed.row
    if row.implication not in CLAIMS_ON_THERAPY:
        return withheld([wording.NOT_RANKED[row.implication]], TierScheme.MTB)
    before = (*preamble.of_therapy(weighed), *addenda(weighed))
    if row.direction is Direction.DOES_NOT_SUPPORT:
        return withheld([*before, wording.AGAINST_THE_CLAIM], TierScheme.MTB)
    return walk(weighed, _RULES, TierScheme.MTB, before)


def addenda(weighed: Weighed) -> Iterator[str]:
    """What the scale writes beside the level."""
    if weighed.row.implication is Implication.REDUCED_SENSITIVITY:
        yield wording.MTB_LESS_EFFECT
    regions = {label.approval.region for label in weighed.labels}
    if Region.EU in regions:
        yield wording.MTB_LABEL.format(addendum=wording.MTB_EMA)
    elif Region.US in regions:
        yield wording.MTB_LABEL.format(addendum=wording.MTB_FDA)


def prospective(weighed: Weighed) -> Answer:
    """m1A, m2A: a prospective study of patients stratified by the marker."""
    met = weighed.is_chosen and weighed.design in PROSPECTIVE
    return _asked(wording.MTB_PROSPECTIVE, "A", weighed, met=met)


def retrospective(weighed: Weighed) -> Answer:
    """m1B, m2B: a retrospective cohort; a trial's analysis by a marker it did not choose by too."""
    afterwards = weighed.chosen is Chosen.REPORTED and weighed.design in PROSPECTIVE
    met = afterwards or weighed.design is StudyDesign.RETROSPECTIVE
    return _asked(wording.MTB_RETROSPECTIVE, "B", weighed, met=met)


def cases(weighed: Weighed) -> Answer:
    """m1C, m2C: single patients with the marker in whom the therapy worked."""
    return _asked(wording.MTB_CASES, "C", weighed, met=weighed.design is StudyDesign.CASES)


def preclinical(weighed: Weighed) -> Answer:
    """m3: models."""
    met = weighed.design in CLINICAL | {StudyDesign.PRECLINICAL}
    template = wording.MTB_PRECLINICAL.replace("{design}", wording.DESIGNS[weighed.design])
    return asked(template, PRECLINICAL, met=met)


def rationale(_: Weighed) -> Answer:
    """m4: no evidence but a biological reason."""
    return Answer(wording.MTB_RATIONALE, RATIONALE)


def _asked(template: str, letter: str, weighed: Weighed, *, met: bool) -> Answer:
    is_here = weighed.context is DiseaseMatch.SAME
    where = wording.MTB_SAME if is_here else wording.MTB_OTHER
    return asked(template.replace("{where}", where), f"{_ENTITY[is_here]}{letter}", met=met)


_RULES: Final[Sequence[Rule]] = (prospective, retrospective, cases, preclinical, rationale)
