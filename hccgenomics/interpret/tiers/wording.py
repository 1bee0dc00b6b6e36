"""Every sentence of a tier's trace: what was asked, and what the row states.

A tier is computed here by the rules of a publication; no sentence says that a body gave it.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import (
    ApprovalStatus,
    DiseaseMatch,
    EventKind,
    EvidenceFrom,
    Implication,
    Region,
    SelectedOn,
    StudyDesign,
    TierScheme,
)

SCHEMES: Final = {
    TierScheme.AMP: "AMP/ASCO/CAP 2017",
    TierScheme.ESCAT: "ESCAT",
    TierScheme.MTB: "NCT/DKTK",
}
PAPERS: Final = {
    TierScheme.AMP: "Li 2017, doi:10.1016/j.jmoldx.2016.10.002",
    TierScheme.ESCAT: "Mateo 2018, doi:10.1093/annonc/mdy263",
    TierScheme.MTB: "Leichsenring 2019, doi:10.1002/ijc.32358",
}
RESULT: Final = "{tier}, computed here by the rules of {paper}."
NO_RESULT: Final = "No tier by the rules of {paper}."

FINDINGS: Final = {
    EventKind.PROTEIN: "a mutation",
    EventKind.CODING: "a mutation",
    EventKind.PROMOTER: "a mutation",
    EventKind.CODONS: "a mutation",
    EventKind.EXON: "a mutation",
    EventKind.CLASS: "a mutation",
    EventKind.HOTSPOT: "a mutation",
    EventKind.STRUCTURAL: "a rearrangement",
    EventKind.SIGNATURE: "a genome-wide signature",
}
COPY_FINDINGS: Final = {
    "amplification": "an amplification",
    "focal_amplification": "an amplification",
    "gain": "a gain",
    "loss": "a loss of one copy",
    "homozygous_deletion": "a deletion",
}
EXPRESSION_FINDINGS: Final = {
    "ihc": "a protein",
    "rna": "an RNA level",
    "fish": "a result of in situ hybridisation",
}
CHOSEN_BY: Final = {
    SelectedOn.AMPLIFICATION: "amplification",
    SelectedOn.MUTATION: "mutation",
    SelectedOn.FUSION: "fusion",
    SelectedOn.PROTEIN: "protein",
    SelectedOn.EXPRESSION: "RNA expression",
    SelectedOn.SIGNATURE: "a genome-wide signature",
    SelectedOn.LABORATORY: "a laboratory value",
    SelectedOn.NONE: "no marker",
}
DESIGNS: Final = {
    StudyDesign.LABEL: "studies behind a label",
    StudyDesign.RANDOMISED_3: "a randomised phase 3 trial",
    StudyDesign.RANDOMISED_2: "a randomised phase 2 trial",
    StudyDesign.SINGLE_ARM: "a prospective trial without a control arm",
    StudyDesign.RETROSPECTIVE: "a retrospective study",
    StudyDesign.CASES: "a case series",
    StudyDesign.PRECLINICAL: "preclinical evidence",
    StudyDesign.REGISTRY: "a registry entry without a result",
    StudyDesign.NONE: "no study",
}
TUMOURS: Final = {
    EvidenceFrom.HCC: "hepatocellular carcinoma",
    EvidenceFrom.LIVER: "liver cancer",
    EvidenceFrom.FIBROLAMELLAR: "fibrolamellar carcinoma",
    EvidenceFrom.MIXED: "mixed hepatocellular-cholangiocarcinoma",
    EvidenceFrom.CHOLANGIOCARCINOMA: "cholangiocarcinoma",
    EvidenceFrom.SOLID_TUMOURS: "several tumour types",
    EvidenceFrom.OTHER_TUMOUR: "another tumour",
    EvidenceFrom.NOT_TUMOUR: "models and persons without a tumour",
}
CONTEXTS: Final = {
    DiseaseMatch.SAME: "The evidence comes from this tumour.",
    DiseaseMatch.AGNOSTIC: "The evidence comes from several tumour types in one study.",
    DiseaseMatch.EXTRAPOLATED: "The evidence comes from {tumours}, not from this tumour.",
}

REGULATORS: Final = {Region.US: "FDA", Region.EU: "EMA", Region.CN: "NMPA", Region.JP: "PMDA"}
REGULATOR: Final = "{name}: {said}"
OTHER_REGULATORS: Final = " Other regulators change nothing here ({said})."
LABEL: Final = "{where} ({details})"
IN_THIS_TUMOUR: Final = "yes, in this tumour"
SCOPES: Final = {
    EvidenceFrom.HCC: "no, but one in hepatocellular carcinoma",
    EvidenceFrom.LIVER: "no, but one in liver cancer",
    EvidenceFrom.FIBROLAMELLAR: "no, but one in fibrolamellar carcinoma",
    EvidenceFrom.MIXED: "no, but one in mixed hepatocellular-cholangiocarcinoma",
    EvidenceFrom.CHOLANGIOCARCINOMA: "no, but one in cholangiocarcinoma",
    EvidenceFrom.SOLID_TUMOURS: "yes, one regardless of tumour type",
    EvidenceFrom.OTHER_TUMOUR: "no, but one in another tumour",
    EvidenceFrom.NOT_TUMOUR: "no, but one for no tumour",
}
STATUSES: Final = {
    ApprovalStatus.APPROVED: "approved",
    ApprovalStatus.ACCELERATED: "accelerated or conditional",
}
PARTLY: Final = "checked in part"
NO_LABEL: Final = {
    ApprovalStatus.NOT_APPROVED: "no",
    ApprovalStatus.DECLINED: "no, declined",
    ApprovalStatus.WITHDRAWN: "no, withdrawn",
    ApprovalStatus.DESIGNATION: "no, a designation is no label",
    ApprovalStatus.APPROVED: "none that anybody checked",
    ApprovalStatus.ACCELERATED: "none that anybody checked",
}
NONE_STATED: Final = "none stated"

# Before any rule
UNVERIFIED_ROW: Final = "Nobody checked this row against a source, so it sets no tier."
NO_CHECKED_SOURCE: Final = "Nobody checked a source of this row, so it sets no tier."
PARTLY_VERIFIED_ROW: Final = "The row was checked in part."
LEFT_OUT: Final = "Left out, for nobody checked them: {what}."
SOURCES: Final = "{count} of {total} sources"
LABELS: Final = "labels stated by regulators: {count}"
NOT_GENOMIC: Final = (
    "A serum value, a clinical condition or a cause of liver disease is no genomic finding, and "
    "the scale ranks genomic findings alone."
)
NO_EVENT: Final = "No event of the row is told to have been met, so there is no finding to rank."
NOT_RANKED: Final = {
    Implication.NO_PROVEN_EFFECT: "The row states that no effect of the marker was shown.",
    Implication.AETIOLOGY: "The row speaks of a cause of the tumour.",
    Implication.BIOLOGY: "The row speaks of biology, with no claim for therapy, diagnosis or "
    "prognosis.",
    Implication.CAVEAT: "The row is a caution in reading the result.",
    Implication.TOXICITY: "The row speaks of harm by a therapy, which the scale does not rank.",
    Implication.EXPLORATORY: "The row is exploratory and makes no claim.",
    Implication.DIAGNOSTIC: "The row speaks of diagnosis; the scale ranks matches with a therapy.",
    Implication.PROGNOSTIC: "The row speaks of prognosis; the scale ranks matches with a therapy.",
    Implication.REDUCED_SENSITIVITY: "The row speaks of less effect of a therapy; the scale ranks "
    "targets of therapy.",
    Implication.SENSITIVITY: "The row makes a claim that the scale does not rank.",
    Implication.REGIMEN: "The row is a regimen, chosen by no marker.",
}
AGAINST_THE_CLAIM: Final = "The row's own evidence does not support the claim, so no level is met."

# What counts of the row
CHOSEN: Final = "The study chose patients by {chosen}, and the finding is {finding}."
REPORTED: Final = (
    "The study chose patients by {chosen}, but its outcome is reported by this marker: it counts, "
    "though not as a trial that chose by it."
)
BY_ANOTHER: Final = (
    "The trial chose patients by {chosen}, the finding is {finding}: lowered to preclinical "
    "evidence at most."
)
BY_ANOTHER_AS_IT_IS: Final = "The trial chose patients by {chosen}, the finding is {finding}."
BY_NOTHING: Final = (
    "The study chose patients by no marker and its row states no outcome by this one: lowered to "
    "preclinical evidence at most."
)
BY_NOTHING_AS_IT_IS: Final = "No study chose patients by this marker; the row rests on {design}."
MIXED: Final = (
    "The studies disagree, so their clinical results count no higher than preclinical evidence."
)
MIXED_LABELLED: Final = "The studies disagree; a label stands all the same, and the doubt with it."
MIXED_AS_IT_IS: Final = "The studies disagree."
AGAINST: Final = "Speaking against it, and lowering no more than is said: {rows}."

# AMP/ASCO/CAP
AMP_LABEL: Final = (
    "Is there a label for this marker in this tumour, or one regardless of tumour type? "
    "FDA: {said}.{others}"
)
AMP_LABEL_OTHER_MARKER: Final = (
    "Is there a label for this marker in this tumour, or one regardless of tumour type? "
    "No: a label would go with what the trial chose by."
)
AMP_GUIDELINE: Final = "Does a professional guideline name the marker? The row states none."
AMP_WELL_POWERED: Final = (
    "Is there a well-powered study in this tumour with consensus, taken here as a randomised phase "
    "3 trial that chose by the marker and that nothing contests? {answer}."
)
AMP_OTHER_LABEL: Final = "Is there an FDA label for this marker in another tumour? {answer}."
AMP_INCLUSION: Final = "Does a trial take in patients by this marker? {answer}."
AMP_SEVERAL: Final = (
    "Do several checked studies of patients report it in this tumour or across tumours, and agree? "
    "{answer}."
)
AMP_PRECLINICAL: Final = (
    "Is there preclinical evidence, a single study or a few cases? {answer}, {design}."
)
AMP_UNKNOWN: Final = "The row holds neither, so the significance is unknown."
AMP_CONSENSUS: Final = (
    "Are the studies well powered, with consensus? A row holds no statement of consensus, so level "
    "B is not given."
)
AMP_DIAGNOSED: Final = "Diagnosis is ranked for the tumour that the marker tells: {tumours}."
AMP_PROGNOSIS_ELSEWHERE: Final = (
    "Is the prognosis that of this tumour? No, of {tumours}: unknown here."
)
AMP_SEVERAL_STUDIES: Final = "Do several checked studies of patients report it? {answer}."
AMP_FEW_STUDIES: Final = "Is there a single study or are there a few cases? {answer}, {design}."

# ESCAT
ESCAT_SURVIVAL: Final = (
    "Did a randomised trial in this tumour, which chose by the marker, improve a survival end "
    "point? {answer}."
)
ESCAT_BENEFIT: Final = (
    "Did a prospective trial in this tumour, which chose by the marker, show meaningful benefit, "
    "taken here as a label in this tumour? {answer}."
)
ESCAT_BASKET: Final = (
    "Did trials across tumour types, which chose by the marker, show similar benefit, taken here "
    "as a label regardless of tumour type? {answer}."
)
ESCAT_RETROSPECTIVE: Final = (
    "Did a retrospective study in this tumour show benefit with the marker? {answer}."
)
ESCAT_RESPONSE: Final = (
    "Did a prospective trial in this tumour show more responses with the marker, without data on "
    "survival? {answer}."
)
ESCAT_ELSEWHERE: Final = (
    "Did patients with this marker and another tumour, or several types of tumour, benefit? "
    "{answer}."
)
ESCAT_SIMILAR: Final = "Would the same gene be of tier I by what the trial chose by? {answer}."
ESCAT_PRECLINICAL: Final = "Is there at least preclinical evidence? {answer}, {design}."
ESCAT_NOTHING: Final = "There is no evidence for this match of marker and therapy in the row."
ESCAT_TESTED: Final = (
    "A trial chose patients by this marker and showed no effect: the match was tested, without "
    "evidence for it."
)
ESCAT_UNTESTED: Final = (
    "No trial chose patients by this marker, so no match of marker and therapy was tested."
)

# NCT/DKTK
MTB_PROSPECTIVE: Final = (
    "Did a prospective study of patients chosen by the marker show it in {where}? {answer}."
)
MTB_RETROSPECTIVE: Final = (
    "Did a retrospective study, or an analysis after the fact, show it in {where}? {answer}."
)
MTB_CASES: Final = "Did single cases show it in {where}? {answer}."
MTB_PRECLINICAL: Final = "Is there at least preclinical evidence? {answer}, {design}."
MTB_RATIONALE: Final = "There is a biological rationale alone."
MTB_SAME: Final = "this tumour"
MTB_OTHER: Final = "another tumour or several types"
MTB_LESS_EFFECT: Final = (
    "The claim is of less effect, which the scale marks with the addendum R beside the level."
)
MTB_LABEL: Final = "The scale's addendum on labels is {addendum}."
MTB_EMA: Final = "Z"
MTB_FDA: Final = "Z (FDA)"

YES: Final = "Yes"
NO: Final = "No"
YES_DETAIL: Final = "Yes, {detail}"
NO_DETAIL: Final = "No, {detail}"
ONE_SOURCE: Final = "at most one study that somebody checked"
CHECKED_SOURCES: Final = "{count} of them"
NO_CASES: Final = "cases alone"
CONTESTED: Final = "it is contested"
NO_INTERVAL: Final = "the row holds no hazard ratio of survival whose interval lies below 1"

# Where the three differ
DIFFER: Final = "The scales weigh this differently: {clauses}."
CLAUSE: Final = "{scheme} gives {tier}, for it {counts}"
COUNTS: Final = {
    "I-A": "counts the FDA label",
    "I-B": "counts a well-powered trial",
    "II-C": "asks for a label in this tumour before it goes higher",
    "II-D": "sets a single study or a few cases beside preclinical evidence",
    "III": "finds no level of evidence",
}
COUNTS_ESCAT: Final = {
    "I-A": "counts the end point of survival",
    "I-B": "counts benefit in a prospective trial of this tumour",
    "I-C": "takes a label regardless of tumour type for similar benefit across types",
    "II-A": "counts retrospective benefit",
    "II-B": "counts responses, and asks for survival before it goes higher",
    "III-A": "counts benefit in other tumours, and asks for this one before it goes higher",
    "III-B": "counts likeness to a target of tier I",
    "IV-A": "ranks neither cases nor contested or unselected studies above preclinical evidence",
    "X": "finds no evidence for the match",
}
COUNTS_MTB: Final = {
    "m1A": "counts a prospective study of this tumour, whatever its size or label",
    "m1B": "counts a retrospective study of this tumour",
    "m1C": "counts single cases of this tumour",
    "m2A": "counts in whose tumours the study was done, and not the label",
    "m2B": "counts a retrospective study of other tumours",
    "m2C": "counts single cases of other tumours",
    "m3": "counts preclinical evidence",
    "m4": "counts a rationale alone",
}
