"""What the page calls kinds of coverage and units of depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import CoverageKind, DepthUnit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

COVERAGE_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    CoverageKind: {
        CoverageKind.PANEL: "regions aimed at",
        CoverageKind.NAMED_PANEL: "published list of genes",
        CoverageKind.PER_BASE: "depth of each base",
        CoverageKind.MEAN_DEPTH: "mean depth of regions",
        CoverageKind.LEAST_DEPTH: "least depth of regions",
        CoverageKind.QUANTIZED: "classes of depth",
        CoverageKind.THRESHOLDS: "thresholds of depth that regions reach",
        CoverageKind.BLOCKS: "reference blocks of a genome VCF",
        CoverageKind.ALIGNMENTS: "alignments, counted at each base",
    },
    DepthUnit: {
        DepthUnit.READS: "reads",
        DepthUnit.FRAGMENTS: "fragments",
        DepthUnit.MOLECULES: "molecules",
        DepthUnit.DUPLEX_MOLECULES: "duplex molecules",
    },
}
