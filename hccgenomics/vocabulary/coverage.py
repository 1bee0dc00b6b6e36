"""Words for what was looked at, how deeply, and what reads at a known place amount to."""

from __future__ import annotations

from enum import StrEnum


class CoverageKind(StrEnum):
    """What kind of statement a source of coverage makes."""

    PANEL = "panel_bed"  # which bases a laboratory aims at
    NAMED_PANEL = "named_panel"  # a published gene list, by its name
    PER_BASE = "per_base_depth"
    MEAN_DEPTH = "mean_depth_of_regions"
    LEAST_DEPTH = "least_depth_of_regions"  # Picard's min_coverage, DRAGEN's min_cvg
    QUANTIZED = "quantized_depth"
    THRESHOLDS = "bases_at_thresholds"
    BLOCKS = "reference_blocks"  # of a gVCF or genome VCF
    ALIGNMENTS = "alignments"  # BAM or CRAM, counted at every base


class DepthUnit(StrEnum):
    """What one unit of depth is."""

    READS = "reads"
    FRAGMENTS = "fragments"  # overlapping mates counted once
    MOLECULES = "molecules"  # reads of one original molecule made into one
    DUPLEX_MOLECULES = "duplex_molecules"  # both strands of it seen


class ForcedState(StrEnum):
    """What is said of a known variant at its place, in the four words of MSK-ACCESS reports."""

    CALLED = "called"  # the caller kept it
    GENOTYPED = "genotyped"  # reads carry it, and the caller did not call it
    NOT_DETECTED = "not_detected"
    NOT_COVERED = "not_covered"


class ForcedBecause(StrEnum):
    """Why a place is counted."""

    HOTSPOT = "hotspot"
    TISSUE = "tissue"  # a variant of the tissue report
    CALLED = "called"  # a variant of the files themselves


class ResidualState(StrEnum):
    """What all tracked places together say of tumour DNA in plasma."""

    DETECTED = "detected"
    NOT_DETECTED = "not_detected"
    NOT_EVALUABLE = "not_evaluable"


class Compartments(StrEnum):
    """Where a variant of tissue or plasma was seen."""

    BOTH = "both"
    TISSUE_ONLY = "tissue_only"
    PLASMA_ONLY = "plasma_only"
    NEITHER = "neither"  # absent in both, down to their limits
    UNDECIDED = "undecided"  # not covered, or beyond the limit, in one of the two
