"""Why a rearrangement is or is not flagged: every sentence, as templates with slots.

A test refuses forbidden phrases here, as in ``wording``.
"""

from __future__ import annotations

from typing import Final

LISTED_PAIR: Final = "{five} exon {last} is joined to {three} exon {first} ({source})."
LISTED_PAIR_WITHOUT_EXONS: Final = (
    "{five} is joined to {three}; not all of the exons can be told. In the fusion that is known it "
    "is exon {last} to exon {first} ({source})."
)
OTHER_EXONS: Final = (
    "{five} and {three} are joined at other exons than in the fusion that is known (exon {last} to "
    "exon {first}); this is not that fusion."
)
OTHER_FRAME: Final = (
    "{five} and {three} are joined so that the frame is lost; in the fusion that is known (exon "
    "{last} to exon {first}) it goes on."
)
RECIPROCAL: Final = (
    "{three} comes first here: this is the other product of a rearrangement of {five} and {three}, "
    "without the kinase domain at its end, and not the fusion {five}::{three}."
)
UNORDERED: Final = (
    "A table of DNA names {three} and {five} and does not tell which sides are joined, so that "
    "their order means nothing: this may be {five}::{three} or the other product; RNA can show it."
)
NOT_CALLED: Final = "No fusion {five}::{three} is called: {why}"
OUT_OF_FRAME: Final = "Out of frame: no fused protein with the kinase domain of {kinase} arises."
KINASE_KEPT: Final = (
    "The kinase domain of {kinase} (residues {start}–{end}) is kept: {kept}. {frame} ({source})."
)
IN_FRAME: Final = "The frame goes on"
FRAME_UNKNOWN: Final = "Whether the frame goes on is not known; RNA can show it"
FROM_EXON: Final = "the gene is joined from exon {exon} on, and the domain begins in exon {limit}"
TO_EXON: Final = "the gene is kept up to exon {exon}, and exon {limit} is needed"
KINASE_LOST: Final = (
    "The kinase domain of {kinase} (residues {start}–{end}) is lost or cut: {kept}."
)
LOST_AS_FIVE: Final = "only the 5′ part of the gene is kept"
LOST_FROM_EXON: Final = (
    "the gene is joined from exon {exon} on, and the domain begins in exon {limit}"
)
LOST_TO_EXON: Final = "the gene is kept up to exon {exon}, and exon {limit} is needed"
KINASE_UNKNOWN: Final = (
    "Whether the kinase domain of {kinase} is kept is not known: {frame_why} RNA can show it."
)
NO_ORDER: Final = "the table, of DNA, does not tell which gene comes first."
NO_EXON: Final = "the exon is not told."
LOW_CONFIDENCE: Final = (
    "The tool itself doubts this call ({word}): it is shown and counts for nothing until another "
    "method shows it."
)
NO_GENE: Final = (
    "{names}: no gene of this name is known here, and the table gives no place; what is joined is "
    "not told."
)
NO_CODING: Final = "The join gives no fused coding sequence: {frame_why}"
TRUNCATED: Final = (
    "{kinase} is broken behind exon {exon}: its kinase domain is kept and its end is lost, with or "
    "without a partner an activating change ({source}). No fused gene is known here."
)
PARTNERLESS: Final = (
    "{kinase} is broken, with its kinase domain kept, and joined to no other gene that is known: a "
    "rearrangement without a partner is not read as a fusion; RNA can show what is transcribed."
)
PROMOTER: Final = (
    "A break end {distance} brings another sequence "
    "before the TERT promoter or in its place: a way of switching TERT on that recurs in "
    "hepatocellular carcinoma (Fujimoto 2016, doi:10.1038/ng.3547, unverified; Bayard 2018, "
    "doi:10.1038/s41467-018-07552-9)."
)
UPSTREAM: Final = "{distance:,} bases upstream of TERT (tert_promoter_reach = {reach})"
IN_LEADER: Final = "in the untranslated first bases of TERT"
PROMOTER_STAYS: Final = (
    "The stretch before {gene} is altered, and nothing from elsewhere is joined to it: whether "
    "this switches it on is not known."
)
PROMOTER_SIDE: Final = (
    "The file does not tell whether the side with {gene} is the one that is joined: whether this "
    "switches it on is not known."
)
CYCLIN: Final = (
    "{gene} is broken within the gene or before it, and its 3′ part kept: a way in which the gene "
    "is activated in a subgroup of hepatocellular carcinoma (Bayard 2018, "
    "doi:10.1038/s41467-018-07552-9; row CCNE-01)."
)
CYCLIN_LOST: Final = (
    "{gene} loses its 3′ part, which is not how this gene is activated (Bayard 2018, "
    "doi:10.1038/s41467-018-07552-9)."
)
CYCLIN_SIDE: Final = "{gene} is broken; which part of it is kept is not known."
MET_EXON: Final = (
    "Exon 14 of MET is lost: skipping this exon is an activating change of MET in lung cancer (row "
    "MET-04); the skipped transcript should be shown in RNA."
)
MET_EXON_RNA: Final = (
    "RNA lacks exon 14 of MET: skipping this exon is an activating change of MET in lung cancer "
    "(row MET-04)."
)
INFRAME_LOSS: Final = (
    "An in-frame deletion of {gene} residues {first}–{last}, among them {hotspots}, where in-frame "
    "changes recur ({source})."
)
OTHER_ALLELE_OPEN: Final = "Whether the other allele is lost as well is not told by this finding."
SUPPRESSOR_LOST: Final = (
    "{gene}, a tumour suppressor{both}, {what}: this allele no longer makes the protein."
)
BROKEN: Final = "is broken"
GENE_GONE: Final = "is deleted whole"
EXONS_GONE: Final = "loses coding bases by a deletion"
EXONS_TWICE: Final = "has exons twice and loses its frame"
BROAD: Final = (
    "{bases:,} bases with many genes are deleted, more than the {limit:,} of a focal event: this "
    "tells of the chromosome rather than of {gene}; copy number says how many copies are left."
)
NOT_CODING_LOSS: Final = "Nothing of the coding sequence of {gene} is lost: {why}"
PROMOTER_LOST: Final = (
    "{gene} loses its promoter and untranslated bases behind it, and no coding base: whether the "
    "protein is still made is not known."
)
WHOLE_COPY: Final = "One whole copy of {gene} remains beside the part that is duplicated."
DUPLICATED: Final = "Exons of {gene} are duplicated; the effect is not known."
INTRON_ONLY: Final = "Only an intron of {gene} is changed."
ONCOGENE_BROKEN: Final = (
    "{gene} is broken: for an oncogene the loss of the protein is not an activating change."
)
NOT_JUDGED: Final = "No rule speaks of this rearrangement of {gene}: its significance is not known."
OTHER_FUSION: Final = "No rule speaks of this fusion: its significance is not known."

# Why something was set aside
FILTERED: Final = "Set aside: the caller's filter says {filters}."
GERMLINE: Final = "Set aside: the caller calls it germline ({field})."
NOT_SOMATIC: Final = "Set aside: the caller does not call it somatic ({field})."
FEW_READS: Final = (
    "Set aside: {reads} supporting reads, fewer than min_junction_reads = {limit} asks for."
)
IN_NORMAL: Final = (
    "Set aside: {reads} supporting reads in the matched normal, more than "
    "max_normal_junction_reads = {limit} allows."
)
NO_FUSION: Final = "Set aside: {why}"
UNFILTERED: Final = "The file does not say whether this passed the caller's filters."

# Several records of one event
ALSO_IN: Final = "Also shown by {count} more {records}; the reads are those of the first."
RECORD: Final = "record"
RECORDS: Final = "records"
RNA_TOO: Final = "Seen in DNA and in RNA."
ORIGIN_DIFFERS: Final = "The files do not agree on whether it is somatic."
FRAME_FROM_OTHER: Final = "Exons or frame that the first record leaves open are those of another."
