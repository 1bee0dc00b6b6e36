"""Labels of the words by which curated rows are judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import (
    ApprovalStatus,
    EffectMeasure,
    Endpoint,
    EvidenceFrom,
    FactKind,
    LineOfTherapy,
    NearMiss,
    OncogenicityClass,
    Region,
    SelectedOn,
    StudyDesign,
    TierScheme,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

JUDGEMENT_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    ApprovalStatus: {
        ApprovalStatus.APPROVED: "label",
        ApprovalStatus.ACCELERATED: "accelerated or conditional label",
        ApprovalStatus.NOT_APPROVED: "no label",
        ApprovalStatus.DECLINED: "declined",
        ApprovalStatus.WITHDRAWN: "withdrawn",
        ApprovalStatus.DESIGNATION: "designation, no label",
    },
    EffectMeasure: {
        EffectMeasure.HR: "hazard ratio",
        EffectMeasure.OR: "odds ratio",
        EffectMeasure.RR: "risk ratio",
        EffectMeasure.MEDIAN_MONTHS: "median, months",
        EffectMeasure.PERCENT: "per cent",
        EffectMeasure.KAPPA: "kappa",
        EffectMeasure.COUNT: "patients",
    },
    Endpoint: {
        Endpoint.OS: "overall survival",
        Endpoint.PFS: "progression-free survival",
        Endpoint.RFS: "recurrence-free survival",
        Endpoint.TTP: "time to progression",
        Endpoint.ORR: "objective response",
        Endpoint.DCR: "disease control",
        Endpoint.DOR: "duration of response",
        Endpoint.PREVALENCE: "how often",
        Endpoint.RISK: "risk",
        Endpoint.AGREEMENT: "agreement",
        Endpoint.OTHER: "other",
    },
    EvidenceFrom: {
        EvidenceFrom.HCC: "hepatocellular carcinoma",
        EvidenceFrom.FIBROLAMELLAR: "fibrolamellar carcinoma",
        EvidenceFrom.MIXED: "combined hepatocellular-cholangiocarcinoma",
        EvidenceFrom.CHOLANGIOCARCINOMA: "cholangiocarcinoma",
        EvidenceFrom.LIVER: "liver cancer",
        EvidenceFrom.SOLID_TUMOURS: "solid tumours of any site",
        EvidenceFrom.OTHER_TUMOUR: "another tumour",
        EvidenceFrom.NOT_TUMOUR: "not from patients with a tumour",
    },
    FactKind: {
        FactKind.LABORATORY: "laboratory value",
        FactKind.CLINICAL: "clinical finding",
        FactKind.SIGNATURE: "genome-wide measure",
        FactKind.EXPRESSION: "expression or staining",
    },
    LineOfTherapy: {
        LineOfTherapy.FIRST: "first line",
        LineOfTherapy.SECOND: "second line",
        LineOfTherapy.LATER: "later line",
        LineOfTherapy.PRETREATED: "after earlier treatment",
        LineOfTherapy.ANY: "any line",
        LineOfTherapy.ADJUVANT: "adjuvant",
        LineOfTherapy.LOCOREGIONAL: "with locoregional treatment",
        LineOfTherapy.TRIAL: "within a trial",
    },
    NearMiss: {
        NearMiss.EVENT: "another event",
        NearMiss.PROFILE: "a further event was not seen",
        NearMiss.EXCLUDED: "another event excludes it",
        NearMiss.BORDERLINE: "copies on the border",
        NearMiss.FACT: "not stated",
        NearMiss.FACT_DIFFERS: "stated otherwise",
        NearMiss.SPECIMEN: "another specimen",
        NearMiss.DISEASE: "another entity",
        NearMiss.UNVERIFIED: "the row is unverified",
    },
    OncogenicityClass: {
        OncogenicityClass.ONCOGENIC: "oncogenic",
        OncogenicityClass.LIKELY_ONCOGENIC: "likely oncogenic",
        OncogenicityClass.UNCERTAIN: "uncertain significance",
        OncogenicityClass.LIKELY_BENIGN: "likely benign",
        OncogenicityClass.BENIGN: "benign",
    },
    Region: {
        Region.US: "United States (FDA)",
        Region.EU: "European Union (EMA)",
        Region.CN: "China (NMPA)",
        Region.JP: "Japan (PMDA)",
    },
    SelectedOn: {
        SelectedOn.AMPLIFICATION: "amplification",
        SelectedOn.MUTATION: "mutation",
        SelectedOn.FUSION: "fusion",
        SelectedOn.PROTEIN: "protein",
        SelectedOn.EXPRESSION: "RNA expression",
        SelectedOn.SIGNATURE: "genome-wide measure",
        SelectedOn.LABORATORY: "laboratory value",
        SelectedOn.NONE: "nothing of the tumour",
    },
    StudyDesign: {
        StudyDesign.LABEL: "a regulator's label",
        StudyDesign.RANDOMISED_3: "randomised phase 3",
        StudyDesign.RANDOMISED_2: "randomised phase 2",
        StudyDesign.SINGLE_ARM: "single-arm prospective",
        StudyDesign.RETROSPECTIVE: "retrospective",
        StudyDesign.CASES: "case series",
        StudyDesign.PRECLINICAL: "preclinical",
        StudyDesign.REGISTRY: "registry entry, no result seen",
        StudyDesign.NONE: "none",
    },
    TierScheme: {
        TierScheme.AMP: "AMP/ASCO/CAP 2017",
        TierScheme.ESCAT: "ESCAT",
        TierScheme.MTB: "NCT/DKTK",
    },
}
"""For each vocabulary a label for each of its words."""
