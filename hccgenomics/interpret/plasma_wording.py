"""What is said of tissue and plasma together, of residual disease and of the tumour's share.

Silence is never a finding here: what is not seen is not seen down to a stated fraction, or it is
open, with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.wording import listed
from hccgenomics.model.rounding import rounded
from hccgenomics.vocabulary import Compartments, DepthUnit, Origin, ResidualState

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NAMED: Final = 6
"""Names that a sentence lists before it counts the others."""

UNITS: Final = {
    DepthUnit.READS: ("read", "reads"),
    DepthUnit.FRAGMENTS: ("fragment", "fragments"),
    DepthUnit.MOLECULES: ("molecule", "molecules"),
    DepthUnit.DUPLEX_MOLECULES: ("duplex molecule", "duplex molecules"),
}
"""One and several of what was counted."""
ONE_PLACE: Final = ("place", "places")
ONE_VARIANT: Final = ("variant", "variants")

# --- one compartment ------------------------------------------------------------------------------

CALLED: Final = "called{support}"
GENOTYPED: Final = "seen below calling ({alt} of {depth})"
GENOTYPED_WHY: Final = (
    "In plasma it is not called, but more of it was counted than errors explain (q = {q})."
)
TISSUE_GENOTYPED_WHY: Final = (
    "In tissue it is not called, but more of it was counted than errors explain (q = {q})."
)
NOT_SEEN: Final = "not seen down to {limit}"
NOT_SEEN_BEYOND: Final = "not seen, but only {limit} or more would have been"
NOT_SEEN_NO_LIMIT: Final = "not seen, at a depth that shows nothing"
FEW_READS: Final = "undecided ({alt} of {depth})"
NOT_COVERED: Final = "not covered ({depth})"
LEFT_OUT: Final = "seen{support}, left out by a filter"
NOT_TOLD: Final = "no coverage information"
OFF_PANEL: Final = "not assayed"
SHALLOW: Final = "too shallow"
NO_SMALL: Final = "no small-variant file"
PRESENT: Final = "present"
NO_CALL: Final = "no call"

FEW_READS_WHY: Final = "The few reads with it in plasma are no more than errors explain (q = {q})."
TISSUE_FEW_READS_WHY: Final = (
    "The few reads with it in tissue are no more than errors explain (q = {q})."
)
BEYOND_LIMIT_WHY: Final = (
    "What plasma could have shown there is above the setting max_limit_plasma ({most}), so its "
    "silence decides nothing."
)
TISSUE_BEYOND_LIMIT_WHY: Final = (
    "What tissue could have shown there is above the setting max_limit_tissue ({most}), so its "
    "silence decides nothing."
)
NOT_COVERED_WHY: Final = "Plasma has {depth} there, fewer than count as covered ({least})."
TISSUE_NOT_COVERED_WHY: Final = "Tissue has {depth} there, fewer than count as covered ({least})."
LEFT_OUT_WHY: Final = "In plasma: {why}"
TISSUE_LEFT_OUT_WHY: Final = "In tissue: {why}"
NOT_TOLD_WHY: Final = (
    "No file tells how deeply plasma was read there, so its silence decides nothing; alignments "
    "(--bam) or a file of depths (--coverage) would tell."
)
OFF_PANEL_WHY: Final = "The panel does not hold this place, so plasma was not looked at there."
SHALLOW_WHY: Final = "Plasma was read there, but too shallow or not wholly. {why}"
NO_SMALL_WHY: Final = "No file of small variants of plasma was given."
TISSUE_NOT_TOLD_WHY: Final = (
    "The tissue's report tells no depth there, so it is open whether tissue carries it; a tissue "
    "report made with --coverage or --bam would tell."
)
TISSUE_NO_SMALL_WHY: Final = "The tissue's report rests on no file of small variants."
TERT_NONE_WHY: Final = "No change of the TERT promoter is in either; the state is the marker's."
TERT_NAME: Final = "TERT promoter"

ORIGIN: Final = {
    Origin.POSSIBLE_HAEMATOPOIESIS: "in {where} it may come from blood cells",
    Origin.LIKELY_GERMLINE: "in {where} it is likely germline",
}
TISSUE: Final = "tissue"
PLASMA: Final = "plasma"
ORIGIN_WHY: Final = "By its reads {said}."

# --- larger alterations ---------------------------------------------------------------------------

LARGE_SEEN: Final = "found"
LARGE_NOT_LOOKED: Final = "not looked at"
LARGE_SILENT: Final = "looked at, not found"
LARGE_NOT_LOOKED_WHY: Final = (
    "No file of {what} was given with plasma, so plasma says nothing of it."
)
LARGE_SILENT_WHY: Final = (
    "Plasma was looked at for {what}, but how small a share of tumour DNA would still show it is "
    "not known, so its silence decides nothing."
)
LARGE_TISSUE_NOT_LOOKED_WHY: Final = (
    "The tissue's report rests on no file of {what}, so it is open whether tissue carries it."
)
LARGE_TISSUE_SILENT_WHY: Final = (
    "The tissue's report rests on a file of {what} and does not list it; whether it would have "
    "shown is not known."
)
COPY_NUMBER: Final = "copy number"
JUNCTIONS: Final = "structural variants"

# --- the table ------------------------------------------------------------------------------------

WHERE: Final = {
    Compartments.BOTH: "Seen in tissue and in plasma.",
    Compartments.TISSUE_ONLY: "Seen in tissue; in plasma not seen down to {limit}.",
    Compartments.PLASMA_ONLY: "Seen in plasma; in tissue not seen down to {limit}.",
    Compartments.NEITHER: "Not seen in tissue down to {tissue}, nor in plasma down to {plasma}.",
    Compartments.UNDECIDED: "",
}
OTHER_PATIENT: Final = (
    "Of {compared} of the tissue that are likely germline, {absent} are not in plasma: check that "
    "both are of one patient."
)
NO_TISSUE: Final = "No tissue report was given (--tissue), so plasma is read by itself."
GERMLINE_LEFT_OUT: Final = (
    "{count} that {are} likely germline in whatever holds {them} {are} left out of this table."
)
DISEASE_DIFFERS: Final = (
    "The tissue's report was made for {tissue}, this one for {plasma}: check that both are of one "
    "patient and one tumour."
)
TISSUE_CARRIES_NONE: Final = (
    "The tissue's report says that its files carry no report, so that what it names is not to be "
    "relied on: {reason}"
)
SAME_SAMPLE: Final = (
    "The tissue's report has the same sample id as this one: check that it is not plasma's own."
)
SEX_DIFFERS: Final = (
    "The tissue's report states the sex as {tissue}, this one as {plasma}: check that both are of "
    "one patient."
)
TISSUE_LATER: Final = "The tissue was collected after this plasma ({tissue}, {plasma})."

TERT_ONE_ONLY: Final = "TERT promoter change in {where} only; not seen in {other} down to {limit}"
TERT_BOTH: Final = "TERT promoter change in tissue and in plasma"

# --- residual disease -----------------------------------------------------------------------------

METHOD: Final = (
    "Tumour-informed: counts at {places} of the tissue, taken together, against the errors "
    "expected there ({basis}). No place alone decides: the test is made without each in turn and "
    "must hold every time; the exact distribution of the sum keeps false positives at {alpha} or "
    "less. The limit is the mean allele fraction seen with a probability of {probability}, worked "
    "out from the depth and error of every place (median depth {depth}, error {error})."
)
METHOD_NONE: Final = (
    "Tumour-informed: counts at the places of the tissue's variants, taken together, against the "
    "errors expected there."
)
BASIS: Final = {
    "site": "errors of normal samples at the place itself",
    "context": "errors of normal samples at changes of the same kind",
    "global": "one stated error rate for every place and change",
}
BASIS_JOINED: Final = "{count} by {what}"

DETECTED: Final = (
    "Detected: {alt} of {depth} over {places} carry the tissue's variants ({carrying} of the "
    "places), where errors make {expected} expected (p {p}); {fraction} on average ({low} to "
    "{high})."
)
NOT_DETECTED: Final = (
    "Not detected (< {limit}): {alt} of {depth} over {places} carry the tissue's variants, where "
    "errors make {expected} expected (p {p}). Less tumour DNA than {limit} may be there unseen."
)
CAPPED: Final = (
    " The depth that counts for the limit is capped by what went into the library "
    "({equivalents} genome equivalents)."
)

NE_NO_TISSUE: Final = "No tissue report was given (--tissue), so no place is known to follow."
NE_NO_TRACKED: Final = (
    "The tissue's report holds no small variant that can be followed; {count} were left out."
)
NE_NONE_AT_ALL: Final = "The tissue's report holds no small variant."
NE_NO_COUNTS: Final = (
    "Reads are stated at {known} of {places} that can be followed: a file of variants alone does "
    "not count what it does not call. Alignments of the plasma (--bam) count every place."
)
NE_BLOCKS: Final = "Of the others {inside} inside reference blocks, which state a depth alone."
IN_BLOCKS: Final = (
    " Of {inside} inside reference blocks none is taken to hold a read with the variant, for a "
    "block tells none: the fraction may be higher."
)
NE_FEW: Final = (
    "{usable} can be followed with {least_depth} or more fragments and an error rate of at most "
    "{most}; the calibration of this test, and the setting residual_min_sites, ask for {least}."
)
NE_NO_LIMIT: Final = (
    "With {places} at this depth no fraction of tumour DNA would be seen with a probability of "
    "{probability}."
)
ONE_PLACE_ALONE: Final = (
    " With the place of {name} ({alt} of {depth}) it is more than errors explain, without it not; "
    "and no place alone decides, for a clone of blood cells, an inherited variant or an artefact "
    "may fill one alone."
)

LEFT_OUT_ORIGIN: Final = {
    Origin.LIKELY_GERMLINE: "likely germline in tissue",
    Origin.POSSIBLE_HAEMATOPOIESIS: "may come from blood cells",
    Origin.UNKNOWN: "its origin is not known from the tissue's report, it is no driver, and no "
    "deep white cells show that it is not inherited",
}
LEFT_OUT_PLASMA_ORIGIN: Final = {
    Origin.LIKELY_GERMLINE: "likely germline by its reads in plasma",
    Origin.POSSIBLE_HAEMATOPOIESIS: "by its reads in plasma it may come from blood cells",
}
LEFT_OUT_INHERITED: Final = (
    "its origin is not known from the tissue's report, and plasma has {vaf} of it, as of an "
    "inherited variant"
)
LEFT_OUT_BLOOD_GENE: Final = (
    "clones of blood cells often carry variants of {gene}, and no white cells were counted there "
    "(--normal-bam)"
)
LEFT_OUT_BLOOD_SHALLOW: Final = (
    "clones of blood cells often carry variants of {gene}, and white cells have only {depth} there"
)
LEFT_OUT_WHITE_CELLS: Final = "white cells carry it too ({alt} of {depth})"
LEFT_OUT_TISSUE_NORMAL: Final = "the tissue's matched normal carries it too ({alt} reads)"
LEFT_OUT_SUBCLONAL: Final = (
    "in {low} to {high} of the tumour cells, below the setting clonal_cell_fraction ({least})"
)
LEFT_OUT_NOISY: Final = "errors make this change in {error} of reads there (at most {most})"
LEFT_OUT_SHALLOW: Final = "{count:,} {unit} in plasma, fewer than residual_min_depth ({least})"
LEFT_OUT_UNCALIBRATED_DEPTH: Final = (
    "{count:,} {unit} in plasma, fewer than the {least} that the calibration of this test covers"
)
LEFT_OUT_UNINFORMATIVE: Final = (
    "errors make this change in {error} of reads there, so that the sum shows more without it"
)
LEFT_OUT_REPEAT: Final = (
    "an insertion or deletion in a repeat, where polymerases slip more often than the stated error "
    "rate allows for; a background of normal samples (--background) would tell"
)
LEFT_OUT_NO_COUNTS: Final = "reads in plasma are not stated"
PLACE_LEFT_OUT: Final = "{name}: {why}."
CLONALITY_UNKNOWN: Final = (
    " The tissue's report states no purity or no reads, so it is not known which of its variants "
    "are in all tumour cells."
)

# --- what may not be concluded --------------------------------------------------------------------

NOT_ALONE: Final = (
    "Plasma in which nothing was seen does not show that the tumour is gone: small, early or "
    "slowly dividing tumours shed little DNA."
)
NOT_LOST: Final = (
    "A tissue variant that plasma does not show is not shown to be lost; the clone that carries it "
    "may shed less than the limit stated with it."
)
NOT_NEW: Final = (
    "A variant seen in plasma and not in tissue is not shown to be new: tissue was taken at one "
    "place and at one time, and blood cells carry variants of their own."
)
NOT_ONE_TIME: Final = "One plasma sample shows no course; 'hccgenomics monitor' compares several."
NOT_BEYOND: Final = (
    "Below {limit} tumour DNA may be in this sample and would not be seen; a later sample may "
    "differ."
)
NOT_THE_MASS: Final = (
    "A tumour fraction is a share of the cell-free DNA; it depends on DNA that other tissue sheds "
    "and is no measure of the tumour's size."
)
NOT_COPIES: Final = (
    "Changes of copies and fusions that tissue shows and plasma does not are open: what share of "
    "tumour DNA would show them is not known."
)

SUMMARY: Final = {
    ResidualState.DETECTED: "Tumour DNA in plasma, by the tissue's variants.",
    ResidualState.NOT_DETECTED: "Tumour DNA in plasma, by the tissue's variants.",
    ResidualState.NOT_EVALUABLE: "Residual disease is not evaluable.",
}
LIMIT_NO_TISSUE: Final = (
    "No tissue report was given, so plasma was not compared with tissue and residual disease was "
    "not assessed."
)
LIMIT_RESIDUAL: Final = "Residual disease is not evaluable here: {why}"
LIMIT_NOT_DETECTED: Final = (
    "Tumour DNA below {limit} of allele fraction may have been missed in this plasma."
)


def percent(value: float | None) -> str:
    """A fraction in per cent, as the report prints it.

    >>> percent(0.00012345), percent(None)
    ('0.0123 %', 'an unknown fraction')
    """
    return UNKNOWN_FRACTION if value is None else f"{rounded(value) * 100:.3g} %"


UNKNOWN_FRACTION: Final = "an unknown fraction"


def figure(value: float | None) -> str:
    """A probability or an expected count, as short as it can be.

    >>> figure(0.000123), figure(12.34)
    ('0.00012', '12')
    """
    return UNKNOWN_FIGURE if value is None else f"{rounded(value):.2g}"


UNKNOWN_FIGURE: Final = "unknown"
LEAST_CHANCE: Final = 1e-300
"""Below it a floating-point number soon ends at zero, and no probability here is zero."""


def chance(p_value: float) -> str:
    """A probability behind its letter.

    >>> chance(0.00123), chance(0.0)
    ('= 0.0012', '< 1e-300')
    """
    is_told = p_value >= LEAST_CHANCE
    return f"= {figure(p_value)}" if is_told else f"< {LEAST_CHANCE:g}"


def units(count: int, unit: DepthUnit) -> str:
    """A number of what was counted.

    >>> units(1, DepthUnit.FRAGMENTS), units(3412, DepthUnit.READS)
    ('1 fragment', '3,412 reads')
    """
    return f"{count:,} {unit_of(count, unit)}"


def unit_of(count: int, unit: DepthUnit) -> str:
    """What was counted, of one or of several."""
    return UNITS[unit][count != 1]


def places(count: int) -> str:
    """``1 place``, ``12 places``."""
    return f"{count:,} {ONE_PLACE[count != 1]}"


def variants(count: int) -> str:
    """``1 variant``, ``12 variants``."""
    return f"{count:,} {ONE_VARIANT[count != 1]}"


def sentences(*said: str) -> str:
    """Sentences after one another, empty ones left out."""
    return " ".join(filter(None, said))


def germline_left_out(count: int) -> str:
    """That likely germline variants are not in the table; "" for none."""
    if not count:
        return ""
    are, them = ("is", "it") if count == 1 else ("are", "them")
    return GERMLINE_LEFT_OUT.format(count=variants(count), are=are, them=them)


def origin_said(said: Iterable[tuple[Origin, str]]) -> str:
    """What tissue and plasma say of where a variant comes from; "" where neither doubts it."""
    clauses = [ORIGIN[origin].format(where=where) for origin, where in said if origin in ORIGIN]
    return ORIGIN_WHY.format(said=listed(clauses)) if clauses else ""
