"""Sentences on how stated facts lie to what a trial admitted, as templates with slots.

None advises, ranks or says what anybody is to be given: a fact beside a limit of a trial.
"""

from __future__ import annotations

from typing import Final

ORDER: Final = (
    "Listed by status, line, year of the first approval named here and row number; the order ranks "
    "nothing."
)
"""How regimens are ordered, for whoever prints them."""

HISTOLOGY: Final = "Trial population did not include this histology ({histology}){how}."
NOT_ADMITTED: Final = ": it was not admitted"
NOT_SEEN_IN: Final = ", as far as was seen; the figures are of other tumours"
CHILD_PUGH: Final = "The trial admitted Child-Pugh {admitted}; {score} is {how}."
CHILD_PUGH_OUTSIDE: Final = " Its figures do not speak of {score}."
CHILD_PUGH_POINTS: Final = " Whether that lies within depends on the points, which are not stated."
CHILD_PUGH_UNSEEN: Final = (
    "Which Child-Pugh scores the trial admitted was not seen; {score} is {how}."
)
SCORE_OF_CLASS: Final = "class {letter}"
STATED: Final = "stated"
WORKED_OUT: Final = "worked out"
AETIOLOGY: Final = "Stated cause of liver disease: {causes}."
LEFT_OUT: Final = "The trial did not admit {left_out}; {stated} is stated."
MAYBE_LEFT_OUT: Final = (
    "The trial did not admit {left_out}; {stated} is stated, without saying more."
)
WHICH_LEFT_OUT: Final = "The trial did not admit {left_out}, which is stated."
WHICH_NOT_SEEN: Final = "Whether the trial admitted {left_out}, which is stated, was not seen."
NOT_SEEN: Final = "Whether the trial admitted {left_out} was not seen; {stated} is stated."
ENDOSCOPY: Final = (
    "The trial asked for an endoscopy within six months before the start and for varices to be "
    "treated; {stated}."
)
ENDOSCOPY_UNSEEN: Final = (
    "{drug} carries a risk of bleeding from varices; {stated}, and what the trial asked for was "
    "not seen."
)
VARICES_UNSTATED: Final = "varices are not stated"
VARICES_STATED: Final = "stated: {stated}"
GRAFT: Final = (
    "{stated} is stated: under checkpoint inhibitors, rejection and loss of the graft are reported "
    "(row TX-01)."
)
LISTED: Final = (
    "A listing for liver transplant is stated: rejection of the later graft is reported after "
    "checkpoint inhibitors too, less often after a longer interval (row TX-01)."
)
AFP: Final = "The trial took in AFP of at least 400 ng/mL; {afp} is stated."
AFP_OPEN: Final = " On which side of that it lies is left open."
AFP_OUTSIDE: Final = " Its figures do not speak of a lower AFP."
ECOG: Final = "The trial admitted ECOG 0-1; ECOG {points} is stated."
FIRST: Final = "Studied before any systemic treatment; earlier treatment with {given} is stated."
GIVEN: Final = "Already given, as stated: {given}."
AFTER: Final = "Studied after sorafenib, which is stated as given."
NOT_AFTER: Final = (
    "Studied after sorafenib, which is not among the earlier treatments stated ({given})."
)

LEFT_OUT_SAID: Final = {
    "main portal vein": "invasion of the main portal vein",
    "encephalopathy": "hepatic encephalopathy",
    "marked ascites": "marked ascites",
    "autoimmune disease": "autoimmune disease",
    "therapeutic anticoagulation": "therapeutic anticoagulation",
    "extrahepatic spread": "spread outside the liver",
}
STATED_SAID: Final = {
    "macrovascular_invasion main_portal_vein": "invasion of the main portal vein",
    "macrovascular_invasion present": "macrovascular invasion",
    "encephalopathy grade_1": "encephalopathy of grade 1",
    "encephalopathy grade_2": "encephalopathy of grade 2",
    "encephalopathy grade_3": "encephalopathy of grade 3",
    "encephalopathy grade_4": "encephalopathy of grade 4",
    "ascites moderate": "moderate ascites",
    "ascites severe": "severe ascites",
    "aetiology autoimmune": "autoimmune liver disease",
    "anticoagulant warfarin": "warfarin",
    "anticoagulant other": "an anticoagulant",
    "extrahepatic_spread present": "spread outside the liver",
    "varices present_untreated": "untreated varices",
    "varices present_treated": "treatment of varices",
    "varices not_examined": "no examination for varices",
    "varices bleeding_risk": "a risk of bleeding from varices",
    "transplant yes": "A liver transplant",
}
HISTOLOGIES: Final = {"fibrolamellar": "fibrolamellar carcinoma", "mixed-hcc-cca": "mixed HCC-CCA"}
CAUSES: Final = {
    "hbv": "hepatitis B",
    "hcv": "hepatitis C",
    "hdv": "hepatitis D",
    "alcohol": "alcohol",
    "mash": "MASH",
    "haemochromatosis": "haemochromatosis",
    "aflatoxin": "aflatoxin",
    "aristolochic_acid": "aristolochic acid",
    "autoimmune": "autoimmune",
    "wilson": "Wilson disease",
    "a1at": "alpha-1-antitrypsin deficiency",
    "cryptogenic": "cryptogenic",
    "other": "another",
    "none": "none",
}
KINDS_OF_CAUSE: Final = {"viral": "viral", "non_viral": "non-viral"}
"""Said only where no cause is."""
