"""Sentences of the marker certificate: what was looked at, how deeply, and what that leaves open.

A test refuses forbidden phrases here, as in ``wording``.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import CoverageKind, DepthUnit

# The bases that decide a part of a marker
PROMOTER_POSITIONS: Final = "the {count} positions of its known promoter events ({names})"
PROMOTER_PART: Final = "promoter position c.{position}"
CODON: Final = "codon {first}"
CODONS: Final = "codons {first} to {last}"
SPLICE_SITES: Final = "splice sites of exon {exon}"
ONE_CODON: Final = "the {count} bases of codon {codon}"
EXON: Final = "exon {exon}"
CODING_OF_EXON: Final = "the {count} coding bases of exon {exon} of {transcript}"
CODING: Final = (
    "the coding bases of {transcript} and the splice sites beside them, {count} bases of {exons}"
)
HOTSPOTS: Final = "the {count} bases where a driver rule of the gene applies ({names})"
EXONS: Final = ("exon", "exons")
AND_MORE: Final = "{names} and {more} more"

# Where nothing was told
DEPTH_NOT_GIVEN: Final = (
    "On the panel {panel}; depth not given, so a region without a variant cannot be told from one "
    "that was not sequenced."
)
UNTOLD: Final = "No file of depth tells of any base that decides it."
LOOKED_AT: Final = "Looked at, with a depth that is not told, so no limit follows."
NO_TARGET: Final = (
    "No driver rule names bases of {gene} that would decide it, so depth alone says nothing of it."
)

# Where the panel decides
NOT_ON_BED: Final = "Not on the panel {panel}, which holds none of the bases that decide it."
NOT_ON_LIST: Final = "Not on the panel {panel}."
PROMOTER_NOT_AIMED_AT: Final = (
    "The panel {panel} does not hold the TERT promoter, whatever it holds of the gene."
)
PROMOTER_NOT_TOLD: Final = (
    "The panel {panel} lists TERT, and its published list does not tell whether the promoter is "
    "among its targets."
)
PARTLY_ON_PANEL: Final = "Of {all} deciding bases {off} {are} not on the panel {panel}."
COPIES_OFF_PANEL: Final = (
    "{gene} is not on the panel {panel}: what the copy-number file says of it is interpolated "
    "from its neighbours and was not measured."
)
COPIES_NOT_REPORTED: Final = "The panel {panel} does not report its copies."
FUSION_OFF_PANEL: Final = "Not on the panel {panel}: {fusion} cannot be excluded."
FUSION_NOT_REPORTED: Final = "The panel {panel} does not report it: {fusion} cannot be excluded."
FUSION_PARTLY: Final = "{genes} {are} not on the panel {panel}; {fusion} cannot be excluded."
A_FUSION: Final = "a fusion"
IS_OR_ARE: Final = ("is", "are")

# Where depth decides
DEPTH: Final = "Least depth {depth:,} {unit}{median}{capped}"
DEPTH_CALLABLE: Final = "Least depth of the callable bases {depth:,} {unit}{median}{capped}"
DEPTH_ALONE: Final = "{depth}."
MEDIAN: Final = ", median {median}"
CAPPED: Final = ", of which the genome equivalents that went in leave {effective}"
LIMIT: Final = "computed detection limit {limit} VAF"
LIMIT_NONE: Final = "no fraction would be seen often enough"
VALIDATED: Final = "the laboratory's own validated limit {limit} VAF"
ABSENT: Final = "No driver variant at {what}."
ABSENT_BESIDE: Final = "No other driver variant at {what}."
DOWN_TO: Final = "{depth}: {limits}, seen with {probability}."
CALLABLE: Final = "{callable} of {all} bases ({share}) can be called; not: {gaps}."
CONTRADICTED: Final = (
    "By {files} alone it would be too shallow: the files do not agree, and of each base the first "
    "that tells of it counts."
)
SHALLOW: Final = "Measured and too shallow at {failing} of {all} deciding bases: {gaps}."
SHALLOW_ALL: Final = "Measured and too shallow at every deciding base: {what}."
MORE_PLACES: Final = "{gaps}; and {more} more places"
SHALLOW_DEPTH: Final = "{depth}: {limit}, and {asked} VAF is asked for."
NOT_ENOUGH: Final = (
    "Of {all} deciding bases {callable} can be called, which is not enough; not: {gaps}."
)
NEEDED: Final = "A depth of {depth} would do."
CAPPED_OUT: Final = "It is what went in, and not the depth, that sets this limit."
UNFIT: Final = (
    "Measured, and held unfit by its own file, at {failing} of {all} deciding bases: {gaps}."
)
REFUSED: Final = "held unfit by its own file ({reasons})"
OFF_PANEL: Final = "not on the panel"
UNTOLD_PART: Final = "no depth told"
UNNUMBERED: Final = "looked at, with a depth that is not told"
NO_MORE_TOLD: Final = "no more told than the highest class of its file"
ONLY_MEAN: Final = "only the mean of a region known, which the settings do not trust"
GAP: Final = "{name} ({count} of {all} bases: {why})"
GAP_DEPTH: Final = "least depth {depth}"

KIND_NOTES: Final = {
    CoverageKind.MEAN_DEPTH: (
        "Its depth is the mean of a region, taken for that of each base; a mean hides dips."
    ),
    CoverageKind.QUANTIZED: "Its depth is the lower bound of a class.",
    CoverageKind.THRESHOLDS: "Its depth is the highest threshold that every base of a region met.",
}

# Purity
WOULD_BE_SEEN: Final = (
    "A clonal {kind} variant at {purity} tumour cells would lie at {expected}: it would be seen."
)
WOULD_NOT_BE_SEEN: Final = (
    "A clonal {kind} variant at {purity} tumour cells would lie at {expected}; the limit here is "
    "{limit}: it would not be seen."
)
PURITY_UNKNOWN: Final = (
    "The purity is not known, so whether a clonal variant would be seen is not told."
)
HETEROZYGOUS: Final = "heterozygous"
HEMIZYGOUS: Final = "hemizygous"

# Reads that were counted
GENOTYPED: Final = (
    "{name} is carried by {alt} of {depth} {unit} there, more than errors explain, and was not "
    "called."
)
GENOTYPED_OF_TISSUE: Final = (
    "{name} is carried by {alt} of {depth} {unit} there, no more than errors explain, and was not "
    "called; but the tissue has it."
)

UNITS: Final = {
    DepthUnit.READS: "reads",
    DepthUnit.FRAGMENTS: "fragments",
    DepthUnit.MOLECULES: "molecules",
    DepthUnit.DUPLEX_MOLECULES: "duplex molecules",
}

OWN_BLOCKS: Final = "the small variants' own reference blocks"
"""In place of a file's name: the same records in another container make the same report."""

