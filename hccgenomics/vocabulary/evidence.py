"""Words for diseases, curated rows and judgements."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Disease(StrEnum):
    """The entity the patient is treated for, as the user states it."""

    HCC = "hcc"
    FIBROLAMELLAR = "fibrolamellar"
    MIXED = "mixed-hcc-cca"
    CHOLANGIOCARCINOMA = "cholangiocarcinoma"


class ReportStatus(StrEnum):
    """Where a report stands."""

    PRELIMINARY = "preliminary"
    FINAL = "final"
    CORRECTED = "corrected"


class Implication(StrEnum):
    """What a curated row says of its biomarker."""

    SENSITIVITY = "sensitivity"
    REDUCED_SENSITIVITY = "reduced_sensitivity"
    NO_PROVEN_EFFECT = "no_proven_effect"
    PROGNOSTIC = "prognostic"
    DIAGNOSTIC = "diagnostic"
    AETIOLOGY = "aetiology"
    BIOLOGY = "biology"
    CAVEAT = "caveat"
    TOXICITY = "toxicity"
    EXPLORATORY = "exploratory"
    REGIMEN = "regimen"


CLAIMS_ON_THERAPY: Final = frozenset({Implication.SENSITIVITY, Implication.REDUCED_SENSITIVITY})
"""Implications that tell patients with the biomarker apart by what a therapy does."""


class RegimenStatus(StrEnum):
    """Where a regimen stands in unselected hepatocellular carcinoma."""

    STANDARD = "standard_of_care"
    REGIONAL = "regional_standard"
    CONTEXT = "context"
    NEGATIVE = "negative_trial"
    INVESTIGATIONAL = "investigational"


class Direction(StrEnum):
    """Whether a row's evidence supports its claim (CIViC's evidence direction)."""

    SUPPORTS = "supports"
    DOES_NOT_SUPPORT = "does_not_support"
    MIXED = "mixed"


class Verification(StrEnum):
    """Whether anybody checked a row or a citation against its source."""

    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly_verified"
    UNVERIFIED = "unverified"

    def beside(self, source: str) -> str:
        """The source as a sentence prints it: with its status, unless it is verified.

        >>> Verification.PARTLY_VERIFIED.beside("Soda 2007"), Verification.VERIFIED.beside("Own")
        ('Soda 2007; partly verified', 'Own')
        """
        if self is Verification.VERIFIED:
            return source
        return f"{source}; {self.value.replace('_', ' ')}"


class Specificity(StrEnum):
    """How exactly a row speaks of an alteration; most exact first."""

    EXACT = "exact"
    CODON = "codon"
    EXON = "exon"
    CLASS = "class"
    GENE = "gene"
    PATHWAY = "pathway"


class EventKind(StrEnum):
    """What a term of a curated row asks for."""

    PROTEIN = "protein change"
    CODING = "change of coding bases"
    PROMOTER = "promoter change"
    CODONS = "change of codons"
    EXON = "change of an exon"
    CLASS = "class of small variant"
    HOTSPOT = "hotspot residue"
    COPY_NUMBER = "copy number"
    STRUCTURAL = "rearrangement"
    EXPRESSION = "expression or protein staining"
    SIGNATURE = "genome-wide signature"
    LABORATORY = "laboratory value"
    CLINICAL = "clinical finding"


class EffectClass(StrEnum):
    """The classes of small variants that curated rows name."""

    MISSENSE = "missense"
    INFRAME_DELETION = "inframe_deletion"
    INFRAME_INSERTION = "inframe_insertion"
    INFRAME = "inframe"
    TRUNCATING = "truncating"
    SPLICE = "splice"
    LOSS_OF_FUNCTION = "loss_of_function"
    ANY = "any"


class EvidenceFrom(StrEnum):
    """Whose tumours a row's evidence comes from; the first four are ``Disease``."""

    HCC = "hcc"
    FIBROLAMELLAR = "fibrolamellar"
    MIXED = "mixed-hcc-cca"
    CHOLANGIOCARCINOMA = "cholangiocarcinoma"
    LIVER = "liver_cancer"  # cohorts that do not tell entities apart
    SOLID_TUMOURS = "solid_tumours"  # tumour-agnostic: several primaries in one study or label
    OTHER_TUMOUR = "another_tumour"
    NOT_TUMOUR = "not_from_patients_with_a_tumour"


class DiseaseMatch(StrEnum):
    """How a row's evidence stands to the patient's own disease."""

    SAME = "same_disease"
    AGNOSTIC = "tumour_agnostic"
    EXTRAPOLATED = "extrapolated_from_another_disease"


class HotspotKind(StrEnum):
    """What kind of change recurs at a residue."""

    MISSENSE = "missense"
    INFRAME = "inframe"
    SPLICE = "splice"
    ARTEFACT = "artefact"
    HAEMATOPOIESIS = "haematopoiesis"  # a codon of leukaemia, and none of the tumour


