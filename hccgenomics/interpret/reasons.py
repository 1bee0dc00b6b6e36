"""Why a rule or a row applies: every sentence of drivers and matches, as templates with slots.

A test refuses forbidden phrases here, as in ``wording``.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import PromoterVerdict

# Drivers: the rules
PROMOTER: Final = "{why}."
HOTSPOT: Final = "{gene} {residues} is a hotspot{known_as}{tcga} ({source}).{note}"
KNOWN_AS: Final = ", which MANE Select counts as p.{ref}{residue}{alt}"
IN_TCGA: Final = ", changed in {tumours} of 363 liver tumours of TCGA"
INFRAME: Final = "In-frame changes of {gene} {residues} recur ({source}).{note}"
EXON_LOSS: Final = (
    "A change at a splice site of MET exon 14: skipping this exon is an activating change of MET "
    "in lung cancer (row MET-04); the skipped transcript should be shown in RNA."
)
NOTE: Final = " {note}."
COUNTS_MISSING: Final = (
    "The hotspot counts table is not installed: recurrence criterion not evaluated."
)
COUNTED: Final = (
    "This change was counted in {same} and any {kind} of {where} in {tumours} tumours of "
    "all kinds (cancerhotspots.org v3, ODbL 1.0)"
)
COUNTED_MISSENSE: Final = "missense change"
COUNTED_INFRAME: Final = "in-frame change"
RECURRENT: Final = "{counted}."
SELDOM: Final = "{counted}; fewer than {floor} with the same change make no driver here."
LOSS: Final = "{what} in {gene}, a tumour suppressor{both}.{decay}"
BOTH_ROLES: Final = " (described both as oncogene and as tumour suppressor)"
TRUNCATING: Final = "Truncating change ({consequence})"
SPLICE: Final = "Change of an essential splice site"
START: Final = "Loss of the start codon"
TRANSCRIPT: Final = "Loss of the transcript"
ESCAPES_DECAY: Final = (
    " The stop lies in the last exon or the last 50 bases before it: nonsense-mediated decay is "
    "not expected, and a shortened protein may remain."
)
LATE: Final = (
    "Premature stop in {gene}, a tumour suppressor{both}, but in the last tenth of the "
    "protein and where nonsense-mediated decay is not expected: whether function is lost is not "
    "known."
)
LATE_OTHER: Final = (
    "Truncating or frameshift change beginning in the last tenth of the protein, in {gene}, a "
    "tumour suppressor{both}; nonsense-mediated decay is not expected: whether function is lost is "
    "not known."
)
UNTRANSLATED: Final = (
    "The change hits a splice site of an untranslated part of {gene}: its effect is not known."
)
SPLICED_ONCOGENE: Final = (
    "Change of an essential splice site in {gene}, an oncogene: it may skip an exon; the effect is "
    "not known without RNA."
)
HAEMATOPOIETIC: Final = (
    "{gene} {residues} is a codon of leukaemia ({source}), so that a change there may come from "
    "blood cells; it is not taken for a driver of a liver tumour.{note}"
)
NOT_JUDGED: Final = (
    "{gene} has no role and no hotspot in the driver tables: a variant in it is annotated and not "
    "judged."
)
LOST_ONCOGENE: Final = (
    "{what} in {gene}, an oncogene: loss of the protein is not an activating change."
)
PASSENGER: Final = (
    "A likely passenger; hepatocytes express {gene} strongly and indels gather there by "
    "the mutation process; a driver role is disputed."
)
ARTEFACT: Final = (
    "{gene} {residues} recurs but behaves like an artefact; look at the reads before it "
    "is believed.{note}"
)

# Matches: what met a term
LISTED_HOTSPOT: Final = "{name} lies at {residues}, listed in the hotspots table"
RECURS: Final = "{name} recurs by the hotspot counts"
EQUALS: Final = "{name} equals the row's {asked}{others}"
ELSEWHERE: Final = "p.{ref}{residue}{alt} on {transcript}"
IS: Final = "{name} is {asked}"
UNTOLD: Final = (
    "{name} lies in the row's {asked}; the change of protein is not known, as the sequence is not"
)
TOUCHES: Final = "{name} touches the row's {asked}"
CHANGES: Final = "{name} ({consequence}) changes {gene}, of which the row speaks"
OF_CLASS: Final = "{name} ({consequence}) is of the row's class, {asked}"
BELOW: Final = "{met}, at an allele fraction of {vaf:.3g}, below {below:g}"
ALLELES: Final = "{count} changes; whether they lie on different alleles is not known"
NOT_SEEN: Final = "not seen, which without coverage is no proof of absence: {terms}"

# Near misses: what kept an alteration from a row
OTHER_GENE: Final = "the row speaks of {asked}, not of {gene}"
NOT_SMALL: Final = "the row asks for {asked}, which no small variant can show"
OF: Final = "{name}: {asks}"
FRACTION: Final = "the row asks for a fraction below {below:g}, and it {seen}"
FRACTION_UNKNOWN: Final = "is not known"
FRACTION_KNOWN: Final = "is {vaf:.3g}"
DIFFERS: Final = "{difference}; the row asks for {asked}"
OTHER_ALLELE: Final = "{name} is another allele of the promoter"
OTHER_BASES: Final = "{name} is {bases}"
READ_AS: Final = {
    PromoterVerdict.HOTSPOT: "{name} is read as hotspot activating",
    PromoterVerdict.BENIGN: "{name} is read as benign polymorphism",
    PromoterVerdict.UNCERTAIN: "{name} is read as promoter variant of unknown significance",
}
SPARES_MOST: Final = (
    "{name} is {consequence}, but in the last tenth of the protein and where decay is not expected"
)
UNTRANSLATED_SITE: Final = "{name} is {consequence}, but of an untranslated part"
IS_A: Final = "{name} is {consequence}"
OTHER_PROTEIN: Final = (
    "{name} is known only as a change of another protein of the gene, in another frame"
)
LIES_ELSEWHERE: Final = "{name} lies elsewhere"
OTHER_CHANGE: Final = "{name} changes the same codon, but to {alt}"
OTHER_CLASS: Final = "{name} touches the same codons, but as {consequence}"
ONE_HIT: Final = "{reason}, but one hit is not both alleles"
NO_EVENT: Final = "{row} is not about an alteration."
"""A regimen or another row without a term."""
EXPLAINED: Final = "{row}: {reasons}."

# Alterations larger than a small variant
IS_ASKED: Final = "{name} is the row's {asked}"
AT_LEAST: Final = "{name} is at least the row's {asked}"
LOH_IS_LOSS: Final = "{name}: one parental allele is lost, which is the row's {asked}"
COPIES_LOST: Final = "{name}: every copy of {gene} is lost, which is the row's {asked}"
REARRANGED_AS: Final = "{name} has the effect of the row's {asked}"
WIDTH_OPEN: Final = "{name} is the row's {asked} unless it is of the whole arm: width not known"
TOO_WIDE: Final = "{name} is of the whole arm or chromosome; the row asks for {asked}"
OTHER_COPIES: Final = "the row asks for {asked}{cut_off}"
SPOKEN_AGAINST: Final = "the row asks for {asked}, and a rule argues against it ({why})"
OUT_OF_FRAME: Final = "{name} is out of frame; the row asks for {asked}"
OTHER_PARTNER: Final = "{name} joins other partners; the row asks for {asked}"
OTHER_KIND: Final = "the row asks for {asked}, which this is not"
OTHER_ALLELE_LOST: Final = "the other allele is lost ({amount})"
OTHER_ALLELE_TOO: Final = "One parental allele of {gene} is lost as well: {amount}."
LOH_KNOWN: Final = "loss of heterozygosity"
NOT_ASSAYED_TERM: Final = "{gene} copy number was not assayed"
NO_CALL_TERM: Final = "{gene} copy number is no call"
COPIES_TERM: Final = "{gene} has {amount}, {found}"
COPIES_TERM_BARE: Final = "of {gene} the file says {found}"

# Stated facts
SUBJECTS: Final = {
    "afp": "AFP",
    "afp_l3": "AFP-L3",
    "crp": "CRP",
    "dcp": "DCP",
    "dcp_wako": "DCP",
    "inr": "INR",
    "alt": "ALT",
    "ast": "AST",
    "hbsag": "HBsAg",
    "anti_hbc": "anti-HBc",
    "hbv_dna": "HBV DNA",
    "anti_hcv": "anti-HCV",
    "hcv_rna": "HCV RNA",
    "ugt1a1": "UGT1A1",
    "galad": "GALAD",
    "albi_score": "ALBI score",
    "albi_grade": "ALBI grade",
    "child_pugh": "Child-Pugh",
    "bclc": "BCLC",
    "ecog": "ECOG",
    "crafity": "CRAFITY",
    "prior_therapy": "earlier treatment",
    "ctdna_response": "ctDNA response",
    "tert_compartments": "TERT in tissue and plasma",
    "plasma_variants": "plasma variants",
    "ihc": "IHC",
    "rna": "RNA",
    "fish": "FISH",
    "MMR": "mismatch repair",
}
"""Subjects whose name on the page is not their own with spaces."""
FACT_NUMBERS: Final = "{text}: {parts}"
FACT_WORD: Final = "{text}, and the row asks for {asked}"
FACT_ANY: Final = "{text}, and the row asks for any statement of it"
CONVERTED: Final = "{text}, which is {value},"
FACT_OPEN: Final = "{text} leaves open on which side it lies"
FACT_BESIDE: Final = "{text}; the row leaves out {asked}"
FACT_NO_NUMBER: Final = "{text} gives no {number}"
FACT_OTHER_UNIT: Final = "{text} is in {unit}"
NO_UNIT: Final = "no unit"
NOT_STATED: Final = "not stated: {terms}"
PLASMA_NONE: Final = "no variant was kept in plasma"
PLASMA_NOTHING_READ: Final = (
    "no variant was kept in plasma, and the file holds no allele in the genes looked at"
)

# Rows that are nearly met
LACKS: Final = "{met}; {lacking}"
EXCLUDED: Final = "the row asks that this is not there: {excluding}"
OR_FOR: Final = "{why}, or for {others}"
IS_NOT: Final = ", which this is not"
IS_NONE: Final = "{asks}, which this is not, or for {others}"
NONE_STATED: Final = "not stated, and the row asks for {terms}"
ASKS_FOR: Final = "the row asks for {terms}"
GATE_SPECIMEN: Final = "the row is for {wanted}, and the specimen is {given}"
GATE_DISEASE: Final = "the row is shown in {wanted}, and the disease stated is {given}"
GATE_UNVERIFIED: Final = "the row was not checked against a source, so that nothing meets it"
DISEASES: Final = {
    "hcc": "hepatocellular carcinoma",
    "fibrolamellar": "fibrolamellar carcinoma",
    "mixed-hcc-cca": "mixed hepatocellular-cholangiocarcinoma",
    "cholangiocarcinoma": "cholangiocarcinoma",
}

ACTIVATING_PROMOTER: Final = "an activating promoter change"