# Key findings
NOTHING_KEPT: Final = (
    "No small variant was kept; whether that means absence, and down to what allele fraction, is "
    "told marker by marker."
)
NO_DRIVER: Final = (
    "{kept} in panel genes {was} kept and none is flagged as a driver; whether that means absence, "
    "and down to what allele fraction, is told marker by marker."
)

# Limits of the report
LIMIT_TOLD: Final = (
    "A marker is absent only down to the allele fraction stated with it, as computed from depth "
    "for changes of single bases: a fraction below it, and what lies outside the bases named, was "
    "not looked for, and long insertions and deletions are seen less often."
)
LIMIT_PANEL_ALONE: Final = (
    "The panel {panel} tells what was aimed at and not how deeply: no small variant is reported as "
    "absent."
)
LIMIT_MEAN: Final = "{files}: mean depths of regions stand for their bases, and hide dips."
LIMIT_LOWER_BOUND: Final = "{files}: depths are lower bounds of classes."

# What would change the answer
FOLLOW_UP_DEPTH: Final = (
    "Depth at the markers without a call: depths or reference blocks (--coverage), or the "
    "alignments (--bam)"
)
FOLLOW_UP_DEEPER: Final = "Deeper sequencing, or an independent test, of {genes}"
FOLLOW_UP_DEEPER_WHY: Final = "{markers} a part that was measured and is too shallow.{needed}"
FOLLOW_UP_NEEDED: Final = " A depth of {depth} would do."
FOLLOW_UP_PANEL: Final = "A test that covers {genes}"
FOLLOW_UP_PANEL_WHY: Final = "{markers} a part that is not on the panel, or not all of it."
FOLLOW_UP_PURITY: Final = "A sample with more tumour cells, or deeper sequencing, for {genes}"
FOLLOW_UP_PURITY_WHY: Final = (
    "{markers} a part in which a clonal variant would lie below the detection limit at the purity "
    "stated."
)
FOLLOW_UP_TERT_SHALLOW_WHY: Final = (
    "The promoter (c.-124, c.-146), the most frequent driver site of hepatocellular carcinoma, was "
    "measured and is too shallow."
)
FOLLOW_UP_TERT_OFF_WHY: Final = (
    "The promoter (c.-124, c.-146), the most frequent driver site of hepatocellular carcinoma, is "
    "not on the panel."
)
FOLLOW_UP_TERT: Final = "A targeted TERT promoter test"
PROMOTER_OF: Final = "the {gene} promoter"

