"""Truth tables: one row, one test, named by its first column; a geneticist can add rows."""

from __future__ import annotations

import csv

import pytest

from tests.conftest import DATA


def rows(name: str) -> list:
    with (DATA / "truth" / name).open(encoding="utf-8", newline="") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        table = list(csv.DictReader(lines, delimiter="\t"))
    return [pytest.param(row, id=next(iter(row.values()))) for row in table]
