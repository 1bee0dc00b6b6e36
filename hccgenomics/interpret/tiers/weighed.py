"""A row weighed for the finding that met it: what is left of its evidence, and why.

Nothing that nobody checked is weighed. What a trial showed of patients whom it chose by a protein
is not evidence on an amplification, and what it showed of everybody is none on a subgroup that it
does not report: such evidence counts no higher than preclinical. Where the studies behind a row
disagree, their clinical results count no higher than that either, unless a label stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.tiers.finding import genomic, kinds_of, name_of
from hccgenomics.interpret.tiers.labels import Label, labels_for
from hccgenomics.vocabulary import (
    Direction,
    EffectMeasure,
    Endpoint,
    SelectedOn,
    StudyDesign,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.event import Event
    from hccgenomics.model.evidence import Biomarker, Match
    from hccgenomics.vocabulary import Disease, DiseaseMatch, Region

PROSPECTIVE: Final = frozenset(
    {
        StudyDesign.LABEL,
        StudyDesign.RANDOMISED_3,
        StudyDesign.RANDOMISED_2,
        StudyDesign.SINGLE_ARM,
    }
)
CLINICAL: Final = PROSPECTIVE | {StudyDesign.RETROSPECTIVE, StudyDesign.CASES}
CAPPED: Final = CLINICAL | {StudyDesign.PRECLINICAL}
_SURVIVAL: Final = {
    StudyDesign.RANDOMISED_3: frozenset({Endpoint.OS, Endpoint.PFS, Endpoint.RFS}),
    StudyDesign.RANDOMISED_2: frozenset({Endpoint.OS}),
}
"""End points by which a trial of that size can show that patients live longer."""
_NO_DIFFERENCE: Final = 1.0
OWN_COUNT: Final = "Own count"
"""How references begin that are counts of ours: no published study."""


class Chosen(Enum):
    """How the study behind a row stands to the kind of finding that met it."""

    BY_MARKER = auto()
    REPORTED = auto()  # not chosen by it, but its outcome is reported by it
    BY_ANOTHER = auto()
    BY_NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A match, with what counts of its row.

    Attributes:
        events: The terms met that speak of the tumour.
        against: Rows met beside it whose evidence speaks against it.
        region: The region asked for; its regulator is named, and changes no tier.
        labels: Labels that somebody checked and that go with this marker, nearest first.
        design: What counts of the row's study design for this finding.
        checked: Citations that somebody checked.
        studies: Those among them that are not our own count over public data.
    """

    match: Match
    disease: Disease
    against: tuple[str, ...]
    region: Region | None
    events: tuple[Event, ...]
    chosen: Chosen
    labels: tuple[Label, ...]
    design: StudyDesign
    checked: int
    studies: int

    @property
    def row(self) -> Biomarker:
        """The curated row."""
        return self.match.biomarker

    @property
    def context(self) -> DiseaseMatch:
        """Whose tumours the row's evidence comes from, seen from the patient."""
        return self.row.disease_match(self.disease)

    @property
    def finding(self) -> str:
        """The kind of finding, in words."""
        return name_of(self.events)

    @property
    def is_chosen(self) -> bool:
        """Whether the study chose its patients by this kind of finding."""
        return self.chosen is Chosen.BY_MARKER

    @property
    def is_inclusion_criterion(self) -> bool:
        """Whether a trial, open or reported, took in patients by this kind of finding."""
        return self.is_chosen and self.row.study_design in PROSPECTIVE | {StudyDesign.REGISTRY}

    @property
    def lengthens_survival(self) -> bool:
        """Whether the row holds a hazard ratio of a survival end point with its interval below 1.

        A randomised phase 2 trial is heard on overall survival alone.
        """
        endpoints = _SURVIVAL.get(self.design, frozenset())
        return any(
            effect.endpoint in endpoints
            and effect.measure is EffectMeasure.HR
            and not effect.open_high
            and effect.high is not None
            and effect.high < _NO_DIFFERENCE
            for effect in self.row.effects
        )


def weigh(
    match: Match,
    disease: Disease,
    *,
    against: Sequence[Biomarker] = (),
    region: Region | None = None,
    chosen: Chosen | None = None,
) -> Weighed:
    """What counts of a matched row; ``chosen`` asks what would count had it been otherwise."""
    row = match.biomarker
    events = genomic(match.events)
    how = chosen or chosen_by(row, kinds_of(events))
    labels = labels_for(row.approvals, disease) if how is Chosen.BY_MARKER else ()
    settled = row.direction is Direction.SUPPORTS or bool(labels)
    checked = [one for one in row.citations if one.verification is not Verification.UNVERIFIED]
    return Weighed(
        match=match,
        disease=disease,
        against=tuple(
            other.id for other in against if other.verification is not Verification.UNVERIFIED
        ),
        region=region,
        events=events,
        chosen=how,
        labels=labels,
        design=design_for(row, how, settled=settled),
        checked=len(checked),
        studies=sum(not one.text.startswith(OWN_COUNT) for one in checked),
    )


def chosen_by(row: Biomarker, kinds: frozenset[SelectedOn]) -> Chosen:
    """How the row's study chose its patients, seen from the kinds of finding that met the row."""
    if row.trial_selected_on in kinds:
        return Chosen.BY_MARKER
    if row.outcome_by_marker:
        return Chosen.REPORTED
    return Chosen.BY_NOTHING if row.trial_selected_on is SelectedOn.NONE else Chosen.BY_ANOTHER


def design_for(row: Biomarker, chosen: Chosen, *, settled: bool) -> StudyDesign:
    """What counts of the study design: itself, or no more than preclinical evidence."""
    speaks = chosen in {Chosen.BY_MARKER, Chosen.REPORTED}
    if (speaks and settled) or row.study_design not in CAPPED:
        return row.study_design
    return StudyDesign.PRECLINICAL
