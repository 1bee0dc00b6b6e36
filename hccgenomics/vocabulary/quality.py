"""Words for inputs that cannot carry a report."""

from __future__ import annotations

from enum import StrEnum


class FailureCode(StrEnum):
    """Why the files, readable as they are, carry no report; gravest first."""

    NO_READS = "no_reads"  # in the tumour's column
    NO_GENOTYPES = "no_genotypes"  # nor reads: the column is empty
    POOLED = "pooled"  # reads of several people
    GERMLINE_CALLER = "germline_caller"  # a caller that is not meant for tumours
    GERMLINE_FRACTIONS = "germline_fractions"  # allele fractions of inherited variants
    GERMLINE_GENOTYPES = "germline_genotypes"
    SHARED_WITH_NORMAL = "shared_with_normal"  # no allele is the tumour's own
    SWAPPED = "swapped"  # the columns of tumour and normal
    ANOTHER_SAMPLE = "another_sample"  # the alignments do not show what was called
    ALIGNMENTS_EXCHANGED = "alignments_exchanged"  # those of sample and normal
    ANOTHER_NORMAL = "another_normal"  # the normal's alignments are of another person
    TOO_SHALLOW = "too_shallow"  # whatever was measured, and nothing was found
    TOO_FEW_TUMOUR_CELLS = "too_few_tumour_cells"  # a clonal variant would not be seen anywhere
    DEPTH_ELSEWHERE = "depth_elsewhere"  # depth of places that decide no marker
