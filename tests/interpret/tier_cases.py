"""Matches of invented rows, for the rules of the scales one by one."""

from __future__ import annotations

from datetime import date

from hccgenomics.model.event import parse_event
from hccgenomics.model.evidence import Biomarker, Match
from hccgenomics.model.statement import Approval, Citation, Effect
from hccgenomics.vocabulary import (
    ApprovalStatus,
    Direction,
    Disease,
    EffectMeasure,
    Endpoint,
    EvidenceFrom,
    Implication,
    Region,
    SelectedOn,
    Specificity,
    StudyDesign,
    Verification,
)

CHECKED = Verification.VERIFIED
ORDERS = {
    "amp": (None, "III", "II-D", "II-C", "I-B", "I-A"),
    "escat": (None, "X", "IV-A", "III-B", "III-A", "II-B", "II-A", "I-C", "I-B", "I-A"),
    "mtb": (None, "m4", "m3", "m2C", "m2B", "m2A", "m1C", "m1B", "m1A"),
}
"""The tiers of each scale from the least to the most."""


def a_source(verification=CHECKED) -> Citation:
    return Citation(text="A study", verification=verification)


def an_approval(text="us approved hcc", verification=CHECKED) -> Approval:
    region, status, scope = text.split()
    return Approval(
        region=Region(region),
        status=ApprovalStatus(status),
        scope=EvidenceFrom(scope),
        date="2020-01",
        verification=verification,
    )


def an_effect(endpoint="OS", value=0.7, low=0.5, high=0.9, **changes) -> Effect:
    fields = {"endpoint": Endpoint(endpoint), "measure": EffectMeasure.HR, "value": value}
    return Effect(**(fields | {"low": low, "high": high} | changes))


def a_row(**changes) -> Biomarker:
    fields = {
        "id": "TEST-01",
        "any_of": ("FGF19 amplification",),
        "disease_context": "of whom",
        "evidence_from": (EvidenceFrom.HCC,),
        "implication": Implication.SENSITIVITY,
        "direction": Direction.SUPPORTS,
        "therapy": ("a drug",),
        "trial_selected_on": SelectedOn.AMPLIFICATION,
        "study_design": StudyDesign.SINGLE_ARM,
        "statement": "What the row says.",
        "citations": (a_source(),),
        "verification": CHECKED,
        "review_status": "not clinically reviewed",
        "curated_on": date(2026, 1, 1),
    }
    return Biomarker(**(fields | changes))


def a_match(row: Biomarker, *terms: str, disease=Disease.HCC) -> Match:
    events = tuple(map(parse_event, terms or (*row.any_of, *row.all_of)))
    return Match(row, (), Specificity.CLASS, "Why.", row.disease_match(disease), events=events)


def computed(tiers) -> tuple:
    return tiers.amp.tier, tiers.escat.tier, tiers.mtb.tier


def ranks(tiers) -> tuple[int, ...]:
    named = (("amp", tiers.amp), ("escat", tiers.escat), ("mtb", tiers.mtb))
    return tuple(ORDERS[name].index(tier.tier) for name, tier in named)
