"""What a reader of the report must know of the files it was made from."""

from __future__ import annotations

from typing import Final

# Samples and columns
LIKE_NORMAL: Final = (
    "The only sample, in column 10, was read as the tumour, though its name looks like a normal's."
)
IN_INFO: Final = (
    "The file has no sample columns; read counts are those of INFO, and genotypes are unknown."
)
NO_COLUMNS: Final = "The file has no sample columns; read counts and genotypes are unknown."
POOLED_TUMOUR: Final = (
    "The tumour's column is named like a pool ({name}): if several people's reads were pooled, its "
    "fractions are of none of them."
)
POOLED_NORMAL: Final = (
    "The normal's column is named like a pool ({name}): if it is one of other people, an allele "
    "that it lacks may still be germline."
)
NOT_A_NORMAL: Final = "Not read as the matched normal, for it is named like a pool: {names}."
OTHER_TUMOUR: Final = (
    "The header names {stated} as the tumour; {tumour} was read as the user asked."
)
LONE_OTHER: Final = "The sample {name} was not read: nothing says that it is the matched normal."
FURTHER_SAMPLES: Final = "Further samples were not read: {names}."
MORE_SAMPLES: Final = "{names} and {count} more"
OTHER_NAME: Final = (
    "The file is of one sample, which it names otherwise than {option} does; it was read as the "
    "tumour's."
)
GVCF_OTHER_NAME: Final = (
    "The gVCF names its sample otherwise than the other files do; it was read as the tumour's."
)
BY_READS: Final = (
    "The tumour's column, {column}, was told by the reads: the other has hardly any for the "
    "records that are marked somatic or passed."
)
THE_OTHER: Final = (
    "The other column, {column}, was read as the matched normal: the calls are somatic."
)
NOTHING_TO_READ: Final = (
    "Its {count} samples were not told apart: the file has no record of a structural variant."
)

# Small variants
ANNOTATION_NOT_READ: Final = (
    "The annotation in {fields} was not read: the header does not name its fields in a way that is "
    "known here."
)
NO_VERSION: Final = "The file states no VCF version."
NO_NEWLINE: Final = (
    "The last line does not end in a line feed; if the file was cut there, values are missing."
)
NO_NUMBERS: Final = (
    "Read counts that are no numbers were taken as unknown for {alleles} alleles (the first at "
    "{first})."
)
SEVERAL_AUTHORS: Final = (
    "For {count} allele the record does not tell which caller counted the reads, and the counts "
    "were taken as unknown (the first at {first}).",
    "For {count} alleles the record does not tell which caller counted the reads, and the counts "
    "were taken as unknown (the first at {first}).",
)

INPUT_OF: Final = (
    "Input of {count:,} {caller} record: {note}",
    "Input of {count:,} {caller} records: {note}",
)

# Tables of variants
NO_COUNTS: Final = (
    "The file counts no reads of the tumour; depths and allele fractions are unknown."
)
MAF_COUNTS: Final = (
    "Counts are those of the MAF's own columns; who called the variants it does not tell."
)
TABLE_COUNTS: Final = (
    "Counts are those of the table's own columns; who called the variants it does not tell."
)
NO_NAME: Final = "No column names the tumour; all rows were read as one tumour's."
PLACELESS: Final = "Rows that state no genomic place were not read: {count:,}."
SEVERAL: Final = "The rows are of several tumours; each has its own tumour's counts."
NO_BASE: Final = (
    "Deletions and insertions that were not read, because no base beside them is known here: "
    "{count:,}; --fasta closes this."
)
COUNTED: Final = (
    "Of the file's counts those of the column {column} and its like were read: {unit}, counted at "
    "known places, of which no caller says that they are variants."
)
FRAGMENTS: Final = "fragments, overlapping mates counted once"
CONSENSUS: Final = "fragments of consensus reads, which are molecules"
DUPLEX: Final = "fragments of duplex reads, which are molecules of both strands"
POOLED: Final = "Counts of a pooled normal were not read: it is not the patient's."

