"""Why a filter leaves an allele out, or could not be applied: templates with slots."""

from __future__ import annotations

from typing import Final

NOT_APPLIED: Final = "not applied: {lacking}"
UNFILTERED: Final = "FILTER is '.'"
BELOW_FILTER: Final = "below caller's filter ({filters})"
SPEAKS_OF_ORIGIN: Final = "{below}; {filters} speaks of its origin, not of its quality"
NO_GENOTYPE: Final = "no GT and no AD"
NO_ALT_DEPTH: Final = "no AD"
NO_DEPTH: Final = "no DP"
NO_VAF: Final = "no VAF"
NO_NORMAL: Final = "no matched normal"
NO_NORMAL_VAF: Final = "no VAF of the normal"
NOT_NAMED: Final = "the tumour's genotype does not name the allele"
NO_READ: Final = "no read of the tumour carries the allele"
FEW_READS: Final = "{depth} reads, below {setting}"
FEW_ALTERNATE: Final = "{reads} alternate reads, below {setting}"
ONE_ALTERNATE: Final = "1 alternate read, below {setting}"
LOW_VAF: Final = "VAF {vaf}, below {setting}"
IN_NORMAL: Final = "VAF {vaf} in the matched normal, above {setting}"

# Alleles left out that are named all the same
RESCUE_PROMOTER: Final = (
    "The TERT promoter is rich in G and C and read thinly, so that filters made for the rest of a "
    "panel remove true alleles: in one series 17 of 17 cases that Sanger sequencing confirmed."
)
RESCUE_PROMOTER_SOURCE: Final = (
    "Lee 2022, Cancer Res Treat 54:75; taken from notes, the paper was not read: unverified"
)
RESCUE_HOTSPOT: Final = (
    "A change that recurs in tumours is more likely true than another with as few reads; panels "
    "validated for the clinic ask fewer reads of it."
)
RESCUE_HOTSPOT_SOURCE: Final = (
    "Cheng 2015, J Mol Diagn 17:251, doi:10.1016/j.jmoldx.2014.12.006; as remembered: unverified"
)
RESCUE_CHOSEN: Final = "The laboratory's settings name this gene."

# What a filter could not be evaluated on
UNFILTERED_FILE: Final = "FILTER is '.' for {alleles}: the caller's filters were not applied there."
FILTER_SETTING: Final = "the setting {name} = {value}{region}"
OF_REGION: Final = " of {region}"
FILTER_NOT_APPLIED: Final = "The filter {name} was {why} ({alleles})."
