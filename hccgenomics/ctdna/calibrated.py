"""How far the calibration reaches (docs/calibration.md): a verdict rests on nothing beyond it.

The three figures are those of ``calibration/results/residual.tsv``; a test holds them against it.
"""

from __future__ import annotations

from typing import Final

LEAST_SITES: Final = 3
"""Fewest places at which level and sensitivity were found as computed."""
LEAST_DEPTH: Final = 100
"""Fewest fragments at a place."""
MOST_ERROR: Final = 0.01
"""Highest error rate of a place."""
