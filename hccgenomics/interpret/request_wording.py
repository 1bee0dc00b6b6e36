"""Sentences of what rows ask for, as templates with slots."""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import Implication

ROW_WHY: Final = "Row {row} ({claim}) turns on it."
CLAIM: Final = "{implication}: {therapy}"
ROW_NAMES: Final = "Row {row} ({claim}) turns on {test}."
FLAGGED: Final = ("flagged alteration", "flagged alterations")
CLAIMS: Final = {
    Implication.SENSITIVITY: "sensitivity",
    Implication.REDUCED_SENSITIVITY: "reduced sensitivity",
    Implication.NO_PROVEN_EFFECT: "no proven effect",
    Implication.PROGNOSTIC: "prognostic",
    Implication.DIAGNOSTIC: "diagnostic",
    Implication.AETIOLOGY: "aetiology",
    Implication.BIOLOGY: "biology",
    Implication.CAVEAT: "caveat",
    Implication.TOXICITY: "toxicity",
    Implication.EXPLORATORY: "exploratory",
    Implication.REGIMEN: "regimen",
}
"""What a row claims, in a word."""
