"""Why files carry no report although they can be read, and what a laboratory may do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import FailureCode

if TYPE_CHECKING:
    from collections.abc import Mapping

TOO_SHALLOW: Final = (
    "Nothing was found, and none of the {parts} of markers that were measured is deep enough for "
    "that to mean anything: the best of them has {depth} at its least covered base, and {needed} "
    "would be needed."
)
UNFIT: Final = (
    "Nothing was found, and none of the {parts} of markers that were measured can be judged: their "
    "own files hold them unfit, or too few molecules went in."
)
TOO_FEW_CELLS: Final = (
    "Nothing was found, and hardly anything could have been: at {purity} tumour cells a clonal "
    "heterozygous variant would lie at {expected} of the reads, and what lies below {limit} is "
    "left out by the laboratory's setting."
)
DEPTH_ELSEWHERE: Final = (
    "Nothing was found, and the files of depth tell of no base that decides a marker: they are of "
    "other places, or of another design."
)
LEAST_DEPTH: Final = "least depth of the best measured part"
EXPECTED: Final = "allele fraction of a clonal heterozygous variant"
PARTS_TOLD: Final = "parts of markers of which a depth is told"
PART_OF: Final = ("part", "parts")
VAF: Final = "VAF"

NEXT: Final[Mapping[FailureCode, str]] = {
    FailureCode.NO_READS: (
        "Check that the right column was taken for the tumour (--tumour-sample) and that the panel "
        "was sequenced; then call again."
    ),
    FailureCode.NO_GENOTYPES: (
        "Check that the right column was taken for the tumour (--tumour-sample)."
    ),
    FailureCode.POOLED: "Pass the file of one tumour, called by itself.",
    FailureCode.GERMLINE_CALLER: (
        "Call the tumour with a somatic caller, best beside a matched normal."
    ),
    FailureCode.GERMLINE_FRACTIONS: (
        "Check that the file is the tumour's and not the normal's, and that it was called by a "
        "somatic caller."
    ),
    FailureCode.GERMLINE_GENOTYPES: (
        "Check that the file is the tumour's and not the normal's, and that it was called by a "
        "somatic caller."
    ),
    FailureCode.SHARED_WITH_NORMAL: "Check that the file holds somatic calls.",
    FailureCode.SWAPPED: (
        "Check which column is the tumour and which the normal, in the laboratory and not by these "
        "data alone, and say so with --tumour-sample and --normal-sample."
    ),
    FailureCode.ANOTHER_SAMPLE: (
        "Check that the alignments (--bam) are those of the sample that was called."
    ),
    FailureCode.ALIGNMENTS_EXCHANGED: (
        "Check which alignments are the sample's (--bam) and which the normal's (--normal-bam)."
    ),
    FailureCode.ANOTHER_NORMAL: (
        "Check that the normal's alignments (--normal-bam) are the patient's."
    ),
    FailureCode.TOO_SHALLOW: "Sequence again, or deeper; then make the report again.",
    FailureCode.TOO_FEW_TUMOUR_CELLS: (
        "Choose material with more tumour cells, enrich it, or sequence deeper; where the tumour "
        "content was stated by mistake, state it again (--purity)."
    ),
    FailureCode.DEPTH_ELSEWHERE: (
        "Check that the files given with --coverage are of this sample, assembly and design."
    ),
}
