"""Every word of the pictures of copy number."""

from __future__ import annotations

from typing import Final

MEGABASE: Final = 1_000_000
TINY: Final = 20_000
"""Bases under which a step of the genome is a dot; the caption says so."""
MINUS: Final = "\N{MINUS SIGN}"
NO_PROFILE: Final = "There is no copy-number profile to draw."
NO_WINDOW: Final = "There is no close-up of {gene}: its copies are not altered, or not known."
GENOME_TITLE: Final = "Copy number across the genome"
GENOME_CAPTION: Final = (
    "Chromosomes side by side; upwards: {unit}. Hatched: no data. Peaks beyond the scale are cut "
    "off at a triangle, and their value is written; stretches of less than 20,000 bases are dots."
)
WINDOW_TITLE: Final = "Copy number around {genes}, {place}"
WINDOW_CAPTION: Final = (
    "{place} on {assembly}; upwards: {unit}. Bracket: the event. Arrows: protein-coding genes to "
    "scale, in the direction they are read."
)
IN_COPIES: Final = "copies of a tumour cell"
IN_RATIOS: Final = "log2 ratio of tumour over normal (not corrected for purity)"
COPIES: Final = "copies"
COPIES_OF: Final = "{value} copies"
RATIO: Final = "log2 ratio"
RATIO_OF: Final = "log2 ratio {value}"
FROM_TO: Final = "{low}–{high}"
NO_CALL_WITHOUT_SEX: Final = "no call without --sex"
NO_CALL: Final = "no call"
PLOIDY: Final = "ploidy {value}"
EVEN: Final = "no change"
AMPLIFICATION: Final = "amplification"
AMPLIFIED_FROM: Final = "from {value}"
DELETION: Final = "both copies lost"
DELETED_UNDER: Final = "under {value}"
DELETED_TO: Final = "to {value}"
MORE: Final = "{first} +{count}"
TOLD_GENE: Final = "{gene} {value} ({copy_class})"
TOLD_ALTERED: Final = "Altered genes: {genes}."
TOLD_NONE: Final = "No gene of the panel is amplified or lost in both copies."
TOLD_COVERED: Final = "{percent} of the chromosomes' length has a value."
TOLD_STEPS: Final = "{count} steps."
TOLD_EVENT: Final = "{extent}, {width} Mb"
LEGEND: Final = (
    ("amplified", "amplified"),
    ("gain", "gained"),
    ("same", "about the ploidy"),
    ("loss", "lost"),
    ("lost", "both copies lost"),
)
NO_DATA: Final = "no data"
CHROMOSOME_PLACE: Final = "{contig}:{start}–{end} Mb"
