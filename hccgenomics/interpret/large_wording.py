"""Every sentence on copies, junctions and integrations that markers, findings and requests make.

A test refuses forbidden phrases here, as in ``wording``.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import CopyClass

# Markers
NO_COPIES: Final = "Its copies are not known."
COPIES_SAID: Final = "The copy-number files say {found}: {amount}."
OPEN_IN_PLASMA: Final = "In plasma without a tumour fraction that does not exclude {what}."
OPEN_WITHOUT_PURITY: Final = (
    "Without a purity {what} is excluded only where the whole interval is clear of any {side}."
)
OPEN_NEAR: Final = "The interval reaches the border of {what}."
OPEN_CLASS: Final = "A class without a number does not exclude {what}."
WANTED: Final = {
    CopyClass.AMPLIFICATION: {"what": "an amplification", "side": "gain"},
    CopyClass.HOMOZYGOUS_DELETION: {"what": "a homozygous deletion", "side": "loss"},
}
NO_JUNCTION: Final = (
    "Nothing of the kind is called in the files given; how well they could have shown it is not "
    "known."
)
UNFLAGGED: Final = "Seen, but flagged by no driver rule: {name}. {why}"
NOT_THIS: Final = "Seen, and flagged, but not what this part asks for: {name}."
SET_ASIDE: Final = "Seen, but set aside: {name}. {why}"

# Key findings
NOTHING_KEPT: Final = (
    "No small variant was kept. Without coverage information none can be said to be absent."
)
NO_DRIVER: Final = (
    "{kept} in panel genes {was} kept and none is flagged as a driver. Without coverage "
    "information no small variant can be said to be absent."
)
COPIES_PRESENT: Final = "{name}: {clauses}. {why}"
WITH: Final = "with {genes}"
NEAR_OTHERS: Final = (
    "On the border of an amplification or a homozygous deletion as well: {genes}; each is listed."
)
READS: Final = "{name}, with {reads}"
MORE_JUNCTIONS: Final = "{count} junctions say so, and these are of the first"

# Limits
LIMIT_COVERAGE: Final = (
    "No coverage information was given: no small variant is reported as absent, and silence about "
    "the bases of a gene says nothing."
)
LIMIT_SMALL: Final = (
    "No small-variant file was given: nothing is said of mutations, the TERT promoter among them."
)
LIMIT_JUNCTIONS: Final = (
    "How well the structural files could have shown a junction is not known: no fusion, "
    "rearrangement or viral integration is reported as absent."
)

# What would change the answer
FGF19_STAINING: Final = "FGF19 immunohistochemistry"
FGF19_STAINING_WHY: Final = (
    "{names}: copies of a gene do not show its protein, and the trials of FGFR4 inhibitors chose "
    "patients by protein or RNA (rows FGF19-01, FGF19-02)."
)
MET_STAINING: Final = "MET immunohistochemistry"
MET_STAINING_WHY: Final = (
    "{names}: copies of a gene do not show its protein, and the randomised trials chose patients "
    "by protein (rows MET-01, MET-02)."
)
HER2_STAINING: Final = "HER2 immunohistochemistry"
HER2_STAINING_WHY: Final = (
    "{names}: amplification in DNA prompts staining; the label asks for 3+ (row HER2-01)."
)
RB1_STAINING: Final = "RB1 immunohistochemistry"
RB1_STAINING_WHY: Final = (
    "{names}: rows CDK-01 and CDK-02 ask for intact RB1, which DNA alone does not show."
)
FISH: Final = "FISH, or another independent method, for {genes}"
FISH_WHY: Final = (
    "{names}: a copy-number call needs confirmation, for FISH and copy number do not always agree "
    "(as seen of FGF19, row FGF19-09)."
)
SEX: Final = "The patient's sex (--sex), for the copies of {genes}"
SEX_WHY: Final = (
    "On X normal cells have one copy or two, by sex: without it nothing is said of copies there."
)
COPIES_OPEN: Final = "Copies of {genes}, by another assay or with what is said to be missing"
COPIES_OPEN_WHY: Final = "The files given do not decide them."
COPIES_OPEN_GENES: Final = "{genes}: {why}"
RNA: Final = "RNA fusion testing for {names}"
RNA_WHY: Final = "Seen in DNA alone; RNA shows whether the fusion is expressed, and in frame."
PRKACA: Final = "PRKACA break-apart FISH, or RNA fusion testing, for DNAJB1::PRKACA"
PRKACA_SEEN_WHY: Final = (
    "{names} is seen in DNA alone; RNA or FISH shows this fusion best (row FLC-01)."
)
PRKACA_ASKED_WHY: Final = (
    "The entity is stated as fibrolamellar carcinoma and DNAJB1::PRKACA is not called; RNA or FISH "
    "shows this fusion best, and most DNA panels lack PRKACA (row FLC-01)."
)
READS_ACROSS: Final = ("{count} read across", "{count} reads across")
SPANNING_PAIRS: Final = ("{count} spanning pair", "{count} spanning pairs")

# Genome-wide parts of markers
STATED_PRESENT: Final = "{texts}, as stated beside the files"
STATED_ABSENT: Final = "As stated beside the files: {texts}; that is below the cut-off, or stable."
STATED_OPEN: Final = "As stated beside the files: {texts}; that leaves the cut-off open."
