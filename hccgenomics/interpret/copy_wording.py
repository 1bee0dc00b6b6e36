"""Every sentence that copy number makes about a patient: templates with slots, in one place.

A test refuses forbidden phrases here, as in ``wording``.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.model.rounding import rounded
from hccgenomics.vocabulary import Sex

# The cut-offs, as they are printed with a call
AMPLIFIED_FROM: Final = (
    "Amplification from {cut} copies (amplification_copies), borderline from {border} "
    "(borderline_copies)"
)
AMPLIFIED_FROM_DOUBLED: Final = (
    "Amplification from {cut} copies, as the genome is doubled: ploidy {ploidy} and {above} more "
    "(amplification_above_ploidy); borderline from {border} (borderline_copies)"
)
AMPLIFIED_FROM_LOG2: Final = (
    "Amplification from log2 ratio {cut} (amplification_log2), borderline from {border} "
    "(borderline_amplification_log2)"
)
DELETED_UNDER: Final = (
    "Homozygous deletion under {cut} copies (homozygous_deletion_copies), borderline under "
    "{border} (borderline_homozygous_deletion_copies)"
)
DELETED_TO_LOG2: Final = (
    "Homozygous deletion to log2 ratio {cut} (homozygous_deletion_log2), borderline to {border} "
    "(borderline_homozygous_deletion_log2)"
)
CHANGED_COPIES: Final = (
    "gain from {gain} copies and loss to {loss} ({step} from {base}: gain_copies)"
)
CHANGED_LOG2: Final = "gain from log2 ratio {gain} (gain_log2) and loss to {loss} (loss_log2)"
CUT_AMPLIFIED: Final = "amplification from {cut} copies"
CUT_AMPLIFIED_LOG2: Final = "amplification from log2 ratio {cut}"
CUT_DELETED: Final = "homozygous deletion under {cut} copies"
CUT_DELETED_LOG2: Final = "homozygous deletion to log2 ratio {cut}"
LEVEL_THRESHOLD: Final = "As the table states it; it gives classes and no numbers."

# Why a class
BY_COPIES: Final = "{value} per tumour cell{interval}: {name}."
BY_RATIO: Final = "log2 ratio {value}, without a purity: {name}."
BY_RATIO_SEX: Final = (
    "log2 ratio {raw}, against the one copy of normal cells {value}, without a purity: {name}."
)
BY_LEVEL: Final = "The table calls it {name}."
INTERVAL: Final = " ({low} to {high})"
PART_DELETED: Final = (
    "{share} of the gene has {value}, under the cut-off for a homozygous deletion; the rest does "
    "not: borderline homozygous deletion."
)

# Why no call
NOT_COVERED: Final = "No segment of the file lies on this gene."
PARTLY_COVERED: Final = (
    "Segments cover {share} of this gene; {least} is asked for (min_gene_covered)."
)
LISTS_ALTERED: Final = "The file lists altered stretches alone and names none on this gene"
LOOKED_AT_UNKNOWN: Final = "that it was looked at is not known"
CALLS_SILENT: Final = f"{LISTS_ALTERED}; {LOOKED_AT_UNKNOWN}."
CALLS_PARTLY: Final = (
    "A listed stretch covers {share} of this gene; {least} is asked for (min_gene_covered)."
)
NOT_IN_TABLE: Final = "The table does not list this gene."
NO_BINS: Final = (
    "{bins} within this gene, and {least} asked for (min_gene_bins): a segment that reaches over "
    "it was not measured there."
)
NO_PROBES: Final = (
    "The table counts no bin or probe within this gene, so that what it states was not measured "
    "there."
)
NO_PROBES_SEGMENT: Final = (
    "What lies on this gene has no bin or probe of its own, so that nothing was measured there."
)
NO_VALUE: Final = "The file gives no number for this gene."
NO_FILE: Final = "No file with copy number of genes was given."
NO_SEX: Final = "On {contig}: how many copies normal cells have is not known without --sex."
X_REFERENCE: Final = (
    "On chrX: most of it has a log2 ratio of {ratio} or more, where {expected} is what a normal "
    "cell of this sex ({sex}) has against two copies; the file does not tell whether its reference "
    "was of men (CNVkit's --haploid-x-reference), and nothing is called there."
)
REFERENCE: Final = (
    "On {contig}: the file does not tell whether a log2 ratio of 0 stands for two copies or for "
    "what normal cells of this sex ({sex}) have; that would be {first} or {other}, and nothing is "
    "called."
)
EITHER_REFERENCE: Final = (
    "On {contig} the file does not tell what a log2 ratio of 0 stands for; the class is the same "
    "either way, the number is not."
)
SEXES: Final = {Sex.FEMALE: "female", Sex.MALE: "male"}
"""As sentences name them."""
NO_Y: Final = "Normal cells of a woman have no Y chromosome."
SEX_DISAGREES: Final = (
    "On {contig}: --sex says {stated} and {source} infers {inferred}; nothing is called there."
)
FAILED_FIT: Final = (
    "{source} says of its own fit {status}; the copies it states are not used. With --purity and "
    "--ploidy ratios can be used instead."
)
FAILED_IGNORED: Final = (
    "{source} says of its own fit {status}; the copies it states are not used, the ratio is."
)
PLASMA_NOISE: Final = (
    "Plasma without a tumour fraction: log2 ratio {ratio} is within {factor} times the noise of "
    "{noise} (plasma_noise_factor; {source}), so that it is neither a change nor its absence."
)
PLASMA_MEAN: Final = (
    "that of one bin is {one}, this is its mean over {bins}, and waves along the genome make it no "
    "less than {least}: min_plasma_noise_log2"
)
PLASMA_LEVEL: Final = (
    "Plasma without a tumour fraction: a class without a number cannot be held against the noise."
)

# Notes of a gene
PLASMA_CALLED: Final = (
    "Plasma without a tumour fraction: the ratio is far outside the noise ({factor} times "
    "{noise}; {source}), but copies cannot be told; those of a tumour cell are further from normal "
    "than the ratio shows."
)
PLASMA_STATED: Final = (
    "Plasma without a tumour fraction: the copies are the tool's, and far outside the noise "
    "({factor} times {noise} of the log2 ratio; {source}); the fraction they rest on is not given, "
    "so that how far they are to be trusted cannot be told."
)
SPLIT: Final = (
    "{parts} segments share this gene: the value is their mean by overlap, the interval holds each "
    "({least} to {most})."
)
BINS_AGREE: Final = "Its own {bins} say log2 ratio {ratio}, as the segment does ({segment})."
BINS_WIN: Final = (
    "Its own {bins} say log2 ratio {ratio}, far outside the noise from the segment's {segment}; "
    "the bins are used."
)
BINS_NEAR: Final = (
    "Its own {bins} say log2 ratio {ratio} and the segment {segment}; too near to overrule it."
)
BINS_FEW: Final = (
    "Its own {bins} say log2 ratio {ratio}, far outside the noise from the segment's {segment}; "
    "too few to overrule it (min_recount_bins), so that the interval holds both."
)
BINS_EXTENT: Final = "No segment shows the event; its width is that of the gene's own bins."
BELOW_ZERO: Final = (
    "The ratio is lower than a purity of {purity} allows; copies are set to 0, and the purity may "
    "be higher."
)
SPANS: Final = "The interval reaches from {low} to {high}."
ALTERNATIVE: Final = "With {source} ({mixture}) it would be {value}: {name}."
RE_EXPRESSED: Final = "{source} states {stated} copies at {own}; they are brought to {used}."
KEPT_AS_STATED: Final = (
    "Copies are those that {source} states; the purity it used is not known, so that --purity is "
    "not applied to them."
)
NOT_CORRECTED: Final = (
    "{source} states {stated} copies without saying whether they are corrected for purity; the "
    "ratio is used."
)
ARM_ON_THE_BORDER: Final = (
    "All of {arm} is at this level: one copy lost, at a purity somewhat higher than the one used, "
    "reads the same; it is not listed as an alteration."
)
EVENT_OF_OTHER: Final = "The extent of the event is that of file {file}."
PEAK_LARGE: Final = "The peak holds {count} genes; those of the panel are named."

# Notes of the whole
RENAMED: Final = "Genes of the table are read under the names they have now: {listed}."
SEGMENTS_REACH: Final = (
    "Segments reach over genes that were not measured: which were, a file of bins would show; "
    "none was given."
)
STATED_ALONE: Final = (
    "Copies are those that the tool states; the files do not say for which purity and ploidy. "
    "Gains and losses are counted from {ploidy}."
)
SOLUTION_USED: Final = "Purity and ploidy used: {mixture}, from {source}."
BY_USER: Final = "{source}, as the user states them"
BY_FIRST: Final = "{source}, the first of the files that is usable"
BY_ONLY: Final = "{source}, the only one given"
PLOIDY_OF_FILE: Final = "The ploidy {ploidy} is that of {source}, which found it at another purity."
PLOIDY_ASSUMED: Final = (
    "No ploidy was given: {ploidy} is assumed (assumed_ploidy); in a doubled genome copies would "
    "be higher."
)
STATUS_SAID: Final = "{source} says {status} of its own fit: look at it before copies are believed."
SOLUTION_UNUSABLE: Final = "{source} gives no usable purity ({why}); it is not used."
UNUSABLE_STATUS: Final = "it says {status} of its own fit"
UNUSABLE_PURITY: Final = "none is stated"
UNUSABLE_ZERO: Final = "it finds no tumour cells"
PLOIDY_ALONE: Final = "A ploidy was given without a purity: no copies can be computed from ratios."
ALTERNATIVES: Final = "Other solutions given: {listed}."
SEX_CONFLICT: Final = (
    "--sex says {stated} and {source} infers {inferred}: nothing is called on X and Y."
)
NO_SEX_GIVEN: Final = "Without --sex nothing is called on X and Y."
DOUBLED_BY_TOOL: Final = {
    True: "{source} calls the genome doubled.",
    False: "{source} calls the genome not doubled.",
}
DOUBLED_BY_MAJOR: Final = (
    "{share} of the autosomes {have} two or more copies of one parental allele (doubled from more "
    "than half: Bielski 2018, doi:10.1038/s41588-018-0165-1; partly verified)."
)
DOUBLED_BY_PLOIDY: Final = (
    "The ploidy is {ploidy}; from {least} on a genome counts as doubled (doubled_from_ploidy)."
)
DOUBLED_UNKNOWN: Final = (
    "Whether the genome is doubled cannot be told from ratios without ploidy or parental alleles."
)
PURITY_MISSING: Final = (
    "No purity was given: classes are by log2 ratio, and tumour cells among many normal ones hide "
    "changes of copy number."
)

# Agreement
SAME_CLASS: Final = "All say {name}; file {used} is used: {reason}."
NEAR_CLASS: Final = "They differ by neighbouring classes ({listed}); file {used} is used: {reason}."
CONFLICT: Final = (
    "They disagree ({listed}); file {used} is used: {reason}. Look at the disagreement before the "
    "class is believed."
)
FILE_SAYS: Final = "file {file}: {name}"
RANK_REASONS: Final = (
    "segments with copies that the tool computed for tumour cells",
    "a gene table with copies that the tool computed for tumour cells",
    "segments with a ratio, a purity and a ploidy",
    "a gene table with a ratio, a purity and a ploidy",
    "segments with a ratio",
    "a gene table with a ratio",
    "altered stretches alone",
    "classes alone",
)

# Findings
AMPLIFIED_ONCOGENE: Final = (
    "{gene} is amplified ({value}): {role}, altered in HCC by {mechanism} ({source})."
)
AMPLIFIED_OTHER: Final = (
    "{gene} is amplified ({value}); {role}, but amplification is not among the ways the gene table "
    "knows it to be altered in HCC."
)
AMPLIFIED_SUPPRESSOR: Final = (
    "{gene} is amplified ({value}), a tumour suppressor: more copies do not inactivate it."
)
DELETED_SUPPRESSOR: Final = "Every copy of {gene} is lost ({value}), a tumour suppressor{both}."
DELETED_OTHER: Final = (
    "Every copy of {gene} is lost ({value}); it is no tumour suppressor, so that this is not "
    "taken for a driver."
)
BORDERLINE: Final = "{gene} is on the border ({value}); no driver. {threshold}"
NOT_IN_TABLES: Final = (
    "{gene} ({value}) has no role in the gene table: its copies are stated and not judged."
)
ARM_LEVEL: Final = (
    "The event covers {share} of {arm}: the change is of the {part}, and not of {gene} in "
    "particular."
)
PART_ARM: Final = "arm"
PART_CHROMOSOME: Final = "chromosome"
DISAGREE: Final = "Several files speak of {gene}. {why}"
WIDE_DELETION: Final = (
    "The event spans {width} million bases: cells seldom bear the loss of both copies of so much "
    "(PureCN allows for 10 million); the purity, or what the ratio counts from, may be off."
)
UNSETTLED: Final = (
    "{gene} ({value}): its role in the tumour is not settled, and its copies are not judged."
)
BY_TABLE: Final = "as the table of classes states it"
ROLE_ONCOGENE: Final = "an oncogene"
ROLE_BOTH: Final = "described both as oncogene and as tumour suppressor"


def number(value: float, decimals: int = 2) -> str:
    """A number as sentences give it: no trailing zeros.

    >>> number(6.0), number(-1.236), number(0.25)
    ('6', '-1.24', '0.25')
    """
    return f"{rounded(round(value, decimals)):g}"


def copies_words(copies: float) -> str:
    """Copies in words.

    >>> copies_words(1.0), copies_words(5.96)
    ('1 copy', '5.96 copies')
    """
    value = number(copies)
    return f"{value} copy" if value == "1" else f"{value} copies"


def ratio_words(log2: float) -> str:
    """A log2 ratio in words.

    >>> ratio_words(-1.2)
    'log2 ratio -1.2'
    """
    return f"log2 ratio {number(log2)}"


def percent(share: float) -> str:
    """A share in whole per cent.

    >>> percent(0.384)
    '38 %'
    """
    return f"{share:.0%}".replace("%", " %")


def counted_bins(count: int) -> str:
    """How many bins, in words.

    >>> counted_bins(0), counted_bins(1), counted_bins(4)
    ('no bin', '1 bin', '4 bins')
    """
    return NO_BIN if not count else BINS[count > 1].format(count=count)


NO_BIN: Final = "no bin"
BINS: Final = ("{count} bin", "{count} bins")


def mixture_words(purity: float | None, ploidy: float | None) -> str:
    """A purity and ploidy, as far as they are known.

    >>> mixture_words(0.6, 3.1), mixture_words(0.6, None)
    ('purity 0.6 and ploidy 3.1', 'purity 0.6')
    """
    if purity is None or ploidy is None:
        known = [(OF_PURITY, purity), (OF_PLOIDY, ploidy)]
        return "".join(text.format(value=number(one)) for text, one in known if one is not None)
    return PURITY_AND_PLOIDY.format(purity=number(purity), ploidy=number(ploidy))


OF_PURITY: Final = "purity {value}"
OF_PLOIDY: Final = "ploidy {value}"
PURITY_AND_PLOIDY: Final = "purity {purity} and ploidy {ploidy}"
