"""Words for callers, annotators and what becomes of a record."""

from __future__ import annotations

from enum import StrEnum


class Annotator(StrEnum):
    """Programs whose consequences are read from a file that has them already."""

    VEP = "VEP"  # Ensembl VEP: CSQ, or the field that --vcf_info_field names
    SNPEFF = "SnpEff"  # ANN, Cingolani et al. 2015
    BCFTOOLS_CSQ = "bcftools csq"  # BCSQ
    FUNCOTATOR = "Funcotator"  # FUNCOTATION, GATK 4
    MAF_COLUMNS = "the MAF's annotator"  # whichever program wrote a MAF's annotation columns


class AnnotatedField(StrEnum):
    """What is compared with another annotator."""

    CONSEQUENCE = "consequence"
    CODING_NAME = "hgvs_c"
    PROTEIN_NAME = "hgvs_p"


class DialectTier(StrEnum):
    """How far the reading of a caller's files was proven."""

    EXACT = "exact"  # held against real output of the caller
    UNTESTED = "untested"  # written from the caller's documentation alone


class CallerScope(StrEnum):
    """What a variant caller looks for."""

    SOMATIC = "somatic"
    GERMLINE = "germline"
    EITHER = "either"  # depends on how it was run


class CallerSays(StrEnum):
    """What a variant caller says of an allele's origin, in its own fields."""

    SOMATIC = "somatic"
    GERMLINE = "germline"
    LOSS_OF_HETEROZYGOSITY = "loss_of_heterozygosity"  # germline, its share changed in the tumour
    NOT_SOMATIC = "not_somatic"  # artefact, reference, or undecided


class DropReason(StrEnum):
    """Why an entry of the ledger is not among the alterations; closed, so that sums hold."""

    OUTSIDE_PANEL = "outside_panel"
    REFERENCE_BLOCK = "reference_block"  # no alternate allele, or <NON_REF>/<*> alone
    SPANNING_DELETION = "spanning_deletion"  # ALT is *
    SYMBOLIC = "symbolic_allele"  # <DEL>, <DUP>, <INS> and the like: structural input
    BREAKEND = "breakend"
    AMBIGUOUS_BASES = "ambiguous_bases"  # IUPAC codes or N in an allele
    REFERENCE_MISMATCH = "reference_mismatch"
    MALFORMED = "malformed_record"
    NO_BASE_BESIDE = "base_beside_indel_unknown"  # a MAF's indel in a stretch not known here
    OTHER_SAMPLE = "row_of_another_sample"  # of a MAF or table with several tumours
    FILTERED = "filtered_by_caller"
    NOT_IN_TUMOUR = "not_in_tumour"  # the tumour's genotype or counts do not carry the allele
    TOO_SHALLOW = "depth_below_setting"
    TOO_FEW_READS = "too_few_alternate_reads"
    LOW_VAF = "vaf_below_setting"
    IN_NORMAL = "vaf_in_normal_above_setting"
    DUPLICATE = "duplicate_of_another_record"
    MATE = "mate_of_another_record"  # of two records that state one adjacency
    UNPAIRED = "mate_not_in_file"
    NOT_ON_CHROMOSOME = "not_on_a_chromosome"  # unplaced contigs, decoys
    NO_VALUE = "no_value"  # a row of copy number without ratio, copies or class
    NOT_STRUCTURAL = "not_structural"  # a record too small for a structural variant
    GERMLINE_EVENT = "germline_by_the_tool"
    JOINED = "joined_into_one_codon_change"  # or beyond one codon, on one haplotype
    NON_CODING = "non_coding_without_rule"  # intronic or flanking


class AsideStatus(StrEnum):
    """What a driver allele that was left out is said to be; never present, never absent."""

    BELOW_CALLER_FILTER = "below_caller_filter"  # filters that speak of the quality of the call
    CALLED_NOT_SOMATIC = "called_not_somatic"  # filters that speak of where the allele comes from
    NOT_CARRIED = "not_carried"  # the tumour's genotype or counts leave it out
    BELOW_SETTING = "below_setting"  # a threshold of the laboratory
