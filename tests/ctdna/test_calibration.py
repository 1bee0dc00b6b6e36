"""The committed simulations: as computed today, and within what chance allows."""

from __future__ import annotations

import re

import pytest

from calibration import cells, several, single, tracked
from calibration.cells import read
from calibration.figures import level, limit, sensitivity
from calibration.page import page
from hccgenomics.ctdna.calibrated import LEAST_DEPTH, LEAST_SITES, MOST_ERROR
from tests.conftest import ROOT

TESTED = ("calling", "forced", "residual")
EXACT = ("needed", "attained", "limit", "theory")
SEEN = {"calling": "seen", "residual": "detected"}
TWO_POINTS = 0.02
FARTHEST = 4.5
"""Standard errors: of 336 rates one lies farther by chance once in 400 calibrations."""
FEW = 5e-5
"""Half a dozen false positives in 100,000 draws: their distribution is no normal one."""


@pytest.mark.parametrize("name", TESTED)
def test_false_positives_are_never_above_alpha_and_equal_the_exact_level(name):
    for row in read(name):
        attained, false = float(row["attained"]), float(row["false_positives"])
        error = max(float(row["monte_carlo_error"]), FEW)
        assert attained <= float(row["alpha"]) * (1 + 1e-9), row
        assert abs(false - attained) <= FARTHEST * error, row
        assert false <= float(row["alpha"]) + FARTHEST * error, row


@pytest.mark.parametrize("name", SEEN)
def test_sensitivity_is_within_two_points_of_theory(name):
    rows = [row for row in read(name) if row["limit"]]

    assert rows
    for row in rows:
        assert abs(float(row[SEEN[name]]) - float(row["theory"])) <= TWO_POINTS, row
        assert float(row["theory"]) >= cells.PROBABILITY - 1e-9, row


@pytest.mark.parametrize("name", TESTED)
def test_the_grid_is_the_one_asked_for(name):
    rows = read(name)

    assert {int(row["depth"]) for row in rows} == set(cells.DEPTHS)
    assert {float(row["error"]) for row in rows} >= set(cells.ERRORS)


def test_whatever_one_place_carries_the_level_holds():
    for row in read("residual"):
        if row["one_place_misleads"]:
            alpha = float(row["alpha"])
            allowed = FARTHEST * cells.monte_carlo_error(alpha, cells.DRAWS)
            assert float(row["one_place_misleads"]) <= alpha + allowed, row


def test_unlike_places_are_as_computed():
    for row in read("unlike"):
        attained, false = float(row["attained"]), float(row["false_positives"])
        error = max(float(row["monte_carlo_error"]), FEW)
        assert false <= float(row["alpha"]), row
        assert false <= attained + FARTHEST * error, row
        if row["by"] == "exact":
            assert false >= attained - FARTHEST * error, row
        assert float(row["detected"]) >= float(row["theory"]) - TWO_POINTS, row


def test_a_verdict_rests_on_nothing_that_was_not_simulated():
    rows = [row for row in read("residual") if row["limit"]]

    assert min(int(row["sites"]) for row in rows) == LEAST_SITES
    assert min(int(row["depth"]) for row in rows) == LEAST_DEPTH
    assert max(float(row["error"]) for row in rows) == MOST_ERROR


@pytest.mark.parametrize("name", ["calling", "forced"])
def test_every_exact_figure_of_one_place_is_computed_again(name, monkeypatch):
    monkeypatch.setattr(single, "DRAWS", 100)
    monkeypatch.setattr(single, "POWER_DRAWS", 100)
    work = {"calling": single.rule, "forced": single.forced}[name]

    for index, row in enumerate(read(name)):
        again = work(index)
        for column in EXACT:
            assert again.get(column) == row.get(column), (row, column)


def test_exact_figures_of_residual_disease_are_computed_again(monkeypatch):
    monkeypatch.setattr(tracked, "DRAWS", 100)
    monkeypatch.setattr(tracked, "POWER_DRAWS", 100)
    slice_of_it = range(0, len(tracked.CELLS) - 30, 11)  # the last thirty are a minute's work

    for index in slice_of_it:
        again, row = tracked.tracked(index), read("residual")[index]
        for column in EXACT:
            if row[column]:
                found, stated = float(again[column]), float(row[column])
                assert found == pytest.approx(stated, rel=1e-4, abs=1e-9), (row, column)


def test_a_slice_is_simulated_again():
    for work, name, index in (
        (single.rule, "calling", 27),
        (single.forced, "forced", 20),
        (tracked.tracked, "residual", 73),
    ):
        again, row = work(index), read(name)[index]
        allowed = FARTHEST * 2**0.5 * max(float(row["monte_carlo_error"]), FEW)
        apart = abs(float(again["false_positives"]) - float(row["false_positives"]))
        assert apart <= allowed, row


def test_a_cell_is_drawn_the_same_twice():
    assert single.rule(3) == single.rule(3)
    assert several.background(0) == several.background(0)


def test_false_discoveries_are_as_few_as_asked_for():
    for row in read("discoveries"):
        allowed = float(row["rate"]) + FARTHEST * float(row["monte_carlo_error"])
        assert float(row["false_discoveries"]) <= allowed, row


def test_a_fitted_background_holds_its_levels():
    for row in read("background"):
        for alpha in (0.05, 0.01, 0.001):
            allowed = alpha + FARTHEST * cells.monte_carlo_error(alpha, int(row["tests"]))
            assert float(row[f"at_{alpha:g}"]) <= allowed, row


def test_intervals_hold_as_often_as_they_say():
    for row in read("intervals"):
        allowed = FARTHEST * float(row["monte_carlo_error"])
        assert float(row["holds"]) >= float(row["level"]) - allowed, row


def test_page_and_figures_are_those_of_the_tables():
    folder = ROOT / "docs" / "calibration"

    assert (ROOT / "docs" / "calibration.md").read_text(encoding="utf-8") == page()
    for name, draw in (("level", level), ("sensitivity", sensitivity), ("limit", limit)):
        drawn = draw()
        assert (folder / f"{name}.svg").read_text(encoding="utf-8") == drawn
        assert "<title>" in drawn
        assert "<desc>" in drawn
        assert not re.search("<script|href=|style=", drawn)
