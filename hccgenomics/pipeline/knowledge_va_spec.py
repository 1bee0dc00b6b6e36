"""Curated rows as statements of the GA4GH Variant Annotation Specification (VA-Spec 1.0).

Therapeutic, prognostic and diagnostic rows are statements; aetiology, biology, caveats, laboratory
values and the like have no proposition there, and are left out with the reason. A row says one
thing of several variants and therapies: each pair is a statement of its own. Models and words:
https://va-spec.ga4gh.org and https://cat-vrs.readthedocs.io. Predicates are coded terms of the
standard ("predictsResistanceTo"); a report never uses them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from hccgenomics.model.event import parse_event
from hccgenomics.model.therapies import drugs_of
from hccgenomics.pipeline.knowledge_strength import strength_of
from hccgenomics.pipeline.knowledge_variants import VARIANTS, gene_concept, variants_of
from hccgenomics.vocabulary import Direction, EffectMeasure, Endpoint, EvidenceFrom, Implication

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.evidence import Biomarker, KnowledgeBase
    from hccgenomics.model.statement import Approval, Citation

Json = dict[str, Any]

NAMESPACE: Final = "hccgenomics"
_DIRECTIONS: Final = {
    Direction.SUPPORTS: "supports",
    Direction.DOES_NOT_SUPPORT: "disputes",
    Direction.MIXED: "neutral",
}
_THERAPEUTIC: Final = {
    Implication.SENSITIVITY: "predictsSensitivityTo",
    Implication.REDUCED_SENSITIVITY: "predictsResistanceTo",
    Implication.NO_PROVEN_EFFECT: "predictsSensitivityTo",
}
_DISEASES: Final = {
    EvidenceFrom.HCC: ("hepatocellular carcinoma", "DOID:684"),
    EvidenceFrom.CHOLANGIOCARCINOMA: ("cholangiocarcinoma", "DOID:4947"),
    EvidenceFrom.FIBROLAMELLAR: ("fibrolamellar carcinoma", "DOID:5015"),
}
"""Names and codes of the Disease Ontology."""
_ONTOLOGY: Final = "https://disease-ontology.org"
_SURVIVAL: Final = frozenset({Endpoint.OS, Endpoint.PFS, Endpoint.RFS, Endpoint.TTP})
_DOI: Final = re.compile(r"10\.(\d+)(\.\d+)*/[\w\-.]+")


@dataclass(frozen=True, slots=True)
class Statements:
    """What could be stated, and what not.

    Attributes:
        left_out: Rows of which nothing is stated, with the reason.
    """

    statements: tuple[Json, ...]
    left_out: tuple[tuple[str, str], ...]


def statements_of(base: KnowledgeBase, models: PanelModels) -> Statements:
    """Every row of the base: stated, or left out with a reason."""
    made: list[Json] = []
    left_out: list[tuple[str, str]] = []
    for row in base.biomarkers:
        why = _why_not(row)
        if why:
            left_out.append((row.id, why))
        else:
            made.extend(_statements(row, models))
    regimen = "A regimen of unselected disease speaks of no variant."
    left_out += [(row.id, regimen) for row in base.regimens]
    return Statements(tuple(made), tuple(left_out))


def _why_not(row: Biomarker) -> str:
    """Why nothing of a row can be stated, or ""."""
    known = {*_THERAPEUTIC, Implication.PROGNOSTIC, Implication.DIAGNOSTIC}
    if row.implication not in known:
        return f"VA-Spec has no proposition for {row.implication.replace('_', ' ')}."
    if row.implication in _THERAPEUTIC and not row.therapy:
        return "The row names no therapy."
    if row.implication is Implication.PROGNOSTIC and not _outcome(row):
        return "No hazard ratio or survival of the row says which way the outcome goes."
    terms = (*row.any_of, *row.all_of)
    if any(parse_event(term).kind not in VARIANTS for term in row.all_of):
        return "The row asks for something beside a variant."
    if not any(parse_event(term).kind in VARIANTS for term in terms):
        return "The row speaks of no variant."
    return ""


def _statements(row: Biomarker, models: PanelModels) -> Iterator[Json]:
    """One for every variant and therapy."""
    terms = row.any_of or row.all_of[:1]
    events = [event for event in map(parse_event, terms) if event.kind in VARIANTS]
    variants = [(event, one) for event in events for one in variants_of(event, models)]
    therapies: Sequence[str | None] = row.therapy if row.implication in _THERAPEUTIC else (None,)
    for number, ((event, variant), therapy) in enumerate(product(variants, therapies), 1):
        subject = {"id": f"{NAMESPACE}:{row.id}/variant/{number}", **variant}
        statement: Json = {
            "id": f"{NAMESPACE}:{row.id}/{number}",
            "type": "Statement",
            "description": row.statement,
            "proposition": _proposition(row, subject, therapy, event.genes),
            "direction": _direction(row),
            **strength_of(row, event),
            "reportedIn": [_document(citation) for citation in row.citations],
            "contributions": _contributions(row),
            "extensions": _extensions(row),
        }
        yield {name: value for name, value in statement.items() if value not in (None, [], ())}


def _direction(row: Biomarker) -> str:
    said = _DIRECTIONS[row.direction]
    if row.implication is Implication.NO_PROVEN_EFFECT:
        return {"supports": "disputes", "disputes": "neutral"}.get(said, said)
    return said


def _proposition(row: Biomarker, subject: Json, therapy: str | None, genes: Sequence[str]) -> Json:
    context = {"geneContextQualifier": gene_concept(genes[0])} if len(genes) == 1 else {}
    if therapy is not None:
        return {
            "type": "VariantTherapeuticResponseProposition",
            "subjectVariant": subject,
            "predicate": _THERAPEUTIC[row.implication],
            "objectTherapeutic": _therapeutic(therapy),
            "conditionQualifier": _condition(row),
            **context,
        }
    is_prognostic = row.implication is Implication.PROGNOSTIC
    return {
        "type": "VariantPrognosticProposition" if is_prognostic else "VariantDiagnosticProposition",
        "subjectVariant": subject,
        "predicate": _outcome(row) if is_prognostic else "isDiagnosticInclusionCriterionFor",
        "objectCondition": _condition(row),
        **context,
    }


def _outcome(row: Biomarker) -> str:
    """Which way the outcome goes, by the figures of the row; "" where they do not tell."""
    for effect in row.effects:
        if effect.endpoint not in _SURVIVAL:
            continue
        if effect.measure is EffectMeasure.HR and effect.value != 1:
            return _outcome_name(worse=effect.value > 1)
        if effect.measure is EffectMeasure.MEDIAN_MONTHS and effect.versus not in (
            None,
            effect.value,
        ):
            return _outcome_name(worse=effect.value < (effect.versus or 0))
    return ""


def _outcome_name(*, worse: bool) -> str:
    return f"associatedWith{'Worse' if worse else 'Better'}OutcomeFor"


def _therapeutic(therapy: str) -> Json:
    parts = [{"conceptType": "Therapy", "name": part} for part in drugs_of([therapy])]
    if len(parts) == 1:
        return parts[0]
    return {"membershipOperator": "AND", "therapies": parts}


def _condition(row: Biomarker) -> Json:
    """The tumours the evidence comes from, coded where one is."""
    known = [_DISEASES[source] for source in row.evidence_from if source in _DISEASES]
    if len(known) != len(row.evidence_from):
        return {"conceptType": "Disease", "name": row.disease_context}
    concepts: list[Json] = [
        {
            "conceptType": "Disease",
            "name": name,
            "primaryCoding": {"system": _ONTOLOGY, "code": code, "name": name},
        }
        for name, code in known
    ]
    if len(concepts) == 1:
        return concepts[0]
    return {"membershipOperator": "OR", "conditions": concepts}


def _document(citation: Citation) -> Json:
    document: Json = {"type": "Document", "name": citation.text}
    if citation.pmid:
        document["pmid"] = citation.pmid
    if citation.doi and _DOI.match(citation.doi):
        document["doi"] = citation.doi
    urls = [f"https://pmc.ncbi.nlm.nih.gov/articles/{citation.pmc}/"] if citation.pmc else []
    urls += [f"https://clinicaltrials.gov/study/{citation.trial}"] if _is_nct(citation) else []
    if urls:
        document["urls"] = urls
    document["extensions"] = [{"name": "verification", "value": citation.verification.value}]
    return document


def _is_nct(citation: Citation) -> bool:
    return bool(citation.trial and citation.trial.startswith("NCT"))


def _contributions(row: Biomarker) -> list[Json]:
    """Who curated the row, and when; never the time of the export."""
    contribution: Json = {
        "type": "Contribution",
        "activityType": "curation",
        "contributor": {"type": "Agent", "name": f"curators of {row.table}"},
    }
    if row.curated_on is not None:
        contribution["date"] = f"{row.curated_on.isoformat()}T00:00:00Z"
    return [contribution]


def _extensions(row: Biomarker) -> list[Json]:
    """What the standard has no place for, and nobody should use a row without."""
    also = {"all_of": row.all_of[0 if row.any_of else 1 :], "none_of": row.none_of}
    values: Json = {
        "hccgenomics_id": row.id,
        "also_asked": {name: list(terms) for name, terms in also.items() if terms},
        "evidence_from": [source.value for source in row.evidence_from],
        "shown_to_patients_with": [disease.value for disease in row.diseases],
        "study_design": row.study_design.value,
        "trial_selected_on": row.trial_selected_on.value,
        "n_patients": row.n_patients,
        "effects": [_effect(e.model_dump(mode="json")) for e in row.effects],
        "approvals": [_approval(approval) for approval in row.approvals],
        "caveats": list(row.caveats),
        "verification": row.verification.value,
        "review_status": row.review_status,
        "table": row.table,
    }
    return [{"name": name, "value": value} for name, value in values.items() if value]


def _effect(effect: Json) -> Json:
    return {name: value for name, value in effect.items() if value is not None and value != ""}


def _approval(approval: Approval) -> Json:
    return {name: value for name, value in approval.model_dump(mode="json").items() if value}
