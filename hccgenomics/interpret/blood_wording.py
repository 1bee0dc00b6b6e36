"""What is said of variants of plasma that may be those of a clone of blood cells.

None says that a variant is the tumour's or the blood's: each names what was seen, and what would
tell.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.interpret.origin_wording import percent
from hccgenomics.vocabulary import BloodShare, Origin

FRACTION: Final = "{fraction} ({alt:,} of {depth:,})"
INTERVAL: Final = "{level} interval {low} to {high}"
OPEN_INTERVAL: Final = "{level} interval {low} or more"
WHITE_CELLS: Final = {
    "like_blood": (
        "The fraction in plasma, {plasma}, is {ratio} times that in white cells, {white} "
        "({interval}): at most the setting {most}, so the allele is put down to blood cells."
    ),
    "more": (
        "The fraction in plasma, {plasma}, is {ratio} times that in white cells, {white} "
        "({interval}): more than the setting {most}, so white cells do not account for it."
    ),
    "open": (
        "The fraction in plasma, {plasma}, is {ratio} times that in white cells, {white} "
        "({interval}): too few reads to tell whether it is more than the setting {most}."
    ),
}
AT_LEAST: Final = "at least {ratio}"
WHITE_CELLS_ERROR: Final = (
    "{reads} of white cells with the allele are no more than errors at a rate of {rate} bring "
    "about (p = {chance})."
)
CARRIED: Final = (
    "White cells carry the allele as well, though plasma has more of it: DNA of the tumour in the "
    "white cells' sample and a clone of blood cells look like this."
)
CARRIED_OPEN: Final = (
    "White cells carry the allele as well, and whether the tumour has it too is left open."
)
NOT_TOLD: Final = (
    "Clones of blood cells carry variants of {gene}, and the white cells were not counted deeply "
    "enough to tell whether this is one."
)
LOW_FOR_GERMLINE: Final = (
    "White cells have too little of it for a germline heterozygote, and clones of blood cells "
    "carry variants of {gene}: a large clone looks like this."
)

SHARES: Final = {
    BloodShare.TYPICAL: "{gene}, {asked}, is typical of clones of blood cells: {note}.",
    BloodShare.OFTEN: "Clones of blood cells often carry variants of {gene}: {note}.",
    BloodShare.SOMETIMES: (
        "Some variants of {gene} in plasma come from blood cells: {note}. This alone does not "
        "withhold a tier; matched white cells tell."
    ),
}
UNVERIFIED: Final = " (Not checked against a source.)"

NO_BLOOD_GENE: Final = (
    "The change is not among those that such clones are known for: an error that plasma and white "
    "cells share looks alike."
)

TISSUE: Final = (
    "The tissue's report has the same variant ({fraction}), with the origin {origin}: that speaks "
    "for the tumour, though blood cells lie in tissue too."
)
ORIGINS: Final = {
    Origin.SOMATIC: "somatic",
    Origin.LIKELY_SOMATIC: "likely somatic",
    Origin.LIKELY_GERMLINE: "likely germline",
    Origin.POSSIBLE_HAEMATOPOIESIS: "possibly from blood cells",
    Origin.UNKNOWN: "unknown",
}
TISSUE_GERMLINE: Final = (
    "The tissue's report has the same variant ({fraction}), and takes it for likely germline."
)
TISSUE_NO_FRACTION: Final = "its fraction is not stated"
TISSUE_NOT_COUNTED: Final = (
    " A germline variant is in tissue too, and something here speaks for one: not counted."
)
TISSUE_WITHOUT: Final = "The tissue's report does not have this variant."

NEAR_HALF: Final = (
    "At {seen} of plasma the fraction lies within {reach} of one half ({level} interval): a "
    "germline heterozygote looks like this, and seldom a tumour, which sheds less."
)
NEAR_ONE: Final = (
    "At {seen} of plasma the fraction lies within {reach} of one ({level} interval): a germline "
    "homozygote looks like this, and seldom a tumour, which sheds less."
)
NEAR_HOTSPOT: Final = (
    " The place recurs in tumours or in clones of blood cells, and a fraction alone does not make "
    "it likely germline."
)

R249S: Final = (
    "TP53 R249S in plasma is no proof of a tumour: it was found in 3 to 15 % of people without "
    "cancer (3.5 % of controls and 15.3 % of people with cirrhosis in The Gambia, Kirk 2005, "
    "pmid:16007211; 3 % of a reference group in Thailand, doi:10.1371/journal.pone.0037707) and, "
    "by season, in 32 to 61 % of hepatitis B carriers without symptoms in one series (Villar 2011, "
    "doi:10.1289/ehp.1103539)."
)
SUMMARY_R249S: Final = (
    " In plasma this change is no proof of a tumour: 3 to 15 % of people without cancer had it, "
    "and in one series 32 to 61 % of hepatitis B carriers without symptoms."
)
LANE_FRACTION: Final = "Its fraction in plasma is {fraction}."
SUMMARY_LANE: Final = (
    "Possibly from blood cells (clonal haematopoiesis), and left without a tier: {names}. {tells}"
)
SUMMARY_CARRIED: Final = (
    "Put down to blood cells (clonal haematopoiesis), for matched white cells carry a like share, "
    "and left without a tier: {names}."
)
TELLS: Final = {
    (False, False): "Matched white cells, or the tumour's tissue, would tell.",
    (False, True): "The tissue's report does not have it; matched white cells would tell.",
    (True, False): (
        "The white cells given leave it open; more reads of them, or the tumour's tissue, would "
        "tell."
    ),
    (True, True): (
        "The white cells given leave it open, and the tissue's report does not have it; more reads "
        "of the white cells would tell."
    ),
}
"""What would tell, by whether white cells and tissue were given."""
MAY_BE_BLOOD: Final = "possibly from blood cells"
NO_TIER: Final = (
    "What met this row may come from blood cells (clonal haematopoiesis), and nothing else meets "
    "it: no tier unless matched white cells or tissue speak for the tumour."
)


def fraction_of(alt: int, depth: int) -> str:
    """A fraction with its counts.

    >>> fraction_of(12, 1000)
    '1.2 % (12 of 1,000)'
    """
    return FRACTION.format(fraction=percent(alt / depth), alt=alt, depth=depth)


def tissue_fraction(vaf: float | None) -> str:
    """The fraction in tissue, or that it is not stated.

    >>> tissue_fraction(None)
    'its fraction is not stated'
    """
    return TISSUE_NO_FRACTION if vaf is None else percent(vaf)


def reads_of(count: int) -> str:
    """``1 read``, ``3 reads``."""
    return "1 read" if count == 1 else f"{count:,} reads"
