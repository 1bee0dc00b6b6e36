"""Typed figures in words: every number of a row is said, and none is made up."""

from __future__ import annotations

import re

import pytest

from hccgenomics.interpret.effect_size_wording import figures_of, in_words
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.cells import effect as read
from hccgenomics.model.statement import Effect
from tests.forbidden import phrases_in

ROWS = load_knowledge().biomarkers


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("OS HR 2.58 (1.96-3.41) n=988 of whom",
         "Overall survival, hazard ratio 2.58 (1.96-3.41), n=988: whom"),
        ("TTP HR 0.42 (90% 0.26-0.70) p=0.0043 of whom",
         "Time to progression, hazard ratio 0.42 (90 % interval 0.26-0.7), p=0.0043: whom"),
        ("PFS median_months 2.0 vs 7.4 n=31 of whom",
         "Progression-free survival, median 2 against 7.4 months, n=31: whom"),
        ("DoR median_months 5.3 (3.7-NE)",
         "Duration of response, median 5.3 months (3.7-not reached)"),
        ("ORR count 8 n=160 of whom", "Response, 8 of 160: whom"),
        ("other count 2 of whom", "2: whom"),
        ("prevalence percent 45 n=127 of TCGA", "45 %, n=127: TCGA"),
        ("agreement kappa 0.31 n=95 of whom", "Agreement, kappa 0.31, n=95: whom"),
        ("DCR percent 0 vs 53 of whom", "Disease control, 0 against 53 %: whom"),
        ("risk OR 2.49 of whom", "Risk, odds ratio 2.49: whom"),
    ],
)  # fmt: skip
def test_one_figure_in_words(cell, words):
    assert in_words(Effect.model_validate(read(cell))) == words


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_number_of_a_row_is_said(row):
    said = {float(n) for n in re.findall(r"\d+(?:\.\d+)?(?:e-\d+)?", figures_of(row))}
    for effect in row.effects:
        stated = (effect.value, effect.versus, effect.low, effect.high, effect.p, effect.n)
        assert {float(n) for n in stated if n is not None} <= said, row.id
    assert row.figures.rstrip(".") in figures_of(row)
    assert phrases_in(figures_of(row)) == []
