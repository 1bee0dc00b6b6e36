"""Labels of copies, junctions and viral sequence, by vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.amounts import CLASS_NAMES, EXTENT
from hccgenomics.vocabulary import (
    AdjacencyKind,
    CopyClass,
    CopyMethod,
    CopySource,
    DialectTier,
    Extent,
    Frame,
    GenePart,
    IntegrationEvidence,
    StructuralEventKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

LARGE_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    CopyClass: CLASS_NAMES,
    Extent: EXTENT,
    CopyMethod: {
        CopyMethod.STATED: "copies as the tool states them",
        CopyMethod.COMPUTED: "from ratio, purity and ploidy",
        CopyMethod.RATIO: "the ratio alone, no purity",
        CopyMethod.LEVEL: "the class as the file states it",
    },
    CopySource: {
        CopySource.SEGMENTS: "segments",
        CopySource.BINS: "bins",
        CopySource.GENES: "gene table",
        CopySource.CALLS: "calls of altered stretches alone",
        CopySource.LEVELS: "discrete classes",
        CopySource.SOLUTION: "purity and ploidy",
    },
    DialectTier: {
        DialectTier.EXACT: "held against real output",
        DialectTier.UNTESTED: "untested on real output",
    },
    AdjacencyKind: {
        AdjacencyKind.DELETION: "deletion",
        AdjacencyKind.DUPLICATION: "tandem duplication",
        AdjacencyKind.INVERSION: "inversion",
        AdjacencyKind.TRANSLOCATION: "translocation",
        AdjacencyKind.INSERTION: "insertion",
        AdjacencyKind.SINGLE: "single breakend",
        AdjacencyKind.UNKNOWN: "orientation unknown",
    },
    GenePart: {
        GenePart.FIVE_PRIME: "keeps the 5′ part",
        GenePart.THREE_PRIME: "keeps the 3′ part",
        GenePart.UNKNOWN: "part kept unknown",
        GenePart.NONE: "outside the transcript",
    },
    Frame: {
        Frame.IN_FRAME: "in frame",
        Frame.OUT_OF_FRAME: "out of frame",
        Frame.NOT_CODING: "no coding sequence joined",
        Frame.UNKNOWN: "frame unknown",
    },
    StructuralEventKind: {
        StructuralEventKind.FUSION: "fusion",
        StructuralEventKind.DISRUPTION: "gene broken",
        StructuralEventKind.GENE_DELETED: "gene deleted",
        StructuralEventKind.EXONS_DELETED: "exons deleted",
        StructuralEventKind.EXONS_DUPLICATED: "exons duplicated",
        StructuralEventKind.PROMOTER_REARRANGEMENT: "promoter rearranged",
        StructuralEventKind.INTRONIC: "within one intron",
    },
    IntegrationEvidence: {
        IntegrationEvidence.TABLE: "integration table",
        IntegrationEvidence.BREAKENDS: "breakends",
        IntegrationEvidence.INSERTED_SEQUENCE: "inserted sequence",
        IntegrationEvidence.SMALL_INSERTION: "insertion among small variants",
    },
}