# Quality
QUALITY_PANEL_ONLY: Final = (
    "The panel was given and its depth was not, so sequencing quality could not be assessed."
)
QUALITY_UNTOLD: Final = "The files of depth tell of no base that decides a marker."
QUALITY_FAILED: Final = (
    "{marker}: measured and too shallow ({genes}); a variant at {asked} VAF could have been missed."
)
QUALITY_PARTLY: Final = (
    "What was measured is deep enough; of {count} nothing was measured, or not all of it."
)
QUALITY_MET: Final = "Every part of a marker that was measured is deep enough."
QUALITY_PURITY: Final = (
    "At {purity} tumour cells a clonal variant would lie below the detection limit in {count}."
)
PARTS: Final = ("part of a marker", "parts of markers")
CALLABLE_PARTS: Final = "small-variant parts of markers deep enough"
CALLABLE_PARTS_WHY: Final = (
    "Of {measured} measured parts; a part is deep enough where a variant at {asked} VAF would be "
    "seen with {probability}."
)
LEAST_DEPTH: Final = "least depth over the deciding bases of the markers"
LEAST_DEPTH_WHY: Final = "In {gene}."
PROBABILITY: Final = "{share} probability"

# What the report says it looked at
COVERAGE_NOTHING: Final = (
    "There was no coverage information given: neither a panel nor a file of depth."
)
COVERAGE_PANEL: Final = "What the panel aims at was given, and no depth."
COVERAGE_DEPTH: Final = (
    "Depth was given{panel}; the first file that tells of a base decides it, in the order listed."
)
COVERAGE_UNFIT: Final = (
    "What reference blocks hold unfit stays so: their caller made no call there."
)
COVERAGE_WITH_PANEL: Final = " with the panel"
RULE_WHY: Final = (
    "An allele is called with at least {min_alt} alternate {unit}, {min_vaf} of the depth, and "
    "more than errors at a rate of {error} bring about with a probability of {alpha}. The computed "
    "detection limit is the smallest fraction seen so with {probability}, by exact binomial; a "
    "base counts as callable where it is at most {asked}.{capped}{validated}"
)
RULE_CAPPED: Final = (
    " No depth counts for more than the {equivalents} genome equivalents that went in."
)
RULE_VALIDATED: Final = (
    " Limits that the laboratory has validated (CLSI EP17) are its own, and stand beside the "
    "computed ones."
)
