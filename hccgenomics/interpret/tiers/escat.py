"""ESCAT: how ready a match of a marker with a therapy is for use, I-A to X.

Mateo et al. 2018, Ann Oncol 29:1895, doi:10.1093/annonc/mdy263, Table 2. The scale ranks targets of
therapy; claims of less effect, diagnosis and prognosis have no place on it. Tiers IV-B (in silico)
and V (response without benefit) ask for what no row states, and are never computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.tiers import preamble, wording
from hccgenomics.interpret.tiers.labels import reaches
from hccgenomics.interpret.tiers.rule import Answer, asked, given, walk, withheld
from hccgenomics.interpret.tiers.weighed import CLINICAL, PROSPECTIVE, Chosen, Weighed, weigh
from hccgenomics.vocabulary import (
    Direction,
    DiseaseMatch,
    Implication,
    StudyDesign,
    TierScheme,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.interpret.tiers.rule import Rule
    from hccgenomics.model.judgement import Tier

SURVIVAL: Final = "I-A"
BENEFIT: Final = "I-B"
BASKET: Final = "I-C"
RETROSPECTIVE: Final = "II-A"
RESPONSE: Final = "II-B"
ELSEWHERE: Final = "III-A"
SIMILAR: Final = "III-B"
PRECLINICAL: Final = "IV-A"
NOTHING: Final = "X"
_READY: Final = frozenset({SURVIVAL, BENEFIT, BASKET})
_STUDIES: Final = PROSPECTIVE | {StudyDesign.RETROSPECTIVE}


def escat(weighed: Weighed) -> Tier:
    """The tier of a match, with its trace."""
    row = weighed.row
    if row.implication is Implication.NO_PROVEN_EFFECT:
        return without_effect(weighed)
    if row.implication is not Implication.SENSITIVITY:
        return withheld([wording.NOT_RANKED[row.implication]], TierScheme.ESCAT)
    before = preamble.of_therapy(weighed)
    if row.direction is Direction.DOES_NOT_SUPPORT:
        return given(NOTHING, [*before, wording.AGAINST_THE_CLAIM], TierScheme.ESCAT)
    return walk(weighed, _RULES, TierScheme.ESCAT, before)


def without_effect(weighed: Weighed) -> Tier:
    """Tier X: a match that was put to a test and for which no evidence is left.

    A row that states no effect in patients whom nobody chose by the marker tests no match.
    """
    before = [wording.NOT_RANKED[Implication.NO_PROVEN_EFFECT], *preamble.left_out(weighed)]
    if weighed.is_chosen and weighed.row.study_design in PROSPECTIVE:
        return given(NOTHING, [*before, wording.ESCAT_TESTED], TierScheme.ESCAT)
    return withheld([*before, wording.ESCAT_UNTESTED], TierScheme.ESCAT)


def survival(weighed: Weighed) -> Answer:
    """I-A: randomised trials of this tumour show better survival with the match."""
    is_trial = _is_here(weighed) and weighed.is_chosen and weighed.lengthens_survival
    met = is_trial and weighed.row.direction is Direction.SUPPORTS
    is_randomised = weighed.design in {StudyDesign.RANDOMISED_2, StudyDesign.RANDOMISED_3}
    detail = wording.NO_INTERVAL if is_randomised and not weighed.lengthens_survival else ""
    return asked(wording.ESCAT_SURVIVAL, SURVIVAL, met=met, detail=detail)


def benefit(weighed: Weighed) -> Answer:
    """I-B: prospective trials of this tumour show benefit that is meaningful by ESMO-MCBS.

    The magnitude is no fact of a row; a label in this tumour is taken in its place.
    """
    met = (
        _is_here(weighed)
        and weighed.design in PROSPECTIVE
        and reaches(weighed.labels, DiseaseMatch.SAME)
    )
    return asked(wording.ESCAT_BENEFIT, BENEFIT, met=met)


def basket(weighed: Weighed) -> Answer:
    """I-C: trials across tumour types show benefit that is similar in all.

    Likeness is no fact of a row; a label regardless of tumour type is taken in its place.
    """
    met = weighed.design in PROSPECTIVE and reaches(weighed.labels, DiseaseMatch.AGNOSTIC)
    return asked(wording.ESCAT_BASKET, BASKET, met=met)


def retrospective(weighed: Weighed) -> Answer:
    """II-A: retrospective studies of this tumour show benefit with the marker."""
    met = _is_here(weighed) and weighed.design is StudyDesign.RETROSPECTIVE
    return asked(wording.ESCAT_RETROSPECTIVE, RETROSPECTIVE, met=met)


def response(weighed: Weighed) -> Answer:
    """II-B: prospective trials of this tumour show responses; nothing is known of survival."""
    met = _is_here(weighed) and weighed.design in PROSPECTIVE
    return asked(wording.ESCAT_RESPONSE, RESPONSE, met=met)


def elsewhere(weighed: Weighed) -> Answer:
    """III-A: benefit as in tiers I and II, but in another tumour."""
    met = not _is_here(weighed) and weighed.design in _STUDIES
    return asked(wording.ESCAT_ELSEWHERE, ELSEWHERE, met=met)


def similar(weighed: Weighed) -> Answer | None:
    """III-B: like an alteration of the same gene that is of tier I, without data of its own."""
    if weighed.chosen is not Chosen.BY_ANOTHER:
        return None
    as_chosen = weigh(weighed.match, weighed.disease, chosen=Chosen.BY_MARKER)
    tier = walk(as_chosen, _RULES, TierScheme.ESCAT, ()).tier
    return asked(wording.ESCAT_SIMILAR, SIMILAR, met=tier in _READY)


def preclinical(weighed: Weighed) -> Answer:
    """IV-A: the marker changes the effect of the therapy in models; cases count no higher."""
    met = weighed.design in CLINICAL | {StudyDesign.PRECLINICAL}
    template = wording.ESCAT_PRECLINICAL.replace("{design}", wording.DESIGNS[weighed.design])
    return asked(template, PRECLINICAL, met=met)


def nothing(_: Weighed) -> Answer:
    """X: no evidence for the match."""
    return Answer(wording.ESCAT_NOTHING, NOTHING)


def _is_here(weighed: Weighed) -> bool:
    return weighed.context is DiseaseMatch.SAME


_RULES: Final[Sequence[Rule]] = (
    survival,
    benefit,
    basket,
    retrospective,
    response,
    elsewhere,
    similar,
    preclinical,
    nothing,
)
