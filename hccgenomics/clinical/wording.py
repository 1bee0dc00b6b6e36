"""Every sentence that this layer makes: templates with slots, in one place.

A score is context for a board: it is stated with its rule, its inputs and what it does not say.
Nothing here tells how long anybody will live, or what anybody is to be given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.measurement import shown, unit_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.measurement import Measurement, PlausibleRow

NAMES: Final = {
    "afp": "AFP", "afp_l3": "AFP-L3", "albumin": "albumin", "bilirubin": "bilirubin",
    "crp": "CRP", "dcp": "DCP (PIVKA-II)", "dcp_wako": "DCP (PIVKA-II)", "inr": "INR",
    "pt_prolongation": "prothrombin time over control", "platelets": "platelets",
    "creatinine": "creatinine", "sodium": "sodium", "alt": "ALT", "ast": "AST",
    "hbsag": "HBsAg", "anti_hbc": "anti-HBc", "hbv_dna": "HBV DNA", "anti_hcv": "anti-HCV",
    "hcv_rna": "HCV RNA", "ugt1a1": "UGT1A1", "galad": "GALAD", "child_pugh": "Child-Pugh",
    "albi_grade": "ALBI grade", "albi_score": "ALBI score", "bclc": "BCLC", "ecog": "ECOG",
    "crafity": "CRAFITY", "aetiology": "aetiology", "cirrhosis": "cirrhosis",
    "ascites": "ascites", "encephalopathy": "encephalopathy", "varices": "varices",
    "macrovascular_invasion": "macrovascular invasion",
    "extrahepatic_spread": "extrahepatic spread", "transplant": "liver transplant",
    "anticoagulant": "anticoagulant", "prior_therapy": "prior therapy", "nodules": "nodules",
    "largest_nodule": "largest nodule", "ihc": "IHC", "rna": "RNA", "fish": "FISH",
    "plasma_variants": "variants in plasma", "ctdna_response": "change of ctDNA",
    "tert_compartments": "TERT promoter by compartment", "inflammation_score": "inflammation score",
    "cfdna_input": "library input of cfDNA", "cfdna_extracted": "yield of cfDNA",
    "cfdna_concentration": "plasma cfDNA", "plasma_volume": "plasma volume",
}  # fmt: skip

OTHER_NAMES: Final = {
    "pivka": "dcp", "pivka_ii": "dcp", "pivka-ii": "dcp", "pivkaii": "dcp", "tbil": "bilirubin",
    "total_bilirubin": "bilirubin", "alb": "albumin", "c_reactive_protein": "crp",
    "alpha_fetoprotein": "afp", "pt": "pt_prolongation", "plt": "platelets", "hbs_ag": "hbsag",
    "got": "ast", "gpt": "alt", "sgot": "ast", "sgpt": "alt",
}  # fmt: skip
"""Keys that people try, to those there are; named in a message, and never taken for them."""

SAID: Final = {
    "hbv": "HBV", "hcv": "HCV", "hdv": "HDV", "mash": "MASH", "a1at": "A1AT deficiency",
    "present_treated": "present, treated", "present_untreated": "present, untreated",
    "bleeding_risk": "at risk of bleeding", "one_only": "in one only", "no_fall": "no fall",
    "primary_biliary": "primary biliary disease", "autoimmune": "autoimmune hepatitis",
    "wilson": "Wilson's disease", "controlled": "controlled by diuretics",
    "main_portal_vein": "main portal vein",
}  # fmt: skip

BESIDE_FILES: Final = " (clinical file)"
"""After the source of a tumour content, to tell it from the tools whose files were given."""
NOT_WORKED_OUT: Final = "Not worked out: {why}."
PRIOR_THERAPY: Final = "Prior therapy {name}{beside}"
LINE: Final = "line {line:d}"
BEST_RESPONSE: Final = "best response {response}"
CLONE: Final = "clone {clone}"
RESULTS: Final = {
    "percent": "{value} % of tumour cells", "score": "score {value}", "cps": "CPS {value}",
    "tps": "TPS {value} %", "h_score": "H-score {value}", "ratio": "ratio {value}",
}  # fmt: skip
CHILD_PUGH_WORKED_OUT: Final = "{text}, worked out"
NO_NUMBER: Final = "this is no number."
NO_VALUE: Final = "it lacks a value with its unit."
BELOW_ZERO: Final = "a value below zero cannot be."
UNIT_MISSING: Final = "a value of {subject} needs its unit: {units}."
UNIT_UNKNOWN: Final = "{unit} is no unit of {subject} here; accepted are {units}."
UNIT_REFUSED: Final = "{subject} in {unit} is not converted: {why}."
AFTER_NUMBER: Final = "what follows the number"
TAKES_WORDS: Final = "{subject} is stated as one of: {words}."
WORD_UNKNOWN: Final = "this is no word for {subject}; one of: {words}."
TAKES_VALUE: Final = "{subject} is stated as a value with its unit: {units}."
TAKES_NO_WORD: Final = "{subject} is not stated as a word."
TWICE: Final = "{subject} is stated twice."
VERSION_ALONE: Final = "a version of BCLC needs the stage beside it (bclc)."
NO_VERSION: Final = "version not stated"
HBV_NOT_NAMED: Final = "HBsAg is positive, and hepatitis B is not among the causes stated."
AFTER_REPORT: Final = "Dated after the report ({reported}): {listed}."
STATED_BESIDE: Final = "{why} Stated beside the files: {listed}."
NO_TERRITORY: Final = (
    "The territory over which TMB was counted was not stated; panels of another size count "
    "otherwise."
)
OTHER_SIGNATURE: Final = "A mutational signature that no row asks for."
RATIO_OF_FISH: Final = "a ratio is a result of fish."
SCORE_DIFFERS: Final = "the score is not that of the result stated."
VALUE_OR_WORD: Final = "{subject} is stated as a value with its unit, or as one of: {words}."
BOTH: Final = "state a value or a result, not both."
OUT_OF_RANGE: Final = "it lies outside {low} to {high}."
NOTHING_STATED: Final = "it states no result: give a word, percent, score, cps, tps or ratio."
CHILD_PUGH_FORM: Final = "write the class, the points or both: B, 7 or B7."
CHILD_PUGH_DIFFERS: Final = "{points} points are Child-Pugh class {right}, not {stated}."

DOUBTED: Final = (
    "{text} lies outside {low} to {high}{unit}, between which values of patients are expected: is "
    "the unit right{asked}? It is kept as stated."
)
ASKED: Final = " (or was it {units})"
INPUT_DOUBTED: Final = "An input may have a wrong unit: {text}."
OF_DAYS: Final = "The inputs are of different days: {days}."
BOUND_ONLY: Final = "{text} leaves open on which side of a cut-off it lies"
ABSENT: Final = "no {name} was given"

UNKNOWN_THERAPY: Final = (
    "The earlier treatment {name!r} is no name known here{meant}; it is kept as stated, and no row "
    "asks for it."
)
MEANT: Final = " (did you mean {name!r}?)"
UNKNOWN_GENE: Final = (
    "{name!r} is no gene symbol known here, nor the name of a single gene; the result is kept as "
    "stated, and no row asks for it."
)
RENAMED_GENE: Final = "{stated} is read as {symbol}."
PURITIES: Final = "Tumour content is stated differently: {listed}."

ALBI_METHOD: Final = (
    "0.66 x log10(bilirubin in umol/L) - 0.085 x albumin in g/L; grade 1 up to -2.60, grade 2 up "
    "to -1.39, grade 3 above (Johnson 2015, doi:10.1200/JCO.2014.57.9151; verified)"
)
MALBI_METHOD: Final = (
    "Grade 2 split as in Hiraoka's mALBI: 2a below -2.27, 2b from it on (the value -2.27 is "
    "unverified; other authors call other cut-offs 'modified ALBI')"
)
ALBI_ZERO: Final = "a bilirubin of zero has no logarithm"
PROGNOSIS_ONLY: Final = "It describes groups of patients, and says nothing of a single course."
STATED_DIFFERS: Final = (
    "Stated is {stated}, worked out is {computed}: one of the two is to be checked."
)
EZ_ALBI_METHOD: Final = (
    "bilirubin in mg/dL - 9 x albumin in g/dL (PMC7768152; verified); other units than ALBI"
)
EZ_ALBI_CAVEAT: Final = (
    "It drifts away from ALBI from a bilirubin of 3 mg/dL on; no grades are given here."
)

CHILD_PUGH_METHOD: Final = (
    "1 to 3 points each for bilirubin (2 and 3 mg/dL, or 34 and 51 umol/L), albumin (3.5 and 2.8 "
    "g/dL), INR (1.7 and 2.3) or seconds over control (4 and 6), ascites and encephalopathy; A "
    "5-6, B 7-9, C 10-15 (table of the MSD Manual; verified; other tables in print draw others)"
)
CHILD_PUGH_STATED: Final = "Stated, not worked out."
WARFARIN: Final = "under warfarin neither INR nor prothrombin time tells the liver's function"
ANTICOAGULANT_UNKNOWN: Final = (
    "Whether an anticoagulant is taken was not stated; warfarin voids INR."
)
ANTICOAGULANT_OTHER: Final = "An anticoagulant is taken; it may change the INR."
BILIARY: Final = (
    "in primary biliary disease other limits of bilirubin are in use (68 and 171 umol/L in print), "
    "which are not held here"
)
CLINICAL_JUDGEMENT: Final = "Ascites and encephalopathy are a clinician's judgement."
CHILD_PUGH_FIRST_LINE: Final = (
    "First-line phase 3 trials admitted Child-Pugh A, with few exceptions."
)

AFP_METHOD: Final = (
    "400 ng/mL or more: rule of REACH-2 for ramucirumab after sorafenib (PMC6249592; verified)"
)
AFP_CAVEATS: Final = (
    "A serum test, no finding of the tumour's genome.",
    "AFP rises in flares of hepatitis, pregnancy and other tumours too.",
)
DCP_METHOD: Final = (
    "40 mAU/mL or more: usual cut-off of Asian assays (verified in laboratory texts)"
)
DCP_CAVEATS: Final = (
    "Void under warfarin, in lack of vitamin K and in obstructive jaundice.",
    "It rises with invasion of vessels; ng/mL of other assays is another scale.",
)
DCP_UNDER_WARFARIN: Final = "Warfarin is stated: DCP is void."
DCP_JAUNDICE: Final = "Bilirubin is raised ({amount}): in obstructive jaundice DCP is void."
DCP_OTHER_SCALE: Final = (
    "no cut-off is held for ng/mL; one series prints 7.4 ng/mL as the end of the normal range"
)
CRAFITY_METHOD: Final = (
    "1 point for AFP of 100 ng/mL or more, 1 for CRP of 1 mg/dL (10 mg/L) or more; 0 low, 1 "
    "intermediate, 2 high (Scheiner 2022, doi:10.1016/j.jhep.2021.09.035; verified)"
)
CRAFITY_CAVEATS: Final = (
    "Made for treatment with PD-1 or PD-L1 antibodies; prognostic, and no rule of treatment.",
    "A later series of 69 patients found no separation of overall survival (p = 0.267).",
)
GALAD_STATED: Final = "Stated, not worked out; a score for surveillance, here of a known tumour."
GALAD_KNOWN: Final = (
    "GALAD looks for a tumour in chronic liver disease and is not worked out where one is known"
)
GALAD_UNIT: Final = (
    "; nor could it be from DCP in mAU/mL, for its formula is that of an assay in ng/mL"
)
GALAD_METHOD: Final = (
    "Gender, age, AFP-L3, AFP and DCP (Johnson 2014, Cancer Epidemiol Biomarkers Prev 23:144-153; "
    "verified)"
)

BCLC_METHOD: Final = (
    "As stated; held against the rules of 2022 (Reig 2022, doi:10.1016/j.jhep.2021.11.018; "
    "verified), and never assigned"
)
BCLC_UNCHECKED: Final = (
    "As stated, by the rules of {version}, which are not held here: not checked."
)
BCLC_NO_VERSION: Final = (
    "As stated; by which version of BCLC was not said (bclc_version), so it was not checked."
)
BCLC_KEPT: Final = "AFP, ALBI and Child-Pugh refine the outlook within a stage and do not set it."
BCLC_ODD: Final = "BCLC {stage} was stated, but {what}."
BCLC_ECOG: Final = "ECOG {ecog} is of stage {stage}"
BCLC_END_STAGE: Final = "Child-Pugh C speaks of end-stage liver function, which is of stage D"
BCLC_NOTHING_OF_C: Final = "neither vascular invasion, nor spread, nor ECOG 1 or 2 was stated"
BCLC_EARLIER: Final = "ECOG {ecog} and Child-Pugh {child_pugh} are of earlier stages"
BCLC_BEYOND: Final = "{finding} was stated, which is of stage C"
BCLC_NOT_PRESERVED: Final = "Child-Pugh C speaks against the preserved liver function it asks for"
BCLC_SINGLE: Final = "it is a single nodule, and {nodules} were stated"
BCLC_SMALL: Final = "its nodule is up to {most} cm, and {size} was stated"
BCLC_FEW: Final = "it has up to {most} nodules, and {nodules} were stated"
BCLC_EACH_SMALL: Final = "of several nodules each is up to {most} cm, and {size} was stated"
BCLC_MULTINODULAR: Final = "it is multinodular, and a single nodule was stated"
BCLC_OF_A: Final = "{nodules} nodules up to {most} cm are of stage A"
BCLC_FITS: Final = "Nothing stated speaks against it."

VIRAL: Final = "Aetiology viral ({causes})"
NON_VIRAL: Final = "Aetiology non-viral ({causes})"


def name(subject: str) -> str:
    """What a board calls a subject of ``facts.tsv``.

    >>> name("crp"), name("SBS24")
    ('CRP', 'SBS24')
    """
    return NAMES.get(subject, subject.replace("_", " "))


def doubted(measurement: Measurement, limits: PlausibleRow, others: Sequence[str]) -> str:
    """That a value is outside what patients have, with the units in which it would not be."""
    asked = ASKED.format(units=" or ".join(others)) if others else ""
    return DOUBTED.format(
        text=measurement.text[:1].upper() + measurement.text[1:],
        low=shown(limits.low),
        high=shown(limits.high),
        unit=unit_said(measurement.unit),
        asked=asked,
    )


def not_computed(reasons: Iterable[str]) -> str:
    """Why there is no score.

    >>> not_computed(["no CRP was given", "no AFP was given"])
    'Not worked out: no CRP was given; no AFP was given.'
    """
    return NOT_WORKED_OUT.format(why="; ".join(dict.fromkeys(reasons)))


def headed(subject: str) -> str:
    """The name of a subject at the head of a text.

    >>> headed("macrovascular_invasion"), headed("hbsag")
    ('Macrovascular invasion', 'HBsAg')
    """
    return capitalised(name(subject))


def capitalised(text: str) -> str:
    """A text that begins with a capital, unless its first word is a name.

    >>> capitalised("albumin 40 g/L"), capitalised("anti-HBc positive")
    ('Albumin 40 g/L', 'Anti-HBc positive')
    """
    return text[:1].upper() + text[1:]


def said(word: str) -> str:
    """A word of the table as a board says it.

    >>> said("hbv"), said("present_treated"), said("not_detected")
    ('HBV', 'present, treated', 'not detected')
    """
    return SAID.get(word) or word.replace("_", " ")


def quoted(unit: str, *, is_known: bool) -> str:
    """A unit as a message may repeat it; what is no unit of anything may hold a name.

    >>> quoted("g/dL", is_known=True), quoted("ng/mL Jane Roe", is_known=False)
    ("'g/dL'", 'what follows the number')
    """
    return repr(unit) if is_known else AFTER_NUMBER


def dated(date: str) -> str:
    """A day after what was seen on it; "" without one."""
    return f" ({date})" if date else ""


def of_group(group: str, causes: Iterable[str]) -> str:
    """Viral or non-viral, with the causes it follows from.

    >>> of_group("viral", ["hbv", "alcohol"])
    'Aetiology viral (HBV, alcohol)'
    """
    listed = ", ".join(map(said, causes))
    return (VIRAL if group == "viral" else NON_VIRAL).format(causes=listed)


def unknown_subject(subject: str, known: Sequence[str]) -> str:
    """That there is no such key, with the nearest one or all of them."""
    from difflib import get_close_matches

    by_key = {one.casefold(): one for one in (*known,)}
    found = get_close_matches(OTHER_NAMES.get(subject.casefold(), subject.casefold()), by_key, n=1)
    meant = f"did you mean {by_key[found[0]]!r}?" if found else f"known are {', '.join(known)}."
    return f"there is no such key; {meant}"


def absent(subject: str) -> str:
    """That an input of a score was not given."""
    return ABSENT.format(name=name(subject))
