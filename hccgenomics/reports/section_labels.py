"""Words of the page's sections: headings of groups, names of facts, amounts and counts.

Amounts are said by ``model.amounts`` in sentences of the report; what stands here under AMOUNTS are
the same words, so that a catalogue of translations holds them.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.model.amounts import ADJUSTED, AMOUNT_ADJUSTED, RECURRENT

CALLED_COPIES: Final = "Amplified, deleted, or on the border of it"
SHIFTED_COPIES: Final = "Gained, lost, or without one allele"
UNCHANGED_COPIES: Final = "No change"
NO_CALL_OF_COPIES: Final = "No call"
GAINED_ARMS: Final = "Gained as a whole"
LOST_ARMS: Final = "Lost as a whole"
NO_CALL_OF_ARMS: Final = "No call"
ARM_COPIES: Final = "{value} copies"
ARM_RATIO: Final = "log2 ratio {value}"
NOT_STATED: Final = "not stated"
YES: Final = "yes"
NO: Final = "no"
WITH_RANGE: Final = "{middle} ({low} to {high})"
MINOR: Final = "minor {copies}"
LOH: Final = "LOH"
BOTH_ALLELES: Final = "both alleles there"
ACROSS: Final = "{count} across"
SPANNING: Final = "{count} spanning"

AMOUNTS: Final = (
    *("{value} copies", "{value} copy", "log2 ratio {value}", "{low} to {high}"),
    *("{width} bases", "{percent} % of {arm}", "chromosome {arm}"),
    *ADJUSTED.values(),
    *AMOUNT_ADJUSTED.values(),
    *RECURRENT.values(),
)
"""How copies, ratios and widths are said within sentences."""

DESIGN: Final = "design"
PATIENTS: Final = "patients"
CHOSEN_BY: Final = "patients chosen by"
TUMOURS: Final = "tumours"
LINE: Final = "line"

ONE_POINT: Final = "{value} point"
POINTS: Final = "{value} points"
FIGURE_AGAINST: Final = "{figure} against {other}"
UP_TO_UNREACHED: Final = "{low}–not reached"
STRETCH: Final = "[{count} bases]"
"""How ``model.long_bases`` tells a long stretch within a name."""
RECURRENT_ARMS: Final = (
    "Gained in {percent} % of {tumours} HCC ({source})",
    "Lost in {percent} % of {tumours} HCC ({source})",
)
"""How often an arm is changed, as ``knowledge.recurrent_arms`` says it."""
CONTAINERS: Final = ("plain", "gzip", "bgzip")
"""How a file is packed, as readers name it."""
POINTS_UNIT: Final = "points"
NO_UNIT: Final = "score"
"""The unit of a score that has none."""
