"""How exactly a report states a number: one rule, for every float it publishes."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from hccgenomics.model.rounding import DECIMALS, SIGNIFICANT_DIGITS, rounded

__all__ = ["DECIMALS", "SIGNIFICANT_DIGITS", "Stated", "rounded"]

Stated = Annotated[float, AfterValidator(rounded)]
"""A float as a report states it; the type of every measured number in the document."""