# Depths and panels
LEFT_OUT_BLOCKS: Final = (
    "{count:,} reference blocks lie beyond the {most:,} whose depth is kept; what they hold counts "
    "as not told."
)
EMPTY_ROWS: Final = (
    "{count:,} row holds no base and was not used.",
    "{count:,} rows hold no base and were not used.",
)
STRANGE_ROWS: Final = (
    "{count:,} row lies on contigs other than chromosomes ({contigs}) and was not used.",
    "{count:,} rows lie on contigs other than chromosomes ({contigs}) and were not used.",
)
WHOLE_NUMBERS: Final = (
    "The rows are regions with whole numbers, which were taken for the depth of every base; counts "
    "of reads (bedtools multicov) and sums of depths (samtools bedcov) look the same and are none."
)

# Copy number
BACKWARD: Final = (
    "{count} row that ends before it starts was left out, the first in line {line}.",
    "{count} rows that end before they start were left out, the first in line {line}.",
)
NO_ROW: Final = "The file has no row: it says nothing of any place, nor that nothing is altered."
NOTHING_OF_ROWS: Final = (
    "The file says nothing of any chromosome: its only row is without a value or elsewhere.",
    "The file says nothing of any chromosome: each of its {count} rows is without a value or "
    "elsewhere.",
)
OVERLAPS: Final = (
    "{count} segment overlaps the one before.",
    "{count} segments overlap the one before.",
)
PURITY_AT_THE_END: Final = "{tool}'s purity of {purity:g} is at the end of the range it searches."
ASCAT_FIT: Final = "ASCAT states a goodness of fit of {fit}."
CBIOPORTAL_LEVELS: Final = (
    "The levels of a discrete table are those its authors chose; 2 and -2 are no number of copies."
)
CBIOPORTAL_LOG: Final = (
    "The table does not state its unit; it was read as log2 ratios, tumour over normal."
)
CLINCNV_FALSE: Final = "ClinCNV estimates that {rate} of its calls are false."
CNVKIT_RESCALED: Final = (
    "The log2 column was rescaled by a purity that cnvkit call was given and the file does not "
    "state; copies are those of its cn column, and the ratios were left out."
)
CNVKIT_FOLLOWS: Final = (
    "The cn column follows from the log2 of the same row as if every cell were the tumour's; "
    "whether cnvkit call was given a purity the file does not say."
)
CNVKIT_GENES: Final = "CNVkit's table of genes lists none below its threshold."
CNVKIT_UNCOVERED: Final = (
    "{count} bin without coverage (log2 under {least:g}) left out: such a bin may be lost in all "
    "cells, or have failed.",
    "{count} bins without coverage (log2 under {least:g}) left out: such a bin may be lost in all "
    "cells, or have failed.",
)
DRAGEN_NO_MODEL: Final = "DRAGEN found no model of purity and ploidy, and fell back to {model}."
GATK_INTERVAL: Final = "GATK's interval of the ratio holds 80 % of its posterior."
GATK_GERMLINE: Final = "GATK's germline caller looks for inherited copy number and knows no purity."
GISTIC_LEVELS: Final = (
    "GISTIC's levels 2 and -2 mean beyond the strongest change of a whole arm in the sample, and "
    "are no number of copies."
)
GISTIC_VALUES: Final = (
    "GISTIC's values are copies less two as if every cell were the tumour's; the file does not say "
    "whether changes of whole arms were taken out of them."
)
ICHORCNA_TOO_LITTLE: Final = (
    "ichorCNA's tumour fraction of {fraction:g} is below the {least} from which it tells tumour "
    "from none."
)
SEG_UNIT: Final = (
    "A SEG file does not state what its means are; they were taken for log2 ratios, tumour over "
    "normal."
)
FEWER_THAN_NONE: Final = (
    "{count} row with fewer copies than none, which noise can leave, read as none.",
    "{count} rows with fewer copies than none, which noise can leave, read as none.",
)
SEQUENZA_OTHERS: Final = "Sequenza lists other solutions: {solutions}."
SOLUTION: Final = "purity {purity} with ploidy {ploidy}"

