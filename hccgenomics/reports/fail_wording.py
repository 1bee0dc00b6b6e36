"""Words of the page that stands in place of a report where the files carry none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import FailureCode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

LEAD: Final = (
    "The files could be read, and what is in them cannot carry a report. This page says why, and "
    "nothing about the tumour."
)
NO_RESULT: Final = (
    "That nothing is shown here is no result: it does not mean that nothing is there."
)
NO_MARKER: Final = "No marker is judged, and none is absent: {names}."
NOT_TO_BE_USED: Final = (
    "What was computed all the same ({findings}, {hypotheses}) is in the JSON, for whoever looks "
    "into the failure. It is not to be used."
)
NO_THERAPY: Final = "Nothing here speaks for or against any therapy."
FINDINGS: Final = ("{n} alteration", "{n} alterations")
HYPOTHESES: Final = ("{n} hypothesis", "{n} hypotheses")
OLDER: Final = "Quality insufficient"
ASK_AGAIN: Final = "Make the report again with this version of the program, which says what to do."

FAILURE_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    FailureCode: {
        FailureCode.NO_READS: "No reads in the tumour's column",
        FailureCode.NO_GENOTYPES: "Nothing in the tumour's column",
        FailureCode.POOLED: "Reads of several people",
        FailureCode.GERMLINE_CALLER: "Called for inherited variants",
        FailureCode.GERMLINE_FRACTIONS: "Looks like inherited variants",
        FailureCode.GERMLINE_GENOTYPES: "Looks like inherited variants",
        FailureCode.SHARED_WITH_NORMAL: "Nothing that is the tumour's own",
        FailureCode.SWAPPED: "Tumour and normal seem to be swapped",
        FailureCode.ANOTHER_SAMPLE: "Alignments of another sample",
        FailureCode.ALIGNMENTS_EXCHANGED: "Alignments of sample and normal exchanged",
        FailureCode.ANOTHER_NORMAL: "A normal of another person",
        FailureCode.TOO_SHALLOW: "Too shallow throughout",
        FailureCode.TOO_FEW_TUMOUR_CELLS: "Too few tumour cells",
        FailureCode.DEPTH_ELSEWHERE: "Depth of other places",
    }
}
