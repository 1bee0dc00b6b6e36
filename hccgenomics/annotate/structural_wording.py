"""What a rearrangement does to genes: every sentence of it, as templates with slots."""

from __future__ import annotations

from typing import Final

# Names
FUSION: Final = "{five}::{three} ({exons})"
FUSION_EXONS: Final = "{last} :: {first}"
EXON: Final = "exon {number}"
EXON_UNKNOWN: Final = "exon not known"
BROKEN: Final = "{gene} broken in {place}"
BROKEN_BESIDE: Final = "{gene} broken"
GENE_DELETED: Final = "{gene} deleted"
EXONS_DELETED: Final = "{gene} {exons} deleted"
EXONS_DUPLICATED: Final = "{gene} {exons} duplicated"
PART_OF_EXON: Final = "part of exon {number}"
EXONS: Final = "exons {first}–{last}"
INTRONIC: Final = "{gene} rearranged within intron {number}"
PROMOTER: Final = "{gene} promoter rearrangement"

# What was seen
JOINED: Final = "{first} is joined to {second}."
JOINED_NOWHERE: Final = "{first} is joined to a sequence that the caller could not place."
INSERTED_AT: Final = "{bases} are inserted at {first}."
INSERTED_BASES: Final = "{bases:,} bases"
INSERTED_UNKNOWN: Final = "An unknown number of bases"
RNA_JOINED: Final = "RNA joins {first} to {second}."
TABLE_JOINED: Final = "A table of fusions joins {first} to {second}."
KEEPS_FIVE: Final = "the 5′ part of {gene} ({place})"
KEEPS_THREE: Final = "the 3′ part of {gene} ({place})"
KEEPS_UNKNOWN: Final = "{gene} ({place})"
KEEPS_PROMOTER: Final = "{contig}:{pos} ({distance:,} bases upstream of {gene})"
KEEPS_NOTHING: Final = "{contig}:{pos} (in no gene)"
IN_EXON: Final = "exon {exon}"
IN_INTRON: Final = "intron {intron}"
IN_GENE: Final = "exons not known here"
PROMOTER_SEEN: Final = (
    "A break end {distance} bases upstream of {gene}; the side with {gene} is kept. {joined}"
)
PROMOTER_IN_LEADER: Final = (
    "A break end in the untranslated first bases of {gene}; the side with its coding sequence is "
    "kept. {joined}"
)
GENE_DELETED_SEEN: Final = "{gene} lies wholly within the {bases:,} bases that are deleted."

# The reading frame
ONLY_PLACE: Final = "Exons of {genes} are not known here, so that the frame cannot be told."
NO_PLACES: Final = "The table gives neither places nor exons, so that the frame cannot be told."
BY_TOOL: Final = "As the tool states it."
BY_TOOL_TOO: Final = "{ours} The tool states the same."
TOOL_DIFFERS: Final = (
    "{ours} The tool states otherwise ({theirs}), perhaps on another transcript; the two do not "
    "agree, so that the frame is left open."
)
SAME_FRAME: Final = (
    "{five} gives {kept:,} coding bases and {three} lacks its first {lost:,}{inserted}: the frame "
    "goes on."
)
OTHER_FRAME: Final = (
    "{five} gives {kept:,} coding bases and {three} lacks its first {lost:,}{inserted}: the frame "
    "is lost."
)
INSERTED: Final = ", with {bases:,} inserted between"
NO_CODING_FIVE: Final = (
    "{five} gives no coding base and {three} lacks its first {lost:,}: where translation would "
    "start is not known."
)
PROMOTER_SWAP: Final = (
    "{five} gives no coding base and the coding sequence of {three} is whole: the promoter is "
    "exchanged."
)
STOP_KEPT: Final = "{five} keeps its stop codon, so that {three} is not translated."
NO_CODING_THREE: Final = "{three} gives nothing but untranslated bases behind its stop codon."
THROUGH_LEADER: Final = (
    "Translation would run through {bases:,} untranslated bases of {three} before its start codon; "
    "whether they hold a stop is not known."
)
THROUGH_LEADER_OUT: Final = (
    "Translation would run through {bases:,} untranslated bases of {three} before its start codon "
    "and reach it in another frame."
)
IMPRECISE_IN_EXON: Final = (
    "A break lies in an exon and is placed only roughly, so that the frame cannot be told."
)
NO_EXON_LEFT: Final = "No whole exon is left on one side, so that the frame cannot be told."
LOST_IN_FRAME: Final = "{bases:,} coding bases are {what}, a multiple of three."
LOST_OUT_OF_FRAME: Final = "{bases:,} coding bases are {what}, no multiple of three."
LOST_NOT_CODING: Final = "No coding base is {what}."
START_LOST: Final = "The start codon is among the {bases:,} coding bases that are {what}."
STOP_LOST: Final = "The stop codon is among the {bases:,} coding bases that are {what}."
BEHIND_STOP: Final = "The break lies behind the stop codon: the coding sequence is whole."
DELETED: Final = "deleted"
DUPLICATED: Final = "duplicated"