# Structural variants and viral integrations
NO_CALLER: Final = (
    "No caller of structural variants is recognised: read by the fields of the VCF specification."
)
NOTHING_STRUCTURAL: Final = (
    "None of its {count:,} records states a structural variant, fusion or integration."
)
NO_RECORD: Final = "The file has no record: it states no structural variant, fusion or integration."
RECORDS: Final = ("{count} record {why}.", "{count} records {why}.")
ROWS: Final = ("{count} row {why}.", "{count} rows {why}.")
IN_THE_NORMAL: Final = "GT={genotype} in the normal"
MATE_AT_ODDS: Final = "named a mate and contradicted it: not called"
MATE_MISSING: Final = "named a mate that the file has not: read by the ALT alone"
NO_JUNCTION: Final = "spoke of copy number or of a kind that states no junction"
BY_DEPTH: Final = "came from depth alone and stated no junction"
NO_END: Final = "did not say where the event ends"
BACKWARDS: Final = "ended before the start"
BAD_ALT: Final = "had an ALT that is no allele of the VCF format"
AT_ODDS: Final = "stated an orientation that contradicts the kind of event: not called"
NAMED_NOTHING: Final = "named neither two genes nor two places"
PARTNER_UNNAMED: Final = "named no gene of one partner"
INFERRED: Final = "came from copy number alone and stated no junction"
BREAKENDS_AT_ODDS: Final = "had two breakends that contradict each other: not called"
BAD_INTERVALS: Final = "had intervals that are none"
STRANDS_AT_ODDS: Final = "had strands that contradict the kind of event: not called"
NO_PLACE: Final = "without a base of a chromosome"
NO_VIRUS: Final = "without a virus"
ON_NO_CHROMOSOME: Final = "on no chromosome"
VIRUS_WITHOUT_NAME: Final = "a virus without a name"
LINX_VIRUS: Final = (
    "LINX takes {count} structural variant for an insertion of {virus}; where they lie is in "
    "PURPLE's structural VCF, to be given with --sv too.",
    "LINX takes {count} structural variants for an insertion of {virus}; where they lie is in "
    "PURPLE's structural VCF, to be given with --sv too.",
)
VIRUSBREAKEND: Final = (
    "VIRUSBreakend counts {count} integration breakpoint of {virus}; where they lie is in its "
    "VCF, to be given with --sv too.",
    "VIRUSBreakend counts {count} integration breakpoints of {virus}; where they lie is in its "
    "VCF, to be given with --sv too.",
)
VIRUS_STATUS: Final = "{virus} (QC status {status})"

# Which assembly
CONTIG_LENGTHS: Final = "{count} of {total} contig lengths fit {assembly}"
FIT_NONE: Final = "{said} ({names} fit none)"
CONTIG_OF: Final = "contig {name} belongs to {assembly}"
COLUMN_SAYS: Final = "the column {key} says {word}"
HEADER_SAYS: Final = "the header's {key} says {word}"
SAID_BY_USER: Final = "--assembly says {assembly}"
SAID_BY_OTHERS: Final = "the other files are on {assembly}"
REF_BASES: Final = "REF bases: {agreeing} of {total} that can be checked agree with {assembly}"
ROW_BEYOND: Final = "a row reaches base {base:,} of {contig}, beyond its end on {assemblies}"
NAMED_GENES: Final = "{count} of {total} named genes that tell lie where {assembly} has them"

# Alleles that are no small variant
NO_ALLELE: Final = "the record names no allele here"
DELETED_ELSEWHERE: Final = "the base is deleted by another record"
BREAKENDS: Final = "breakends are structural variants"
WITHOUT_SEQUENCE: Final = "{alt} is a structural variant without sequence"
OTHER_BASES: Final = "{field} has bases other than A, C, G and T"
NO_BASES: Final = "{field} is no sequence of bases"
ALT_IS_REF: Final = "ALT equals REF"
ANOTHER_ALLELE: Final = "the annotation puts another allele of the record into a driver gene"
MERGED: Final = (
    "The file is merged from several callers ({callers}); each record was read by the FORMAT "
    "fields it carries."
)


def told(count: int, texts: tuple[str, str], **slots: object) -> str:
    """The sentence for one, or that for several.

    >>> told(1, OVERLAPS), told(2, OVERLAPS)
    ('1 segment overlaps the one before.', '2 segments overlap the one before.')
    """
    return texts[count != 1].format(count=count, **slots)