class Confidence(StrEnum):
    """The quality verdict on a run."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    NOT_ASSESSED = "not_assessed"


class StudyDesign(StrEnum):
    """The strongest design behind a row; strongest first after the label."""

    LABEL = "label"
    RANDOMISED_3 = "randomised_phase_3"  # and 2/3
    RANDOMISED_2 = "randomised_phase_2"
    SINGLE_ARM = "single_arm_prospective"
    RETROSPECTIVE = "retrospective"
    CASES = "case_series"
    PRECLINICAL = "preclinical"
    REGISTRY = "registry_entry"  # a trial exists; no result was seen
    NONE = "none"


class SelectedOn(StrEnum):
    """What the trial behind a row chose its patients by."""

    AMPLIFICATION = "amplification"
    MUTATION = "mutation"
    FUSION = "fusion"
    PROTEIN = "protein"
    EXPRESSION = "expression"  # RNA
    SIGNATURE = "signature"  # MSI, mismatch repair, TMB
    LABORATORY = "laboratory"
    NONE = "none"


class Region(StrEnum):
    """Whose regulator; ISO 3166 where it is one country."""

    US = "us"  # FDA
    EU = "eu"  # EMA
    CN = "cn"  # NMPA
    JP = "jp"  # PMDA


class ApprovalStatus(StrEnum):
    """What a regulator has said."""

    APPROVED = "approved"
    ACCELERATED = "accelerated"  # FDA accelerated, EMA conditional
    NOT_APPROVED = "not_approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DESIGNATION = "designation"  # fast track, breakthrough, orphan: no approval


class LineOfTherapy(StrEnum):
    """Where in the course of treatment a claim was studied."""

    FIRST = "first_line"
    SECOND = "second_line"
    LATER = "later_line"
    PRETREATED = "after_earlier_treatment"  # any number of lines
    ANY = "any_line"
    ADJUVANT = "adjuvant"
    LOCOREGIONAL = "with_locoregional_treatment"
    TRIAL = "within_a_trial"


class TherapyKind(StrEnum):
    """What a name of a therapy stands for."""

    DRUG = "drug"
    CLASS = "class"
    PROCEDURE = "procedure"


class Endpoint(StrEnum):
    """What an effect was measured on."""

    OS = "OS"
    PFS = "PFS"
    RFS = "RFS"
    TTP = "TTP"
    ORR = "ORR"
    DCR = "DCR"
    DOR = "DoR"
    PREVALENCE = "prevalence"
    RISK = "risk"
    AGREEMENT = "agreement"
    OTHER = "other"


class EffectMeasure(StrEnum):
    """How an effect is stated."""

    HR = "HR"
    OR = "OR"
    RR = "RR"
    MEDIAN_MONTHS = "median_months"
    PERCENT = "percent"
    KAPPA = "kappa"
    COUNT = "count"


class NearMiss(StrEnum):
    """Why a row that speaks of an altered gene is not met."""

    EVENT = "another_event"
    PROFILE = "profile_incomplete"  # a further event it asks for was not seen
    EXCLUDED = "excluded_by_another_event"
    BORDERLINE = "borderline_copies"
    FACT = "fact_not_given"
    FACT_DIFFERS = "fact_differs"
    SPECIMEN = "another_specimen"
    DISEASE = "another_disease"
    UNVERIFIED = "row_unverified"


class TierScheme(StrEnum):
    """The three published scales that tiers are computed by."""

    AMP = "amp"  # doi:10.1016/j.jmoldx.2016.10.002
    ESCAT = "escat"  # doi:10.1093/annonc/mdy263
    MTB = "mtb"  # doi:10.1002/ijc.32358


class FunctionalEffect(StrEnum):
    """What a functional study found a variant to do to a gene's part in cancer."""

    ONCOGENIC = "oncogenic"
    NONE = "no_oncogenic_effect"


class FunctionalBasis(StrEnum):
    """What a row of the functional evidence rests on."""

    FUNCTIONAL = "functional_study"
    CLASSIFICATION = "classified_by_the_standard"  # Horak 2022, published elsewhere


class FunctionalStrength(StrEnum):
    """Whether an effect is well established: only then OS2 and SBS2 count it."""

    WELL_ESTABLISHED = "well_established"
    LIMITED = "limited"  # one study, or one assay


class OncogenicityClass(StrEnum):
    """The five classes of ClinGen, CGC and VICC 2022, doi:10.1016/j.gim.2022.01.001."""

    ONCOGENIC = "oncogenic"
    LIKELY_ONCOGENIC = "likely_oncogenic"
    UNCERTAIN = "uncertain_significance"
    LIKELY_BENIGN = "likely_benign"
    BENIGN = "benign"


class FactKind(StrEnum):
    """What a user may state beside the files; each is an ``EventKind`` that rows ask for."""

    LABORATORY = "laboratory"
    CLINICAL = "clinical"
    SIGNATURE = "signature"
    EXPRESSION = "expression"


class Comparison(StrEnum):
    """How a term holds a stated number against its cut-off."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"


class AnsweredBy(StrEnum):
    """What a further test is answered by, where it is known already."""

    FACTS = "facts"
    NORMAL = "matched_normal"
    TISSUE = "tissue_report"
    RNA = "fusion_in_rna"
