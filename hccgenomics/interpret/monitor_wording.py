"""Every sentence of a timeline: states, lanes, changes, and what may not be concluded.

A state says what one sample shows, never what a patient's tumour does: no word here speaks of
response, of progression or of survival as something that was seen.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import Appearance, Course, Lane, Movement, Origin, ResidualState

# States of one variant in one sample
CALLED: Final = "Called: {alt} of {depth} {unit}."
CALLED_WITHOUT_COUNTS: Final = "Called; how many {unit} carry it is not stated."
READS: Final = "reads"
LEFT_OUT: Final = "Reads carry it, and the run left it out: {why}."
LEFT_OUT_COUNTED: Final = "{alt} of {depth} reads carry it, and the run left it out: {why}."
IN_FILE_WITHOUT_READS: Final = "The file lists it with no read of {depth} that carries it."
IN_FILE_TOO_SHALLOW: Final = "The file lists it over {depth} reads: no limit can be computed."
BLOCK: Final = "No alternate allele in the reference block there, of depth {depth} at the least."
BLOCK_REFUSED: Final = "The reference block there is marked {filters}."
BLOCK_SHALLOW: Final = "The reference block there has depth {depth}: no limit can be computed."
COMPONENT: Final = "Not called; {marker}: {gene} was measured there, at least {depth} deep."
COMPONENT_WITHOUT_DEPTH: Final = "Not called; {marker}: {gene} was measured there."
NOT_ASSAYED: Final = "{marker}: {gene} is not assayed by what was used."
COMPONENT_NOT_CALLABLE: Final = "{marker}: no base of {gene} was deep enough."
IN_A_GAP: Final = "{marker}: {gaps} cannot be called, and its place may lie in it."
NO_COVERAGE: Final = "Not called, and nothing says whether its place was sequenced."
BEYOND_MARKERS: Final = "Not called, and no marker, count or reference block speaks of its place."

# Larger alterations
EVENT_CALLED: Final = "Called."
EVENT_ABSENT: Final = "Not called; {marker}: {gene} was looked at{limit}."
EVENT_LIMIT: Final = ", at a cut-off of {value} {unit}"
EVENT_NOT_TOLD: Final = "Not called, and nothing says whether it could have been."
COPIES: Final = "{value} copies"
LOG2: Final = "log2 ratio {value}"
JUNCTION: Final = "{reads} reads of the junction"

# Lanes
LANE_WHY: Final = {
    Lane.TUMOUR: "A driver, or somatic by what is known of it.",
    Lane.BLOOD: "It may come from a clone of blood cells (report {reports}); it enters no mean.",
    Lane.GERMLINE: "Likely germline (report {reports}); it enters no mean.",
    Lane.UNDECIDED: "No driver, and where it comes from is not known; it enters no mean.",
}
LANE_OF_TISSUE: Final = "Somatic in the tissue (report {reports})."
LANE_OF_COUNT: Final = (
    "Counted beyond error at a known place and called in no sample; it enters no mean."
)
LANE_OF_NORMAL: Final = "The matched normal carries it (report {reports}); it enters no mean."
LANES_DISAGREE: Final = "{name}: the reports do not agree on where it comes from ({origins})."
ORIGIN: Final = {
    Origin.SOMATIC: "somatic",
    Origin.LIKELY_SOMATIC: "likely somatic",
    Origin.LIKELY_GERMLINE: "likely germline",
    Origin.POSSIBLE_HAEMATOPOIESIS: "possibly of blood cells",
    Origin.UNKNOWN: "not known",
}
ORIGIN_AT: Final = "{origin} in report {reports}"

# Means, molecules, ratios
MEAN_RESTS_ON: Final = (
    "The mean is that of {count} variants of the tumour lane that are told at every time point "
    "that can be evaluated: {names}. What was not seen enters with its counts; where nothing was "
    "counted it enters as zero, and at its limit in the mean at most."
)
MEAN_RESTS_ON_ONE: Final = (
    "A mean of one variant, {names}: the only one of the tumour lane that is told at every time "
    "point that can be evaluated. What was not seen enters with its counts; where nothing was "
    "counted it enters as zero, and at its limit in the mean at most."
)
NO_MEAN: Final = (
    "No variant of the tumour lane is told at every time point that can be evaluated, so that "
    "there is no mean to compare."
)
MOLECULES: Final = "{equivalents} haploid genomes a millilitre of plasma."
NO_MOLECULES: Final = (
    "Not computed: the report does not state cell-free DNA and plasma volume (cfdna_extracted and "
    "plasma_volume, or cfdna_concentration, in the clinical file)."
)
NO_MOLECULES_WITHOUT_MEAN: Final = "Not computed: there is no mean allele fraction."
COURSE: Final = {
    Course.FALL: "The interval of the ratio lies below 1: the mean allele fraction fell.",
    Course.RISE: "The interval of the ratio lies above 1: the mean allele fraction rose.",
    Course.UNDECIDED: "The interval of the ratio holds 1: neither a fall nor a rise is shown.",
}
RATIO: Final = "{count} variants are told at both time points."
RATIO_OF_ONE: Final = "It rests on one variant alone, {name}."
RATIO_UNCOUNTED: Final = (
    "Where a variant was not seen and nothing was counted, the interval reaches to its limit."
)
NO_RATIO: Final = "No variant of the tumour lane is told at both time points."
NOTHING_SEEN: Final = "None of the {count} variants told at both time points was seen at either."

# Appeared, no longer seen
EMERGING: Final = "Not in an earlier sample, though it could have been seen there: {limits}."
MAY_HAVE_BEEN_THERE: Final = "It may have been there before: {reasons}."
OF_TISSUE: Final = "The tissue has it already."
AT_LIMIT: Final = "below {limit} at time point {number}"
LIMIT_ABOVE: Final = "time point {number} would have shown it only from {limit}"
NOT_COVERED_AT: Final = "its place was not covered at time point {number}"
NOT_TOLD_AT: Final = "nothing is told of its place at time point {number}"
AMONG_ERRORS_AT: Final = (
    "reads carry it at time point {number} already, no more of them than errors explain"
)
NO_FRACTION: Final = "its fraction is not stated"
GONE: Final = "Below {limit} at time point {number}; {before} at time point {last}."
GONE_LIMIT_ABOVE: Final = (
    "Not seen at time point {number}, where it would have been seen only from {limit}; {before} at "
    "time point {last}: that it fell is not shown."
)
GONE_AMONG_ERRORS: Final = (
    "{alt} of {depth} carry it at time point {number}, no more than errors explain; {before} at "
    "time point {last}."
)
GONE_WITHOUT_LIMIT: Final = "Not seen at time point {number}, without a limit that is known."
GONE_NOT_COVERED: Final = "Its place was not covered at time point {number}: nothing can be said."
GONE_NOT_TOLD: Final = "Nothing is told of its place at time point {number}."
SEEN_AT: Final = "{vaf} VAF"
SEEN: Final = "seen"

# Clones
MOVEMENT: Final = {
    Movement.WITH_THE_OTHERS: "Its interval overlaps that of the others.",
    Movement.ABOVE_THE_OTHERS: "Its interval lies above that of the others.",
    Movement.BELOW_THE_OTHERS: "Its interval lies below that of the others.",
}
CLONES: Final = (
    "Each variant's ratio between two time points, with its interval, is held against the ratio of "
    "all others. Intervals that do not overlap are a sign of clones that move apart, or of a "
    "variant that is not the tumour's; loss or gain of the allele and errors of counting look the "
    "same. Intervals that overlap do not show that variants belong to one clone. {count} "
    "comparisons were made, and none is corrected for their number."
)
GROUPED: Final = "The ratios of {names} may be one, between {low} and {high}."
ALONE: Final = "The ratio of {names} lies between {low} and {high}."
NO_UPPER: Final = "an upper end that is not known"
TWO_ALONE: Final = " Of two variants alone it cannot be told which one moves otherwise."
NO_CLONES: Final = "Fewer than two variants of the tumour lane are told at two time points."

# Time points
NOT_EVALUABLE: Final = "Nothing is told of any variant that is followed."
NOT_RELIABLE: Final = "Its report calls its quality insufficient."
NOTHING_FOLLOWED: Final = "No variant was found in any of the samples, so that none is followed."
NO_PANEL: Final = "not stated"

# What differs, what does not fit
PANELS: Final = "The time points were not made with one panel: {values}."
CALLERS: Final = "The time points were not called alike: {values}."
SOFTWARE: Final = "The reports were made by several versions of the program: {values}."
KNOWLEDGE: Final = "The reports stand on evidence of different dates: {values}."
SETTINGS: Final = "The reports were made with different settings: {values}."
COVERAGE: Final = "Coverage was told for some reports and not for others: {values}."
WITH_COVERAGE: Final = "told"
WITHOUT_COVERAGE: Final = "not told"
VALUE_AT: Final = "{value} ({who})"
TIME_POINT: Final = "time point {numbers}"
REPORT_INSUFFICIENT: Final = (
    "The quality is insufficient by the report of time point {numbers}, which says why: {reason}"
)
GERMLINE_MISSING: Final = (
    "{name}, likely germline, is at about {vaf} in one sample and not detected in another: that "
    "all samples are of one person should be checked."
)
CELLS_NOT_TOLD: Final = (
    "{count} of {every} answers are not told: reports made again with --bam and --tissue count "
    "every variant of the tissue at its place."
)
TISSUE_CARRIES_NONE: Final = (
    "Report {number}, of the tissue, says that its files carry no report, so that what it names is "
    "not to be relied on: {reason}"
)
TISSUE_LATER: Final = "The tissue of report {number} was taken after the first plasma."

# Summary
SPAN: Final = "{count} plasma samples over {days} days, from {first} to {last}."
ONE_SAMPLE: Final = "One plasma sample, of {first}: nothing can be compared over time."
WITH_TISSUE: Final = "{day}, with {count} of tissue"
FOLLOWED: Final = "{count} variants are followed, {tumour} of them in the tumour lane."
OVER: Final = {"first": "over the first", "previous": "over the one before"}
MEAN_CHANGE: Final = (
    "Mean allele fraction at the last time point {over}: {ratio} ({low} to {high}). {why}"
)
MEAN_CHANGE_OPEN: Final = (
    "Mean allele fraction at the last time point {over}: {ratio}; the interval's ends are {low} "
    "and {high}. {why}"
)
MEAN_CHANGE_FROM_NONE: Final = (
    "Mean allele fraction at the last time point {over}: from {low}; nothing was seen at the "
    "earlier one. {why}"
)
NO_MEAN_CHANGE: Final = "Mean allele fraction at the last time point {over}: no ratio. {why}"
NO_END: Final = "not known"
TUMOUR_DNA: Final = "Tumour DNA in plasma, by the tissue's variants together: {said}."
RESIDUAL_AT: Final = {
    ResidualState.DETECTED: "detected at {points}",
    ResidualState.NOT_DETECTED: "not detected at {points}",
    ResidualState.NOT_EVALUABLE: "not evaluable at {points}",
}
POINTS_NAMED: Final = ("time point", "time points")
POINT_BELOW: Final = "{number} (< {limit})"
EMERGED: Final = {
    Appearance.EMERGING: "Emerging: {names}.",
    Appearance.MAY_HAVE_BEEN_THERE: "Shown later, and perhaps there before: {names}.",
    Appearance.OF_TISSUE: "Known from the tissue, and shown in plasma later: {names}.",
}
SHOWN_AT: Final = "{name} (time point {at})"
GONE_SUMMARY: Final = "Seen before and not at the last time point: {names}."
BELOW: Final = "{name} (below {limit})"
MORE: Final = "{count} more"
NO_LIMIT: Final = "{name} (limit not known)"
CANNOT_TELL: Final = "Not one time point can be evaluated: {why}"

# What may not be concluded
MAY_NOT: Final = (
    "A fall or a rise of allele fractions is no statement on the size of the tumour, on its course "
    "under treatment, or on how long anyone lives; imaging and the patient are judged by others.",
    "A variant that is not detected is below the limit stated beside it; it is not shown to be "
    "gone, and no time point shows that a person is free of disease.",
    "A variant that appears is not shown to be new in the tumour, nor to be a cause of anything "
    "that happened before it appeared.",
    "Treatment marks and changes stand side by side; that one follows the other is no proof that "
    "one caused the other.",
    "Allele fractions depend on the other cell-free DNA in the tube as well: trauma, exertion, "
    "autoimmune disease, pregnancy and lysed white cells add DNA without the variant and lower "
    "them without any change of the tumour (PMC10401883, table 1).",
    "This timeline names no treatment and changes none.",
)
MAY_NOT_WITHOUT_COVERAGE: Final = (
    "Time point {numbers}: no coverage was told, so that what was not called there is neither "
    "there nor missing."
)
MAY_NOT_UNLIKE: Final = (
    "The time points were not made alike (see what differs): a part of any change may be that of "
    "the assay."
)
MAY_NOT_ONE_VARIANT: Final = (
    "A mean of one variant follows that variant's copies and clone, not the tumour as a whole."
)
MAY_NOT_BLOOD: Final = (
    "Variants of the blood lane may rise and fall with blood counts and treatment; they say "
    "nothing of the tumour."
)
MAY_NOT_WITHOUT_TISSUE: Final = (
    "Without the tissue it is not known which variants are the tumour's: the origin rests on the "
    "plasma alone."
)