# Remarks
CUT_DONOR: Final = (
    "The break cuts exon {exon} of {gene}, which loses its splice donor; exon {kept} is the last "
    "whole one and is taken for the last kept."
)
CUT_ACCEPTOR: Final = (
    "The break cuts exon {exon} of {gene}, which loses its splice acceptor; exon {kept} is the "
    "first whole one and is taken for the first kept."
)
UNSURE: Final = (
    "The caller's interval of the break in {gene} reaches beyond {place}: the exon may be another."
)
CUT_BOTH: Final = "Both breaks lie in exons, which are joined base to base."
CUT_SPLICE_SITE: Final = (
    "Exon {exon} is cut and loses a splice site; it is expected to be left out, which RNA can show."
)
IMPRECISE: Final = "The caller placed the break ends only roughly{interval}."
INTERVAL: Final = " (within {bases:,} bases)"
ORIENTATION_UNKNOWN: Final = (
    "The file does not tell which sides are joined: whether a fused transcript arises is not known."
)
SAME_PART: Final = (
    "Both break ends, in {genes}, keep the {part} part of their gene: no fused transcript arises."
)
BOTH_FIVE: Final = "5′"
BOTH_THREE: Final = "3′"
WHOLE_COPY: Final = "A tandem duplication that ends within a gene leaves one whole copy of it."
UPSTREAM_OF: Final = (
    "The 5′ part of {five} is joined {distance:,} bases upstream of {three}, whose own promoter "
    "and first exon stay with it: no fusion is stated."
)
DOWNSTREAM_OF: Final = (
    "The break lies {distance:,} bases downstream of {five}, which is whole: no fusion is stated."
)
READ_AGAINST: Final = "{gene} would be read against its own direction, so that no fusion is stated."
NOT_AT_GENE: Final = "The place given for {gene} does not lie in it, so that no fusion is stated."
OFF_EXON: Final = "The place given for {gene} lies in no exon of {transcript}."
TURNED_ROW: Final = (
    "The table names the partners in the other order than the sides that it tells; the sides count."
)
TOOL_EXONS: Final = "Exon numbers are the tool's own."
BOTH_IN_PROMOTER: Final = (
    "Both break ends lie in the stretch upstream of {gene}, which stays beside its own promoter."
)

# Within one gene
NO_EXON_TOUCHED: Final = (
    "Both break ends lie in intron {number} of {gene}: no exon is lost, doubled or turned round."
)
EXONS_LOST: Final = "{bases:,} bases of {gene} are deleted, at {exons}."
EXONS_TWICE: Final = "{bases:,} bases of {gene} are duplicated in tandem, at {exons}."
TURNED: Final = "A part of {gene}, from {place}, is turned round."
ORIENTATION_UNKNOWN_WITHIN: Final = (
    "The file does not tell which sides are joined: whether the stretch between is lost, doubled "
    "or turned round is not known."
)
OUTSIDE_CODING: Final = "The insertion lies outside the coding sequence."
LENGTH_UNKNOWN: Final = "The length of the insertion is not known, so that the frame is not either."
STOPS_UNKNOWN: Final = (
    "{bases:,} bases are added to the coding sequence, a multiple of three; whether they hold a "
    "stop is not known."
)
ADDED: Final = "added"
TWICE: Final = "duplicated"

# Fusion tables
NOT_IN_EXONS: Final = "The junction lies in no exon of MANE Select, so that the frame is not told."
CONFIDENCE: Final = "The tool's confidence: {word}."
