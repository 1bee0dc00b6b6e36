"""The grid, the draws, and rows of results.

Every cell has a seed of its own, so the results do not depend on the number of processes.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED: Final = 20_240_607
DRAWS: Final = 100_000
POWER_DRAWS: Final = 20_000
DEPTHS: Final = (100, 300, 1000, 3000, 10_000, 20_000)
ERRORS: Final = (1e-6, 1e-5, 1e-4, 1e-3)
SITES: Final = (1, 3, 5, 10, 16, 50, 100, 1000)
PROBABILITY: Final = 0.95
RESULTS: Final = Path(__file__).parent / "results"
PAGE: Final = Path(__file__).parent.parent / "docs" / "calibration.md"
FIGURES: Final = PAGE.with_suffix("")

Row = dict[str, str]


def generator(*cell: int) -> np.random.Generator:
    return np.random.default_rng([SEED, *cell])


def number(x: float | None) -> str:
    """To six significant digits, as everything is written and compared."""
    return "" if x is None else f"{x:.6g}"


def monte_carlo_error(rate: float, draws: int) -> float:
    return (rate * (1 - rate) / draws) ** 0.5


def write(name: str, rows: Sequence[Row]) -> None:
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / f"{name}.tsv").open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, list(rows[0]), delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def read(name: str) -> list[Row]:
    with (RESULTS / f"{name}.tsv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))
