"""Labels of the words by which findings, genes, specimens and their evidence are described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import (
    AlterationKind,
    AnnotatedField,
    AsideStatus,
    ComponentClass,
    Confidence,
    Consequence,
    Direction,
    Disease,
    DiseaseMatch,
    GeneRole,
    GermlineAsk,
    Origin,
    PopulationState,
    PromoterVerdict,
    SequenceGrade,
    Specificity,
    Specimen,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

FINDING_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    AsideStatus: {
        AsideStatus.BELOW_CALLER_FILTER: "below caller's filter",
        AsideStatus.CALLED_NOT_SOMATIC: "called not somatic",
        AsideStatus.NOT_CARRIED: "not carried by the tumour's genotype or counts",
        AsideStatus.BELOW_SETTING: "below a setting of the laboratory",
    },
    AlterationKind: {
        AlterationKind.SMALL: "small variant",
        AlterationKind.COPY_NUMBER: "copy number",
        AlterationKind.STRUCTURAL: "structural variant",
        AlterationKind.INTEGRATION: "viral integration",
        AlterationKind.SIGNATURE: "signature",
        AlterationKind.EXPRESSION: "expression",
    },
    AnnotatedField: {
        AnnotatedField.CONSEQUENCE: "consequence",
        AnnotatedField.CODING_NAME: "coding name",
        AnnotatedField.PROTEIN_NAME: "protein name",
    },
    ComponentClass: {
        ComponentClass.SMALL: "small variants",
        ComponentClass.COPY_NUMBER: "copy number",
        ComponentClass.FUSION: "fusion",
        ComponentClass.REARRANGEMENT: "rearrangement",
        ComponentClass.INTEGRATION: "viral integration",
        ComponentClass.SIGNATURE: "signature",
    },
    Confidence: {
        Confidence.SUFFICIENT: "sufficient",
        Confidence.INSUFFICIENT: "insufficient",
        Confidence.NOT_ASSESSED: "not assessed",
    },
    Direction: {
        Direction.SUPPORTS: "supports",
        Direction.DOES_NOT_SUPPORT: "does not support",
        Direction.MIXED: "mixed",
    },
    Disease: {
        Disease.HCC: "hepatocellular carcinoma",
        Disease.FIBROLAMELLAR: "fibrolamellar carcinoma",
        Disease.MIXED: "combined hepatocellular-cholangiocarcinoma",
        Disease.CHOLANGIOCARCINOMA: "cholangiocarcinoma",
    },
    DiseaseMatch: {
        DiseaseMatch.SAME: "evidence from the same entity",
        DiseaseMatch.AGNOSTIC: "evidence from several tumour types",
        DiseaseMatch.EXTRAPOLATED: "evidence from another disease",
    },
    GeneRole: {
        GeneRole.ONCOGENE: "oncogene",
        GeneRole.TUMOUR_SUPPRESSOR: "tumour suppressor",
        GeneRole.BOTH: "oncogene and tumour suppressor",
        GeneRole.PASSENGER: "likely passenger",
        GeneRole.UNCLEAR: "role unclear",
    },
    GermlineAsk: {
        GermlineAsk.UNLESS_SOMATIC: "unless shown to be somatic",
        GermlineAsk.IF_GERMLINE: "only if likely germline",
    },
    PopulationState: {
        PopulationState.FOUND: "in the population file",
        PopulationState.NOT_IN_FILE: "not in the population file",
        PopulationState.NOTHING_NEARBY: "place perhaps not covered by the population file",
        PopulationState.NO_CONTIG: "contig not in the population file",
        PopulationState.NOT_LOOKED_UP: "not found as spelt, which says nothing",
    },
    Origin: {
        Origin.SOMATIC: "somatic",
        Origin.LIKELY_SOMATIC: "likely somatic",
        Origin.LIKELY_GERMLINE: "likely germline",
        Origin.POSSIBLE_HAEMATOPOIESIS: "possibly from blood cells",
        Origin.UNKNOWN: "origin unknown",
    },
    PromoterVerdict: {
        PromoterVerdict.HOTSPOT: "activating promoter hotspot",
        PromoterVerdict.BENIGN: "benign promoter polymorphism",
        PromoterVerdict.UNCERTAIN: "promoter variant of unknown significance",
    },
    SequenceGrade: {
        SequenceGrade.GENOMIC: "exons with flanks, reference grade",
        SequenceGrade.CDS: "complete coding sequence, reference grade",
        SequenceGrade.PROVISIONAL: "provisional sequence",
        SequenceGrade.PARTIAL: "partly known sequence",
        SequenceGrade.NONE: "coordinates only",
    },
    Specificity: {
        Specificity.EXACT: "this exact change",
        Specificity.CODON: "this codon",
        Specificity.EXON: "this exon",
        Specificity.CLASS: "this class of change",
        Specificity.GENE: "this gene",
        Specificity.PATHWAY: "this pathway",
    },
    Specimen: {
        Specimen.TISSUE: "tumour tissue",
        Specimen.PLASMA: "plasma (cell-free DNA)",
    },
    Consequence: {word: word.value.replace("_", " ") for word in Consequence},
}
"""For each vocabulary a label for each of its words."""
