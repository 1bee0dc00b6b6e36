"""Why a criterion applies or does not: every sentence of the oncogenicity, as templates with slots.

A test refuses forbidden phrases here, as in ``interpret.wording``.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import (
    FunctionalEffect,
    FunctionalStrength,
    GeneRole,
    OncogenicityClass,
)

# What keeps a criterion from being asked
UNTOLD: Final = "The change of the protein is not known, as the sequence is not."
OF_THE_PROMOTER: Final = "Does not apply: a promoter allele changes no protein."
NO_PROTEIN_CHANGE: Final = "Does not apply: no amino acid is replaced, and none is lost or gained."
NOT_MISSENSE: Final = "Does not apply: no single amino acid is replaced by another."
NO_RESIDUE: Final = "Does not apply: asked of replaced, lost or gained amino acids only."
EXCLUDED: Final = "Not counted beside {others}, with which the standard does not combine it. {why}."

# OVS1, OM2
NOT_NULL: Final = "No null variant: no stop, frameshift, essential splice site or lost start codon."
UNTRANSLATED: Final = "The splice site lies between untranslated exons: no null variant by itself."
NO_ROLE: Final = "The table of genes does not say what {gene} does in cancer."
NO_SUPPRESSOR: Final = "{gene} is no tumour suppressor by the table of genes."
LATE: Final = (
    "The stop lies in the last tenth of the protein, and nonsense-mediated decay is not expected: "
    "whether function is lost is not known."
)
NULL: Final = "{kind} in {gene}, a tumour suppressor{both}"
BOTH: Final = " (described both as oncogene and as tumour suppressor)"
TRUNCATING: Final = "Truncating change"
SPLICE: Final = "Change of an essential splice site"
START: Final = "Loss of the start codon"
TRANSCRIPT: Final = "Loss of the transcript"
ESCAPES: Final = (
    "; nonsense-mediated decay is not expected of this stop, so that {points} points are given in "
    "place of {full} (a setting; strength after doi:10.1002/humu.23626)."
)
SAME_LENGTH: Final = "No in-frame change of the protein's length, and no stop codon lost."
LENGTH: Final = "In-frame change of the length of the protein of {gene}, {role}."
STOP_LOST: Final = "The stop codon of {gene}, {role}, is lost."
LENGTH_ELSEWHERE: Final = "{gene} is neither an oncogene nor a tumour suppressor by the table."
STOP_LOST_ELSEWHERE: Final = "A lost stop counts in tumour suppressors; {gene} is none."
ROLES: Final = {
    GeneRole.ONCOGENE: "an oncogene",
    GeneRole.TUMOUR_SUPPRESSOR: "a tumour suppressor",
    GeneRole.BOTH: "described both as oncogene and as tumour suppressor",
}

# OS1, OS2, OM4, SBS2
CLASSIFIED: Final = "{name} was classified as oncogenic by this standard ({source})."
NOT_CLASSIFIED: Final = (
    "Not among the {count} amino-acid changes whose class by this standard the table holds."
)
NO_STUDY_OF_GENE: Final = "The table of functional studies has no row of {gene}."
NO_STUDY: Final = "The table of functional studies has no row of this change."
STUDIED: Final = {
    FunctionalEffect.ONCOGENIC: "Well-established functional studies show an effect: {studies}.",
    FunctionalEffect.NONE: (
        "Well-established functional studies show no oncogenic effect: {studies}."
    ),
}
STUDIED_OTHERWISE: Final = "The functional studies of this change in the table say otherwise."
STUDIES_DIFFER: Final = "Functional studies differ, and none is counted: {studies}."
STRENGTHS: Final = {
    FunctionalStrength.WELL_ESTABLISHED: "well established",
    FunctionalStrength.LIMITED: "limited",
}
NOT_COUNTED: Final = "Studies on record are not counted: {studies}."
NO_OTHER_CHANGE: Final = "No other change of this residue is established as oncogenic here."
OTHER_CHANGE: Final = (
    "{name}, another change of this residue, is established ({grounds}), and this change differs "
    "from the reference at least about as much (Grantham {ours}, against {theirs} less "
    "{tolerance})."
)
MILDER_CHANGE: Final = (
    "{name}, another change of this residue, is established ({grounds}), but this change is milder "
    "(Grantham {ours}, against {theirs} less {tolerance})."
)

# OS3, OM3, OP3
NO_COUNTS: Final = "The hotspot counts table is not installed."
NO_COUNT_OF_RESIDUE: Final = (
    "The installed part of the hotspot counts does not list this residue, which does not tell "
    "whether it is a hotspot."
)
SEVERAL_RESIDUES: Final = "Several amino acids are replaced at once, which the counts do not list."
TRUNCATING_HOTSPOT: Final = "Not asked of null variants: hotspots of these are not counted here."
COUNTED: Final = (
    "This change was counted in {same} and any change of amino acids at {where} in {tumours} "
    "tumours of all kinds (cancerhotspots.org v3, ODbL 1.0)"
)
OTHER_LEVEL: Final = "{words}; asked for are {asked}."
LEVELS: Final = {
    "OS3": "at least 10 and 50",
    "OM3": "at least 10, and fewer than 50 at the residue",
    "OP3": "fewer than 10 with the change",
}

# OM1
IN_DOMAIN: Final = "Lies in {name} ({residues}), {why} ({source})."
DOMAIN_NOT_COUNTED: Final = "Lies in {name} ({residues}), a row not yet verified and not counted."
OUTSIDE_DOMAINS: Final = "Lies outside the critical parts of {gene} that the table lists."
NO_DOMAIN_OF_GENE: Final = "The table of critical domains has no row of {gene}."

# OP4, SBVS1, SBS1
NO_POPULATION: Final = "No population file was given."
NOT_LOOKED_AT: Final = "The population file was not asked of this variant."
ABSENT: Final = "The population file has records nearby, and not this variant"
NOTHING_NEARBY: Final = "The population file has no record around the place: it may not cover it."
NO_CONTIG: Final = "The population file does not have this contig."
NOT_LOOKED_UP: Final = "Changes of several bases at once are not looked up in the population file."
NO_FIGURE: Final = "The population file states no frequency for its record."
FILTERED: Final = "The population file doubts its own record ({filters})."
FEW_ALLELES: Final = (
    "The frequency in the population file, {af}, rests on fewer than {least} alleles."
)
SEEN: Final = "The highest frequency in the population file is {af} ({field})"
RARE: Final = "{words}; up to {most} counts as extremely low (a setting)."
NOT_RARE: Final = "{words}, above {most}, which counts as extremely low (a setting)."
COMMON: Final = "{words}, above {bar}."
NOT_COMMON: Final = "{words}, not above {bar}."

# OP1, OP2, SBP1, SBP2
NO_PREDICTOR: Final = "No predictor is used; predictions that the file brings are not counted."
NO_SINGLE_CAUSE: Final = (
    "Asks for a malignancy with a single genetic cause, a judgement left to the reader; that of "
    "fibrolamellar carcinoma, DNAJB1::PRKACA, is a fusion and no sequence variant."
)
NO_SPLICE_PREDICTOR: Final = (
    "A synonymous change, but the criterion also asks for a splice predictor and for the "
    "conservation of the base: neither is used."
)
NOT_SYNONYMOUS: Final = "Not a synonymous change."

# The sum
CLASSES: Final = {
    OncogenicityClass.ONCOGENIC: "oncogenic",
    OncogenicityClass.LIKELY_ONCOGENIC: "likely oncogenic",
    OncogenicityClass.UNCERTAIN: "uncertain significance",
    OncogenicityClass.LIKELY_BENIGN: "likely benign",
    OncogenicityClass.BENIGN: "benign",
}
RANGES: Final = {
    OncogenicityClass.ONCOGENIC: "10 and more",
    OncogenicityClass.LIKELY_ONCOGENIC: "6 to 9",
    OncogenicityClass.UNCERTAIN: "0 to 5",
    OncogenicityClass.LIKELY_BENIGN: "-1 to -6",
    OncogenicityClass.BENIGN: "-7 and less",
}
SUM: Final = "{points} ({counted}): {verdict} ({range})."
NOTHING: Final = "no criterion applies"
LEFT_OPEN: Final = "{count} of {total} criteria could not be evaluated: {codes}."
FLAGGED_ALL_THE_SAME: Final = (
    "It is flagged as a driver by this report's own rules, which ask less: by points, what is "
    "known here falls short of likely oncogenic."
)
COULD_ADD: Final = "Left open, and able to add points: {codes}."
LIKELY_GERMLINE: Final = (
    "The standard is for somatic variants, and this one is likely germline: its class says nothing "
    "of a hereditary disease."
)
NOT_FLAGGED: Final = (
    "It is not flagged as a driver by this report's own rules, or a rule argues against it; the "
    "points do not look at either."
)
NOT_A_SEQUENCE_VARIANT: Final = (
    "Not classified: the standard of ClinGen, CGC and VICC (2022) is for sequence variants; its "
    "criteria speak of bases, amino acids and their frequency, not of copies, and gene fusions are "
    "outside its scope."
)

GROUNDS: Final = "functional studies and counts; {reference}"
