"""Names of our tables of curated rows; a row of any other is a laboratory's own."""

from __future__ import annotations

from typing import Final

BIOMARKERS: Final = "biomarkers.tsv"
REGIMENS: Final = "regimens.tsv"
OWN_TABLES: Final = frozenset({BIOMARKERS, REGIMENS})
