"""AMP/ASCO/CAP 2017: levels A to D of evidence, tiers I and II, and III where there is none.

Li et al. 2017, J Mol Diagn 19:4, doi:10.1016/j.jmoldx.2016.10.002, Table 3 and Figure 2. Levels are
defined apart for therapy (more or less effect alike), diagnosis and prognosis. Tier IV is for
benign variants, which no curated row speaks of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.tiers import preamble, wording
from hccgenomics.interpret.tiers.labels import labels_for, nearest, others_than, said_by, scope_of
from hccgenomics.interpret.tiers.rule import Answer, asked, walk, withheld
from hccgenomics.interpret.tiers.weighed import CLINICAL, Weighed
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
    from collections.abc import Sequence

    from hccgenomics.interpret.tiers.rule import Rule
    from hccgenomics.model.judgement import Tier

LEVEL_A: Final = "I-A"
LEVEL_B: Final = "I-B"
LEVEL_C: Final = "II-C"
LEVEL_D: Final = "II-D"
UNKNOWN: Final = "III"
_SEVERAL: Final = 2
_HERE: Final = frozenset({DiseaseMatch.SAME, DiseaseMatch.AGNOSTIC})
_STUDIES: Final = CLINICAL - {StudyDesign.CASES}


def amp(weighed: Weighed) -> Tier:
    """The tier of a match, with its trace."""
    implication = weighed.row.implication
    if implication in CLAIMS_ON_THERAPY:
        rules, before = _THERAPY, preamble.of_therapy
    elif implication is Implication.DIAGNOSTIC:
        rules, before = _DIAGNOSIS, preamble.of_patients
    elif implication is Implication.PROGNOSTIC:
        rules, before = _PROGNOSIS, preamble.of_patients
    else:
        return withheld([wording.NOT_RANKED[implication]], TierScheme.AMP)
    if weighed.row.direction is Direction.DOES_NOT_SUPPORT:
        return withheld([*before(weighed), wording.AGAINST_THE_CLAIM], TierScheme.AMP)
    return walk(weighed, rules, TierScheme.AMP, before(weighed))


def label(weighed: Weighed) -> Answer:
    """Level A, therapy 1: a label for the marker in this tumour; agnostic labels reach it too.

    The paper asks for the FDA's; other regulators are named and change nothing.
    """
    stated = weighed.row.approvals
    if stated and not weighed.is_chosen and labels_for(stated, weighed.disease):
        return Answer(wording.AMP_LABEL_OTHER_MARKER)
    found = nearest(weighed.labels, Region.US)
    met = found is not None and found.reach in _HERE
    said = said_by(Region.US, weighed.labels, stated)
    others = others_than(Region.US, weighed.region, weighed.labels, stated)
    sentence = wording.AMP_LABEL.format(said=said, others=others)
    return Answer(sentence, LEVEL_A if met else None)


def guideline(_: Weighed) -> Answer:
    """Level A, therapy 2, diagnosis and prognosis: rows name no guideline, so none is counted."""
    return Answer(wording.AMP_GUIDELINE)


def well_powered(weighed: Weighed) -> Answer:
    """Level B, therapy: a well-powered study of this tumour, with consensus of experts.

    Consensus cannot be read from a row. A randomised phase 3 trial that chose by the marker, and
    that neither its own row nor another contests, is taken in its place.
    """
    met = (
        weighed.is_chosen
        and weighed.context is DiseaseMatch.SAME
        and weighed.design is StudyDesign.RANDOMISED_3
        and weighed.row.direction is Direction.SUPPORTS
        and not weighed.against
    )
    return asked(wording.AMP_WELL_POWERED, LEVEL_B, met=met)


def label_elsewhere(weighed: Weighed) -> Answer:
    """Level C, therapy 1: an FDA label for the marker in a different tumour."""
    met = nearest(weighed.labels, Region.US) is not None
    return asked(wording.AMP_OTHER_LABEL, LEVEL_C, met=met)


def inclusion(weighed: Weighed) -> Answer:
    """Level C, therapy 2: the marker serves as an inclusion criterion of a trial."""
    return asked(wording.AMP_INCLUSION, LEVEL_C, met=weighed.is_inclusion_criterion)


def several_studies(weighed: Weighed) -> Answer:
    """Level C, Figure 2: several small published studies with some consensus."""
    met = (
        weighed.design in _STUDIES
        and weighed.context in _HERE
        and weighed.row.direction is Direction.SUPPORTS
        and weighed.studies >= _SEVERAL
    )
    return asked(wording.AMP_SEVERAL, LEVEL_C, met=met, detail=_why_not_several(weighed, met=met))


def preclinical(weighed: Weighed) -> Answer:
    """Level D, therapy: preclinical evidence, or a few cases without consensus (Figure 2)."""
    return _least(weighed, wording.AMP_PRECLINICAL, CLINICAL | {StudyDesign.PRECLINICAL})


def unknown(_: Weighed) -> Answer:
    """Tier III: nothing of the above."""
    return Answer(wording.AMP_UNKNOWN, UNKNOWN)


def diagnosed(weighed: Weighed) -> Answer:
    """Diagnosis is ranked for the tumour that the marker tells, whatever the patient was called."""
    return Answer(wording.AMP_DIAGNOSED.format(tumours=scope_of(weighed.row.evidence_from)))


def prognosis_elsewhere(weighed: Weighed) -> Answer | None:
    """Prognosis is ranked for a specific tumour: that of another one is unknown in this."""
    if weighed.context in _HERE:
        return None
    tumours = scope_of(weighed.row.evidence_from)
    return Answer(wording.AMP_PROGNOSIS_ELSEWHERE.format(tumours=tumours), UNKNOWN)


def consensus(_: Weighed) -> Answer:
    """Level B, diagnosis and prognosis: consensus is no fact of a row, so it is never computed."""
    return Answer(wording.AMP_CONSENSUS)


def studies_of_patients(weighed: Weighed) -> Answer:
    """Level C, diagnosis and prognosis: several small studies; they need not agree (Table 5)."""
    met = weighed.row.study_design in _STUDIES and weighed.studies >= _SEVERAL
    detail = _sources(weighed)
    return asked(wording.AMP_SEVERAL_STUDIES, LEVEL_C, met=met, detail=detail)


def few_studies(weighed: Weighed) -> Answer:
    """Level D, diagnosis and prognosis: small studies or a few case reports."""
    met = weighed.row.study_design in CLINICAL
    template = wording.AMP_FEW_STUDIES.replace(
        "{design}", wording.DESIGNS[weighed.row.study_design]
    )
    return asked(template, LEVEL_D, met=met)


def _least(weighed: Weighed, template: str, designs: frozenset[StudyDesign]) -> Answer:
    design = wording.DESIGNS[weighed.design]
    return asked(template.replace("{design}", design), LEVEL_D, met=weighed.design in designs)


def _sources(weighed: Weighed) -> str:
    if weighed.row.study_design is StudyDesign.CASES:
        return wording.NO_CASES
    if weighed.studies < _SEVERAL:
        return wording.ONE_SOURCE
    return wording.CHECKED_SOURCES.format(count=weighed.studies)


def _why_not_several(weighed: Weighed, *, met: bool) -> str:
    if met:
        return wording.CHECKED_SOURCES.format(count=weighed.studies)
    if weighed.row.direction is Direction.MIXED:
        return wording.CONTESTED
    return wording.ONE_SOURCE if weighed.studies < _SEVERAL else ""


_THERAPY: Final[Sequence[Rule]] = (
    label,
    guideline,
    well_powered,
    label_elsewhere,
    inclusion,
    several_studies,
    preclinical,
    unknown,
)
_DIAGNOSIS: Final[Sequence[Rule]] = (
    diagnosed,
    guideline,
    consensus,
    studies_of_patients,
    few_studies,
    unknown,
)
_PROGNOSIS: Final[Sequence[Rule]] = (
    prognosis_elsewhere,
    guideline,
    consensus,
    studies_of_patients,
    few_studies,
    unknown,
)
