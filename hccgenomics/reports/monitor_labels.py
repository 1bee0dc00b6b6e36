"""Every word that the page of a timeline says of its own accord, and those of its picture."""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import (
    Appearance,
    Course,
    Lane,
    Movement,
    ResidualState,
    TimePointState,
)

STATE: Final = {
    TimePointState.CALLED: "called",
    TimePointState.GENOTYPED: "genotyped",
    TimePointState.NOT_DETECTED: "not detected",
    TimePointState.NOT_COVERED: "not covered",
    TimePointState.NOT_TOLD: "not told",
}
STATE_MEANS: Final = {
    TimePointState.CALLED: "the caller kept it",
    TimePointState.GENOTYPED: "reads carry it, and it was not called",
    TimePointState.NOT_DETECTED: "below the limit stated beside it",
    TimePointState.NOT_COVERED: "its place was not sequenced, or not deeply enough",
    TimePointState.NOT_TOLD: "nothing says whether its place was looked at",
}
LANE: Final = {
    Lane.TUMOUR: "Tumour",
    Lane.BLOOD: "Possibly of blood cells",
    Lane.GERMLINE: "Likely germline",
    Lane.UNDECIDED: "Origin not known, and no driver",
}
APPEARANCE: Final = {
    Appearance.EMERGING: "emerging",
    Appearance.MAY_HAVE_BEEN_THERE: "may have been there before",
    Appearance.OF_TISSUE: "known from the tissue",
}
COURSE: Final = {
    Course.FALL: "fall",
    Course.RISE: "rise",
    Course.UNDECIDED: "neither is shown",
}
MOVEMENT: Final = {
    Movement.WITH_THE_OTHERS: "with the others",
    Movement.ABOVE_THE_OTHERS: "above the others",
    Movement.BELOW_THE_OTHERS: "below the others",
}
RESIDUAL: Final = {
    ResidualState.DETECTED: "detected",
    ResidualState.NOT_DETECTED: "not detected",
    ResidualState.NOT_EVALUABLE: "not evaluable",
}

RESIDUAL_BELOW: Final = "{state} (< {limit})"
BELOW_FLOOR: Final = "not told from none: {value}, floor {floor}"

EYEBROW: Final = "Timeline of plasma samples · {assembly}"
STATUS: Final = "timeline"
STAMP: Final = "Made from {count} reports; each is read as it stands."
NOTHING: Final = "none"
NOT_STATED: Final = "not stated"
NONE_APPEARED: Final = (
    "No variant of the tumour lane appeared that the first time point did not show."
)
NONE_GONE: Final = "No variant of the tumour lane went out of sight at the last time point."
NONE_FOLLOWED: Final = "No variant was found in any of the samples."
NOT_COMPUTED: Final = "not computed"
MOLECULES: Final = (
    "Mutant molecules are the mean allele fraction times the haploid genomes in a millilitre of "
    "plasma; losses on the way from tube to library are not corrected for."
)
FACT: Final = (
    "In a clinical file a fall is ctdna_response = fall, a rise ctdna_response = no_fall; the row "
    "of the evidence base that asks for it speaks of samples about four weeks apart."
)
GROUPS: Final = (
    "These are the fewest groups in which all intervals share a value, first time point against "
    "last; a variant between two groups might stand in either."
)
POINTS: Final = "What each plasma sample comes to, summed over the tumour's variants"
TALLY: Final = {
    TimePointState.CALLED: "{count} called",
    TimePointState.GENOTYPED: "{count} genotyped",
    TimePointState.NOT_DETECTED: "{count} not detected",
    TimePointState.NOT_COVERED: "{count} not covered",
    TimePointState.NOT_TOLD: "{count} not told",
}
NOT_KNOWN: Final = "not known"
UNRELIABLE: Final = (
    "No time point tells anything of any variant. The timeline is written so that the "
    "reasons can be read."
)
FACTS: Final = {
    "plasma": "Plasma samples",
    "span": "Collected",
    "tissue": "Tissue samples",
    "followed": "Variants followed",
    "mean": "Behind the mean",
    "level": "Level of intervals",
}
SPAN: Final = "{first} to {last}"
FRACTION_LOW: Final = "below {limit}"
FRACTION_UNKNOWN: Final = "limit not known"
WITH_INTERVAL: Final = "{vaf} ({low} to {high})"
TO: Final = "{low} to {high}"
AT_LEAST: Final = "from {low}"
AT_MOST: Final = "up to {high}"
OF: Final = "{alt} of {depth}"
DEPTH: Final = "depth {depth}"
LIMIT: Final = "limit {limit}"
MEAN: Final = "{value}"
MEAN_AT_MOST: Final = "{value}, at most {most}"
POINT: Final = "{number} · {collected}"
BLOCK: Final = "{name}, time points {first} to {last}"
TISSUE: Final = "tissue {number}"
UNTIL: Final = "{start} to {end}"
SINCE: Final = "from {start}"

# The picture
FIGURE_TITLE: Final = "Allele fractions of {label} over time"
CAPTION: Final = (
    "Upwards: allele fraction, on a log scale; to the right: day of collection. Filled: called, "
    "with its interval. Hollow: reads carry it, not called. An arrow down from a line: not "
    "detected, the line is the computed detection limit. Dashed lines lead to or from a limit (of "
    "the mean: the upper end of its interval); no line crosses a sample that tells nothing. "
    "{rest}The numbers stand in the table below."
)
CAPTION_REST: Final = "Grey: {count} further variants. "
NO_FIGURE: Final = "There is no fraction and no limit to draw."
MEAN_LINE: Final = "mean"
TUMOUR_LANE: Final = "allele fraction, tumour"
BLOOD_LANE: Final = "blood cells?"
TISSUE_COLUMN: Final = "tissue"
EARLIER: Final = "{value} at {number:d}"
LESS: Final = "<{limit}"
UNTOLD: Final = "{count} not told"
UNCOVERED: Final = "{count} not covered"
BEFORE: Final = "‹ "
AFTER: Final = " ›"
DESCRIPTION: Final = "{variants} {treatments}"
DESCRIBED: Final = "{name}: {cells}."
DESCRIBED_CELL: Final = "{value} on {day}"
DESCRIBED_TREATMENT: Final = "{name}, {when}."
NO_TREATMENT: Final = "No treatment was stated."
