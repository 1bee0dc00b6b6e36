"""Sentences of what rows ask for, as templates with slots."""

from __future__ import annotations

from typing import Final

ROW_WHY: Final = "Row {row} ({claim}) turns on it."
CLAIM: Final = "{implication}: {therapy}"
ROW_NAMES: Final = "Row {row} ({claim}) turns on {test}."
