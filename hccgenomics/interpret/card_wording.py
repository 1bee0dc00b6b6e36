"""Every sentence that a card makes of its own; what the evidence is comes from the curated rows.

A test refuses forbidden phrases here, as in ``wording``.
"""

from __future__ import annotations

from typing import Final

HEADLINE: Final = "{name}: {clauses}."
WITH: Final = "with {genes}"
OTHERWISE: Final = "Altered otherwise: {names}."
OTHER_ALONE: Final = "{names}."
SAME_EVENT: Final = "in one event with {gene}, on whose card its neighbours are"
NO_CALL: Final = "{gene}: no call of copies. {why}."
NOTHING_KNOWN: Final = "Of {gene} no copies are known."
NEIGHBOUR: Final = "{name}{amount}"
WITHIN_EVENT: Final = "lies within the event; it is no gene of the panel"
OUTSIDE_EVENT: Final = "lies outside the event; it is no gene of the panel"

FOCAL: Final = "Focal event"
FOCAL_YES: Final = "{extent}."
FOCAL_NO: Final = "{extent}: a gain that is not focal does not single out {gene} on {arm}."
FOCAL_UNKNOWN: Final = "How far the event reaches is not known: no segments were given."

CTNNB1: Final = "CTNNB1 altered as well"
CTNNB1_WITH: Final = "{names}. {row}"
CTNNB1_WITHOUT: Final = "No driver of CTNNB1 is called. {row}"
CTNNB1_NOT_ASSAYED: Final = "Small variants were not assayed. {row}"
FGFR4: Final = "Receptor FGFR4 altered"
KLB: Final = "Co-receptor KLB altered"
RECEPTOR: Final = "{variants} {copies} Its expression was not assayed{row}."
SITES: Final = "FGFR4 changed at V550 or C552, where an FGFR4 inhibitor binds"
SITES_SEEN: Final = "{names}. {row}"
SITES_UNSEEN: Final = "No change of these codons is called. {row}"
SITES_NOT_ASSAYED: Final = "Small variants were not assayed. {row}"
FGF19_PROTEIN: Final = "FGF19 protein"
MET_PROTEIN: Final = "MET protein"
HER2_PROTEIN: Final = "HER2 staining 3+"
PROTEIN: Final = "Copies of a gene do not show its protein{row}."
OF_ROW: Final = " (row {row})"
RB1: Final = "RB1 lost (CDK4/6 needs RB1 intact)"
CDKN2A: Final = "CDKN2A lost"
TERT_PROMOTER: Final = "Promoter changed"
TERT_COPIES: Final = "Gene amplified"
TERT_REARRANGEMENT: Final = "Rearranged upstream"
TERT_INTEGRATION: Final = "Viral sequence inserted"

VARIANTS_SEEN: Final = "Small variants: {names}."
VARIANTS_NONE: Final = "Small variants: no driver is called."
VARIANTS_NOT_ASSAYED: Final = "Small variants were not assayed."
COPIES_UNKNOWN: Final = "Its copies are not known."
COPIES_NOT_ASSAYED: Final = "Copy number was not assayed."
JUNCTIONS_SEEN: Final = "Seen: {names}."
JUNCTIONS_NONE: Final = "No junction is called in the structural files."
JUNCTIONS_NOT_ASSAYED: Final = "Structural variants were not assayed."
COVERAGE_OPEN: Final = "Whether its bases were covered is not known."
FISH: Final = "FISH of {place}, with a probe of the centromere"
TERT_RNA: Final = "TERT expression by RNA"
